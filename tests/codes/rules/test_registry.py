"""The list of rules, and finding one by its id."""

from __future__ import annotations

import pytest

from headunit.codes.rules import ALL_RULES, find_rule
from headunit.errors import UnknownNameError

ORDER = [
    "renault-precode",
    "ford-m",
    "ford-v",
    "fiat-visteon",
    "fiat-vp1-vp2",
    "fiat-daiichi",
    "clarion-c7",
    "blaupunkt-bp",
    "opel-car2003",
    "opel-car300",
    "becker-4",
    "becker-5",
    "chrysler-tm9",
    "chrysler-t00be",
]


def test_the_rules_stand_in_their_order() -> None:
    assert [rule.id for rule in ALL_RULES] == ORDER


@pytest.mark.parametrize("rule_id", ORDER)
def test_a_rule_is_found_by_its_id(rule_id: str) -> None:
    assert find_rule(rule_id).id == rule_id


def test_an_unknown_rule_is_one_sentence_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_rule("ford")
    error = caught.value
    assert (error.code, error.value) == ("unknown-rule", "ford")
    assert error.message == "there is no rule 'ford'"
    assert error.expected == "one of " + ", ".join(ORDER)
    assert error.next_step == "'headunit rules' lists them"
