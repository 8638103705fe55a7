"""What trying every code would cost, against counting it out; and times in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.facts import load_catalogue
from headunit.facts.family import LockSchedule
from headunit.recovery.advice.brute_force import brute_force, effort
from headunit.recovery.durations import span_in_words, time_in_words

CATALOGUE = load_catalogue()


@given(codes=st.integers(1, 300), first=st.integers(1, 9), later=st.integers(1, 9), wait=st.integers(1, 9))
def test_rounds_are_counted_as_a_radio_counts_them(codes: int, first: int, later: int, wait: int) -> None:
    spent, waited = [], 0
    wrong_in_round, size = 0, first
    for _ in range(codes):
        spent.append(waited)
        wrong_in_round += 1
        if wrong_in_round == size:
            waited += wait
            wrong_in_round, size = 0, later
    schedule = LockSchedule(first_round_wrong=first, later_rounds_wrong=later, round_wait_s=(1, wait))
    found = effort(schedule, codes)

    assert found is not None
    assert found.worst_s == spent[-1]
    assert found.mean_s == pytest.approx(sum(spent) / codes)


def test_three_tries_an_hour_take_139_days_for_ten_thousand_codes() -> None:
    found = effort(LockSchedule(wrong_per_round=3, round_wait_s=(3600, 3600)), 10_000)

    assert found is not None
    assert found.worst_s == 3333 * 3600
    assert time_in_words(found.worst_s) == "139 days"


def test_doubling_waits_let_twenty_tries_into_a_year() -> None:
    found = effort(LockSchedule(doubling_from_s=60), 10_000)
    tries, waited = 1, 0
    while waited + 60 * 2 ** (tries - 1) <= 31_557_600:
        waited += 60 * 2 ** (tries - 1)
        tries += 1

    assert found is not None
    assert (found.limit, found.within) == (tries, "a year")


@pytest.mark.parametrize(
    ("schedule", "limit"),
    [
        (LockSchedule(permanent_after_wrong=13, locked_after_wrong=10), 13),
        (LockSchedule(locked_after_wrong=10), 10),
        (LockSchedule(rounds_before_locked=17, waits_s=(10, 10, 10, 3600), attempts_after_locked=3), 71),
        (LockSchedule(rounds_before_locked=2, waits_s=(10, 10)), 4),
    ],
)
def test_a_last_limit_ends_it(schedule: LockSchedule, limit: int) -> None:
    found = effort(schedule, 10_000)
    assert found is not None
    assert found.limit == limit


@pytest.mark.parametrize("schedule", [LockSchedule(), LockSchedule(wrong_per_round=3), LockSchedule(waits_s=(10,))])
def test_without_figures_there_is_no_figure(schedule: LockSchedule) -> None:
    assert effort(schedule, 10_000) is None


def test_the_familys_own_digits_are_reckoned_with() -> None:
    (volvo,) = brute_force(CATALOGUE.family("volvo-sc8xx"))
    (ford,) = brute_force(CATALOGUE.family("ford-keycode"))
    (note,) = brute_force(CATALOGUE.family("nissan-note-e11-audio-2009"))
    (article,) = brute_force(CATALOGUE.family("nissan-qashqai-j10-article"))

    assert volvo.text == "No: 1,296 codes take 36 days at worst and 18 days on average, in waits alone."
    assert ford.text == "No: it closes after 13 wrong ones of 10,000 codes, a chance of 0.13 %."
    assert note.text.endswith("Reckoned with 4 places of ten digits; this radio's own are not known.")
    assert article.basis == "article"
    assert article.note
    assert brute_force(CATALOGUE.family("nissan-connect-lcn1")) == ()
    assert "fit into a year" in brute_force(CATALOGUE.family("renault-dacia-precode"))[0].text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (10, "10 seconds"),
        (60, "a minute"),
        (120, "2 minutes"),
        (600, "10 minutes"),
        (3600, "an hour"),
        (5400, "90 minutes"),
        (7200, "two hours"),
        (9600, "160 minutes"),
        (38_400, "11 hours"),
        (12_000_000, "139 days"),
        (500_000_000, "16 years"),
    ],
)
def test_times_are_said_as_people_do(seconds: int, words: str) -> None:
    assert time_in_words(seconds) == words


def test_a_span_is_said_as_one_when_it_is_one() -> None:
    assert span_in_words(3600, 3600) == "an hour"
    assert span_in_words(3600, 5400) == "60 to 90 minutes"
    assert span_in_words(43_200, 86_400) == "12 hours to 24 hours"
