"""Say what each number in a text *is*, and why: serial, VIN, part number, version, or not known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.numbers.chunks import Chunk, chunks
from headunit.numbers.lookalikes import LOOKALIKES, swaps
from headunit.numbers.shapes import NumberKind, NumberShape
from headunit.numbers.vin import Vin

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Alternative", "Reading", "read_numbers"]

MOST_CHARACTERS = 4_000
"""Longest text that is read; a label has a few hundred characters."""

_DATE = re.compile(r"(?:19|20)[0-9]{2}[./-][01]?[0-9][./-][0-3]?[0-9]|[0-3]?[0-9][./-][01]?[0-9][./-](?:19|20)[0-9]{2}")
_MOST_JOINED = 8
_LONGEST_NUMBER = 24
_LONG_ENOUGH = 10
_SHORTEST_PARTIAL = 6
_MOST_DOUBTFUL = 12
_CODE_LENGTHS = range(3, 6)
_DATA_IDENTIFIERS = {
    "S": NumberKind.SERIAL,
    "21S": NumberKind.SERIAL,
    "25S": NumberKind.SERIAL,
    "SN": NumberKind.SERIAL,
}
_DATA_IDENTIFIERS |= {"P": NumberKind.PART_NUMBER, "1P": NumberKind.PART_NUMBER, "30P": NumberKind.PART_NUMBER}
_DATA_IDENTIFIERS |= {"815": NumberKind.SERIAL, "T": NumberKind.PRECODE}
_SERIAL_LIKE = frozenset(
    {NumberKind.SERIAL, NumberKind.PRECODE, NumberKind.CARD_NUMBER, NumberKind.PARTIAL_SERIAL, NumberKind.DIGITS}
)
_SUGGESTED = frozenset({NumberKind.SERIAL, NumberKind.PRECODE, NumberKind.DIGITS, NumberKind.VIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Suggest another reading: *value*, the kind it would be, and *why* it is worth a second look at the label."""

    value: str
    kind: NumberKind
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Hold one number: *value* without separators, *given* as typed, what it is and *why*.

    *families* are the ids whose pattern fits most closely, *also* those whose wider pattern fits too, *unsolved* ids of
    serials without a public rule; *captioned*: a caption agreed.
    """

    kind: NumberKind
    value: str
    given: str
    why: str
    families: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    unsolved: tuple[str, ...] = ()
    where: str = ""
    alternatives: tuple[Alternative, ...] = ()
    captioned: bool = False
    score: int = field(default=0, compare=False)


def read_numbers(text: str, shapes: Sequence[NumberShape]) -> tuple[Reading, ...]:
    """Return the numbers of *text* in order, each read once, as the *shapes* of the catalogue explain them best.

    Pieces are joined over spaces, hyphens and line ends where that gives a number; captions (``S/N``, ``VIN``) and data
    identifiers (ANSI MH10.8.2) weigh. Raises InputError (``text-too-long``) above 4,000 characters.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            "text-too-long",
            f"the text has {len(text)} characters, a label has a few hundred",
            value=f"{len(text)} characters",
            expected=f"at most {MOST_CHARACTERS}",
            next_step="paste only what stands on the label",
        )
    pieces = chunks(text)
    best: list[tuple[int, tuple[Reading, ...]]] = [(0, ())] * (len(pieces) + 1)
    for start in reversed(range(len(pieces))):
        choices = [best[start + 1]]
        for end in range(start + 1, min(start + _MOST_JOINED, len(pieces)) + 1):
            if not _continues(pieces[start], pieces[start + 1 : end]):
                break
            reading = _read_span(pieces[start:end], shapes, alone=len(pieces) == 1)
            if reading is not None:
                score, rest = best[end]
                choices.append((score + reading.score, (reading, *rest)))
        best[start] = max(choices, key=lambda choice: choice[0])
    return tuple(replace(reading, alternatives=_alternatives(reading, shapes)) for reading in best[0][1])


def _continues(first: Chunk, others: Sequence[Chunk]) -> bool:
    """Return whether one number can run on over *others*: no new caption, another line only without one."""
    return all(
        piece.caption is None or (piece.caption is first.caption and piece.line == first.line and not piece.first)
        for piece in others
    )


