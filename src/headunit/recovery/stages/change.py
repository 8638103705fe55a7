"""The way back: an earlier answer is given anew, by a record behind the old one.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.recovery.asks import Answered, Ask, Choice, choose
from headunit.recovery.records import Concluded, Opened, Outcome, Seen, SourceState, Told
from headunit.recovery.stages.radio import radio_is_asked
from headunit.recovery.stages.serial import held_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = ["BACK", "answer_change", "ask_change", "can_change", "change_is_asked", "is_back"]

BACK = "back"
"""The word that leads back from any question; where a choice has that name, it is that choice."""

_SHUT = frozenset({"outcome", "correction", "change", "newer", "written", "keep", "closed"})
"""Questions from which nothing can be changed: what came of a try comes first, and what brought music stands."""
_NOTHING = Choice("none", "nothing: go on where I was")


def can_change(case: Case, ask: Ask) -> bool:
    """Return whether an earlier answer can be changed from *ask*."""
    own = any(choice.key == BACK for choice in ask.choices)
    return bool(case.records) and ask.key not in _SHUT and not own


def is_back(ask: Ask, value: str) -> bool:
    """Return whether *value* is the word that leads back, and no answer of *ask* itself."""
    return value.strip().casefold() == BACK and all(choice.key != BACK for choice in ask.choices)


def change_is_asked(case: Case, ask: Ask) -> Answered:
    """Return what leads to the question; raises InputError (``answer-back``) where there is no way back."""
    if not can_change(case, ask):
        raise InputError(
            "answer-back",
            "there is no way back from this question",
            value=BACK,
            expected="its answer",
            next_step="say first what came of the try" if case.records else "it is the first one",
        )
    return Answered((Told("change", "asked"),))


def ask_change(case: Case, _known: Knowledge) -> Ask | None:
    """Ask what is to be changed, where somebody wanted to."""
    if not case.records or case.records[-1].event != Told("change", "asked"):
        return None
    open_to_change = (
        (case.last(Seen), Choice("display", "what the display shows")),
        (case.told_all("label") or case.family, Choice("radio", "which radio it is: its label, or the car")),
        (case.told("serial"), Choice("serial", "the serial")),
        (case.told("whose"), Choice("whose", "whose car it is")),
        (case.last(Opened), Choice("used", "how many wrong codes were typed before")),
        (case.told("panel"), Choice("panel", "which front the radio has")),
        (case.last(Outcome), Choice("correct", "what came of the last try")),
    )
    return Ask(
        key="change",
        text="What do you want to change?",
        kind="choice",
        choices=(*(choice for there, choice in open_to_change if there), _NOTHING),
        why="Nothing is rubbed out: the new answer stands behind the old one, and counts.",
        stage=2,
    )


def answer_change(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Open the question again that the answer belongs to."""
    chosen = choose(ask, value)
    return Answered(_panel(case, known) if chosen == "panel" else _EVENTS[chosen](case))


def _panel(case: Case, known: Knowledge) -> tuple[Event, ...]:
    """Ask for the front again, and plan anew for it."""
    held = held_now(case, known)
    again = (held,) if held else ()
    return (Concluded(case.family, "front to be told again"), *again, Told("panel", ""))


_EVENTS: dict[str, Callable[[Case], tuple[Event, ...]]] = {
    "display": lambda _case: (Told("look", "again"),),
    "radio": radio_is_asked,
    "serial": lambda _case: (Told("serial", ""), SourceState("rule", "chosen")),
    "whose": lambda _case: (Told("whose", ""),),
    "used": lambda _case: (Told("used", "asked"),),
    "correct": lambda _case: (Told("correct", "asked"),),
    "none": lambda _case: (Told("change", "nothing"),),
}
