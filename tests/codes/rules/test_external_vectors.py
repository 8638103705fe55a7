"""Vectors kept outside the repository (HEADUNIT_VECTORS names the file): real pairs and rows without a licence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from headunit.codes.candidate import Refusal
from headunit.codes.rule import Circumstances
from headunit.codes.rules import ALL_RULES

pytestmark = pytest.mark.vectors

RULES = {rule.id: rule for rule in ALL_RULES}


def load() -> list[dict[str, str]]:
    path = os.environ.get("HEADUNIT_VECTORS")
    vectors: list[dict[str, str]] = json.loads(Path(path).read_text(encoding="utf-8")) if path else []
    return vectors


def first_code(family: str, serial: str, extra: str) -> str:
    presets = int(extra.removeprefix("presets=")) if extra.startswith("presets=") else None
    named = RULES[family]
    # As the caller does it: the kin of a rule are tried first.
    rule = next((RULES[kin] for kin in named.kin if RULES[kin].claims(serial)), named)
    answer = rule.answer(rule.key(serial), Circumstances(presets=presets, asked=True))
    return answer[0].code.reveal() if isinstance(answer, tuple) else repr(answer)


def test_every_vector_of_our_rules_comes_first() -> None:
    ours = [vector for vector in load() if vector["family"] in RULES]
    assert len(ours) >= 240
    assert {vector["family"] for vector in ours} >= RULES.keys() - {"opel-car2003", "opel-car300"}
    wrong = [
        (vector["family"], vector["serial"])
        for vector in ours
        if first_code(vector["family"], vector["serial"], vector["extra"]) != vector["code"]
    ]
    assert wrong == []


def test_every_serial_that_is_not_covered_is_refused() -> None:
    rule = RULES["blaupunkt-bp"]
    serials = [vector["serial"] for vector in load() if vector["family"] == "blaupunkt-NOT-covered"]
    assert serials
    for serial in serials:
        for asked in (False, True):
            assert isinstance(rule.answer(rule.key(serial), Circumstances(asked=asked)), Refusal)


def test_no_rule_claims_a_serial_without_a_public_rule() -> None:
    serials = [vector["serial"] for vector in load() if vector["family"] == "vw-rcd-no-algorithm"]
    assert serials
    assert [serial for serial in serials for rule in ALL_RULES if rule.claims(serial)] == []
