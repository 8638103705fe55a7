"""The ways through: back to earlier answers, a character in doubt, a plan with a gap, a case taken up too late."""

from __future__ import annotations

import pytest

from headunit.errors import InputError
from headunit.recovery.asks import Earlier
from headunit.recovery.case import Case
from headunit.recovery.guard import standing
from headunit.recovery.journey import answer
from headunit.recovery.records import Customer, Held, Intent, Opened, SourceState, Told
from tests.recovery.radios import CATALOGUE
from tests.recovery.way import FORD, FORD_READY, Way

VW = ("VW Golf 4 VWZ1Z3B7654321", "own")
WITH_CARD = ("dealer", "answered", "1234")
UNPLANNED = ("SAFE", *VW, "0", *WITH_CARD, "ready")


def keys(way: Way) -> list[str]:
    return [choice.key for choice in way.ask.choices]


def heard(used: int) -> Earlier:
    return Earlier("7K3M9X", used, (Opened(used), Told("earlier", "7K3M9X"), Told("counted", "7K3M9X 9")))


def used(way: Way) -> int:
    return standing(way.case.records, CATALOGUE.family("ford-keycode")).tally.used


# 1 SAFE on a Volkswagen


def test_the_last_try_of_a_volkswagens_round_is_refused_at_once_with_what_the_wait_gives() -> None:
    way = Way("1 SAFE", *VW, *WITH_CARD)

    assert (way.ask.key, way.ask.status) == ("refused", 77)
    assert "One try is left in this round" in way.text
    assert "after an hour there are 2 fresh tries" in way.text
    assert "the wait It shows that it waits with 2 SAFE." in way.text
    assert "1 SAFE" not in way.text
    assert way.ask.route is not None


def test_the_refusal_of_a_volkswagen_is_the_same_once_its_entry_is_up() -> None:
    assert (
        Way("1 1000", "vw-premium-5-delco", "own", *WITH_CARD).text
        == Way("1 SAFE", "vw-premium-5-delco", "own", *WITH_CARD).text
    )


def test_a_wait_that_was_served_on_a_volkswagen_gives_its_tries_back() -> None:
    way = Way("2 SAFE", "vw-premium-5-delco", "own", *WITH_CARD, "2 SAFE", minutes=61)

    assert way.ask.key == "kept-on"
    assert way.say("yes").say("1000").ask.key == "checklist"


def test_a_fault_on_the_display_says_how_the_prompt_comes_and_is_not_asked_for_ever() -> None:
    way = Way("EEEE", "volvo-sc8xx", "own", "0", "card", "1245")
    assert way.ask.key == "display"
    assert "Once it asks: Press the preset" in way.text

    way.say("EEEE")
    assert way.ask.key == "refused"
    assert {"display", "dealer", "source"} <= set(keys(way))
    assert way.say("display").say("CODE").ask.key == "checklist"


def test_how_a_prompt_comes_is_said_as_far_as_it_is_known() -> None:
    way = Way("ERROR", "renault-dacia-precode", "own", "0", "card", "1234")
    assert "look again" in way.text
    nobody = Way("EEE", "unread", "none", "wrong", "own", "0", "card", "1234")
    assert nobody.text.endswith("look again.")


# A plan with a gap


def test_what_is_not_known_of_the_entry_is_said_before_the_try_is_written_down() -> None:
    way = Way(*UNPLANNED)

    assert way.case.last(Intent) is None
    assert "not known Which key sends the code of this radio: no source says it." in way.text
    assert "sending Differs by model" in way.text
    assert "owner's manual" in way.text
    assert way.ask.choices[0].label == "yes, I have found it: begin; it counts as a try"
    assert way.say("press").case.last(Intent) == Intent(1, "dealer")
    assert way.ask.plan is not None
    assert not way.ask.plan.complete


def test_without_a_plan_the_words_of_the_sources_stand_in_its_place() -> None:
    way = Way("CODE", "nissan-blaupunkt-mm", "own", "0", "card", "1234", "ready")
    assert "not known How this radio wants its code typed: no source says it." in way.text

    way.say("press")
    assert way.ask.plan is None
    assert "by hand" in way.text


def test_a_radio_without_a_plan_can_be_named_before_the_try() -> None:
    way = Way(*UNPLANNED)
    assert "radio" in keys(way)

    way.say("radio").say("VW Golf Premium 5")
    assert way.case.family == "vw-premium-5-delco"
    assert way.ask.key == "code"
    way.say("1234").say("ready")
    assert "not known" not in way.text
    assert way.ask.choices[0].label == "yes, show me the keys"


