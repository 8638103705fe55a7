"""The cases behind the pages: the question that stands, and its answer, on the disk before the next page is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import HeadunitError, TryAgainError
from headunit.recovery.asks import remember
from headunit.recovery.case import ID_BYTES, Case, check_case_id, last_of, new_case_id
from headunit.recovery.handed_over import handed_over
from headunit.recovery.journey import answer, next_ask
from headunit.recovery.records import Closed, Held, Intent, Note, Told
from headunit.recovery.stages.display import ask_display
from headunit.recovery.store.counted_elsewhere import CountedElsewhereError, OtherCases

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from headunit.numbers import RadioCode
    from headunit.recovery.asks import Ask, Earlier, Knowledge
    from headunit.recovery.records import Event
    from headunit.recovery.store.cases import CaseHead, CaseStore

__all__ = ["Cases", "Given", "Taken", "asked_at"]

_MOST_REMEMBERED = 64


class _Memory(NamedTuple):
    """Hold what of a case no disk may have: its *code*, the number of the try that was written down, if it was *shown*.

    Only the browser that told the code or wrote the try down gets at it.
    """

    code: RadioCode | None
    wrote: int
    shown: bool = False


class Given(NamedTuple):
    """Hold an answer: to the question *key*, asked when the journal stood at *number*, by the browser *visitor*."""

    key: str
    number: int
    value: str
    visitor: str = ""


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
        self._memories: dict[tuple[str, str], _Memory] = {}
        self._begun: dict[tuple[str, str], str] = {}
        self._random_bytes = random_bytes
        self.now = now

    @property
    def store(self) -> CaseStore:
        """Return the store, opened when it is first needed."""
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def known(self, case: Case, visitor: str = "") -> Knowledge:
        """Return what questions of *visitor* about *case* are built from; every page is a look at the other cases."""
        held = self._memories.get((case.id, visitor), _Memory(None, 0))
        newer = self._others.newer(case, self._known)
        return self._known._replace(code=held.code, wrote=held.wrote, earlier=self._earlier, newer=newer)

    def shown_before(self, case: Case, visitor: str) -> bool:
        """Return whether the keys were shown to *visitor*, who wrote the try down, already; from now on they were."""
        name = (case.id, visitor)
        held = self._memories.get(name, _Memory(None, 0))
        self._memories[name] = held._replace(shown=True)
        return held.shown

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

    def begin(self, display: str, mark: str = "") -> Case:
        """Begin a case with what the display shows; it is kept from this answer on.

        *mark* is of one page: the same answer of that page, sent once more, leads to the case that it began.
        """
        taken = {head.id for head in self.heads()}
        begun = self._begun.get((mark, display), "") if mark else ""
        if begun in taken:
            return self.read(begun)
        case = Case(self._new_id())
        while case.id in taken:
            case = Case(self._new_id())
        known = self.known(case)
        answered = answer(case, next_ask(case, known), display, known)
        self.store.open_case(case.id, self.now())
        if len(self._begun) >= _MOST_REMEMBERED:
            del self._begun[next(iter(self._begun))]
        self._begun[mark, display] = case.id
        return self._keep(case, answered.events)

    def _new_id(self) -> str:
        return new_case_id(self._random_bytes(ID_BYTES))

    def look(self, case: Case, display: str, known: Knowledge) -> Taken:
        """Take a look at the display that nobody asked for just now."""
        again = case.grown(case.following((Told("look", "again"),), self.now()))
        answered = answer(again, ask_display(again), display, known)
        events = (Told("look", "again"), *answered.events)
        return Taken(self._keep(case, events), events, stop=False)

    def take(self, case: Case, given: Given, known: Knowledge) -> Taken:
        """Answer a question.

        Raises TryAgainError (``answered-already``, ``page-old`` or ``pressed-already``) for a page that is out of date,
        and what the answer raises.
        """
        ask = next_ask(case, known)
        if given.key != ask.key or given.number != asked_at(case, ask):
            raise _out_of_date(case, ask, given)
        answered = answer(case, ask, given.value, known)
        try:
            grown = self._keep(case, answered.events)
        except CountedElsewhereError as found:
            return Taken(self._keep(case, found.events), found.events, stop=False)
        if grown.last(Closed) is None:
            self._remember((case.id, given.visitor), remember(known, answered))
        return Taken(grown, answered.events, stop=answered.stop)

    def write(self, case: Case, *events: Event) -> Case:
        """Put more records behind the journal."""
        return self._keep(case, events)

    def delete(self, case_id: str) -> None:
        """Forget a case for good, also one that can't be read; raises what read raises else.

        What it counts of its radio, the other open cases of that radio count from now on.
        """
        name = check_case_id(case_id)
        for case, events in handed_over(name, self._others.readable(), self._known):
            self._keep(case, events)
        self.store.delete(name)
        self._forget(name)
        self._others.forget()

    def forget_code(self, case_id: str) -> None:
        """Forget the code that is held for a case; it is asked for again."""
        for name, held in self._memories.items():
            if name[0] == case_id:
                self._memories[name] = held._replace(code=None)

    def delete_all(self) -> None:
        """Forget every case that can be forgotten; raises the fault of the last that can't be."""
        self._memories.clear()
        self._others.forget()
        fault: HeadunitError | None = None
        for head in self.heads():
            try:
                self.store.delete(head.id)
            except HeadunitError as found:
                fault = found
        if fault is not None:
            raise fault

    def _keep(self, case: Case, events: tuple[Event, ...]) -> Case:
        records = case.following(events, self.now())
        tries = any(isinstance(event, Intent) for event in events)
        if records:
            # a try is written only behind a fresh look at what the other cases count
            agreed = partial(self._others.refuse_uncounted, case, self._known) if tries else None
            self.store.append(case.id, case.number, records, agreed=agreed)
        if any(isinstance(event, Closed) for event in events):
            self._forget(case.id)
        return case.grown(records)

    def _forget(self, case_id: str) -> None:
        self._memories = {name: held for name, held in self._memories.items() if name[0] != case_id}

    def _remember(self, name: tuple[str, str], known: Knowledge) -> None:
        before = self._memories.pop(name, None)
        shown = before is not None and before.shown and before.wrote == known.wrote
        if len(self._memories) >= _MOST_REMEMBERED:
            del self._memories[next(iter(self._memories))]
        self._memories[name] = _Memory(known.code, known.wrote, shown)


