"""The guided way, question by question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import InputError
from headunit.numbers import RadioCode
from headunit.recovery.asks import STAGES, Answered, Knowledge, choose, text_of
from headunit.recovery.case import Case
from headunit.recovery.guard import permission, standing
from headunit.recovery.journey import answer, next_ask
from headunit.recovery.records import (
    Closed,
    Concluded,
    Correction,
    Customer,
    Event,
    Held,
    Intent,
    Outcome,
    Ownership,
    Planned,
    Seen,
    SourceState,
    Told,
    WaitEnded,
    WaitPaused,
    WaitStarted,
)
from tests.recovery.journals import START, journal, journals
from tests.recovery.radios import ASSUMPTIONS, CATALOGUE
from tests.recovery.way import FORD, FORD_READY, Way


def test_the_first_question_is_what_the_display_shows() -> None:
    ask = Way().ask

    assert ask.key == "display"
    assert "display show" in ask.text


def test_the_shortest_way_to_music() -> None:
    way = Way(*FORD_READY, "press", "music", "written")

    assert way.asked == ["display", "label", "whose", "used", "legible", "checklist", "press", "outcome", "written"]
    assert way.ask.key == "closed"
    assert way.case.last(Closed) == Closed("music")
    with pytest.raises(InputError):
        way.say("anything")


def test_the_plan_is_shown_only_once_the_try_is_written_down() -> None:
    way = Way(*FORD_READY)
    assert (way.ask.key, way.ask.plan) == ("press", None)
    assert "opened the simulated radio. mind No source says what the digits begin with. The rehearsal" in way.text

    way.say("press")
    assert way.ask.plan is not None
    assert way.case.last(Intent) == Intent(1, "rule")
    assert way.case.last(Planned) == Planned("", complete=True, assumed=("start",), rehearsed="opened")


def test_write_it_down_comes_first_after_success() -> None:
    way = Way(*FORD_READY, "press", "music", offers=("vault", "checklist"))

    assert way.ask.text.startswith("Write the code down NOW")
    way.say("written")
    assert "headunit vault add" in way.text
    assert "headunit checklist ford-keycode" in way.text


def test_a_code_from_the_serial_is_worked_out_again_after_a_break() -> None:
    way = Way(*FORD_READY).restarted().say("press")

    plan = way.ask.plan
    assert plan is not None
    assert "2" in plan.steps[2].say


def test_a_code_from_a_card_is_asked_for_again_after_a_break() -> None:
    way = Way("CODE", "volvo-sc8xx", "own", "0", "card", "1245").restarted()

    assert way.ask.key == "code"
    assert "asked for again" in way.ask.why
    assert Way("CODE", "volvo-sc8xx", "own", "0", "card", "1245").restarted().say("back").ask.key == "dealer"
    way.say("1245")
    assert way.last == Answered((Held("card"),), RadioCode("1245"))
    assert way.ask.key == "checklist"


def test_a_break_after_the_intent_counts_as_a_try() -> None:
    way = Way("CODE", "volvo-sc8xx", "own", "0", "card", "1245", "ready", "press").restarted()

    assert way.ask.key == "outcome"
    assert "it counts as a try" in way.text
    way.say("unclear").say("CODE")
    assert standing(way.case.records, CATALOGUE.family("volvo-sc8xx")).tally.used == 1


def test_no_code_is_in_any_record() -> None:
    ways = [
        Way("CODE", "volvo-sc8xx", "own", "0", "card", "1245", "ready", "press", "wrong", "CODE"),
        Way("CODE", "Ford 2003 M123456 Radio Code 5678", "own", "0", "yes", "ready", "press", "2487"),
        Way("7 2487", "opel-car2003"),
        Way("Radio Code: 2487"),
    ]
    for way in ways:
        assert not [one for one in ("1245", "2487", "5678") if one in str(way.case.records)]


@pytest.mark.parametrize("text", ["SECURE", "Secure", "NEW", "Anti-theft active"])
def test_a_radio_without_a_code_ends_at_once(text: str) -> None:
    way = Way(text)

    assert (way.ask.key, way.ask.status) == ("linked", 69)
    assert way.ask.route is not None
    assert way.ask.route.id in {"nissan-link", "renault-link"}
    assert "no code to enter" in way.text
    assert way.say("stop").last.stop
    assert way.say("display").ask.key == "display"


def test_a_text_that_two_mean_differently_waits_for_the_radio() -> None:
    way = Way("1 SAFE")
    assert way.ask.key == "label"
    opel, vw = Way("1 SAFE", "opel-car2003"), Way("1 SAFE", "vag-safe-generic")

    assert (opel.case.last(Concluded), opel.ask.key) == (Concluded("opel-car2003", "named"), "whose")
    assert standing(opel.case.records, CATALOGUE.family("opel-car2003")).tally.used == 9
    assert standing(vw.case.records, CATALOGUE.family("vag-safe-generic")).tally.used == 1


def test_a_display_that_counts_saves_a_question() -> None:
    assert Way("7 ----", "opel-siemens-as", "own").ask.key == "source"
    assert Way("CODE", "opel-siemens-as", "own").ask.key == "used"


def test_an_unknown_text_is_asked_for_its_meaning() -> None:
    way = Way("PIN?", "clarion-c7-psa")
    assert way.ask.key == "means"

    assert way.say("asks").case.last(Seen) == Seen("PIN?", "asks", by="person")
    assert Way("PIN?", "clarion-c7-psa", "wait").case.last(WaitStarted) == WaitStarted()


@pytest.mark.parametrize(
    ("text", "key", "status"), [("nothing", "dark", 69), ("music", "no-lock", 0), ("NO CODE", "off", 69)]
)
def test_displays_that_need_no_code(text: str, key: str, status: int) -> None:
    way = Way(text)

    assert (way.ask.key, way.ask.status) == (key, status)
    way.say("close" if text == "music" else "stop")
    assert (way.case.last(Closed) == Closed("no-lock")) == (text == "music")


@pytest.mark.parametrize(("text", "key"), [("LOCKED", "locked"), ("LOCK13", "permanent")])
def test_a_locked_radio_goes_the_official_way(text: str, key: str) -> None:
    way = Way(text, "ford-keycode")

    assert (way.ask.key, way.ask.status) == (key, 69)
    assert way.ask.route is not None
    assert way.ask.route.id == "ford"
    assert "wrong codes. [several reports]" in way.text or "it takes no more. [several reports]" in way.text
    assert "S32" not in way.text
    assert "don't" in way.text


def test_a_vin_is_taken_for_a_vin() -> None:
    way = Way("CODE", "SJNFAAJ10U1234567")

    assert way.case.told("vin") == "SJNFAAJ10U1234567"
    assert way.case.told("serial") == ""
    assert way.ask.key == "family"
    assert way.say("1").ask.key == "whose"


def test_who_can_not_read_the_label_names_the_car() -> None:
    way = Way("CODE", "unread")
    assert way.ask.key == "car"

    way.say("Nissan Qashqai 2012")
    assert way.ask.key == "family"
    assert way.say("none").case.last(Concluded) == Concluded("", "not known")
    assert Way("CODE", "unread", "none").case.last(Concluded) == Concluded("", "not known")


def test_a_label_that_says_nothing_is_asked_for_again() -> None:
    with pytest.raises(InputError) as told:
        Way("§§", "qqqq")
    assert told.value.code == "label-unknown"


def test_a_radio_that_is_not_known_gets_one_try_and_no_plan() -> None:
    way = Way("CODE", "unread", "none", "own", "0", "dealer", "answered", "1234")

    assert way.ask.key == "refused"
    assert way.ask.route is not None
    assert way.ask.route.id == "dealer"


def test_a_radio_that_is_not_known_can_have_a_proved_serial() -> None:
    way = Way("CODE", "unread", "Ford Focus 2001", "none", "own", "0", "rule", "M123456", "yes", "ready")

    assert "no source says it" in way.text
    assert way.say("press").ask.plan is None
    assert "by hand" in way.text
    assert Way("CODE", "unread", "Ford Focus 2001", "none", "own", "0", "none").ask.route.id == "ford"  # type: ignore[union-attr]


def test_a_serial_that_the_catalogue_forgot_is_no_end() -> None:
    way = Way("CODE", "volvo-sc8xx", "own", "0")
    way.case = way.case.grown(way.case.following((Told("serial", "ZZ99"), Held("rule", "agreed", "gone")), START))

    assert way.ask.key == "source"
    way.case = Case("ABC123", way.case.records[:-1])
    assert "no rule" in way.text
    way.case = way.case.grown(way.case.following((SourceState("rule", "chosen"),), START))
    assert way.say("yes").case.last(SourceState) != SourceState("rule", "chosen")


def test_a_workshop_writes_down_whose_it_is_and_what_it_saw() -> None:
    way = Way("CODE", "volvo-sc8xx", "customer", "Order 7, blue V70", "registration")

    assert way.case.last(Customer) == Customer("Order 7, blue V70")
    assert way.case.last(Ownership) == Ownership("registration")
    assert way.ask.key == "used"


def test_no_card_leads_to_the_dealer_and_back() -> None:
    way = Way("CODE", "volvo-sc8xx", "own", "0", "none")
    assert (way.ask.key, way.ask.status) == ("dealer", 69)
    assert "headunit request volvo-sc8xx" in way.text

    assert way.say("asked").last.stop
    assert way.ask.text == "Has the dealer answered?"
    assert way.say("stop").last.stop
    assert way.say("refused").ask.key == "source"
    assert way.ask.route is not None
    assert way.ask.status == 69
    assert way.say("stop").last.stop
    assert way.say("dealer").ask.key == "dealer"
    assert way.say("answered").ask.key == "code"
    assert way.say("1245").case.last(Held) == Held("dealer")


def test_another_source_can_be_found_while_the_dealer_thinks() -> None:
    way = Way("CODE", "volvo-sc8xx", "own", "0", "none", "asked", "other")

    assert way.ask.key == "source"
    assert way.say("display").ask.key == "display"
    assert way.say("CODE").ask.key == "source"
    assert way.say("vault").ask.key == "code"
    assert way.say("back").ask.key == "dealer"


@pytest.mark.parametrize(("code", "why"), [("1247", "1 to 6"), ("12345", "5 digits"), ("SJNFAAJ10U1234567", "VIN")])
def test_a_code_that_can_not_be_this_radios_is_refused(code: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as told:
        Way("CODE", "volvo-sc8xx", "own", "0", "card", code)
    assert told.value.code == "code-unfit"


def test_a_serial_no_rule_knows_says_why() -> None:
    way = Way("SAFE", "VWZ1Z1C1419999", "own", "0")

    assert way.ask.key == "source"
    assert "no rule" in way.text
    assert "rule" not in [choice.key for choice in way.ask.choices]


def test_the_serial_is_asked_for_where_a_rule_is_known() -> None:
    way = Way("CODE", "renault-dacia-precode", "own", "0", "rule")
    assert way.ask.key == "serial"

    assert Way("CODE", "renault-dacia-precode", "own", "0", "rule", "back").ask.key == "source"
    way.say("A123").say("yes")
    assert way.case.last(Held) == Held("rule", "confirmed", "renault-precode")
    assert way.ask.key == "panel"
    stalk = way.ask.choices[0].key
    assert way.say(stalk).case.panel.casefold() == stalk


def test_a_doubtful_character_makes_the_code_a_doubtful_one() -> None:
    way = Way(*FORD, "0", "no", "M12345?", "6")

    assert way.case.last(Held) == Held("rule", "confirmed", "ford-m", doubtful=True)
    assert way.ask.key == "card"
    assert way.say("no").ask.key == "dealer"
    assert "guard" in way.text
    assert way.say("refused").ask.key == "checklist"
    assert Way(*FORD, "0", "no", "M12345?", "6", "yes").ask.key == "code"


def test_two_rules_ask_what_decides_between_them() -> None:
    way = Way("CODE", "mercedes-becker", "own", "0", "rule", "0005", "yes")
    assert way.ask.key == "detail"

    assert Way("CODE", "mercedes-becker", "own", "0", "rule", "0005", "yes", "back").ask.key == "source"
    assert way.say(way.ask.choices[0].key).case.last(Held) is not None
    assert Way("CODE", "mercedes-becker", "own", "0", "rule", "0005", "yes", "1").case.last(Held) is not None


def test_a_serial_that_a_rule_refuses_after_all() -> None:
    way = Way("CODE", "Ford", "ford-keycode", "own", "0", "rule", "M123456", "yes")
    assert way.case.last(Held) is not None
    lost = Way("CODE", "unread", "none", "own", "0", "rule", "VWZ1Z1C1419999", "yes")
    assert lost.ask.key == "source"


def test_one_wrong_then_a_wait_then_right() -> None:
    way = Way("CODE", "renault-dacia-precode", "own", "0", "rule", "A123", "yes", "usual", "ready", "press")
    way.say("wrong").say("WAIT")
    assert way.case.last(Outcome) == Outcome(1, "wrong")
    assert way.ask.says[0].label == "wait"

    way.say("same")
    assert (way.ask.key, way.ask.status) == ("wait", 75)
    assert way.say("stop").last.stop
    way.say("was-off")
    assert "paused" in way.text
    way.say("on-again").say("power-cut").say("on-again").say("CODE")
    assert way.case.last(WaitEnded) == WaitEnded()
    way.say("ready").say("press").say("music")
    assert way.ask.key == "written"


def test_after_a_pause_a_look_at_the_wait_lets_it_run_again() -> None:
    way = Way("CODE WAIT", "bmw-5key", "own", "3", "card", "12345", "was-off", "CODE WAIT")

    assert way.ask.key == "wait"
    assert "paused" not in way.text


def test_a_wait_that_lasts_too_long_is_asked_about() -> None:
    way = Way("CODE WAIT", "bmw-5key", "own", "3", "card", "12345", "CODE WAIT", minutes=30)
    assert (way.ask.key, way.ask.status) == ("kept-on", 75)

    assert way.say("yes").ask.key == "wait"
    again = Way("CODE WAIT", "bmw-5key", "own", "3", "card", "12345", "CODE WAIT", "no", minutes=30)
    assert again.case.last(WaitPaused) == WaitPaused("unknown")
    assert again.ask.key == "wait"


def test_a_refusal_says_why_and_leaves_no_way_round() -> None:
    way = Way(*FORD, "2", "yes")

    assert (way.ask.key, way.ask.status) == ("refused", 77)
    assert "kept in reserve" in way.text
    assert {choice.key for choice in way.ask.choices} == {"display", "source", "dealer", "odd", "give-up", "stop"}
    assert way.say("stop").last.stop
    assert way.say("display").say("CODE").ask.key == "refused"
    assert way.say("source").ask.key == "source"
    assert way.say("keep").ask.key == "refused"


def test_a_code_for_another_kind_of_panel_ends_before_a_key() -> None:
    way = Way("CODE", "mercedes-becker", "own", "0", "card", "1234", "audio 10", "ready")

    assert way.case.held is None
    assert way.ask.key == "dealer"
    assert "this radio takes 5" in way.text


def test_a_wrong_outcome_is_corrected_by_a_new_record() -> None:
    way = Way(*FORD_READY, "press", "music", "correct")
    assert way.ask.key == "correction"

    way.say("wrong")
    assert way.case.last(Correction) == Correction(1, "wrong")
    assert way.ask.key == "display"
    assert way.say("CODE").say("same").ask.key == "checklist"
    late = Way(*FORD, "1", "yes", "ready", "press", "wrong", "CODE", "back")
    assert "correct" in [choice.key for choice in late.ask.choices]
    assert late.say("correct").say("music").ask.key == "written"


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("music", "music"),
        ("2 ABC", "unclear"),
        ("CODE", "unclear"),
        ("WAIT 30", "wrong"),
        ("no-reaction", "no-reaction"),
    ],
)
def test_an_outcome_is_a_word_or_a_display(said: str, result: str) -> None:
    assert Way(*FORD_READY, "press", said).case.last(Outcome) == Outcome(1, result)


def test_after_a_wrong_code_the_serial_is_read_again() -> None:
    way = Way(*FORD_READY, "press", "wrong", "CODE", "rule")
    assert way.ask.key == "serial"

    assert way.say("M123450").ask.key == "legible"
    assert way.say("yes").case.last(Held) == Held("rule", "confirmed", "ford-m")


def test_before_the_first_key_one_can_look_again_or_stop() -> None:
    way = Way(*FORD, "0", "yes")
    assert way.say("stop").last.stop
    assert way.say("display").ask.key == "display"
    way.say("CODE").say("ready")
    assert way.say("stop").last.stop
    assert way.say("display").say("CODE").ask.key == "press"


def test_a_display_that_does_not_ask_is_looked_at_again() -> None:
    way = Way("EEEE", "volvo-sc8xx", "own", "0", "card", "1245")

    assert way.ask.key == "display"
    assert "guard" in way.text


def test_nothing_is_written_where_the_guard_says_no() -> None:
    way = Way(*FORD_READY)
    ask = way.ask
    way.case = way.case.grown(way.case.following((Seen("LOCKED", "locked"),), START))

    assert answer(way.case, ask, "press", way.known) == Answered()
    assert answer(Case("ABC123"), ask, "press", way.known) == Answered()
    card = Way("CODE", "volvo-sc8xx", "own", "0", "card", "1245")
    assert answer(card.case, card.ask, "ready", card.known._replace(code=None)) == Answered()
    assert answer(Case("ABC123"), way.ask._replace(key="checklist", choices=ask.choices), "stop", way.known).stop


@pytest.mark.parametrize(("value", "key"), [("2", "customer"), ("a customer", "customer"), (" OWN ", "own")])
def test_a_choice_is_made_by_key_number_or_label(value: str, key: str) -> None:
    assert choose(Way("CODE", "volvo-sc8xx").ask, value) == key


@pytest.mark.parametrize("value", ["", "3", "0", "x", "²"])
def test_what_is_no_choice_is_refused(value: str) -> None:
    with pytest.raises(InputError) as told:
        choose(Way("CODE", "volvo-sc8xx").ask, value)
    assert told.value.code == "answer-choice"


@pytest.mark.parametrize(
    ("value", "code"), [("", "answer-empty"), (" \n ", "answer-empty"), ("x" * 2001, "answer-long")]
)
def test_a_text_is_not_empty_and_not_endless(value: str, code: str) -> None:
    with pytest.raises(InputError) as told:
        text_of(value)
    assert told.value.code == code


@given(journals(), st.sampled_from(["", *[head.id for head in CATALOGUE.heads]]), st.text(max_size=20))
def test_any_journal_has_a_next_question_and_any_answer_an_end(records: tuple, family: str, value: str) -> None:  # type: ignore[type-arg]
    events: list[Event] = [record.event for record in records]
    case = Case("ABC123", journal(*events, Told("label", "x"), Told("whose", "own"), Concluded(family, "test")))
    known = Knowledge(CATALOGUE, lambda: ASSUMPTIONS)

    ask = next_ask(case, known)

    assert 1 <= ask.stage <= len(STAGES)
    assert ask.text
    assert ask.choices or ask.kind in {"text", "end"}
    for said in (value, *(choice.key for choice in ask.choices)):
        try:
            answered = answer(case, ask, said, known)
        except InputError:
            continue
        if any(isinstance(event, Intent) for event in answered.events):
            radio = CATALOGUE.family(family) if family else None
            assert permission(standing(case.records, radio), case.held).allowed


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("RENAULT 28 115 9243R T S123 7882", "RENAULT 28 115 9243R T S123 ####"),
        ("RENAULT T S123 code: 78 82", "RENAULT T S123 code: ## ##"),
        ("RENAULT T S123 78 82", "RENAULT T S123 ## ##"),
        ("Ford M123456 2487", "Ford M123456 ####"),
        ("Ford Fiesta 2003 M123456", "Ford Fiesta 2003 M123456"),
        ("Ford Fiesta 2003 M123456 2003", "Ford Fiesta 2003 M123456 ####"),
        ("Becker BE 7948 12345678", "Becker BE 7948 12345678"),
        ("Ford M123456 V2.10", "Ford M123456 V2.10"),
    ],
)
def test_a_code_on_the_label_without_a_word_for_it_is_masked(label: str, kept: str) -> None:
    assert Way("CODE", label).case.told("label") == kept


def test_a_code_that_is_typed_too_early_is_not_said_again() -> None:
    with pytest.raises(InputError) as told:
        choose(Way("CODE", "volvo-sc8xx").ask, "12 45")
    assert "12" not in f"{told.value.message} {told.value.value}"
    assert "asked for later" in str(told.value.next_step)
    with pytest.raises(InputError, match="nothing was typed"):
        choose(Way("CODE", "volvo-sc8xx").ask, " ")


def test_an_empty_code_is_asked_for_again_with_the_way_back() -> None:
    with pytest.raises(InputError, match="nothing was typed") as told:
        Way("CODE", "volvo-sc8xx", "own", "0", "card", " ")
    assert "'back'" in str(told.value.next_step)


def test_a_proved_rule_and_a_doubtful_serial_are_told_in_one_breath() -> None:
    way = Way(*FORD, "0", "no", "M 12?456", "8")

    assert "The rule is confirmed" in way.text
    assert "But a character of the serial is in doubt, and so is the code." in way.text
    assert "But" not in Way(*FORD, "0", "yes").text
    held = Held("rule", "agreed", "r", rivals=True)
    assert "But another rule" in Way(*FORD, "0").news(held)
    assert "But another rule" not in Way(*FORD, "0").news(held._replace(grade="plausible"))


def test_the_length_of_a_wait_is_told_as_soon_as_the_radio_is_known() -> None:
    way = Way("WAIT 30", "Ford Fiesta 2003 M123456")

    assert way.ask.key == "whose"
    assert "how long It takes" in way.text
    assert "how long" not in Way("WAIT").text


def test_a_wait_without_a_wrong_code_is_remarked() -> None:
    assert "somebody may have tried" in Way("WAIT 30", "Ford Fiesta 2003 M123456", "own", "0").text
    assert "somebody may have tried" not in Way("WAIT 30", "Ford Fiesta 2003 M123456", "own", "1").text
    assert "somebody may have tried" not in Way(*FORD, "0").text
