"""A code is held only for the radio, the serial and the details that it was worked out or judged for."""

from __future__ import annotations

import pytest

from headunit.errors import InputError
from headunit.numbers import RadioCode
from headunit.recovery.asks import Choice, VaultCode
from headunit.recovery.case import Case
from headunit.recovery.journey import answer
from headunit.recovery.other_codes import brought_another
from headunit.recovery.records import Closed, Concluded, Held, SourceState, Told
from headunit.recovery.stages.serial import code_of, held_now
from tests.recovery.journals import journal
from tests.recovery.way import FORD, FORD_READY, Way

FIAT = ("CODE", "fiat-vp1-vp2", "own", "0", "rule", "1234", "yes", "ready")
FOUR_DIGITS = ("CODE", "1234", "none", "none", "own", "0", "yes")
BY_HAND_OF_FIAT = "--rule fiat-vp1-vp2"


def held(way: Way) -> Held | None:
    return held_now(way.case, way.known)


def code(way: Way) -> str:
    found = code_of(way.case, way.known)
    return found.reveal() if found else ""


def keys(way: Way) -> list[str]:
    return [choice.key for choice in way.ask.choices]


def test_a_code_worked_out_for_one_radio_is_not_held_for_another() -> None:
    way = Way(*FIAT)
    assert (way.ask.key, held(way), code(way)) == ("press", Held("rule", "agreed", "fiat-vp1-vp2"), "4253")

    way.say("radio").say("Volkswagen Golf 2001").say("vag-safe-generic")
    assert way.case.told("serial") == ""
    assert (way.ask.key, held(way), code(way)) == ("source", None, "")


def test_a_code_worked_out_before_the_radio_was_asked_for_is_gone_in_an_older_journal_too() -> None:
    way = Way(*FIAT)
    events = [record.event for record in way.case.records]
    way.case = Case("ABC123", journal(*events, Told("radio", "asked"), Concluded("vag-safe-generic", "named")))

    assert (held(way), code(way)) == (None, "")
    assert way.ask.key not in {"code", "press"}


def test_a_code_on_paper_is_never_a_rules() -> None:
    way = Way(*FORD_READY, "press", "wrong", "CODE", "card", "5555").restarted()

    assert way.say("4444").case.held == Held("card")
    assert code(way) == "4444"
    assert code(Way(*FORD, "0")) == ""


def test_a_code_on_paper_that_was_judged_for_another_radio_is_held_no_more() -> None:
    way = Way("CODE", "volvo-sc8xx", "own", "0", "card", "1245", "back", "radio", "ford-keycode")
    assert (way.ask.key, held(way)) == ("code", None)

    events = [record.event for record in way.case.records]
    way.case = Case("ABC123", journal(*events, SourceState("rule", "none", "x")))
    assert (way.ask.key, held(way)) == ("source", None)


def test_a_detail_counts_only_for_the_serial_and_the_radio_that_it_was_told_for() -> None:
    way = Way(*FOUR_DIGITS, BY_HAND_OF_FIAT)
    assert held(way) == Held("rule", "agreed", "fiat-vp1-vp2")

    way.say("back").say("radio").say("chrysler-tm9").say("rule").say("1234").say("yes")
    other = held(way)
    assert other is not None
    assert (other.rule, code(way)) == ("chrysler-tm9", "8865")


@pytest.mark.parametrize(
    "later",
    [
        (Told("serial", "1235"), Told("legible", "yes")),
        (Told("serial", "1234"), Told("legible", "yes")),
        (Told("brand", "Chrysler"),),
        (Told("radio", "asked"), Told("label", "x"), Concluded("", "not known")),
        (Concluded("chrysler-tm9", "named"),),
    ],
)
def test_a_detail_is_overtaken_by_what_is_told_after_it(later: tuple[Told | Concluded, ...]) -> None:
    way = Way(*FOUR_DIGITS, BY_HAND_OF_FIAT)
    way.case = way.case.grown(way.case.following(later, way.at))

    assert (held(way), code(way)) == (None, "")


