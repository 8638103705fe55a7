"""What is made of the characters once they were read; no model runs here."""

from __future__ import annotations

import pytest

from headunit.errors import InputError
from headunit.facts import load_catalogue
from headunit.facts.shapes import number_shapes
from headunit.label.align_text import agreement
from headunit.label.candidates import vin_in
from headunit.label.captions import Caption, find_caption
from headunit.label.doubt import judge
from headunit.label.fit import best_fit
from headunit.label.merge import merged
from headunit.label.patterns import expand, serial_patterns
from headunit.label.payloads import readings_of
from headunit.label.reading import CharacterReading, LabelField, LabelQuestion, LabelReading, Origin
from headunit.label.rows import find_values
from headunit.label.settle import Settled
from tests.label.made import cells, piece

PATTERNS = serial_patterns(number_shapes(load_catalogue()))


@pytest.mark.parametrize(
    ("text", "caption", "rest"),
    [
        ("S/N BP123", Caption.SERIAL, "BP123"),
        ("SERIAL NO. M123456", Caption.SERIAL, "M123456"),
        ("SERIALNO:M123456", Caption.SERIAL, "M123456"),
        ("5ERIAL N0. 77", Caption.SERIAL, "77"),
        ("SER.-NR. 12", Caption.SERIAL, "12"),
        ("GERATE-NR. VWZ", Caption.SERIAL, "VWZ"),
        ("P/N 28185", Caption.PART_NUMBER, "28185"),
        ("VIN WVWZZZ", Caption.VIN, "WVWZZZ"),
        ("CODE 1234", Caption.CODE, "1234"),
        ("SERIAL N", Caption.SERIAL, ""),
    ],
)
def test_a_caption_is_known_with_the_slips_of_a_camera(text: str, caption: Caption, rest: str) -> None:
    found = find_caption(text, (False,) * len(text))
    assert found is not None
    assert (found[0], text[found[1] :]) == (caption, rest)


@pytest.mark.parametrize("text", ["SN54S12", "PN-7325J-A", "BLAUPUNKT", "M123456", "SERIALAO 08G"])
def test_letters_of_a_number_are_no_caption(text: str) -> None:
    found = find_caption(text, (False,) * len(text))
    assert found is None or found[1] < text.find("O")


def test_a_hidden_middle_is_counted_not_skipped() -> None:
    (value,) = find_values([piece("GM51xx89701160", 0, 0, missing="x")])
    assert value.text == "GM51??89701160"


def test_what_stands_right_of_a_caption_is_its_value() -> None:
    values = find_values([piece("SERIAL NO.", 0, 0), piece("M123456", 190, 0)])
    assert [(value.caption, value.text) for value in values] == [(Caption.SERIAL, "M123456")]


def test_what_stands_below_a_caption_alone_is_its_value() -> None:
    values = find_values([piece("SERIAL NO.", 0, 0), piece("M123456", 0, 60)])
    assert [(value.caption, value.text) for value in values] == [(Caption.SERIAL, "M123456")]


@pytest.mark.parametrize("text", ["CM0530B6131958", "M12345B", "HP78O7689441", "O10D96"])
def test_a_form_that_no_family_has_is_not_bent_into_one(text: str) -> None:
    fit = best_fit(cells(text), PATTERNS, cut_left=False, cut_right=False)
    settled = Settled(cells=cells(text), raw=cells(text), value=None, form=fit, bent=fit.bent if fit else ())
    changed = fit.bent if fit else ()
    assert all(judge(settled)[index].doubtful for index in changed)
    assert 0 not in changed


def test_a_known_form_has_its_family() -> None:
    fit = best_fit(cells("BP538712345678"[:14]), PATTERNS, cut_left=False, cut_right=False)
    assert fit is not None
    assert not fit.bent


