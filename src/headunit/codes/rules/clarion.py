"""Clarion C7 (Peugeot and Citroën): each digit plus its place, folded to 0 to 6."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.rule import Rule
from headunit.codes.rules._answer import NO_RADIO, candidate, evidence

if TYPE_CHECKING:
    from headunit.codes.rule import Answer, Circumstances

__all__ = ["RULES", "clarion_c7_code"]

_ID = "clarion-c7"
_PSA_BRANDS = ("peugeot", "citroen", "citroën")
_PSA_PROOF = evidence(Grade.AGREED, (0, 2, 16), "A12", "A16")
_OTHER_PROOF = evidence(Grade.PLAUSIBLE, (0, 1, 16), "A12")
_PSA_ONLY = "two sources agree on this rule for Peugeot and Citroën only"
_OTHER_BRAND = "for this brand the rule has one source only; two agree on it for Peugeot and Citroën"
_HOLDS_ZERO = "the code holds a 0, which is odd on a radio whose keys are 1 to 6"
_HIGHEST = 6


def clarion_c7_code(four_digits: str) -> str:
    """Return the four digits, each 0 to 6, for the last *four_digits* of the serial.

    Source: docs/explanation/evidence.md, clarion-c7.
    """
    sums = ((int(digit) + place) % 10 for place, digit in enumerate(four_digits, start=1))
    return "".join(str(value - _HIGHEST if value > _HIGHEST else value) for value in sums)


def _answer(key: str, circumstances: Circumstances) -> Answer:
    """Answer for the last four digits, with less certainty for a brand that one source alone names."""
    code = clarion_c7_code(key)
    zero = _HOLDS_ZERO if "0" in code else ""
    if not circumstances.brand:
        return (candidate(_ID, code, _PSA_PROOF, NO_RADIO, _PSA_ONLY, zero),)
    if circumstances.brand in _PSA_BRANDS:
        return (candidate(_ID, code, _PSA_PROOF, NO_RADIO, zero),)
    return (candidate(_ID, code, _OTHER_PROOF, NO_RADIO, _OTHER_BRAND, zero),)


RULES: tuple[Rule, ...] = (
    Rule(
        id=_ID,
        title="Clarion C7 (Peugeot and Citroën)",
        proof="agreed for Peugeot and Citroën; plausible on other brands",
        takes="a serial that begins with C7, or its last four digits",
        brands=("peugeot", "citroen"),
        pattern="(?:C7[0-9A-Z]{0,14})?(?P<key>[0-9]{4})",
        named_pattern="(?:C7[0-9A-Z]{0,14}|[0-9]{0,16})(?P<key>[0-9]{4})",
        answer=_answer,
    ),
)
