"""Make, check and bring up to date the SQLite file of the cases."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from tempfile import mkstemp
from typing import TYPE_CHECKING

from headunit.recovery.store import sqlite_faults as faults

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["APPLICATION_ID", "SCHEMAS", "connect", "open_file"]

APPLICATION_ID = 0x48_55_4E_31
"""``HUN1``, so that no other program's file is taken for one of ours."""
_BUSY_S = 5.0
_FOLDER_RIGHTS, _FILE_RIGHTS = 0o700, 0o600

SCHEMAS = (
    """
    CREATE TABLE cases (
        id TEXT PRIMARY KEY,
        opened TEXT NOT NULL,
        number INTEGER NOT NULL,
        digest TEXT NOT NULL
    ) STRICT;
    CREATE TABLE records (
        case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
        number INTEGER NOT NULL CHECK (number >= 1),
        content TEXT NOT NULL CHECK (json_valid(content)),
        digest TEXT NOT NULL,
        PRIMARY KEY (case_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER records_stay BEFORE UPDATE ON records
    BEGIN
        SELECT RAISE (ABORT, 'records are never changed');
    END;
    """,
)
"""The steps from an empty file to the newest format; ``user_version`` counts those that were taken."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the database at *path*, which is there."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=_BUSY_S, isolation_level=None)


def open_file(
    path: Path,
    connect: Callable[[Path], sqlite3.Connection],
    schemas: Sequence[str],
    step: Callable[[str], None],
) -> sqlite3.Connection:
    """Return a connection to the checked file *path* in the newest format; one in an older is kept as a backup."""
    try:
        path.parent.mkdir(mode=_FOLDER_RIGHTS, parents=True, exist_ok=True)
        if not path.exists():
            _make(path, connect, schemas, step)
        if path.stat().st_size == 0:
            raise faults.damaged(path, "it is empty")
    except OSError as fault:
        raise faults.unwritten(path, fault.strerror or str(fault)) from fault
    with faults.told(path):
        connection = connect(path)
        try:
            _check(path, connection, len(schemas))
            _set_up(connection)
            _update(path, connection, schemas, step)
        except BaseException:
            connection.close()
            raise
    return connection


def _make(
    path: Path, connect: Callable[[Path], sqlite3.Connection], schemas: Sequence[str], step: Callable[[str], None]
) -> None:
    """Make the file whole beside its place, and put it there unless another program was quicker."""
    descriptor, name = mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(descriptor)
    beside = path.with_name(name.rpartition(os.sep)[2])
    try:
        with faults.told(path), closing(connect(beside)) as connection:
            step("made")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _apply(connection, schemas, 0)
        step("place")
        _place(beside, path)
        step("placed")
    finally:
        beside.unlink(missing_ok=True)


def _place(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)
    except FileExistsError:
        return
    except OSError:  # exFAT and some network shares have no hard links
        if not _copy_new(beside, path):
            return
    with suppress(PermissionError):  # a folder can't be opened on Windows, which needs no such step
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _copy_new(beside: Path, path: Path) -> bool:
    """Copy the small new file to its place, and return False where another program was quicker."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _FILE_RIGHTS)
    except FileExistsError:
        return False
    with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor has no path
        file.write(beside.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    return True


def _check(path: Path, connection: sqlite3.Connection, newest: int) -> None:
    """Refuse a file that is damaged, another program's, or newer than this program."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version = _version(connection)
    if application != APPLICATION_ID or version < 1:
        raise faults.damaged(path, "it is no file of Headunit's cases")
    if version > newest:
        raise faults.newer(path, version, newest)
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise faults.damaged(path, verdict)


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _update(path: Path, connection: sqlite3.Connection, schemas: Sequence[str], step: Callable[[str], None]) -> None:
    """Take the steps that are missing, after a copy of the file was put beside it."""
    version = _version(connection)
    if version == len(schemas):
        return
    backup = path.with_name(f"{path.stem}.format-{version}{path.suffix}")
    _back_up(connection, backup)
    step("backed-up")
    _apply(connection, schemas, version)
    step("updated")


def _back_up(connection: sqlite3.Connection, backup: Path) -> None:
    beside = backup.with_name(f".{backup.name}.part")
    beside.unlink(missing_ok=True)
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_RIGHTS))
    with closing(sqlite3.connect(beside)) as copy:
        connection.backup(copy)
    beside.replace(backup)


def _apply(connection: sqlite3.Connection, schemas: Sequence[str], version: int) -> None:
    """Take the steps behind *version* in one transaction; another program may have been quicker."""
    steps = "".join(schemas[version:])
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {len(schemas)}; COMMIT;")
    except sqlite3.OperationalError:
        connection.rollback()
        if _version(connection) != len(schemas):
            raise


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
