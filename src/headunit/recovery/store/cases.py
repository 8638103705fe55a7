"""Where cases are kept: what every store does, and the one that keeps them in memory.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from headunit.errors import TryAgainError, UnknownNameError
from headunit.recovery.case import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from headunit.recovery.records import Record

__all__ = ["CaseHead", "CaseStore", "MemoryCaseStore", "case_moved", "case_unknown"]


class CaseHead(NamedTuple):
    """Hold what a list shows of a case without its journal: its *id*, when it was *opened*, and how long it is."""

    id: str
    opened: datetime
    records: int


class CaseStore(Protocol):
    """Keep cases; what a method returned from is on the disk, and what it raised in is whole, old or new."""

    def open_case(self, case_id: str, at: datetime) -> None:
        """Keep a new, empty case; raises TryAgainError (``case-exists``)."""

    def append(
        self,
        case_id: str,
        expected: int,
        records: tuple[Record, ...],
        *,
        agreed: Callable[[], None] | None = None,
    ) -> None:
        """Add *records* behind number *expected*, all or none.

        *agreed* is called once no other program can write: it may read, and what it raises leaves all as it was.

        Raises TryAgainError (``case-moved``) when another program has gone on with the case, UnknownNameError
        (``unknown-case``).
        """

    def read(self, case_id: str) -> Case:
        """Return the case; raises UnknownNameError (``unknown-case``)."""

    def heads(self) -> tuple[CaseHead, ...]:
        """Return the head of every case, the newest first."""

    def delete(self, case_id: str) -> None:
        """Forget the case for good; raises UnknownNameError (``unknown-case``)."""


class MemoryCaseStore:
    """Keep cases as long as the program runs."""

    def __init__(self) -> None:
        """Begin without a case."""
        self._opened: dict[str, datetime] = {}
        self._cases: dict[str, Case] = {}

    def open_case(self, case_id: str, at: datetime) -> None:
        """Keep a new, empty case."""
        if case_id in self._cases:
            raise case_exists(case_id)
        self._opened[case_id] = at
        self._cases[case_id] = Case(case_id)

    def append(
        self,
        case_id: str,
        expected: int,
        records: tuple[Record, ...],
        *,
        agreed: Callable[[], None] | None = None,
    ) -> None:
        """Add *records*."""
        case = self.read(case_id)
        if case.number != expected:
            raise case_moved(case_id)
        check_numbers(expected, records)
        if agreed is not None:
            agreed()
        self._cases[case_id] = case.grown(records)

    def read(self, case_id: str) -> Case:
        """Return the case."""
        if case_id not in self._cases:
            raise case_unknown(case_id)
        return self._cases[case_id]

    def heads(self) -> tuple[CaseHead, ...]:
        """Return the head of every case."""
        return newest_first(CaseHead(name, self._opened[name], case.number) for name, case in self._cases.items())

    def delete(self, case_id: str) -> None:
        """Forget the case."""
        self.read(case_id)
        del self._cases[case_id], self._opened[case_id]


def newest_first(heads: Iterator[CaseHead]) -> tuple[CaseHead, ...]:
    """Return *heads*, the newest first; of equally old ones by their id."""
    by_id = sorted(heads, key=lambda head: head.id)
    return tuple(sorted(by_id, key=lambda head: head.opened, reverse=True))


def check_numbers(expected: int, records: tuple[Record, ...]) -> None:
    """Refuse records that don't follow number *expected* one by one: that is a fault of the program."""
    if [record.number for record in records] != list(range(expected + 1, expected + 1 + len(records))):
        raise ValueError(expected)


def case_exists(case_id: str) -> TryAgainError:
    """Say that the id is taken."""
    return TryAgainError(
        "case-exists", f"there is a case {case_id} already", value=case_id, next_step="try again with another id"
    )


def case_moved(case_id: str) -> TryAgainError:
    """Say that another program was quicker."""
    return TryAgainError(
        "case-moved",
        f"somebody else has gone on with the case {case_id} meanwhile; nothing was written, so press nothing",
        value=case_id,
        next_step=f"'headunit recover {case_id}' shows where it stands now",
    )


def case_unknown(case_id: str) -> UnknownNameError:
    """Say that there is no such case."""
    return UnknownNameError(
        "unknown-case",
        f"there is no case {case_id}",
        value=case_id,
        expected="a case that was opened on this machine",
        next_step="'headunit case list' shows them",
    )
