"""The attempt guard: the issue's table, row by row, and what it never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.recovery.asks import Knowledge, family_named
from headunit.recovery.case import Case
from headunit.recovery.guard import Permission, permission, standing, standing_of
from headunit.recovery.ladder import ladder_of
from headunit.recovery.records import (
    Concluded,
    Correction,
    Event,
    Held,
    Intent,
    Opened,
    Outcome,
    Record,
    Seen,
    SourceState,
    WaitEnded,
    WaitPaused,
    WaitResumed,
    WaitStarted,
)
from headunit.recovery.tally import tally_of
from tests.recovery.guard_model import model_allows, replay, schedule
from tests.recovery.journals import ASKS, CARD, PLAUSIBLE, START, WAITS, codes, journal, journals
from tests.recovery.radios import ASSUMPTIONS, CATALOGUE

if TYPE_CHECKING:
    from headunit.facts.family import Family

FAMILIES = [head.id for head in CATALOGUE.heads]
TRY = (CARD, Intent(1, "card"), Outcome(1, "wrong"))
FORD = "ford-keycode"
KNOWN = Knowledge(CATALOGUE, lambda: ASSUMPTIONS)
NO_BETTER = (SourceState("card", "none"), SourceState("dealer", "refused"))


HOURS = 100_000
"""Seconds between two records in which any wait of the tables can be served."""


def named(family: str) -> Family | None:
    return family_named(family, KNOWN)


def ask(family: str, *events: Event, held: Held | None = CARD, seconds: int = HOURS) -> Permission:
    radio = CATALOGUE.family(family) if family else None
    return permission(standing(journal(*events, seconds=seconds), radio), held)


@pytest.mark.parametrize(
    ("family", "events", "because", "left"),
    [
        # two in a round, sourced
        ("vag-safe-generic", [Opened(0), Seen("SAFE", "")], "allowed", 2),
        ("vag-safe-generic", [Opened(1), Seen("SAFE", "")], "last-of-round", 1),
        ("vag-safe-generic", [Opened(2), Seen("SAFE", "")], "last-of-round", 1),
        ("vag-safe-generic", [Opened(3), Seen("SAFE", "")], "last-of-round", 1),
        ("vag-safe-generic", [Opened(None), Seen("SAFE", "")], "last-of-round", 1),
        ("vag-safe-generic", [Opened(0), Seen("1 SAFE", "")], "last-of-round", 1),
        ("vag-safe-generic", [Opened(0), Seen("1 1000", "")], "last-of-round", 1),
        ("vag-safe-generic", [Opened(2), Seen("2 SAFE", "")], "wait", 0),
        ("vag-safe-generic", [Opened(2), Seen("2 SAFE", ""), Seen("SAFE", "")], "allowed", 2),
        ("vag-safe-generic", [Opened(0), Seen("SAFE", ""), *TRY, Seen("SAFE", "")], "last-of-round", 1),
        # the same digit in the same place means the opposite on an Opel
        ("opel-car2003", [Opened(0), Seen("1 SAFE", ""), Seen("CODE", "")], "last-for-ever", 1),
        ("opel-car2003", [Opened(None), Seen("7 SAFE", ""), Seen("CODE", "")], "allowed", 7),
        ("opel-car2003", [Opened(None), Seen("8 SAFE", ""), Seen("CODE", "")], "last-of-round", 1),
        ("opel-car2003", [Opened(0), Seen("CODE", "")], "allowed", 3),
        ("opel-car2003", [Opened(1), Seen("CODE", "")], "allowed", 2),
        ("opel-car2003", [Opened(2), Seen("CODE", "")], "last-of-round", 1),
        ("opel-car2003", [Opened(3), Seen("CODE", "")], "last-for-ever", 1),
        # three, then one at a time, and ten in all
        ("ford-keycode", [Opened(1), ASKS], "allowed", 2),
        ("ford-keycode", [Opened(None), ASKS], "last-for-ever", 1),
        # doubling waits, and no end told
        ("renault-dacia-precode", [Opened(2), ASKS], "allowed", 1),
        ("renault-dacia-precode", [Opened(None), ASKS], "allowed", 1),
        ("renault-dacia-precode", [Opened(0), ASKS, *TRY, ASKS], "last-of-round", 0),
        ("renault-dacia-precode", [Opened(0), ASKS, *TRY, WAITS, ASKS], "allowed", 1),
        ("renault-dacia-precode", [Opened(0), ASKS, *TRY, WaitStarted(), WaitEnded()], "look", 0),
        # the radio's word for a wait proves that the round is used up, also when its end was told too early
        ("ford-keycode", [Opened(0), ASKS, *TRY, Seen("WAIT 30", "wait")], "wait", 0),
        ("ford-keycode", [Opened(0), ASKS, *TRY, Seen("WAIT 30", "wait"), ASKS], "allowed", 7),
        # ten until it locks, and no wait told
        ("toyota-lexus-sec", [Opened(0), Seen("SEC", "")], "allowed", 10),
        ("toyota-lexus-sec", [Opened(None), Seen("SEC", "")], "last-for-ever", 1),
        # nothing told, or the article's word alone
        ("clarion-c7-psa", [Opened(0), ASKS], "allowed", None),
        ("clarion-c7-psa", [Opened(2), ASKS], "allowed", None),
        ("clarion-c7-psa", [Opened(None), ASKS], "allowed", 1),
        ("clarion-c7-psa", [Opened(3), ASKS], "used-up", 1),
        ("clarion-c7-psa", [Opened(0), ASKS, *TRY, ASKS], "used-up", None),
        ("nissan-qashqai-j10-article", [Opened(0), ASKS, *TRY, ASKS], "used-up", None),
        ("", [Opened(0), ASKS], "allowed", None),
        # an intent without an outcome counts, and so does one that nothing came of
        ("vag-safe-generic", [Opened(0), ASKS, CARD, Intent(1, "card"), ASKS], "last-of-round", 1),
        ("vag-safe-generic", [Opened(0), ASKS, *TRY[:2], Outcome(1, "no-reaction"), ASKS], "last-of-round", 1),
        # the display decides
        ("bmw-5key", [ASKS, Opened(0), WaitStarted()], "wait", 3),
        ("bmw-5key", [Opened(0)], "look", 3),
        ("bmw-5key", [Opened(0), Seen("??", "")], "not-asking", 3),
        ("bmw-5key", [Opened(0), Seen("SECURE", "linked")], "linked", 3),
        ("bmw-5key", [Opened(0), Seen("LOCKED", "locked")], "locked", 3),
        ("bmw-5key", [Opened(0), ASKS, CARD, Intent(1, "card"), Outcome(1, "music"), ASKS], "plays", 3),
        # a round that ended earlier than the sum says was used by somebody else too
        ("bmw-5key", [Opened(0), ASKS, *TRY, WAITS, ASKS], "allowed", 3),
    ],
)  # fmt: skip
def test_a_good_code_is_allowed_all_but_the_last_try(
    family: str, events: list[Event], because: str, left: int | None
) -> None:
    verdict = ask(family, *events)

    assert (verdict.because, verdict.tries_left) == (because, left)
    assert verdict.allowed is (because == "allowed")
    assert verdict.why.endswith(".")
    assert verdict.next_step.endswith(".")


@pytest.mark.parametrize(
    ("family", "events", "held", "because"),
    [
        ("bmw-5key", [Opened(0), ASKS], PLAUSIBLE, "better-source"),
        ("bmw-5key", [Opened(0), ASKS, SourceState("card", "none")], PLAUSIBLE, "better-source"),
        ("bmw-5key", [Opened(0), ASKS, *NO_BETTER], PLAUSIBLE, "allowed"),
        ("bmw-5key", [Opened(1), ASKS, *NO_BETTER], PLAUSIBLE, "allowed"),
        ("bmw-5key", [Opened(2), ASKS, *NO_BETTER], PLAUSIBLE, "weak-code"),
        ("bmw-5key", [Opened(0), ASKS, *NO_BETTER, PLAUSIBLE, Intent(1, "rule"), ASKS], PLAUSIBLE, "weak-code"),
        ("bmw-5key", [Opened(0), ASKS], Held("rule", "confirmed", "r"), "allowed"),
        ("bmw-5key", [Opened(0), ASKS], Held("rule", "confirmed", "r", doubtful=True), "better-source"),
        ("bmw-5key", [Opened(0), ASKS], Held("rule", "agreed", "r", rivals=True), "better-source"),
        ("bmw-5key", [Opened(0), ASKS], None, "no-code"),
        ("renault-dacia-precode", [Opened(0), ASKS, *NO_BETTER], PLAUSIBLE, "weak-code"),
        ("clarion-c7-psa", [Opened(0), ASKS, *NO_BETTER], PLAUSIBLE, "weak-code"),
        ("clarion-c7-psa", [Opened(0), ASKS], Held("rule", "agreed", "r"), "allowed"),
    ],
)
def test_a_code_in_doubt_is_allowed_once_at_most(
    family: str, events: list[Event], held: Held | None, because: str
) -> None:
    assert ask(family, *events, held=held).because == because


def test_a_prompt_that_came_too_early_gives_no_try_of_a_round_back() -> None:
    early = ask("ford-keycode", Opened(0), ASKS, *TRY, Seen("WAIT 30", "wait"), ASKS, seconds=10)

    assert (early.because, early.tries_left) == ("last-of-round", 0)


def test_a_display_that_counts_otherwise_stops_where_no_schedule_is_known() -> None:
    family = CATALOGUE.family("vag-safe-generic")
    unknown = standing(journal(Opened(0), Seen("3 SAFE", ""), Seen("SAFE", "")), family)._replace(ladder=None)

    assert permission(unknown, CARD).because == "used-up"


def test_tries_left_say_nothing_of_the_used_ones_without_a_limit() -> None:
    records = journal(Seen("7 SAFE", ""), Seen("CODE", ""))
    tally = tally_of(records, CATALOGUE.family("opel-car2003"), None, 1)

    assert (tally.used, tally.counter.left) == (1, 7)


def test_a_correction_never_raises_what_the_display_showed() -> None:
    shown = (Opened(0), Seen("SAFE", ""), *TRY, Seen("1 1000", ""))

    assert ask("vag-safe-generic", *shown, Correction(1, "no-reaction")).tries_left == 1
    assert ask("vag-safe-generic", *shown, Correction(1, "music"), Seen("1 1000", "")).tries_left == 1


@given(journals(), codes(), st.sampled_from(["", *FAMILIES]))
def test_the_guard_allows_what_the_model_allows(records: tuple, held: Held, family: str) -> None:  # type: ignore[type-arg]
    renamed = (Record(0, START, Concluded(family, "named")), *records)
    last = next(record.event for record in reversed(renamed) if isinstance(record.event, Concluded))

    allowed = permission(standing(renamed, named(last.family), named), held).allowed
    assert allowed == model_allows(renamed, named(last.family), held, named)


@given(journals(), codes(), st.sampled_from(FAMILIES))
def test_more_used_tries_never_allow_more(records: tuple, held: Held, family: str) -> None:  # type: ignore[type-arg]
    radio = CATALOGUE.family(family)
    events = [record.event for record in records if not isinstance(record.event, Opened)]

    for told in ((0, 1, 2, 4, 8, 3), (0, 1, 2, None, 3)):  # three stands for so many or more
        allowed = [permission(standing(journal(Opened(used), *events), radio), held).allowed for used in told]
        assert allowed == sorted(allowed, reverse=True)
    after = journal(Opened(0), *events, held, Intent(len(events) + 99, "card"))
    assert not permission(standing(after, radio), held).allowed


@given(journals(), st.sampled_from(FAMILIES))
def test_a_cut_at_any_record_never_loses_a_press(records: tuple, family: str) -> None:  # type: ignore[type-arg]
    radio = CATALOGUE.family(family)
    without_counters = tuple(
        record for record in records if not isinstance(record.event, Seen | Opened | Outcome | Correction)
    )
    for cut in range(len(without_counters) + 1):
        kept = without_counters[:cut]
        pressed = sum(isinstance(record.event, Intent) for record in kept)
        assert standing(kept, radio).tally.used >= pressed


def test_the_model_counts_by_itself() -> None:
    family = CATALOGUE.family("opel-car2003")
    steps, cap = schedule(family)

    assert replay(journal(Intent(1, "card")), {}, family, 0, steps, cap, doubting=True) == 2
    assert schedule(CATALOGUE.family("nissan-qashqai-j10-article")) == ([], None)


@pytest.mark.parametrize("family", ["vw-premium-4-clarion", "vw-premium-5-delco"])
def test_the_right_code_at_a_rounds_last_try_is_refused_with_a_way_out(family: str) -> None:
    refused = ask(family, Opened(1), Seen("1 1000", "entry"))

    assert (refused.because, refused.tries_left) == ("last-of-round", 1)
    assert "kept in reserve" in refused.why
    assert "cost a wait, not the radio" in refused.why
    assert "the official way" in refused.next_step
    assert "after an hour there are 2 fresh tries, and the code may be typed here" in refused.next_step

    waited = ask(family, Opened(1), Seen("1 1000", "entry"), Seen("2 SAFE", "wait"), Seen("1000", "entry"))
    assert (waited.allowed, waited.tries_left) == (True, 2)


def test_a_round_that_is_used_up_is_served_first() -> None:
    refused = ask("renault-dacia-precode", Opened(0), ASKS, *TRY, ASKS)

    assert refused.why == "No try is left in this round: a wait is due."
    assert (
        refused.next_step
        == "Type nothing and leave it on: after a minute there is one fresh try, and the code may be typed."
    )


def test_where_the_rounds_end_could_be_the_end_no_wait_is_promised() -> None:
    refused = ask("bmw-5key", Opened(None), ASKS)
    assert "Nobody knows" in refused.why
    assert "after an hour" in refused.next_step

    for head in CATALOGUE.heads:
        ladder = standing(journal(Opened(0), ASKS), CATALOGUE.family(head.id)).ladder
        for used in range(15 if ladder else 0):
            after = ladder.after_round(used) if ladder else None
            limit = ladder.limit if ladder else None
            end = ladder.round_end(used) if ladder else 0
            assert after is None or limit is None or end < limit - 1
            assert after is None or after.fresh >= 1


def test_a_refusal_without_a_known_wait_goes_the_official_way() -> None:
    toyota = standing(journal(Opened(8), ASKS), CATALOGUE.family("toyota-lexus-sec"))
    assert toyota.after is None
    assert standing(journal(Opened(0), ASKS), None).after is None


OFF = Seen("OFF", "wait")
"""The Volvo's own word for its wait of two hours."""
NOT_MINE = Seen("XYZ", "wait", by="person")