# A character in doubt


def test_nothing_is_worked_out_before_it_is_told_which_character_is_in_doubt() -> None:
    way = Way(*FORD, "0", "no")
    assert (way.ask.key, way.case.last(Held)) == ("doubt", None)

    way.say("M 12?456")
    assert (way.ask.key, way.case.last(Held)) == ("reading", None)
    assert keys(way) == ["3", "8", "none"]
    way.say("8")
    assert way.case.told("serial") == "M128456"
    assert way.case.last(Held) == Held("rule", "confirmed", "ford-m", doubtful=True)
    assert "But a character of the serial is in doubt, and so is the code." in way.text
    assert way.ask.key == "card"


@pytest.mark.parametrize("answers", [["several"], ["M1??456"], ["M12?456", "none"]])
def test_a_serial_that_nobody_can_read_gives_no_code(answers: list[str]) -> None:
    way = Way(*FORD, "0", "no", *answers)

    assert way.case.last(Held) is None
    assert way.ask.key == "source"
    assert way.text.count("nothing is worked out from it") == 1
    assert "nothing is worked out from it" in way.say("display").say("CODE").text


@pytest.mark.parametrize("value", ["M123456", "M12?45", "M12?459", "?", "V12?456"])
def test_another_serial_is_no_mark(value: str) -> None:
    with pytest.raises(InputError) as told:
        Way(*FORD, "0", "no", value)
    assert told.value.code == "doubt-form"


def test_a_serial_that_is_clear_after_all_is_a_clear_one() -> None:
    assert Way(*FORD, "0", "no", "clear").case.last(Held) == Held("rule", "confirmed", "ford-m")


def test_a_letter_that_may_be_a_figure_is_offered_where_the_serial_may_have_it() -> None:
    way = Way("CODE", "renault-dacia-precode", "own", "0", "rule", "S123", "no", "?123")

    assert keys(way) == ["s", "none"]
    assert way.ask.choices[0].label == "the letter S"


def test_a_detail_is_asked_for_after_the_reading() -> None:
    way = Way("CODE", "mercedes-becker", "own", "0", "rule", "0005", "no", "000?", "5")

    assert way.ask.key == "detail"
    held = way.say(way.ask.choices[0].key).case.last(Held)
    assert held is not None
    assert held.doubtful


# Back


def test_the_first_question_and_a_try_have_no_way_back() -> None:
    for way in (Way(), Way(*FORD_READY, "press")):
        assert not way.ask.back
        with pytest.raises(InputError) as told:
            way.say("back")
        assert told.value.code == "answer-back"


def test_back_leads_from_any_question_and_to_where_it_was() -> None:
    for answers in (("CODE",), FORD, (*FORD, "0"), FORD_READY):
        way = Way(*answers)
        before = way.ask
        assert before.back
        assert way.say(" Back ").ask.key == "change"
        assert way.say("none").ask == before


def test_a_choice_that_is_called_back_stays_what_it_is() -> None:
    assert not Way("CODE", "volvo-sc8xx", "own", "0", "card").ask.back
    assert Way("CODE", "volvo-sc8xx", "own", "0", "card", "back").ask.key == "dealer"


def test_the_radio_is_changed_and_its_code_goes_with_it() -> None:
    way = Way(*FORD, "0", "yes", "back", "radio")
    assert (way.ask.key, way.case.held, way.case.told("serial")) == ("label", None, "")

    way.say("Ford M654321")
    assert way.case.told("serial") == "M654321"
    assert way.ask.key == "legible"
    assert way.say("yes").case.held == Held("rule", "confirmed", "ford-m")
    other = Way(*FORD, "0", "yes", "back", "radio", "volvo-sc8xx")
    assert (other.case.family, other.ask.key) == ("volvo-sc8xx", "source")
    assert "rule" not in keys(other)


def test_a_card_is_told_again_for_the_changed_radio() -> None:
    way = Way("CODE", "volvo-sc8xx", "own", "0", "card", "1245", "back", "radio", "ford-keycode")

    assert way.ask.key == "code"


def test_the_serial_is_told_anew() -> None:
    way = Way(*FORD, "0", "yes", "back", "serial")
    assert way.ask.key == "serial"

    way.say("M654321").say("yes")
    assert way.case.held == Held("rule", "confirmed", "ford-m")
    assert way.ask.key == "checklist"


