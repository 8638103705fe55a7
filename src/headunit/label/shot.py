"""One photo, looked at once: its pixels, bar codes and lines of text, turned the way the text runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from headunit.label.barcodes import Barcode, find_barcodes
from headunit.label.find_text import find_lines
from headunit.label.models import load_model
from headunit.label.read_line import cut_line, read_line, white_level
from headunit.label.sheet import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from headunit.label.photo import Photo
    from headunit.label.sheet import Point

__all__ = ["FIRST_LOOK_PX", "SECOND_LOOK_PX", "Shot", "look", "other_looks", "read_pieces"]

FIRST_LOOK_PX = 960
SECOND_LOOK_PX = 1536
_LONGEST_PX = 2000
_TURN_WIDTH_PX = 192
_TURN_STRIPS = 6
_LEAST_TURNED = 0.6
_DOTS_JOIN = 640
_ROOM_AROUND = 0.3
_LEAST_ROOM_PX = 80
_LEAST_GLYPHS = 4
_LARGE_PX = 24

Window = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of a photo, in pixels."""


@dataclass(frozen=True, kw_only=True)
class Shot:
    """Hold one photo as it is worked on: *pixels* (blue, green, red), at most 2,000 on the longer side."""

    pixels: NDArray[np.uint8]
    pieces: tuple[Piece, ...]
    barcodes: tuple[Barcode, ...] = ()


def look(photo: Photo) -> Shot:
    """Return what a first look at *photo* finds."""
    barcodes = find_barcodes(photo.image)
    width, height = photo.image.size
    scale = min(1.0, _LONGEST_PX / max(width, height))
    picture = (
        photo.image.resize((round(width * scale), round(height * scale)), reducing_gap=2.0)
        if scale < 1
        else photo.image
    )
    pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
    scaled = tuple(replace(code, corners=tuple((x * scale, y * scale) for x, y in code.corners)) for code in barcodes)
    return Shot(pixels=pixels, pieces=read_pieces(pixels), barcodes=scaled)


def read_pieces(
    pixels: NDArray[np.uint8], *, longest_px: int = FIRST_LOOK_PX, inside: Window | None = None
) -> tuple[Piece, ...]:
    """Return every line of text that is found when searching at *longest_px*; *inside*: only that part of the photo."""
    left, top, right, bottom = inside or (0, 0, pixels.shape[1], pixels.shape[0])
    part = pixels[top:bottom, left:right]
    part_px = round(longest_px * max(part.shape[:2]) / max(pixels.shape[:2]))
    found = find_lines(part, load_model("find"), longest_px=part_px)
    quads = _along_the_text([quad + np.array([left, top], np.float32) for quad in found])
    if quads and _upside_down(pixels, quads):
        quads = [np.roll(quad, 2, 0) for quad in quads]
    white = white_level(pixels)
    reader = load_model("read")
    return tuple(Piece(corners=corners(quad), line=read_line(pixels, quad, reader, white)) for quad in quads)


def other_looks(shot: Shot) -> Iterator[tuple[NDArray[np.uint8], tuple[Piece, ...]]]:
    """Give the picture and its lines as other looks show them: softened, so that printed dots join, then finer.

    They are taken around what the first look found: the whole photo, searched twice more, takes three times as long.
    Lines that were large enough to be found aren't found better in finer steps.
    """
    pixels = shot.pixels
    inside = _around(shot.pieces, pixels)
    soft = np.asarray(cv2.GaussianBlur(pixels, (0, 0), max(pixels.shape[:2]) / _DOTS_JOIN), np.uint8)
    yield soft, read_pieces(soft, inside=inside)
    scale = min(1.0, FIRST_LOOK_PX / max(pixels.shape[:2]))
    heights = [piece.height * scale for piece in shot.pieces if len(piece.line.glyphs) >= _LEAST_GLYPHS]
    if not heights or median(heights) < _LARGE_PX:
        yield pixels, read_pieces(pixels, longest_px=SECOND_LOOK_PX, inside=inside)


def _around(pieces: Sequence[Piece], pixels: NDArray[np.uint8]) -> Window | None:
    """Return the part of the photo that *pieces* lie in, with room for what was missed beside them; None for none."""
    if not pieces:
        return None
    places = np.array([corner for piece in pieces for corner in piece.corners])
    low, high = places.min(0), places.max(0)
    room = np.maximum(_ROOM_AROUND * (high - low), _LEAST_ROOM_PX)
    limits = np.array(pixels.shape[1::-1])
    left, top = (int(value) for value in np.clip(low - room, 0, limits - 1))
    right, bottom = (int(value) for value in np.clip(high + room, 1, limits))
    return left, top, right, bottom


def corners(quad: NDArray[np.float32]) -> tuple[Point, Point, Point, Point]:
    """Return the rows of *quad* as points."""
    a, b, c, d = ((float(x), float(y)) for x, y in quad)
    return a, b, c, d


def _along_the_text(quads: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """Drop what runs across the others: on a photo lying on its side the text runs down."""
    down = [abs(quad[1][1] - quad[0][1]) > abs(quad[1][0] - quad[0][0]) for quad in quads]
    weight = [float(np.linalg.norm(quad[1] - quad[0])) for quad in quads]
    sideways = sum(w for w, d in zip(weight, down, strict=True) if d) > sum(weight) / 2
    return [quad for quad, is_down in zip(quads, down, strict=True) if is_down == sideways]


def _upside_down(pixels: NDArray[np.uint8], quads: Sequence[NDArray[np.float32]]) -> bool:
    """Return whether most of the longest lines stand on their heads."""
    longest = sorted(quads, key=lambda quad: -float(np.linalg.norm(quad[1] - quad[0])))[:_TURN_STRIPS]
    strips = []
    for quad in longest:
        strip = cut_line(pixels, quad)[:, : 2 * _TURN_WIDTH_PX]
        width = min(_TURN_WIDTH_PX, strip.shape[1])
        canvas = np.zeros((3, strip.shape[0], _TURN_WIDTH_PX), np.float32)
        small = cv2.resize(strip, (width, strip.shape[0])).astype(np.float32)
        canvas[:, :, :width] = (small / 127.5 - 1).transpose(2, 0, 1)
        strips.append(canvas)
    turned = load_model("turn")(np.stack(strips))[:, 1]
    return float(turned.mean()) > _LEAST_TURNED
