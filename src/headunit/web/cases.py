"""The cases behind the pages: the question that stands, and its answer, on the disk before the next page is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import TryAgainError
from headunit.recovery.asks import remember
from headunit.recovery.case import ID_BYTES, Case, check_case_id, new_case_id
from headunit.recovery.journey import answer, next_ask
from headunit.recovery.records import Closed, Held, Intent, Told
from headunit.recovery.stage_display import ask_display
from headunit.web.other_cases import CountedElsewhereError, OtherCases

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from headunit.numbers import RadioCode
    from headunit.recovery.asks import Ask, Earlier, Knowledge
    from headunit.recovery.records import Event
    from headunit.recovery.store import CaseHead, CaseStore

__all__ = ["Cases", "Taken"]

_MOST_REMEMBERED = 64


class _Memory(NamedTuple):
    """Hold what of a case no disk may have: its *code*, and the number of the try that was written down here."""

    code: RadioCode | None
    wrote: int


class Taken:
    """Tell what an answer led to: the *case* as it is now, whether a *code* is held newly, and whether to *stop*."""

    def __init__(self, case: Case, events: tuple[Event, ...], *, stop: bool) -> None:
        """Take what was written down."""
        self.case = case
        self.code = any(isinstance(event, Held) for event in events)
        self.stop = stop


class Cases:
    """Ask and answer; codes that were typed are in memory alone, for as long as the program runs."""

    def __init__(
        self,
        store: Callable[[], CaseStore],
        known: Knowledge,
        now: Callable[[], datetime],
        random_bytes: Callable[[int], bytes],
    ) -> None:
        """Take what opens the *store*, the facts, and what gives the time and random bytes."""
        self._open = store
        self._opened: CaseStore | None = None
        self._known = known
        self._others = OtherCases(lambda: self.store)
        self._memories: dict[str, _Memory] = {}
        self._random_bytes = random_bytes
        self.now = now

    @property
    def store(self) -> CaseStore:
        """Return the store, opened when it is first needed."""
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def known(self, case: Case) -> Knowledge:
        """Return what questions about *case* are built from; every page is a look at the other cases."""
        code, wrote = self._memories.get(case.id, _Memory(None, 0))
        newer = self._others.newer(case, self._known)
        return self._known._replace(code=code, wrote=wrote, earlier=self._earlier, newer=newer)

    def _earlier(self, case: Case, serial: str) -> Earlier | None:
        return self._others.earlier(case, serial, self._known)

    def read(self, case_id: str) -> Case:
        """Return a case; raises InputError (``case-id``) and UnknownNameError (``unknown-case``)."""
        return self.store.read(check_case_id(case_id))

    def heads(self) -> tuple[CaseHead, ...]:
        """Return the heads of all cases, the newest first."""
        return self.store.heads()

    def listed(self, head: CaseHead) -> Case:
        """Return the case of *head* for a list; raises ReadFailedError for one that can't be read."""
        return self._others.read(head)

    def ask(self, case: Case, known: Knowledge) -> Ask:
        """Return the question that stands."""
        return next_ask(case, known)

    def begin(self, display: str) -> Taken:
        """Begin a case with what the display shows; it is kept from this answer on."""
        taken = {head.id for head in self.heads()}
        case = Case(self._new_id())
        while case.id in taken:
            case = Case(self._new_id())
        known = self.known(case)
        answered = answer(case, next_ask(case, known), display, known)
        self.store.open_case(case.id, self.now())
        return Taken(self._keep(case, answered.events), answered.events, stop=False)

    def _new_id(self) -> str:
        return new_case_id(self._random_bytes(ID_BYTES))

    def look(self, case: Case, display: str, known: Knowledge) -> Taken:
        """Take a look at the display that nobody asked for just now."""
        again = case.grown(case.following((Told("look", "again"),), self.now()))
        answered = answer(again, ask_display(again), display, known)
        events = (Told("look", "again"), *answered.events)
        return Taken(self._keep(case, events), events, stop=False)

    def take(self, case: Case, key: str, number: int, value: str, known: Knowledge) -> Taken:
        """Answer the question *key*, which was asked when the journal had *number* records.

        Raises TryAgainError (``answered-already``) for a page that is out of date, and what the answer raises.
        """
        ask = next_ask(case, known)
        if key != ask.key or number != case.number:
            raise TryAgainError(
                "answered-already",
                "that question was answered already, here or on another page; nothing was written",
                value=key,
                next_step="this is where you are now",
            )
        answered = answer(case, ask, value, known)
        try:
            grown = self._keep(case, answered.events)
        except CountedElsewhereError as found:
            return Taken(self._keep(case, found.events), found.events, stop=False)
        self._remember(case.id, remember(known, answered))
        if any(isinstance(event, Closed) for event in answered.events):
            self._memories.pop(case.id, None)
        return Taken(grown, answered.events, stop=answered.stop)

    def write(self, case: Case, *events: Event) -> Case:
        """Put more records behind the journal."""
        return self._keep(case, events)

    def delete(self, case_id: str) -> None:
        """Forget a case for good, also one that can't be read; raises what read raises else."""
        name = check_case_id(case_id)
        self.store.delete(name)
        self._memories.pop(name, None)
        self._others.forget()

    def delete_all(self) -> int:
        """Forget every case, and return how many there were."""
        heads = self.heads()
        for head in heads:
            self.store.delete(head.id)
        self._memories.clear()
        self._others.forget()
        return len(heads)

    def _keep(self, case: Case, events: tuple[Event, ...]) -> Case:
        records = case.following(events, self.now())
        tries = any(isinstance(event, Intent) for event in events)
        if records:
            # a try is written only behind a fresh look at what the other cases count
            agreed = partial(self._others.refuse_uncounted, case, self._known) if tries else None
            self.store.append(case.id, case.number, records, agreed=agreed)
        return case.grown(records)

    def _remember(self, case_id: str, known: Knowledge) -> None:
        self._memories.pop(case_id, None)
        if len(self._memories) >= _MOST_REMEMBERED:
            del self._memories[next(iter(self._memories))]
        self._memories[case_id] = _Memory(known.code, known.wrote)
