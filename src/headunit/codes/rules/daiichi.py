"""Fiat and Lancia Daiichi (MOPAR): the last four digits, read backwards and taken from 10,000."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.rule import Rule
from headunit.codes.rules._answer import NO_RADIO, candidate, evidence

if TYPE_CHECKING:
    from headunit.codes.rule import Answer, Circumstances

__all__ = ["RULES", "daiichi_code"]

_ID = "fiat-daiichi"
_PROOF = evidence(Grade.AGREED, (0, 2, 9_000), "A12", "A15")
# The table was read on a sample; four serials of it begin with 0, and there it is the only source of a four-digit code.
_ZERO_PROOF = evidence(Grade.PLAUSIBLE, (0, 1, 4), "A12")
_ZERO = "for a number that begins with 0 a published program prints five digits; this code has one source only"
_ALL_ZERO = "0000 is ambiguous: the carry over four zeros is nowhere confirmed"


def daiichi_code(four_digits: str) -> str:
    """Return the four digits for the last *four_digits* of the serial.

    Source: docs/explanation/evidence.md, fiat-daiichi.
    """
    return f"{-int(four_digits[::-1]) % 10_000:04d}"


def _answer(key: str, _: Circumstances) -> Answer:
    """Answer for the last four digits, with less certainty where they begin with 0."""
    if key[0] != "0":
        return (candidate(_ID, daiichi_code(key), _PROOF, NO_RADIO),)
    return (candidate(_ID, daiichi_code(key), _ZERO_PROOF, NO_RADIO, _ZERO, _ALL_ZERO if key == "0000" else ""),)


RULES: tuple[Rule, ...] = (
    Rule(
        id=_ID,
        title="Fiat and Lancia Daiichi",
        proof="agreed; plausible where the first of the four digits is 0",
        takes="the last four digits of the serial",
        brands=("fiat", "lancia"),
        pattern="(?P<key>[0-9]{4})",
        named_pattern="[0-9]{0,16}(?P<key>[0-9]{4})",
        answer=_answer,
    ),
)
