"""What can be wrong with the file of the cases, each with a way out; the file itself is never touched for it."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from headunit.errors import CannotWriteError, ConfigurationError, HeadunitError, ReadFailedError, TryAgainError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["damaged", "lingers", "newer", "told", "unwritten"]

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NO_ROOM = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_IOERR,
    }
)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into the sentence for a person."""
    try:
        yield
    except sqlite3.Error as fault:
        raise _as_error(path, fault) from fault
    except UnicodeDecodeError as fault:
        raise damaged(path, "a text in it is no text") from fault


def _as_error(path: Path, fault: sqlite3.Error) -> HeadunitError:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return TryAgainError(
            "cases-busy", f"another program is writing to {str(path)!r}", value=str(path), next_step="try again"
        )
    return unwritten(path, str(fault)) if code in _NO_ROOM else damaged(path, str(fault))


def damaged(path: Path, why: str) -> ReadFailedError:
    """Say that the file can't be trusted."""
    return ReadFailedError(
        "cases-damaged",
        f"the cases in {str(path)!r} can't be read ({why}); the file was left as it is",
        value=str(path),
        next_step="put a backup in its place, or move it away and open the case anew: its tries still count",
    )


def newer(path: Path, version: int, newest: int) -> ConfigurationError:
    """Say that a newer program wrote the file."""
    return ConfigurationError(
        "cases-newer",
        f"the cases in {str(path)!r} have format {version}, this program knows formats up to {newest}",
        value=str(version),
        expected=f"at most {newest}",
        next_step="use the newer Headunit that wrote them; the file was left as it is",
    )


def lingers(path: Path, case_id: str) -> TryAgainError:
    """Say that a deleted case can still be read in the log."""
    return TryAgainError(
        "case-lingers",
        f"the case {case_id} is deleted, but what stood in it is still in '{path}-wal': another program holds it",
        value=case_id,
        next_step="end the other program, then 'headunit case list' wipes it",
    )


def unwritten(path: Path, why: str) -> CannotWriteError:
    """Say that nothing was written."""
    return CannotWriteError(
        "cases-unwritten",
        f"can't write {str(path)!r} ({why}); nothing was added, so press nothing",
        value=str(path),
        next_step="check the folder, its rights and the free space, then go on with the case",
    )
