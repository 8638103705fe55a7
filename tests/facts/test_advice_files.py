"""The advice files hold together, and a fault in them is told in one sentence."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from headunit.errors import ConfigurationError
from headunit.facts import advice as advice_module
from headunit.facts import load_catalogue
from headunit.facts.advice import ADVICE_FILES, ADVICE_PATH, load_advice, read_advice_tables
from headunit.facts.advice_check import all_said, check_advice
from headunit.facts.advice_parse import parse_advice
from headunit.facts.advice_records import Basis

if TYPE_CHECKING:
    from collections.abc import Callable

CATALOGUE = load_catalogue()
TABLES = load_advice()
FOLDER = Path(ADVICE_PATH).parent / "advice_files"
RAW: dict[str, Any] = read_advice_tables(FOLDER)


def test_what_is_shipped_is_what_the_files_say() -> None:
    assert json.loads(Path(ADVICE_PATH).read_text(encoding="utf-8")) == RAW
    assert {path.name for path in FOLDER.glob("*")} == set(ADVICE_FILES)


def test_the_shipped_advice_holds_against_the_catalogue() -> None:
    check_advice(TABLES, CATALOGUE)


def test_the_articles_word_is_labelled_and_nothing_else_is() -> None:
    for name, said in all_said(TABLES):
        standings = {CATALOGUE.sources[source].standing for source in said.sources}
        assert (said.basis is Basis.ARTICLE) == ("article" in standings), name
        assert "none" not in standings, name
        assert said.sources or said.basis is Basis.PRACTICE, name


def test_no_text_without_a_basis_speaks_for_the_article() -> None:
    for node in TABLES.nodes:
        for text in (node.why, *node.not_now, *node.look_for):
            assert "article" not in text.lower(), node.id


def test_every_observation_leads_somewhere() -> None:
    used = {name for node in TABLES.nodes for name in (*node.seen, *node.any_of)}
    assert {observation.id for observation in TABLES.observations} == used


def test_every_source_of_a_note_is_known() -> None:
    for name, said in all_said(TABLES):
        for source in re.findall(r"\b[A-Z][0-9]{2}\b", said.note + said.text):
            if source != "J10":
                assert source in CATALOGUE.sources, name


def _change(path: list[str | int], value: object) -> Callable[[dict[str, Any]], None]:
    def change(tables: dict[str, Any]) -> None:
        place: Any = tables
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_change(["node", 0, "colour"], "red"), "Node 'start': unknown key 'colour'"),
        (_change(["node", 0, "meaning"], {"text": "x"}), "lacks 'basis'"),
        (_change(["node", 0, "meaning"], "x"), "Node.meaning is not a table"),
        (_change(["node", 0, "step", "basis"], "rumour"), "'rumour' is not a valid Basis"),
        (_change(["node", 0, "state"], "sulks"), "Node.state is 'sulks', not one of"),
        (_change(["node", 0, "states"], ["sulks"]), "Node.states holds 'sulks', not one of"),
        (_change(["node", 0, "uses"], ["colour"]), "Node.uses holds 'colour', not one of"),
        (_change(["node", 0, "why"], 7), "Node.why is not text"),
        (_change(["node", 0, "not_now"], "x"), "Node.not_now is not a list"),
        (_change(["node", 0, "not_now"], [1]), "Node.not_now is not a list of texts"),
        (_change(["node", 0, "scope"], {"solved": "yes"}), "Scope.solved is not true or false"),
        (_change(["node", 0, "said"], [{"text": "x"}]), "lacks 'basis'"),
        (_change(["node", 0, "questions"], [{"text": "x", "options": [{"label": "y"}]}]), "names not exactly one of"),
        (
            _change(["node", 0, "questions"], [{"text": "x", "options": [{"label": "y", "car": "z"}]}]),
            "not exactly one",
        ),
        (_change(["question", 0, "computed"], "magic"), "FaqQuestion.computed is 'magic'"),
        (_change(["item", 0, "phase"], "never"), "ChecklistItem.phase is 'never'"),
        (_change(["item", 0, "myth"], 1), "ChecklistItem.myth is not true or false"),
        (lambda tables: tables.pop("item"), "the advice is wrong: 'item'"),
    ],
)
def test_a_fault_of_form_is_named(change: Callable[[dict[str, Any]], None], message: str) -> None:
    tables = copy.deepcopy(RAW)
    change(tables)
    with pytest.raises(ConfigurationError) as fault:
        parse_advice(tables)
    assert fault.value.code == "advice-file"
    assert message in fault.value.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_change(["node", 0, "id"], RAW["node"][1]["id"]), "two nodes are called 'unknown-display'"),
        (_change(["node", 0, "step", "sources"], ["S01"]), "practice with sources ['S01']"),
        (_change(["node", 0, "step"], {"text": "x", "basis": "single"}), "single with sources []"),
        (_change(["node", 0, "step"], {"text": "x", "basis": "single", "sources": ["S00"]}), "can't carry a claim"),
        (_change(["node", 0, "step"], {"text": "x", "basis": "article", "sources": ["S01"]}), "can't carry a claim"),
        (_change(["node", 0, "step"], {"text": "x", "basis": "single", "sources": ["S66"]}), "can't carry a claim"),
        (_change(["node", 0, "step"], {"text": "x", "basis": "single", "sources": ["Z99"]}), "unknown source 'Z99'"),
        (_change(["node", 0, "scope"], {"families": ["no-such"]}), "for the unknown 'no-such'"),
        (_change(["node", 0, "scope"], {"brands": ["Tesla"]}), "for the unknown 'Tesla'"),
        (_change(["node", 0, "seen"], ["rain"]), "unknown name 'rain'"),
        (_change(["node", 0, "questions"], []), "ends in a question and has none"),
        (
            _change(["node", 0, "questions"], [{"text": "x", "options": [{"label": "y", "family": "no-such"}]}]),
            "unknown name 'no-such'",
        ),
        (
            _change(["node", 0, "questions"], [{"text": "x", "options": [{"label": "y", "brand": "Tesla"}]}]),
            "unknown name 'Tesla'",
        ),
    ],
)
def test_a_name_or_source_that_does_not_hold_is_named(change: Callable[[dict[str, Any]], None], message: str) -> None:
    tables = copy.deepcopy(RAW)
    change(tables)
    with pytest.raises(ConfigurationError) as fault:
        check_advice(parse_advice(tables), CATALOGUE)
    assert fault.value.code == "advice-names"
    assert message in fault.value.message


@pytest.mark.parametrize("content", [None, "{"])
def test_a_damaged_installation_says_so(content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "advice.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(advice_module, "ADVICE_PATH", str(path))
    load_advice.cache_clear()
    try:
        with pytest.raises(ConfigurationError, match="can't be read"):
            load_advice()
    finally:
        load_advice.cache_clear()
