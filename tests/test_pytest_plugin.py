"""The fixtures for other people's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit import pytest_plugin
from headunit.errors import InputError, UnknownNameError
from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.numbers import RadioCode
from headunit.panel import Plan, plan_for, plan_for_twin
from headunit.twin import HeadUnit, LinkedUnit, carry_out_plan, made_up_code

if TYPE_CHECKING:
    from headunit.pytest_plugin import MakeHeadUnit, RehearsePlan

head_unit = pytest_plugin.head_unit
rehearse_plan = pytest_plugin.rehearse_plan


def test_a_unit_is_awake_and_asks_for_its_code(head_unit: MakeHeadUnit) -> None:
    unit = head_unit()
    assert isinstance(unit, HeadUnit)
    assert (unit.profile.family, unit.display.strip(), unit.playing) == ("ford-keycode", "CODE ----", False)


def test_a_unit_on_the_bench_is_dark(head_unit: MakeHeadUnit) -> None:
    unit = head_unit(connected=False)
    assert (unit.now_ms, unit.display, unit.next_deadline()) == (0, "", None)


def test_a_variant_is_named_in_part_and_a_link_needs_no_code(head_unit: MakeHeadUnit) -> None:
    assert head_unit("renault-dacia-precode", variant="stalk").profile.variant == "radios entered with the stalk"
    assert isinstance(head_unit("nissan-nats-audio-link"), LinkedUnit)
    with pytest.raises(UnknownNameError):
        head_unit("ford-keycode", variant="stalk")


@pytest.mark.parametrize(("code", "opens"), [("1203", True), ("1204", False)])
def test_a_plan_is_rehearsed_on_its_own_radio(rehearse_plan: RehearsePlan, code: str, *, opens: bool) -> None:
    family = load_catalogue().family("nissan-qashqai-j10-audio-2012")
    plan = plan_for(family, RadioCode("1203"), load_assumptions())
    assert isinstance(plan, Plan)
    assert rehearse_plan(plan, code).unlocked == opens


@pytest.mark.parametrize("family", ["ford-keycode", "bmw-5key", "volvo-sc8xx", "gm-theftlock"])
def test_without_a_code_a_unit_has_one_that_it_can_have(head_unit: MakeHeadUnit, family: str) -> None:
    unit = head_unit(family)
    code = RadioCode(made_up_code(unit.profile))
    carry_out_plan(unit, plan_for_twin(load_catalogue().family(family), code, load_assumptions()))
    assert unit.unlocked


def test_a_code_that_cant_be_is_refused(head_unit: MakeHeadUnit, rehearse_plan: RehearsePlan) -> None:
    with pytest.raises(InputError, match="it takes five digits from 1 to 6") as refused:
        head_unit("bmw-5key", code="99999")
    assert refused.value.code == "code-shape"
    with pytest.raises(InputError, match="no code to enter"):
        head_unit("nissan-nats-audio-link", code="1234")
    family = load_catalogue().family("nissan-qashqai-j10-audio-2012")
    plan = plan_for(family, RadioCode("1203"), load_assumptions())
    assert isinstance(plan, Plan)
    with pytest.raises(InputError, match="it takes four digits from 0 to 9"):
        rehearse_plan(plan, "12345")
