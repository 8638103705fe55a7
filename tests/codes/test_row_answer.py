"""The fast answers are those of the search for one code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.codes import find_codes
from headunit.codes.row_answer import NO_SERIAL, Added, Hints, RowAnswers
from headunit.codes.spaces import FORD_SPACES
from headunit.errors import InputError
from headunit.facts.catalogue import INDEX_PATH, Catalogue
from tests.codes.serial_texts import CATALOGUE, hint_texts, serial_texts

if TYPE_CHECKING:
    from headunit.codes.spaces import FordSpace

ANSWERS = RowAnswers(CATALOGUE)
NO_HINTS = Hints()


def searched(serial: str, hints: Hints = NO_HINTS, catalogue: Catalogue = CATALOGUE) -> Added:
    """Say what find_codes says, without any short cut; of nothing it is not asked."""
    if not serial.strip():
        return NO_SERIAL
    try:
        found = find_codes(serial, catalogue, rule=hints.rule, family=hints.family, brand=hints.brand)
    except InputError as error:
        return Added(status="error", note=str(error))
    if found.candidates:
        first, *others = found.candidates
        notes = [*first.warnings, *(f"rival code {other.code.reveal()}" for other in others)]
        return Added(first.code.reveal(), first.rule, str(first.evidence.grade), "found", "; ".join(notes))
    if found.question:
        rules = ", ".join(option.rule for option in found.question.options if option.rule)
        return Added(status="question", note=found.question.text + (f" ({rules})" if rules else ""))
    routes = [catalogue.routes[route] for route in dict.fromkeys(refusal.route for refusal in found.refused)]
    return Added(
        status="refused",
        note="; ".join(refusal.reason for refusal in found.refused),
        route="; ".join(f"{route.name}: {route.ask}" for route in routes),
    )


@given(serial_texts(), st.just(NO_HINTS) | hint_texts)
def test_a_row_gets_what_the_search_for_one_code_says(serial: str, hints: Hints) -> None:
    assert ANSWERS.answer(serial, hints) == searched(serial, hints)


@pytest.mark.verify
@given(serial_texts(), st.just(NO_HINTS) | hint_texts)
def test_very_many_rows_get_what_the_search_says(serial: str, hints: Hints) -> None:
    assert ANSWERS.answer(serial, hints) == searched(serial, hints)


@pytest.mark.parametrize("space", FORD_SPACES, ids=lambda space: f"ford-{space.letter.lower()}")
@pytest.mark.parametrize(
    ("step", "hints"),
    [
        (19_997, NO_HINTS),
        (39_989, Hints(brand="Fiat")),
        (39_989, Hints(family="ford-keycode")),
        pytest.param(19, NO_HINTS, marks=pytest.mark.verify),
    ],
)
def test_a_whole_space_gets_what_the_search_says(space: FordSpace, step: int, hints: Hints) -> None:
    for number in range(step // 2, 1_000_000, step):
        serial = f"{space.letter}{number:06d}"
        assert ANSWERS.answer(serial, hints) == searched(serial, hints)


def _with_number(**number: str) -> Catalogue:
    """Return the catalogue with one more number on the first family."""
    with open(INDEX_PATH, encoding="utf-8") as file:  # noqa: PTH123 - the path is a text
        tables: dict[str, Any] = json.load(file)
    facts = tables["families"][0].setdefault("fact", {})
    facts.setdefault("number", []).append({"value": number})
    return Catalogue(tables)


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("model-number", "M12[0-9]{4}"),
        ("part-number", "M123456"),
        ("firmware-version", r"M1\w{5}"),
        ("serial", "M[0-9A-F]{6}"),
    ],
)
def test_a_private_number_that_comes_near_is_not_overlooked(kind: str, pattern: str) -> None:
    catalogue = _with_number(kind=kind, pattern=pattern)
    answers = RowAnswers(catalogue)
    assert answers.template(FORD_SPACES[0], NO_HINTS) is None
    for serial in ("M123456", "M1234S6", "M12345", "V123456", "M654321"):
        assert answers.answer(serial, NO_HINTS) == searched(serial, catalogue=catalogue)


def test_there_is_no_common_answer_where_another_rule_was_named() -> None:
    assert ANSWERS.template(FORD_SPACES[0], Hints(rule="becker-4")) is None
    assert ANSWERS.template(FORD_SPACES[1], Hints(rule="ford-m")) is None


def test_memory_is_bounded_and_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.codes.row_answer.MOST_REMEMBERED", 1)
    answers = RowAnswers(CATALOGUE)
    for serial in ("M123456", "1234", "V123456", "XYZ1", "M1234S6", "12345678", "M123456"):
        for hints in (NO_HINTS, Hints(brand="Ford")):
            assert answers.answer(serial, hints) == searched(serial, hints)


def test_answers_for_long_texts_are_not_remembered() -> None:
    answers = RowAnswers(CATALOGUE)
    serial = "M123456 " * 20
    assert answers.answer(serial, NO_HINTS) == answers.answer(serial, NO_HINTS) == searched(serial)
    assert vars(answers)["_remembered"] == {}


def test_answers_for_long_hints_are_not_remembered() -> None:
    answers = RowAnswers(CATALOGUE)
    for hints in (Hints(brand="Ford" + " " * 200), Hints(brand="x" * 20_000)):
        assert answers.answer("M123456", hints) == searched("M123456", hints)
        assert answers.answer("1234", hints) == searched("1234", hints)
    assert vars(answers)["_remembered"] == vars(answers)["_templates"] == {}
