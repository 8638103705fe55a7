"""What a bar code says about the serial: data identifiers and part numbers around it are taken off.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["PART_IDENTIFIERS", "SERIAL_MARKS", "Payload", "fields_of", "is_plain", "parts_of", "readings_of"]

_FIELDS = re.compile(r"[;|,\x1d\x1e\x1c\n\t ]+")
_SERIAL_IDENTIFIERS = ("25S", "21S", "1S", "S")
SERIAL_MARKS = (*_SERIAL_IDENTIFIERS, "SN")
PART_IDENTIFIERS = ("30P", "1P", "P")
_SHORTEST = 4
_SHORTEST_PART = 6
_FEWEST_DIGITS = 2
_UNKNOWN = re.compile(r"[^ -~\x04\x1c-\x1f\t\r\n]")
"""Neither a printed character nor one that parts fields."""
LONGEST = 24


@dataclass(frozen=True, slots=True)
class Payload:
    """Hold one way to read a payload: *text* may be the serial, with *weight* for how openly it says so (0 to 3).

    *whole*: with what was taken off in front, where that may be the serial's own after all.
    """

    text: str
    weight: int
    part: str = ""
    whole: str = ""


def readings_of(payload: str, parts: tuple[str, ...]) -> list[Payload]:
    """Return the ways to read *payload* as a serial, most open first; *parts* are part numbers seen on the label."""
    fields = fields_of(payload) if is_plain(payload) else []
    if len(fields) > 1:
        part = next((_without(field, PART_IDENTIFIERS) for field in fields if _is_tagged(field, "P")), "")
        tagged = [reading for field in fields if _is_tagged(field, "S") for reading in _tagged(field, part)]
        if tagged:
            return [reading for reading in tagged if _fits(reading.text)]
        fields = ["".join(fields)]
    found: list[Payload] = []
    for field in fields:
        before = [part for part in parts if len(part) >= _SHORTEST_PART and field.startswith(part)]
        found += [Payload(field[len(part) :], 2, part) for part in before if _fits(field[len(part) :])]
        found += [Payload(field, 1, whole=field)]
        found += [Payload(field[len(mark) :], 1, whole=field) for mark in SERIAL_MARKS if field.startswith(mark)]
    return [reading for reading in found if _fits(reading.text)]


def parts_of(payload: str, length: int) -> list[str]:
    """Return what may be a part number of *length* characters in *payload*: alone, or with the serial behind it."""
    marked = [
        (field, mark) for field in fields_of(payload) for mark in ("", *PART_IDENTIFIERS) if field.startswith(mark)
    ]
    bare = [field[len(mark) :] for field, mark in marked]
    return [text[:length] for text in bare if len(text) == length or len(text) >= length + _SHORTEST]


def is_plain(payload: str) -> bool:
    """Return whether every character of *payload* is one that is known here: an unknown one may be a place of it."""
    return _UNKNOWN.search(payload) is None


def fields_of(payload: str) -> list[str]:
    """Return the fields of *payload*, capitals and digits alone."""
    fields = [_plain(field) for field in _FIELDS.split(payload.upper().strip("*"))]
    return [field for field in fields if field]


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isascii() and character.isalnum())


def _is_tagged(field: str, tag: str) -> bool:
    identifiers = _SERIAL_IDENTIFIERS if tag == "S" else PART_IDENTIFIERS
    behind = [field[len(identifier) :] for identifier in identifiers if field.startswith(identifier)]
    return any(len(text) > 2 and _is_numbered(text) for text in behind)  # noqa: PLR2004 - SERVICE and PHONE are words


def _is_numbered(text: str) -> bool:
    return sum(character.isdigit() for character in text) >= _FEWEST_DIGITS


def _tagged(field: str, part: str) -> list[Payload]:
    """Return what stands behind the identifier, openly so where the part number has its own; the print may deny it.

    Behind "SN" the N may be the serial's own.
    """
    plain = _without(field, _SERIAL_IDENTIFIERS)
    openly = bool(part) and not field.startswith("SN")
    others = dict.fromkeys((field, field.removeprefix("SN")))
    return [
        Payload(plain, 3 if openly else 2, part, field),
        *(Payload(text, 1 if openly else 2, part, field) for text in others),
    ]


def _without(field: str, identifiers: tuple[str, ...]) -> str:
    return next(field[len(i) :] for i in identifiers if field.startswith(i))


def _fits(text: str) -> bool:
    return _SHORTEST <= len(text) <= LONGEST
