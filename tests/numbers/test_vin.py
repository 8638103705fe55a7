"""Vehicle identification numbers: parts, maker, check digit and what can't be one."""

from __future__ import annotations

import dataclasses

import pytest

from headunit.errors import InputError
from headunit.numbers import CheckDigit, Vin
from headunit.numbers.wmi import WMI_BRANDS

VALUES = {
    **{str(digit): digit for digit in range(10)},
    "A": 1,
    "B": 2,
    "C": 3,
    "D": 4,
    "E": 5,
    "F": 6,
    "G": 7,
    "H": 8,
    "J": 1,
    "K": 2,
    "L": 3,
    "M": 4,
    "N": 5,
    "P": 7,
    "R": 9,
    "S": 2,
    "T": 3,
    "U": 4,
    "V": 5,
    "W": 6,
    "X": 7,
    "Y": 8,
    "Z": 9,
}
"""49 CFR 565.15, table III, written out again."""
WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
"""49 CFR 565.15, table IV, written out again."""


def test_a_vin_has_three_parts() -> None:
    vin = Vin("SJNFBAJ10U1234567")
    assert (vin.wmi, vin.vds, vin.vis) == ("SJN", "FBAJ10", "U1234567")
    assert vin.wmi + vin.vds + vin.vis == vin.text == str(vin) == f"{vin}"


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("SJNFBAJ10U1234567", "Nissan"),
        ("VF1BM0B0H12345678", "Renault"),
        ("UU1KSD0F540123456", "Dacia"),
        ("WF0AXXGCDA5A12345", "Ford"),
        ("W0L0AHL4855123456", "Opel"),
        ("WVWZZZ1KZ6W123456", "Volkswagen"),
        ("TMBZZZ1Z6C2123456", "Škoda"),
        ("VF7ABCDEF12345678", "Citroën"),
        ("JHMCG56492C123456", "Honda"),
        ("XXXZZZ1KZ6W123456", ""),
    ],
)
def test_the_maker_stands_in_the_first_three_characters(text: str, brand: str) -> None:
    assert Vin(text).brand == brand


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("11111111111111111", CheckDigit.RIGHT),
        ("11111111211111111", CheckDigit.WRONG),
        ("1M8GDM9AXKP042788", CheckDigit.RIGHT),
        ("1M8GDM9A0KP042788", CheckDigit.WRONG),
        ("5GZCZ43D13S812715", CheckDigit.RIGHT),
        ("2GZCZ43D13S812715", CheckDigit.WRONG),
        ("SJNFBAJ10U1234567", CheckDigit.NOT_REQUIRED),
        ("WVWZZZ1KZ6W123456", CheckDigit.NOT_REQUIRED),
        ("JHMCG56492C123456", CheckDigit.NOT_REQUIRED),
        ("6FPAAAJGSW1234567", CheckDigit.NOT_REQUIRED),
        ("9BWZZZ1KZ6W123456", CheckDigit.NOT_REQUIRED),
    ],
)
def test_the_check_digit_is_judged_in_north_america_only(text: str, verdict: CheckDigit) -> None:
    assert Vin(text).check_digit is verdict


@pytest.mark.parametrize("region", "12345")
def test_all_of_north_america_has_a_check_digit(region: str) -> None:
    assert Vin(f"{region}VWZZZ1KZ6W123456").check_digit is not CheckDigit.NOT_REQUIRED


@pytest.mark.parametrize("position", [place for place in range(1, 13) if place != 8])
@pytest.mark.parametrize("character", sorted(VALUES))
def test_every_character_weighs_as_the_regulation_says(character: str, position: int) -> None:
    characters = list("11111111?11111111")
    characters[position] = character
    total = sum(VALUES.get(one, 0) * weight for one, weight in zip(characters, WEIGHTS, strict=True))
    right = "0123456789X"[total % 11]
    for digit in "0123456789X":
        characters[8] = digit
        wanted = CheckDigit.RIGHT if digit == right else CheckDigit.WRONG
        assert Vin("".join(characters)).check_digit is wanted


@pytest.mark.parametrize("text", ["", "1", "SJNFBAJ10U123456", "SJNFBAJ10U12345678"])
def test_a_wrong_length_is_said_with_its_number(text: str) -> None:
    with pytest.raises(InputError) as caught:
        Vin(text)
    fault = caught.value
    assert fault.code == "vin-length"
    assert fault.message == f"VIN {text!r} has {len(text)} characters, a VIN has 17"
    assert (fault.value, fault.expected) == (text, "17 characters")
    assert fault.next_step == "copy it from the registration document or the windscreen"


@pytest.mark.parametrize(
    "text",
    [
        "SJNFBAJ1OU1234567",
        "IJNFBAJ10U1234567",
        "QJNFBAJ10U1234567",
        "SJNFBAJ10U123456A",
        "SJNFBAJ10U123A567",
        "sjnfbaj10u1234567",
        "SJNFBAJ10U 123456",
        "SJNFBAJ10U123456\n",
        "SJNFBAJ10U12345٣7",
        "SJNFBAJ1ÄU1234567",
    ],
)
def test_a_character_that_no_vin_has_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        Vin(text)
    fault = caught.value
    assert fault.code == "vin-characters"
    assert fault.message == f"VIN {text!r} has a character that no VIN has there"
    assert fault.value == text
    assert fault.expected == "A-Z without I, O and Q, and digits; the last four are digits"
    assert fault.next_step == "look for I, O or Q: they are 1 or 0"


@pytest.mark.parametrize("letter", "ABCDEFGHJKLMNPRSTUVWXYZ")
def test_every_other_letter_may_stand_in_the_first_thirteen(letter: str) -> None:
    assert Vin(letter * 13 + "0000").wmi == letter * 3


def test_a_vin_can_not_be_changed() -> None:
    vin = Vin("SJNFBAJ10U1234567")
    with pytest.raises(dataclasses.FrozenInstanceError):
        vin.text = "VF1BM0B0H12345678"  # type: ignore[misc]


def test_the_makers_have_three_characters_that_a_vin_can_begin_with() -> None:
    assert all(Vin(wmi + "A" * 10 + "1234").brand == brand for wmi, brand in WMI_BRANDS.items())
    assert len(WMI_BRANDS) > 150
    assert not any("  " in brand for brand in WMI_BRANDS.values())
