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

__all__ = ["ResetJournal", "open_journal"]


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
        line = json.dumps({"event": event, "at": at, **details}, ensure_ascii=False)
        try:
            # A line that was cut off is ended first, so that this one stands alone.
            os.write(self._descriptor, f"\n{line}\n".encode())
            os.fsync(self._descriptor)
        except OSError as fault:
            raise CannotWriteError(
                "journal-write",
                f"the journal {str(self.path)!r} can't be written ({fault.strerror})",
                value=str(self.path),
                next_step="free some space: without it nothing is started",
            ) from None


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
        _claim(path, descriptor)
        _sync_folder(folder)
        yield ResetJournal(path, descriptor)
    finally:
        os.close(descriptor)


def _claim(path: Path, descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise NotAllowedError(
            "journal-held",
            "another reset of this unit is running",
            value=str(path),
            next_step="wait for its end",
        ) from None


def _sync_folder(folder: Path) -> None:
    """Let the disk keep the file's name too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
