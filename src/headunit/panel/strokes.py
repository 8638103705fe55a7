"""What a key does once the panel has accepted it: each stroke returns the new stage, entry, cursor and outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.panel.signals import Click, Outputs, Submit, Touched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from headunit.panel.model import Panel, PanelState

__all__ = [
    "Field",
    "erase",
    "first_cursor",
    "move",
    "open_entry",
    "place",
    "press_confirm",
    "refuse_entry",
    "send",
    "step_cursor_field",
    "step_field",
    "touch",
    "type_digit",
]

CLICK: Outputs = (Click(),)
BEEP: Outputs = (Click("beep"),)
ERROR: Outputs = (Click("error"),)
SILENT: Outputs = ()
TOUCHED: Outputs = (Touched(),)

Done = tuple[str, str, int, Outputs]


class Field(NamedTuple):
    """Describe places *first* to *last* of the entry: *order* is the ring of their values, *after* maps to the next."""

    first: int
    last: int
    order: tuple[str, ...]
    after: Mapping[str, str]


def first_cursor(panel: Panel) -> int:
    """Return where the cursor begins: before the first place when a key has to move it there."""
    return -1 if panel.method in {"stalk", "select"} else 0


def step_field(panel: Panel, state: PanelState, field: Field) -> Done:
    """Step one field of the entry to its next value; after the last, and in an empty place, comes the first."""
    entry = state.entry
    text = entry[: field.first] + field.after[entry[field.first : field.last]] + entry[field.last :]
    return "entry", text, state.cursor, CLICK if panel.beeps else SILENT


def step_cursor_field(panel: Panel, state: PanelState, turned: tuple[tuple[Field, ...], int]) -> Done:
    """Turn the digit at the cursor by some steps, forwards or backwards."""
    fields, steps = turned
    if state.cursor < 0:
        return "entry", state.entry, state.cursor, SILENT
    field = fields[state.cursor]
    shown = state.entry[field.first : field.last]
    ring = len(field.order)
    place = field.order.index(shown) + steps if shown in field.order else steps - (steps > 0)
    text = state.entry[: field.first] + field.order[place % ring] + state.entry[field.last :]
    return "entry", text, state.cursor, CLICK if panel.beeps else SILENT


def type_digit(panel: Panel, state: PanelState, digit: str) -> Done:
    """Write *digit* at the cursor; the last one sends the code where nothing else does."""
    at = state.cursor
    if at >= len(state.entry):
        return "entry", state.entry, at, SILENT
    text = state.entry[:at] + digit + state.entry[at + 1 :]
    if panel.confirm.action == "none" and at + 1 == len(text):
        return "entry", text, at + 1, (*(BEEP if panel.beeps else SILENT), Submit(text))
    return "entry", text, at + 1, CLICK if panel.beeps else SILENT


def erase(panel: Panel, state: PanelState, _: object) -> Done:
    """Take the last typed digit back."""
    at = max(0, state.cursor - 1)
    return "entry", state.entry[:at] + "-" + state.entry[at + 1 :], at, CLICK if panel.beeps else SILENT


def move(panel: Panel, state: PanelState, steps: int) -> Done:
    """Move the cursor; a key that also confirms sends the code from the last place."""
    last = len(state.entry) - 1
    at = max(0, min(last, state.cursor + steps))
    return "entry", state.entry, at, CLICK if panel.beeps else SILENT


def place(panel: Panel, state: PanelState, at: int) -> Done:
    """Choose the place that the next step changes."""
    return "entry", state.entry, at, CLICK if panel.beeps else SILENT


def press_confirm(panel: Panel, state: PanelState, steps: int) -> Done:
    """Send the code; with *steps*, the key moves the cursor until it stands on the last place."""
    if steps and state.cursor < len(state.entry) - 1:
        return move(panel, state, steps)
    return send(panel, state, None)


def send(panel: Panel, state: PanelState, _: object) -> Done:
    """Submit the entry, or begin again when a place is still empty."""
    if "-" in state.entry:
        return refuse_entry(panel)
    return "entry", state.entry, state.cursor, (*(BEEP if panel.beeps else SILENT), Submit(state.entry))


def refuse_entry(panel: Panel) -> Done:
    """Begin the entry again, with the sound of a mistake."""
    return "entry", panel.start, first_cursor(panel), ERROR if panel.beeps else SILENT


def open_entry(panel: Panel, state: PanelState, _: object) -> Done:
    """Turn asking into entry."""
    del state
    return "entry", panel.start, first_cursor(panel), BEEP if panel.beeps else SILENT


def touch(panel: Panel, state: PanelState, _: object) -> Done:
    """Notice a key that is not taken."""
    del panel
    return state.stage, state.entry, state.cursor, TOUCHED