def asked_at(case: Case, ask: Ask) -> int:
    """Return the number of the record that *ask* goes back to: a remark makes no question anew.

    What came of a try is asked of that try, whatever was looked at since.
    """
    tried = last_of(case.records, Intent) if ask.key == "outcome" else None
    return tried.number if tried else _before(case, case.number)


def _before(case: Case, number: int) -> int:
    """Return the last record up to *number* that is no remark."""
    found = (one.number for one in reversed(case.records[:number]) if not isinstance(one.event, Note))
    return next(found, 0)


def _out_of_date(case: Case, ask: Ask, given: Given) -> TryAgainError:
    """Return the error for an answer to what is not asked any more; a try that was tapped twice is written once."""
    tried = last_of(case.records, Intent)
    if given.key == "press" and tried and given.number == _before(case, tried.number - 1):
        return TryAgainError(
            "pressed-already",
            "the try was written down by the first tap already; it counts once, and not twice",
            next_step="this is where you are now",
        )
    if given.key == ask.key:
        return TryAgainError(
            "page-old",
            "the case went on since that page was opened, so this answer was not written down",
            next_step="answer once more, as it stands now",
        )
    return TryAgainError(
        "answered-already",
        "that question was answered already, here or on another page; this second answer was not written down",
        value=given.key,
        next_step="this is where you are now",
    )
