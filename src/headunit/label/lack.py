"""What was missing where photos give no serial.  Pure."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Lack"]


class Lack(StrEnum):
    """Say what was missing, as a sentence without its end."""

    NOTHING = "nothing that looks like a radio's serial was found on the photo"
    FEW = "too few characters of the serial can be made out"
    EITHER = "a number can be read, but nothing on the photo tells whether it is the serial or the part number"
    ONE_LABEL = "the photos show different serials, so they aren't of one and the same label"
