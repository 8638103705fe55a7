"""Every seeded fault is noticed, and a lock without one isn't accused."""

from __future__ import annotations

import json

import pytest

from tests.verification import search
from tests.verification.faults import FAULTS
from tests.verification.layers import LAYERS
from tests.verification.record_faults import QUICK, SEARCHES, file_of
from tests.verification.world import Violation, play

FOUND_BY_SEARCH = [name for name, fault in FAULTS.items() if fault.layer in SEARCHES]
ELSEWHERE = [name for name, fault in FAULTS.items() if fault.layer in QUICK and fault.layer not in SEARCHES]


@pytest.mark.parametrize("layer", [layer for layer in QUICK if layer not in {"cuts", "search"}])
def test_a_sound_lock_is_not_accused(layer: str) -> None:
    LAYERS[layer]()


def test_there_are_faults_enough_and_each_invariant_can_fail() -> None:
    print(f"{len(FAULTS)} faults, counterexamples of {len(FOUND_BY_SEARCH)} stored")  # noqa: T201  # for make verify
    assert len(FAULTS) >= 20
    # I9 is about voltage and I13 about updates: they are checked where those are.
    assert {fault.invariant for fault in FAULTS.values()} == {
        f"I{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 14)
    }


@pytest.mark.parametrize("name", FOUND_BY_SEARCH)
def test_the_stored_counterexample_of_a_fault_still_breaks_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = json.loads(file_of(name).read_text(encoding="utf-8"))
    rules = SEARCHES[stored["layer"]]
    assert len(stored["events"]) <= 40
    FAULTS[name].put(monkeypatch)
    with pytest.raises(Violation) as broken:
        play(rules, stored["events"])
    assert broken.value.invariant == stored["invariant"] == FAULTS[name].invariant


@pytest.mark.parametrize("name", FOUND_BY_SEARCH)
def test_a_sound_lock_holds_through_each_counterexample(name: str) -> None:
    stored = json.loads(file_of(name).read_text(encoding="utf-8"))
    play(SEARCHES[stored["layer"]], stored["events"])


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_fault_that_no_search_sees_is_noticed_elsewhere(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS[name].put(monkeypatch)
    with pytest.raises(Violation) as broken:
        LAYERS[FAULTS[name].layer]()
    assert broken.value.invariant == FAULTS[name].invariant


@pytest.mark.verify
@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_noticed_anew(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = FAULTS[name]
    fault.put(monkeypatch)
    if fault.layer in SEARCHES:
        found = search.search(SEARCHES[fault.layer])
        assert isinstance(found, search.Refuted)
        stored = json.loads(file_of(name).read_text(encoding="utf-8"))
        assert [list(action) for action in found.trace] == stored["events"]
        return
    with pytest.raises(Violation) as broken:
        LAYERS[fault.layer]()
    assert broken.value.invariant == fault.invariant
