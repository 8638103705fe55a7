"""The question that would decide between the best two."""

from __future__ import annotations

from typing import Any

import pytest

from headunit.facts import Catalogue
from headunit.identity.question import deciding_question
from headunit.identity.rank import RankedFamily


def ranked(family_id: str, score: int) -> RankedFamily:
    return RankedFamily(
        id=family_id, name=f"The {family_id}", score=score, reasons=(), against=(), look_for=(), article_only=False
    )


def fact(value: object) -> list[dict[str, object]]:
    return [{"value": value, "sources": ["S1"], "confidence": "single"}]


def ask(one: dict[str, Any], other: dict[str, Any]) -> tuple[str, list[str], list[str]] | None:
    tables = [
        {
            "id": name,
            "name": f"The {name}",
            "summary": "",
            "brands": [],
            "rules": [],
            "route": "",
            "reason": "x",
            "fact": facts,
        }
        for name, facts in (("one", one), ("other", other))
    ]
    question = deciding_question((ranked("one", 30), ranked("other", 20)), Catalogue({"families": tables}))
    if question is None:
        return None
    assert [option.arguments for option in question.options] == [
        ("--family", option.family) for option in question.options
    ]
    return question.text, [option.label for option in question.options], [option.family for option in question.options]


def serial(words: str, kind: str = "serial") -> dict[str, Any]:
    return {"number": fact({"kind": kind, "pattern": "A", "words": words})}


def shows(text: str, state: str = "asks") -> dict[str, Any]:
    return {"display": fact({"text": text, "state": state})}


BOTH = ["one", "other"]
NOTHING = "What stands on the label of the radio's case? The catalogue knows no difference between these two."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, (NOTHING, ["The one", "The other"], BOTH)),
        (
            serial("a serial"),
            serial("a precode", "precode"),
            ("Which number stands on the radio's label?", ["a serial: The one", "a precode: The other"], BOTH),
        ),
        (
            serial("same") | shows("CODE"),
            serial("same") | shows("SAFE", "linked"),
            ("What does the radio's display show?", ["CODE: The one", "SAFE: The other"], BOTH),
        ),
        (
            shows("CODE") | {"maker": fact("Bosch")},
            shows("CODE", "entry") | {"maker": fact("Clarion")},
            ("Whose name stands on the radio's label?", ["Bosch: The one", "Clarion: The other"], BOTH),
        ),
        (
            {"code_length": fact(4)},
            {"code_length": fact(5)},
            ("How many digits does the code have?", ["4: The one", "5: The other"], BOTH),
        ),
        ({"code_length": fact(4)}, {"code_length": fact(4)}, None),
        (
            serial("a serial"),
            {},
            ("Does this stand on the radio's label: a serial?", ["yes: The one", "no, perhaps: The other"], BOTH),
        ),
        (
            {},
            shows("CODE"),
            ("Does the radio's display show CODE?", ["yes: The other", "no, perhaps: The one"], ["other", "one"]),
        ),
        (
            {"maker": fact("Bosch")},
            {},
            ("Does the radio's label bear the name Bosch?", ["yes: The one", "no, perhaps: The other"], BOTH),
        ),
        (
            {},
            {"code_length": fact(5)},
            (
                "Is this the number of digits of the code: 5?",
                ["yes: The other", "no, perhaps: The one"],
                ["other", "one"],
            ),
        ),
        (serial("x", "part-number"), shows("OFF", "wait"), (NOTHING, ["The one", "The other"], BOTH)),
        (
            serial("a serial") | {"code_length": fact(4)},
            {"code_length": fact(5)},
            ("How many digits does the code have?", ["4: The one", "5: The other"], BOTH),
        ),
    ],
)
def test_what_differs_is_asked(
    one: dict[str, Any], other: dict[str, Any], expected: tuple[str, list[str], list[str]] | None
) -> None:
    if expected is None:
        found = ask(one, other)
        assert found
        assert found[2] == BOTH
        return
    assert ask(one, other) == expected


@pytest.mark.parametrize(
    ("scores", "asked"),
    [([], False), ([5], False), ([30, 5], False), ([29, 5], True), ([30, 6, 1], True), ([5, 5], True)],
)
def test_a_clear_lead_is_not_asked_about(small: Catalogue, scores: list[int], asked: bool) -> None:  # noqa: FBT001 - a table
    families = tuple(ranked(name, score) for name, score in zip(("alpha", "beta", "gamma"), scores, strict=False))
    question = deciding_question(families, small)
    assert (question is not None) is asked
    if question:
        assert [option.family for option in question.options] == ["alpha", "beta"]
