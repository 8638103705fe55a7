"""Every write of every script cut at every byte: old or new, nothing between, and no code for free."""

from __future__ import annotations

import pytest

from tests.verification.cuts import SCRIPTS, count_cases
from tests.verification.world import TEARS

SECOND = ("clean", "odd", "blank", "scattered")
"""How the recovery is cut: with all eight first tears, at every byte."""


def test_there_are_as_many_scripts_and_tears_as_promised() -> None:
    assert len(SCRIPTS) >= 12
    assert len(TEARS) >= 8


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_cut_gives_a_code_for_free(name: str) -> None:
    assert count_cases(SCRIPTS[name], ()) > 0


@pytest.mark.verify
def test_a_million_cuts_with_a_second_one_in_the_recovery() -> None:
    counts = {name: count_cases(script, SECOND) for name, script in SCRIPTS.items()}
    print(f"{sum(counts.values()):,} cuts, {min(counts.values()):,} or more in each of {len(counts)} scripts")  # noqa: T201  # the figure of make verify
    assert all(counts.values())
    assert sum(counts.values()) >= 1_000_000
