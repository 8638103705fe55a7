"""The stages of the way where a person's radio is at stake: restarts, success told late, codes in doubt."""

from __future__ import annotations

import pytest

from headunit.recovery.guard import standing
from headunit.recovery.records import Closed, Correction, Intent, Outcome, Seen
from tests.recovery.radios import CATALOGUE
from tests.recovery.way import FORD_READY, Way


def keys(way: Way) -> list[str]:
    return [choice.key for choice in way.ask.choices]


def test_who_did_not_write_the_try_down_is_not_shown_its_keys() -> None:
    way = Way(*FORD_READY, "press")
    assert way.ask.plan is not None

    again = way.restarted().ask
    assert again.key == "outcome"
    assert again.plan is None
    assert "interrupted" in way.text
    assert "counts as a try" in way.text


def test_the_same_code_after_a_break_is_a_new_try() -> None:
    way = Way(*FORD_READY, "press").restarted().say("unclear").say("CODE").say("same").say("ready").say("press")

    assert way.case.last(Intent) == Intent(2, "rule")
    assert way.ask.plan is not None
    assert standing(way.case.records, CATALOGUE.family("ford-keycode")).tally.used == 2


@pytest.mark.parametrize("shown", ["1", "2", "3", "4", "01"])
def test_a_number_on_the_display_is_no_choice(shown: str) -> None:
    way = Way(*FORD_READY, "press", shown)

    assert way.case.last(Outcome) == Outcome(1, "unclear")
    assert isinstance(way.case.records[-1].event, Seen)


@pytest.mark.parametrize("outcome", ["no-reaction", "wrong", "unclear"])
def test_success_that_is_told_as_a_display_is_success(outcome: str) -> None:
    way = Way(*FORD_READY, "press", outcome, "music")

    assert way.ask.key == "no-lock"
    assert keys(way) == ["solved", "display", "close", "stop"]
    way.say("solved")
    assert way.case.last(Correction) == Correction(1, "music")
    assert way.ask.key == "written"
    assert way.say("written").case.last(Closed) == Closed("music")


def test_an_open_radio_after_a_try_can_be_that_trys_doing() -> None:
    way = Way("CODE", "Ford Fiesta 2003 M123456", "own", "0", "yes", "ready", "press", "no-reaction", "CODE")
    way.case = way.case.grown(way.case.following((Seen("?", "unlocked", by="person"),), way.at))

    assert way.ask.key == "unlocked"
    assert way.say("solved").ask.key == "written"


def test_stop_does_not_close_a_case() -> None:
    way = Way("music")
    assert keys(way) == ["display", "close", "stop"]

    assert way.say("stop").last.events == ()
    assert way.last.stop
    assert way.say("close").case.last(Closed) == Closed("no-lock")


def test_a_code_that_was_found_after_the_try_is_not_kept_for_it() -> None:
    way = Way(*FORD_READY, "press", "no-reaction", "CODE", "same", into_vault=lambda _case, _code: "X")
    way.say("display").say("music").say("solved").say("written")

    assert way.case.last(Closed) == Closed("music")