def test_a_rule_of_another_family_is_refused() -> None:
    way = Way("CODE", "chrysler-tm9", "own", "0", "rule", "1234", "yes")
    answer = way.case.following((Told("detail", BY_HAND_OF_FIAT), Held("rule", "agreed", "fiat-vp1-vp2")), way.at)
    way.case = way.case.grown(answer)

    assert held(way) is None


def test_a_rule_that_speaks_for_none_of_a_familys_brands_is_none_for_it() -> None:
    way = Way("CODE", "volvo-sc8xx", "own", "0")
    told = (Told("serial", "D123"), Told("legible", "yes"), Held("rule", "confirmed", "renault-dacia"))
    way.case = way.case.grown(way.case.following(told, way.at))

    assert (held(way), way.ask.key) == (None, "source")


@pytest.mark.parametrize("stale", [("D123", "renault-dacia-precode"), ("M123456", "chrysler-tm9")])
def test_a_serial_that_no_rule_takes_ends_in_a_question_that_has_an_answer(stale: tuple[str, str]) -> None:
    serial, family = stale
    way = Way("CODE", family, "own", "0")
    detail = (Told("serial", serial), Told("legible", "yes"), Told("detail", BY_HAND_OF_FIAT))
    way.case = way.case.grown(way.case.following((*detail, SourceState("rule", "chosen")), way.at))

    assert way.ask.key == "legible"
    assert way.say("yes").ask.key == "source"
    assert "rule" not in keys(way) or way.say("rule").ask.key == "source"


def test_a_code_that_was_worked_out_before_is_at_hand_at_once() -> None:
    way = Way("CODE", "Ford V123456", "own", "2", "yes", "source", "card", "1111", "source", "rule")

    assert way.case.last(Held) == Held("rule", "agreed", "ford-v", rivals=True)
    assert way.ask.key == "refused"
    older = Way("CODE", "Ford V123456", "own", "2", "yes", "source", "card", "1111")
    older.case = older.case.grown(older.case.following((SourceState("rule", "chosen"),), older.at))
    assert (older.ask.key, older.ask.text) != ("detail", "")
    assert older.say("yes").case.last(Held) == Held("rule", "agreed", "ford-v", rivals=True)


def test_a_detail_that_is_missing_is_asked_for_when_the_serial_is_chosen_again() -> None:
    way = Way(*FOUR_DIGITS)
    assert way.ask.key == "detail"

    way.case = way.case.grown(way.case.following((SourceState("any", "chosen"),), way.at))
    assert way.say("rule").ask.key == "detail"


def test_nothing_is_pressed_that_the_rules_do_not_give_now() -> None:
    way = Way(*FORD_READY)
    ask = way.ask
    forged = [
        record.event._replace(rule="ford-v") if isinstance(record.event, Held) else record.event
        for record in way.case.records
    ]
    way.case = Case("ABC123", journal(*forged))

    assert held(way) is None
    assert way.ask.key != "press"
    assert answer(way.case, ask, "press", way.known).events == ()


def keeping(*values: str) -> tuple[Way, list[tuple[str, str]]]:
    """Return a way with a vault, and what that was given: codes with the serial."""
    kept: list[tuple[str, str]] = []

    def keep(case: Case, given: RadioCode) -> str:
        kept.append((given.reveal(), case.told("serial")))
        return "REF1"

    return Way(*values, into_vault=keep), kept


CARD_THEN_RULE = ("CODE", "ford-keycode", "own", "0", "card", "5555", "ready", "press", "wrong", "CODE", "rule")
PLAYS = (*CARD_THEN_RULE, "V123456", "yes", "ready", "press", "music")


def test_from_music_nothing_leads_back() -> None:
    for answers in (PLAYS, (*PLAYS, "written")):
        way, _ = keeping(*answers)
        assert not way.ask.back
        with pytest.raises(InputError) as told:
            way.say("back")
        assert told.value.code == "answer-back"


def test_only_the_code_that_was_pressed_goes_into_the_vault() -> None:
    way, kept = keeping(*PLAYS, "written", "vault")
    assert kept == [("3067", "V123456")]
    assert way.ask.key == "closed"

    older, kept = keeping(*PLAYS, "written")
    later = (Told("serial", ""), SourceState("rule", "chosen"))
    older.case = older.case.grown(older.case.following(later, older.at))
    older.say("vault")
    assert kept == [("3067", "V123456")]


