"""The tester's own journal of a reset: what was intended is on the disk before it is done, and how it ended after.

One file of JSON lines for each unit; an INTENT without an end means: look first, never start again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from headunit.errors import CannotWriteError, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["ResetJournal", "delete_journals", "open_journal"]


class ResetJournal:
    """Append to one unit's file, each line on the disk before the call returns."""

    __slots__ = ("_descriptor", "path")

    def __init__(self, path: Path, descriptor: int) -> None:
        """Take an open file."""
        self.path, self._descriptor = path, descriptor

    def entries(self) -> list[dict[str, Any]]:
        """Return what stands in the file; a last line that was cut off is left out."""
        entries = []
        for line in self.path.read_bytes().split(b"\n"):
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict):
                entries.append(entry)
        return entries

    def open_intent(self) -> dict[str, Any] | None:
        """Return the last INTENT if nothing says how it ended."""
        entries = self.entries()
        last = entries[-1] if entries else None
        return last if last is not None and last.get("event") == "INTENT" else None

    def write(self, event: str, at: str, **details: str) -> None:
        """Append a line and wait until the disk has it; raises CannotWriteError (``journal-write``)."""
        # A line that was cut off is ended first, so that this one stands alone.
        line = f"\n{json.dumps({'event': event, 'at': at, **details}, ensure_ascii=False)}\n".encode()
        try:
            written = os.write(self._descriptor, line)
            os.fsync(self._descriptor)
        except OSError as fault:
            raise self._unwritable(fault.strerror) from None
        if written < len(line):  # a disk that fills up takes a part, and says nothing
            raise self._unwritable("the disk is full")

    def _unwritable(self, why: str | None) -> CannotWriteError:
        return CannotWriteError(
            "journal-write",
            f"the journal {str(self.path)!r} can't be written ({why})",
            value=str(self.path),
            next_step="free some space: without it nothing is started",
        )


@contextmanager
def open_journal(folder: Path, unit: str) -> Iterator[ResetJournal]:
    """Open the journal of *unit*, which no other process may hold; raises CannotWriteError, NotAllowedError."""
    path = folder / f"{hashlib.sha256(unit.encode()).hexdigest()[:16]}.jsonl"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as fault:
        raise CannotWriteError(
            "journal-open",
            f"the journal {str(path)!r} can't be opened ({fault.strerror})",
            value=str(path),
            next_step="give another folder with --journal",
        ) from None
    try:
        if not _claimed(path, descriptor):
            raise NotAllowedError(
                "journal-held",
                "another reset of this unit is running",
                value=str(path),
                next_step="wait for its end",
            )
        _sync_folder(folder)
        yield ResetJournal(path, descriptor)
    finally:
        os.close(descriptor)


def delete_journals(folder: Path) -> bool:
    """Delete the journals of all resets that have come to their end, and return whether none is left.

    One without an end stays, for it keeps the next run from a blind start, and so does one that a run holds. Raises
    CannotWriteError (``journal-delete``).
    """
    left = False
    for path in sorted(folder.glob("*.jsonl")):
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND)
            try:
                if _claimed(path, descriptor) and ResetJournal(path, descriptor).open_intent() is None:
                    path.unlink()
                else:
                    left = True
            finally:
                os.close(descriptor)
        except OSError as fault:
            raise CannotWriteError(
                "journal-delete",
                f"the journal {str(path)!r} can't be deleted ({fault.strerror})",
                value=str(path),
                next_step="delete it by hand",
            ) from None
    return not left


def _claimed(path: Path, descriptor: int) -> bool:
    """Return whether nobody else holds the file, and it still is the one of that name: it may have been deleted."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def _sync_folder(folder: Path) -> None:
    """Let the disk keep the file's name too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
