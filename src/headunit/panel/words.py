"""The sentences of an entry plan: plain words for a person in a car."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.panel.model import Panel
    from headunit.panel.strokes import Field
    from headunit.panel.told import Told

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_TIMES = (
    "not at all",
    "once",
    "twice",
    "three times",
    "four times",
    "five times",
    "six times",
    "seven times",
    "eight times",
    "nine times",
    "ten times",
)

_MANY = 10
"""Presses from which on a key that runs while it is held is better held."""


def times_in_words(times: int) -> str:
    """Return a count as it is said: once, twice, three times."""
    return _TIMES[times] if times < len(_TIMES) else f"{times} times"


def display_text(panel: Panel, state: str, digits: str = "") -> str:
    """Return what sources say the display shows in *state*, with *digits* or those of the start; empty: not known."""
    template = dict(panel.displays).get(state, "")
    counted = state not in {"asks", "entry"} and "{used}" in template
    entry, hidden = digits or panel.start, panel.leading_zeros_hidden
    shown = entry[hidden:] if hidden and entry[:hidden] in {"0" * hidden, "-" * hidden} else entry
    text = template.replace("{digits}", shown).replace("{minutes}", "")
    for slot in ("{used}", "{one}", "{left}"):
        text = text.replace(slot, "")
    plain = " ".join(text.split())
    if "{left}" in template:
        return f"a number and {plain}"
    return f"{plain} and a number" if counted else plain


def named(key: str) -> str:
    """Return a key as it stands in a sentence: with an article where its name is plain words."""
    return f"the {key}" if key.islower() else key


def switch_on(panel: Panel) -> str:
    """Say how the radio is switched on, without anything that only some radios want."""
    if panel.radio_off:
        return "Turn the ignition on and leave the radio off."
    if panel.open_with.action == "hold-at-start":
        return "Turn the ignition to ACC or ON. Leave the radio off for now."
    return "Turn the ignition to ACC or ON and switch the radio on."


def asks(panel: Panel, told: Told, *, known_start: bool) -> str:
    """Say what the display shows while it asks, and what to leave alone; empty when that comes with the opening."""
    text = display_text(panel, "asks")
    if panel.open_with.action == "hold-at-start":
        return ""
    start = begins_with(panel) if known_start and not panel.radio_off else ""
    then = f", then shows {start}" if start and start not in text else ""
    shown = f"Look: the display asks with {text}{then}. " if text else "Look: the display asks for the code. "
    return f"{shown}{_busy(text, told)}"


def _busy(asks: str, told: Told) -> str:
    """Say how a wait is told from a radio that wants its code, and what to do then."""
    if told.wait and told.wait == asks:
        busy = f", and {told.busy} when a key is pressed" if told.busy else ""
        keep = f" and {told.keep}" if told.keep else ""
        return f"A wait shows {told.wait} too{busy}: then press nothing more{keep} until it is over."
    shows = f"shows {told.wait}{told.wait_grade} or " if told.wait else ""
    used = f" {told.one_used} is no wait: it tells that one wrong code is used." if told.one_used else ""
    return f"If it {shows}counts, press nothing until it stops.{used}"


def digit_time(panel: Panel) -> str:
    """Say how long a person has for a digit; empty where no source limits it."""
    if panel.idle_ms is None:
        return ""
    return f"Have the code ready: once you begin, you have {panel.idle_ms / 1000:g} seconds for each digit."


def begins_with(panel: Panel) -> str:
    """Return what stands on the display before the first digit where nothing has to be done for it, else nothing."""
    return panel.start[panel.leading_zeros_hidden :] if panel.open_with.action == "none" else ""


def tries_left(panel: Panel, stop_below: int) -> str:
    """Say what a display that counts the tries left tells after it was switched on; empty for any other display."""
    if panel.open_with.action != "hold-at-start" or "{left}" not in dict(panel.displays).get("wait", ""):
        return ""
    busy = display_text(panel, "wait").removeprefix("a number and ")
    stop = f" If fewer than {stop_below} are left, stop here and ask the dealer." if stop_below else ""
    return (
        f"Look: a number in front is the tries LEFT, not those used.{stop} If it shows {busy}, with or without a "
        "number, a wait runs: press nothing, leave ignition and radio on until it ends."
    )


def open_any(panel: Panel, key: str) -> str:
    """Say that any key begins."""
    return f"Press any key, for example {key}: {_shows(panel)}"


def open_press(panel: Panel) -> str:
    """Say which key begins."""
    key, *others = panel.open_with.keys
    return f"Press {key} once{_or(others)}: {_shows(panel)}"


def open_hold(panel: Panel) -> str:
    """Say which key is held to begin."""
    key = panel.open_with.keys[0]
    if panel.open_with.action == "hold-at-start":
        return f"Hold {key} down, switch the radio on, and keep holding {key} until it beeps: {_shows(panel)}"
    return f"Hold {key} until {_shows(panel)}"


def open_chord(panel: Panel) -> str:
    """Say which keys are held together to begin."""
    return f"Hold {_all_of(panel.open_with.keys)} together until {_shows(panel)}"


def _shows(panel: Panel) -> str:
    text = display_text(panel, "entry") or panel.start[panel.leading_zeros_hidden :]
    return f"the display shows {text}."


def zeros(panel: Panel) -> str:
    """Say what stands on the display before the first digit; empty where the steps before said it."""
    start = begins_with(panel)
    if not start or start in display_text(panel, "asks"):
        return ""
    return f"Look: the digits begin as {start}. If others stand there, stop and ask."


def place_name(panel: Panel, field: Field) -> str:
    """Return what a field of the display is called."""
    width, last = field.last - field.first, len(panel.alphabets)
    if width == 1:
        return f"the {ORDINALS[field.first]} digit"
    return "the left part" if field.last < last else "the right part"


def press_until(panel: Panel, key: str, times: int, field: Field, wanted: str, *, counted: bool) -> str:
    """Say how often a key is pressed and what then stands in its place."""
    name = place_name(panel, field)
    shown = str(int(wanted)) if field.first == 0 and field.last > 1 else wanted
    if not counted:
        return f"Press {named(key)} until {name} shows {shown}."
    if not times:
        return f"Leave {named(key)} alone: {name} already shows {shown}."
    pressed = f"Press {named(key)} {times_in_words(times)}"
    if times >= _MANY and panel.timing.repeat_ms:
        return f"{pressed}, or hold it down, until {name} shows {shown}."
    if panel.start[field.first : field.last] != "-":
        return f"{pressed}. {name.capitalize()} shows {shown}."
    first = "this" if times == 1 else "the first press"
    turned = field.after["-"]
    return f"{pressed}: {first} turns the dash into {turned}. {name.capitalize()} then shows {shown}."


def type_digit(panel: Panel, digit: str, at: int) -> str:
    """Say which digit is typed next."""
    verb = "Touch" if panel.method == "touch" else "Press"
    last = at == len(panel.alphabets) - 1 and panel.confirm.action == "none"
    return f"{verb} {digit} once: the {ORDINALS[at]} digit." + (" The radio now checks the code." if last else "")


def hold_last(digit: str, at: int) -> str:
    """Say that the last digit's key is held, which sends the code."""
    return f"Press {digit}, the {ORDINALS[at]} digit, and hold it until the display changes: this sends the code."


