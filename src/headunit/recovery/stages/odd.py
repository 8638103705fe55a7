"""Something else is odd: keys, wait, supply. What was observed leads to advice, and back to the way.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.asks import STOP, Answered, Ask, Choice, choose
from headunit.recovery.next_step import advice_now, next_step, route_for
from headunit.recovery.records import Told

if TYPE_CHECKING:
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["ODD", "answer_advised", "answer_odd", "ask_odd", "odd_is_asked"]

ODD = Choice("odd", "something else is odd: keys, wait, supply …")
_GROUPS = {
    "shows": "what it shows, its keys or its sound",
    "code": "the code, or where it came from",
    "wait": "the wait",
    "car": "it asks again and again, the battery, or the car",
}
"""What an observation can be about: asked for first, so that nobody has to read two dozen lines."""
_NOTHING = Choice("none", "none of these")
_ON = Choice("on", "go on")
_MORE = Choice("odd", "something else is odd too")


def odd_is_asked() -> Answered:
    """Return what leads to the question."""
    return Answered((Told("odd", "asked"),))


def ask_odd(case: Case, known: Knowledge) -> Ask | None:
    """Ask what is odd, where somebody said that something is; then say what follows from it."""
    last = case.records[-1].event if case.records else None
    if not isinstance(last, Told):
        return None
    if last == Told("odd", "asked"):
        return _question(tuple(Choice(*group) for group in _GROUPS.items()))
    if last.what == "odd" and last.value in _GROUPS:
        named = (one for one in known.advice().observations if one.group == last.value)
        return _question(tuple(Choice(one.id, one.words) for one in named))
    return _advised(case, known) if last.what == "seen" else None


def _question(choices: tuple[Choice, ...]) -> Ask:
    return Ask(
        key="odd",
        text="What is odd?",
        kind="choice",
        choices=(*choices, _NOTHING),
        why="It changes what comes next, and what should not be done now.",
    )


def answer_odd(_case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write the observation down, or what it is about; the id of an observation is taken at once."""
    if value.strip() in {one.id for one in known.advice().observations}:
        return Answered((Told("seen", value.strip()),))
    chosen = choose(ask, value)
    return Answered((Told("odd", "nothing" if chosen == "none" else chosen),))


def _advised(case: Case, known: Knowledge) -> Ask:
    state = case.last_seen.state if case.last_seen else ""
    to_the_dealer = advice_now(case, known, state).ends == "route"
    return Ask(
        key="advised",
        text="How do you want to go on?",
        kind="choice",
        choices=(_ON, Choice("display", "look at the display again"), _MORE, STOP),
        says=next_step(case, known, state),
        status=69 if to_the_dealer else 65,
        route=route_for(case, known) if to_the_dealer else None,
    )


def answer_advised(_case: Case, ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Go back to the way."""
    chosen = choose(ask, value)
    if chosen == "odd":
        return odd_is_asked()
    if chosen == "stop":
        return Answered(stop=True)
    return Answered((Told("look", "again") if chosen == "display" else Told("advised", "read"),))
