"""Keep cases in one SQLite file: write-ahead log, every append on the disk before it returns.

The one module of this room that touches the disk. A new file is made whole beside its place, so that a file in its
place that is empty or cut short is always damage. Every record carries the digest of the one before it and of itself,
and its case the number and digest of the last: a record that is missing is noticed wherever it stood.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.recovery.case import Case
from headunit.recovery.store import sqlite_faults as faults
from headunit.recovery.store.cases import CaseHead, case_exists, case_moved, case_unknown, check_numbers, newest_first
from headunit.recovery.store.record_json import record_from_text, record_text, time_text
from headunit.recovery.store.sqlite_file import SCHEMAS, connect, open_file

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from headunit.recovery.records import Record

__all__ = ["SqliteCaseStore"]


def _no_step(_name: str) -> None:
    """Do nothing at a step of a write; a test fails here."""


class SqliteCaseStore:
    """Keep cases in the file *path*; docs/reference/case-format.md describes it.

    *step* is called at each step of a write. Raises ReadFailedError (``cases-damaged``), ConfigurationError
    (``cases-newer``), CannotWriteError (``cases-unwritten``) and TryAgainError (``cases-busy``), as every method does.
    """

    def __init__(
        self,
        path: Path,
        *,
        connect: Callable[[Path], sqlite3.Connection] = connect,
        schemas: Sequence[str] = SCHEMAS,
        step: Callable[[str], None] = _no_step,
    ) -> None:
        """Open the file, made first where there is none, and brought up to the newest of *schemas*."""
        self._path = path
        self._step = step
        self._connection = open_file(path, connect, schemas, step)

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def open_case(self, case_id: str, at: datetime) -> None:
        """Keep a new, empty case."""
        with self._writing():
            if self._knows(case_id):
                raise case_exists(case_id)
            row = (case_id, time_text(at), 0, _digest("", case_id))
            self._connection.execute("INSERT INTO cases (id, opened, number, digest) VALUES (?, ?, ?, ?)", row)

    def append(
        self,
        case_id: str,
        expected: int,
        records: tuple[Record, ...],
        *,
        agreed: Callable[[], None] | None = None,
    ) -> None:
        """Add *records*."""
        check_numbers(expected, records)
        with self._writing():
            number, digest = self._last(case_id)
            if number != expected:
                raise case_moved(case_id)
            if agreed is not None:
                agreed()
            for record in records:
                text = record_text(record)
                digest = _digest(digest, text)
                row = (case_id, record.number, text, digest)
                self._connection.execute(
                    "INSERT INTO records (case_id, number, content, digest) VALUES (?, ?, ?, ?)", row
                )
                self._step("inserted")
            last = (expected + len(records), digest, case_id)
            self._connection.execute("UPDATE cases SET number = ?, digest = ? WHERE id = ?", last)

    def read(self, case_id: str) -> Case:
        """Return the case, every record checked."""
        with faults.told(self._path), self._reading():
            last = self._last(case_id)
            found = self._connection.execute(
                "SELECT number, content, digest FROM records WHERE case_id = ? ORDER BY number", (case_id,)
            ).fetchall()
        if last != ((found[-1][0], found[-1][2]) if found else (0, _digest("", case_id))):
            raise faults.damaged(self._path, f"case {case_id} is not as long as it was written")
        return Case(case_id, tuple(self._checked(case_id, found)))

    def heads(self) -> tuple[CaseHead, ...]:
        """Return the head of every case."""
        with faults.told(self._path):
            found = self._connection.execute("SELECT id, opened, number FROM cases").fetchall()
        return newest_first(CaseHead(name, self._time(name, opened), count) for name, opened, count in found)

    def delete(self, case_id: str) -> None:
        """Forget the case: its content is written over, in the log too.

        Raises TryAgainError (``case-lingers``) when it is deleted, but another program holds the log open.
        """
        with self._writing():
            if not self._knows(case_id):
                raise case_unknown(case_id)
            self._connection.execute("DELETE FROM cases WHERE id = ?", (case_id,))
        with faults.told(self._path):
            (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise faults.lingers(self._path, case_id)

    def _time(self, case_id: str, opened: str) -> datetime:
        try:
            return datetime.fromisoformat(opened).astimezone(UTC)
        except ValueError as fault:
            raise faults.damaged(self._path, f"case {case_id} was opened at no time") from fault

    def _knows(self, case_id: str) -> bool:
        return self._connection.execute("SELECT 1 FROM cases WHERE id = ?", (case_id,)).fetchone() is not None

    def _last(self, case_id: str) -> tuple[int, str]:
        """Return the number and the digest of the last record."""
        found = self._connection.execute("SELECT number, digest FROM cases WHERE id = ?", (case_id,)).fetchone()
        if found is None:
            raise case_unknown(case_id)
        return int(found[0]), str(found[1])

    def _checked(self, case_id: str, found: list[tuple[int, str, str]]) -> Iterator[Record]:
        digest = _digest("", case_id)
        for at, (number, text, kept) in enumerate(found, 1):
            digest = _digest(digest, text)
            if number != at or kept != digest:
                raise faults.damaged(self._path, f"record {at} of case {case_id} is not what was written")
            try:
                yield record_from_text(text)
            except InputError as fault:
                raise faults.damaged(self._path, fault.message) from fault

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """See one state of the file, that of the write where one is under way."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Do all or nothing, alone; what is committed is on the disk."""
        with faults.told(self._path):
            self._step("begin")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._step("commit")
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._step("committed")


def _digest(before: str, text: str) -> str:
    return sha256(f"{before}\n{text}".encode()).hexdigest()