def choose_place(key: str, at: int) -> str:
    """Say which key chooses a place."""
    return f"Press {named(key)} once: it chooses the {ORDINALS[at]} digit."


def first_place(key: str) -> str:
    """Say that a key goes to the first place."""
    return f"Press {named(key)} once, to begin with the first digit."


def next_place(key: str, at: int) -> str:
    """Say that a key moves on."""
    return f"Press {named(key)} once, to go on to the {ORDINALS[at + 1]} digit."


def turn_until(knob: str, times: int, at: int, digit: str, *, counted: bool) -> str:
    """Say how far a knob is turned and what then stands there."""
    if not times and counted:
        return f"Leave {named(knob)} alone: the {ORDINALS[at]} digit already shows {digit}."
    return f"Turn {named(knob)} until the {ORDINALS[at]} digit shows {digit}."


def stop_here() -> str:
    """Say that the plan ends before the code is sent."""
    return (
        "Stop here. Which key sends the code isn't publicly known for this radio: look it up in its manual or ask the "
        "dealer, and don't try keys."
    )


def confirm_press(panel: Panel) -> str:
    """Say which key sends the code."""
    key, *others = panel.confirm.keys
    return f"Check the digits once more. Then press {named(key)} once{_or(others)}: this sends the code."


def confirm_hold(panel: Panel, *, known: bool) -> str:
    """Say which key is held to send the code, and for how long where that is known."""
    key, *others = panel.confirm.keys
    seconds = f"at least {panel.confirm.hold_ms / 1000:g} seconds" if known else "several seconds"
    return (
        f"Check the digits once more. Then hold {named(key)}{_or(others)} for {seconds}, until the display changes "
        "or it beeps: this sends the code."
    )


def confirm_chord(panel: Panel) -> str:
    """Say which keys are held together to send the code."""
    keys = _all_of(panel.confirm.keys)
    return f"Check the digits once more. Then hold {keys} together until the display changes: this sends the code."


def _all_of(keys: tuple[str, ...]) -> str:
    return " and ".join(keys)


def _or(others: list[str]) -> str:
    return f" (or {' or '.join(others)})" if others else ""


def opened(panel: Panel) -> str:
    """Say how a person knows that it worked."""
    text = display_text(panel, "unlocked")
    wrong = display_text(panel, "wrong")
    bad = f" Wrong: it shows {wrong}." if wrong else ""
    if panel.radio_off:
        good = f"Right: the display shows {text}." if text else "Right: the display asks no more."
        return f"{good}{bad} If it isn't right, stop: don't try another code by guessing."
    good = f"Right: the display shows {text}, and the radio plays." if text else "Right: the radio plays."
    return f"{good}{bad} If it doesn't play, stop: don't try another code by guessing."


def radio_on() -> str:
    """Say that a radio whose code was entered while it was off is switched on."""
    return "Switch the radio on: it plays."
