"""The vectors of tests/vectors/vectors.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from headunit.codes.candidate import Refusal
from headunit.codes.rule import Circumstances
from headunit.codes.rules import ALL_RULES

RULES = {rule.id: rule for rule in ALL_RULES}
VECTORS = tomllib.loads((Path(__file__).parents[2] / "vectors" / "vectors.toml").read_text(encoding="utf-8"))
ROWS = [
    (group["rule"], group.get("presets"), serial, code)
    for group in VECTORS["group"]
    for serial, code in group["codes"].items()
]
NOT_COVERED = [serial for group in VECTORS["refused"] for serial in group["serials"] if serial.startswith("BP")]
NO_RULE = [serial for group in VECTORS["refused"] for serial in group["serials"] if not serial.startswith("BP")]


@pytest.mark.parametrize(
    ("rule", "presets", "serial", "code"), ROWS, ids=[f"{rule}-{serial}" for rule, _, serial, _ in ROWS]
)
def test_a_vector_comes_first(rule: str, presets: int | None, serial: str, code: str) -> None:
    answer = RULES[rule].answer(RULES[rule].key(serial), Circumstances(presets=presets))
    assert isinstance(answer, tuple)
    assert answer[0].code.reveal() == code


@pytest.mark.parametrize("serial", NOT_COVERED)
@pytest.mark.parametrize("asked", [False, True])
def test_a_type_that_is_not_covered_is_refused(serial: str, asked: bool) -> None:  # noqa: FBT001 - pytest's parameter
    rule = RULES["blaupunkt-bp"]
    assert isinstance(rule.answer(rule.key(serial), Circumstances(asked=asked)), Refusal)


@pytest.mark.parametrize("serial", NO_RULE)
def test_no_rule_claims_a_serial_without_a_public_rule(serial: str) -> None:
    assert [rule.id for rule in ALL_RULES if rule.claims(serial)] == []


def test_the_file_holds_what_it_should() -> None:
    assert len(ROWS) == 63
    assert (len(NOT_COVERED), len(NO_RULE)) == (4, 102)
