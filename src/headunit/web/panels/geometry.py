"""Boxes on the drawing board, in user units: a panel is 720 wide, and a key of 92 × 92 is 44 px on a 390 px phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["GAP", "KEY", "MARGIN", "WIDTH", "Box", "cells_across", "number"]

WIDTH = 720
MARGIN = 28
GAP = 8
KEY = 92
"""The smallest side of a key: 44 px where the panel is 344 px wide or wider."""


class Box(NamedTuple):
    """Hold a rectangle by its upper left corner and its size."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def overlaps(self, other: Box) -> bool:
        """Return whether both share more than an edge."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def inside(self, other: Box) -> bool:
        """Return whether this box lies within *other*."""
        across = other.x <= self.x and self.right <= other.right
        return across and other.y <= self.y and self.bottom <= other.bottom


def cells_across(area: Box, spans: tuple[int, ...], gap: float = GAP) -> Iterator[Box]:
    """Give the boxes of one row of *area*, each as many cells wide as its span."""
    cells = sum(spans)
    width = (area.w - gap * (cells - 1)) / cells
    x = area.x
    for span in spans:
        w = width * span + gap * (span - 1)
        yield Box(x, area.y, w, area.h)
        x += w + gap


def number(value: float) -> str:
    """Return *value* as SVG has it: at most one digit after the point."""
    return f"{value:.1f}".removesuffix(".0")
