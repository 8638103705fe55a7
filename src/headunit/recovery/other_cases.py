"""What other cases of the same radio count that this one doesn't: by the codes that were typed, not by totals.  Pure.

The radio counts each code that was typed, whichever case it stands in. A case says of each other case up to which
record it has counted it (``counted``: the case's id and that record's number), so that no try is counted twice and none
is forgotten. Music is the one thing that begins the count anew: if it was told at once, or was seen afterwards, it
makes up for all that the case had counted when it made the try. A correction alone never lowers what another counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.numbers import canonical
from headunit.recovery.asks import Earlier, family_named, family_of
from headunit.recovery.guard import standing
from headunit.recovery.records import Correction, Intent, Opened, Outcome, Record, Seen, Told
from headunit.recovery.tally import MANY, OPEN, counts_told, seen_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = ["find_earlier"]


class _Radio(NamedTuple):
    """Hold all cases of one radio by their id, and up to which record of each music has made up for it."""

    cases: dict[str, Case]
    made_up: dict[str, int]
    known: Knowledge

    def live(self, case: Case) -> tuple[Record, ...]:
        """Return the records that still count; after music nothing was used."""
        after = self.made_up.get(case.id, 0)
        later = case.records[after:]
        return (Record(after, case.records[after - 1].at, Opened(0)), *later) if after else later

    def typed(self, case: Case) -> int | None:
        """Return the wrong codes that *case* counts at most, by any reading of it; None where somebody didn't know."""
        live = self.live(case)
        told = counts_told(live)
        tried = any(isinstance(record.event, Intent) for record in live)
        found = standing(live, family_of(case, self.known), lambda name: family_named(name, self.known))
        if None in told or (tried and not told and found.most is None):
            return None
        elsewhere = sum(_elsewhere(record.event) for record in live)
        by_tries = max((used for used in told if used), default=0) + elsewhere + len(_tries(live))
        return max(by_tries, found.most or 0)

    def beyond(self, case: Case, other: Case) -> list[Record]:
        """Return the tries of *other* that *case* has not counted."""
        counted = max(_counted(case.records).get(other.id, 0), self.made_up.get(other.id, 0))
        return [record for record in _tries(other.records) if record.number > counted]

    @property
    def told_at_most(self) -> int:
        """Return the highest number of tries that somebody told as the most there were, 0 where one may be more."""
        told = [used for case in self.cases.values() for used in counts_told(self.live(case))]
        return 0 if MANY in told else max((used for used in told if used), default=0)

    def total(self) -> int | None:
        """Return the most wrong codes that were typed, as any of the cases and the tries that it lacks tell."""
        totals = []
        for case in self.cases.values():
            count = self.typed(case)
            if count is None:
                return None
            lacking = (self.beyond(case, other) for other in self.cases.values() if other.id != case.id)
            totals.append(count + sum(map(len, lacking)))
        return max(totals)


def find_earlier(
    case: Case, serial: str, others: Iterable[Case], known: Knowledge, unread: tuple[str, ...] = ()
) -> Earlier | None:
    """Return what *others* know of the radio that *case* is of, with the events that count it in *case* too.

    They are of one radio if any serial told in the one was told in the other, *serial* with it. Each of *unread*, the
    ids of cases that can't be read, may be of this radio: how many wrong codes it had, nobody knows.
    """
    wanted = {*_serials(case), canonical(serial)} - {""}
    same = [other for other in others if wanted & _serials(other)] if wanted else []
    if not wanted or not (same or unread):
        return None
    cases = {one.id: one for one in (case, *same)}
    radio = _Radio(cases, _made_up(cases.values(), known), known)
    total = None if unread else radio.total()
    latest = max(same, key=lambda other: other.records[-1].at).id if same else unread[0]
    marks = (*_marks(radio, case, same), *(f"{name} unread" for name in unread))
    new = [mark for mark in marks if mark not in case.told_all("counted")]
    events = tuple(_events(radio, case, same, total, latest, new)) if new else ()
    return Earlier(latest, total, events, unread)