def test_a_hidden_end_of_a_known_form_is_filled_with_unknowns() -> None:
    fit = best_fit(cells("BP5387123456"), PATTERNS, cut_left=False, cut_right=True)
    assert fit is not None
    assert [bool(cell.choices) for cell in fit.cells] == [True] * 12 + [False] * 2


@pytest.mark.parametrize(
    ("pattern", "count", "length"), [("M[0-9]{6}", 1, 7), ("BP33(?:18|92)[0-9]", 2, 7), ("AB?C", 2, 2), ("D1|E2", 2, 2)]
)
def test_a_pattern_is_written_out(pattern: str, count: int, length: int) -> None:
    rows = expand(pattern)
    assert len(rows) == count
    assert min(map(len, rows)) == length


@pytest.mark.parametrize(
    ("payload", "parts", "serial"),
    [
        ("BP123456", (), "BP123456"),
        ("SBP123456", (), "BP123456"),
        ("P7612345678;SBP123456", (), "BP123456"),
        ("7612345678BP123456", ("7612345678",), "BP123456"),
    ],
)
def test_a_payload_is_stripped_of_what_is_not_the_serial(payload: str, parts: tuple[str, ...], serial: str) -> None:
    assert serial in [reading.text for reading in readings_of(payload, parts)]


def test_a_vin_is_seen_through_its_look_alikes() -> None:
    assert vin_in("WVWZZZ1JZXWO12345"[:17]) == "WVWZZZ1JZXW012345"
    assert vin_in("BP538712345678") == ""


def test_a_hidden_place_is_filled_by_the_small_print() -> None:
    both = merged(cells("C72F???2G0121275"), cells("C72F5552G0121275"), 0.6)
    assert "".join(cell.best for cell in both) == "C72F5552G0121275"


def test_unrelated_numbers_do_not_agree() -> None:
    assert agreement(cells("BP538712345678"), cells("28185AB123C")) < 0.5


@pytest.mark.parametrize("character", ["O", "0"])
def test_oh_or_zero_is_asked_where_the_lettering_does_not_tell(character: str) -> None:
    text = f"K{character}7Z12345"
    settled = Settled(cells=cells(text), raw=cells(text), value=None)
    asked = [index for index, entry in enumerate(judge(settled)) if entry.doubtful]
    assert asked == [1]
    assert set(judge(settled)[1].rivals) == {"O", "0"}


def test_a_number_that_may_not_be_the_serial_has_a_doubt() -> None:
    settled = Settled(cells=cells("K77Z3345"), raw=cells("K77Z3345"), value=None, unsure=True)
    assert any(entry.doubtful for entry in judge(settled))


def reading(text: str, *doubtful: int) -> LabelReading:
    characters = tuple(
        CharacterReading(
            value=None if character == "?" else character,
            confidence=0.9,
            doubtful=index in doubtful,
            source=Origin.TEXT,
        )
        for index, character in enumerate(text)
    )
    questions = tuple(LabelQuestion(index=i, text="?", options=(), open=text[i] == "?") for i in doubtful)
    return LabelReading(photos=("a.jpg",), serial=LabelField(characters=characters), questions=questions)


def test_the_value_is_given_only_when_nothing_is_in_doubt() -> None:
    asked = reading("M12345O", 6)
    assert asked.serial.value is None
    answered = asked.answered(6, "0")
    assert answered.serial.value == "M123450"
    assert answered.serial.characters[6].source is Origin.PERSON


def test_a_hidden_end_may_be_several_characters_or_none() -> None:
    asked = reading("?M1234?", 0, 6)
    assert asked.answered(0, "").answered(5, "56").serial.value == "M123456"


@pytest.mark.parametrize(("index", "text"), [(0, "A"), (6, ""), (6, "AB"), (6, "Ä")])
def test_an_answer_that_fits_no_question_is_refused(index: int, text: str) -> None:
    with pytest.raises(InputError) as refused:
        reading("M12345O", 6).answered(index, text)
    assert refused.value.code == "label-answer"
