"""What a newcomer meets: odd ways to copy a display, a wait before the radio is known, answers that mean two things."""

from __future__ import annotations

import pytest

from headunit.errors import InputError
from headunit.recovery.display import read_display, sounds_of_waiting
from headunit.recovery.records import Concluded, Opened, Seen, WaitStarted
from tests.recovery.radios import CATALOGUE
from tests.recovery.way import FORD, Way


def keys(way: Way) -> list[str]:
    return [choice.key for choice in way.ask.choices]


# A display that is copied in another way


@pytest.mark.parametrize(
    ("family", "text", "state", "counts"),
    [
        ("ford-keycode", "WAIT", "wait", (None, None, None)),
        ("honda-5key", "ERR", "wrong", (None, None, None)),
        ("vw-premium-5-delco", "SAFE 2", "wait", (2, None, None)),
        ("vw-premium-5-delco", "SAFE 1", "wrong", (1, None, None)),
        ("vag-safe-generic", "safe2", "wait", (2, None, None)),
        ("opel-car300", "SAFE 3", "wait", (None, 3, None)),
        ("opel-car300", "3 CODE", "asks", (None, 3, None)),
        ("opel-car300", "CODE 3", "asks", (None, 3, None)),
        ("opel-car300", "3 EEEE", "", (None, None, None)),
        ("honda-5key", "3 CODE", "", (None, None, None)),
        ("vw-premium-5-delco", "WAIT", "wait", (None, None, None)),
        ("", "WAIT", "wait", (None, None, None)),
    ],
)
def test_a_count_behind_the_word_or_left_out_is_read(
    family: str, text: str, state: str, counts: tuple[int | None, ...]
) -> None:
    shown = read_display(CATALOGUE.family(family) if family else None, text, CATALOGUE.families())

    assert (shown.state, (shown.used, shown.left, shown.minutes)) == (state, counts)


def test_a_lone_digit_is_no_display() -> None:
    for way in (Way(), Way(*FORD, "back", "display"), Way("WAIT", *FORD[1:], "0", "yes")):
        asked = way.ask.key
        with pytest.raises(InputError) as told:
            way.say("2")
        assert told.value.code == "display-number"
        assert way.ask.key == asked


@pytest.mark.parametrize(
    ("family", "text", "waits"),
    [
        ("ford-keycode", "WAIT ?", True),
        ("", "WAITING", True),
        ("opel-car300", "SAFE X", True),
        ("vag-safe-generic", "SAFE X", False),
        ("gm-theftlock", "LOC X", False),
        ("bmw-5key", "CODE X", False),
    ],
)
def test_a_word_of_waiting_is_known(family: str, text: str, *, waits: bool) -> None:
    assert sounds_of_waiting(CATALOGUE.family(family) if family else None, text) is waits


def test_nobody_can_say_that_a_word_of_waiting_asks_for_the_code() -> None:
    way = Way("WAIT X", "ford-keycode")

    assert way.ask.key == "means"
    assert "asks" not in keys(way)
    with pytest.raises(InputError):
        way.say("asks")
    assert "asks" in keys(Way("ABC", "ford-keycode"))


# A wait


@pytest.mark.parametrize("shown", ["WAIT", "1 SAFE", "3 SAFE", "SAFE"])
def test_nobody_is_told_to_pull_a_radio_out_that_may_wait(shown: str) -> None:
    assert "Leave the radio where it is, and on" in Way(shown).text
    assert "Pull" not in Way(shown).text


def test_a_radio_that_asks_may_be_pulled_out() -> None:
    assert "Pull evenly" in Way("CODE").text


def test_a_wait_is_told_as_soon_as_the_radio_is_known() -> None:
    for answers in (("opel-car300",), ("unread", "Opel Corsa 1996", "opel-car300")):
        way = Way("1 SAFE", *answers)

        assert "It takes 11 hours" in way.text
        assert "one try is left" in way.text
        assert [type(record.event) for record in way.case.records][-3:] == [Seen, WaitStarted, Concluded]
    assert way.say("own").say("card").ask.key == "code"
    assert "It takes 11 hours" in way.text


def test_a_wait_that_runs_is_not_begun_again() -> None:
    way = Way("3 SAFE", "opel-car300")

    assert "3 tries are left" in way.text
    assert sum(isinstance(record.event, WaitStarted) for record in way.case.records) == 1


def test_a_radio_of_the_car_waits_for_nothing() -> None:
    way = Way("WAIT", "nissan-nats-audio-link")

    assert way.ask.key == "linked"
    assert "That is the quickest way" not in way.text


# The radio


