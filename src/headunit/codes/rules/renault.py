"""Renault and Dacia: the four-character precode on the label gives the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade, Refusal
from headunit.codes.rule import Rule
from headunit.codes.rules._answer import candidate, evidence

if TYPE_CHECKING:
    from headunit.codes.rule import Answer, Circumstances

__all__ = ["RULES", "renault_code"]

_ID = "renault-precode"
_PROOF = evidence(Grade.CONFIRMED, (1, 3, 25_900), "A01", "A02", "A03", "A21")
_TWIN_PROOF = evidence(Grade.PLAUSIBLE, (0, 1, 0), "A12")
_UNDEFINED = "the precodes A000 to A099 are undefined: the formula divides by zero there, every tool refuses"
_TWINS = ("nissan", "opel", "vauxhall", "mercedes-benz")
_TWIN = "proved on Renault and Dacia; that it holds for Renault-built units of other brands, one list says"
_NOT_LISTED = "older published lists leave out the precodes whose first digit is 0"


def renault_code(precode: str) -> str:
    """Return the four digits for *precode*, a letter A-Z and three digits.

    Undefined for A000 to A099, where it raises ZeroDivisionError.
    Source: docs/explanation/evidence.md, renault-precode.
    """
    head = 10 * (ord(precode[0]) - ord("A")) + int(precode[1])
    tail = 7 * (int(precode[2:]) + head) % 100
    return f"{259 % head % 100:02d}{tail % 10}{tail // 10}"


def _answer(key: str, circumstances: Circumstances) -> Answer:
    """Answer for a precode, or refuse where the formula is undefined."""
    if key.startswith("A0"):
        return Refusal(reason=_UNDEFINED, rule=_ID)
    unlisted = _NOT_LISTED if key[1] == "0" else ""
    if circumstances.brand in _TWINS:
        return (candidate(_ID, renault_code(key), _TWIN_PROOF, _TWIN, unlisted),)
    return (candidate(_ID, renault_code(key), _PROOF, unlisted),)


RULES: tuple[Rule, ...] = (
    Rule(
        id=_ID,
        title="Renault and Dacia precode",
        proof="confirmed: 3 independent sources equal on 25,900 precodes, and a real radio; plausible on other brands",
        takes="a precode of one letter and three digits, the last four characters of the barcode label",
        brands=("renault", "dacia", *_TWINS),
        pattern="(?:(?:[0-9]{10}|28115[0-9A-Z]{4}R)T)?(?P<key>[A-Z][0-9]{3})",
        named_pattern="(?:[0-9]{10}|28115[0-9A-Z]{4}R)?T?(?P<key>[A-Z][0-9]{3})",
        answer=_answer,
    ),
)
