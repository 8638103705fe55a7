"""What is assumed stands in one place, with its reason, and never where a source speaks."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from headunit.errors import ConfigurationError
from headunit.facts import load_catalogue
from headunit.facts.assumptions import ASSUMPTIONS_PATH, Assumptions, check_assumptions, load_assumptions
from headunit.facts.folder import read_shipped_assumptions

FACTS = Path(ASSUMPTIONS_PATH).parent
ASSUMPTIONS = load_assumptions()
FAMILIES = [head.id for head in load_catalogue().heads]


def value(assumed: object, why: str = "because") -> dict[str, object]:
    return {"assumed": assumed, "why": why}


SMALL: dict[str, Any] = {
    "default": {
        "panel": {"start": value("0000"), "keys": value(["1", "2"])},
        "lock": {"first": value([0, 3600])},
        "supply": {},
        "ecu": {},
    },
    "kind": {"typed": {"panel": {"start": value("----")}}},
    "family": {
        "my-radio": {"kind": "typed", "lock": {"first": value([0])}},
        "your-radio": {"variant": {"with a knob": {"panel": {"start": value("1000")}}}},
    },
}


def test_the_index_is_what_the_file_says() -> None:
    assert json.loads(Path(ASSUMPTIONS_PATH).read_text(encoding="utf-8")) == read_shipped_assumptions(FACTS)


@pytest.mark.parametrize("family", [*FAMILIES, "a-private-radio"])
def test_every_family_gets_a_panel_and_a_lock_with_reasons(family: str) -> None:
    panel, lock = ASSUMPTIONS.panel(family), ASSUMPTIONS.lock(family)
    assert {"front", "method", "digit_keys", "start", "confirm_action", "display_asks"} <= set(panel)
    assert {"first", "needs", "cut", "memory", "order", "start_wait_ms"} <= set(lock)
    assert all(each.why for each in (*panel.values(), *lock.values()))
    assert lock["first"].value


def test_the_nearest_assumption_wins() -> None:
    small = Assumptions(SMALL)
    assert small.panel("their-radio")["start"].value == "0000"
    assert small.panel("my-radio")["start"] == ("----", "because")
    assert small.panel("my-radio")["keys"].value == ("1", "2")
    assert small.lock("my-radio")["first"].value == (0,)
    assert small.panel("your-radio")["start"].value == "0000"
    assert small.panel("your-radio", "with a knob")["start"].value == "1000"
    assert small.lock("your-radio", "with a knob")["first"].value == (0, 3600)


@pytest.mark.parametrize(
    ("path", "content", "sentence"),
    [
        (("family", "no-radio"), {}, "there is no family 'no-radio'"),
        (("family", "my-radio", "colour"), {}, "my-radio has the unknown part 'colour'"),
        (("family", "my-radio", "kind"), "shouted", "my-radio is of the unknown kind 'shouted'"),
        (("family", "my-radio", "lock", "luck"), value(1), "my-radio has the unknown lock value 'luck'"),
        (("kind", "typed", "panel", "luck"), value(1), "typed has the unknown panel value 'luck'"),
        (
            ("family", "your-radio", "variant", "with a knob", "panel", "start"),
            {"assumed": "0"},
            "your-radio (with a knob) does not say what it assumes of 'start', and why",
        ),
        (
            ("default", "lock", "first"),
            value([0], ""),
            "default does not say what it assumes of 'first', and why",
        ),
    ],
)
def test_a_fault_is_named(path: tuple[str, ...], content: object, sentence: str) -> None:
    tables = deepcopy(SMALL)
    table = tables
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = content
    with pytest.raises(ConfigurationError) as caught:
        check_assumptions(tables, {"my-radio", "your-radio"})
    assert (caught.value.code, caught.value.message) == ("assumptions-file", f"the assumptions are wrong: {sentence}")
    check_assumptions(SMALL, {"my-radio", "your-radio"})
