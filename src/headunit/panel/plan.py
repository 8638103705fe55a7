"""The entry plan: a code as key presses, in words for a person in the car and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import InputError
from headunit.panel import words
from headunit.panel.cautions import cautions
from headunit.panel.imagined import marked
from headunit.panel.plan_steps import JOINED, Step
from headunit.panel.strokes import first_cursor
from headunit.panel.told import NOTHING_TOLD
from headunit.panel.wiring import assemble, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.numbers import RadioCode
    from headunit.panel.model import Panel
    from headunit.panel.strokes import Field
    from headunit.panel.told import Told

__all__ = ["HOLD_MARGIN_MS", "Plan", "check_entry", "make_plan"]

HOLD_MARGIN_MS = 500
"""How much longer than needed a rehearsal holds a key; a person is told the source's own time."""


class Plan(NamedTuple):
    """Hold the steps that enter one code on one kind of radio; they are the code in clear.

    *complete* is False when the plan stops before the code is sent. *assumed* names what no source says. *confidence*
    is that of the weakest claim it is built on, empty where it rests on none.
    """

    family: str
    panel: str
    complete: bool
    assumed: tuple[str, ...]
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]
    confidence: str = ""


def make_plan(
    panel: Panel,
    code: RadioCode,
    *,
    missing: tuple[str, ...] = (),
    twin: Panel | None = None,
    imagined: frozenset[str] = frozenset(),
    told: Told = NOTHING_TOLD,
    warnings: tuple[str, ...] = (),
) -> Plan:
    """Return how *code* is entered on *panel*.

    *missing* names what is not known of the panel; counts and hold times that hang on it are taken from *twin* and
    said by what the display shows. *imagined* names values of the panel that are assumed: what hangs on them is
    marked. *told* is what sources say of waits and tries. Raises InputError (``code-length``, ``code-alphabet``) for a
    code that can't be entered.
    """
    check_entry(panel, code)
    if twin is not None:
        panel = _filled(panel, twin, missing)
    steps = (
        *_beginning(panel, missing, imagined, told),
        *_opening(panel, missing, imagined, told.stop_below),
        *marked(_digits(panel, code.reveal(), missing), "digits", imagined),
        *_ending(panel, missing, imagined),
    )
    return Plan(
        family=panel.family,
        panel=panel.scope,
        complete=panel.confirm.action != "unknown",
        assumed=missing,
        steps=steps,
        warnings=(*cautions(panel, missing, told), *warnings),
        confidence=told.confidence,
    )


def check_entry(panel: Panel, code: RadioCode) -> None:
    """Raise InputError (``code-length``, ``code-alphabet``) for a code that can't be entered on *panel*."""
    places = len(panel.alphabets)
    if len(code) != places:
        raise InputError(
            "code-length",
            f"the code has {len(code)} digits, this radio takes {places}",
            expected=f"{places} digits",
            next_step="check the code and the kind of radio",
        )
    for at, (digit, alphabet) in enumerate(zip(code.reveal(), panel.alphabets, strict=True)):
        if digit not in alphabet:
            raise InputError(
                "code-alphabet",
                f"the {words.ORDINALS[at]} digit of the code can't be entered on this radio",
                expected=f"a digit from {alphabet[0]} to {alphabet[-1]}",
                next_step="it is not this radio's code: press nothing, and check the serial",
            )


def _filled(panel: Panel, twin: Panel, missing: tuple[str, ...]) -> Panel:
    """Return *panel* with the numbers that only its twin has; its keys stay as the sources have them."""
    if "start" in missing:
        panel = assemble(panel._replace(start=twin.start))
    if "first_press" in missing:
        panel = assemble(panel._replace(first_press=twin.first_press))
    if "confirm_hold_ms" in missing:
        panel = panel._replace(confirm=panel.confirm._replace(hold_ms=twin.confirm.hold_ms))
    if "open_hold_ms" in missing:
        panel = panel._replace(open_with=panel.open_with._replace(hold_ms=twin.open_with.hold_ms))
    return panel


def _beginning(panel: Panel, missing: tuple[str, ...], imagined: frozenset[str], told: Told) -> Iterator[Step]:
    yield Step("switch-on", "ignition", 1, None, words.switch_on(panel))
    typed_from_nothing = panel.method in {"type", "touch"} and "start" not in imagined
    known_start = not ({"start", "places"} & {*missing} or typed_from_nothing)
    asks = words.asks(panel, told, known_start=known_start)
    if asks:
        yield from marked((_look(asks, _quoted(panel, "asks")),), "asks", imagined)
    ready = words.digit_time(panel)
    if ready:
        yield _look(ready)


def _opening(panel: Panel, missing: tuple[str, ...], imagined: frozenset[str], stop_below: int) -> Iterator[Step]:
    yield from marked(_opening_keys(panel), "opening", imagined)
    left = words.tries_left(panel, stop_below)
    if left:
        yield _look(left)
    zeros = "" if "start" in missing or panel.method in {"type", "touch"} else words.zeros(panel)
    if zeros:
        yield from marked((_look(zeros),), "zeros", imagined)


def _look(say: str, shows: str = "") -> Step:
    return Step("look", "", 0, None, say, shows)


