"""Rehearsal: a plan carried out key by key on a unit after a battery change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.numbers import RadioCode
from headunit.panel import Confirming, Panel, Plan, make_plan, plan_for, plan_for_twin
from headunit.panel.wiring import assemble
from headunit.twin import (
    Machine,
    TwinProfile,
    blinking,
    build,
    carry_out_plan,
    carry_out_words,
    lit_display,
    rehearse,
    wake,
)
from headunit.twin.events import Battery, Ignition
from tests.twin.twins import ASSUMPTIONS, CATALOGUE, profile_of

QASHQAI = "nissan-qashqai-j10-audio-2012"
GM = "gm-theftlock"


def plan_of(family: str, code: str, variant: str = "") -> Plan:
    plan = plan_for(CATALOGUE.family(family), RadioCode(code), ASSUMPTIONS, variant)
    assert isinstance(plan, Plan)
    return plan


def test_a_rehearsal_tells_each_step_with_what_was_seen_and_heard() -> None:
    plan = plan_of(QASHQAI, "2010")
    rehearsal = rehearse(profile_of(QASHQAI), plan, RadioCode("2010"))
    assert rehearsal.unlocked
    assert [moment.step for moment in rehearsal.transcript] == list(plan.steps)
    assert [(moment.display, moment.sound) for moment in rehearsal.transcript] == [
        ("Radio Code: 0000", ""),
        ("Radio Code: 0000", ""),
        ("Radio Code: 2000", "click"),
        ("Radio Code: 2000", ""),
        ("Radio Code: 2010", "click"),
        ("Radio Code: 2010", ""),
        ("FM 1", "accepted"),
        ("FM 1", ""),
    ]
    assert [moment.t_ms for moment in rehearsal.transcript] == [200, 200, 680, 680, 920, 920, 3_540, 4_540]


def test_a_plan_with_the_wrong_code_is_refused() -> None:
    rehearsal = rehearse(profile_of(QASHQAI), plan_of(QASHQAI, "2011"), RadioCode("2010"))
    assert not rehearsal.unlocked
    assert rehearsal.transcript[-2].sound == "refused"


def test_where_a_plan_stops_the_twins_own_key_is_used_and_marked() -> None:
    plan = plan_of("vag-safe-generic", "2010")
    assert not plan.complete
    rehearsal = rehearse(profile_of("vag-safe-generic"), plan, RadioCode("2010"))
    assert rehearsal.unlocked
    assert [moment.imagined for moment in rehearsal.transcript] == [False] * len(plan.steps) + [True]
    last = rehearsal.transcript[-1].step
    assert (last.action, last.key, last.hold_ms) == ("hold", "SEEK>", 2_500)
    assert "only on the simulated radio" in last.say


@pytest.mark.parametrize(
    ("confirm", "step"),
    [
        (Confirming("press", ("OK",)), ("press", "OK", None)),
        (Confirming("hold", ("6",), 900), ("hold", "6", 1_400)),
        (Confirming("hold-together", ("5", "6"), 2_000), ("chord", "5 + 6", 2_500)),
    ],
)
def test_each_way_to_send_a_code_can_be_imagined(confirm: Confirming, step: tuple[str, str, int | None]) -> None:
    panel = profile_of(QASHQAI).panel
    keys = (*panel.keys, panel.keys[0]._replace(id="OK", label="OK"))
    imagined = assemble(panel._replace(keys=keys, confirm=confirm))
    stopping = make_plan(assemble(panel._replace(confirm=Confirming("unknown"))), RadioCode("2010"))
    rehearsal = rehearse(profile_of(QASHQAI)._replace(panel=imagined), stopping, RadioCode("2010"))
    last = rehearsal.transcript[-1]
    assert rehearsal.unlocked
    assert (last.step.action, last.step.key, last.step.hold_ms) == step
    assert last.imagined


def test_a_code_that_sends_itself_needs_no_imagined_key() -> None:
    panel = profile_of("volvo-sc8xx").panel
    stopping = make_plan(assemble(panel._replace(confirm=Confirming("unknown"))), RadioCode("1234"))
    rehearsal = rehearse(profile_of("volvo-sc8xx"), stopping, RadioCode("1234"))
    assert rehearsal.unlocked
    assert not any(moment.imagined for moment in rehearsal.transcript)


def test_a_plan_carried_out_leaves_the_radio_playing() -> None:
    unit = wake(profile_of(QASHQAI), "2010")
    carry_out_plan(unit, plan_of(QASHQAI, "2010"))
    assert unit.playing


@given(st.text("0123456789", min_size=4, max_size=4), st.text("0123456789", min_size=4, max_size=4))
def test_a_plan_opens_the_radio_of_its_code_and_no_other(code: str, other: str) -> None:
    profile = profile_of("opel-car2003")
    code, other = "0" + code[1:], "0" + other[1:]
    plan = plan_for_twin(CATALOGUE.family("opel-car2003"), RadioCode(code), ASSUMPTIONS)
    assert rehearse(profile, plan, RadioCode(other)).unlocked == (code == other)


def test_a_wait_alone_lasts_until_something_is_due() -> None:
    unit = wake(profile_of(QASHQAI), "2010")
    carry_out_words(unit, "wait")
    assert unit.now_ms == 200
    carry_out_words(unit, "hold 6 3s, wait")
    assert unit.now_ms > 3_320
    assert unit.display.strip() == "Radio Code: 0000"


# Waking


def test_a_radio_that_is_off_after_a_battery_change_is_switched_on() -> None:
    profile = profile_of(QASHQAI)
    asleep = profile._replace(supply=profile.supply._replace(on_after_supply=False))
    assert not _connected(asleep).supply.radio_on
    unit = wake(asleep, "2010")
    assert (unit.supply.awake, unit.panel.stage) == (True, "entry")


def test_waking_waits_for_the_start_and_the_splash() -> None:
    unit = wake(profile_of("nissan-qashqai-j10-article"), "2010")
    assert unit.now_ms >= 30_000
    assert unit.panel.stage == "entry"


def test_what_never_gets_ready_is_given_back_as_it_is() -> None:
    profile = profile_of(QASHQAI)
    assert profile.lock is not None
    assert wake(profile._replace(lock=profile.lock._replace(start_wait_ms=3_600_000)), "2010").now_ms == 3_600_000
    switchless = profile._replace(supply=profile.supply._replace(on_after_supply=False), panel=_without_power(profile))
    assert wake(switchless, "2010").mode == "dead"


def _without_power(profile: TwinProfile) -> Panel:
    return assemble(profile.panel._replace(power="none"))


def _connected(profile: TwinProfile) -> Machine:
    unit = build(profile, "2010")
    unit.apply(Ignition("on"))
    unit.apply(Battery(12.6))
    return unit


# What a display says


def test_a_blinking_text_is_read_in_its_dark_half_too() -> None:
    unit = wake(profile_of("nissan-xtrail-t30-au"), "2010")
    plan = plan_for_twin(CATALOGUE.family("nissan-xtrail-t30-au"), RadioCode("2011"), ASSUMPTIONS)
    assert not blinking(unit)
    for _ in range(3):
        carry_out_plan(unit, plan)
        unit.advance(2_000)
    shown = set()
    for _ in range(20):
        unit.advance(100)
        shown.add(unit.display.strip())
        assert lit_display(unit).strip() == "ERR"
        assert blinking(unit)
    assert shown == {"", "ERR"}
    told: list[tuple[int, str, str]] = []
    unit.listen(lambda *entry: told.append(entry))
    unit.advance(2_000)
    assert [detail for _, _, detail in told] in (["ERR", ""] * 2, ["", "ERR"] * 2)
    unit.apply(Battery(0.0))
    unit.advance(1_000)
    assert (lit_display(unit), blinking(unit)) == ("", False)


# What a plan tells of


@pytest.mark.parametrize("family", ["opel-siemens-as", "opel-car2003", "opel-car300"])
def test_an_opel_is_off_until_it_is_switched_on_with_its_key_held(family: str) -> None:
    rehearsal = rehearse(profile_of(family), plan_of(family, "0203"), RadioCode("0203"))
    assert [moment.display for moment in rehearsal.transcript][:2] == ["", "10 ----"]
    assert (rehearsal.unlocked, rehearsal.reason) == (True, "")


def test_a_text_that_never_shows_fails_the_rehearsal() -> None:
    plan = plan_of(QASHQAI, "2010")
    steps = tuple(step._replace(shows="SAFE" if step.action == "hold" else step.shows) for step in plan.steps)
    rehearsal = rehearse(profile_of(QASHQAI), plan._replace(steps=steps), RadioCode("2010"))
    assert not rehearsal.unlocked
    assert rehearsal.reason == "step 7: the display never shows 'SAFE'"


def test_a_rehearsal_compares_each_digit_and_keeps_the_code_out_of_its_reason() -> None:
    plan = plan_of(QASHQAI, "2010")
    steps = tuple(step._replace(times=3) if step.key == "1" else step for step in plan.steps)
    rehearsal = rehearse(profile_of(QASHQAI), plan._replace(steps=steps), RadioCode("3010"))
    assert not rehearsal.unlocked
    assert rehearsal.reason == "step 3: the display never shows 'Radio Code: ####'"


def test_a_gm_takes_its_code_with_the_radio_off_and_then_plays() -> None:
    rehearsal = rehearse(profile_of(GM), plan_of(GM, "1203"), RadioCode("1203"))
    assert (rehearsal.unlocked, rehearsal.reason) == (True, "")
    assert [moment.display for moment in rehearsal.transcript] == [
        "LOC", "LOC", "000", "1200", "1203", "SEC", "SEC", "SEC",
    ]  # fmt: skip


def test_a_radio_that_takes_its_code_when_off_wakes_so() -> None:
    unit = wake(profile_of(GM), "1203")
    assert (unit.supply.radio_on, unit.supply.awake, unit.display.strip()) == (False, True, "LOC")
    carry_out_words(unit, "HR, HR x12, MIN x3, AM/FM, wait 2s")
    assert (unit.unlocked, unit.playing) == (True, False)
    carry_out_words(unit, "POWER")
    assert unit.playing
    carry_out_words(unit, "ignition off, wait 1s")
    assert (unit.supply.awake, unit.display) == (False, "")
    carry_out_words(unit, "ignition on, wait 1s")
    assert unit.playing
