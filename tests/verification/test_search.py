"""All worlds that can be reached at small parameters, with a cut at every byte, in the product's own step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit import lock
from tests.verification import search
from tests.verification.search import DAILY, GESTURED, LARGE, SMALL, Found, owners_reach

if TYPE_CHECKING:
    from tests.verification.world import Rules

EVENTS = {
    "on": "SupplyOn",
    "off": "SupplyOff",
    "cut": "SupplyOff",
    "advance": "Advance",
    "use": "Use",
    "right": "Submit",
    "wrong": "Submit",
    "land": "Written",
    "bad-land": "Written",
    "touch": "Touch",
    "dip": "Dip",
    "cpu-reset": "CpuReset",
    "diag": "DiagnosticReset",
    "gesture": "Gesture",
    "factory": "FactoryReset",
}


def found(rules: Rules) -> Found:
    result = search.search(rules)
    assert isinstance(result, Found), result
    print(f"{result.states:,} states, {result.transitions:,} transitions, {result.cuts:,} cuts")  # noqa: T201  # the figure of make verify
    return result


def check_table(result: Found) -> None:
    """Each move that was seen stands in the table of transitions."""
    rows = {(row.source, row.event): row.targets for row in lock.TRANSITIONS}
    for source, action, target in result.moves:
        assert target in rows.get((source, EVENTS[action]), (source,)), (source, action, target)


def test_a_small_lock_holds_everywhere_and_its_owner_always_gets_in() -> None:
    result = found(SMALL)
    check_table(result)
    assert (result.states, result.transitions) == (2_446, 81_758)
    assert owners_reach(SMALL, result) == result.states


@pytest.mark.verify
@pytest.mark.parametrize(
    ("rules", "states", "transitions"),
    [(LARGE, 31_655, 1_008_435), (DAILY, 17_142, 786_702), (GESTURED, 5_689, 208_697)],
    ids=["large", "daily", "gestured"],
)
def test_a_lock_holds_everywhere_and_its_owner_always_gets_in(rules: Rules, states: int, transitions: int) -> None:
    result = found(rules)
    check_table(result)
    assert (result.states, result.transitions) == (states, transitions)
    assert owners_reach(rules, result) == result.states
