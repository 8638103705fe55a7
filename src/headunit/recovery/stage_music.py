"""It plays: write the code down, keep it, and end the case.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.asks import Answered, Ask, Choice, Line, choose
from headunit.recovery.case import results_of
from headunit.recovery.next_step import after_success
from headunit.recovery.records import Closed, Intent, Told

if TYPE_CHECKING:
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["answer_written", "ask_closed", "ask_written"]

_ENDINGS = {
    "music": "It plays. The case is closed.",
    "no-lock": "The radio needs no code. The case is closed.",
}


def ask_written(case: Case, _known: Knowledge) -> Ask | None:
    """Ask for the one thing that matters now."""
    intent = case.last(Intent)
    if intent is None or results_of(case.records).get(intent.n) != "music":
        return None
    return Ask(
        key="written",
        text="Write the code down NOW, on paper. Done?",
        kind="choice",
        choices=(Choice("written", "yes, it is on paper"), Choice("correct", "no, it doesn't play after all")),
        why="The next flat battery asks for it again. At home, not in the car, is its best place.",
        stage=6,
        status=0,
    )


def answer_written(_case: Case, ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Close the case."""
    if choose(ask, value) == "correct":
        return Answered((Told("correct", "asked"),))
    return Answered((Told("written", "yes"), Closed("music")))


def ask_closed(case: Case, known: Knowledge) -> Ask | None:
    """Say how it ended, and what keeps the owner from coming back."""
    closed = case.last(Closed)
    if closed is None:
        return None
    music = closed.result == "music"
    again = Line("again", "If the radio asks once more, begin a new case: headunit recover")
    says = (*after_success(case, known), again) if music else (again,)
    return Ask("closed", _ENDINGS.get(closed.result, "The case is closed."), "end", says=says, stage=6, status=0)
