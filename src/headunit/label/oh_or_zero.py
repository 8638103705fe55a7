"""O or 0, I or 1?  The eye compares: an O is wider than digits, some zeros have a mark inside, a 1 has a flag.  Pure.

A reader of whole lines leans on the neighbours (a digit among digits); the drawing doesn't. How O and 0 were drawn in
the fonts that were looked at stands in docs/explanation/label-reading.md.
"""

from __future__ import annotations

from math import exp
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.line import Glyph

__all__ = ["by_shape", "digit_drawing", "eye_by_stroke", "tells_oh_from_zero"]

_PLAIN_DIGITS = frozenset("2345679")
_TRUST = 0.5
_LITTLE_TRUST = 0.3
_FLOOR = 1e-5
_MARKED = (0.3, 0.75)
_BROAD_LETTERS = frozenset("ADGHKNUCOQRVXYB")
_BROADER = 1.14
_MEASURED = 0.7
_BARE_STROKE = 0.4
_INKED = 0.8
_BARE_IS_EYE = 0.9


def digit_drawing(glyphs: Sequence[Glyph]) -> tuple[float, float]:
    """Return how wide digits are in this line, in strip pixels, and how likely its zeros have ink inside."""
    widths = [glyph.shape[0] for glyph in glyphs if glyph.shape and glyph.best in _PLAIN_DIGITS]
    holes = [glyph.shape[1] for glyph in glyphs if glyph.shape and glyph.best in "0O"]
    width = median(widths) if len(widths) > 1 else 0.0
    # One zero with a dot or stroke inside shows that this label's zeros have one.
    return width, 0.99 if any(_MARKED[0] < hole < _MARKED[1] for hole in holes) else 0.2


def tells_oh_from_zero(glyphs: Sequence[Glyph]) -> bool:
    """Return whether this line's lettering draws O and 0 apart: letters broader than digits, or zeros with a mark."""
    width, marked = digit_drawing(glyphs)
    letters = [glyph.shape[0] for glyph in glyphs if glyph.shape and glyph.best in _BROAD_LETTERS]
    solid = [glyph for glyph in glyphs if glyph.best.isalnum()]
    if sum(glyph.shape is not None for glyph in solid) < _MEASURED * len(solid):
        # Dots that don't touch: a matrix printer, whose O and 0 are alike.
        return False
    return marked > 0.5 or bool(width and letters and median(letters) > _BROADER * width)  # noqa: PLR2004


def _bell(value: float, middle: float, spread: float) -> float:
    return exp(-(((value - middle) / spread) ** 2) / 2) / spread


def _odds(shape: tuple[float, float], drawing: tuple[float, float]) -> float:
    """Return how much likelier an O draws this than a 0 does."""
    width, marked = drawing
    ink = shape[1]
    odds = 1.0
    if width:
        ratio = shape[0] / width
        oh = 0.72 * _bell(ratio, 1.36, 0.13) + 0.28 * _bell(ratio, 1.0, 0.07) + 0.01
        zero = _bell(ratio, 1.02, 0.06) + 0.02
        odds *= oh / zero
    inside_of_zero = marked * _bell(ink, 0.45, 0.12) + (1 - marked) * _bell(ink, 0.02, 0.07)
    inside_of_oh = 0.97 * _bell(ink, 0.02, 0.07) + 0.03 * _bell(ink, 0.45, 0.2)
    return odds * (inside_of_oh + 0.05) / (inside_of_zero + 0.05)


def by_shape(
    choices: tuple[tuple[str, float], ...],
    shape: tuple[float, float] | None,
    drawing: tuple[float, float],
    *,
    tells: bool = True,
) -> tuple[tuple[str, float], ...]:
    """Return *choices* with O and 0 weighed anew by their drawing; others stay as they are.

    Where the lettering doesn't tell them apart (*tells*) the reader's own say counts for little.
    """
    chances = dict(choices)
    total = chances.get("O", 0.0) + chances.get("0", 0.0)
    if total < 0.5:  # noqa: PLR2004 - it is something else
        return choices
    # Beside a zero with a mark, one without is told by the drawing, whatever the reader says.
    unlike = shape is not None and drawing[1] > 0.5 and shape[1] < _MARKED[0]  # noqa: PLR2004 - its zeros have one
    trust = _TRUST if tells and shape is not None and not unlike else _LITTLE_TRUST
    oh = max(chances.get("O", 0.0), _FLOOR) ** trust
    zero = max(chances.get("0", 0.0), _FLOOR) ** trust
    oh *= _odds(shape, drawing) if shape is not None else 1.0
    chances["O"], chances["0"] = total * oh / (oh + zero), total * zero / (oh + zero)
    return tuple(sorted(chances.items(), key=lambda entry: (-entry[1], entry[0])))


def eye_by_stroke(
    choices: tuple[tuple[str, float], ...], shape: tuple[float, float] | None, digit_width: float
) -> tuple[tuple[str, float], ...]:
    """Return *choices* with I before 1 where a bare stroke stands: a 1 has its flag, which makes it broader."""
    if shape is None or not digit_width or choices[0][0] != "1" or shape[0] > _BARE_STROKE * digit_width:
        return choices
    if shape[1] < _INKED:
        return choices
    rest = tuple((character, chance * (1 - _BARE_IS_EYE)) for character, chance in choices if character != "I")
    return (("I", _BARE_IS_EYE), *rest)
