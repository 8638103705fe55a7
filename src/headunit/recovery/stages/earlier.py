"""Other cases of the same radio: they are named, and the wrong codes that were typed there count here too.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.asks import Answered, Ask, Choice, Earlier, Line, choose
from headunit.recovery.records import Intent, Opened, Told
from headunit.recovery.tally import MANY

if TYPE_CHECKING:
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = ["answer_newer", "ask_newer", "earlier_events", "earlier_lines", "earlier_of", "is_opened"]

_TYPED = "is of the same radio, and codes were typed there"
_UNREAD = "can't be read, and may be of the same radio"
_AWAY = "none yet: I put a backup of the cases in place first"


def is_opened(case: Case) -> bool:
    """Return whether the count of *case* was opened: the tries before it were told, or one was made."""
    return any(isinstance(record.event, Opened | Intent) for record in case.records)


def earlier_of(case: Case, serial: str, known: Knowledge) -> Earlier | None:
    """Return what other cases know of the radio with *serial*."""
    return known.earlier(case, serial) if known.earlier is not None else None


def ask_newer(case: Case, known: Knowledge) -> Ask | None:
    """Ask which case to go on with, where this one was taken up again and another of the radio has counted more."""
    newer = known.newer
    marks = {event.value for event in earlier_events(newer) if isinstance(event, Told) and event.what == "counted"}
    if newer is None or not newer.counts_more or not is_opened(case) or marks <= {*case.told_all("counted")}:
        return None
    unread = newer.case in newer.unread
    return Ask(
        key="newer",
        text=f"Case {newer.case} {_UNREAD if unread else _TYPED}. Which do you go on with?",
        kind="choice",
        choices=(
            Choice("there", _AWAY if unread else f"that one: I begin 'headunit recover {newer.case}'"),
            Choice("here", "this one: those wrong codes count here too"),
        ),
        why="The radio counts each code that was typed, whichever case it stands in.",
        says=_unread_lines(newer),
        stage=3,
    )


def answer_newer(_case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Leave for the other case, or count its wrong codes here."""
    if choose(ask, value) == "there" or known.newer is None:
        return Answered(stop=True)
    return Answered(known.newer.events)


def earlier_lines(earlier: Earlier | None) -> tuple[Line, ...]:
    """Name the other case, with what all of them count."""
    if earlier is None:
        return ()
    if earlier.case in earlier.unread:
        return _unread_lines(earlier)
    wrong = {0: "no wrong code that still counts", 1: "1 wrong code", MANY: "3 or more wrong codes"}
    used = earlier.used
    counts = "an unknown number of wrong codes" if used is None else wrong.get(min(used, MANY), f"{used} wrong codes")
    text = f"Case {earlier.case} is of the same serial. It has {counts}: at least as many are counted here."
    return (Line("earlier", text), *_unread_lines(earlier))


def _unread_lines(earlier: Earlier) -> tuple[Line, ...]:
    """Say of cases that can't be read what that costs, and the way out."""
    return tuple(
        Line(
            "mind",
            f"Case {name} can't be read and may be of this radio, so nobody knows how many codes were typed: one try "
            f"counts as left. Put a backup in its place, or 'headunit case delete {name}'; then begin a new case.",
        )
        for name in earlier.unread
    )


def earlier_events(earlier: Earlier | None) -> tuple[Event, ...]:
    """Return what has to be written down so that this case counts what the others do."""
    return earlier.events if earlier else ()
