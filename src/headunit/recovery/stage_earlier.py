"""An earlier case of the same radio: it is named, and the wrong codes that were typed there count here too.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.numbers import canonical
from headunit.recovery.asks import Answered, Ask, Choice, Earlier, Line, choose, family_of
from headunit.recovery.guard import standing
from headunit.recovery.records import Intent, Opened, Told
from headunit.recovery.tally import MANY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = ["answer_newer", "ask_newer", "earlier_events", "earlier_lines", "earlier_of", "find_earlier"]


def find_earlier(serial: str, cases: Iterable[Case], known: Knowledge) -> Earlier | None:
    """Return the latest of *cases*, which come newest first, that is of *serial*, with the most wrong codes of any.

    One that ended in music is the last that counts: the right code begins the count anew.
    """
    found: Earlier | None = None
    for case in cases:
        if not case.told("serial") or canonical(case.told("serial")) != canonical(serial):
            continue
        tally = standing(case.records, family_of(case, known)).tally
        used = 0 if tally.solved else MANY if tally.unsure and case.tried else tally.used
        found = Earlier(found.case if found else case.id, max(used, found.used if found else 0))
        if tally.solved:
            break
    return found


def earlier_of(case: Case, serial: str, known: Knowledge) -> Earlier | None:
    """Return what other cases know of the radio with *serial*."""
    return known.earlier(case, serial) if known.earlier is not None and serial else None


def ask_newer(case: Case, known: Knowledge) -> Ask | None:
    """Ask which case to go on with, where this one was taken up again and another of the radio has counted more."""
    newer = known.newer
    own = standing(case.records, family_of(case, known)).tally
    opened = any(isinstance(record.event, Opened | Intent) for record in case.records)
    if newer is None or not opened or own.unsure or newer.used <= own.used or _mark(newer) in case.told_all("newer"):
        return None
    return Ask(
        key="newer",
        text=f"Case {newer.case} is of the same radio, and has counted more wrong codes. Which do you go on with?",
        kind="choice",
        choices=(
            Choice("there", f"that one: I begin 'headunit recover {newer.case}'"),
            Choice("here", "this one: those wrong codes count here too"),
        ),
        why="The radio counts each code that was typed, whichever case it stands in.",
        stage=3,
    )


def answer_newer(_case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Leave for the other case, or count its wrong codes here."""
    if choose(ask, value) == "there" or known.newer is None:
        return Answered(stop=True)
    return Answered((*earlier_events(known.newer), Told("newer", _mark(known.newer))))


def _mark(newer: Earlier) -> str:
    return f"{newer.case} {newer.used}"


def earlier_lines(earlier: Earlier | None) -> tuple[Line, ...]:
    """Name the earlier case, with what it counts."""
    if earlier is None:
        return ()
    wrong = {0: "no wrong code that still counts", 1: "1 wrong code", MANY: "3 or more wrong codes"}
    counts = wrong.get(min(earlier.used, MANY), f"{earlier.used} wrong codes")
    text = f"Case {earlier.case} is of the same serial. It has {counts}: at least as many are counted here."
    return (Line("earlier", text),)


def earlier_events(earlier: Earlier | None) -> tuple[Event, ...]:
    """Return the records of the earlier case, and of its count as one more number of tries used before."""
    if earlier is None:
        return ()
    return (Opened(min(earlier.used, MANY)), Told("earlier", earlier.case))
