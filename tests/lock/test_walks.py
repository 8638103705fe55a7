"""What a lock did on a long walk it does again: whoever changes that has to mean it."""

from __future__ import annotations

import json

import pytest

from headunit import lock
from tests.lock.profiles import PROFILES
from tests.lock.walks import LEG, RECORDED, STEPS, Walk, sums_of

WALKS: dict[str, list[str]] = json.loads(RECORDED.read_text(encoding="utf-8"))


def test_there_is_a_recorded_walk_for_each_profile() -> None:
    assert list(WALKS) == list(PROFILES)
    assert {len(sums) for sums in WALKS.values()} == {STEPS // LEG}


def test_the_walks_take_every_row_of_the_table() -> None:
    taken = set()
    for walk in map(Walk, PROFILES):
        source = walk.state.phase
        for told in walk.tell():
            taken.add((source, told[1:].partition("(")[0]))
            source = walk.state.phase
    assert {(row.source, row.event) for row in lock.TRANSITIONS} <= taken


@pytest.mark.parametrize("name", PROFILES)
def test_a_walk_is_the_same_as_when_it_was_recorded(name: str) -> None:
    differs = [leg for leg, (old, new) in enumerate(zip(WALKS[name], sums_of(name), strict=True)) if old != new]
    assert not differs, f"from step {LEG * differs[0]} on; if that is meant: python -m tests.lock.walks"
