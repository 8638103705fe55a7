"""Which serials each rule claims unasked, and which it takes when it is named."""

from __future__ import annotations

import pytest

from headunit.codes.rules import ALL_RULES
from headunit.errors import InputError

RULES = {rule.id: rule for rule in ALL_RULES}
BECKER = {"becker-4", "becker-5"}
FOUR_DIGIT_RULES = BECKER | {"fiat-vp1-vp2", "fiat-daiichi", "clarion-c7", "chrysler-tm9", "chrysler-t00be"}


def test_the_rules_stand_in_their_order() -> None:
    assert " ".join(RULES) == (
        "renault-precode ford-m ford-v fiat-visteon fiat-vp1-vp2 fiat-daiichi clarion-c7 blaupunkt-bp opel-car2003 "
        "opel-car300 becker-4 becker-5 chrysler-tm9 chrysler-t00be"
    )
    assert len(ALL_RULES) == 14


def test_every_rule_says_for_whom_it_speaks() -> None:
    for rule in ALL_RULES:
        assert rule.title
        assert rule.takes
        assert rule.brands
        assert all(brand == brand.lower() for brand in rule.brands)


def test_only_blaupunkt_has_kin() -> None:
    assert {rule.id: rule.kin for rule in ALL_RULES if rule.kin} == {"blaupunkt-bp": ("opel-car2003", "opel-car300")}


@pytest.mark.parametrize(
    ("serial", "claimed_by"),
    [
        ("S123", {"renault-precode"}),
        ("A012", {"renault-precode"}),
        ("S1234", set()),
        ("1234", FOUR_DIGIT_RULES),
        ("12345", set()),
        ("123", set()),
        ("M123456", {"ford-m", "fiat-visteon"}),
        ("V123456", {"ford-v"}),
        ("123456", set()),
        ("M12345", set()),
        ("C71234", {"clarion-c7"}),
        ("C7A0B1C2D3E4F5G61234", {"clarion-c7"}),
        ("C7A0B1C2D3E4F5G671234", set()),
        ("BE1234", set()),  # a model number
        ("BE01234", BECKER),
        ("BE012345671234", BECKER),
        ("BE0123456781234", set()),
        ("X1231234", BECKER),
        ("X121234", set()),
        ("BP234671234567", {"blaupunkt-bp"}),
        ("BP2346A1234567", {"blaupunkt-bp"}),
        ("815BP234671234567", {"blaupunkt-bp"}),
        ("815CM234671234567", set()),
        ("BP23467123456", set()),
        ("BP2346712345678", set()),
        ("GM020371234567", {"opel-car2003"}),
        ("GM030MA1234567", {"opel-car300"}),
        ("GM130071234567", {"opel-car300"}),
        ("GM020471234567", set()),
        ("GM02037123456", set()),
        ("٠١٢٣", set()),  # digits that are not 0-9
        ("1234\n", set()),
    ],
)
def test_a_serial_is_claimed_by(serial: str, claimed_by: set[str]) -> None:
    assert {rule.id for rule in ALL_RULES if rule.claims(serial)} == claimed_by


@pytest.mark.parametrize(
    ("rule", "serial", "key"),
    [
        ("renault-precode", "281159243RTT123", "T123"),
        ("renault-precode", "T123", "T123"),
        ("ford-m", "M123456", "123456"),
        ("ford-m", "123456", "123456"),
        ("ford-v", "V123456", "123456"),
        ("ford-v", "123456", "123456"),
        ("fiat-visteon", "M123456", "123456"),
        ("fiat-visteon", "123456", "123456"),
        *((rule, "1234", "1234") for rule in sorted(FOUR_DIGIT_RULES)),
        *((rule, "01234567890123459876", "9876") for rule in sorted(FOUR_DIGIT_RULES)),
        ("clarion-c7", "C7PU1234", "1234"),
        ("becker-4", "BE01234", "1234"),
        ("becker-5", "X1231234", "1234"),
        ("blaupunkt-bp", "BP234671234567", "BP234671234567"),
        ("blaupunkt-bp", "815BP234671234567", "815BP234671234567"),
        ("blaupunkt-bp", "815CM234671234567", "815CM234671234567"),
        ("blaupunkt-bp", "GM0204X", "GM0204X"),
        ("opel-car2003", "GM020371234567", "GM020371234567"),
        ("opel-car2003", "GM1", "GM1"),
        ("opel-car300", "GM030M71234567", "GM030M71234567"),
        ("opel-car300", "GM020471234567", "GM020471234567"),
    ],
)
def test_a_named_rule_finds_its_key(rule: str, serial: str, key: str) -> None:
    assert RULES[rule].key(serial) == key


@pytest.mark.parametrize(
    ("rule", "serial"),
    [
        ("renault-precode", "1234"),
        ("renault-precode", "123456789ABCDEFGHJKLMT123"),
        ("ford-m", "V123456"),
        ("ford-m", "M1234567"),
        ("ford-v", "M123456"),
        ("fiat-visteon", "V123456"),
        *((rule, "123A") for rule in sorted(FOUR_DIGIT_RULES)),
        *((rule, "A2C0123456789012345BC9876") for rule in sorted(FOUR_DIGIT_RULES)),
        ("blaupunkt-bp", "CM234671234567"),
        ("blaupunkt-bp", "815GM020371234567"),
        ("blaupunkt-bp", "GM"),
        ("opel-car2003", "BP234671234567"),
        ("opel-car300", "GM"),
    ],
)
def test_a_named_rule_rejects_another_shape(rule: str, serial: str) -> None:
    with pytest.raises(InputError) as caught:
        RULES[rule].key(serial)
    assert caught.value.code == "serial-shape"
