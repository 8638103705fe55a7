"""Spaces of serials that one table answers: a letter and digits, where only the code differs from serial to serial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.codes.rules.ford import SQUARE_M, SQUARE_V, ford_code

if TYPE_CHECKING:
    from headunit.codes.rules.ford import Square

__all__ = ["FORD_SPACES", "FordSpace"]

_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class FordSpace:
    """Describe the 1,000,000 serials of *letter* and six digits.

    *rules*: ids of the rules that give the code of *square* for every one of them.
    """

    letter: str
    rules: tuple[str, ...]
    square: Square

    @property
    def pattern(self) -> str:
        """Return the pattern of the serials, as families write it."""
        return f"{self.letter}[0-9]{{6}}"

    @property
    def sample(self) -> str:
        """Return one of the serials."""
        return f"{self.letter}123456"

    def holds(self, serial: str) -> bool:
        """Return whether *serial* (upper case, no separators) is one of them."""
        digits = serial[1:]
        return serial[:1] == self.letter and len(digits) == _DIGITS and digits.isascii() and digits.isdecimal()

    def code(self, serial: str) -> str:
        """Return the four digits for one of them."""
        return ford_code(serial[1:], self.square)


FORD_SPACES = (
    FordSpace(letter="M", rules=("ford-m", "fiat-visteon"), square=SQUARE_M),
    FordSpace(letter="V", rules=("ford-v",), square=SQUARE_V),
)