def test_whose_car_it_is_is_told_anew() -> None:
    way = Way("CODE", "volvo-sc8xx", "customer", "Order 7", "registration", "back", "whose")
    assert way.ask.key == "whose"

    way.say("customer").say("Order 8").say("registration")
    assert way.case.last(Customer) == Customer("Order 8")
    assert way.ask.key == "used"


def test_more_tries_can_be_told_later_and_never_fewer() -> None:
    way = Way(*FORD, "1", "yes", "back", "used")
    assert way.ask.key == "used"
    assert "highest" in way.ask.why

    assert used(way.say("2")) == 2
    assert way.ask.key == "refused"
    assert used(way.say("back").say("used").say("0")) == 2


def test_the_front_is_told_anew_and_the_plan_made_anew() -> None:
    way = Way("CODE", "renault-dacia-precode", "own", "0", "rule", "A123", "yes")
    front = way.ask.choices[0].key
    way.say(front).say("ready").say("back").say("panel")

    assert (way.ask.key, way.case.panel) == ("panel", "")
    assert way.say("usual").ask.key == "checklist"
    early = Way("CODE", "renault-dacia-precode", "own", "0", "rule", "A123", "yes", "usual").restarted()
    early.case = early.case.grown(early.case.following((SourceState("rule", "none", "x"),), early.at))
    assert early.say("back").say("panel").case.held is None


def test_the_display_and_the_last_outcome_are_told_anew() -> None:
    way = Way(*FORD_READY, "press", "wrong", "CODE", "back")

    assert {"display", "correct"} <= set(keys(way))
    assert way.say("correct").ask.key == "correction"
    assert Way(*FORD, "back", "display").ask.key == "display"


# Where the code could be


def test_a_refused_code_is_not_the_first_answer() -> None:
    way = Way(*FORD_READY, "press", "wrong", "CODE")
    assert keys(way).index("same") > keys(way).index("dealer")

    refused = Way(*FORD, "2", "yes", "source")
    assert keys(refused)[0] != "keep"
    assert "keep" in keys(refused)


def test_a_code_that_the_guard_would_refuse_again_is_not_offered_again() -> None:
    way = Way(*FORD, "1", "yes", "ready", "press", "wrong", "CODE")

    assert "same" not in keys(way)


@pytest.mark.parametrize(("family", "offered"), [("vag-safe-generic", False), ("ford-keycode", True)])
def test_a_rule_is_offered_only_where_there_can_be_one(family: str, *, offered: bool) -> None:
    shown = "SAFE" if family.startswith("vag") else "CODE"

    assert ("rule" in keys(Way(shown, family, "own", "0"))) is offered
    assert "rule" in keys(Way("CODE", "unread", "none", "own", "0"))


def test_the_vault_is_named_only_where_there_is_one() -> None:
    label = next(one.label for one in Way("CODE", "volvo-sc8xx", "own", "0").ask.choices if one.key == "vault")

    assert label == "from another note of my own"
    there = Way("CODE", "volvo-sc8xx", "own", "0", from_vault=lambda _case: None)
    assert next(one.label for one in there.ask.choices if one.key == "vault").startswith("from the vault")


# A case taken up after a newer one


def test_an_old_case_asks_which_is_to_go_on_where_a_newer_one_counted_more() -> None:
    way = Way(*FORD, "0", newer=heard(2))
    assert way.ask.key == "newer"
    assert "headunit recover 7K3M9X" in way.ask.choices[0].label
    assert way.say("there").last.stop

    way.say("here")
    assert way.case.told("earlier") == "7K3M9X"
    assert used(way) == 2
    assert way.say("yes").ask.key == "refused"


def test_the_newer_case_is_asked_about_once() -> None:
    way = Way(*FORD, "0", newer=heard(1)).say("here")
    way.case = Case(way.case.id, tuple(record for record in way.case.records if record.event != Opened(1)))

    assert way.ask.key == "legible"
    assert answer(way.case, way.ask._replace(key="newer"), "no", way.known._replace(newer=None)).stop


def test_a_case_that_counts_all_of_it_or_is_not_opened_yet_is_gone_on_with() -> None:
    assert Way(*FORD, "0", newer=Earlier("7K3M9X", 2)).ask.key == "legible"
    assert Way(*FORD, newer=heard(2)).ask.key == "used"


def test_told_in_words_stays_in_the_journal() -> None:
    way = Way(*FORD, "0", "yes", "back", "none")

    assert [record.event for record in way.case.records][-2:] == [Told("change", "asked"), Told("change", "nothing")]
