"""The entry plan: a code as key presses, in words for a person in the car and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import InputError
from headunit.panel import words
from headunit.panel.imagined import marked
from headunit.panel.strokes import first_cursor
from headunit.panel.wiring import assemble, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.numbers import RadioCode
    from headunit.panel.model import Panel

__all__ = ["HOLD_MARGIN_MS", "JOINED", "Plan", "Step", "check_entry", "make_plan"]

HOLD_MARGIN_MS = 500
"""How much longer than needed a person is told to hold a key."""

JOINED = " + "
"""Stands between the keys of a chord."""


class Step(NamedTuple):
    """Name one thing to do.

    *action* is ``switch-on``, ``look``, ``wait``, ``press``, ``hold``, ``chord`` or ``turn``. *times* counts presses or
    detents (negative: backwards), 0 where there is nothing to do; *hold_ms* is None where nothing is held. *say* tells
    it to a person, and holds digits of the code. *shows* is the text that it says the display shows, if any.
    """

    action: str
    key: str
    times: int
    hold_ms: int | None
    say: str
    shows: str = ""


class Plan(NamedTuple):
    """Hold the steps that enter one code on one kind of radio; they are the code in clear.

    *complete* is False when the plan stops before the code is sent. *assumed* names what no source says.
    """

    family: str
    panel: str
    complete: bool
    assumed: tuple[str, ...]
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]


def make_plan(
    panel: Panel,
    code: RadioCode,
    *,
    missing: tuple[str, ...] = (),
    twin: Panel | None = None,
    imagined: frozenset[str] = frozenset(),
    stop_below: int = 0,
    warnings: tuple[str, ...] = (),
) -> Plan:
    """Return how *code* is entered on *panel*.

    *missing* names what is not known of the panel; counts and hold times that hang on it are taken from *twin* and
    said by what the display shows. *imagined* names values of the panel that are assumed: what hangs on them is
    marked. With fewer than *stop_below* tries left on the display a person is told to stop. Raises InputError
    (``code-length``, ``code-alphabet``) for a code that can't be entered.
    """
    check_entry(panel, code)
    if twin is not None:
        panel = _filled(panel, twin, missing)
    steps = (
        *_beginning(panel, missing, imagined),
        *_opening(panel, missing, imagined, stop_below),
        *marked(_digits(panel, code.reveal(), missing), "digits", imagined),
        *_ending(panel, missing, imagined),
    )
    return Plan(
        family=panel.family,
        panel=panel.scope,
        complete=panel.confirm.action != "unknown",
        assumed=missing,
        steps=steps,
        warnings=(*words.warnings(panel, missing), *warnings),
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
    if "confirm_hold_ms" in missing:
        panel = panel._replace(confirm=panel.confirm._replace(hold_ms=twin.confirm.hold_ms))
    if "open_hold_ms" in missing:
        panel = panel._replace(open_with=panel.open_with._replace(hold_ms=twin.open_with.hold_ms))
    return panel


def _beginning(panel: Panel, missing: tuple[str, ...], imagined: frozenset[str]) -> Iterator[Step]:
    yield Step("switch-on", "ignition", 1, None, words.switch_on(panel))
    typed_from_nothing = panel.method in {"type", "touch"} and "start" not in imagined
    asks = words.asks(panel, known_start=not ("start" in missing or typed_from_nothing))
    if asks:
        yield from marked((_look(asks, _quoted(panel, "asks")),), "asks", imagined)


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


def _quoted(panel: Panel, state: str) -> str:
    """Return the text that a step says the display shows in *state*, without the number it may hold."""
    return words.display_text(panel, state).removesuffix(" and a number").removeprefix("a number and ")


def _digits(panel: Panel, code: str, missing: tuple[str, ...]) -> Iterator[Step]:
    counted = "start" not in missing
    if panel.method in {"type", "touch"}:
        yield from _typed(panel, code)
    elif panel.method in {"increment", "clock-keys"}:
        for key, field in zip(panel.digit_keys, fields_of(panel), strict=False):
            shown, wanted = panel.start[field.first : field.last], code[field.first : field.last]
            times = _steps(field.order, shown, wanted)
            yield Step("press", key, times, None, words.press_until(panel, key, times, field, wanted, counted=counted))
    elif panel.method == "select":
        yield from _selected(panel, code, counted=counted)
    else:
        yield from _turned(panel, code, counted=counted)


def _steps(order: tuple[str, ...], shown: str, wanted: str) -> int:
    """Return how many steps lead from *shown* to *wanted*; an empty place steps to the first value."""
    target = order.index(wanted)
    return (target - order.index(shown)) % len(order) if shown in order else target + 1


def _typed(panel: Panel, code: str) -> Iterator[Step]:
    last = len(code) - 1
    for at, digit in enumerate(code):
        if at == last and panel.confirm.action == "hold" and not panel.confirm.keys:
            hold_ms = panel.confirm.hold_ms + HOLD_MARGIN_MS
            yield Step("hold", digit, 1, hold_ms, words.hold_last(digit, at))
        else:
            yield Step("press", digit, 1, None, words.type_digit(panel, digit, at))


def _selected(panel: Panel, code: str, *, counted: bool) -> Iterator[Step]:
    for at, (key, field) in enumerate(zip(panel.digit_keys, fields_of(panel), strict=False)):
        yield Step("press", key, 1, None, words.choose_place(key, at))
        times = _steps(field.order, panel.start[at : at + 1], code[at])
        up = panel.cursor_keys[0]
        yield Step("press", up, times, None, words.press_until(panel, up, times, field, code[at], counted=counted))


def _turned(panel: Panel, code: str, *, counted: bool) -> Iterator[Step]:
    knob, move = panel.digit_keys[0], panel.cursor_keys[0]
    at = first_cursor(panel)
    last = len(code) - 1
    if at < 0:
        yield Step("press", move, 1, None, words.first_place(move))
    for place, (digit, field) in enumerate(zip(code, fields_of(panel), strict=True)):
        times = _steps(field.order, panel.start[place : place + 1], digit)
        yield Step("turn", knob, times, None, words.turn_until(knob, times, place, digit, counted=counted))
        if place < last:
            yield Step("press", move, 1, None, words.next_place(move, place))


def _ending(panel: Panel, missing: tuple[str, ...], imagined: frozenset[str]) -> Iterator[Step]:
    if panel.confirm.action == "unknown":
        yield _look(words.stop_here())
        return
    yield from marked(_sending(panel, missing), "sending", imagined)
    yield from marked((_look(words.opened(panel)),), "opened", imagined)


def _sending(panel: Panel, missing: tuple[str, ...]) -> Iterator[Step]:
    action, keys, hold_ms = panel.confirm
    held_ms = hold_ms + HOLD_MARGIN_MS
    if action == "press":
        yield Step("press", keys[0], 1, None, words.confirm_press(panel))
    elif action == "hold" and keys:
        said = words.confirm_hold(panel, held_ms, known="confirm_hold_ms" not in missing)
        yield Step("hold", keys[0], 1, held_ms, said)
    elif action == "hold-together":
        yield Step("chord", JOINED.join(keys), 1, held_ms, words.confirm_chord(panel))
