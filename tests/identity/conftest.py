"""A small catalogue of invented radios, so that the shipped facts do not matter to the weighing."""

from __future__ import annotations

from typing import Any

import pytest

from headunit.facts import Catalogue


def claim(value: object, confidence: str = "single") -> dict[str, object]:
    return {"value": value, "sources": ["S1"], "confidence": confidence}


def vehicle(
    make: str, model: str = "", generation: str = "", years: list[int] | None = None, confidence: str = "single"
) -> dict[str, object]:
    table: dict[str, object] = {"make": make, "model": model, "generation": generation}
    return claim(table | ({"years": years} if years else {}), confidence)


def family(family_id: str, brands: list[str], **fact: list[dict[str, object]]) -> dict[str, Any]:
    head = {
        "id": family_id,
        "name": f"The {family_id}",
        "summary": "A radio.",
        "route": "dealer",
        "reason": "None known.",
    }
    return head | {"brands": brands, "rules": [], "fact": fact}


def number(kind: str, pattern: str, where: str = "", words: str = "") -> dict[str, object]:
    return claim({"kind": kind, "pattern": pattern, "where": where, "words": words})


def display(text: str, state: str = "asks", words: str = "a meaning", confidence: str = "single") -> dict[str, object]:
    return claim({"text": text, "state": state, "words": words}, confidence)


def brand(name: str, *aliases: str, makes_radios: bool = False) -> dict[str, object]:
    return {"name": name, "aliases": list(aliases), "route": "dealer", "makes_radios": makes_radios}


TABLES: dict[str, Any] = {
    "families": [
        family(
            "alpha",
            ["Nissan"],
            maker=[claim("Clarion of Japan")],
            code_length=[claim(4)],
            vehicle=[
                vehicle("Nissan", "Qashqai", "J10", [2007, 2010]),
                vehicle("Nissan", "Note", "E11"),
                vehicle("Nissan", "Qashqai", "J10", [2012, 2012]),
            ],
            number=[number("serial", "AL[0-9]{5}", "label", "a serial of alpha"), number("part-number", "28[0-9]{3}A")],
            display=[display("CODE"), display("ERR #", "wrong"), display("Hello", "linked")],
        ),
        family(
            "beta",
            ["Nissan", "Infiniti"],
            maker=[claim("Bosch")],
            code_length=[claim(5)],
            vehicle=[vehicle("Nissan", "Qashqai", "J11", [2015, 2015]), vehicle("Nissan", "Juke")],
            number=[number("serial", "[0-9]{7}"), number("model-number", "QX[0-9]{2}", "case")],
            display=[display("CODE"), display("WAIT 30", "wait")],
        ),
        family(
            "gamma",
            ["Ford"],
            number=[number("serial", "GA[0-9]{5}", "", "a serial of gamma"), number("firmware-version", "77700")],
        )
        | {"rules": ["ford-m"]},
        family(
            "hearsay",
            ["Nissan"],
            vehicle=[vehicle("Nissan", "Qashqai", "J10", confidence="article")],
            display=[display("SEC", confidence="article")],
            remark=[claim("Said elsewhere.")],
        ),
        family(
            "van", ["Renault"], vehicle=[vehicle("Nissan", "Primastar")], number=[number("precode", "[A-Z][0-9]{3}")]
        ),
        family("wide", ["Ford"], number=[number("serial", "[A-Z]{2}[0-9]{5}"), number("card-number", "K[0-9]{5}")]),
    ],
    "sources": [],
    "routes": [],
    "brands": [
        brand("Nissan", "Datsun"),
        brand("Infiniti"),
        brand("Ford"),
        brand("Renault"),
        brand("GA"),
        brand("Land Rover", "Range Rover"),
        brand("Clarion", "Klarion", makes_radios=True),
    ],
    "unsolved": [],
    "blaupunkt_types": [],
}


@pytest.fixture(scope="session")
def small() -> Catalogue:
    return Catalogue(TABLES)