@pytest.mark.parametrize(
    ("family", "events", "seconds", "left"),
    [
        # a text that a person takes for a wait gives nothing back, however long it lasts
        ("volvo-sc8xx", [Opened(None), NOT_MINE, WaitStarted(), ASKS], HOURS, 1),
        ("volvo-sc8xx", [Opened(2), NOT_MINE, WaitStarted(), ASKS], HOURS, 1),
        ("volvo-sc8xx", [Opened(2), Seen("WAIT", "wait", by="others"), WaitStarted(), ASKS], HOURS, 1),
        ("volvo-sc8xx", [Opened(1), *TRY, ASKS, NOT_MINE, WaitStarted(), ASKS], HOURS, 1),
        # nor does the radio's own word that was gone too early, or was interrupted; it proves the round used up
        ("volvo-sc8xx", [Opened(None), OFF, WaitStarted(), ASKS], 30, 1),
        ("volvo-sc8xx", [Opened(2), OFF, WaitStarted(), ASKS], 30, 0),
        ("volvo-sc8xx", [Opened(2), OFF, WaitStarted(), WaitPaused("switched-off"), ASKS], HOURS, 0),
        ("volvo-sc8xx", [Opened(2), OFF, WaitStarted(), Seen("nothing", "dark"), ASKS], HOURS, 0),
        ("volvo-sc8xx", [Opened(2), OFF, WaitStarted(), WaitPaused("switched-off"), WaitResumed(), ASKS], 3_600, 0),
        ("volvo-sc8xx", [Opened(2), OFF, WaitStarted(), ASKS], -HOURS, 0),
        ("volvo-sc8xx", [Opened(2), OFF, ASKS, ASKS, ASKS], 3_600, 0),
        ("volvo-sc8xx", [Opened(1), *TRY, NOT_MINE, WaitStarted(), ASKS], 1_000, 1),
        ("volvo-sc8xx", [Opened(1), *TRY, WaitPaused("unknown"), WaitResumed(), ASKS], 3_600, 1),
        ("ford-keycode", [Opened(2), Seen("WAIT 29", "wait"), WaitStarted(), ASKS], 600, 0),
        # a served one does
        ("volvo-sc8xx", [Opened(2), OFF, WaitStarted(), ASKS], 3_600, 3),
        ("volvo-sc8xx", [Opened(None), OFF, WaitStarted(), ASKS], 3_600, 3),
        ("volvo-sc8xx", [Opened(2), *TRY, NOT_MINE, WaitStarted(), ASKS], 3_600, 3),
        ("volvo-sc8xx", [Opened(2), *TRY, NOT_MINE, WaitStarted(), ASKS], 1_800, 3),
        ("volvo-sc8xx", [Opened(2), OFF, WaitStarted(), WaitPaused("switched-off"), WaitResumed(), ASKS], 7_200, 3),
        ("ford-keycode", [Opened(2), Seen("WAIT 29", "wait"), WaitStarted(), ASKS], 900, 7),
        ("saturn-theft-2002", [Opened(2), *TRY, NOT_MINE, WaitStarted(), ASKS], 60, 3),
    ],
)
def test_only_a_wait_that_was_served_begins_a_round(family: str, events: list[Event], seconds: int, left: int) -> None:
    verdict = ask(family, *events, seconds=seconds)

    assert (verdict.allowed, verdict.tries_left) == (left > 1, left)


