"""What stands behind a caption, or alone: lines of a label joined to runs over the gaps in their rows.  Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.label.parse_line import parse
from headunit.label.sheet import below, right_of
from headunit.label.value import Cell, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.sheet import Piece

__all__ = ["find_values"]

_SAME_HEIGHT = (0.8, 1.25)
_JOINED_PITCHES = 10.0


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
            goes_on=more.goes_on,
        )
