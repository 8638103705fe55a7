"""Read the one number that a code is wanted for: whole, legible, and with nothing left over beside it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from headunit.codes.rules import ALL_RULES
from headunit.errors import InputError
from headunit.numbers import NumberKind, Reading, canonical, read_numbers
from headunit.numbers.chunks import chunks
from headunit.numbers.suggestions import fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.codes.rule import Rule
    from headunit.numbers import NumberShape

__all__ = ["LABEL_NEXT", "NOT_SERIALS", "read_serial"]

NOT_SERIALS = {
    NumberKind.VIN: "the car's VIN, not the radio's serial",
    NumberKind.PART_NUMBER: "a part number, the same on every such radio",
    NumberKind.MODEL_NUMBER: "a model number, the same on every such radio",
    NumberKind.FIRMWARE_VERSION: "a software version, the same on many radios",
    NumberKind.CARD_NUMBER: "a number of the radio pass card, neither serial nor code",
    NumberKind.SECURITY_CODE: "by its caption the code itself",
}
"""Kinds that are surely no serial → what they are."""

LABEL_NEXT = "look for the serial on the label of the radio's case"
_ILLEGIBLE_MARKS = frozenset("?*_\ufffd")


def read_serial(text: str, shapes: Sequence[NumberShape], named: Rule | None) -> Reading:
    """Return the one number that *text* is about; what can't be told apart is taken whole, as unknown.

    *shapes* are those of the catalogue; *named* is the rule that was asked for, if any. Raises InputError
    (``serial-empty``, ``serial-illegible``, ``more-than-serial``).
    """
    whole = canonical(text)
    if not whole:
        raise InputError(
            "serial-empty",
            f"serial {text!r} holds no letter and no digit",
            value=text,
            expected="the serial from the radio's label",
            next_step=LABEL_NEXT,
        )
    _check_legible(text)
    readings = read_numbers(text, shapes)
    if any(rule.claims(whole) for rule in ALL_RULES) or (named and named.accepts(whole)):
        return _claimed(whole, text, readings)
    known = [reading for reading in readings if reading.kind is not NumberKind.UNKNOWN]
    serials = [reading for reading in known if reading.kind not in NOT_SERIALS]
    for choice in (serials, known, readings):
        if len(choice) == 1:
            _check_nothing_left(text, choice[0], known or list(readings), shapes)
            return choice[0]
    return Reading(kind=NumberKind.UNKNOWN, value=whole, given=text, why="")


def _claimed(whole: str, text: str, readings: tuple[Reading, ...]) -> Reading:
    """Return the reading of the whole text that a rule takes; a VIN's 17 characters say less than a rule's pattern."""
    precodes = [reading for reading in readings if reading.kind is NumberKind.PRECODE]
    if precodes and {reading.kind for reading in readings} <= {NumberKind.PRECODE, NumberKind.PART_NUMBER}:
        # The end of a bar code: what stands in front of it is a part number.
        return precodes[-1]
    same = [reading for reading in readings if reading.value == whole]
    if same and same[0].kind not in {NumberKind.UNKNOWN, NumberKind.VIN}:
        return same[0]
    caution = readings[0].caution if readings else ""
    return Reading(kind=NumberKind.SERIAL, value=whole, given=text, why="a code rule takes it", caution=caution)


def _check_legible(text: str) -> None:
    """Refuse a text in which a character is marked as worn, or is of another alphabet."""
    marks = [mark for piece in chunks(text) if piece.text for mark in piece.illegible]
    bare = text.strip().strip("*")
    marks += [character for character in bare if character in _ILLEGIBLE_MARKS]
    if marks:
        raise InputError(
            "serial-illegible",
            f"the serial holds {marks[0]!r} where a letter or digit should be, and every character counts",
            value=text,
            expected="letters A-Z and digits",
            next_step="read the label again, with light from the side",
        )


def _check_nothing_left(text: str, chosen: Reading, known: list[Reading], shapes: Sequence[NumberShape]) -> None:
    """Refuse when something stands beside the number that is no number known: it may be a part of the serial."""
    pieces = Counter(piece.given for piece in chunks(text) if piece.text)
    pieces.subtract(Counter(word for reading in known for word in reading.given.split(" ")))
    left = [word for word, count in pieces.items() if count > 0]
    meant = fitting(canonical(text), shapes) if left else ()
    if meant:
        hint = " or ".join(f"{other.value} ({other.why})" for other in meant[:3])
        raise InputError(
            "serial-unknown",
            f"{canonical(text)!r} fits no serial that the catalogue knows",
            value=text,
            expected="a serial as it stands on the radio's label",
            next_step=f"did you mean {hint}?",
        )
    if left:
        raise InputError(
            "more-than-serial",
            f"beside {chosen.value!r} stands {left[0]!r}, which may belong to it",
            value=text,
            expected="the serial alone",
            next_step="give the serial alone, whole; 'headunit identify' reads whole labels",
        )
