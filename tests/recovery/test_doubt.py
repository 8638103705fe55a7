"""Codes in doubt, radios not known, and a second case of the same radio."""

from __future__ import annotations

import pytest

from headunit.recovery.asks import Earlier, Knowledge
from headunit.recovery.guard import standing
from headunit.recovery.records import Concluded, Held, Opened, SourceState, Told
from tests.recovery.radios import ASSUMPTIONS, CATALOGUE
from tests.recovery.way import FORD, FORD_READY, Way

KNOWN = Knowledge(CATALOGUE, lambda: ASSUMPTIONS)
RIGHT = "2487"  # what the confirmed rule gives for M123456
SERIAL = Told("serial", "M123456")
UNKNOWN = ("CODE", "unread", "none", "own", "0", "dealer", "answered", "4321")


def with_other_source(source: str, code: str, *before: str) -> Way:
    """Return a Ford whose serial was told, and for which *source* then gives *code*."""
    way = Way(*FORD, "0", *before)
    way.case = way.case.grown(way.case.following((SourceState(source, "chosen"),), way.at))
    return way.say("answered").say(code) if source == "dealer" else way.say(code)


@pytest.mark.parametrize("source", ["card", "dealer", "vault"])
def test_a_code_is_compared_with_the_one_of_a_proved_rule(source: str) -> None:
    agreed, other = with_other_source(source, RIGHT), with_other_source(source, "1111")

    assert agreed.case.held == Held(source)
    assert agreed.ask.key == "checklist"
    assert other.case.held == Held(source, rivals=True)
    assert "another code than the one worked out" in other.text
    assert other.ask.key == ("dealer" if source == "card" else "card")
    assert "letter by letter" in other.text


def test_no_card_but_the_contradicted_one_gives_it_one_try_in_the_end() -> None:
    way = with_other_source("card", "1111").say("refused")

    assert way.case.held == Held("card", rivals=True)
    assert way.ask.key == "checklist"


def test_a_rule_whose_code_was_refused_is_no_rival_any_more() -> None:
    way = Way(*FORD_READY, "press", "wrong", "CODE", "card", "1111")
    assert way.case.held == Held("card")

    again = Way(*FORD_READY, "press", "wrong", "CODE", "rule", "M123457", "yes", "display", "CODE")
    again.case = again.case.grown(again.case.following((SourceState("card", "chosen"),), again.at))
    assert again.say("1111").case.held == Held("card", rivals=True)


def test_a_code_without_a_rule_has_no_rival() -> None:
    way = Way("CODE", "volvo-sc8xx", "own", "0")
    way.case = way.case.grown(way.case.following((Told("serial", "ZZ99"), SourceState("card", "chosen")), way.at))

    assert way.say("1245").case.held == Held("card")


@pytest.mark.parametrize(
    ("family", "code", "doubtful"),
    [
        ("nissan-almera-2006", "123456", True),
        ("nissan-almera-2006", "1234", False),
        ("toyota-erc", "1234", False),
        ("mercedes-becker", "123456", True),
        ("mercedes-becker", "12345", False),
        ("mercedes-becker", "1234", False),
        ("mercedes-becker", "123", True),
        ("nissan-qashqai-j10-article", "1234", False),
        ("nissan-qashqai-j10-article", "12345", True),
        ("volvo-sc8xx", "1245", False),
    ],
)
def test_a_form_that_no_radio_is_known_to_have_is_doubtful(family: str, code: str, *, doubtful: bool) -> None:
    assert Way("CODE", family, "own", "2", "card", code).case.held == Held("card", doubtful=doubtful)


def test_a_code_told_again_is_judged_again() -> None:
    way = Way("CODE", "mercedes-becker", "own", "0", "card", "12345", "usual").restarted()

    assert way.ask.key == "code"
    assert way.say("123456").case.held == Held("card", doubtful=True)


def test_an_unknown_radio_can_be_named_after_a_refusal() -> None:
    way = Way(*UNKNOWN)
    assert way.ask.key == "refused"
    assert "Say which radio it is" in way.text

    way.say("radio")
    assert way.ask.key == "label"
    way.say("volvo-sc8xx")
    assert way.case.family == "volvo-sc8xx"
    assert way.ask.key == "code"
    assert way.say("1245").case.held == Held("dealer")
    assert way.ask.key == "checklist"


def test_an_unknown_radio_can_be_named_where_the_code_could_be() -> None:
    way = Way("CODE", "unread", "Nissan Qashqai 2012", "none", "own", "0", "radio", "unread")
    assert way.ask.key == "car"

    way.say("Nissan Qashqai 2012")
    assert way.ask.key == "family"
    assert way.say("none").case.last(Concluded) == Concluded("", "not known")
    assert way.ask.key == "source"
    assert "radio" not in [choice.key for choice in Way("CODE", "volvo-sc8xx", "own", "0").ask.choices]


def test_a_card_is_told_again_once_the_radio_is_named() -> None:
    way = Way("CODE", "unread", "none", "own", "0", "card", "4321", "radio", "volvo-sc8xx")

    assert way.ask.key == "code"
    assert "card" in way.ask.text


def heard(used: int) -> Earlier:
    return Earlier("7K3M9X", used, (Opened(min(used, 3)), Told("earlier", "7K3M9X"), Told("counted", "7K3M9X 9")))


def earlier(used: int) -> Way:
    return Way(*FORD, earlier=lambda _case, _serial: heard(used))


@pytest.mark.parametrize(("used", "words"), [(0, "no wrong"), (1, "1 wrong code:"), (2, "2 wrong"), (7, "3 or more")])
def test_an_earlier_case_is_named_and_counts(used: int, words: str) -> None:
    way = earlier(used)
    assert "7K3M9X" in way.text
    assert words in way.text

    way.say("0")
    assert way.case.told("earlier") == "7K3M9X"
    assert standing(way.case.records, CATALOGUE.family("ford-keycode")).tally.used == min(used, 3)


def test_an_earlier_case_counts_too_where_the_serial_is_told_late() -> None:
    way = Way("CODE", "ford-keycode", "own", "0", "rule", earlier=lambda _case, _serial: heard(2))
    way.say("M123456")

    assert "7K3M9X" in way.text
    assert standing(way.case.records, CATALOGUE.family("ford-keycode")).tally.used == 2


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (("CODE", "toyota-lexus-sec", "own", "0", "dealer"), "An owner chose"),
        (("CODE", "ford-keycode", "own", "0", "dealer"), "gives the code for the serial"),
        (("CODE", "nissan-almera-2006", "own", "0", "dealer"), "dealer can do"),
        (("CODE", "unread", "none", "own", "0", "dealer"), "dealer can do"),
    ],
)
def test_who_may_know_the_code_depends_on_where_it_comes_from(way: tuple[str, ...], words: str) -> None:
    assert words in Way(*way).ask.why