def _read_span(span: Sequence[Chunk], shapes: Sequence[NumberShape], *, alone: bool) -> Reading | None:
    """Return the best reading of the joined span, or None when it is no number."""
    text = "".join(piece.text for piece in span)
    if any(_DATE.fullmatch(piece.given) for piece in span):
        return None
    if not 3 <= len(text) <= _LONGEST_NUMBER or not any(character.isdigit() for character in text):  # noqa: PLR2004
        return None
    ways = [_vin(text, span), _code(text, span), _shaped(text, span, shapes, alone=alone)]
    if len(span) == 1:
        ways.append(_stripped(text, span[0], shapes))
    found = max(filter(None, ways), key=lambda reading: reading.score, default=None)
    if found is None and len(span) == 1:
        found = _partial(text, span[0], shapes, alone=alone) or _unknown(text, span[0], shapes)
    if found is None:
        return None
    joined = len(span) - 1
    lines = span[-1].line - span[0].line
    why = found.why
    if lines:
        why += "; written on two lines"
    if any(piece.foreign for piece in span):
        why += "; typed with Cyrillic or Greek letters, read as the Latin ones that look the same"
    score = max(found.score - 4 * joined - 6 * lines, 1)
    return replace(found, given=" ".join(piece.given for piece in span), why=why, score=score)


def _vin(text: str, span: Sequence[Chunk]) -> Reading | None:
    try:
        vin = Vin(text)
    except InputError:
        return None
    captioned = span[0].caption is NumberKind.VIN
    if not (captioned or vin.brand or len(span) == 1):
        return None
    brand = f" of a {vin.brand}" if vin.brand else ""
    return Reading(
        kind=NumberKind.VIN,
        value=text,
        given="",
        why=f"17 characters, the form of a vehicle identification number{brand}: the car's, not the radio's serial",
        captioned=captioned,
        score=40 + (50 if vin.brand else 0) + (50 if captioned else 0),
    )


def _code(text: str, span: Sequence[Chunk]) -> Reading | None:
    if span[0].caption is not NumberKind.SECURITY_CODE or not (span[0].first and text.isdigit()):
        return None
    if len(text) not in _CODE_LENGTHS:
        return None
    why = "the caption in front of it names the code itself: this is what the radio asks for, not a serial"
    return Reading(kind=NumberKind.SECURITY_CODE, value=text, given="", why=why, captioned=True, score=40)


def _shaped(text: str, span: Sequence[Chunk], shapes: Sequence[NumberShape], *, alone: bool) -> Reading | None:
    """Return the reading by the most telling shape; equals are merged."""
    matching = [shape for shape in shapes if shape.matches(text)]
    if not matching:
        return None
    weights = [_specificity(shape, text) + (15 if _agrees(span[0].caption, shape.kind) else 0) for shape in matching]
    top = max(weights)
    best = [shape for shape, weight in zip(matching, weights, strict=True) if weight == top]
    captioned = _agrees(span[0].caption, best[0].kind)
    if len(span) > 1 and not (captioned or best[0].fixed):
        return None
    if best[0].kind is NumberKind.DIGITS and not (alone or (captioned and span[0].first)):
        return None
    others = [shape for shape in matching if shape not in best]
    conflict = span[0].caption is not None and not captioned
    return Reading(
        kind=best[0].kind,
        value=text,
        given="",
        why=_form(best) + ("; the caption says so" if captioned else ""),
        families=_families(best),
        also=_families(others),
        unsolved=tuple(dict.fromkeys(entry for shape in best for entry in shape.unsolved)),
        where=best[0].where,
        captioned=captioned,
        score=top - (15 if conflict else 0),
    )


def _families(shapes: Sequence[NumberShape]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(family for shape in shapes for family in shape.families))


def _form(best: Sequence[NumberShape]) -> str:
    """Say what the form is that of, by the catalogue's words where all agree."""
    words = {shape.words for shape in best}
    if len(words) == 1 and (told := words.pop()):
        return f"its form: {told}"
    noun = "four bare digits" if best[0].kind is NumberKind.DIGITS else f"a {best[0].kind.replace('-', ' ')}"
    kinds = len(_families(best))
    return f"its form is that of {noun} of {kinds} kinds of radio" if kinds > 1 else f"its form is that of {noun}"


def _specificity(shape: NumberShape, text: str) -> int:
    """Return how telling it is that *text* has this shape: fixed characters count most, bare digits least."""
    return (3 if shape.fixed else 2) * len(text) + 2 * shape.fixed + (len(text) if shape.is_exact else 0)


def _agrees(caption: NumberKind | None, kind: NumberKind) -> bool:
    return caption is kind or (caption is NumberKind.SERIAL and kind in _SERIAL_LIKE)


def _stripped(text: str, piece: Chunk, shapes: Sequence[NumberShape]) -> Reading | None:
    """Take off a data identifier, or a part number printed in the same bar code, when the rest is a number."""
    for identifier, kind in _DATA_IDENTIFIERS.items():
        rest = text.removeprefix(identifier)
        if rest == text:
            continue
        found = _shaped(rest, [replace(piece, caption=kind)], shapes, alone=True)
        if found is not None and found.captioned:
            why = f"{found.why.removesuffix('; the caption says so')}, behind the data identifier {identifier}"
            return replace(found, why=why, score=found.score - 10)
    for cut in range(8, len(text) - 3):
        tail = _shaped(text[cut:], [piece], shapes, alone=False)
        if tail and tail.kind in _SERIAL_LIKE and _is_part_number(text[:cut], shapes):
            return replace(tail, why=f"{tail.why}, behind the part number {text[:cut]} in the same bar code")
    return None


