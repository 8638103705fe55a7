"""Every code of every family whose entry is told: planned, rehearsed, and only the right one opens the twin."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import pytest

from headunit.numbers import RadioCode
from headunit.panel import panel_for_twin, panel_from_facts
from headunit.panel.family_plan import why_no_plan
from headunit.panel.plan import Plan, make_plan
from headunit.twin import TwinProfile, rehearse
from tests.twin.twins import ASSUMPTIONS, CATALOGUE, all_variants, profile_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLANNED = [
    (family, variant) for family, variant in all_variants() if not why_no_plan(CATALOGUE.family(family), variant)
]
IDS = [f"{family}{variant and ' '}{variant}" for family, variant in PLANNED]
SAMPLE = 37
"""In make test each such step of the space is tried, and both its ends."""


def planner(family_id: str, variant: str) -> Callable[[str], Plan]:
    """Return the product's own way from a code to a plan, with the panels made once."""
    family = CATALOGUE.family(family_id)
    panel, missing = panel_from_facts(family, variant)
    twin, _ = panel_for_twin(family, ASSUMPTIONS, variant)
    assert panel is not None
    return lambda code: make_plan(panel, RadioCode(code), missing=missing, twin=twin)


def space(profile: TwinProfile) -> Iterator[str]:
    """Give every code that can be entered, in order."""
    return map("".join, itertools.product(*profile.panel.alphabets))


def try_codes(profile: TwinProfile, codes: list[str], plan_of: Callable[[str], Plan]) -> int:
    """Rehearse each code on a twin with it, and the plan of the code before it on the same twin; count them."""
    before = plan_of(codes[-1])
    for code in codes:
        plan = plan_of(code)
        assert rehearse(profile, plan, RadioCode(code)).unlocked
        assert not rehearse(profile, before, RadioCode(code)).unlocked
        before = plan
    return len(codes)


def test_families_whose_entry_is_told_are_as_many_as_known() -> None:
    assert len({family for family, _ in PLANNED}) == 20
    assert len(PLANNED) == 28


@pytest.mark.parametrize(("family", "variant"), PLANNED, ids=IDS)
def test_a_sample_of_the_codes(family: str, variant: str) -> None:
    profile = profile_of(family, variant)
    codes = list(space(profile))
    step = SAMPLE * max(1, len(codes) // 1000)
    assert try_codes(profile, sorted({*codes[::step], codes[0], codes[-1]}), planner(family, variant)) > 1


@pytest.fixture(scope="module")
def tried() -> Iterator[list[int]]:
    """Hold how many codes were tried for each radio, and print the sum: the figure of make verify."""
    counts: list[int] = []
    yield counts
    print(f"\n{sum(counts):,} codes on {len(counts)} panels, each opens and each is refused")  # noqa: T201  # the figure of make verify


@pytest.mark.verify
@pytest.mark.parametrize(("family", "variant"), PLANNED, ids=IDS)
def test_every_code(family: str, variant: str, tried: list[int]) -> None:
    profile = profile_of(family, variant)
    codes = list(space(profile))
    tried.append(try_codes(profile, codes, planner(family, variant)))
    assert tried[-1] == math.prod(map(len, profile.panel.alphabets))
