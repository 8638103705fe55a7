"""An earlier case of the same radio: it is named, and the wrong codes that were typed there count here too.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.numbers import canonical
from headunit.recovery.asks import Earlier, Line, family_of
from headunit.recovery.guard import standing
from headunit.recovery.records import Opened, Told
from headunit.recovery.tally import MANY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = ["earlier_events", "earlier_lines", "earlier_of", "find_earlier"]


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