def test_a_code_that_was_typed_after_the_one_that_plays_stays_out_of_the_vault() -> None:
    way, kept = keeping(*CARD_THEN_RULE[:8], "music", "written")
    ask = way.ask
    assert keys(way) == ["vault", "done"]

    way.case = way.case.grown(way.case.following((Held("dealer"),), way.at))
    assert keys(way) == ["done"]
    assert answer(way.case, ask, "vault", way.known).events == (Closed("music"),)
    assert kept == []


# Another code on paper

FORD_CARD = ("CODE", "Ford V123456", "own", "0", "no", "several", "card")
ANOTHER = Held("rule", "agreed", "ford-v", rivals=True)


def with_serial_again(*answers: str) -> Way:
    return Way(*FORD_CARD, *answers, "back", "serial", "V123457", "yes")


def test_a_code_on_paper_that_was_not_refused_speaks_against_the_one_worked_out() -> None:
    way = with_serial_again("1234")
    assert held(way) == ANOTHER
    assert "another code than the one from paper" in way.text
    assert way.ask.key == "card"


def test_the_same_code_on_paper_speaks_for_the_one_worked_out() -> None:
    code_of_it = code(Way("CODE", "Ford V123457", "own", "0", "yes"))
    same = with_serial_again(code_of_it)
    assert held(same) == Held("rule", "agreed", "ford-v")

    assert held(same.restarted()) == Held("rule", "agreed", "ford-v")


def test_a_code_on_paper_that_memory_lost_speaks_against_the_one_worked_out() -> None:
    way = Way(*FORD_CARD, "8247").restarted()
    way.case = way.case.grown(way.case.following((SourceState("card", "none"),), way.at))
    way.say("back").say("serial").say("V123457").say("yes")

    assert held(way) == ANOTHER


def test_of_two_codes_on_paper_the_one_that_memory_lost_may_be_another() -> None:
    way = Way(*FORD_CARD, "8247")
    dealer = way.case.grown(way.case.following((Held("dealer"),), way.at))

    assert not brought_another(way.case, RadioCode("8247"), way.known)
    assert brought_another(dealer, RadioCode("8247"), way.known)


def test_a_refused_code_on_paper_or_one_of_another_radio_says_nothing() -> None:
    refused = with_serial_again("1234", "refused", "ready", "press", "wrong", "CODE")
    assert held(refused) == Held("rule", "agreed", "ford-v")

    unclear = with_serial_again("1234", "refused", "ready", "press", "no-reaction", "CODE")
    assert held(unclear) == ANOTHER
    radio = Way(*FORD_CARD, "1234", "back", "radio", "Ford V123457")
    radio.case = radio.case.grown(radio.case.following((SourceState("rule", "chosen"),), radio.at))
    assert held(radio.say("yes")) == Held("rule", "agreed", "ford-v")


def test_the_same_label_told_once_more_leaves_the_code_on_paper_standing() -> None:
    way = with_serial_again("1234").say("back").say("radio").say("Ford V123457")
    way.case = way.case.grown(way.case.following((SourceState("rule", "chosen"),), way.at))
    assert held(way.say("yes")) == ANOTHER

    other = with_serial_again("1234").say("back").say("radio").say("volvo-sc8xx")
    assert not brought_another(other.case, RadioCode("1111"), other.known), "another kind of radio"


# What decides between rules


def test_a_rule_that_asks_for_more_is_asked_on() -> None:
    way = Way("CODE", "mercedes-becker", "own", "0", "rule", "1234", "yes", "--rule becker-5")
    assert (way.ask.key, held(way)) == ("detail", None)

    assert held(way.say("--rule becker-5 --presets 5")) == Held("rule", "plausible", "becker-5")


# A doubt stays

