"""Families and evidence: the catalogue, every radio with its claims, questions and checklist, and the card check."""

from __future__ import annotations

import html

import pytest

from headunit.codes.rules import ALL_RULES
from tests.twin.twins import CATALOGUE
from tests.web.server import Bench

FAMILIES = sorted(head.id for head in CATALOGUE.heads)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


def text_of(bench: Bench, path: str) -> str:
    answer = bench.client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def test_the_catalogue_is_searched_by_make(bench: Bench) -> None:
    everything, found = text_of(bench, "/radios"), text_of(bench, "/radios?q=HONDA")

    assert all(f'href="/radios/{family}"' in everything for family in FAMILIES)
    assert 'href="/radios/honda-5key"' in found
    assert 'href="/radios/ford-keycode"' not in found
    assert "None of them fits" in text_of(bench, "/radios?q=no such make")


@pytest.mark.parametrize("family_id", FAMILIES)
def test_a_radio_shows_each_claim_with_its_sources(family_id: str, bench: Bench) -> None:
    page, family = text_of(bench, f"/radios/{family_id}"), CATALOGUE.family(family_id)

    assert family.name in page
    assert '<svg class="panel' in page
    used = [
        source
        for claims in (family.display, family.entry.claims, family.lock_schedule.claims)
        for claim in claims
        for source in claim.sources
    ]
    assert all(f'href="#{source}"' in page and f'<li id="{source}">' in page for source in used)
    assert all(rule.title in page for rule in ALL_RULES if rule.id in family.rules)
    assert ("sources differ" in page) >= family.entry.disputed


def test_what_nobody_claims_is_there_as_not_known(bench: Bench) -> None:
    family = CATALOGUE.family("nissan-avic-budget-article")
    unclaimed = [fact for fact in (family.wait_rule, family.power_cut, family.removal) if not fact.claims]

    assert text_of(bench, f"/radios/{family.id}").count("Not known") >= len(unclaimed) > 0


@pytest.mark.parametrize("family_id", FAMILIES)
def test_a_radio_has_its_questions_and_its_checklist(family_id: str, bench: Bench) -> None:
    questions = text_of(bench, f"/radios/{family_id}/questions")
    checklist = text_of(bench, f"/radios/{family_id}/checklist")

    assert "Questions that owners ask" in questions
    assert questions.count("<h2>") > 5
    assert all(f"<h2>{phase}</h2>" in checklist for phase in ("Before", "During", "After"))


def test_all_sources_and_rules_are_listed(bench: Bench) -> None:
    page = text_of(bench, "/radios/sources")

    assert all(f'<li id="{source}">' in page for source in CATALOGUE.sources)
    assert all(rule.title in page for rule in ALL_RULES)


@pytest.mark.parametrize(
    ("number", "status", "told"),
    [
        ("1234", 200, "It can be the code"),
        ("12345678901234567890", 200, "It is no code"),
        ("", 422, "The number holds no letter and no digit"),
    ],
)
def test_the_number_of_a_card_is_checked_and_not_shown_again(number: str, status: int, told: str, bench: Bench) -> None:
    assert "The number on the card" in text_of(bench, "/radios/ford-keycode/card")
    answer = bench.post("/radios/ford-keycode/card", number=number)

    assert answer.status_code == status
    assert told in answer.text
    assert not number or number not in answer.text


@pytest.mark.parametrize("path", ["", "/questions", "/checklist", "/card"])
def test_a_radio_that_nobody_knows_is_not_found(path: str, bench: Bench) -> None:
    assert bench.client.get(f"/radios/no-such-radio{path}").status_code == 404
