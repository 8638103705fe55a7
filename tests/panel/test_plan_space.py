"""Pressing the keys of a plan enters just its code: for every family whose entry is known, and every code there is."""

from __future__ import annotations

import os
from itertools import islice, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.numbers import RadioCode
from headunit.panel import (
    Advance,
    Mode,
    Submit,
    keystrokes,
    make_plan,
    panel_for_twin,
    panel_from_facts,
    plan_for_twin,
    start_state,
    step,
    variants,
)
from tests.panel.walking import walk

if TYPE_CHECKING:
    from headunit.panel import Event, Panel, PanelState, Plan, Step

CATALOGUE = load_catalogue()
ASSUMPTIONS = load_assumptions()
LARGEST_FULL_SPACE = 10_000
"""Codes of four digits; longer ones are sampled."""

UNITS = {
    f"{family.id} {scope}".strip(): (family, scope)
    for family in CATALOGUE.families()
    for scope in ("", *variants(family))
}
KNOWN = [name for name, (family, scope) in UNITS.items() if panel_from_facts(family, scope)[0]]
TYPED = [name for name, (family, scope) in UNITS.items() if panel_for_twin(family, ASSUMPTIONS, scope)[0].alphabets]


def mechanics(panel: Panel) -> tuple[object, ...]:
    """Return all of a panel that decides what a press does; panels that share it need one look at the whole space."""
    return (
        panel.method,
        panel.digit_keys,
        panel.cursor_keys,
        panel.start,
        panel.alphabets,
        panel.confirm,
        panel.open_with,
        panel.timing,
        panel.splash_ms,
        panel.idle_ms,
    )


def spaces() -> list[str]:
    """Return one unit for each kind of mechanics whose space is small enough to try as a whole."""
    chosen: dict[tuple[object, ...], str] = {}
    for name in KNOWN:
        family, scope = UNITS[name]
        twin, _ = panel_for_twin(family, ASSUMPTIONS, scope)
        size = 1
        for alphabet in twin.alphabets:
            size *= len(alphabet)
        if size <= LARGEST_FULL_SPACE:
            chosen.setdefault(mechanics(twin), name)
    return list(chosen.values())


def entered(name: str, digits: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether the plan from facts is complete, and what its keys send on the twin's panel."""
    family, scope = UNITS[name]
    panel, missing = panel_from_facts(family, scope)
    assert panel is not None
    twin, _ = panel_for_twin(family, ASSUMPTIONS, scope)
    plan = make_plan(panel, RadioCode(digits), missing=missing, twin=twin)
    return plan.complete, walk(twin, plan).submitted


class Presses:
    """Press the keys of many plans; where one begins as the last one did, go on from there."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.walked: list[tuple[Step, PanelState, tuple[str, ...]]] = []

    def sent(self, plan: Plan) -> tuple[str, ...]:
        """Return the codes that the keys of *plan* send, as ``walk`` does."""
        same = 0
        while same < len(self.walked) and same < len(plan.steps) and self.walked[same][0] == plan.steps[same]:
            same += 1
        del self.walked[same:]
        state, sent = self.walked[-1][1:] if self.walked else (start_state(self.panel), ())
        for plan_step in plan.steps[same:]:
            asks: tuple[Event, ...] = (Mode("asks"), Advance(self.panel.splash_ms))
            for event in asks if plan_step.action == "switch-on" else keystrokes(plan_step):
                state, outputs = step(self.panel, state, event)
                if outputs:
                    sent += tuple(out.code for out in outputs if isinstance(out, Submit))
            self.walked.append((plan_step, state, sent))
        return sent


def test_there_is_something_to_try() -> None:
    assert len(KNOWN) >= 20
    assert len(spaces()) >= 10


EACH = 1 if os.environ.get("HEADUNIT_VERIFY") == "1" else 7
"""Of which codes of a space each one is entered: all in the long checks; seven has no digit in step with ten."""


@pytest.mark.parametrize("name", spaces())
def test_every_code_of_a_whole_space_is_entered(name: str) -> None:
    family, scope = UNITS[name]
    panel, missing = panel_from_facts(family, scope)
    twin, _ = panel_for_twin(family, ASSUMPTIONS, scope)
    assert panel is not None
    wrong, tried = [], 0
    presses = Presses(twin)
    for places in islice(product(*twin.alphabets), 0, None, EACH):
        digits = "".join(places)
        plan = make_plan(panel, RadioCode(digits), missing=missing, twin=twin)
        sent = presses.sent(plan)
        tried += 1
        if sent != (digits,) and (plan.complete or sent):
            wrong.append(digits)
    assert tried > 1
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in KNOWN if name not in spaces()])
@given(st.data())
def test_a_plan_from_facts_enters_its_code_or_stops_before_it(name: str, data: st.DataObject) -> None:
    family, scope = UNITS[name]
    twin, _ = panel_for_twin(family, ASSUMPTIONS, scope)
    digits = "".join(data.draw(st.sampled_from(alphabet)) for alphabet in twin.alphabets)
    complete, sent = entered(name, digits)
    assert sent in {(digits,), ()}
    assert sent == (digits,) or not complete


@given(st.data())
def test_a_plan_for_the_twin_enters_its_code(data: st.DataObject) -> None:
    family, scope = UNITS[data.draw(st.sampled_from(TYPED))]
    twin, _ = panel_for_twin(family, ASSUMPTIONS, scope)
    digits = "".join(data.draw(st.sampled_from(alphabet)) for alphabet in twin.alphabets)
    plan = plan_for_twin(family, RadioCode(digits), ASSUMPTIONS, scope)
    assert plan.complete
    assert walk(twin, plan).submitted == (digits,)


@given(st.data())
def test_the_plan_of_another_code_never_enters_this_one(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(KNOWN))
    family, scope = UNITS[name]
    twin, _ = panel_for_twin(family, ASSUMPTIONS, scope)
    codes = st.tuples(*(st.sampled_from(alphabet) for alphabet in twin.alphabets)).map("".join)
    digits, other = data.draw(codes), data.draw(codes)
    _, sent = entered(name, other)
    assert other == digits or digits not in sent
