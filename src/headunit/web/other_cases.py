"""The other cases that are kept here: what they count of a radio, looked at anew for each page and before each try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import ReadFailedError
from headunit.recovery.other_cases import find_earlier

if TYPE_CHECKING:
    from headunit.recovery.asks import Earlier, Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event
    from headunit.recovery.store import CaseStore

__all__ = ["CountedElsewhereError", "earlier_in", "newer_in", "refuse_uncounted"]


class CountedElsewhereError(Exception):
    """Say that a try was not written down: *events* have to be counted first."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        """Hold *events*."""
        super().__init__()
        self.events = events


def earlier_in(store: CaseStore, known: Knowledge, case: Case, serial: str) -> Earlier | None:
    """Look among the other cases in *store* for those of the radio with *serial*; one that can't be read may be one."""
    if not serial and not any(case.told_all("serial")):
        return None
    others, unread = [], []
    for name in (head.id for head in store.heads() if head.id != case.id):
        try:
            others.append(store.read(name))
        except ReadFailedError:
            unread.append(name)
    return find_earlier(case, serial, others, known, tuple(unread))


def newer_in(store: CaseStore, known: Knowledge, case: Case) -> Earlier | None:
    """Return what other cases know of the radio of *case* now, None where no serial was told."""
    return earlier_in(store, known, case, case.told("serial")) if any(case.told_all("serial")) else None


def refuse_uncounted(store: CaseStore, known: Knowledge, case: Case) -> None:
    """Refuse a try, by CountedElsewhereError, while another case of the radio has counted what *case* has not."""
    found = newer_in(store, known, case)
    if found is not None and found.counts_more:
        raise CountedElsewhereError(found.events)
