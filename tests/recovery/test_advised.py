"""What recover says beside its questions: the advice, the vault on the way, and how a case ends."""

from __future__ import annotations

import pytest

from headunit.errors import InputError, UnknownNameError
from headunit.numbers import RadioCode
from headunit.recovery.asks import VaultCode
from headunit.recovery.case import Case
from headunit.recovery.next_step import next_step, observed
from headunit.recovery.records import Closed, Concluded, Event, Held, Intent, Outcome, Planned, Seen, SourceState
from tests.recovery.journals import journal
from tests.recovery.radios import CATALOGUE
from tests.recovery.way import FORD, FORD_READY, Way

VOLVO = ("CODE", "volvo-sc8xx", "own", "0")


def give_1245(_case: Case) -> VaultCode:
    return VaultCode(RadioCode("1245"))


def keep(_case: Case, code: RadioCode) -> str:
    assert len(code) == 4
    return "GE69-08Z3"


def labels(way: Way) -> list[str]:
    return [line.label for line in way.ask.says]


def test_a_radio_that_takes_no_code_is_told_so_and_what_not_to_do() -> None:
    way = Way("SECURE")

    assert labels(way)[:3] == ["meaning", "next", "because"]
    assert "buy no code" in way.text
    assert "don't" in labels(way)
    assert "the link between radio and car has failed. [documented] next" in way.text


@pytest.mark.parametrize(("text", "words"), [("nothing", "supply"), ("LOCK10", "last three tries")])
def test_what_to_do_now_depends_on_the_display(text: str, words: str) -> None:
    way = Way(text, "ford-keycode") if text == "LOCK10" else Way(text)

    assert words in way.text


def test_a_text_that_nobody_knows_is_told_by_its_meaning() -> None:
    way = Way("BZZT", "nissan-qashqai-j10-article", "locked")

    assert way.ask.key == "locked"
    assert labels(way) == ["meaning", "next"]


def test_something_odd_is_asked_for_and_advised() -> None:
    way = Way("odd")
    assert way.ask.key == "odd"
    assert [choice.key for choice in way.ask.choices] == ["shows", "code", "wait", "car", "none"]

    way.say("shows")
    assert way.ask.key == "odd"
    assert {choice.key for choice in way.ask.choices} >= {"dead-touch", "key-stuck", "none"}
    assert "locks-again" not in {choice.key for choice in way.ask.choices}
    way.say("dead-touch")
    assert way.ask.key == "advised"
    assert "The screen has hung" in way.text
    assert "Don't press hard" in way.text
    assert way.ask.route is None
    assert way.say("odd").say("weak-battery").ask.key == "advised"
    assert observed(way.case) == {"dead-touch", "weak-battery"}
    assert way.say("on").ask.key == "display"


def test_advice_that_ends_at_the_dealer_shows_the_way_there() -> None:
    linked = Way("CODE", "renault-rlink2-antitheft")
    assert linked.ask.key == "linked"

    linked.say("odd").say("other-car")
    assert linked.ask.route is not None
    assert linked.ask.status == 69


def test_nothing_odd_after_all() -> None:
    assert Way("odd", "none").ask.key == "display"
    assert Way("odd", "car", "none").ask.key == "display"


def test_every_observation_is_offered_once_and_no_list_is_long() -> None:
    offered = []
    for group in Way("odd").ask.choices[:-1]:
        keys = [choice.key for choice in Way("odd", group.key).ask.choices[:-1]]
        assert 1 < len(keys) < 10
        offered += keys
    assert sorted(offered) == sorted(one.id for one in Way().known.advice().observations)


def test_the_advice_can_be_left_for_a_look_or_for_now() -> None:
    assert Way("CODE", "volvo-sc8xx", "own", "0", "odd", "locks-again", "display").ask.key == "display"
    assert Way("odd", "locks-again").say("stop").last.stop