def test_a_wait_that_was_doubled_many_times_is_not_taken_for_one_of_unknown_length() -> None:
    many = (Opened(0), *TRY, Seen("WAIT", "wait", used=25), WaitStarted(), ASKS)

    assert ask("renault-dacia-precode", *many, seconds=60).tries_left == 0


def test_a_wait_that_may_have_been_one_still_counts_towards_the_limit() -> None:
    limit = standing(journal(Opened(2), *[Seen("WAIT 30", "wait"), ASKS] * 8, seconds=30), CATALOGUE.family(FORD))

    assert limit.last_for_ever or limit.tries_left in {0, 1}


@pytest.mark.parametrize("seen", [Seen("#####", "entry", used=11), Seen("# ####", "entry", used=1)])
def test_a_count_that_the_masked_text_lost_is_still_counted(seen: Seen) -> None:
    assert ask("vag-safe-generic", Opened(0), Seen("SAFE", ""), seen).tries_left == 1


def test_an_old_record_of_an_impossible_count_lowers_nothing() -> None:
    verdict = ask("opel-siemens-as", Opened(3), ASKS, Seen("41---", "entry", left=41))

    assert (verdict.because, verdict.tries_left) == ("last-for-ever", 1)


def test_of_two_counts_the_worse_is_taken() -> None:
    tally = tally_of(
        journal(Seen("4 ----", "entry", left=2)),
        CATALOGUE.family("opel-siemens-as"),
        standing((), CATALOGUE.family("opel-siemens-as")).ladder,
        0,
    )

    assert tally.used == 8


