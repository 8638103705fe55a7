"""The electrical stories, word for word: what makes a radio ask for its code, and what doesn't."""

from __future__ import annotations

from pathlib import Path

import pytest

from headunit.numbers import RadioCode
from headunit.panel.family_plan import plan_for
from headunit.panel.plan import Plan
from headunit.twin import STORIES, tell
from tests.twin.twins import ASSUMPTIONS, CATALOGUE, profile_of

GOLDEN = Path(__file__).parent / "golden"
FAMILY = "nissan-qashqai-j10-audio-2012"


def transcript(name: str) -> str:
    family = CATALOGUE.family(FAMILY)
    plan = plan_for(family, RadioCode("1203"), ASSUMPTIONS)
    assert isinstance(plan, Plan)
    return "".join(f"{line}\n" for line in tell(STORIES[name], profile_of(FAMILY), plan, RadioCode("1203")))


@pytest.mark.parametrize("name", STORIES)
def test_each_story_goes_as_it_was_told(name: str) -> None:
    assert transcript(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", STORIES)
def test_each_story_ends_with_the_question_for_the_code(name: str) -> None:
    assert transcript(name).rstrip().endswith("Radio Code: 0000")
