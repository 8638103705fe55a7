"""How far the precode rule is proved depends on the brand."""

from __future__ import annotations

import pytest

from headunit.codes.rule import Circumstances
from headunit.codes.rules.renault import RULES, renault_code


@pytest.mark.parametrize(
    ("brand", "grade", "pairs"),
    [
        ("", "confirmed", 1),
        ("renault", "confirmed", 1),
        ("dacia", "confirmed", 1),
        ("nissan", "plausible", 0),
        ("opel", "plausible", 0),
    ],
)
def test_the_rule_is_proved_on_renault_and_dacia_alone(brand: str, grade: str, pairs: int) -> None:
    answer = RULES[0].answer("T482", Circumstances(brand=brand))
    assert isinstance(answer, tuple)
    assert (answer[0].evidence.grade, answer[0].evidence.counts.real_pairs) == (grade, pairs)
    assert ("proved on Renault and Dacia" in "".join(answer[0].warnings)) == (grade == "plausible")
    assert answer[0].code.reveal() == renault_code("T482")
