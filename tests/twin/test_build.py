"""From facts and assumptions to a twin: what sources say comes first, and the rest is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.facts.claims import Claim, Confidence, Fact
from headunit.facts.family import (
    FactoryReset,
    Family,
    LockDetail,
    LockSchedule,
    LockTrigger,
    PowerCut,
    SupplyDetail,
    WaitRule,
)
from headunit.lock import LinkProfile, LinkState, Schedule, wait_after
from headunit.panel import panel_for_twin
from headunit.twin import HeadUnit, LinkedUnit, build, twin_profile
from headunit.twin.events import Battery, Cut, DiagnosticReset, Ignition, Press, Release, SupplyLow, Turn
from headunit.twin.lock_facts import claim_for, known_lock, lock_of
from headunit.twin.rehearse import wake
from tests.twin.twins import ASSUMPTIONS, CATALOGUE, all_variants, profile_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.twin import Machine

LOCK = {name: guess.value for name, guess in ASSUMPTIONS.lock("no-such-family").items()}


def fact(*values: object, scope: str = "", confidence: Confidence = Confidence.SINGLE) -> Fact[object]:
    claims = (Claim(value=value, sources=("S01",), confidence=confidence, scope=scope) for value in values)
    return Fact(tuple(claims))


def family(**facts: Fact[object]) -> Family:
    head = {"id": "x", "name": "X", "summary": "", "brands": (), "rules": (), "route": "", "reason": ""}
    return Family(**head, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "waits_s"),
    [
        (LockSchedule(waits_s=(10, 30, 600)), [10, 30, 600, 600, 600, 600, 600]),
        (LockSchedule(waits_s=(10, 10, 3600), rounds_before_locked=2), [10, 10, 3600, 10, 10, 3600, 10]),
        (LockSchedule(doubling_from_s=120), [120, 240, 480, 960, 1920, 3840, 7680]),
        (LockSchedule(free_wrong=3, wait_between_s=1800), [0, 0, 1800, 1800, 1800, 1800, 1800]),
        (LockSchedule(wrong_per_round=3, round_wait_s=(1800, 3600)), [0, 0, 3600, 3600, 3600, 3600, 3600]),
        (LockSchedule(first_round_wrong=3, later_rounds_wrong=1, round_wait_s=(60, 60)), [0, 0, 60, 60, 60, 60, 60]),
        (LockSchedule(first_round_wrong=2, wrong_per_round=3, round_wait_s=(60, 60)), [0, 60, 0, 0, 60, 0, 0]),
        (LockSchedule(first_round_wrong=2, round_wait_s=(60, 60)), [0, 60, 0, 60, 0, 60, 0]),
        (LockSchedule(wrong_per_round=2, round_wait_s=(60, 60), permanent_after_wrong=9), [0, 60, 0, 60, 0, 60, 0]),
        (LockSchedule(locked_after_wrong=10), [0] * 7),
        (LockSchedule(wrong_per_round=3), [0, 0, 3600, 3600, 3600, 3600, 3600]),
        (LockSchedule(), [0, 0, 3600, 3600, 3600, 3600, 3600]),
    ],
)
def test_a_schedule_becomes_waits(told: LockSchedule, waits_s: list[int]) -> None:
    lock, _ = lock_of(family(lock_schedule=fact(told)), LOCK)
    assert [wait_after(lock.schedule, wrong) // 1000 for wrong in range(1, 8)] == waits_s


@pytest.mark.parametrize(
    ("told", "caps"),
    [
        (LockSchedule(), (None, None, None)),
        (LockSchedule(locked_after_wrong=10, attempts_after_locked=3), (10, 3, 13)),
        (LockSchedule(locked_after_wrong=10, attempts_after_locked=3, permanent_after_wrong=12), (10, 3, 12)),
        (LockSchedule(attempts_after_locked=3), (None, 3, None)),
        (LockSchedule(waits_s=(1, 1), rounds_before_locked=17, attempts_after_locked=3), (34, 3, 37)),
        (LockSchedule(locked_after_wrong=10, extra_after_reset=3, permanent_after_wrong=13), (10, 3, 13)),
        (LockSchedule(waits_s=(1, 1), rounds_before_locked=17), (34, None, None)),
    ],
)
def test_caps_are_taken_as_told_and_none_where_not(told: LockSchedule, caps: tuple[int | None, ...]) -> None:
    schedule = lock_of(family(lock_schedule=fact(told)), LOCK)[0].schedule
    assert (schedule.locked_after, schedule.extra_after_gesture, schedule.barred_after) == caps


@pytest.mark.parametrize(
    ("told", "after"),
    [
        (LockSchedule(wrong_per_round=3, round_wait_s=(60, 60)), "zero"),
        (LockSchedule(wrong_per_round=3, round_wait_s=(60, 60), permanent_after_wrong=10), "kept"),
        (LockSchedule(first_round_wrong=3, round_wait_s=(60, 60)), "kept"),
    ],
)
def test_a_count_that_ends_somewhere_is_kept_through_the_wait(told: LockSchedule, after: str) -> None:
    assert lock_of(family(lock_schedule=fact(told)), LOCK)[0].schedule.count_after_wait == after


def test_the_other_facts_of_a_lock() -> None:
    told = family(
        wait_rule=fact(WaitRule("ignition")),
        power_cut=fact(PowerCut(counter="cleared", wait="paused")),
        code_origin=fact("owner"),
        lock_detail=fact(LockDetail(order="compare-first", record_after_ms=(5, 7), tick_ms=59_900, refused_ms=0)),
    )
    known = known_lock(told)
    assert known == {
        "needs": "ignition",
        "cut": "checkpoint",
        "memory": "volatile",
        "owner_sets_code": True,
        "order": "compare-first",
        "record_after_ms": (5, 7),
        "tick_ms": 59_900,
        "refused_ms": 0,
    }
    lock, imagined = lock_of(told, LOCK)
    assert {name: getattr(lock, name) for name in known} == known
    assert set(imagined) == {*LOCK} - {*known}


def test_what_sources_call_unknown_is_imagined() -> None:
    told = family(wait_rule=fact(WaitRule("unknown")), power_cut=fact(PowerCut()), code_origin=fact("serial"))
    assert known_lock(told) == {"owner_sets_code": False}


def test_the_claim_for_a_variant_comes_before_the_best_and_of_a_dispute_the_first_is_taken() -> None:
    both = Fact((*fact("all").claims, *fact("mine", scope="mine").claims))
    assert claim_for(both, "mine").value == "mine"  # type: ignore[union-attr]
    assert claim_for(both, "other").value == "all"  # type: ignore[union-attr]
    assert claim_for(fact("first", "second"), "").value == "first"  # type: ignore[union-attr]
    assert claim_for(Fact(), "") is None


def test_the_facts_of_the_supply_come_first() -> None:
    told = family(
        lock_trigger=fact(LockTrigger("told", below_v=5.5, longer_than_s=20)),
        supply_detail=fact(SupplyDetail(boot_ms=77, dip_relocks=True)),
        factory_reset=fact(FactoryReset(("settings",))),
    )
    profile = twin_profile(told, ASSUMPTIONS)
    supply = profile.supply
    assert (supply.trigger_v, supply.relock_after_ms, supply.boot_ms, supply.dip_relocks) == (5.5, 20_000, 77, True)
    assert profile.factory_reset_clears == ("settings",)
    names = {entry.name for entry in profile.assumed}
    assert "supply.first_boot_ms" in names
    assert not names & {"supply.trigger_v", "supply.relock_after_ms", "supply.boot_ms", "supply.dip_relocks"}


@pytest.mark.parametrize("told", [LockTrigger("told", below_v=5.5), LockTrigger("told", longer_than_s=20)])
def test_half_a_trigger_is_half_known(told: LockTrigger) -> None:
    supply = twin_profile(family(lock_trigger=fact(told)), ASSUMPTIONS).supply
    assert (supply.trigger_v == 5.5) == (told.below_v is not None)
    assert (supply.relock_after_ms == 20_000) == (told.longer_than_s is not None)


@pytest.mark.parametrize(("name", "variant"), all_variants(), ids=lambda value: value or "-")
def test_what_is_imagined_is_what_no_source_says(name: str, variant: str) -> None:
    profile = profile_of(name, variant)
    imagined = {entry.name for entry in profile.assumed}
    _, of_panel = panel_for_twin(CATALOGUE.family(name), ASSUMPTIONS, variant)
    assert {each for each in imagined if each.startswith("panel.")} == {f"panel.{entry.name}" for entry in of_panel}
    assert all(entry.why for entry in profile.assumed)
    known = {f"lock.{each}" for each in known_lock(CATALOGUE.family(name), variant)}
    assert not imagined & known
    assert (profile.lock is None) == isinstance(build(profile, "0" * len(profile.panel.alphabets)), LinkedUnit)


def test_a_unit_is_what_its_profile_says() -> None:
    with pytest.raises(TypeError, match="nissan-nats-audio-link"):
        HeadUnit(profile_of("nissan-nats-audio-link"), b"")
    with pytest.raises(TypeError, match="ford-keycode"):
        LinkedUnit(profile_of("ford-keycode"))


def test_a_link_learns_where_the_display_can_say_new() -> None:
    assert profile_of("nissan-nats-audio-link").link == LinkProfile(learns=True)
    assert profile_of("renault-rlink2-antitheft").link == LinkProfile(learns=False)


def test_a_new_unit_binds_itself_to_the_car_that_answers() -> None:
    unit = build(profile_of("nissan-nats-audio-link"))
    assert isinstance(unit, LinkedUnit)
    unit.link = LinkState()
    unit.apply(Ignition("on"))
    unit.apply(Battery(12.6))
    unit.advance(300)
    assert unit.display.strip() == "NEW"
    unit.advance(100)
    assert (unit.playing, unit.link.partner) == (True, "its own car")


def test_a_link_that_gets_no_answer_in_time_stays_silent() -> None:
    profile = profile_of("nissan-nats-audio-link")
    unit = build(profile._replace(link=LinkProfile(answer_ms=100)))
    assert isinstance(unit, LinkedUnit)
    unit.apply(Ignition("on"))
    unit.apply(Battery(12.6))
    unit.advance(320)
    assert (unit.display.strip(), unit.playing) == ("SECURE", False)
    unit.advance(60)
    heard = [unit.playing]
    for event in (DiagnosticReset(), Battery(0.0), Battery(12.6), Ignition("off"), Cut()):
        unit.apply(event)
        unit.advance(100)
        heard.append(unit.playing)
    assert heard == [True, True, False, True, False, False]
    assert unit.link.phase == "off"


def test_the_hidden_combination_gives_the_last_tries() -> None:
    profile = profile_of("ford-keycode")
    assert profile.lock is not None
    quick = profile.lock._replace(schedule=Schedule((0,), locked_after=1, extra_after_gesture=3))
    unit = wake(profile._replace(lock=quick), "1203")
    for key in ("1", "2", "3", "4", "5"):
        unit.apply(Press(key))
        unit.advance(120)
        unit.apply(Release(key))
        unit.advance(120)
    unit.advance(3_000)
    assert isinstance(unit, HeadUnit)
    assert unit.lock.phase == "locked"
    unit.apply(Press("6"))
    unit.advance(10_500)
    unit.apply(Release("6"))
    unit.advance(100)
    assert unit.lock.phase == "prompt"


def test_a_dip_asks_for_the_code_again_where_the_unit_watches_for_it() -> None:
    profile = profile_of("vw-premium-5-delco")
    unit = wake(profile._replace(supply=profile.supply._replace(dip_relocks=True)), "1000")
    unit.apply(Press("SEEK>"))
    unit.advance(4_000)
    unit.apply(Release("SEEK>"))
    assert unit.playing
    unit.apply(SupplyLow(low=True))
    unit.apply(SupplyLow(low=False))
    assert not unit.unlocked


def test_a_key_shows_wrong_for_its_whole_time_again_where_the_radio_does_so() -> None:
    profile = profile_of("nissan-qashqai-j10-audio-2012")
    assert profile.lock is not None
    unit = wake(profile._replace(lock=profile.lock._replace(refused_restarts=True, refused_ms=2_000)), "1203")
    unit.apply(Press("6"))
    unit.advance(3_500)
    unit.apply(Release("6"))
    unit.advance(100)
    assert unit.display.strip() == "ERROR"
    unit.apply(Press("1"))
    unit.advance(1_900)
    assert unit.display.strip() == "ERROR"
    unit.advance(200)
    assert unit.display.strip() == "Radio Code: 0000"


def test_the_ignition_begins_the_splash_anew() -> None:
    profile = profile_of("vw-premium-5-delco")
    panel = profile.panel._replace(splash_ms=2_000)
    supply = profile.supply._replace(on_after_supply=True, plays_without_ignition=True, sleeps=False)
    unit = build(profile._replace(panel=panel, supply=supply), "1000")
    unit.apply(Battery(12.6))
    unit.advance(supply.first_boot_ms + 1_000)
    assert unit.panel.stage == "splash"
    unit.apply(Ignition("on"))
    unit.advance(1_500)
    assert unit.panel.stage == "splash"
    unit.advance(600)
    assert unit.panel.stage == "entry"


@pytest.mark.parametrize("unit", [build, wake], ids=["without supply", "without its code"])
def test_turning_and_releasing_change_no_setting(unit: Callable[..., Machine]) -> None:
    radio = unit(profile_of("nissan-qashqai-j10-audio-2012"), "1203")
    for event in (Press("1"), Release("1"), Turn("VOLUME", 3)):
        radio.apply(event)
    assert radio.settings.volume == 10
