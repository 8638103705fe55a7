"""The letter to the dealer."""

from __future__ import annotations

import pytest

from headunit.facts import load_catalogue
from headunit.recovery import RequestDetails, dealer_request

CATALOGUE = load_catalogue()
DETAILS = RequestDetails(
    unit="Ford radio", serial="M123456", vin="WF0AXXGCDA1234567", car="Focus 2004", owner="A. Owner"
)


@pytest.mark.parametrize("route", sorted(CATALOGUE.routes))
def test_every_route_makes_a_letter_of_78_columns(route: str) -> None:
    letter = dealer_request(DETAILS, CATALOGUE.routes[route])
    assert max(map(len, letter.splitlines())) <= 78
    assert letter.endswith("\n")
    for wanted in ("M123456", "WF0AXXGCDA1234567", "Focus 2004", "A. Owner", CATALOGUE.routes[route].name, "[ ] "):
        assert wanted in letter


def test_the_advice_stands_below_the_letter() -> None:
    letter, advice = dealer_request(DETAILS, CATALOGUE.routes["ford"]).split("not part of the letter")
    assert "Signature" in letter
    assert " ".join(CATALOGUE.routes["ford"].ask.split()) in " ".join(advice.split())


def test_what_is_not_known_becomes_a_line_to_fill_in() -> None:
    letter = dealer_request(RequestDetails(unit="Ford radio"), CATALOGUE.routes["ford"])
    assert "Serial on its label:  ____" in letter


def test_markdown_has_headings_a_table_and_boxes() -> None:
    letter = dealer_request(RequestDetails(unit="a|b"), CATALOGUE.routes["ford"], markdown=True)
    assert letter.startswith("# Request")
    assert "| Radio | a\\|b |" in letter
    assert "- [ ] " in letter
    assert "\n---\n" in letter


@pytest.mark.parametrize("route", ["nissan-link", "renault-link"])
def test_a_radio_without_a_code_is_to_be_set_up_again(route: str) -> None:
    letter = " ".join(dealer_request(DETAILS, CATALOGUE.routes[route]).split("not part of the letter")[0].split())
    assert "It has no code to type." in letter
    assert "Please set up the link between the radio and the car again." in letter
    assert "security code" not in letter