@pytest.mark.parametrize(
    ("family", "events", "words"),
    [
        ("opel-siemens-as", [Seen("4 ----", "")], "4 tries are left for good, and a wrong code costs a wait"),
        ("opel-siemens-as", [Seen("2 ----", "")], "2 tries are left for good, and a wrong code costs a wait"),
        (
            "ford-keycode",
            [Opened(0), ASKS],
            "3 tries are left before it closes for a while, 10 before it locks for good",
        ),
        (
            "toyota-lexus-sec",
            [Opened(0), Seen("SEC", "")],
            "10 tries are left before it locks for good. The last of them is kept.",
        ),
        ("volvo-sc8xx", [Opened(0), ASKS], "3 tries are left before it closes for a while. The last of them is kept."),
        (
            "renault-dacia-precode",
            [Opened(0), ASKS],
            "costs a wait here, and it never locks for good, as its sources say",
        ),
    ],
)
def test_a_permission_says_what_is_left_for_good(family: str, events: list[Event], words: str) -> None:
    verdict = ask(family, *events)

    assert verdict.allowed
    assert words in verdict.why


def test_the_last_try_of_all_is_not_used_however_it_is_counted() -> None:
    assert ask("opel-siemens-as", Seen("1 ----", "")).because == "last-for-ever"


