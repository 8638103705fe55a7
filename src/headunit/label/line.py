"""A line of text as it was read: characters with their rivals and places.  Pure."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BLOWN_STEP_PX", "Glyph", "Line"]

BLOWN_STEP_PX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """Hold one place of a line: ``(character, probability)`` best first, and its middle in strip pixels.

    *shape*: how wide its ink is in strip pixels, and how much ink stands in its middle (0 to 1); None: not measured.
    """

    choices: tuple[tuple[str, float], ...]
    x_px: float
    shape: tuple[float, float] | None = None

    @property
    def best(self) -> str:
        """Return the likeliest character."""
        return self.choices[0][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Hold the characters of one strip and its width in pixels at 48 pixels height.

    *blown* is the share of pixels wiped out by light, for each 4 columns from *margin_px* before the strip on.
    *white_paper*: the paper above and below the characters is as white, so that nothing tells light from paper.
    """

    glyphs: tuple[Glyph, ...]
    width_px: int
    blown: tuple[float, ...] = ()
    margin_px: int = 0
    white_paper: bool = False

    @property
    def text(self) -> str:
        """Return the likeliest characters."""
        return "".join(glyph.best for glyph in self.glyphs)