def _is_part_number(text: str, shapes: Sequence[NumberShape]) -> bool:
    return any(shape.kind is NumberKind.PART_NUMBER and shape.matches(text) for shape in shapes)


def _partial(text: str, piece: Chunk, shapes: Sequence[NumberShape], *, alone: bool) -> Reading | None:
    """Recognise a serial whose leading letters were left out; a short one needs a caption, or to stand alone."""
    whole = _whole(text, shapes)
    telling = alone or len(text) >= _LONG_ENOUGH or _agrees(piece.caption, NumberKind.SERIAL)
    if not whole or not telling or len(text) < _SHORTEST_PARTIAL:
        return None
    letters = list(dict.fromkeys(shape.letters for shape in whole))
    return Reading(
        kind=NumberKind.PARTIAL_SERIAL,
        value=text,
        given="",
        why=f"its form is that of a serial whose first letters were left out ({' or '.join(letters)})",
        families=_families(whole),
        captioned=_agrees(piece.caption, NumberKind.SERIAL),
        score=2 * len(text),
    )


def _whole(text: str, shapes: Sequence[NumberShape]) -> list[NumberShape]:
    """Return the serial shapes of one length that *text* fits once their leading letters are put back."""
    return [
        shape
        for shape in shapes
        if shape.kind is NumberKind.SERIAL and not shape.is_open and shape.matches_without_letters(text)
    ]


def _unknown(text: str, piece: Chunk, shapes: Sequence[NumberShape]) -> Reading | None:
    """Keep what looks like a number and fits nothing, so that a person hears that it is not known."""
    digits = sum(character.isdigit() for character in text)
    named = digits == len(text) or len(text) < 4  # noqa: PLR2004 - a year or a size; a precode has four characters
    nearly = not named and digits >= 2 and bool(_fitting(text, shapes))  # noqa: PLR2004 - a precode with an O has two
    if not nearly and (len(text) < 6 or digits < 4) and piece.caption is None:  # noqa: PLR2004 - a name like J10 is no number
        return None
    why = "it fits no number that the catalogue knows"
    return Reading(kind=NumberKind.UNKNOWN, value=text, given="", why=why, score=1)


def _alternatives(reading: Reading, shapes: Sequence[NumberShape]) -> tuple[Alternative, ...]:
    """Suggest what the number may be when a look-alike was misread, or when its letters were left out."""
    if reading.kind is NumberKind.PARTIAL_SERIAL:
        letters = dict.fromkeys(shape.letters for shape in _whole(reading.value, shapes))
        return tuple(
            Alternative(value=found + reading.value, kind=NumberKind.SERIAL, why=f"with {found} in front")
            for found in letters
        )
    if reading.kind is NumberKind.UNKNOWN:
        return _fitting(reading.value, shapes)
    same = tuple(
        Alternative(value=reading.value, kind=kind, why="the same characters also have that form")
        for kind in sorted(_SUGGESTED & {shape.kind for shape in shapes if shape.matches(reading.value)})
        if kind is not reading.kind and reading.kind is not NumberKind.VIN
    )
    return same + (_fitting(reading.value, shapes, most=1) if reading.kind in _SERIAL_LIKE else ())


def _fitting(text: str, shapes: Sequence[NumberShape], most: int = 3) -> tuple[Alternative, ...]:
    """Return the readings with the fewest swapped look-alikes that fit a shape; at most one swap in four characters.

    Where nearly every character has a look-alike one swap is tried, for more would fit by chance and take long.
    """
    found: list[Alternative] = []
    least = 0
    doubtful = sum(character in LOOKALIKES for character in text)
    for count, swapped in swaps(text, min(most, max(1, len(text) // 4)) if doubtful <= _MOST_DOUBTFUL else 1):
        if least and count > least:
            break
        kind = _kind_of(swapped, shapes)
        if kind in _SUGGESTED:
            least = count
            pairs = [f"{old} read as {new}" for old, new in zip(text, swapped, strict=True) if old != new]
            found.append(Alternative(value=swapped, kind=kind, why=", ".join(pairs)))
    return tuple(found)


def _kind_of(text: str, shapes: Sequence[NumberShape]) -> NumberKind | None:
    if len(text) == 17:  # noqa: PLR2004 - the length of a VIN
        try:
            return NumberKind.VIN if Vin(text).brand else None
        except InputError:
            return None
    return next((shape.kind for shape in shapes if shape.kind in _SUGGESTED and shape.matches(text)), None)
