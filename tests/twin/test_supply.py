"""The car's supply: what lets the processor live, what switches the radio, and what is noticed on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.twin.events import Battery, Cut, Fuse, Ground, Ignition, Plug, SupplyLow
from headunit.twin.supply import NEVER, Car, PowerKey, SupplyProfile, SupplyState, supply_step, terminal_v

PROFILE = SupplyProfile()


def run(profile: SupplyProfile, *timed: tuple[int, object]) -> tuple[SupplyState, list[tuple[int, str]]]:
    """Play events at their times, firing what is due in between."""
    state = SupplyState()
    told: list[tuple[int, str]] = []

    def take(now: int, event: object) -> None:
        nonlocal state
        state, signals = supply_step(profile, state, now, event)  # type: ignore[arg-type]
        told.extend((now, signal) for signal in signals)

    for now, event in timed:
        while state.due <= now:
            take(state.due, None)
        if event is not None:
            take(now, event)
    return state, told


ON = ((0, Ignition("on")), (0, Battery(12.6)))


def test_a_battery_and_the_ignition_wake_the_radio() -> None:
    state, told = run(PROFILE, *ON, (1_000, None))
    assert told == [(0, "gained"), (0, "on"), (200, "awake")]
    assert state.awake
    assert not state.fresh


@pytest.mark.parametrize(
    "event",
    [
        Battery(0.0),
        Fuse("battery", fitted=False),
        Ground(good=False),
        Plug(connected=False),
        Battery(5.9),
        Battery(24.1),
    ],
)
def test_each_way_to_lose_the_feed(event: object) -> None:
    state, told = run(PROFILE, *ON, (1_000, event), (2_000, None))
    assert told[3:] == [(1_000 if event == Battery(24.1) else 1_300, "lost")]
    assert not state.alive
    assert state.dark_since == (1_000 if event == Battery(24.1) else 1_300)


def test_the_hold_up_bridges_a_short_gap() -> None:
    state, told = run(PROFILE, *ON, (1_000, Ground(good=False)), (1_299, Ground(good=True)), (9_000, None))
    assert told == [(0, "gained"), (0, "on"), (200, "awake")]
    assert state.awake
    assert state.hold_due == NEVER


def test_the_accessory_fuse_only_switches_the_radio_off() -> None:
    state, told = run(
        PROFILE, *ON, (1_000, Fuse("accessory", fitted=False)), (5_000, Fuse("accessory", fitted=True)), (6_000, None)
    )
    assert told[3:] == [(1_000, "off"), (5_000, "on"), (5_050, "awake")]
    assert state.alive


def test_the_power_key_switches_and_needs_the_ignition() -> None:
    _, told = run(PROFILE, *ON, (1_000, PowerKey()), (2_000, PowerKey()), (3_000, None))
    assert told[3:] == [(1_000, "off"), (2_000, "on"), (2_050, "awake")]
    state, told = run(PROFILE, (0, Battery(12.6)), (1_000, PowerKey()))
    assert told == [(0, "gained")]
    assert not state.radio_on


def test_a_unit_that_plays_without_ignition() -> None:
    profile = SupplyProfile(plays_without_ignition=True, on_after_supply=False, ignition_off_ms=230)
    state, told = run(
        profile, (0, Battery(12.6)), (500, PowerKey()), (1_000, Ignition("on")), (2_000, Ignition("off")), (9_000, None)
    )
    assert told == [(0, "gained"), (500, "on"), (700, "awake"), (1_000, "ignition"), (2_230, "off")]
    assert state.was_on
    _, told = run(
        profile,
        (0, Battery(12.6)),
        (500, PowerKey()),
        (1_000, Ignition("on")),
        (2_000, Ignition("off")),
        (3_000, Ignition("on")),
        (4_000, None),
    )
    assert told[3:] == [(1_000, "ignition"), (2_230, "off"), (3_000, "on"), (3_050, "awake")]


def test_a_dip_is_noticed_where_the_unit_watches_for_it() -> None:
    profile = SupplyProfile(dip_relocks=True)
    state, told = run(profile, *ON, (1_000, SupplyLow(low=True)), (1_500, SupplyLow(low=False)))
    assert told[3:] == [(1_000, "dip"), (1_000, "off")]
    assert state.alive
    assert run(PROFILE, *ON, (1_000, SupplyLow(low=True)))[1][3:] == []
    assert run(profile, *ON, (1_000, Ground(good=False)), (1_100, Ground(good=True)))[1][3:] == [
        (1_000, "dip"),
        (1_000, "off"),
    ]


def test_without_any_hold_up_a_dip_is_a_loss_and_a_radio_may_start_at_once() -> None:
    profile = SupplyProfile(hold_up_ms=0, first_boot_ms=0, boot_ms=0)
    state, told = run(profile, *ON, (1_000, Ground(good=False)), (1_000, Ground(good=True)))
    assert told == [
        (0, "gained"),
        (0, "on"),
        (0, "awake"),
        (1_000, "lost"),
        (1_000, "gained"),
        (1_000, "on"),
        (1_000, "awake"),
    ]
    assert state.awake


def test_a_cut_leaves_nothing_at_once() -> None:
    state, told = run(PROFILE, *ON, (1_000, Cut()), (1_000, Battery(12.6)))
    assert told[3:] == [(1_000, "lost"), (1_000, "gained"), (1_000, "on")]
    assert state.fresh


def test_the_terminals_see_the_feed_alone() -> None:
    assert terminal_v(Car(battery_v=12.6)) == 12.6
    assert terminal_v(Car(battery_v=12.6, accessory_fuse=False)) == 12.6


EVENTS = st.sampled_from(
    [
        *(Battery(volts) for volts in (0.0, 5.0, 8.0, 12.6, 30.0)),
        *(Ignition(position) for position in ("off", "acc", "on")),
        *(Fuse(name, fitted=fitted) for name in ("battery", "accessory") for fitted in (False, True)),
        *(Ground(good=False), Ground(good=True), PowerKey(), Cut(), SupplyLow(low=True)),
    ]
)


@given(moves=st.lists(st.tuples(st.integers(0, 400), EVENTS), max_size=25), dips=st.booleans(), alone=st.booleans())
def test_whatever_happens_the_signals_tell_the_state(
    moves: list[tuple[int, object]], *, dips: bool, alone: bool
) -> None:
    profile = SupplyProfile(dip_relocks=dips, plays_without_ignition=alone)
    now, timed = 0, []
    for ms, event in moves:
        now += ms
        timed.append((now, event))
    state, told = run(profile, *timed)
    living = [signal for _, signal in told if signal in {"gained", "lost"}]
    assert living == [("gained", "lost")[index % 2] for index in range(len(living))]
    assert state.alive == (bool(living) and living[-1] == "gained")
    assert not state.radio_on or state.alive
    assert not state.awake or state.radio_on
