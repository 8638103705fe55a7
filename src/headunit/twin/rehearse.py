"""Run an entry plan on the unit's twin, key by key, and say whether it unlocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.panel import Advance, Confirming
from headunit.panel.plan import HOLD_MARGIN_MS
from headunit.panel.plan_steps import JOINED, Step
from headunit.panel.walk import PRESS_MS, keystrokes
from headunit.twin.build import build
from headunit.twin.events import Battery, Ignition, Press, Release
from headunit.twin.words import moves_of

if TYPE_CHECKING:
    from headunit.numbers import RadioCode
    from headunit.panel import Panel
    from headunit.panel.plan import Plan
    from headunit.twin.machine import Machine
    from headunit.twin.profile import TwinProfile

__all__ = ["Moment", "Rehearsal", "carry_out_plan", "carry_out_step", "carry_out_words", "rehearse", "wake"]

_BATTERY_V = 12.6
_LONGEST_WAKE_MS = 600_000
_SETTLE_MS = 1_000
"""How long a person looks at the display, in ms."""
_LOOKS = frozenset({"switch-on", "look"})
_EXACT = frozenset({"press", "turn"})
"""Steps whose text has to stand at their end: on the way to a digit others come by."""

_READY = frozenset({"shut", "entry", "open"})


class Moment(NamedTuple):
    """Hold one line of a transcript: the step, and what the unit then showed and sounded, at *t_ms*.

    *imagined*: the plan for a real radio stops before this step; the twin goes on with what is assumed of it.
    """

    t_ms: int
    step: Step
    display: str
    sound: str
    imagined: bool = False


class Rehearsal(NamedTuple):
    """Hold the outcome of a rehearsal; the transcript is the code in clear.

    *reason* says which text a step tells of and the display never showed, without its digits; such a rehearsal failed.
    """

    unlocked: bool
    transcript: tuple[Moment, ...]
    reason: str = ""


def wake(profile: TwinProfile, code: str = "", salt: bytes = bytes(8)) -> Machine:
    """Return a unit after a battery change: connected, ignition on, and ready for keys (with a link: decided)."""
    unit = build(profile, code, salt)
    _start(unit, lit=True)
    return unit


def _start(unit: Machine, *, lit: bool) -> None:
    """Connect *unit* and turn the ignition on; *lit*: ready for keys, switched on unless it takes its code when off."""
    radio_on = lit and not unit.profile.panel.radio_off
    unit.apply(Ignition("on"))
    unit.apply(Battery(_BATTERY_V))
    if unit.supply.radio_on != radio_on:
        _tap_power(unit)
    while lit and unit.panel.stage not in _READY and unit.now_ms < _LONGEST_WAKE_MS:
        due = unit.next_deadline()
        if due is None:
            break
        unit.advance(due - unit.now_ms)
    unit.advance(unit.profile.panel.lcd_lag_ms)


def _tap_power(unit: Machine) -> None:
    power = unit.profile.panel.power
    unit.apply(Press(power))
    unit.advance(PRESS_MS)
    unit.apply(Release(power))


def rehearse(profile: TwinProfile, plan: Plan, code: RadioCode) -> Rehearsal:
    """Carry out *plan* on a twin whose code is *code*, from its first prompt after a battery change.

    Where the plan stops because no source names the key that sends the code, the twin's own key is used, marked as
    imagined.
    """
    unit = build(profile, code.reveal())
    seen: dict[str, list[str]] = {"sound": [], "display": []}
    sounds, texts, reason = seen["sound"], seen["display"], ""

    def log(_t_ms: int, kind: str, detail: str) -> None:
        seen.setdefault(kind, []).append(detail)

    unit.listen(log)
    _start(unit, lit=profile.panel.open_with.action != "hold-at-start")
    transcript: list[Moment] = []
    steps = _steps(plan, profile.panel)
    watched = True
    for step, imagined in steps:
        sounds.clear()
        looks = step.action in _LOOKS
        if watched is not _to_watch(step):
            watched = not watched
            unit.listen(log, watch=watched)
        carry_out_step(unit, step)
        if step is steps[-1][0] or (step.action == "look" and not _shows(step, unit.display)):
            unit.advance(_SETTLE_MS)
        display = unit.display
        texts.append(display)
        if not any(_shows(step, text) for text in (texts[-1:] if step.action in _EXACT else texts)):
            reason = reason or f"step {len(transcript) + 1}: the display never shows {_masked(step.shows)!r}"
        if not looks:
            texts.clear()
        transcript.append(Moment(unit.now_ms, step, display.strip(), sounds[-1] if sounds else "", imagined))
    return Rehearsal(unit.playing and not reason, tuple(transcript), reason)


def _steps(plan: Plan, panel: Panel) -> list[tuple[Step, bool]]:
    """Return the steps to carry out, and whether each is imagined."""
    steps = [(step, False) for step in plan.steps]
    return steps if plan.complete else [*steps, *((step, True) for step in _imagined_end(panel))]


def _to_watch(step: Step) -> bool:
    """Return whether what comes by during *step* matters, and not only what stands at its end."""
    return step.action in _LOOKS or (step.shows != "" and step.action not in _EXACT)


def _shows(step: Step, display: str) -> bool:
    return not step.shows or step.shows in " ".join(display.split())


def _masked(text: str) -> str:
    """Return *text* with a sign for each digit: those of a code stand in no message."""
    return "".join("#" if character.isdigit() else character for character in text)


def carry_out_plan(unit: Machine, plan: Plan) -> None:
    """Press the keys of *plan* on *unit*, and wait until its answer stands."""
    for step in plan.steps:
        carry_out_step(unit, step)
    unit.advance(_SETTLE_MS)


def carry_out_words(unit: Machine, text: str) -> None:
    """Do on *unit* what *text* asks for, in the words of a rehearsal; a ``wait`` alone lasts until something is due.

    Raises InputError (``rehearsal-words``) for what it can't mean; then none of it is done.
    """
    for move in moves_of(text, unit.profile.panel):
        if move.event is not None:
            unit.apply(move.event)
        due = unit.next_deadline() if move.then_ms is None else unit.now_ms + move.then_ms
        if due is not None:
            unit.advance(due - unit.now_ms)


def carry_out_step(unit: Machine, step: Step) -> None:
    """Press the keys of one step of a plan on *unit*, as long as a person does.

    A radio that is off and opens by keys held at its start is switched on while they are held.
    """
    events = keystrokes(step)
    if step.action == "switch-on" and step.key == "radio":
        _tap_power(unit)
    elif step.hold_ms is not None and not (unit.supply.radio_on or unit.supply.awake):
        for key in step.key.split(JOINED):
            unit.apply(Press(key))
        _tap_power(unit)
    for event in events:
        if type(event) is Advance:
            unit.advance(event.ms)
        else:
            unit.apply(event)  # type: ignore[arg-type] # a plan holds presses, releases and turns


def _imagined_end(panel: Panel) -> list[Step]:
    """Return the step that sends the code on a twin whose key is only assumed."""
    action, keys, hold_ms = Confirming(*panel.confirm)
    said = "only on the simulated radio: the key that sends the code is imagined"
    if action == "press":
        return [Step("press", keys[0], 1, None, said)]
    if action == "hold":
        return [Step("hold", keys[0], 1, hold_ms + HOLD_MARGIN_MS, said)]
    if action == "hold-together":
        return [Step("chord", JOINED.join(keys), 1, hold_ms + HOLD_MARGIN_MS, said)]
    return []
