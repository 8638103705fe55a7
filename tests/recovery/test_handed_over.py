"""Before a case is deleted, the other open cases of its radio count what it counts: the radio does so, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.recovery.handed_over import handed_over
from headunit.recovery.records import Closed, Told
from tests.recovery.test_other_cases import KNOWN, count, fresh, told, tried

if TYPE_CHECKING:
    from headunit.recovery.case import Case

GONE = tried("AAAAAA", "wrong")


def after(kept: list[Case]) -> dict[str, int]:
    """Return what each case counts once it was handed over."""
    return {
        case.id: count(case.grown(case.following(events, case.records[-1].at)))
        for case, events in handed_over("AAAAAA", kept, KNOWN)
    }


@pytest.mark.parametrize(
    ("others", "counts"),
    [
        pytest.param([tried("BBBBBB")], {"BBBBBB": 1}, id="an open case"),
        pytest.param([tried("BBBBBB", "wrong")], {"BBBBBB": 2}, id="one with a try of its own"),
        pytest.param([tried("BBBBBB"), tried("CCCCCC")], {"BBBBBB": 1, "CCCCCC": 1}, id="two"),
        pytest.param([tried("BBBBBB", serial=Told("serial", "M000001"))], {}, id="another radio"),
        pytest.param([tried("BBBBBB", serial=Told("vin", "M123456"))], {}, id="nobody knows which radio"),
        pytest.param([fresh(GONE)], {}, id="one that has counted it"),
        pytest.param([tried("BBBBBB", more=(Closed("given-up"),))], {}, id="a closed one"),
        pytest.param([], {}, id="none"),
    ],
)
def test_the_tries_go_on_to_count(others: list[Case], counts: dict[str, int]) -> None:
    assert after([GONE, *others]) == counts


def test_nothing_counts_twice_where_the_others_know_of_each_other() -> None:
    other = tried("BBBBBB", "wrong")
    third = told(tried("CCCCCC"), other)

    assert after([GONE, other, third]) == {"BBBBBB": 2, "CCCCCC": 2}


def test_music_in_a_third_case_has_made_up_for_it() -> None:
    third = told(tried("CCCCCC"), GONE)
    played = tried("CCCCCC", "music").records[len(tried("CCCCCC").records) :]
    third = third.grown(third.following(tuple(record.event for record in played), third.records[-1].at))

    assert after([GONE, tried("BBBBBB"), third]) == {}


def test_a_case_that_cannot_be_read_hands_nothing_over() -> None:
    assert after([tried("BBBBBB")]) == {}
