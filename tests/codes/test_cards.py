"""Numbers from code cards, checked against what is known of a kind of radio."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.codes.cards import CARD_NOTE, Verdict, check_card
from headunit.errors import InputError
from headunit.facts import load_catalogue
from headunit.facts.claims import Claim, Confidence, Fact
from headunit.facts.family import Family
from headunit.numbers import RadioCode

CATALOGUE = load_catalogue()
HEADS = [head.id for head in CATALOGUE.heads]
RADIO = Family(
    id="made-up", name="Made up", summary="", brands=("Nissan",), rules=(), route="nissan", reason="for a test"
)
FOUR = "it has 4 digits, as codes of this kind have"


def lengths(*values: int, scope: str = "", confidence: Confidence = Confidence.SEVERAL) -> Fact[int]:
    return Fact(tuple(Claim(value=value, sources=("S01",), confidence=confidence, scope=scope) for value in values))


def alphabets(*values: str, scope: str = "", confidence: Confidence = Confidence.SEVERAL) -> Fact[str]:
    return Fact(tuple(Claim(value=value, sources=("S01",), confidence=confidence, scope=scope) for value in values))


LETTERS = "a code has digits alone, and this has a letter or sign: look whether a digit only looks like it"


@pytest.mark.parametrize(
    ("family", "number", "verdict", "reasons"),
    [
        ("volvo-sc8xx", "1236", Verdict.FITS, (FOUR, "its digits are from 1 to 6, as codes of this kind are made of")),
        ("volvo-sc8xx", "12 36", Verdict.FITS, (FOUR, "its digits are from 1 to 6, as codes of this kind are made of")),
        *(
            (
                "volvo-sc8xx",
                f"123{digit}",
                Verdict.DOES_NOT_FIT,
                ("it holds a digit that codes of this kind can't have: they are made of 1 to 6",),
            )
            for digit in "0789"
        ),
        ("bmw-5key", "1234", Verdict.DOES_NOT_FIT, ("it has 4 digits, codes of this kind have 5",)),
        (
            "bmw-5key",
            "1290",
            Verdict.DOES_NOT_FIT,
            (
                "it has 4 digits, codes of this kind have 5",
                "it holds a digit that codes of this kind can't have: they are made of 1 to 6",
            ),
        ),
        ("ford-keycode", "12345678", Verdict.DOES_NOT_FIT, ("it has 8 digits, codes of this kind have 4",)),
        (
            "nissan-nats-audio-link",
            "1234",
            Verdict.DOES_NOT_FIT,
            ("radios of this kind are bound to the car: there is nothing to type",),
        ),
    ],
)
def test_length_and_alphabet_decide(family: str, number: str, verdict: Verdict, reasons: tuple[str, ...]) -> None:
    answer = check_card(CATALOGUE.family(family), number, CATALOGUE)

    assert (answer.family, answer.verdict, answer.reasons) == (family, verdict, reasons)
    assert answer.code == RadioCode(number.replace(" ", ""))
    assert (answer.unknown, answer.serial) == ((), "")


@pytest.mark.parametrize(
    ("number", "digits"), [("Safety-Nr. 1234", "1234"), ("Code: 0049", "0049"), ("PIN 1234", "1234"), ("1234", "1234")]
)
def test_a_caption_of_the_code_is_left_out(number: str, digits: str) -> None:
    answer = check_card(CATALOGUE.family("nissan-note-e11-audio-2009"), number, CATALOGUE)

    assert answer.verdict is Verdict.FITS
    assert answer.code == RadioCode(digits)
    assert answer.reasons == (FOUR,)
    assert answer.unknown == ("which digits its code can hold",)


@pytest.mark.parametrize(
    ("number", "reason", "serial"),
    [
        ("BP538751234567", "it is a radio's serial, not its code", "BP538751234567"),
        ("bp 5387 5 1234567", "it is a radio's serial, not its code", "BP538751234567"),
        ("M123456", "it is a radio's serial, not its code", "M123456"),
        ("A1234567", "it is the number of the card, which stands beside the code", ""),
        ("E123", "it is a precode, from which the code is worked out", "E123"),
        ("SJNFAAJ10U1234567", "it is a car's VIN", ""),
        ("28185-BC411", "it is a part number, the same on every such radio", ""),
        ("12", "a code has 3 to 8 digits, and this has 2", ""),
        ("1234567890123", "a code has 3 to 8 digits, and this has 13", ""),
        ("12E4", LETTERS, ""),
        (
            "wireless",
            LETTERS,
            "",
        ),
    ],
)
def test_other_numbers_are_no_code(number: str, reason: str, serial: str) -> None:
    answer = check_card(CATALOGUE.family("nissan-note-e11-audio-2009"), number, CATALOGUE)

    assert (answer.verdict, answer.reasons, answer.serial) == (Verdict.NOT_A_CODE, (reason,), serial)
    assert (answer.code, answer.unknown, answer.family) == (None, (), "nissan-note-e11-audio-2009")


@pytest.mark.parametrize(
    ("family", "number", "verdict", "code"),
    [
        ("volvo-sc8xx", "Code: 1 2 3 4", Verdict.FITS, "1234"),
        ("volvo-sc8xx", "Code: 12 - 34", Verdict.FITS, "1234"),
        ("volvo-sc8xx", "Code: 12\n34", Verdict.FITS, "1234"),
        ("volvo-sc8xx", "Code 1234 radio", Verdict.FITS, "1234"),
        ("volvo-sc8xx", "Volvo radio code: 1234", Verdict.FITS, "1234"),
        ("volvo-sc8xx", "Code 1 2 34 7", Verdict.DOES_NOT_FIT, "12347"),
        ("volvo-sc8xx", "Code 1 234 7", Verdict.DOES_NOT_FIT, "12347"),
        ("volvo-sc8xx", "Code 1 2 34 56", Verdict.DOES_NOT_FIT, "123456"),
        ("toyota-lexus-sec", "Code 1 2 3 4", Verdict.DOES_NOT_FIT, "1234"),
        ("ford-keycode", "Safety-Nr. 12345678", Verdict.DOES_NOT_FIT, "12345678"),
        ("ford-keycode", "Code-Nr. 1234", Verdict.FITS, "1234"),
        ("ford-keycode", "Radiocode: 1234", Verdict.FITS, "1234"),
        ("ford-keycode", "Sicherheitscode 1234", Verdict.FITS, "1234"),
        ("ford-keycode", "CODICE 1234", Verdict.FITS, "1234"),
        ("ford-keycode", "Code 1 2 3 4 5 6 7 8 9", Verdict.NOT_A_CODE, None),
        ("ford-keycode", "Code: 12E4", Verdict.NOT_A_CODE, None),
    ],
)
def test_all_digits_behind_the_caption_count(family: str, number: str, verdict: Verdict, code: str | None) -> None:
    answer = check_card(CATALOGUE.family(family), number, CATALOGUE)

    assert answer.verdict is verdict
    assert answer.code == (RadioCode(code) if code else None)


@pytest.mark.parametrize(
    "number",
    [
        "Code 1234 Serial M123456",
        "M123456 Code 1234",
        "Serial M123456\nCode 1234",
        "Code 1234 PIN 5678",
        "Code 1234 M123456",
        "Code 12 from 34",
        "4711 Code 1234",
    ],
)
def test_more_than_one_number_is_an_error(number: str) -> None:
    with pytest.raises(InputError) as refused:
        check_card(CATALOGUE.family("ford-keycode"), number, CATALOGUE)

    assert (refused.value.code, refused.value.value) == ("card-ambiguous", "")
    assert refused.value.message == "more than one number stands there, or one with letters in it"
    assert refused.value.expected == "the number from the card"
    assert refused.value.next_step == "type the code alone, without the other numbers of the card"


@pytest.mark.parametrize("number", ["12?4", "? 124", "1 ? 24", "12*4", "1 \u0417 2 4", "Code: 1 ? 24", "Code 12?4"])
def test_a_character_that_can_not_be_read_is_never_left_out(number: str) -> None:
    answer = check_card(CATALOGUE.family("toyota-lexus-sec"), number, CATALOGUE)

    assert (answer.verdict, answer.code) == (Verdict.NOT_A_CODE, None)
    assert answer.reasons == ("a character of it can't be read, and every digit of a code counts",)


@pytest.mark.parametrize("number", ["124?", "124 ?", "Code 124!?"])
def test_a_question_mark_at_the_end_is_punctuation(number: str) -> None:
    assert check_card(CATALOGUE.family("toyota-lexus-sec"), number, CATALOGUE).verdict is Verdict.FITS


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        ("l234", "if its L is a 1, it has 4 digits, as a code may have: look at the card again"),
        (
            "Code: 1O3I5",
            "if its O is a 0 and its I is a 1, it has 5 digits, as a code may have: look at the card again",
        ),
        ("O0O", "if its O is a 0, it has 3 digits, as a code may have: look at the card again"),
    ],
)
def test_letters_that_may_be_digits_are_named(number: str, hint: str) -> None:
    answer = check_card(CATALOGUE.family("ford-keycode"), number, CATALOGUE)

    assert answer.verdict is Verdict.NOT_A_CODE
    assert answer.reasons[1:] == (hint,)


@pytest.mark.parametrize("number", ["OIL", "l2", "E234", "12345678O"])
def test_other_letters_are_not(number: str) -> None:
    assert len(check_card(CATALOGUE.family("ford-keycode"), number, CATALOGUE).reasons) == 1


@pytest.mark.parametrize("number", ["", "   ", "---", "…"])
def test_nothing_is_an_error(number: str) -> None:
    with pytest.raises(InputError) as refused:
        check_card(RADIO, number, CATALOGUE)

    assert (refused.value.code, refused.value.value) == ("card-empty", "")
    assert refused.value.message == "the number holds no letter and no digit"
    assert refused.value.expected == "the number from the card"
    assert refused.value.next_step == "type it as it stands on the card"


class TestUnknown:
    def test_without_facts_nothing_is_known(self) -> None:
        answer = check_card(RADIO, "1234", CATALOGUE)

        assert (answer.verdict, answer.reasons) == (Verdict.NOT_KNOWN, ())
        assert answer.unknown == ("how many digits its code has", "which digits its code can hold")

    def test_the_alphabet_alone_is_too_little(self) -> None:
        answer = check_card(RADIO._replace(code_alphabet=alphabets("1-6")), "1234", CATALOGUE)

        assert answer.verdict is Verdict.NOT_KNOWN
        assert answer.reasons == ("its digits are from 1 to 6, as codes of this kind are made of",)
        assert answer.unknown == ("how many digits its code has",)

    def test_a_wrong_digit_counts_even_so(self) -> None:
        answer = check_card(RADIO._replace(code_alphabet=alphabets("1-5")), "1236", CATALOGUE)

        assert answer.verdict is Verdict.DOES_NOT_FIT
        assert answer.unknown == ("how many digits its code has",)

    def test_sources_that_disagree_decide_only_against_all_of_them(self) -> None:
        radio = RADIO._replace(code_length=lengths(4, 5), code_alphabet=alphabets("1-5", "1-6"))

        answer = check_card(radio, "1236", CATALOGUE)
        assert answer.verdict is Verdict.NOT_KNOWN
        assert answer.unknown == (
            "how many digits its code has: 4 or 5, by the type of the radio",
            "which digits its code can hold: 1 to 5 or 1 to 6, by the type of the radio",
        )
        answer = check_card(radio, "127", CATALOGUE)
        assert answer.verdict is Verdict.DOES_NOT_FIT
        assert answer.reasons == (
            "it has 3 digits, codes of this kind have 4 or 5",
            "it holds a digit that codes of this kind can't have: they are made of 1 to 5 or 1 to 6",
        )

    def test_claims_for_a_part_agree_but_never_refuse(self) -> None:
        radio = RADIO._replace(code_length=lengths(4, scope="one type"), code_alphabet=alphabets("0-9", scope="one"))

        assert check_card(radio, "1234", CATALOGUE).verdict is Verdict.FITS
        answer = check_card(radio, "12345", CATALOGUE)
        assert answer.verdict is Verdict.NOT_KNOWN
        assert answer.unknown == ("how many digits its code has: 4, by the type of the radio",)

    def test_what_only_the_article_says_does_not_count(self) -> None:
        radio = RADIO._replace(
            code_length=lengths(4, confidence=Confidence.ARTICLE),
            code_alphabet=alphabets("1-6", confidence=Confidence.ARTICLE),
        )

        answer = check_card(radio, "98765", CATALOGUE)
        assert answer.verdict is Verdict.NOT_KNOWN
        assert answer.unknown == ("how many digits its code has", "which digits its code can hold")

    def test_a_radio_without_a_code_takes_none(self) -> None:
        origin = Fact((Claim(value="none", sources=("S01",), confidence=Confidence.SEVERAL),))

        answer = check_card(RADIO._replace(code_origin=origin, code_length=lengths(4)), "1234", CATALOGUE)
        assert (answer.verdict, answer.unknown) == (Verdict.DOES_NOT_FIT, ())
        assert answer.reasons == ("radios of this kind have no code to type",)

    def test_an_owner_may_choose_any_code(self) -> None:
        origin = Fact((Claim(value="owner", sources=("S01",), confidence=Confidence.SEVERAL),))

        answer = check_card(RADIO._replace(code_origin=origin, code_length=lengths(4)), "1234", CATALOGUE)
        assert answer.verdict is Verdict.FITS


def test_the_note_is_there_for_every_verdict() -> None:
    assert "replaced" in CARD_NOTE


@given(st.sampled_from(HEADS), st.one_of(st.text(max_size=30), st.from_regex(r"[0-9]{2,9}", fullmatch=True)))
def test_any_number_gets_a_verdict_and_no_code_leaks(family: str, number: str) -> None:
    try:
        answer = check_card(CATALOGUE.family(family), number, CATALOGUE)
    except InputError as error:
        code = error.code
    else:
        if answer.code:
            assert answer.code.reveal() not in re.findall(r"[0-9]{3,}", f"{answer.reasons}{answer.unknown}")
        assert answer.reasons or answer.unknown
        return
    assert code in {"card-empty", "card-ambiguous"}
