"""A wait is served in the radio's own terms, and no clock shortens it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.recovery.durations import span_in_words, time_in_words
from headunit.recovery.records import Event, Record, Seen, WaitEnded, WaitPaused, WaitResumed, WaitStarted
from headunit.recovery.wait import Wait, wait_of
from tests.recovery.journals import ASKS, START, WAITS, journal
from tests.recovery.radios import CATALOGUE

HOUR_S = 3600


def wait(family: str, *events: Event, used: int = 0) -> Wait | None:
    return wait_of(journal(*events), CATALOGUE.family(family) if family else None, used)


def running(family: str, *events: Event, used: int = 0) -> Wait:
    found = wait(family, *events, used=used)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("family", "used", "needs", "cut", "longest"),
    [
        ("bmw-5key", 3, "radio-and-ignition", "cleared", HOUR_S),
        ("vw-premium-5-delco", 2, "radio-on", "restarts", HOUR_S),
        ("opel-car2003", 4, "radio-on", "restarts", 1200),
        ("nissan-xtrail-t30-au", 3, "radio-on", "unknown", 5400),
        ("nissan-note-e11-audio-2009", 3, "unknown", "unknown", HOUR_S),
        ("saturn-theft-2002", 3, "unknown", "unknown", None),
        ("clarion-c7-psa", 3, "unknown", "unknown", None),
        ("nissan-qashqai-j10-article", 3, "unknown", "unknown", None),
        ("", 3, "unknown", "unknown", None),
    ],
)
def test_what_a_wait_needs_is_what_sources_say(
    family: str, used: int, needs: str, cut: str, longest: int | None
) -> None:
    found = running(family, WaitStarted(), used=used)

    assert (found.needs, found.cut, found.longest_s) == (needs, cut, longest)
    assert all(words.endswith(".") for words in found.words)


def test_an_end_is_said_only_where_sources_say_one() -> None:
    told = running("bmw-5key", WaitStarted(), used=3)
    since = told.since
    assert since is not None
    assert told.left_s(since + timedelta(minutes=10)) == 3000
    assert told.left_s(since + timedelta(days=9)) == 0
    assert told.left_s(since - timedelta(days=9)) == HOUR_S
    assert told.due == since + timedelta(hours=1)
    assert running("bmw-5key", WaitStarted(), WaitPaused("unknown"), used=3).due is None
    assert running("saturn-theft-2002", WaitStarted(), used=3).due is None
    assert running("nissan-note-e11-audio-2009", WaitStarted(), used=3).left_s(since) is None
    assert running("bmw-5key", WaitStarted(), WaitPaused("switched-off"), used=3).left_s(since) is None


def test_the_display_ends_a_wait() -> None:
    assert wait("bmw-5key", WAITS) is None
    assert wait("bmw-5key", ASKS, WaitStarted(), ASKS, WaitEnded()) is None
    assert wait("bmw-5key", WaitResumed(), WaitEnded()) is None


def test_what_the_longest_reading_makes_of_a_break() -> None:
    def served(family: str, reason: str) -> int:
        return running(family, WaitStarted(), WaitPaused(reason), WaitResumed(), used=2).served_s

    assert served("vw-premium-5-delco", "power-cut") == 0
    assert served("bmw-5key", "power-cut") == 0
    assert served("bmw-5key", "switched-off") == 0


def test_a_wait_that_a_cut_only_pauses_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.recovery.wait._cut", lambda _family: "kept")

    events = (WaitStarted(), WAITS, WaitPaused("power-cut"), WaitPaused("power-cut"), WaitResumed())
    assert running("bmw-5key", *events, used=3).served_s == 60


def test_a_wait_is_served_up_to_the_last_look_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.recovery.wait._cut", lambda _family: "kept")

    assert running("bmw-5key", WaitStarted(), WaitPaused("power-cut"), WaitResumed(), used=3).served_s == 0
    again = (WaitStarted(), WAITS, WaitPaused("power-cut"), WaitResumed(), WAITS, WaitPaused("power-cut"))
    assert running("bmw-5key", *again, used=3).served_s == 120


def test_the_minutes_of_the_look_that_found_the_wait_count() -> None:
    assert running("ford-keycode", Seen("WAIT 29", "wait"), WaitStarted(), used=3).longest_s == 29 * 60
    assert running("ford-keycode", Seen("WAIT 90", "wait"), WaitStarted(), used=3).longest_s == 90 * 60


def test_the_minutes_on_the_display_overrule_the_sum() -> None:
    found = running("ford-keycode", WaitStarted(), Seen("WAIT 12", "wait"), used=3)
    assert (found.longest_s, found.served_s) == (720, 0)
    paused = running("ford-keycode", WaitStarted(), WaitPaused("unknown"), Seen("WAIT 12", "wait"), used=3)
    assert paused.paused


def test_a_clock_set_back_makes_the_time_doubtful() -> None:
    early = Record(9, START - timedelta(days=1), Seen("CODE WAIT", "wait"))
    records = (*journal(WaitStarted()), early)
    found = wait_of(records, CATALOGUE.family("bmw-5key"), 3)
    assert found is not None
    assert found.doubted
    assert found.left_s(START) is None
    paused = wait_of((*journal(WaitStarted()), early._replace(event=WaitPaused("power-cut"))), None, 3)
    assert paused is not None
    assert paused.doubted
    assert paused.served_s == 0


@given(st.lists(st.integers(-(10**6), 10**6), max_size=6), st.integers(-(10**6), 10**6))
def test_no_clock_shortens_a_wait(jumps: list[int], now: int) -> None:
    events: list[Event] = [WaitStarted(), *[Seen("CODE WAIT", "wait") for _ in jumps]]
    times = [START, *[START + timedelta(seconds=jump) for jump in jumps]]
    records = tuple(Record(at, time, event) for at, (time, event) in enumerate(zip(times, events, strict=True), 1))

    found = wait_of(records, CATALOGUE.family("bmw-5key"), 3)

    assert found is not None
    left = found.left_s(START + timedelta(seconds=now))
    assert left is None or left >= HOUR_S - max(now, 0)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (10, "10 seconds"),
        (60, "a minute"),
        (600, "10 minutes"),
        (3600, "an hour"),
        (19_200, "5 hours"),
    ],
)
def test_a_time_is_said_as_people_say_it(seconds: int, words: str) -> None:
    assert time_in_words(seconds) == words


def test_a_span_is_said_once_when_it_is_none() -> None:
    assert span_in_words(3600, 3600) == "an hour"
    assert span_in_words(1800, 3600) == "30 to 60 minutes"
    assert span_in_words(3600, 10**6) == "an hour to 12 days"
