"""Chrysler and Jeep Panasonic TM9: halves swapped, taken from 10,000, halves swapped back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.rule import Rule
from headunit.codes.rules._answer import NO_RADIO, candidate, evidence

if TYPE_CHECKING:
    from headunit.codes.rule import Answer, Circumstances

__all__ = ["RULES", "tm9_code"]

_ID = "chrysler-tm9"
# Two sources, and yet plausible: the formula was fitted to the twelve rows of the table it was then compared with, so
# the single vector of the vendor is its only independent check.
_PROOF = evidence(Grade.PLAUSIBLE, (0, 2, 12), "A12", "A13")
_FITTED = "the formula was found from twelve listed codes and checked against one more"


def tm9_code(four_digits: str) -> str:
    """Return the four digits for the last *four_digits* of the serial.

    Source: docs/explanation/evidence.md, chrysler-tm9.
    """
    swapped = f"{-int(four_digits[2:] + four_digits[:2]) % 10_000:04d}"
    return swapped[2:] + swapped[:2]


def _answer(key: str, _: Circumstances) -> Answer:
    """Answer for the last four digits."""
    return (candidate(_ID, tm9_code(key), _PROOF, NO_RADIO, _FITTED),)


RULES: tuple[Rule, ...] = (
    Rule(
        id=_ID,
        title="Chrysler and Jeep Panasonic TM9",
        proof="plausible: one source, and one vendor's example",
        takes="the last four digits of the serial",
        brands=("chrysler", "jeep"),
        pattern="(?P<key>[0-9]{4})",
        named_pattern="(?:TM9[0-9A-Z]{0,14}|[0-9]{0,16})(?P<key>[0-9]{4})",
        answer=_answer,
    ),
)
