"""Which radio a label tells: never by the form of a serial alone where other radios have such serials."""

from __future__ import annotations

import pytest

from headunit.recovery.records import Concluded
from tests.recovery.radios import CATALOGUE
from tests.recovery.way import Way

BP = "BP736148801234"
VW = "VWZ1Z3B7654321"


@pytest.mark.parametrize("shown", ["Radio Code: 0000", "SAFE", "CODE"])
def test_a_serial_that_many_makers_have_settles_nothing(shown: str) -> None:
    way = Way(shown, BP)

    assert way.case.last(Concluded) is None
    assert way.ask.key == "car"
    assert "More than one kind of radio" in way.text


@pytest.mark.parametrize(
    ("shown", "first"), [("Radio Code: 0000", "nissan-qashqai-j10-audio-2012"), ("CODE", "bmw-5key")]
)
def test_what_the_display_shows_stands_first_where_the_car_is_not_known(shown: str, first: str) -> None:
    way = Way(shown, BP, "none")

    assert way.ask.key == "family"
    assert way.ask.choices[0].key == first


def test_the_radios_that_show_it_stand_before_the_one_that_has_such_a_serial_and_does_not() -> None:
    keys = [choice.key for choice in Way("SAFE", BP, "none").ask.choices]

    assert keys.index("vag-safe-generic") < keys.index("bmw-5key")


def test_a_serial_of_its_own_counts_more_than_a_common_display() -> None:
    keys = [choice.key for choice in Way("CODE", "M123456", "none").ask.choices]

    assert set(keys[:2]) == {"ford-keycode", "fiat-stilo-visteon"}


def test_the_car_decides_between_radios_with_such_a_serial() -> None:
    assert Way("CODE", BP, "BMW E46 2001").case.family == "bmw-5key"
    assert Way("CODE", "M123456", "Ford Focus 2001").case.family == "ford-keycode"


def test_a_serial_of_its_own_settles_it_unless_the_display_says_otherwise() -> None:
    serial = "GM0203Y1234567"

    assert Way("CODE", serial).case.family == "opel-car2003"
    assert Way("Radio Code: 0000", serial).case.family == ""
    assert Way("whatever", serial).case.family == "opel-car2003"


@pytest.mark.parametrize("name", ["Premium 5", "premium V", "PREMIUM-5"])
def test_a_radio_that_is_named_is_that_one(name: str) -> None:
    assert Way("SAFE", f"VW Golf 4 {name} {VW}").case.family == "vw-premium-5-delco"


@pytest.mark.parametrize(
    ("text", "family"),
    [("Premium 4", "vw-premium-4-clarion"), ("Premium 50", "vag-safe-generic"), ("", "vag-safe-generic")],
)
def test_another_name_is_another_radio(text: str, family: str) -> None:
    assert Way("SAFE", f"VW Golf 4 {text} {VW}").case.family == family


def test_a_vin_for_a_label_is_called_what_it_is() -> None:
    way = Way("CODE", "SJNFAAJ10U1234567")

    assert (way.ask.key, way.case.told("serial")) == ("family", "")
    assert "the car's VIN" in way.text
    assert "the car's VIN" not in Way("CODE", "Nissan Qashqai 2012").text


def test_a_radio_that_the_catalogue_dropped_is_asked_for_again() -> None:
    way = Way("CODE", "volvo-sc8xx", "own")
    way.case = way.case.grown(way.case.following((Concluded("gone-radio", "named"),), way.at))

    assert way.ask.key == "label"
    assert "'gone-radio', which this version no longer knows" in way.text
    assert way.say("volvo-sc8xx").ask.key == "used"
    assert "gone-radio" not in {head.id for head in CATALOGUE.heads}


@pytest.mark.parametrize(
    "text",
    [
        "Skoda car 2003",
        "Peugeot 206, car 2003",
        "BMW car 300",
        "Toyota, car 300",
        "Peugeot car 2003 V123456",
        "Opel Corsa, car 2003",
        "my car 300",
        "Renault Megane not R-Link 2",
        "VW Golf 4, no Premium 5",
        "BMW E46 Premium 5",
        "Peugeot Premium V",
        "VW Polo premium 5 door",
        "VW Golf Premium 4 doors",
    ],
)
def test_plain_words_and_another_makers_name_settle_nothing(text: str) -> None:
    way = Way("CODE", text)

    assert way.case.last(Concluded) is None
    assert way.ask.key in {"car", "family"}


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Renault R-Link 2", "renault-rlink2-antitheft"),
        ("Premium V", "vw-premium-5-delco"),
        ("Blaupunkt ACR 4250", "blaupunkt-acr-4250"),
        ("Opel Corsa CAR 2003 GM0203Y1234567", "opel-car2003"),
    ],
)
def test_a_name_that_no_other_thing_has_still_settles_it(text: str, family: str) -> None:
    assert Way("CODE", text).case.family == family


def test_a_name_in_plain_words_is_still_among_those_to_choose_from() -> None:
    assert "opel-car2003" in [choice.key for choice in Way("CODE", "Opel Corsa, car 2003").ask.choices]
