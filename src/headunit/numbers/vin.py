"""Vehicle identification numbers: their parts and what they tell of the car (ISO 3779, ISO 3780)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from headunit.errors import InputError
from headunit.numbers.wmi import WMI_BRANDS

__all__ = ["CheckDigit", "Vin"]

_SHAPE = re.compile(r"[A-HJ-NPR-Z0-9]{13}[0-9]{4}")
_VALUES = dict(
    zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", (*range(10), *range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_NORTH_AMERICA = frozenset("12345")
_LENGTH = 17


class CheckDigit(StrEnum):
    """Say what position 9 tells: only North American VINs must have a check digit there (49 CFR 565)."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_REQUIRED = "not-required"


@dataclass(frozen=True, slots=True)
class Vin:
    """Hold a VIN of 17 characters: A-Z without I, O and Q, 0-9, the last four numeric (ISO 3779:2009, 4.4).

    Raises InputError: ``vin-length``, ``vin-characters``. A check digit never makes a VIN invalid here: Europe does not
    require one, and a wrong one in North America is reported by :attr:`check_digit`.
    """

    text: str

    def __post_init__(self) -> None:
        """Refuse what can't be a VIN."""
        if len(self.text) != _LENGTH:
            raise InputError(
                "vin-length",
                f"VIN {self.text!r} has {len(self.text)} characters, a VIN has 17",
                value=self.text,
                expected="17 characters",
                next_step="copy it from the registration document or the windscreen",
            )
        if not _SHAPE.fullmatch(self.text):
            raise InputError(
                "vin-characters",
                f"VIN {self.text!r} has a character that no VIN has there",
                value=self.text,
                expected="A-Z without I, O and Q, and digits; the last four are digits",
                next_step="look for I, O or Q: they are 1 or 0",
            )

    @property
    def wmi(self) -> str:
        """Return the world manufacturer identifier, characters 1 to 3."""
        return self.text[:3]

    @property
    def vds(self) -> str:
        """Return the vehicle descriptor section, characters 4 to 9."""
        return self.text[3:9]

    @property
    def vis(self) -> str:
        """Return the vehicle indicator section, characters 10 to 17."""
        return self.text[9:]

    @property
    def brand(self) -> str:
        """Return the car's brand by its WMI, or an empty text when the table does not hold it."""
        return WMI_BRANDS.get(self.wmi, "")

    @property
    def check_digit(self) -> CheckDigit:
        """Judge position 9: remainder of the weighted sum modulo 11, 10 written as X (49 CFR 565.15)."""
        if self.text[0] not in _NORTH_AMERICA:
            return CheckDigit.NOT_REQUIRED
        remainder = sum(_VALUES[character] * weight for character, weight in zip(self.text, _WEIGHTS, strict=True)) % 11
        return CheckDigit.RIGHT if self.text[8] == "0123456789X"[remainder] else CheckDigit.WRONG

    def __str__(self) -> str:
        """Return the 17 characters."""
        return self.text
