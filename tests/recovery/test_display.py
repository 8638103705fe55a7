"""A display text means what its own radio means by it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import InputError
from headunit.recovery.display import READY, Shown, mask_digits, meanings, own_meaning, read_display
from tests.recovery.radios import CATALOGUE


@pytest.mark.parametrize(
    ("family", "text", "state", "counts"),
    [
        ("vag-safe-generic", "1 SAFE", "wrong", (1, None, None)),
        ("vag-safe-generic", "2  safe", "wait", (2, None, None)),
        ("vag-safe-generic", "3 SAFE", "wait", (3, None, None)),
        ("vag-safe-generic", "1 1000", "entry", (1, None, None)),
        ("vag-safe-generic", "SAFE", "asks", (None, None, None)),
        ("opel-car2003", "1 SAFE", "wait", (None, 1, None)),
        ("opel-car2003", "10 SAFE", "wait", (None, 10, None)),
        ("opel-siemens-as", "10 12--", "entry", (None, 10, None)),
        ("opel-siemens-as", "4SAFE", "wait", (None, 4, None)),
        ("ford-keycode", "CODE", "asks", (None, None, None)),
        ("ford-keycode", "CODE ----", "asks", (None, None, None)),
        ("ford-keycode", "WAIT 12", "wait", (None, None, 12)),
        ("ford-keycode", "LOCK13", "permanent", (None, None, None)),
        ("honda-5key", "err3", "wrong", (3, None, None)),
        ("honda-5key", "U1234", "serial", (None, None, None)),
        ("bmw-5key", "CODE WAIT", "wait", (None, None, None)),
        ("clarion-c7-psa", "CODE", "asks", (None, None, None)),
        ("clarion-c7-psa", "7 SAFE", "wait", (None, None, None)),
        ("", "1 SAFE", "", (None, None, None)),
        ("", "SECURE", "linked", (None, None, None)),
        ("", "SEC", "", (None, None, None)),
        ("", "nonsense", "", (None, None, None)),
    ],
)
def test_state_and_count_are_the_familys(
    family: str, text: str, state: str, counts: tuple[int | None, int | None, int | None]
) -> None:
    radio = CATALOGUE.family(family) if family else None

    shown = read_display(radio, text, CATALOGUE.families())

    assert (shown.state, (shown.used, shown.left, shown.minutes)) == (state, counts)


@pytest.mark.parametrize(("text", "code"), [("", "display-empty"), ("  ", "display-empty"), ("x" * 81, "display-long")])
def test_what_no_display_shows_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as told:
        read_display(None, text)
    assert told.value.code == code


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("1 1234", "1 ####"),
        ("Radio Code: 2487", "Radio Code: ####"),
        ("2 4 8 7", "# # # #"),
        ("10 SAFE", "10 SAFE"),
        ("WAIT 30", "WAIT 30"),
        ("  1   SAFE ", "1 SAFE"),
        ("code 78 82", "code ## ##"),
        ("78-82", "##-##"),
        ("78 – 82", "## – ##"),
        ("7.8.8.2", "#.#.#.#"),
        ("7/8/8/2", "#/#/#/#"),
        ("1-2-3-4", "#-#-#-#"),
        ("\uff17\uff18\uff18\uff12", "####"),
        ("\u0667\u0668 \u0668\u0662", "## ##"),
        ("⁷⁸⁸²", "####"),
        ("c7882x", "c####x"),
        ("1 2", "1 2"),
        ("HI\x1b[2J\u202e", "HI [2J"),
    ],
)
def test_a_half_typed_code_is_masked(text: str, masked: str) -> None:
    assert mask_digits(text) == masked


@pytest.mark.parametrize("family", CATALOGUE.heads, ids=lambda head: head.id)
def test_every_text_of_a_family_is_read_as_its_own(family: object) -> None:
    radio = CATALOGUE.family(family.id)  # type: ignore[attr-defined]
    for claim in radio.display:
        text = claim.value.text.replace("##", "10").replace("#", "7")
        known = {one.value.state for one in radio.display} | {"wait"}
        assert meanings(radio, text) or read_display(radio, text).state in known
        masked = read_display(radio, mask_digits(text)).state
        assert masked == read_display(radio, text).state or masked in READY


@given(st.text(max_size=80), st.sampled_from([head.id for head in CATALOGUE.heads]))
def test_any_text_is_read_or_refused(text: str, family: str) -> None:
    try:
        shown = read_display(CATALOGUE.family(family), text)
    except InputError:
        return
    assert shown.claim is None or shown.state


def test_a_count_of_one_alone_says_nothing_where_it_is_blank() -> None:
    prompt = CATALOGUE.family("vw-premium-5-delco")
    only = prompt._replace(display=prompt.display[:1])

    assert only.display[0].value.template.startswith("{one}")
    assert read_display(only, "SAFE")[:2] == ("asks", None)
    assert read_display(only, "1 SAFE")[:2] == ("asks", 1)
    assert read_display(only, "2 SAFE").claim is None


def test_one_text_for_several_states_is_not_read_but_asked_for() -> None:
    gm = CATALOGUE.family("gm-theftlock")

    assert read_display(gm, "LOC") == Shown()
    assert [one.state for one in meanings(gm, "LOC")] == ["asks", "wrong", "wait"]
    assert meanings(gm, "000") == ()
    assert read_display(gm, "InOP").state == "wait"


@given(st.lists(st.sampled_from([*"0123456789 -./", "７", "٧"]), max_size=12).map("".join))
def test_no_three_digits_are_left_beside_one_another(text: str) -> None:
    left = re.split("[^0-9７٧ ./-]", mask_digits(text))
    assert all(sum(sign.isdigit() for sign in part) < 3 for part in left)


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("opel-siemens-as", "41---"),
        ("opel-siemens-as", "41----"),
        ("opel-siemens-as", "41"),
        ("opel-siemens-as", "99 ----"),
        ("opel-siemens-as", "99 SAFE"),
        ("vag-safe-generic", "11000"),
        ("vag-safe-generic", "11 1000"),
        ("vag-safe-generic", "3 1000"),
        ("vw-premium-4-clarion", "11000"),
        ("vw-premium-5-delco", "11000"),
    ],
)
def test_a_count_that_can_not_be_is_asked_for_again(family: str, text: str) -> None:
    radio = CATALOGUE.family(family)

    with pytest.raises(InputError) as told:
        read_display(radio, text)

    assert told.value.code == "display-count"
    assert text not in str(told.value)
    assert own_meaning(radio, text).claim is None


def test_a_count_is_taken_as_it_is_where_no_schedule_says_how_far_it_goes() -> None:
    radio = CATALOGUE.family("vag-safe-generic")
    silent = radio._replace(lock_schedule=radio.lock_schedule._replace(claims=()))

    assert read_display(silent, "7 1000")[:2] == ("entry", 7)
