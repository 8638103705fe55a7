"""Fiat, Alfa Romeo and Lancia Continental VP1 and VP2: four digit maps and one change of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.rule import Rule
from headunit.codes.rules._answer import NO_RADIO, candidate, evidence

if TYPE_CHECKING:
    from headunit.codes.rule import Answer, Circumstances

__all__ = ["RULES", "vp_code"]

_ID = "fiat-vp1-vp2"
_PROOF = evidence(Grade.AGREED, (0, 2, 10_000), "A12", "A14")

#: By place of the code: the key 1-6 for each digit 0-9 of the serial.
_FIRST, _SECOND, _THIRD, _FOURTH = "1234561112", "1234562212", "1234563312", "1234564412"


def vp_code(four_digits: str) -> str:
    """Return the four digits, each 1 to 6, for the last *four_digits* of the serial.

    Source: docs/explanation/evidence.md, fiat-vp1-vp2.
    """
    a, b, c, d = map(int, four_digits)
    return _FIRST[c] + _SECOND[a] + _THIRD[d] + _FOURTH[b]


def _answer(key: str, _: Circumstances) -> Answer:
    """Answer for the last four digits."""
    return (candidate(_ID, vp_code(key), _PROOF, NO_RADIO),)


RULES: tuple[Rule, ...] = (
    Rule(
        id=_ID,
        title="Fiat, Alfa Romeo and Lancia Continental VP1 and VP2",
        proof="agreed: 2 independent sources, 10,000 serials compared",
        takes="the last four digits of the serial",
        brands=("fiat", "alfa romeo", "lancia"),
        pattern="(?P<key>[0-9]{4})",
        named_pattern="[0-9]{0,16}(?P<key>[0-9]{4})",
        answer=_answer,
    ),
)