def _events(
    radio: _Radio, case: Case, same: list[Case], total: int | None, latest: str, new: list[str]
) -> Iterator[Event]:
    """Give what *case* has to write down: tries that it lacks as such, and what was told beyond them as told."""
    first = not case.told_all("counted")
    lacking = [record for other in same for record in radio.beyond(case, other)]
    since = len(lacking)  # as tries, and not as a number told: they count for what is allowed once in a radio's life
    told = counts_told(case.records)
    own = radio.typed(case)
    if total is not None and own is not None:
        missing = max(total - own, 0)
        since = since if first else missing
        before = max((used for used in told if used), default=0) + missing - since
        if missing > since:
            yield Opened(before if before <= radio.told_at_most else min(before, MANY))
    elif None not in told:
        yield Opened(None)
    yield Told("earlier", latest)
    if since:
        yield Told("elsewhere", str(since))
    yield from (Told("counted", mark) for mark in new)


def _serials(case: Case) -> set[str]:
    return {canonical(serial) for serial in case.told_all("serial") if serial}


def _tries(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if isinstance(record.event, Intent)]


def _elsewhere(event: Event) -> int:
    return int(event.value) if isinstance(event, Told) and event.what == "elsewhere" else 0


def _counted(records: Iterable[Record]) -> dict[str, int]:
    """Return up to which record each other case is counted in *records*."""
    told = [
        record.event.value for record in records if isinstance(record.event, Told) and record.event.what == "counted"
    ]
    marks = [mark.split() for mark in told]
    return {name: int(number) for name, number in marks if number.isdecimal()}


def _marks(radio: _Radio, case: Case, same: list[Case]) -> Iterator[str]:
    """Give each of the other cases with something that counts and that *case* has not counted yet, as it is marked."""
    done = _counted(case.records)
    for other in same:
        after = max(done.get(other.id, 0), radio.made_up.get(other.id, 0))
        later = other.records[after:]
        typed = any(isinstance(one.event, Opened | Intent) or _elsewhere(one.event) for one in later)
        if typed or (any(isinstance(one.event, Seen) for one in later) and _counts_more(radio, case, other)):
            yield f"{other.id} {other.number}"


def _counts_more(radio: _Radio, case: Case, other: Case) -> bool:
    """Return whether the display told *other* of more wrong codes than *case* knows."""
    own, its = radio.typed(case), radio.typed(other)
    return own is not None and its is not None and its > own


def _made_up(cases: Iterable[Case], known: Knowledge) -> dict[str, int]:
    """Return up to which record of each case music has made up for what was typed."""
    made_up: dict[str, int] = {}
    for case in cases:
        for record in case.records:
            if isinstance(record.event, Intent) and _played(case, record.number, record.event.n, known):
                counted = {**_counted_of_radio(case, record.number, cases), case.id: record.number}
                made_up |= {name: max(number, made_up.get(name, 0)) for name, number in counted.items()}
    return made_up


def _counted_of_radio(case: Case, number: int, cases: Iterable[Case]) -> dict[str, int]:
    """Return what *case* had counted by record *number* of those cases alone that share the serial it had then."""
    then = case._replace(records=case.records[:number])
    serial = canonical(then.told("serial"))
    return {
        name: up_to
        for name, up_to in _counted(then.records).items()
        if any(one.id == name and serial in _serials(one) for one in cases)
    }


def _played(case: Case, number: int, tried: int, known: Knowledge) -> bool:
    """Return whether the try *tried*, record *number*, brought music: told so at once, or seen after another word."""
    told = [
        (record.number, record.event.result)
        for record in case.records
        if isinstance(record.event, Outcome | Correction) and record.event.intent == tried
    ]
    if not told or told[-1][1] != "music":
        return False
    otherwise = max((at for at, result in told if result != "music"), default=0)
    family = family_of(case, known)
    looks = [record.event for record in case.records[max(otherwise, number) :] if isinstance(record.event, Seen)]
    return not otherwise or any(seen_state(seen, family).state in OPEN for seen in looks)