@pytest.mark.parametrize("answers", [("CODE WAIT",), ("LOCK10", "ford-keycode"), (*FORD, "2", "yes"), VOLVO])
def test_odd_can_be_said_wherever_one_is_stuck(answers: tuple[str, ...]) -> None:
    way = Way(*answers)
    if way.ask.key == "label":
        for answer in ("bmw-5key", "own", "3", "card", "12345"):
            way.say(answer)

    assert "odd" in {choice.key for choice in way.ask.choices}
    assert way.say("odd").ask.key == "odd"


def test_a_try_without_reaction_is_advised_before_the_next_look() -> None:
    way = Way(*FORD_READY, "press", "no-reaction")

    assert way.ask.key == "display"
    assert observed(way.case) == {"no-reaction"}
    assert "next" in labels(way)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (Held("card"), {"right-code-refused", "code-from-card"}),
        (Held("rule", "confirmed", "r"), {"right-code-refused", "code-from-serial"}),
        (Held("dealer"), {"right-code-refused"}),
        (None, {"right-code-refused"}),
    ],
)
def test_a_refused_code_is_observed_with_its_source(held: Held | None, expected: set[str]) -> None:
    events: list[Event] = [*([held] if held else []), Intent(1, "card"), Outcome(1, "wrong")]

    assert observed(Case("ABC123", journal(*events))) == expected
    assert observed(Case("ABC123", journal(*events[:-1]))) == frozenset()


def test_after_a_refused_code_the_source_question_says_what_to_check() -> None:
    way = Way(*VOLVO, "card", "1245", "ready", "press", "wrong", "CODE")

    assert way.ask.key == "source"
    assert {"meaning", "next"} <= set(labels(way))


def test_every_advice_has_a_next_step() -> None:
    for head in CATALOGUE.heads:
        for display in CATALOGUE.family(head.id).display[:3]:
            seen = Seen(display.value.text, display.value.state)
            case = Case("ABC123", journal(seen, Concluded(head.id, "named")))
            assert "next" in [line.label for line in next_step(case, Way().known, display.value.state)]


def test_the_label_says_which_radio_it_is_and_the_serial_how_sure_its_code() -> None:
    way = Way(*FORD[:2])
    assert "radio Ford Keycode radios with an M or V serial: " in way.text

    way = Way(*FORD, "0", "yes")
    assert "code It can be worked out from the serial. The rule is confirmed" in way.text
    assert "radio" not in Way("CODE", "renault-dacia-precode", "own", "0", "card", "1357", "usual").text


def test_the_vault_gives_the_code_of_this_radio() -> None:
    way = Way(*VOLVO, "vault", from_vault=give_1245)
    assert way.ask.key == "vault"

    way.say("open")
    assert way.case.last(Held) == Held("vault")
    assert way.known.code == RadioCode("1245")
    assert way.restarted().ask.key == "vault"
    assert way.say("open").ask.key == "checklist"


@pytest.mark.parametrize("matched", ["part-number", "family"])
def test_an_entry_without_the_serial_may_be_another_radios(matched: str) -> None:
    way = Way(*VOLVO, "vault", "open", from_vault=lambda _case: VaultCode(RadioCode("1245"), "card", "", matched))
    assert way.case.last(Held) == Held("vault", doubtful=True)


def test_the_vault_can_be_passed_by() -> None:
    way = Way(*VOLVO, "vault", from_vault=give_1245)

    assert way.say("stop").last.stop
    assert way.say("type").ask.key == "code"
    assert way.say("1245").case.last(Held) == Held("vault")
    assert way.restarted().ask.key == "code"
    assert Way(*VOLVO, "vault", "back", from_vault=give_1245).case.last(SourceState) == SourceState("vault", "none")


def test_a_vault_that_refuses_leaves_the_question() -> None:
    def refuse(_case: Case) -> VaultCode:
        raise UnknownNameError("vault-no-radio", "none is this one")

    way = Way(*VOLVO, "vault", from_vault=refuse)
    with pytest.raises(UnknownNameError):
        way.say("open")
    assert way.ask.key == "vault"