def _opening_keys(panel: Panel) -> Iterator[Step]:
    opening = panel.open_with
    keys = JOINED.join(opening.keys)
    hold_ms = opening.hold_ms + HOLD_MARGIN_MS
    shows = _quoted(panel, "entry")
    if opening.action == "any":
        key = panel.digit_keys[0]
        yield Step("press", key, 1, None, words.open_any(panel, key), shows)
    elif opening.action == "press":
        yield Step("press", opening.keys[0], 1, None, words.open_press(panel), shows)
    elif len(opening.keys) > 1:
        yield Step("chord", keys, 1, hold_ms, words.open_chord(panel), shows)
    elif opening.keys:
        yield Step("hold", keys, 1, hold_ms, words.open_hold(panel), shows)


def _quoted(panel: Panel, state: str, digits: str = "") -> str:
    """Return the text that a step says the display shows in *state*, without the number it may hold."""
    return words.display_text(panel, state, digits).removesuffix(" and a number").removeprefix("a number and ")


def _digits(panel: Panel, code: str, missing: tuple[str, ...]) -> Iterator[Step]:
    counted = not {"start", "places", "first_press"} & {*missing}
    if panel.method in {"type", "touch"}:
        yield from _typed(panel, code)
    elif panel.method in {"increment", "clock-keys"}:
        for key, field in zip(panel.digit_keys, fields_of(panel), strict=False):
            wanted = code[field.first : field.last]
            times = _steps(panel, field, wanted)
            said = words.press_until(panel, key, times, field, wanted, counted=counted)
            yield Step("press", key, times, None, said, _so_far(panel, code, field.last, missing))
    elif panel.method == "select":
        yield from _selected(panel, code, missing, counted=counted)
    else:
        yield from _turned(panel, code, missing, counted=counted)


def _steps(panel: Panel, field: Field, wanted: str) -> int:
    """Return how many steps lead from the start to *wanted*; an empty place steps to what its first press gives."""
    order, shown = field.order, panel.start[field.first : field.last]
    target = order.index(wanted)
    if shown in order:
        return (target - order.index(shown)) % len(order)
    return (target - order.index(field.after[shown])) % len(order) + 1


def _so_far(panel: Panel, code: str, places: int, missing: tuple[str, ...]) -> str:
    """Return what sources say the display shows once the first *places* digits of *code* are set; empty: not known."""
    if "{digits}" not in dict(panel.displays).get("entry", "") or "places" in missing:
        return ""
    if "start" in missing and places < len(code):
        return ""
    return _quoted(panel, "entry", code[:places] + panel.start[places:])


def _typed(panel: Panel, code: str) -> Iterator[Step]:
    last = len(code) - 1
    for at, digit in enumerate(code):
        if at == last and panel.confirm.action == "hold" and not panel.confirm.keys:
            hold_ms = panel.confirm.hold_ms + HOLD_MARGIN_MS
            yield Step("hold", digit, 1, hold_ms, words.hold_last(digit, at))
        else:
            yield Step("press", digit, 1, None, words.type_digit(panel, digit, at))


def _selected(panel: Panel, code: str, missing: tuple[str, ...], *, counted: bool) -> Iterator[Step]:
    for at, (key, field) in enumerate(zip(panel.digit_keys, fields_of(panel), strict=False)):
        yield Step("press", key, 1, None, words.choose_place(key, at))
        times = _steps(panel, field, code[at])
        up = panel.cursor_keys[0]
        said = words.press_until(panel, up, times, field, code[at], counted=counted)
        yield Step("press", up, times, None, said, _so_far(panel, code, at + 1, missing))


def _turned(panel: Panel, code: str, missing: tuple[str, ...], *, counted: bool) -> Iterator[Step]:
    knob, move = panel.digit_keys[0], panel.cursor_keys[0]
    at = first_cursor(panel)
    last = len(code) - 1
    if at < 0:
        yield Step("press", move, 1, None, words.first_place(move))
    for place, (digit, field) in enumerate(zip(code, fields_of(panel), strict=True)):
        times = _steps(panel, field, digit)
        said = words.turn_until(knob, times, place, digit, counted=counted)
        yield Step("turn", knob, times, None, said, _so_far(panel, code, place + 1, missing))
        if place < last:
            yield Step("press", move, 1, None, words.next_place(move, place))


def _ending(panel: Panel, missing: tuple[str, ...], imagined: frozenset[str]) -> Iterator[Step]:
    if panel.confirm.action == "unknown":
        yield _look(words.stop_here())
        return
    yield from marked(_sending(panel, missing), "sending", imagined)
    yield from marked((_look(words.opened(panel), _quoted(panel, "unlocked")),), "opened", imagined)
    if panel.radio_off:
        yield Step("switch-on", "radio", 1, None, words.radio_on())


def _sending(panel: Panel, missing: tuple[str, ...]) -> Iterator[Step]:
    action, keys, hold_ms = panel.confirm
    held_ms = hold_ms + HOLD_MARGIN_MS
    if action == "press":
        yield Step("press", keys[0], 1, None, words.confirm_press(panel))
    elif action == "hold" and keys:
        said = words.confirm_hold(panel, known="confirm_hold_ms" not in missing)
        yield Step("hold", keys[0], 1, held_ms, said)
    elif action == "hold-together":
        yield Step("chord", JOINED.join(keys), 1, held_ms, words.confirm_chord(panel))
