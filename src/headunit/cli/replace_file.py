"""Write a file whole: beside its target first, then put in its place, so that nothing half written is ever seen."""

from __future__ import annotations

import os
import signal
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, TextIO

from headunit.errors import CannotWriteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["replacing", "write_whole", "write_whole_bytes"]

_OWNER_ONLY = 0o600


@contextmanager
def replacing(target: Path, *, errors: str = "strict") -> Iterator[TextIO]:
    """Open a file beside *target* for UTF-8 text; at the end it takes the target's place, on any fault it goes.

    A link is followed; the rights of an existing target are kept, a new one is the owner's alone. What a killed run
    left beside the target is replaced. Raises CannotWriteError (``cannot-write``), also for a target that is no file.
    """
    try:
        target = target.resolve()
        mode = _mode_of(target)
        beside = target.with_name(f".{target.name}.part")
        beside.unlink(missing_ok=True)
        with _ended_by_signals():
            try:
                descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
                with open(descriptor, "w", encoding="utf-8", newline="", errors=errors) as file:  # noqa: PTH123 - a descriptor
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                beside.chmod(mode)
                beside.replace(target)
            finally:
                beside.unlink(missing_ok=True)
    except OSError as fault:
        raise CannotWriteError(
            "cannot-write",
            f"can't write {str(target)!r} ({fault.strerror or fault})",
            value=str(target),
            next_step="check the folder, its rights and the free space",
        ) from fault


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
    """Write *text* as the whole content of *target*; raises CannotWriteError (``cannot-write``)."""
    with replacing(target) as file:
        file.write(text)


def write_whole_bytes(target: Path, content: bytes) -> None:
    """Write *content* as the whole content of *target*; raises CannotWriteError (``cannot-write``)."""
    with replacing(target) as file:
        file.buffer.write(content)
