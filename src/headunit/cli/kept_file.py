"""The files that hold what can't be had again, the vault and the cases: no output takes their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["refuse_kept"]

_SQLITE = b"SQLite format 3\0"
_APPLICATION_AT = slice(68, 72)
"""Where SQLite's header names the program that a database belongs to (https://www.sqlite.org/fileformat.html)."""
_START_BYTES = 72


def refuse_kept(target: Path) -> None:
    """Return unless *target* is a vault or the cases; raises InputError (``output-is-vault``, ``output-is-cases``)."""
    start = _start(target)
    if _is_vault(start):
        raise InputError(
            "output-is-vault",
            f"{str(target)!r} is a vault, which is never written over",
            value=str(target),
            next_step="name another file",
        )
    if _is_cases(start):
        raise InputError(
            "output-is-cases",
            f"{str(target)!r} holds the cases, which are never written over",
            value=str(target),
            next_step="name another file",
        )


def _start(target: Path) -> bytes:
    try:
        if not target.is_file():
            return b""
        with target.open("rb") as file:
            return file.read(_START_BYTES)
    except OSError:
        return b""  # what can't be read is left to the writing


def _is_vault(start: bytes) -> bool:
    from headunit.vault.mark import MARK  # noqa: PLC0415 - '--help' needs no vault

    return start.startswith(MARK)


def _is_cases(start: bytes) -> bool:
    if not start.startswith(_SQLITE):
        return False
    from headunit.recovery.store.sqlite_file import APPLICATION_ID  # noqa: PLC0415 - only for a database

    return int.from_bytes(start[_APPLICATION_AT], "big") == APPLICATION_ID
