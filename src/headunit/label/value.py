"""A run of characters that was read, each place with its rivals.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.label.captions import Caption
    from headunit.label.sheet import Piece, Point

__all__ = ["Cell", "Value"]


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
    characters may be hidden before and after; *goes_on*: of the end a stroke alone says so. *pieces*: the lines it is
    made of. *tells_oh*: O and 0 are drawn apart. *stacked*: the rows it goes on in, when there are several.
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
    goes_on: bool = False
    stacked: tuple[Value, ...] = ()
    tells_oh: bool = False

    @property
    def text(self) -> str:
        """Return the likeliest characters, ``?`` for hidden ones."""
        return "".join(cell.best or "?" for cell in self.cells)

    @property
    def rows(self) -> int:
        """Return how many rows it stands in."""
        return len(self.stacked) or 1