def test_for_ever_is_promised_only_where_a_source_says_so() -> None:
    renault = CATALOGUE.family("renault-dacia-precode")
    claims = tuple(claim for claim in renault.lock_schedule.claims if not claim.value.never_permanent)
    silent = renault._replace(lock_schedule=renault.lock_schedule._replace(claims=claims))
    why = permission(standing(journal(Opened(0), ASKS), silent), CARD).why
    assert why == "One try is all right: a wrong code costs a wait here, and no source names a last limit."

    assert "no source names a last limit" in ask("vag-safe-generic", Opened(1), Seen("SAFE", "")).why
    assert "7 tries would be left for good" in ask(FORD, Opened(2), ASKS).why


VW_ONE_WRONG = (Concluded("vag-safe-generic", "named"), Opened(0), Seen("SAFE", "asks"), *TRY, Seen("SAFE", "asks"))
FORD_ONE_WRONG = (Concluded("ford-keycode", "named"), Opened(0), ASKS, *TRY, ASKS)
OPEL = Concluded("opel-car2003", "named")
GM = Concluded("gm-theftlock", "named")


def ask_renamed(*events: Event, held: Held = CARD, seconds: int = HOURS) -> Permission:
    case = Case("ABC123", journal(*events, seconds=seconds))
    return permission(standing_of(case, KNOWN), held)