WEAK = Held("rule", "agreed", "ford-v", doubtful=True)
DOUBT = ("CODE", "Ford V123456", "own", "0", "no")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("V12345?", "6", "back", "serial", "V123456", "yes"), WEAK),
        (("V12345?", "6", "back", "serial", "v 123458", "yes"), WEAK),
        (("V12345?", "6", "back", "serial", "V123556", "yes"), Held("rule", "agreed", "ford-v")),
        (("several", "back", "serial", "V123456", "yes"), WEAK),
        (("several", "back", "serial", "V123556", "yes"), Held("rule", "agreed", "ford-v")),
        (("back", "serial", "V123456", "yes"), WEAK),
        (("back", "display", "CODE", "clear"), Held("rule", "agreed", "ford-v")),
        (("clear",), Held("rule", "agreed", "ford-v")),
    ],
)
def test_a_serial_in_doubt_stays_in_doubt(answers: tuple[str, ...], expected: Held) -> None:
    assert held(Way(*DOUBT, *answers)) == expected


def test_a_code_in_doubt_gets_no_second_try_by_a_clear_answer() -> None:
    way = Way(*DOUBT, "V12345?", "6", "no", "refused", "ready", "press", "wrong", "CODE")

    assert way.say("back").say("serial").say("V123456").say("yes").ask.key == "refused"
    assert held(way) == WEAK


def test_an_older_journal_that_forgot_a_doubt_holds_no_sure_code() -> None:
    way = Way(*DOUBT, "V12345?", "6")
    later = (Told("serial", "V123456"), Told("legible", "yes"), Held("rule", "agreed", "ford-v"))
    way.case = way.case.grown(way.case.following(later, way.at))

    assert held(way) is None


def test_a_serial_that_nobody_read_twice_is_in_doubt() -> None:
    way = Way("CODE", "Ford V123456", "own", "0", "yes")
    again = (Told("serial", "V123457"), Held("rule", "agreed", "ford-v"))
    way.case = way.case.grown(way.case.following(again, way.at))

    assert held(way) is None


# The same code again

TRIED = ("CODE", "ford-keycode", "own", "0", "card", "1234", "ready", "press", "wrong", "CODE")


def test_the_same_code_again_is_judged_for_the_radio_that_it_is_now() -> None:
    assert Way(*TRIED, "same").case.held == Held("card")

    for family, shown in (("honda-5key", False), ("volvo-sc8xx", True)):
        way = Way(*TRIED, "back", "radio", family)
        assert ("same" in keys(way)) is shown
    # an answer that a question of an older journal still offers
    way = Way(*TRIED)
    ask = way.ask
    way.say("back").say("radio").say("honda-5key")
    with pytest.raises(InputError) as told:
        answer(way.case, ask, "same", way.known)
    assert told.value.code == "code-unfit"


def test_the_same_code_again_is_held_against_the_serial_that_was_told_since() -> None:
    way = Way(*TRIED)
    ask = way.ask
    way.say("rule").say("V123456").say("no").say("several")

    assert answer(way.case, ask, "same", way.known).events == (Held("card", rivals=True),)


def test_the_same_code_of_a_vault_stays_as_doubtful_as_it_was() -> None:
    given = VaultCode(RadioCode("1234"), "rule", "plausible")
    answers = ("CODE", "ford-keycode", "own", "0", "vault", "open", "no", "refused", "ready", "press", "wrong", "CODE")
    way = Way(*answers, from_vault=lambda _case: given)
    before = way.case.last(Held)
    source = way.ask._replace(choices=(*way.ask.choices, Choice("same", "x")))

    assert answer(way.case, source, "same", way.known).events == (before,)
    assert before == Held("vault", "plausible", doubtful=True)


def test_the_same_code_of_a_rule_is_worked_out_again() -> None:
    way = Way(*FORD_READY, "press", "wrong", "CODE")
    assert "same" in keys(way)
    ask = way.ask
    changed = Way(*FORD_READY, "press", "wrong", "CODE", "back", "serial", "back")

    assert "same" not in keys(changed)
    assert answer(changed.case, ask, "same", changed.known).events == ()
    assert way.say("same").case.held == Held("rule", "confirmed", "ford-m")
    assert answer(Case("ABC123"), ask, "same", way.known).events == ()
