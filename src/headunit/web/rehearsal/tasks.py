"""The steps of a plan that a person does with their fingers, each tied to the place of the code that it sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.panel.plan_steps import JOINED
from headunit.panel.wiring import fields_of
from headunit.web.rehearsal.words import NOTHING, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.panel import Panel, Plan, Step

__all__ = ["Task", "tasks_of"]

_DONE_BY_FINGERS = frozenset({"press", "hold", "chord", "turn"})
_IMAGINED = {
    "open": {"open_action", "open_keys"},
    "digit": {"method", "digit_keys", "cursor_keys"},
    "move": {"method", "digit_keys", "cursor_keys"},
    "send": {"confirm_action", "confirm_keys"},
}


class Task(NamedTuple):
    """Hold one step.

    *part* is ``open``, ``digit``, ``move`` (to a place) or ``send``; *place* the first place of the code it is about.
    *act* is ``press`` or ``up``; *shows* what then stands in that place. *imagined*: no source says this.
    """

    part: str
    keys: tuple[str, ...]
    act: str
    times: int
    hold_ms: int | None
    place: int
    shows: str
    say: Phrase
    then: Phrase
    imagined: bool


def tasks_of(panel: Panel, plan: Plan, code: str) -> tuple[Task, ...]:
    """Return the tasks of *plan*, made for *code* on *panel*."""
    steps = [step for step in plan.steps if step.action in _DONE_BY_FINGERS]
    opens = panel.open_with.action != "none"
    sends = panel.confirm.action not in {"none", "unknown"} and bool(panel.confirm.keys)
    middle = steps[int(opens) : len(steps) - int(sends)]
    assumed = frozenset(plan.assumed)
    made = [_opening(panel, step) for step in steps[:1] if opens]
    made += _digits(panel, middle, code)
    made += [_sending(step) for step in steps[len(steps) - 1 :] if sends]
    return tuple(task._replace(imagined=bool(_IMAGINED[task.part] & assumed)) for task in made)


def _task(part: str, step: Step, say: Phrase, *, place: int = 0, shows: str = "", then: Phrase = NOTHING) -> Task:
    act = "up" if step.action == "turn" else "press"
    keys = tuple(step.key.split(JOINED))
    return Task(part, keys, act, abs(step.times), step.hold_ms, place, shows, say, then, imagined=False)


def _opening(panel: Panel, step: Step) -> Task:
    if panel.open_with.action == "hold-at-start" and len(panel.open_with.keys) == 1:
        return _task("open", step, Phrase("start-held", (step.key,)), then=Phrase("opens"))
    return _task("open", step, _pressing(step), then=Phrase("opens"))


def _sending(step: Step) -> Task:
    return _task("send", step, _pressing(step), then=Phrase("sends"))


def _pressing(step: Step) -> Phrase:
    keys = tuple(step.key.split(JOINED))
    seconds = -(-(step.hold_ms or 0) // 1000)
    if len(keys) > 1:
        return Phrase("together", keys, seconds=seconds)
    if step.hold_ms is not None:
        return Phrase("hold", keys, seconds=seconds)
    return Phrase("press", keys, max(1, step.times))


def _digits(panel: Panel, steps: list[Step], code: str) -> Iterator[Task]:
    if panel.method in {"increment", "clock-keys"}:
        for step, field in zip(steps, fields_of(panel), strict=True):
            shows = code[field.first : field.last]
            yield _stepped(step, field.first, shows, wide=field.last - field.first > 1)
    elif panel.method in {"type", "touch"}:
        name = "touch" if panel.method == "touch" else "press"
        for place, step in enumerate(steps):
            say = _pressing(step) if step.hold_ms is not None else Phrase(name, (step.key,), 1)
            then = Phrase("until", shows=code[place], place=place)
            yield _task("digit", step, say, place=place, shows=code[place], then=then)
    elif panel.method == "select":
        for at, step in enumerate(steps):
            place = at // 2
            if at % 2 == 0:
                yield _task("move", step, Phrase("choose", (step.key,), place=place), place=place)
            else:
                yield _stepped(step, place, code[place], wide=False)
    else:
        yield from _turned(steps, code)


def _stepped(step: Step, place: int, shows: str, *, wide: bool) -> Task:
    """Return a task in which a key is pressed until its place shows what it should."""
    shown = str(int(shows)) if wide and place == 0 else shows
    if not step.times:
        return _task("digit", step, Phrase("leave", (step.key,), shows=shown), place=place, shows=shows)
    name = "until" if not wide else "until-right" if place else "until-left"
    then = Phrase(name, shows=shown, place=place)
    return _task("digit", step, Phrase("press", (step.key,), step.times), place=place, shows=shows, then=then)


def _turned(steps: list[Step], code: str) -> Iterator[Task]:
    """Give turns and the moves between them; a first move goes to the first place."""
    place = 0
    for at, step in enumerate(steps):
        if step.action == "turn":
            name = "turn" if step.times else "leave"
            yield _task("digit", step, Phrase(name, (step.key,), shows=code[place]), place=place, shows=code[place])
        elif at == 0:
            yield _task("move", step, Phrase("begin", (step.key,)), place=0)
        else:
            place += 1
            yield _task("move", step, Phrase("next", (step.key,)), place=place)
