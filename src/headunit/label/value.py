"""What stands behind a caption, or alone: a run of characters with the hidden ones counted.  Pure."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from headunit.label.captions import Caption, find_caption
from headunit.label.oh_or_zero import by_shape, digit_drawing, eye_by_stroke, tells_oh_from_zero
from headunit.label.sheet import Piece, Point, below, right_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Cell", "Value", "find_values", "parse"]

_WIDE_STEP = 1.9
_CLEAR_STEP = 1.45
_LIT_SPACE = 1.9
"""Where light stands on a gap and a space was read: a narrower gap is that space alone."""
_MOST_HIDDEN = 12
_SAME_HEIGHT = (0.8, 1.25)
_JOINED_PITCHES = 10.0
_CAPTION_ROOM = 3.2
"""Steps from a caption to its value; its last sign may be lost."""
_ROOM_BEHIND_SIGN = 2.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Hold one place: ``(character, probability)`` best first, empty when hidden; middle and height in photo pixels.

    *parted*: a space or another separator was read in front of it.
    """

    choices: tuple[tuple[str, float], ...]
    place: Point
    height: float
    parted: bool = False

    @property
    def best(self) -> str:
        """Return the likeliest character, or an empty text for a hidden one."""
        return self.choices[0][0] if self.choices else ""

    @property
    def sure(self) -> float:
        """Return its probability, 0 for a hidden one."""
        return self.choices[0][1] if self.choices else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Hold a run of characters: *caption* in front of it, *shown* with its separators, and where it may go on.

    *groups* is the number of groups that spaces, hyphens and strokes part it into. *cut_left* and *cut_right*:
    characters may be hidden before and after. *pieces*: the lines it is made of. *tells_oh*: O and 0 are drawn apart.
    """

    cells: tuple[Cell, ...]
    caption: Caption | None
    shown: str
    groups: int
    height: float
    start: Point
    pieces: tuple[Piece, ...]
    cut_left: bool = False
    cut_right: bool = False
    rows: int = 1
    tells_oh: bool = False

    @property
    def text(self) -> str:
        """Return the likeliest characters, ``?`` for hidden ones."""
        return "".join(cell.best or "?" for cell in self.cells)


def find_values(pieces: Sequence[Piece]) -> list[Value]:
    """Return every run of characters of the label, with the caption in front of it, joined over gaps in its row."""
    parsed = [parse(piece) for piece in pieces]
    taken: set[int] = set()
    found: list[Value] = []
    for index, value in enumerate(parsed):
        if value.cells and value.caption is None:
            continue
        whole = _behind_caption(value, index, parsed, pieces, taken) if not value.cells else value
        if whole is not None:
            found.append(_joined(whole, parsed, pieces, taken))
    rest = [value for index, value in enumerate(parsed) if value.cells and value.caption is None and index not in taken]
    starts = [value for value in rest if not _continues_one(value, rest)]
    found += [_joined(value, parsed, pieces, taken) for value in starts]
    found += [
        value
        for index, value in enumerate(parsed)
        if index not in taken and value in rest and value not in starts and not _within(value, found)
    ]
    return found


def _within(value: Value, found: Sequence[Value]) -> bool:
    return any(value.pieces[0] in other.pieces for other in found)


def _continues_one(value: Value, rest: Sequence[Value]) -> bool:
    for other in rest:
        near = right_of(other.pieces[-1], [value.pieces[0]]) if other is not value else None
        if near and _fits_behind(other, value, near[1]):
            return True
    return False


def parse(piece: Piece, *, captions: bool = True) -> Value:
    """Cut one line into caption and value, and count what is hidden between its characters."""
    glyphs = piece.line.glyphs
    text = piece.line.text
    pitch = piece.pitch_strip
    gaps = tuple(
        index + 1 < len(glyphs) and glyphs[index + 1].x_px - glyph.x_px > _CLEAR_STEP * pitch
        for index, glyph in enumerate(glyphs)
    )
    caption = find_caption(text, gaps) if captions else None
    start = caption[1] if caption else 0
    pitch = _pitch(piece, start)
    drawing, tells = digit_drawing(glyphs[start:]), tells_oh_from_zero(glyphs[start:])
    cells: list[Cell] = []
    last: float | None = None
    parted, groups = False, 1
    for index in range(start, len(glyphs)):
        glyph = glyphs[index]
        if not glyph.best.isalnum():
            parted = parted or bool(cells)
            continue
        if last is not None:
            step = (glyph.x_px - last) / pitch
            broad = 0.4 * (glyph.best in "MW" or cells[-1].best in {"M", "W"})
            wide = step > _WIDE_STEP + broad + parted * 1.3 or (
                step > (_LIT_SPACE if parted else _CLEAR_STEP)
                and piece.wiped_out(last + 0.6 * pitch, glyph.x_px - 0.6 * pitch)
            )
            hidden = min(_MOST_HIDDEN, max(1, round(step) - 1 - parted)) if wide else 0
            cells += [
                Cell(choices=(), place=piece.at(last + pitch * (n + 1)), height=piece.height) for n in range(hidden)
            ]
        groups += parted
        choices = by_shape(_solid(glyph.choices), glyph.shape, drawing, tells=tells)
        choices = eye_by_stroke(choices, glyph.shape, drawing[0])
        cells.append(Cell(choices=choices, place=piece.at(glyph.x_px), height=piece.height, parted=parted))
        last, parted = glyph.x_px, False
    first_x = next((glyph.x_px for glyph in glyphs[start:] if glyph.best.isalnum()), 0.0)
    cut_left, cut_right = _cut(piece, start, first_x, last if last is not None else first_x)
    return Value(
        cells=tuple(cells),
        caption=caption[0] if caption else None,
        shown=text[start:].strip(),
        groups=groups,
        height=piece.height,
        start=piece.at(first_x - pitch / 2) if cells else piece.start,
        pieces=(piece,),
        cut_left=cut_left,
        cut_right=cut_right,
        tells_oh=tells,
    )


def _pitch(piece: Piece, start: int) -> float:
    """Return the usual step between the characters behind the caption, in strip pixels."""
    solid = [glyph.x_px for glyph in piece.line.glyphs[start:] if glyph.best.isalnum()]
    steps = [after - before for before, after in itertools.pairwise(solid)]
    return median(steps) if len(steps) > 2 else piece.pitch_strip  # noqa: PLR2004 - too few to tell


def _cut(piece: Piece, start: int, first_x: float, last_x: float) -> tuple[bool, bool]:
    """Return whether light may hide characters before the first and behind the last one."""
    pitch = _pitch(piece, start)
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


def _behind_caption(
    caption: Value, index: int, parsed: Sequence[Value], pieces: Sequence[Piece], taken: set[int]
) -> Value | None:
    """Return the value that a caption on its own belongs to: to its right, or else below it."""
    taken.add(index)
    beside = _beside_caption(caption, parsed, pieces, taken)
    if beside is not None:
        return beside
    for down, right, piece in below(caption.pieces[0], caption.start, pieces):
        other = pieces.index(piece)
        value = parsed[other]
        if down < 1.9 and abs(right) < 1.2 and value.cells and value.caption is None and other not in taken:  # noqa: PLR2004
            taken.add(other)
            return replace(value, caption=caption.caption)
    return _beside_caption(caption, parsed, pieces, taken, stepped=True)


def _beside_caption(
    caption: Value, parsed: Sequence[Value], pieces: Sequence[Piece], taken: set[int], *, stepped: bool = False
) -> Value | None:
    near = right_of(caption.pieces[0], pieces, stepped=stepped)
    if near is None:
        return None
    other = pieces.index(near[0])
    value = parsed[other]
    ratio = value.height / caption.height
    if not value.cells or value.caption is not None or other in taken or not 0.7 < ratio < 2.2:  # noqa: PLR2004
        return None
    taken.add(other)
    room = near[1] / max(1.0, value.height)
    cut = room > 1.1 or value.cut_left  # noqa: PLR2004 - more room than a space leaves
    return _without_number_word(replace(value, caption=caption.caption, cut_left=cut), caption)


def _without_number_word(value: Value, caption: Value) -> Value:
    """Take off a "NO" that belongs to the caption in front ("SERIAL" and "NO M123456" in two pieces)."""
    words = caption.pieces[0].line.text.rstrip(" .:#")
    if value.text[:2] in {"NO", "NR"} and not words.endswith(("NO", "NR")) and len(value.cells) > 6:  # noqa: PLR2004
        return replace(value, cells=value.cells[2:], start=value.cells[2].place)
    return value


def _fits_behind(value: Value, other: Value, room_px: float) -> bool:
    ratio = other.height / value.height
    pitch = value.pieces[-1].pitch_strip * value.pieces[-1].pixels_per_strip_pixel
    return _SAME_HEIGHT[0] < ratio < _SAME_HEIGHT[1] and room_px < _JOINED_PITCHES * pitch


def _joined(value: Value, parsed: Sequence[Value], pieces: Sequence[Piece], taken: set[int]) -> Value:
    """Go on with what stands to the right on the same row in the same size; the room between hides characters."""
    while True:
        near = right_of(value.pieces[-1], pieces)
        if near is None:
            return value
        other = pieces.index(near[0])
        more = parsed[other]
        if other in taken or more.caption is not None or not more.cells or not _fits_behind(value, more, near[1]):
            return value
        taken.add(other)
        piece = value.pieces[-1]
        pitch = piece.pitch_strip * piece.pixels_per_strip_pixel
        (x0, y0), (x1, y1) = value.cells[-1].place, more.cells[0].place
        steps = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 / max(1.0, pitch)
        glare = piece.wiped_out(piece.line.width_px, piece.line.width_px + 1.2 * piece.pitch_strip)
        hidden = max(0, round(steps) - 1) if steps > 2.6 or glare else 0  # noqa: PLR2004 - more than a space
        between = tuple(
            Cell(
                choices=(),
                place=(x0 + (x1 - x0) * n / (hidden + 1), y0 + (y1 - y0) * n / (hidden + 1)),
                height=value.height,
            )
            for n in range(1, hidden + 1)
        )
        value = replace(
            value,
            cells=(*value.cells, *between, *more.cells),
            shown=f"{value.shown} {more.shown}",
            groups=value.groups + more.groups,
            pieces=(*value.pieces, *more.pieces),
            cut_right=more.cut_right,
        )
