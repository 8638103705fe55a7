"""The tries used before: whoever didn't know them can find out; what was seen, no word undoes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.recovery.guard import permission, standing, standing_of
from headunit.recovery.records import Opened, Seen, Told
from headunit.recovery.tally import MANY, RECALLED, counts_told
from tests.recovery.journals import CARD, journal
from tests.recovery.radios import CATALOGUE
from tests.recovery.test_other_cases import KNOWN, fresh, tried
from tests.recovery.way import FORD, Way

if TYPE_CHECKING:
    from headunit.recovery.records import Event

NOBODY_KNOWS = (*FORD[:3], "unknown")
COUNTS = st.sampled_from([None, 0, 1, 2, 3])


def test_who_did_not_know_can_find_out() -> None:
    way = Way(*NOBODY_KNOWS, "back", "used")
    assert "has found out since" in way.ask.why

    way.say("1")
    assert [record.event for record in way.case.records][-2:] == [RECALLED, Opened(1)]
    assert standing_of(way.case, KNOWN).most == 1


def test_whoever_was_refused_for_not_knowing_can_say_it_there() -> None:
    way = Way(*NOBODY_KNOWS, "yes")
    assert (way.ask.key, way.ask.choices[4].key) == ("refused", "used")

    assert way.say("used").say("0").ask.key == "checklist"


def test_nobody_is_asked_whether_they_found_out_what_no_word_undoes() -> None:
    way = Way("LOCK10", "M888888 Ford Focus", "code", "own", "yes", "display", "CODE")

    assert way.ask.key == "refused"
    assert "used" not in [choice.key for choice in way.ask.choices]


def test_a_number_is_not_taken_back_by_a_lower_one() -> None:
    way = Way(*NOBODY_KNOWS, "back", "used", "2", "back", "used")
    assert way.ask.why == "The highest number that was told counts."

    assert standing_of(way.say("0").case, KNOWN).most == 2


def test_who_is_no_longer_sure_does_not_know() -> None:
    way = Way(*FORD[:3], "0", "back", "used", "unknown")

    assert standing_of(way.case, KNOWN).most is None


def test_no_word_undoes_a_radio_that_was_seen_locked() -> None:
    way = Way("LOCK10", "M888888 Ford Focus", "display", "CODE", "own", "back", "used")
    assert way.ask.why.startswith("It stays unknown")

    way.say("0")
    assert RECALLED not in [record.event for record in way.case.records]
    assert standing_of(way.case, KNOWN).most is None


def test_a_radio_seen_locked_after_the_number_came_back_is_unknown_again() -> None:
    way = Way(*NOBODY_KNOWS, "back", "used", "0", "back", "display", "LOCK10")

    assert standing_of(way.case, KNOWN).most is None


def test_no_word_undoes_what_another_case_does_not_know() -> None:
    new = fresh(tried("AAAAAA", before=None))
    assert Told("earlier", "AAAAAA") in [record.event for record in new.records]
    assert None in counts_told(new.records)


@given(before=st.lists(COUNTS, max_size=3), after=st.lists(COUNTS, max_size=3))
def test_a_number_that_came_back_never_lowers_a_number(before: list[int | None], after: list[int | None]) -> None:
    def told(*events: Event) -> tuple[bool, int]:
        found = standing(journal(*events, Seen("CODE", "asks")), CATALOGUE.family("opel-car2003"))
        return permission(found, CARD).allowed, found.tries_left or 0

    numbers = [Opened(used) for used in before if used is not None]
    rest = [Opened(used) for used in after]
    assert told(*map(Opened, before), RECALLED, *rest) == told(*numbers, *rest)
    assert told(*map(Opened, before), RECALLED, *rest) >= told(*map(Opened, before), *rest)


# Radios with many tries


@pytest.mark.parametrize(
    ("family", "offered"),
    [
        ("ford-keycode", ["0", "1", "2", "3", "unknown"]),
        ("gm-theftlock", ["0", "1", "2", "3", "5", "7", "unknown"]),
        ("honda-5key", ["0", "1", "2", "3", "5", "7", "9", "unknown"]),
        ("", ["0", "1", "2", "3", "unknown"]),
    ],
)
def test_as_many_numbers_are_offered_as_a_round_is_long(family: str, offered: list[str]) -> None:
    way = Way("CODE", *([family] if family else ["unread", "none"]), "own")

    assert [choice.key for choice in way.ask.choices] == offered


@pytest.mark.parametrize(
    ("said", "used", "left", "allowed"),
    [("2", 2, 8, True), ("3", 4, 6, True), ("5", 6, 4, True), ("7", 8, 2, True), ("9", MANY, 1, False)],
)
def test_a_radio_with_ten_tries_has_some_left_after_a_few(said: str, used: int, left: int, *, allowed: bool) -> None:
    way = Way("CODE", "honda-5key", "own", said)
    assert way.case.last(Opened) == Opened(used)

    found = permission(standing_of(way.case, KNOWN), CARD)
    assert (found.allowed, found.tries_left) == (allowed, left)


def test_three_or_more_is_not_bounded_by_a_higher_number() -> None:
    records = journal(Opened(MANY), Opened(8), Seen("CODE", "asks"))

    assert not permission(standing(records, CATALOGUE.family("honda-5key")), CARD).allowed


@pytest.mark.parametrize(("told", "carried"), [(8, Opened(8)), (MANY, Opened(MANY))])
def test_another_case_carries_what_was_told_at_most(told: int, carried: Opened) -> None:
    other = tried("AAAAAA", before=told)

    assert carried in [record.event for record in fresh(other).records]


def test_another_case_bounds_nothing_where_one_may_have_more() -> None:
    events = [record.event for record in fresh(tried("AAAAAA", before=MANY), tried("BBBBBB", before=8)).records]

    assert Opened(8) not in events
    assert Opened(MANY) in events
