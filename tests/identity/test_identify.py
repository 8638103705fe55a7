"""All the evidence together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import HeadunitError, InputError, UnknownNameError
from headunit.facts import Catalogue, load_catalogue
from headunit.identity import Car, identify
from headunit.identity.car import YEARS

SHIPPED = load_catalogue()
NISSAN_VIN = "SJNFBAJ10U1234567"


def test_a_qashqai_of_2011_lists_its_possible_radios_and_what_to_look_for() -> None:
    found = identify("Nissan Qashqai 2011", SHIPPED)
    assert found.car == Car(brand="Nissan", model="Qashqai", year=2011)
    assert found.numbers == ()
    ids = [family.id for family in found.families]
    assert {"nissan-connect-lcn1", "nissan-qashqai-j10-audio-2012", "nissan-connect-lcn2kai"} <= set(ids)
    assert {"nissan-qashqai-j10-article", "nissan-avic-z140-article"} <= set(ids)
    assert all(family.look_for for family in found.families if "Qashqai" in " ".join(family.reasons))
    assert all(family.article_only == family.id.endswith("-article") for family in found.families)
    assert not found.families[0].article_only
    assert found.question
    assert {option.family for option in found.question.options} == set(ids[:2])


def test_numbers_car_and_families_come_together(small: Catalogue) -> None:
    found = identify("Nissan Qashqai J10\nS/N AL12345", small)
    assert found.car == Car(brand="Nissan", model="Qashqai", generation="J10")
    assert [(reading.kind, reading.value) for reading in found.numbers] == [("serial", "AL12345")]
    assert [(family.id, family.score) for family in found.families[:2]] == [("alpha", 80), ("hearsay", 26)]
    assert found.question is None


def test_a_display_is_seen_in_the_text_unless_it_was_given(small: Catalogue) -> None:
    assert [family.id for family in identify("it says WAIT 30", small).families] == ["beta"]
    assert [family.id for family in identify("it says WAIT 30", small, display="hello").families] == ["alpha"]


def test_nothing_gives_nothing(small: Catalogue) -> None:
    found = identify("", small)
    assert (found.numbers, found.car, found.families, found.question) == ((), Car(), (), None)


@pytest.mark.parametrize("vin", [NISSAN_VIN, NISSAN_VIN.lower(), "SJN FBAJ10 U1234567", "SJN-FBAJ10-U1234567"])
def test_a_vin_of_its_own_is_read_whatever_its_spelling(small: Catalogue, vin: str) -> None:
    found = identify("AL12345", small, vin=vin)
    assert [(reading.kind, reading.value) for reading in found.numbers] == [("serial", "AL12345"), ("vin", NISSAN_VIN)]
    assert found.car == Car(brand="Nissan", by_vin=True)


def test_a_vin_given_twice_is_told_once(small: Catalogue) -> None:
    found = identify(NISSAN_VIN, small, vin=NISSAN_VIN)
    assert [reading.value for reading in found.numbers] == [NISSAN_VIN]


def test_the_vin_of_the_option_comes_before_that_of_the_text(small: Catalogue) -> None:
    found = identify("WF0AXXGCDA5A12345", small, vin=NISSAN_VIN)
    assert found.car.brand == "Nissan"
    assert [reading.value for reading in found.numbers] == ["WF0AXXGCDA5A12345", NISSAN_VIN]


def test_the_vin_of_the_text_tells_the_maker(small: Catalogue) -> None:
    found = identify("WF0AXXGCDA5A12345 2004", small)
    assert found.car == Car(brand="Ford", year=2004, by_vin=True)


def test_the_beginning_of_a_serial_is_no_brand(small: Catalogue) -> None:
    found = identify("ga 12345", small)
    assert [reading.value for reading in found.numbers] == ["GA12345"]
    assert found.car.brand == ""
    assert found.families[0].id == "gamma"
    assert identify("ga", small).car.brand == "GA"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("C230", ["C230"]),
        ("Ford C230", []),
        ("Ford S/N C230", ["C230"]),
        ("Renault C230", ["C230"]),
        ("Nissan Primastar C230", ["C230"]),
        ("Ford GA12345", ["GA12345"]),
        ("Nissan GA12345", ["GA12345"]),
    ],
)
def test_a_model_name_that_looks_like_a_precode_is_left_out(small: Catalogue, text: str, values: list[str]) -> None:
    assert [reading.value for reading in identify(text, small).numbers] == values


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"year": 1949}, "year-range"),
        ({"vin": "SJN"}, "vin-length"),
        ({"vin": "OJNFBAJ10U1234567"}, "vin-characters"),
        ({"brand": "Nisan"}, "unknown-brand"),
    ],
)
def test_what_is_wrong_is_said(small: Catalogue, options: dict[str, int | str], code: str) -> None:
    with pytest.raises(InputError) as caught:
        identify("", small, **options)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert isinstance(caught.value, UnknownNameError) is (code == "unknown-brand")


def test_a_long_text_is_refused(small: Catalogue) -> None:
    with pytest.raises(InputError, match="the text has 10001 characters"):
        identify("x" * 10_001, small)


WORDS = st.sampled_from(
    [
        *(
            "Nissan",
            "Qashqai",
            "2011",
            "J10",
            "Ford",
            "Focus",
            "VW",
            "Renault",
            "CODE",
            "SAFE",
            "WAIT",
            "S/N",
            "VIN:",
            "\n",
        ),
        *(
            "M123456",
            "BP234671234567",
            "T482",
            "WF0AXXGCDA5A12345",
            "50700012",
            "GM",
            "1300",
            "51234567",
            "1234",
            "C230",
        ),
    ]
)
TEXTS = st.text(max_size=80) | st.lists(WORDS | st.text(max_size=5), max_size=10).map(" ".join)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "brand": st.sampled_from(["nissan", "VW", "Ford", ""]) | st.text(max_size=8),
        "model": st.sampled_from(["Qashqai", "golf"]) | st.text(max_size=8),
        "year": st.integers(1900, 2100) | st.none(),
        "vin": st.sampled_from([NISSAN_VIN, "wf0axxgcda5a12345"]) | st.text(max_size=18),
        "display": st.sampled_from(["CODE", "2 SAFE", "wait", "LOCK10"]) | st.text(max_size=8),
    },
)


def check(text: str, options: dict[str, str | int | None]) -> None:
    try:
        found = identify(text, SHIPPED, **options)  # type: ignore[arg-type]
    except HeadunitError as fault:
        assert fault.code in {"year-range", "vin-length", "vin-characters", "unknown-brand"}  # noqa: PT017 - a property
        return
    assert len(found.families) <= 10
    assert all(family.score > 0 and family.reasons for family in found.families)
    order = [(-family.score, family.id) for family in found.families]
    assert order == sorted(set(order))
    assert found.car.year is None or found.car.year in YEARS
    if found.question:
        assert [option.family for option in found.question.options] != []
        asked = {option.family for option in found.question.options}
        by_brand = all(option.arguments == ("--brand", option.label) for option in found.question.options)
        assert by_brand or asked == {family.id for family in found.families[:2]}
    assert identify(text, SHIPPED, **options) == found  # type: ignore[arg-type]


@given(TEXTS, OPTIONS)
def test_any_evidence_gives_a_result_or_one_of_our_errors(text: str, options: dict[str, str | int | None]) -> None:
    check(text, options)


@pytest.mark.verify
@given(TEXTS, OPTIONS)
def test_very_much_evidence_gives_a_result_or_one_of_our_errors(
    text: str, options: dict[str, str | int | None]
) -> None:
    check(text, options)
