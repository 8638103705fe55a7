"""What can happen to a lock, and what it answers.

``Advance(a)`` and then ``Advance(b)`` is ``Advance(a + b)``.  An event that means nothing in a state changes nothing.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

__all__ = [
    "Accepted",
    "Advance",
    "Compared",
    "CpuReset",
    "DiagnosticReset",
    "Dip",
    "Effect",
    "Event",
    "FactoryReset",
    "Gesture",
    "Refused",
    "SetCode",
    "Submit",
    "SupplyOff",
    "SupplyOn",
    "Touch",
    "Use",
    "Write",
    "Written",
]


class SupplyOn(NamedTuple):
    """The supply comes after *dark_ms* without it; *memory* is the whole memory as the chip holds it."""

    memory: bytes
    dark_ms: int = 0


class SupplyOff(NamedTuple):
    """The supply goes for longer than the unit holds up: all that isn't in the memory is lost."""


class Advance(NamedTuple):
    """Time passes, in whole milliseconds; none or less changes nothing."""

    ms: int


class Use(NamedTuple):
    """The radio and the ignition are now on or off."""

    radio_on: bool
    ignition: bool


class Submit(NamedTuple):
    """A whole code is confirmed."""

    code: str


class Written(NamedTuple):
    """The write in flight is done; *read_back* is what the memory now holds at its place."""

    read_back: bytes


class Touch(NamedTuple):
    """A key is pressed that confirms nothing."""


class Dip(NamedTuple):
    """The supply sags without a reset: the entry is lost and the code is required again; nothing is charged."""


class CpuReset(NamedTuple):
    """The processor starts again and its RAM is kept: the entry is lost, an open radio stays open."""


class DiagnosticReset(NamedTuple):
    """An authorised tester clears counts, waits and locks; ignored while a write is under way."""


class Gesture(NamedTuple):
    """The keys are pressed that give a LOCKED unit its last tries."""


class FactoryReset(NamedTuple):
    """Settings go back to those of the factory; code and lock are none of them."""


class SetCode(NamedTuple):
    """The owner sets a code of their own; *salt* is random, of 8 bytes."""

    code: str
    salt: bytes


class Write(NamedTuple):
    """Write *data* at *offset* of the memory, then answer with Written; never more than one is in flight."""

    offset: int
    data: bytes


class Compared(NamedTuple):
    """A code was compared with the right one."""

    match: bool


class Accepted(NamedTuple):
    """The code was right, and the unit plays."""


class Refused(NamedTuple):
    """The code was wrong; *wrong* is the count that goes with it."""

    wrong: int


Event: TypeAlias = (
    SupplyOn
    | SupplyOff
    | Advance
    | Use
    | Submit
    | Written
    | Touch
    | Dip
    | CpuReset
    | DiagnosticReset
    | Gesture
    | FactoryReset
    | SetCode
)
Effect: TypeAlias = Write | Compared | Accepted | Refused
