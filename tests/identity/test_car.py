"""The car in what a person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from headunit.errors import InputError, UnknownNameError
from headunit.identity import Car
from headunit.identity.car import find_car
from headunit.numbers import Vin

if TYPE_CHECKING:
    from headunit.facts import Catalogue

NISSAN_VIN = Vin("SJNFBAJ10U1234567")
NO_MAKER = Vin("XXXAXXGCDA5A12345")


@pytest.mark.parametrize(
    ("text", "options", "car", "rest"),
    [
        ("", {}, Car(), ""),
        ("hello 2011", {}, Car(), "hello 2011"),
        ("Nissan", {}, Car(brand="Nissan"), "      "),
        ("my NISSAN!", {}, Car(brand="Nissan"), "my        "),
        ("Datsun AL12345", {}, Car(brand="Nissan"), "       AL12345"),
        ("Nissan Qashqai", {}, Car(brand="Nissan", model="Qashqai"), "              "),
        ("Qashqai", {}, Car(brand="Nissan", model="Qashqai"), "       "),
        ("qash-qai", {}, Car(brand="Nissan", model="Qashqai"), "        "),
        ("Qash Qai, J10", {}, Car(brand="Nissan", model="Qashqai", generation="J10"), "        ,    "),
        ("Nissan Qashqai J10 2011", {}, Car(brand="Nissan", model="Qashqai", generation="J10", year=2011), " " * 20),
        ("Nissan E11", {}, Car(brand="Nissan", generation="E11"), "          "),
        ("Nissan Qashqai E11", {}, Car(brand="Nissan", model="Qashqai"), "               E11"),
        ("J10", {}, Car(), "J10"),
        ("Nissan 1949", {}, Car(brand="Nissan"), "       1949"),
        ("Nissan 1950", {}, Car(brand="Nissan", year=1950), "        "),
        ("Nissan 2049", {}, Car(brand="Nissan", year=2049), "        "),
        ("Nissan 2050", {}, Car(brand="Nissan"), "       2050"),
        ("Nissan 2011 2012", {}, Car(brand="Nissan", year=2011), "         2012"),
        ("Nissan 12011", {}, Car(brand="Nissan"), "       12011"),
        ("Nissan A2011", {}, Car(brand="Nissan"), "       A2011"),
        ("Nissan 2011x", {}, Car(brand="Nissan"), "       2011x"),
        ("Nissan 05/2011", {}, Car(brand="Nissan", year=2011), "       05/ "),
        ("2011", {"brand": "nissan"}, Car(brand="Nissan", year=2011), " "),
        ("2011", {"model": "Qashqai"}, Car(brand="Nissan", model="Qashqai", year=2011), " "),
        ("2011", {"model": "Other"}, Car(model="Other", year=2011), " "),
        ("2011", {"vin": NISSAN_VIN}, Car(brand="Nissan", year=2011, by_vin=True), " "),
        ("2011", {"vin": NO_MAKER}, Car(), "2011"),
        ("Nissan 2011", {"year": 2012}, Car(brand="Nissan", year=2012), "       2011"),
        ("", {"year": 1950}, Car(year=1950), ""),
        ("", {"year": 2049}, Car(year=2049), ""),
        ("Nissan Juke", {"brand": "Ford"}, Car(brand="Ford"), "Nissan Juke"),
        ("Juke", {"brand": "Nissan", "model": "qashqai"}, Car(brand="Nissan", model="Qashqai"), "Juke"),
        ("Ford", {"vin": NISSAN_VIN}, Car(brand="Ford"), "    "),
        ("Nissan Primastar", {}, Car(brand="Nissan", model="Primastar"), "                "),
        ("Renault Primastar", {}, Car(brand="Renault"), "        Primastar"),
        ("Land Rover", {}, Car(brand="Land Rover"), "          "),
        ("range  rover x", {}, Car(brand="Land Rover"), "             x"),
        ("Land", {}, Car(), "Land"),
        ("Clarion", {}, Car(radio_maker="Clarion"), "Clarion"),
        ("Klarion Nissan", {}, Car(brand="Nissan", radio_maker="Clarion"), "Klarion       "),
        ("Nissan\nQashqai\nAL12345", {}, Car(brand="Nissan", model="Qashqai"), "      \n       \nAL12345"),
        ("Nissan\nQashqai 2011\nAL1", {}, Car(brand="Nissan", model="Qashqai", year=2011), "      \n         \nAL1"),
        ("GA 12345", {}, Car(brand="GA"), "   12345"),
        ("GA 12345", {"taken": {"GA"}}, Car(), "GA 12345"),
        ("Datsun 12345", {"taken": {"DATSUN"}}, Car(), "Datsun 12345"),
        ("Datsun 12345", {"taken": {"NISSAN"}}, Car(brand="Nissan"), "       12345"),
        ("ga 12345", {"taken": {"GA"}}, Car(), "ga 12345"),
    ],
)
def test_the_car_is_found_and_taken_out(
    small: Catalogue, text: str, options: dict[str, Any], car: Car, rest: str
) -> None:
    found, left = find_car(text, small, **options)
    assert found == car
    assert left == rest


@pytest.mark.parametrize("year", [1949, 2050, 0, -5])
def test_a_year_out_of_range_is_said(small: Catalogue, year: int) -> None:
    with pytest.raises(InputError) as caught:
        find_car("", small, year=year)
    fault = caught.value
    assert (fault.code, fault.value, fault.expected) == ("year-range", str(year), "1950 to 2049")
    assert (fault.message, fault.next_step) == (f"year {year} is out of range", "give the car's year")


def test_an_unknown_brand_is_said(small: Catalogue) -> None:
    with pytest.raises(UnknownNameError, match="there is no brand 'Nisan': did you mean 'Nissan'"):
        find_car("", small, brand="Nisan")
