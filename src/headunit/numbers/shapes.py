"""Shapes that numbers on radios and cars have; the catalogue supplies them, this room only matches."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["SERIAL_LIKE", "NumberKind", "NumberShape"]

_LEADING = re.compile(r"[A-Z0-9]*(?![*+?{])")


class NumberKind(StrEnum):
    """Say what a number is."""

    VIN = "vin"
    SERIAL = "serial"
    PRECODE = "precode"
    PART_NUMBER = "part-number"
    MODEL_NUMBER = "model-number"
    FIRMWARE_VERSION = "firmware-version"
    CARD_NUMBER = "card-number"
    SECURITY_CODE = "security-code"
    PARTIAL_SERIAL = "partial-serial"
    DIGITS = "digits"
    UNKNOWN = "unknown"


SERIAL_LIKE = frozenset(
    {NumberKind.SERIAL, NumberKind.PRECODE, NumberKind.CARD_NUMBER, NumberKind.PARTIAL_SERIAL, NumberKind.DIGITS}
)
"""Kinds that a caption such as ``S/N`` may announce."""


@dataclass(frozen=True)
class NumberShape:
    """Hold one pattern (A-Z, 0-9, matched in full) with all that share it: *families* and *unsolved* ids.

    *where* and *words* say where such a number is found and what it is.
    """

    kind: NumberKind
    pattern: str
    families: tuple[str, ...] = ()
    unsolved: tuple[str, ...] = ()
    where: str = ""
    words: str = ""
    prefix: str = field(init=False)

    def __post_init__(self) -> None:
        """Find the literal prefix, so that most texts are ruled out without compiling the pattern."""
        leading = _LEADING.match(self.pattern)
        branches = "|" in re.sub(r"\(.*\)", "", self.pattern)
        object.__setattr__(self, "prefix", leading[0] if leading and not branches else "")

    @property
    def letters(self) -> str:
        """Return the letters that every such number begins with (``BP``, ``M``), or an empty text."""
        match = re.match(r"[A-Z]*", self.prefix)
        return match[0] if match else ""

    @property
    def is_open(self) -> bool:
        """Return whether such numbers have no fixed length."""
        return re.search(r"\{[0-9]*,|[*+?](?!:)", self.pattern) is not None

    @property
    def fixed(self) -> int:
        """Return how many characters the pattern fixes, in a choice those of its first branch."""
        bare = re.sub(r"\[[^\]]*\](?:\{[^}]*\}|[*+?])?", "", self.pattern)
        chosen = re.sub(r"\((?:\?:)?([^|()]*)[^()]*\)", r"\1", bare)
        return sum(character.isalnum() for character in chosen.partition("|")[0])

    @property
    def is_exact(self) -> bool:
        """Return whether the pattern is one literal text."""
        return self.prefix == self.pattern

    def matches(self, text: str) -> bool:
        """Return whether *text* (upper case, no separators) has this shape."""
        return text.startswith(self.prefix) and re.fullmatch(self.pattern, text) is not None

    def matches_without_letters(self, text: str) -> bool:
        """Return whether *text* has this shape once its leading letters are put back."""
        return bool(self.letters) and self.matches(self.letters + text)
