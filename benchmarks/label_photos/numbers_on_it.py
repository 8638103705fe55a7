"""The numbers on a made-up sticker: serials of many forms, part numbers, models, VINs and other marks.

``D`` is a digit, ``L`` a letter, ``X`` either; anything else stands for itself. The forms are in the manner of common
radios and copy no real one. The program never sees them: what it knows of serials is from its catalogue.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator

T = TypeVar("T")

LOOKALIKE_LETTERS, LOOKALIKE_DIGITS = "OIBSZGQ", "018526"
_VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_VIN_VALUES = (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_WMIS = ("WF0", "WVW", "VF1", "ZFA", "SJN", "W0L", "TMB", "VSS", "1FA", "JN1", "VF3", "WAU")
_MIXED = "XXXXXXXX", "XXXXXXXXX", "XXXXXXXXXX", "XXXXXXXXXXX", "XXXXXXXXXXXX"


@dataclass(frozen=True, slots=True)
class Make:
    """Hold how one maker labels: names, model, part number, the captions it uses, and the forms of its serials."""

    names: tuple[str, ...]
    model: str
    part: str
    part_captions: tuple[str, ...]
    serial_captions: tuple[str, ...]
    serials: tuple[str, ...]


BOSCH = "BPDDDDXDDDDDDD"
MAKES = (
    Make(
        ("BLAUPUNKT", "Blaupunkt"),
        "CD DD",
        "7 DDD DDD DDD",
        ("", "Part No.", "Nr."),
        ("S/N", "S.No.", "Serial No.", "Ser.Nr.", ""),
        (BOSCH, BOSCH, "CMDDDDLDDDDDDD", "GMDDDDXDDDDDDD", "VWZDZDLDDDDDDD", "C7DFDDDDLDDDDDDD", *_MIXED[:3]),
    ),
    Make(
        ("clarion", "Clarion Co.,Ltd."),
        "PN-DDDDL-A",
        "28185-LLDDDL",
        ("PART NO.", "P/N", ""),
        ("SERIAL NO.", "SER.NO.", "S/N", "No."),
        ("DDDDDDD", "CMDDDDLDDDDDDD", "LLDDLDDDDDDD", *_MIXED[2:]),
    ),
    Make(
        ("DAEWOO", "DAEWOO ELECTRONICS"),
        "AGC-DDDDRF",
        "28185-LLDDDL",
        ("Part No", "P/N:", "PART NO"),
        ("Serial No", "S/N:", "SERIAL", "SER. NO"),
        ("LLDDDDDDDDDD", "CMDDDDLDDDDDDD", *_MIXED[1:4]),
    ),
    Make(
        ("PHILIPS", "Philips Car Systems"),
        "22LLDDD/DD",
        "82 00 DDD DDD",
        ("", "Ref.", "Part No."),
        ("Serial No.", "Ser.No.", "S/N", ""),
        ("LLDDLDDDDDDD", "LDDD", "GMDDDDXDDDDDDD", *_MIXED[::2]),
    ),
    Make(
        ("Ford", "VISTEON", "FORD MOTOR CO."),
        "DDDD CDRDS",
        "DSDD-18CDDD-LL",
        ("", "PART NO", "P/N"),
        ("SERIAL NO", "S/N", "SER NO", ""),
        ("VDDDDDD", "MDDDDDD", "C7DFDDDDLDDDDDDD", BOSCH),
    ),
    Make(
        ("VOLKSWAGEN AG", "VW AG", "AUDI AG"),
        "RCD DDD",
        "DK0 035 DDD L",
        ("", "Teil-Nr.", "Part-No."),
        ("Geräte-Nr.", "S/N", "Serial-No.", ""),
        ("VWZDZDLDDDDDDD", "VWZDZDLDDDDDDD", "AUZDZDLDDDDDDD"),
    ),
    Make(
        ("BECKER", "HARMAN/BECKER"),
        "BE DDDD",
        "A DDD DDD DD DD",
        ("", "MB-Nr."),
        ("Ser.-Nr.", "SERIAL NO.", "S/N"),
        ("BEDDDDLDDDDDDDD", *_MIXED[1:4]),
    ),
    Make(
        ("MOPAR", "DELPHI DELCO", "ALPINE"),
        "RLL",
        "PDDDDDDDDLL",
        ("PART NO.", "P/N"),
        ("S/N", "SERIAL #", "SERIAL NO."),
        ("TDDLLDDDLDDDD", "GMDDDDXDDDDDDD", *_MIXED[:3]),
    ),
)
UNSEEN = (
    "DDDDLDDDDD",
    "LDDDDDDDL",
    "DDLLDDDDDDD",
    "KDDLDDDDDD",
    "DDDDDDDDDDD",
    "LLLDDDDDD",
    "PDDDDDDDDDDDDDL",
    "LDLDDDDDDDDDDDDDD",
    "DDDXXDDDDDD",
    "NDDDDDLLDD",
)
"""Forms that no maker above has and that the program was not tuned on, two of them as long as a VIN or nearly."""


def pick(rng: Generator, choices: Sequence[T]) -> T:
    """Return one of *choices*."""
    return choices[int(rng.integers(len(choices)))]


def filled(rng: Generator, form: str, *, hard: bool = False) -> str:
    """Return a text of *form*; *hard* prefers characters that look like others."""
    return "".join(_character(rng, place, hard=hard) if place in "DLX" else place for place in form)


def _character(rng: Generator, place: str, *, hard: bool) -> str:
    chance = rng.random()
    if place == "X":
        pool = LOOKALIKE_DIGITS + LOOKALIKE_LETTERS if hard and chance < 0.35 else string.digits  # noqa: PLR2004
        return pick(rng, string.ascii_uppercase if chance > 0.75 else pool)  # noqa: PLR2004
    if place == "D":
        return pick(rng, LOOKALIKE_DIGITS if hard and chance < 0.45 else string.digits)  # noqa: PLR2004
    return pick(rng, LOOKALIKE_LETTERS if hard and chance < 0.35 else string.ascii_uppercase)  # noqa: PLR2004


def serial_of(rng: Generator, form: str) -> str:
    """Return a serial of *form* with many characters that look like others, and at least one digit."""
    text = filled(rng, form, hard=True)
    return text if any(character.isdigit() for character in text) else text[:-1] + "7"


def vin_of(rng: Generator) -> str:
    """Return a VIN with a right check digit."""
    free = _VIN_LETTERS + string.digits
    text = [*pick(rng, _WMIS), *(pick(rng, free) for _ in range(5)), "0", pick(rng, free), pick(rng, free)]
    text += [pick(rng, string.digits) for _ in range(6)]
    values = dict(zip(_VIN_LETTERS, _VIN_VALUES, strict=True))
    total = sum((int(c) if c.isdigit() else values[c]) * weight for c, weight in zip(text, _VIN_WEIGHTS, strict=True))
    text[8] = "0123456789X"[total % 11]
    return "".join(text)
