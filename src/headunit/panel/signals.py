"""What goes into a panel in use, and what it gives out."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

__all__ = [
    "Advance",
    "Click",
    "Event",
    "Gesture",
    "Mode",
    "Output",
    "Outputs",
    "PowerKey",
    "Press",
    "Reboot",
    "Release",
    "Submit",
    "Touched",
    "Turn",
]


class Press(NamedTuple):
    """A key goes down."""

    key: str


class Release(NamedTuple):
    """A key comes up."""

    key: str


class Turn(NamedTuple):
    """A knob or wheel turns by *detents*, clockwise or up when positive."""

    key: str
    detents: int


class Advance(NamedTuple):
    """Time passes, *ms* milliseconds."""

    ms: int


class Mode(NamedTuple):
    """The lock's phase changed: ``dead`` (no supply, or off), ``asks``, ``closed`` (takes no digits) or ``open``."""

    mode: str


Event: TypeAlias = Press | Release | Turn | Advance | Mode


class Submit(NamedTuple):
    """The code was confirmed; it is a secret."""

    code: str


class PowerKey(NamedTuple):
    """The power key was used."""


class Reboot(NamedTuple):
    """The power key was held so long that the unit starts anew."""


class Touched(NamedTuple):
    """A digit key was used while no digits are taken."""


class Gesture(NamedTuple):
    """A hidden combination of keys was completed."""

    name: str


class Click(NamedTuple):
    """The panel makes a sound: ``click``, ``beep`` (opened, sent) or ``error``."""

    sound: str = "click"


Output: TypeAlias = Submit | PowerKey | Reboot | Touched | Gesture | Click
Outputs: TypeAlias = tuple[Output, ...]
