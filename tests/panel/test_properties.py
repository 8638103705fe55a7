"""What holds for any panel, any keys, any times."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.panel import (
    Advance,
    Click,
    Event,
    Gesture,
    LockView,
    Mode,
    Panel,
    PanelState,
    PowerKey,
    Press,
    Reboot,
    Release,
    Submit,
    Touched,
    Turn,
    next_deadline,
    next_frame,
    panel_for_twin,
    render,
    start_state,
    step,
    variants,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.panel.signals import Outputs

ASSUMPTIONS = load_assumptions()
PANELS = {
    f"{family.id} {scope}".strip(): panel_for_twin(family, ASSUMPTIONS, scope)[0]
    for family in load_catalogue().families()
    for scope in ("", *variants(family))
}
PHASES = ("OFF", "START", "PROMPT", "CHARGING", "REFUSED", "WAITING", "LOCKED", "BARRED", "FAULT", "OPEN", "?")
views = st.builds(
    LockView,
    st.sampled_from(PHASES),
    st.integers(0, 255),
    st.none() | st.integers(0, 24),
    st.integers(0, 3_600_000),
    st.just(3_600_000),
)
names = st.sampled_from(sorted(PANELS))


@cache
def events(name: str) -> st.SearchStrategy[list[Event]]:
    """Return lists of events for one panel; made once, for making a strategy takes longer than drawing from it."""
    panel = PANELS[name]
    keys = st.sampled_from([*(key.id for key in panel.keys), "no such key"])
    return st.lists(
        st.one_of(
            keys.map(Press),
            keys.map(Release),
            st.builds(Turn, keys, st.integers(-12, 12)),
            st.sampled_from([0, 1, 29, 30, 57, 60, 250, 1000, 2000, 8000, 10_000, -1]).map(Advance),
            st.sampled_from(["dead", "asks", "asks", "asks", "closed", "open", "?"]).map(Mode),
        ),
        max_size=30,
    )


def run(panel: Panel, state: PanelState, given_events: Iterable[Event]) -> tuple[PanelState, Outputs]:
    outputs: Outputs = ()
    for event in given_events:
        state, more = step(panel, state, event)
        outputs += more
    return state, outputs


@given(st.data())
def test_every_event_is_taken_in_every_state(data: st.DataObject) -> None:
    name = data.draw(names)
    panel = PANELS[name]
    state = start_state(panel)
    for event in data.draw(events(name)):
        before = state
        state, outputs = step(panel, state, event)
        assert hash(state) is not None
        assert state.now >= before.now
        assert all(isinstance(out, Submit | PowerKey | Reboot | Touched | Gesture | Click) for out in outputs)
        deadline = next_deadline(panel, state)
        assert deadline is None or deadline >= 0
        assert len(state.entry) == len(panel.alphabets)
        for place, digit in enumerate(state.entry):
            assert digit == panel.start[place] or digit == "-" or digit in panel.alphabets[place]
        view = data.draw(views)
        assert len(render(panel, state, view)) == panel.cells
        frame = next_frame(panel, state, view)
        assert frame is None or frame > 0


@given(st.data())
def test_only_a_complete_code_of_the_alphabet_is_sent_and_only_while_asked_for(data: st.DataObject) -> None:
    name = data.draw(names)
    panel = PANELS[name]
    state = start_state(panel)
    for event in data.draw(events(name)):
        asked = state.stage in {"entry", "shut", "splash"}
        state, outputs = step(panel, state, event)
        for out in outputs:
            if isinstance(out, Submit):
                assert asked
                assert "-" not in out.code
                assert out.code == state.entry


@given(st.data())
def test_time_in_two_parts_is_time_in_one(data: st.DataObject) -> None:
    name = data.draw(names)
    panel = PANELS[name]
    state, _ = run(panel, start_state(panel), data.draw(events(name)))
    first, second = data.draw(st.integers(0, 12_000)), data.draw(st.integers(0, 12_000))
    at_once = run(panel, state, [Advance(first + second)])
    in_parts = run(panel, state, [Advance(first), Advance(second)])
    assert at_once == in_parts


@given(st.data())
def test_until_the_next_deadline_nothing_happens(data: st.DataObject) -> None:
    name = data.draw(names)
    panel = PANELS[name]
    state, _ = run(panel, start_state(panel), data.draw(events(name)))
    deadline = next_deadline(panel, state)
    quiet = 60_000 if deadline is None else deadline - 1
    if quiet > 0:
        later, outputs = step(panel, state, Advance(quiet))
        assert outputs == ()
        assert later == state._replace(now=state.now + quiet)


@given(st.data())
def test_at_most_one_code_is_sent_for_each_press(data: st.DataObject) -> None:
    name = data.draw(names)
    panel = PANELS[name]
    given_events = [Mode("asks"), Advance(panel.splash_ms), *data.draw(events(name))]
    _, outputs = run(panel, start_state(panel), given_events)
    presses = sum(isinstance(event, Press) for event in given_events)
    assert sum(isinstance(out, Submit) for out in outputs) <= presses


@pytest.mark.parametrize("name", sorted(PANELS))
def test_every_panel_of_the_catalogue_is_complete(name: str) -> None:
    panel = PANELS[name]
    known = {key.id for key in panel.keys}
    confirm_keys = set(panel.confirm.keys)
    assert {*panel.digit_keys, *panel.cursor_keys, *confirm_keys, *panel.open_with.keys, panel.power} <= known
    assert panel.method == "none" or (panel.digit_keys and panel.alphabets and panel.confirm.action != "unknown")
    assert {"start", "asks", "entry", "wrong", "wait", "locked", "permanent", "fault", "unlocked"} <= {
        state for state, _ in panel.displays
    }
    assert all(len(set(alphabet)) == len(alphabet) for alphabet in panel.alphabets)
