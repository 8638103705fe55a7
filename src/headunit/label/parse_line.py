"""Cut one line into caption and value, with the hidden characters between counted.  Pure."""

from __future__ import annotations

import itertools
from statistics import median
from typing import TYPE_CHECKING

from headunit.label.captions import Caption, find_caption, folded
from headunit.label.oh_or_zero import by_shape, digit_drawing, eye_by_stroke, tells_oh_from_zero
from headunit.label.value import Cell, Value

if TYPE_CHECKING:
    from headunit.label.line import Glyph
    from headunit.label.sheet import Piece

__all__ = ["parse"]

_WIDE_STEP = 1.9
_CLEAR_STEP = 1.45
_LIT_SPACE = 1.9
"""Where light stands on a gap and a space was read: a narrower gap is that space alone."""
_SEPARATOR_ROOM = 1.3
_BROAD_ROOM = 0.4
_BROAD = frozenset("MW")
_MOST_HIDDEN = 12
_CAPTION_ROOM = 3.2
"""Steps from a caption to its value; its last sign may be lost."""
_ROOM_BEHIND_SIGN = 2.6
_LONGEST_CODE = 8
"""What has more characters behind "PIN" is a part number, whose P/N was read so."""
_LEFT_OF_MORE = ("-", "/")
"""A stroke as the last sign is what is left of a character, or says that the number goes on."""


def parse(piece: Piece, *, captions: bool = True) -> Value:
    """Return what one line says: its caption if it begins with one (and *captions*), and the run behind it."""
    glyphs, text = piece.line.glyphs, piece.line.text
    caption = find_caption(text, _clear_gaps(piece)) if captions else None
    start = caption[1] if caption else 0
    pitch = _pitch(piece, start)
    cells, groups = _cells(piece, start, pitch)
    solid = [glyph.x_px for glyph in glyphs[start:] if glyph.best.isalnum()]
    first_x, last_x = (solid[0], solid[-1]) if solid else (0.0, 0.0)
    cut_left, cut_right = _cut(piece, start, pitch, (first_x, last_x))
    stroke = bool(cells) and text.rstrip().endswith(_LEFT_OF_MORE)
    announced = caption[0] if caption else None
    if announced is Caption.CODE and len(cells) > _LONGEST_CODE and folded(text).startswith("PIN"):
        announced = Caption.PART_NUMBER
    return Value(
        cells=cells,
        caption=announced,
        shown=text[start:].strip(),
        groups=groups,
        height=piece.height,
        start=piece.at(first_x - pitch / 2) if cells else piece.start,
        pieces=(piece,),
        cut_left=cut_left,
        cut_right=cut_right or stroke,
        goes_on=stroke and not cut_right,
        tells_oh=tells_oh_from_zero(glyphs[start:]),
    )


def _clear_gaps(piece: Piece) -> tuple[bool, ...]:
    """Return for each glyph whether a clear space follows it."""
    glyphs, least = piece.line.glyphs, _CLEAR_STEP * piece.pitch_strip
    steps = [after.x_px - before.x_px > least for before, after in itertools.pairwise(glyphs)]
    return (*steps, False) if glyphs else ()


def _cells(piece: Piece, start: int, pitch: float) -> tuple[tuple[Cell, ...], int]:
    """Return the places behind the caption, hidden ones among them, and in how many groups they stand."""
    glyphs = piece.line.glyphs[start:]
    drawing, tells = digit_drawing(glyphs), tells_oh_from_zero(glyphs)
    cells: list[Cell] = []
    before: Glyph | None = None
    parted, groups = False, 1
    for glyph in glyphs:
        if not glyph.best.isalnum():
            parted = parted or bool(cells)
            continue
        if before is not None:
            hidden = _hidden_between(piece, before, glyph, pitch, parted=parted)
            places = [piece.at(before.x_px + pitch * (n + 1)) for n in range(hidden)]
            cells += [Cell(choices=(), place=place, height=piece.height) for place in places]
        groups += parted
        choices = by_shape(_solid(glyph.choices), glyph.shape, drawing, tells=tells)
        choices = eye_by_stroke(choices, glyph.shape, drawing[0])
        cells.append(Cell(choices=choices, place=piece.at(glyph.x_px), height=piece.height, parted=parted))
        before, parted = glyph, False
    return tuple(cells), groups


def _hidden_between(piece: Piece, before: Glyph, glyph: Glyph, pitch: float, *, parted: bool) -> int:
    """Return how many characters a gap hides: none in a narrow one, fewer where a separator or light explains it."""
    step = (glyph.x_px - before.x_px) / pitch
    broad = _BROAD_ROOM * bool({before.best, glyph.best} & _BROAD)
    wide = step > _WIDE_STEP + broad + parted * _SEPARATOR_ROOM
    lit = step > (_LIT_SPACE if parted else _CLEAR_STEP) and piece.wiped_out(
        before.x_px + 0.6 * pitch, glyph.x_px - 0.6 * pitch
    )
    return min(_MOST_HIDDEN, max(1, round(step) - 1 - parted)) if wide or lit else 0


def _pitch(piece: Piece, start: int) -> float:
    """Return the usual step between the characters behind the caption, in strip pixels."""
    solid = [glyph.x_px for glyph in piece.line.glyphs[start:] if glyph.best.isalnum()]
    steps = [after - before for before, after in itertools.pairwise(solid)]
    return median(steps) if len(steps) > 2 else piece.pitch_strip  # noqa: PLR2004 - too few to tell


def _cut(piece: Piece, start: int, pitch: float, ends: tuple[float, float]) -> tuple[bool, bool]:
    """Return whether light may hide characters before the first and behind the last one, which stand at *ends*."""
    first_x, last_x = ends
    left = piece.wiped_out(first_x - 1.8 * pitch, first_x - 0.8 * pitch) and not start
    right = piece.wiped_out(last_x + 0.8 * pitch, last_x + 1.8 * pitch)
    if start:
        printed = [glyph for glyph in piece.line.glyphs[:start] if glyph.best != " "]
        room = (first_x - printed[-1].x_px) / max(pitch, 1.0)
        left = room > (_CAPTION_ROOM if printed[-1].best.isalnum() else _ROOM_BEHIND_SIGN)
    return left, right


def _solid(choices: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """Keep letters and digits."""
    return tuple((character, chance) for character, chance in choices if character.isalnum())
