"""How evidence is weighed, and what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.identity import Car, RankedFamily
from headunit.identity.rank import rank
from headunit.numbers import NumberKind, Reading

if TYPE_CHECKING:
    from headunit.facts import Catalogue

K = NumberKind


def reading(kind: NumberKind, *families: str, also: tuple[str, ...] = ()) -> Reading:
    return Reading(kind=kind, value="N123", given="n123", why="a reason", families=families, also=also)


def weigh(
    catalogue: Catalogue, car: Car | None = None, *numbers: Reading, shown: str = "", free_text: str = ""
) -> dict[str, RankedFamily]:
    found = rank(catalogue, car=car or Car(), numbers=numbers, shown=shown, free_text=free_text)
    return {family.id: family for family in found}


def scores(found: dict[str, RankedFamily]) -> list[tuple[str, int]]:
    return [(family.id, family.score) for family in found.values()]


@pytest.mark.parametrize(
    ("car", "expected"),
    [
        (Car(), []),
        (Car(brand="GA"), []),
        (Car(brand="Ford"), [("gamma", 12), ("wide", 12)]),
        (Car(brand="Infiniti"), [("beta", 12)]),
        (Car(brand="Renault"), [("van", 12)]),
        (Car(brand="Nissan"), [("alpha", 12), ("beta", 12), ("van", 12)]),
        (Car(brand="Nissan", model="Qashqai"), [("alpha", 32), ("beta", 32), ("hearsay", 18), ("van", 2)]),
        (Car(brand="Nissan", model="Primastar"), [("van", 32), ("alpha", 2), ("beta", 2)]),
        (Car(brand="Infiniti", model="Q50"), [("beta", 12)]),
        (
            Car(brand="Nissan", model="Qashqai", generation="J10"),
            [("alpha", 40), ("hearsay", 26), ("beta", 22), ("van", 2)],
        ),
        (
            Car(brand="Nissan", model="Qashqai", generation="J11"),
            [("beta", 40), ("alpha", 22), ("hearsay", 8), ("van", 2)],
        ),
        (Car(brand="Nissan", model="Juke", generation="J10"), [("beta", 32), ("alpha", 2), ("van", 2)]),
        (Car(brand="Nissan", model="Note", generation="E11", year=2011), [("alpha", 40), ("beta", 2), ("van", 2)]),
        (Car(brand="Nissan", year=2008), [("alpha", 22), ("van", 12), ("beta", 2)]),
        (Car(brand="Nissan", year=2004), [("van", 12), ("alpha", 2), ("beta", 2)]),
        (Car(brand="Nissan", year=2005), [("alpha", 16), ("van", 12), ("beta", 2)]),
        (Car(brand="Nissan", year=2007), [("alpha", 22), ("van", 12), ("beta", 2)]),
        (Car(brand="Nissan", year=2010), [("alpha", 22), ("van", 12), ("beta", 2)]),
        (Car(brand="Nissan", year=2011), [("alpha", 16), ("van", 12), ("beta", 2)]),
        (Car(brand="Nissan", year=2014), [("alpha", 16), ("beta", 16), ("van", 12)]),
        (Car(brand="Nissan", year=2015), [("beta", 22), ("van", 12), ("alpha", 2)]),
        (Car(brand="Nissan", year=2017), [("beta", 16), ("van", 12), ("alpha", 2)]),
        (Car(brand="Nissan", year=2018), [("van", 12), ("alpha", 2), ("beta", 2)]),
        (Car(radio_maker="Clarion"), [("alpha", 8)]),
        (Car(brand="Nissan", radio_maker="Bosch"), [("beta", 20), ("alpha", 12), ("van", 12)]),
        (Car(brand="Ford", radio_maker="Clarion"), [("gamma", 12), ("wide", 12)]),
    ],
)
def test_a_car_speaks_for_its_families(small: Catalogue, car: Car, expected: list[tuple[str, int]]) -> None:
    assert scores(weigh(small, car)) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([reading(K.SERIAL, "gamma")], [("gamma", 40)]),
        ([reading(K.SERIAL, "gamma", "wide")], [("gamma", 20), ("wide", 20)]),
        ([reading(K.SERIAL, "a", "b", "c", "d", "e", "wide")], [("wide", 10)]),
        ([reading(K.SERIAL, "gamma", also=("wide",))], [("gamma", 40)]),
        ([reading(K.SERIAL, "wide", also=("gamma",))], [("wide", 40), ("gamma", 10)]),
        ([reading(K.PART_NUMBER, "gamma")], [("gamma", 40)]),
        ([reading(K.PRECODE, "van")], [("van", 30)]),
        ([reading(K.FIRMWARE_VERSION, "gamma")], [("gamma", 30)]),
        ([reading(K.MODEL_NUMBER, "beta")], [("beta", 30)]),
        ([reading(K.CARD_NUMBER, "wide")], [("wide", 15)]),
        ([reading(K.PARTIAL_SERIAL, "gamma", "wide")], [("gamma", 7), ("wide", 7)]),
        ([reading(K.DIGITS, "gamma")], [("gamma", 6)]),
        ([reading(K.DIGITS, "gamma", "a", "b", "c", "d", "e", "f")], [("gamma", 1)]),
        ([reading(K.VIN)], []),
        ([reading(K.UNKNOWN)], []),
        ([reading(K.SECURITY_CODE)], []),
        ([reading(K.SERIAL, "gamma"), reading(K.PART_NUMBER, "gamma", "wide")], [("gamma", 60), ("wide", 20)]),
    ],
)
def test_a_number_speaks_for_its_families(
    small: Catalogue, numbers: list[Reading], expected: list[tuple[str, int]]
) -> None:
    assert scores(weigh(small, None, *numbers)) == expected


@pytest.mark.parametrize(
    ("shown", "free_text", "expected"),
    [
        ("code", "", [("alpha", 12), ("beta", 12)]),
        ("  CODE ", "", [("alpha", 12), ("beta", 12)]),
        ("CODES", "", []),
        ("err 5", "", [("alpha", 24)]),
        ("ERR5", "", [("alpha", 24)]),
        ("ERR 55", "", []),
        ("ERR x", "", []),
        ("wait   30", "", [("beta", 24)]),
        ("hello", "", [("alpha", 24)]),
        ("SEC", "", [("hearsay", 10)]),
        ("", "it says WAIT 30 now", [("beta", 24)]),
        ("", "it says WAIT30!", [("beta", 24)]),
        ("", "wait 30", []),
        ("", "AWAIT 30", []),
        ("", "WAIT 300", []),
        ("", "Hello", []),
        ("", "CODE", [("alpha", 12), ("beta", 12)]),
        ("Hello", "WAIT 30", [("alpha", 24)]),
        ("", "", []),
    ],
)
def test_a_display_speaks_for_its_families(
    small: Catalogue, shown: str, free_text: str, expected: list[tuple[str, int]]
) -> None:
    assert scores(weigh(small, shown=shown, free_text=free_text)) == expected


def test_the_reasons_for_and_against_are_told(small: Catalogue) -> None:
    car = Car(brand="Nissan", model="Qashqai", generation="J10", year=2011)
    found = weigh(small, car, reading(K.SERIAL, "alpha", also=("beta",)), shown="CODE")
    alpha, beta, hearsay = found["alpha"], found["beta"], found["hearsay"]
    assert alpha.name == "The alpha"
    assert alpha.reasons == (
        "N123 has the form of its serial",
        "is known from Nissan cars",
        "is found in the Nissan Qashqai",
        "of generation J10",
        "sources name 2007-2010, 2012, close to 2011",
        "shows 'CODE': a meaning",
    )
    assert alpha.against == ()
    assert alpha.score == 40 + 12 + 20 + 8 + 4 + 12
    assert beta.reasons == (
        "N123 fits its wider pattern",
        "is known from Nissan cars",
        "is found in the Nissan Qashqai",
        "shows 'CODE': a meaning",
    )
    assert beta.against == ("is known of generation J11", "sources name 2015, not 2011")
    assert hearsay.reasons[1] == "is found in the Nissan Qashqai (only the article says so)"
    assert [found[one].article_only for one in ("alpha", "beta", "hearsay")] == [False, False, True]
    assert found["van"].against == ("no source names it in the Qashqai",)


@pytest.mark.parametrize(
    ("car", "family", "reason"),
    [
        (Car(brand="Nissan", by_vin=True), "beta", "is known from Nissan cars (the VIN's maker)"),
        (Car(brand="Nissan"), "beta", "is known from Nissan cars"),
        (Car(brand="Nissan", year=2012), "alpha", "sources name 2007-2010, 2012"),
        (Car(radio_maker="Clarion"), "alpha", "is made by Clarion"),
    ],
)
def test_a_reason_is_told_in_words(small: Catalogue, car: Car, family: str, reason: str) -> None:
    assert reason in weigh(small, car)[family].reasons


def test_a_number_of_another_brand_is_still_told(small: Catalogue) -> None:
    found = weigh(small, Car(brand="Nissan"), reading(K.SERIAL, "gamma"))
    assert (found["gamma"].score, found["gamma"].against) == (10, ("is not known from Nissan cars",))
    assert "wide" not in found


def test_what_to_look_for_is_told(small: Catalogue) -> None:
    found = weigh(small, Car(brand="Nissan", model="Qashqai"))
    assert found["alpha"].look_for == (
        "a serial of alpha: label",
        "the display shows CODE or Hello",
        "the maker's name on the label: Clarion of Japan",
    )
    assert found["beta"].look_for == (
        "model-number: case",
        "the display shows CODE",
        "the maker's name on the label: Bosch",
    )
    assert found["hearsay"].look_for == ("the display shows SEC",)
    assert found["van"].look_for == ()


def test_at_most_ten_families_are_given() -> None:
    from headunit.facts import load_catalogue  # noqa: PLC0415 - the shipped one, for its number of Nissans

    found = rank(load_catalogue(), car=Car(brand="Nissan"), numbers=(), shown="", free_text="")
    assert len(found) == 10
    assert [(-family.score, family.id) for family in found] == sorted((-family.score, family.id) for family in found)


def test_a_wider_pattern_counts_for_a_family_with_a_rule_or_of_the_brand(small: Catalogue) -> None:
    number = reading(K.PART_NUMBER, also=("gamma", "wide"))
    assert scores(weigh(small, None, number)) == [("gamma", 10)]
    assert scores(weigh(small, Car(brand="Ford"), number)) == [("gamma", 22), ("wide", 22)]
    found = weigh(small, None, reading(K.PART_NUMBER, "beta"))
    assert found["beta"].reasons == ("N123 has the form of its part number",)
