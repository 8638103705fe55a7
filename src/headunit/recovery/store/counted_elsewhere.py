"""Other cases that are kept here: what they count of a radio, looked at before each question and each try.  Pure."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import ReadFailedError
from headunit.recovery.other_cases import find_earlier

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from headunit.recovery.asks import Earlier, Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event
    from headunit.recovery.store.cases import CaseHead, CaseStore

__all__ = ["CountedElsewhereError", "OtherCases"]


class CountedElsewhereError(Exception):
    """Say that a try was not written down: *events* have to be counted first."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        """Hold *events*."""
        super().__init__()
        self.events = events


class _Read(NamedTuple):
    """Hold a *case* that was read, and when it was *opened*: another case of its name would have another time."""

    opened: datetime
    case: Case


class OtherCases:
    """Look among the cases of a store; a journal only grows, so one that is as long as it was is not read again."""

    def __init__(self, store: Callable[[], CaseStore]) -> None:
        """Take what gives the *store*."""
        self._store = store
        self._read: dict[str, _Read] = {}

    def read(self, head: CaseHead) -> Case:
        """Return the case of *head*, read where it has grown since; raises what the store's read raises."""
        held = self._read.get(head.id)
        if held is None or (held.opened, held.case.number) != (head.opened, head.records):
            held = self._read[head.id] = _Read(head.opened, self._store().read(head.id))
        return held.case

    def forget(self) -> None:
        """Forget what was read: cases were deleted."""
        self._read.clear()

    def earlier(self, case: Case, serial: str, known: Knowledge) -> Earlier | None:
        """Look for other cases of the radio with *serial*; one that can't be read may be one."""
        if not serial and not any(case.told_all("serial")):
            return None
        others, unread = [], []
        for head in (head for head in self._store().heads() if head.id != case.id):
            try:
                others.append(self.read(head))
            except ReadFailedError:
                unread.append(head.id)
        return find_earlier(case, serial, others, known, tuple(unread))

    def readable(self) -> list[Case]:
        """Return every case that can be read."""
        cases = []
        for head in self._store().heads():
            with suppress(ReadFailedError):
                cases.append(self.read(head))
        return cases

    def newer(self, case: Case, known: Knowledge) -> Earlier | None:
        """Return what other cases know of the radio of *case* now, None where no serial was told."""
        return self.earlier(case, case.told("serial"), known) if any(case.told_all("serial")) else None

    def refuse_uncounted(self, case: Case, known: Knowledge) -> None:
        """Refuse a try, by CountedElsewhereError, while another case of the radio has counted what *case* has not."""
        found = self.newer(case, known)
        if found is not None and found.counts_more:
            raise CountedElsewhereError(found.events)
