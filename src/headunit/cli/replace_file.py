"""Write a file whole: beside its target first, then put in its place, so that nothing half written is ever seen."""

from __future__ import annotations

import errno
import os
import signal
import stat
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, NoReturn, TextIO

from headunit.cli.kept_file import refuse_kept
from headunit.errors import CannotWriteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["is_written_with", "replacing", "replacing_bytes", "write_whole", "write_whole_bytes"]

_OWNER_ONLY = 0o600
_LOCKS = sys.platform != "win32"
"""Whether an open file can be locked, and renamed while it is open."""


@contextmanager
def replacing(target: Path, *, errors: str = "strict") -> Iterator[TextIO]:
    """Open a file beside *target* for UTF-8 text; the same as :func:`replacing_bytes` otherwise."""
    with replacing_bytes(target) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="", errors=errors)
        try:
            yield text
            text.flush()
        finally:
            text.detach()


@contextmanager
def replacing_bytes(target: Path) -> Iterator[BinaryIO]:
    """Open a file beside *target* for bytes; at the end it takes the target's place, on any fault it goes.

    A link is followed; the rights of an existing target are kept, a new one is the owner's alone. What a killed run
    left beside the target is replaced. Raises CannotWriteError (``cannot-write``), also for a target that is no file,
    and (``target-busy``) while another run writes the same target; InputError (``output-is-vault``,
    ``output-is-cases``) for what is never written over.
    """
    try:
        target = _followed(target)
        refuse_kept(target)
        mode = _mode_of(target)
        beside = _part_of(target)
        with _ended_by_signals(), _new_file(beside, target) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                beside.chmod(mode)
                if not _LOCKS:  # pragma: no cover - Windows renames no open file
                    file.close()
                beside.replace(target)
            finally:
                if file.closed or _is_at(file, beside):
                    beside.unlink(missing_ok=True)
    except OSError as fault:
        raise CannotWriteError(
            "cannot-write",
            f"can't write {str(target)!r} ({fault.strerror or fault})",
            value=str(target),
            next_step="check the folder, its rights and the free space",
        ) from fault


def is_written_with(source: Path, target: Path) -> bool:
    """Return whether *source* is the file that is written for *target*, or the part beside it; False if not known."""
    try:
        target = _followed(target)
        status = source.stat()
    except OSError:
        return False
    return any(_has_status(path, status) for path in (target, _part_of(target)))


def _has_status(path: Path, status: os.stat_result) -> bool:
    try:
        return os.path.samestat(path.stat(), status)
    except OSError:
        return False


def _followed(target: Path) -> Path:
    """Return where the links of *target* lead; raises OSError when that is nowhere."""
    try:
        return target.resolve()
    except RuntimeError as fault:  # Python before 3.13 says so when links lead in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from fault


def _part_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def _new_file(beside: Path, target: Path) -> BinaryIO:
    """Return a new file at *beside*, locked; what a killed run left there, which nobody has locked, goes."""
    while True:
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _OWNER_ONLY)
        except FileExistsError:
            _clear_away(beside, target)
            continue
        file = open(descriptor, "wb")  # noqa: PTH123, SIM115 - a descriptor has no path; the caller closes it
        _lock(file, target)
        if _is_at(file, beside):
            return file
        file.close()  # another run took it for a rest between the opening and the lock


def _clear_away(beside: Path, target: Path) -> None:
    """Remove the rest of a killed run; raises CannotWriteError (``target-busy``) when it is none."""
    if beside.is_symlink():
        beside.unlink()
        return
    try:
        with beside.open("rb") as rest:
            _lock(rest, target)
            if _is_at(rest, beside):
                beside.unlink()
    except FileNotFoundError:
        return


def _lock(file: BinaryIO, target: Path) -> None:
    """Lock *file* as long as it is open, where the file system can; raises CannotWriteError (``target-busy``)."""
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415 - there is none on Windows

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            file.close()
            raise CannotWriteError(
                "target-busy",
                f"another run is writing {str(target)!r}",
                value=str(target),
                next_step="wait for it to end, or name another output",
            ) from fault
        except OSError:  # pragma: no cover - a network share without locks
            return


def _is_at(file: BinaryIO, path: Path) -> bool:
    """Return whether *path* leads to the open *file*."""
    return _has_status(path, os.fstat(file.fileno()))


def _mode_of(target: Path) -> int:
    """Return the rights the new file gets; refuse what is no regular file, for it would be replaced by one."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return _OWNER_ONLY
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "it is no regular file")
    return stat.S_IMODE(status.st_mode)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Turn the polite request to end into an exception, so that what is half written is cleared away."""

    def end(number: int, frame: object) -> NoReturn:  # noqa: ARG001 - the signal module's signature
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def write_whole(target: Path, text: str) -> None:
    """Write *text* as the whole content of *target*; raises CannotWriteError (``cannot-write``, ``target-busy``)."""
    with replacing(target) as file:
        file.write(text)


def write_whole_bytes(target: Path, content: bytes) -> None:
    """Write *content* as the whole content of *target*; raises what :func:`write_whole` raises."""
    with replacing_bytes(target) as file:
        file.write(content)
