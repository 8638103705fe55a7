"""What stands on the page that goes to the car, whatever it is printed with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.panel.family_plan import guessed_words
from headunit.panel.plan_steps import JOINED

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.facts.records import Route
    from headunit.numbers import RadioCode
    from headunit.panel.plan import Plan
    from headunit.panel.plan_steps import Step

__all__ = ["Line", "Sheet", "sheet_of"]


class Line(NamedTuple):
    """Hold one line to tick off: its *number*, the *keys* to use, how (*manner*), and what to do in words."""

    number: int
    keys: tuple[str, ...]
    manner: str
    say: str


class Sheet(NamedTuple):
    """Hold the content of one page; *code* is in clear, for it is the product."""

    title: str
    variant: str
    code: str
    complete: bool
    lines: tuple[Line, ...]
    mind: tuple[str, ...]
    fails: tuple[str, ...]
    foot: str


_FOOT = "This page holds the code: keep it where you would keep the code. Made by Headunit, independent of all makers."


def sheet_of(plan: Plan, family: Family, code: RadioCode, route: Route) -> Sheet:
    """Return the page of *plan*; *route* is whom to ask when it fails."""
    fails = (
        "Stop. Don't enter another code, and leave the battery connected.",
        "If the display shows a wait or counts, leave the radio on and untouched until it asks again.",
        "Write down what the display shows:",
        route.ask,
    )
    return Sheet(
        title=family.name,
        variant=plan.panel,
        code=code.reveal(),
        complete=plan.complete,
        lines=tuple(_line(number, step) for number, step in enumerate(plan.steps, 1)),
        mind=tuple(filter(None, (*plan.warnings, guessed_words(plan.assumed)))),
        fails=fails,
        foot=_FOOT,
    )


def _line(number: int, step: Step) -> Line:
    until = " until " in step.say
    if step.action in {"look", "switch-on", "wait"} or not (step.times or until):
        return Line(number, (), "", step.say)
    keys = tuple(step.key.split(JOINED))
    if step.hold_ms is not None:
        return Line(number, keys, "hold", step.say)
    if step.action == "turn":
        return Line(number, keys, "turn", step.say)
    return Line(number, keys, "press" if until else f"× {step.times}", step.say)
