"""The Premium 5 twin does what was measured on the original firmware, row by row."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.twin.premium5 import Bench

SCENARIOS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("premium5.toml").read_text(encoding="utf-8"))[
    "scenario"
]
MEMORY = ("code", "count", "coding", "wrong_sum")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[f"row {each['row']}: {each['name']}" for each in SCENARIOS])
def test_row(scenario: dict[str, Any]) -> None:
    bench = Bench(**{name: scenario[name] for name in MEMORY if name in scenario})
    for step in scenario["steps"]:
        bench.do(step)
    if "sees" in scenario:
        assert bench.shown() == scenario["sees"]
    last = bench.seen[-1]._asdict()
    assert {name: last[name] for name in scenario["ends"]} == scenario["ends"]


def test_the_scenarios_cover_every_row_of_the_measurement() -> None:
    rows = {each["row"] for each in SCENARIOS}
    assert rows == {"1", "2", "3", "4", "5", "6", "7", "8", "10", "11", "12", "13", "14", "15", "16", "16b", "17", "18"}