def test_a_choice_against_the_form_of_the_serial_is_told() -> None:
    for label in (("BP538711234567", "Nissan Qashqai 2009"), ("BP538711234567 Nissan Qashqai 2009",)):
        way = Way("CODE", *label, "nissan-connect-lcn1")

        assert "the serial has the form of another radio's: Nissan Note radio (2009)" in way.text
    own = Way("CODE", "BP538711234567 Nissan Qashqai 2009", "nissan-note-e11-audio-2009")
    assert "another radio's" not in own.text


def test_a_front_that_nobody_knows_is_no_choice_of_the_usual_one() -> None:
    way = Way("CODE", "renault-dacia-precode", "own", "0", "rule", "A123", "yes")
    assert keys(way)[-2:] == ["usual", "unknown"]

    way.say("unknown").say("ready")
    assert "Which front your radio has is not known" in way.text
    assert "or radios entered with the stalk: Press the button on the stalk" in way.text
    assert "panel" in keys(way)
    assert way.say("panel").ask.key == "panel"
    way.say("unknown").say("ready").say("press")
    assert way.ask.plan is not None
    assert any(text.startswith("Other keys, ") for text in way.ask.plan.warnings)
    assert not any("--panel" in text for text in way.ask.plan.warnings)


def test_a_front_that_was_told_leaves_no_doubt() -> None:
    way = Way("CODE", "renault-dacia-precode", "own", "0", "rule", "A123", "yes", "usual", "ready")

    assert "Which front" not in way.text
    assert "panel" not in keys(way)


# What ends the way


def test_a_code_can_be_got_for_a_locked_radio_and_is_not_typed() -> None:
    way = Way("LOCK10", "M888888 Ford Focus")
    assert (way.ask.key, "code" in keys(way)) == ("locked", True)

    way.say("code").say("own").say("yes")
    assert way.ask.key == "locked"
    assert "A code for it is at hand" in way.text
    assert "code" not in keys(way)
    way.say("display").say("CODE")
    assert way.ask.key == "refused"
    assert way.case.last(Opened) == Opened(None)


def test_a_radio_locked_for_good_is_given_no_code() -> None:
    assert "code" not in keys(Way("LOCK13", "ford-keycode"))
    assert "code" not in keys(Way("LOCK10", "unread", "none"))


def test_the_way_out_of_a_wait_that_was_interrupted_is_said() -> None:
    way = Way("2 SAFE", "vw-premium-5-delco", "own", "card", "1234", "was-off", "SAFE")
    assert way.ask.key == "refused"
    assert "Look again while it shows that it waits" in way.text

    assert way.say("display").say("2 SAFE").ask.key == "wait"
    assert "Look again" not in Way("1 SAFE", "vw-premium-5-delco", "own", "card", "1234").text


# Questions that led nowhere


def test_a_car_that_the_catalogue_has_no_radio_for_is_no_list_without_radios() -> None:
    for answers in (("Suzuki Swift 2008",), ("unread", "Suzuki Swift 2008")):
        way = Way("CODE", *answers)

        assert way.ask.key == "whose"
        assert "No radio of the catalogue is known from that car" in way.text
        assert way.case.family == ""
    assert "No radio" not in Way("CODE", "unread", "none").text


@pytest.mark.parametrize("label", ["M12345?", "Ford M?23456", "Ford Focus M12?456"])
def test_a_character_in_doubt_is_not_lost_on_the_label(label: str) -> None:
    with pytest.raises(InputError) as told:
        Way("CODE", label)
    assert told.value.code == "label-doubt"


@pytest.mark.parametrize("seen", ["0", "--", "id"])
def test_a_proof_of_ownership_has_a_name(seen: str) -> None:
    way = Way("CODE", "volvo-sc8xx", "customer", "Order 7")

    with pytest.raises(InputError) as told:
        way.say(seen)
    assert told.value.code == "ownership-words"


@pytest.mark.parametrize(
    ("family", "told"),
    [
        (
            "ford-keycode",
            "the car before. It locks after 10, so while nobody knows, no code is typed.",
        ),
        ("vw-premium-5-delco", "it counts 1 SAFE: the code was wrong; the number in front counts wrong codes USED."),
    ],
)
def test_how_the_tries_can_be_found_out_is_said_as_far_as_sources_do(family: str, told: str) -> None:
    text = Way("CODE", family, "own").text

    assert told in text


def test_where_no_source_names_a_limit_nothing_is_said_of_it() -> None:
    assert "it counts" not in Way("CODE", "volvo-sc8xx", "own").text
    assert "it counts" not in Way("CODE", "ford-keycode", "own").text
    assert "it counts" not in Way("CODE", "unread", "none", "own").text
