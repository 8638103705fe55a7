"""What owners ask and what to do at a battery change, for every family, each sentence with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.facts import load_catalogue
from headunit.facts.advice import load_advice
from headunit.facts.advice_records import Basis
from headunit.recovery.advice.battery_checklist import PHASES, battery_checklist
from headunit.recovery.advice.faq import FaqAnswer, answers
from headunit.recovery.told_facts import is_linked

if TYPE_CHECKING:
    from headunit.facts.family import Family

CATALOGUE = load_catalogue()
TABLES = load_advice()
each_family = pytest.mark.parametrize("family", list(CATALOGUE.families()), ids=lambda family: family.id)


def asked(family: str) -> dict[str, FaqAnswer]:
    return {answer.id: answer for answer in answers(CATALOGUE, TABLES, CATALOGUE.family(family))}


@each_family
def test_every_question_is_answered_for_every_family(family: Family) -> None:
    found = answers(CATALOGUE, TABLES, family)

    assert [answer.id for answer in found] == [question.id for question in TABLES.questions]
    for answer in found:
        assert answer.said or answer.unknown, answer.id
        for said in (*answer.said, *answer.myths):
            assert bool(said.sources) == (said.basis is not Basis.PRACTICE)
            standings = {CATALOGUE.sources[source].standing for source in said.sources}
            assert (standings == {"article"}) == (said.basis is Basis.ARTICLE)


@each_family
def test_what_nobody_but_the_article_says_is_not_known(family: Family) -> None:
    tries = {answer.id: answer for answer in answers(CATALOGUE, TABLES, family)}["tries"]
    sourced = any(claim.confidence != "article" for claim in family.lock_schedule.claims)

    assert bool(tries.unknown) is not (sourced or is_linked(family))


@each_family
def test_a_checklist_has_something_for_each_phase_and_says_what_is_not_known(family: Family) -> None:
    entries = battery_checklist(CATALOGUE, TABLES, family)

    assert [entry.phase for entry in entries] == sorted((entry.phase for entry in entries), key=PHASES.index)
    assert {entry.phase for entry in entries} == set(PHASES)
    assert all(entry.said.note for entry in entries if entry.myth)
    assert any(entry.id == "no-code" for entry in entries) == is_linked(family)
    assert any(entry.id == "enter" for entry in entries) != is_linked(family)


def test_a_last_limit_is_told_from_each_claim() -> None:
    assert asked("ford-keycode")["for-ever"].said[0].text == "Yes: after 13 wrong codes it takes no more."
    assert asked("vw-premium-5-delco")["for-ever"].said[0].text == "No: it waits, and never closes for good."
    assert asked("toyota-lexus-sec")["for-ever"].said[0].text.startswith("It closes after 10 wrong codes.")
    assert asked("volvo-sc8xx")["for-ever"].unknown


def test_a_radio_without_a_code_is_told_to_be_one_on_its_own_sources() -> None:
    entry = asked("nissan-nats-audio-link")["entry"]

    assert [said.text for said in entry.said] == ["Not at all: this radio takes no code."]
    assert entry.said[0].basis is Basis.DOCUMENTED
    n16 = asked("nissan-n16-nats-colour-2003")["after-the-tries"]
    assert "CONSULT-II" in n16.said[1].text


def test_what_is_missing_beside_what_is_known_is_named() -> None:
    assert "Not known: how the code is sent." in asked("volvo-sc8xx")["entry"].unknown


def test_the_services_are_judged_by_what_the_radio_has() -> None:
    assert "headunit code SERIAL" in asked("ford-keycode")["service"].said[0].text
    assert "Whoever offers to compute it" in asked("volvo-sc8xx")["service"].said[0].text


def test_codes_an_owner_can_take_off_are_taken_off_first() -> None:
    for family in ("toyota-lexus-sec", "saturn-theft-2002", "gm-theftlock"):
        entries = battery_checklist(CATALOGUE, TABLES, CATALOGUE.family(family))
        assert any(entry.id.startswith("disarm") for entry in entries)