def test_a_code_from_the_vault_that_can_not_be_this_radios() -> None:
    way = Way(*VOLVO, "vault", from_vault=lambda _case: VaultCode(RadioCode("9999")))
    with pytest.raises(InputError) as told:
        way.say("open")
    assert told.value.code == "code-unfit"


def test_a_code_told_again_is_rehearsed_again() -> None:
    way = Way(*VOLVO, "card", "1245", "ready").restarted()
    assert way.ask.key == "code"

    way.say("1246")
    assert way.ask.key == "checklist"
    assert way.say("ready").case.last(Planned) is not None


def test_once_it_stands_on_paper_the_vault_is_offered() -> None:
    way = Way(*FORD_READY, "press", "music", "written", into_vault=keep, offers=("vault", "checklist"))
    assert way.ask.key == "keep"

    way.say("vault")
    assert way.ask.key == "closed"
    assert way.case.told("vault-reference") == "GE69-08Z3"
    assert "headunit card GE69-08Z3" in way.text
    assert "vault add" not in way.text


def test_the_vault_can_be_declined() -> None:
    way = Way(*FORD_READY, "press", "music", "written", "done", into_vault=keep)

    assert way.case.last(Closed) == Closed("music")


def test_what_came_from_the_vault_is_not_kept_there_again() -> None:
    way = Way(*VOLVO, "vault", "open", "ready", "press", "music", "written", from_vault=give_1245, into_vault=keep)

    assert way.ask.key == "closed"


def test_a_break_before_the_vault_loses_a_code_from_a_card_and_still_ends() -> None:
    way = Way(*VOLVO, "card", "1245", "ready", "press", "music", "written", into_vault=keep).restarted()

    assert (way.ask.key, [choice.key for choice in way.ask.choices]) == ("keep", ["done"])
    assert way.say("done").ask.key == "closed"


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        (("SECURE", "give-up"), "no-code"),
        (("LOCK13", "ford-keycode", "give-up"), "given-up"),
        ((*FORD, "2", "yes", "give-up"), "given-up"),
        ((*VOLVO, "none", "give-up"), "given-up"),
    ],
)
def test_a_case_can_be_given_up(answers: tuple[str, ...], result: str) -> None:
    way = Way(*answers)

    assert way.case.last(Closed) == Closed(result)
    assert (way.ask.key, way.ask.status) == ("closed", 69)


def test_the_official_way_is_one_answer_from_a_refusal() -> None:
    way = Way(*FORD, "2", "yes")

    assert way.say("dealer").ask.key == "dealer"
    assert "headunit request ford-keycode" in way.text


def test_the_keys_are_shown_without_what_other_fronts_want() -> None:
    way = Way(
        "CODE", "renault-dacia-precode", "own", "0", "card", "1357", "radios entered with the stalk", "ready", "press"
    )

    assert way.case.panel == "radios entered with the stalk"
    assert way.ask.plan is not None
    assert way.ask.plan.warnings
    assert not any("Other keys" in text for text in way.ask.plan.warnings)


def test_the_front_that_was_chosen_is_no_news() -> None:
    way = Way("CODE", "renault-dacia-precode", "own", "0", "card", "1357", "radios entered with the stalk")

    assert way.ask.key == "checklist"
    assert "radio" not in labels(way)


def test_a_text_with_several_meanings_is_asked_for() -> None:
    way = Way("LOC", "gm-theftlock")

    assert way.ask.key == "means"
    assert "can mean several things" in way.ask.text
    assert labels(way).count("it says") == 3
    assert way.say("asks").ask.key == "whose"


def test_a_display_that_says_open_after_a_try_is_success() -> None:
    way = Way("LOC", "gm-theftlock", "asks", "own", "0", "card", "1246", "ready", "press")

    way.say("SEC")
    assert way.case.last(Outcome) == Outcome(1, "music")
    assert way.ask.key == "written"
