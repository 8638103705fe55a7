"""The reference of an entry: short enough to be written on a card, and no secret."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.numbers.text import upper

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = ["Reference"]

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U."""
_LENGTH = 8
_BYTES = 5
_SHAPE = re.compile(rf"[{_ALPHABET}]{{{_LENGTH}}}")
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold eight characters of Crockford's base 32, shown as ``7K3M-Q9XD``."""

    text: str

    def __post_init__(self) -> None:
        """Refuse what is no reference; raises InputError (``reference-shape``)."""
        if not _SHAPE.fullmatch(self.text):
            raise InputError(
                "reference-shape",
                f"{self.text!r} is no reference of a vault",
                value=self.text,
                expected="eight letters and digits, as in 7K3M-Q9XD",
                next_step="'headunit vault list' shows the references",
            )

    @classmethod
    def read(cls, text: str) -> Reference:
        """Return the reference that a person typed: in any case, I and L for 1, O for 0, with or without hyphen."""
        return cls(upper(text).strip().translate(_READ_AS))

    @classmethod
    def new(cls, random_bytes: Callable[[int], bytes], taken: Collection[Reference] = ()) -> Reference:
        """Draw 40 random bits, again if they are *taken*."""
        while True:
            number = int.from_bytes(random_bytes(_BYTES), "big")
            drawn = cls("".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH))))
            if drawn not in taken:
                return drawn

    def __str__(self) -> str:
        """Return the reference with its hyphen."""
        return f"{self.text[:4]}-{self.text[4:]}"