@pytest.mark.parametrize(
    ("events", "because", "left"),
    [
        (VW_ONE_WRONG, "last-of-round", 1),
        # another radio's schedule gives nothing back of what was used
        ((*VW_ONE_WRONG, GM), "last-of-round", 1),
        ((*VW_ONE_WRONG, Concluded("honda-5key", "named")), "last-of-round", 1),
        ((*VW_ONE_WRONG, GM, Seen("LOC", "asks")), "last-of-round", 1),
        ((*VW_ONE_WRONG, GM, VW_ONE_WRONG[0]), "last-of-round", 1),
        # nor does a radio that nobody knew when the code was typed
        ((Concluded("", "not known"), Opened(0), ASKS, *TRY, ASKS, GM), "used-up", None),
        ((Opened(0), ASKS, *TRY, ASKS, GM), "used-up", None),
        ((*VW_ONE_WRONG, Concluded("", "not known"), GM), "used-up", None),
        ((*VW_ONE_WRONG, Concluded("gone-radio", "named"), GM), "used-up", None),
        # before the first try a radio can be named as often as it takes
        ((VW_ONE_WRONG[0], Opened(0), ASKS, GM), "allowed", 8),
        ((Concluded("", "not known"), Opened(0), ASKS, GM), "allowed", 8),
        # a count that only the new radio shows settles it; one that the old one shows too is counted as both
        ((*FORD_ONE_WRONG, OPEL, Seen("7 SAFE", ""), Seen("CODE", "")), "allowed", 7),
        ((Opened(0), ASKS, *TRY, OPEL, Seen("7 SAFE", ""), Seen("CODE", "")), "allowed", 7),
        ((*FORD_ONE_WRONG, Seen("7 SAFE", ""), OPEL, Seen("CODE", "")), "allowed", 2),
        ((*FORD_ONE_WRONG, OPEL, Seen("7 SAFE", ""), FORD_ONE_WRONG[0], OPEL, Seen("CODE", "")), "allowed", 2),
        ((*VW_ONE_WRONG, OPEL, Seen("7 SAFE", ""), Seen("CODE", "")), "last-of-round", 1),
        ((*VW_ONE_WRONG, OPEL, Seen("1 SAFE", ""), Seen("CODE", "")), "last-for-ever", 1),
        ((*VW_ONE_WRONG, Seen("1 SAFE", ""), GM, Seen("LOC", "asks")), "last-of-round", 1),
    ],
)  # fmt: skip
def test_another_name_for_the_radio_gives_no_try_back(events: tuple[Event, ...], because: str, left: int) -> None:
    verdict = ask_renamed(*events)

    assert (verdict.because, verdict.tries_left) == (because, left)


def test_what_a_former_radio_refuses_says_so_and_how_it_can_be_settled() -> None:
    refused = ask_renamed(*VW_ONE_WRONG, GM)

    assert "while this radio was taken for another" in refused.why
    assert "If the display counts its tries, look at it again: that can settle it" in refused.next_step
    assert "taken for another" not in ask_renamed(*VW_ONE_WRONG).why


def test_the_display_is_read_as_the_radio_that_it_is_taken_for_now() -> None:
    events = (Concluded("opel-car2003", "named"), Opened(0), Seen("CODE", ""), *TRY, VW_ONE_WRONG[0], Seen("SAFE", ""))

    assert ask_renamed(*events).because == "last-of-round"


@pytest.mark.parametrize("family", FAMILIES)
def test_where_the_number_of_tries_is_known_a_length_of_the_code_is_claimed(family: str) -> None:
    radio = CATALOGUE.family(family)

    assert radio.code_length.claims or ladder_of(radio) is None, "a code of any length would get all but the last try"
