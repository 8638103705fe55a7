"""What of a simulated radio is imagined: what matters to a person, in plain words, and a count of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from headunit.cli.durations import duration
from headunit.cli.output import command, note

if TYPE_CHECKING:
    from headunit.panel import Assumed
    from headunit.twin import TwinProfile

__all__ = ["tell_imagined"]

_WAYS = {
    "increment": "a key for each place steps its digit",
    "clock-keys": "the keys of the clock",
    "type": "a key for each digit",
    "touch": "a touch screen",
    "select": "keys choose a place, and others step it",
    "knob": "a knob",
    "stalk": "the stalk",
}
_CUTS = {
    "restart": "it begins again",
    "checkpoint": "it goes on from what was last written down",
    "runs-on": "it isn't stopped",
    "cleared": "it is over",
}
_NEEDS = {"radio-on": "the radio is on", "ignition": "the ignition is on", "power": "it has supply"}
_NEEDS["radio-and-ignition"] = "radio and ignition are on"
_SENDS = {
    "press": "a key is pressed",
    "hold": "a key is held",
    "none": "the last digit",
    "hold-together": "two keys held",
}
_CHOSEN = {**_WAYS, **_CUTS, **_NEEDS, **_SENDS}
_WORDS = {
    "panel.method": "how digits are entered",
    "panel.length": "how many digits its code has",
    "panel.alphabet": "which digits its code can have",
    "panel.digit_keys": "the keys that enter digits",
    "panel.cursor_keys": "the keys that go from digit to digit",
    "panel.start": "what stands there before the first digit",
    "panel.open_hold_ms": "how long its keys are held to begin",
    "panel.confirm_action": "what sends the code",
    "panel.confirm_keys": "the key that sends the code",
    "panel.confirm_hold_ms": "how long that key is held",
    "panel.display_asks": "what it shows while it asks",
    "panel.display_wrong": "what it shows for a wrong code",
    "panel.display_wait": "what it shows during a wait",
    "panel.display_unlocked": "what it shows when it plays",
    "panel.front": "which other keys it has",
    "lock.first": "the waits after wrong codes",
    "lock.needs": "a wait passes while",
    "lock.cut": "what a loss of supply does to a wait",
    "lock.locked_after": "after how many wrong codes it locks",
    "lock.barred_after": "after how many it locks for good",
    "supply.trigger_v": "below what voltage it forgets",
}
"""What matters to a person who rehearses, in the order of a rehearsal."""


def tell_imagined(profile: TwinProfile) -> None:
    """Print the imagined values that matter with the reason for each, and count the rest."""
    by_name = {entry.name: entry for entry in profile.assumed}
    telling = [(words, by_name[name]) for name, words in _WORDS.items() if name in by_name and _matters(name, profile)]
    for words, entry in telling:
        told = ": ".join(filter(None, (words, _value_words(entry))))
        click.echo(f"  {click.style(told, fg='yellow')}")
        note(entry.why)
    note(f"and {len(by_name) - len(telling)} smaller ones, such as times of a few milliseconds. All of them:")
    command(f"headunit twin {profile.family} --json")


def _matters(name: str, profile: TwinProfile) -> bool:
    """Return whether it plays a part on this radio; a hold that nothing asks for doesn't."""
    if profile.lock is None:
        return name.startswith("supply.") or name in {"panel.front", "panel.display_unlocked"}
    panel = profile.panel
    if name == "panel.open_hold_ms":
        return panel.open_with.action.startswith("hold")
    if name == "panel.confirm_hold_ms":
        return panel.confirm.action.startswith("hold")
    if name in {"panel.cursor_keys", "panel.confirm_keys"}:
        return bool(panel.cursor_keys if name == "panel.cursor_keys" else panel.confirm.keys)
    return True


def _value_words(entry: Assumed) -> str:
    """Return the value as a person says it; empty for what would be a list of another kind."""
    name, value = entry.name, entry.value
    if isinstance(value, dict):
        return ""
    if name == "lock.first" and isinstance(value, tuple):
        return ", ".join(duration(wait) if wait else "none" for wait in value)
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    if isinstance(value, int) and name.endswith("_ms"):
        return duration(value)
    unit = " V" if name == "supply.trigger_v" else ""
    nothing = "never" if name.startswith("lock.") else "nothing"
    return _CHOSEN.get(str(value), f"{value or nothing}{unit}")
