"""Say what one piece of text, or several joined, is: each way to read it is tried, the most telling one wins."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.numbers.found import Reading
from headunit.numbers.shapes import SERIAL_LIKE, NumberKind, NumberShape
from headunit.numbers.suggestions import fitting, whole_serials
from headunit.numbers.vin import Vin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.numbers.chunks import Chunk

__all__ = ["DATA_IDENTIFIERS", "LONGEST_NUMBER", "read_span"]

_DATE = re.compile(r"(?:19|20)[0-9]{2}[./-][01]?[0-9][./-][0-3]?[0-9]|[0-3]?[0-9][./-][01]?[0-9][./-](?:19|20)[0-9]{2}")
LONGEST_NUMBER = 24
_LONG_ENOUGH = 10
_SHORTEST_PARTIAL = 6
_CODE_LENGTHS = range(3, 6)
_START_VALUES = frozenset({"0000", "1000"})
DATA_IDENTIFIERS = {
    "S": NumberKind.SERIAL,
    "21S": NumberKind.SERIAL,
    "25S": NumberKind.SERIAL,
    "SN": NumberKind.SERIAL,
    "815": NumberKind.SERIAL,
    "P": NumberKind.PART_NUMBER,
    "1P": NumberKind.PART_NUMBER,
    "30P": NumberKind.PART_NUMBER,
    "T": NumberKind.PRECODE,
}


def read_span(span: Sequence[Chunk], shapes: Sequence[NumberShape], *, alone: bool) -> Reading | None:
    """Return the best reading of the joined span, or None when it is no number."""
    text = "".join(piece.text for piece in span)
    if any(_DATE.fullmatch(piece.given) for piece in span):
        return None
    if not 3 <= len(text) <= LONGEST_NUMBER or not any(character.isdigit() for character in text):  # noqa: PLR2004
        return None
    if span[0].caption is NumberKind.SECURITY_CODE and text in _START_VALUES:
        # What the display starts with, waiting for the code.
        return None
    if any(piece.illegible for piece in span):
        return _illegible(text, span)
    ways = [_vin(text, span), _code(text, span), _shaped(text, span, shapes, alone=alone)]
    ways.append(_stripped(text, span, shapes))
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
    caution = ""
    if any(piece.foreign for piece in span):
        caution = "typed with Cyrillic or Greek letters, read as the Latin ones that look the same"
        why += f"; {caution}"
    score = max(found.score - 4 * joined - 6 * lines, 1)
    return replace(found, given=" ".join(piece.given for piece in span), why=why, caution=caution, score=score)


def _illegible(text: str, span: Sequence[Chunk]) -> Reading | None:
    """Keep a number of which a character can't be read, as not known: every character counts."""
    if len(span) > 1:
        return None
    why = f"a character of it can't be read ({span[0].illegible}), and every character counts"
    return Reading(kind=NumberKind.UNKNOWN, value=text, given=span[0].given, why=why, score=1)


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
    # Right behind its caption a number is surely meant; further on the line something else may have begun.
    bonus = 15 if span[0].first else 5
    weights = [_specificity(shape, text) + bonus * _agrees(span[0].caption, shape.kind) for shape in matching]
    top = max(weights)
    best = [shape for shape, weight in zip(matching, weights, strict=True) if weight == top]
    captioned = _agrees(span[0].caption, best[0].kind)
    if len(span) > 1 and not (captioned or best[0].fixed):
        return None
    conflict = span[0].caption is not None and not captioned
    if conflict and not any(shape.fixed for shape in best):
        return None
    if best[0].kind is NumberKind.DIGITS and not (alone or (captioned and span[0].first)):
        return None
    others = [shape for shape in matching if shape not in best]
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
    return caption is kind or (caption is NumberKind.SERIAL and kind in SERIAL_LIKE)


def _stripped(text: str, span: Sequence[Chunk], shapes: Sequence[NumberShape]) -> Reading | None:
    """Take off a data identifier, or a part number printed in the same bar code, when the rest is a number."""
    piece = span[0]
    for identifier, kind in DATA_IDENTIFIERS.items():
        rest = text.removeprefix(identifier)
        if rest == text or (len(span) > 1 and identifier != "815"):
            continue
        found = _shaped(rest, [piece._replace(caption=kind)], shapes, alone=True)
        if found is not None and found.captioned and (kind is not NumberKind.SERIAL or found.kind is kind):
            why = f"{found.why.removesuffix('; the caption says so')}, behind the data identifier {identifier}"
            return replace(found, why=why, score=found.score - 10)
    for cut in range(8, len(text) - 3) if len(span) == 1 else ():
        tail = _shaped(text[cut:], [piece], shapes, alone=False)
        if tail and tail.kind in SERIAL_LIKE and _is_part_number(text[:cut], shapes):
            return replace(tail, why=f"{tail.why}, behind the part number {text[:cut]} in the same bar code")
    return None


def _is_part_number(text: str, shapes: Sequence[NumberShape]) -> bool:
    return any(shape.kind is NumberKind.PART_NUMBER and shape.matches(text) for shape in shapes)


def _partial(text: str, piece: Chunk, shapes: Sequence[NumberShape], *, alone: bool) -> Reading | None:
    """Recognise a serial whose leading letters were left out; a short one needs a caption, or to stand alone."""
    whole = whole_serials(text, shapes)
    free = piece.caption is None and (alone or len(text) >= _LONG_ENOUGH)
    telling = free or _agrees(piece.caption, NumberKind.SERIAL)
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


def _unknown(text: str, piece: Chunk, shapes: Sequence[NumberShape]) -> Reading | None:
    """Keep what looks like a number and fits nothing, so that a person hears that it is not known."""
    digits = sum(character.isdigit() for character in text)
    named = digits == len(text) or len(text) < 4  # noqa: PLR2004 - a year or a size; a precode has four characters
    nearly = not named and digits >= 2 and bool(fitting(text, shapes))  # noqa: PLR2004 - a precode with an O has two
    if not nearly and (len(text) < 6 or digits < 4) and piece.caption in {None, NumberKind.UNKNOWN}:  # noqa: PLR2004 - a name like J10 is no number
        return None
    why = "it fits no number that the catalogue knows"
    if piece.caption is NumberKind.VIN and len(text) == 17:  # noqa: PLR2004 - the length of a VIN
        why = "it has a VIN's 17 characters, but a VIN has no I, O or Q and ends in four digits"
    return Reading(kind=NumberKind.UNKNOWN, value=text, given="", why=why, score=1)
