"""What is never the serial: part numbers however they were read, marks; and numbers that go on in the next row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.facts import load_catalogue
from headunit.facts.shapes import number_shapes
from headunit.label.barcodes import Barcode
from headunit.label.candidates import Roles, assign_roles
from headunit.label.coded import vins_by_codes
from headunit.label.contradict import disputed_place
from headunit.label.doubt import judge
from headunit.label.fit import LOOK_ALIKES
from headunit.label.lack import Lack
from headunit.label.marks import is_approval, is_mark
from headunit.label.once import Examined, examine, needs_other_looks, with_parts_of
from headunit.label.one import one_seen
from headunit.label.part import has_part_form, may_be_part
from headunit.label.patterns import Pattern, part_patterns, serial_patterns
from headunit.label.report import Findings, reading_of
from headunit.label.rows import find_values
from headunit.label.settle import Settled, settle
from headunit.label.shot import Shot
from tests.label.made import PITCH, cells, piece, read, value

if TYPE_CHECKING:
    from headunit.label.sheet import Piece

CATALOGUE = load_catalogue()
SHAPES = number_shapes(CATALOGUE)
SERIALS, PARTS = serial_patterns(SHAPES), part_patterns(SHAPES)
FORMS = [form for forms in PARTS.values() for form in forms]


def roles_of(*pieces: Piece) -> Roles:
    return assign_roles(find_values(pieces), SERIALS, SHAPES, ())


@st.composite
def misread_parts(draw: st.DrawFn) -> str:
    """Return a known part number with any of its characters read as one that looks like it."""
    form: Pattern = draw(st.sampled_from(FORMS))
    text = [draw(st.sampled_from(sorted(place))) for place in form.places]
    return "".join(draw(st.sampled_from(sorted({c, *LOOK_ALIKES.get(c, ())}))) for c in text)


@given(misread_parts())
def test_a_part_number_read_as_its_look_alikes_is_no_serial(text: str) -> None:
    alone = roles_of(piece(text, 0, 0))
    known = any(
        may.fit is not None and may.fit.pattern.fixed > 1 and not may.fit.bent for may in alone.serials
    )  # letters of a known serial, seen as they are, outweigh a look-alike
    assert known or not alone.serials


def test_zeros_read_as_letters_make_no_serial_of_a_renault_part_number() -> None:
    assert has_part_form("8200072401", PARTS)
    assert not has_part_form("82OOO724OI", PARTS)
    assert may_be_part(value("82OOO724OI"), SERIALS, PARTS)
    assert may_be_part(replace(value("82OOO724OI"), cells=cells("82?OO724OI")), SERIALS, PARTS)
    assert not may_be_part(replace(value("82OOO724OI"), cells=cells("82???724OI")), SERIALS, PARTS)
    roles = roles_of(piece("82 OO O72 4OI", 0, 0))
    assert roles.part is not None
    assert settle(roles, (), SERIALS) is None


def test_a_caption_stands_against_look_alikes_but_not_against_the_form_itself() -> None:
    assert not may_be_part(value("S/N 82OOO724OI"), SERIALS, PARTS)
    assert may_be_part(value("S/N 8200072401"), SERIALS, PARTS)


def test_what_the_readings_together_show_to_be_a_part_number_is_no_serial() -> None:
    roles = roles_of(piece("82K0072401", 0, 0))
    assert roles.serials
    zero = replace(value("8200072401"), cells=cells("8200072401"))
    assert settle(roles, (), SERIALS, (zero, zero, zero, zero)) is None


def test_the_part_number_of_another_look_is_not_the_serial() -> None:
    part = roles_of(piece("P/N 7 819 403 072", 0, 0))
    taken = roles_of(piece("7819403O72", 0, 0))
    first = Examined(roles=part, again=(), settled=None)
    second = Examined(roles=taken, again=(), settled=settle(taken, (), SERIALS))
    assert second.settled is not None
    merged = with_parts_of(second, [first, second])
    assert merged.settled is None
    assert merged.roles.part == part.part


def test_the_only_number_of_a_label_may_be_either(monkeypatch: pytest.MonkeyPatch) -> None:
    lonely = roles_of(piece("P47832954MU", 0, 0))
    entry = Examined(roles=lonely, again=(), settled=settle(lonely, (), SERIALS))
    assert entry.settled is not None
    assert needs_other_looks(entry)
    assert with_parts_of(entry, [entry]).settled is None
    assert with_parts_of(entry, [entry]).lack is Lack.EITHER
    beside = roles_of(piece("K77123P4567", 0, 0), piece("P/N 7 819 403 072", 0, 300))
    told = Examined(roles=beside, again=(), settled=settle(beside, (), SERIALS))
    assert not needs_other_looks(told)
    assert with_parts_of(told, [told]).settled == told.settled

    monkeypatch.setattr("headunit.label.one.examine", lambda *_: entry)
    monkeypatch.setattr("headunit.label.one.other_looks", lambda _: ())
    shots = [Shot(pixels=np.full((90, 90, 3), 200, np.uint8), pieces=())]
    refused = one_seen(shots[0], CATALOGUE).reading(("a.jpg",), shots).refused
    assert refused is not None
    assert "tells whether it is the serial or the part number" in refused.reason
    assert refused.advice.startswith("the whole label")


@pytest.mark.parametrize("row", ["S/N 7819403O72", "AUZ1Z2Z8000724"])
def test_a_serial_that_says_what_it_is_stays_one_beside_a_part_number_like_it(row: str) -> None:
    named = roles_of(piece(row, 0, 0))
    like = roles_of(piece("P/N " + row.removeprefix("S/N "), 0, 0))
    entry = Examined(roles=named, again=(), settled=settle(named, (), SERIALS))
    assert entry.settled is not None
    assert with_parts_of(entry, [Examined(roles=like, again=(), settled=None)]).settled == entry.settled


def test_a_bar_code_with_the_form_of_a_part_number_is_no_serial_unless_it_says_so() -> None:
    nothing = Roles(serials=(), part=None, model=None, vins=(), codes=(), others=(), part_forms=PARTS)

    def is_taken(text: str) -> bool:
        seen = Barcode(format="Code128", text=text, corners=((0.0, 0.0),) * 4, checked=True)
        return settle(nothing, (seen,), SERIALS, print_is_read=False) is not None

    assert not is_taken("8200072401")
    assert is_taken("K7720072401")
    assert is_taken("P7612345678;S8200072401")


@pytest.mark.parametrize(
    ("row", "mark"),
    [
        ("E9 080531 HW:04 SW:9436", True),
        ("22AA HW4", True),
        ("12V", True),
        ("DC 12V", True),
        ("12V 45/06", True),
        ("13.8V", True),
        ("138V", True),
        ("X MADE IN GERMANY", True),
        ("SW4B1DG", False),
        ("K7SW41234", False),
        ("12V45678", False),
        ("K7712345", False),
    ],
)
def test_marks_are_told_from_numbers(row: str, *, mark: bool) -> None:
    (found,) = find_values([piece(row, 0, 0)])
    assert is_mark(found) == mark


def test_an_approval_is_told_by_its_letter_and_digits() -> None:
    assert is_approval("E6753738")
    assert not is_approval("E675373")


def test_a_second_row_of_letters_that_look_like_a_version_belongs_to_the_serial() -> None:
    roles = roles_of(piece("7238G", 0, 0), piece("SW4B1DG", 0, 48))
    assert roles.serials[0].value.text == "7238GSW4B1DG"


@pytest.mark.parametrize(("pitches", "text"), [(0, "CM2759K006218"), (0.5, "CM2759K006218"), (1, "CM2759K006?218")])
def test_what_light_hides_in_front_of_the_second_row_stays_unknown(pitches: float, text: str) -> None:
    roles = roles_of(piece("CM2759K006", 0, 0), piece("218", pitches * PITCH, 48))
    assert roles.serials[0].value.text == text


def test_fewer_characters_than_a_serial_has_are_asked_about() -> None:
    short, whole = (settle(roles_of(piece(row, 0, 0)), (), SERIALS) for row in ("S/N 7238GS", "S/N 7238GSW"))
    assert short is not None
    assert whole is not None
    assert (short.cut_right, whole.cut_right) == (True, False)
    opened = settle(roles_of(piece("S/N GM52A1", 0, 0)), (), SERIALS)
    assert opened is not None
    assert opened.cut_right
    precode = settle(roles_of(piece("S/N H910", 0, 0)), (), SERIALS)
    assert precode is not None
    assert not precode.cut_right


def test_a_wider_look_shows_what_the_second_row_had_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    wider = {"1854": "1854", "GAVHYA": "GAVHYA7"}
    monkeypatch.setattr("headunit.label.once._wider", lambda _pixels, row, _pieces: value(wider[row.text]))
    rows = (piece("1854", 0, 0), piece("GAVHYA", 0, 48))
    seen = examine(np.zeros((9, 9, 3), np.uint8), rows, (), SHAPES)
    assert seen.settled is not None
    assert read(seen.settled.cells) == "1854GAVHYA7"
    assert judge(seen.settled)[-1].doubtful


def test_what_is_hidden_between_two_rows_stays_hidden_in_a_wider_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.label.once._wider", lambda _pixels, row, _pieces: row)
    rows = (piece("CM2759K006", 0, 0), piece("218", PITCH, 48))
    seen = examine(np.zeros((9, 9, 3), np.uint8), rows, (), SHAPES)
    assert seen.settled is not None
    assert read(seen.settled.cells) == "CM2759K006?218"


# VINs


VIN = "WVWZZZ1JZXW000012"


@pytest.mark.parametrize(
    "payload", [VIN, f"I{VIN}", f"VIN:{VIN}", f"P1J0035186D S{VIN}", f"[)>\x1e06\x1dI{VIN}\x1e\x04"]
)
@pytest.mark.parametrize("print_is_read", [True, False])
def test_a_vin_in_a_bar_code_is_told_and_never_the_serial(payload: str, *, print_is_read: bool) -> None:
    codes = (Barcode(format="QRCode", text=payload, corners=(), checked=True),)
    roles = roles_of(piece("RADIO", 0, 0))

    assert settle(roles, codes, SERIALS, print_is_read=print_is_read) is None
    assert vins_by_codes(codes) == (VIN,)


def test_digits_as_long_as_a_vin_are_none_of_a_known_maker() -> None:
    codes = (Barcode(format="Code128", text="12345678901234567", corners=()),)
    assert vins_by_codes(codes) == ()


def test_a_vin_in_two_rows_is_a_vin() -> None:
    roles = roles_of(piece(VIN[:9], 0, 0), piece(VIN[9:], 0, 50))

    assert roles.vins == (VIN,)
    assert roles.serials == ()


def test_words_in_a_bar_code_are_no_serial() -> None:
    codes = (Barcode(format="QRCode", text="SERVICE PHONE 0180 12345", corners=(), checked=True),)
    settled = settle(roles_of(piece("RADIO", 0, 0)), codes, SERIALS)
    assert settled is None


# Where the photos and codes of a label contradict each other


def doubts(*rows: str, payload: str) -> list[tuple[int, tuple[str, ...]]]:
    """Return which places are asked for, with what may stand there."""
    seen = Barcode(format="Code128", text=payload, corners=((0.0, 0.0),) * 4, checked=True)
    settled = settle(roles_of(*(piece(row, 0, 60.0 * n) for n, row in enumerate(rows))), (seen,), SERIALS)
    assert settled is not None
    reading = reading_of(Findings(settled=settled, roles=None, barcodes=(), code=None, shots=1), ("a.jpg",), None)
    return [(question.index, question.options) for question in reading.questions]


def test_a_character_that_bar_code_and_print_show_differently_is_asked_for() -> None:
    assert doubts("S/N VWZ1Z2B1234567", payload="VWZ1Z2B1234567") == []
    assert doubts("S/N VWZ1Z2B1234567", payload="VWZ1Z2B1234564") == [(13, ("4", "7"))]
    assert doubts("S/N VWZ1Z2B1234S67", payload="VWZ1Z2B1234567") == []  # a look-alike: the print was misread
    assert doubts("S/N VWZ1Z4B1234967", payload="VWZ1Z2B1234567") == []  # the print was read badly


@pytest.mark.parametrize("printed", ["VWZ1Z2B123456", "VWZ1Z2B12345677"])
def test_print_with_a_character_more_or_less_disputes_no_place(printed: str) -> None:
    assert disputed_place(cells("VWZ1Z2B1234567"), cells(printed)) is None


def test_what_the_print_doesnt_show_clearly_disputes_nothing() -> None:
    assert disputed_place(cells("K7712345"), cells("K771234?")) is None
    assert disputed_place(cells("K7712345"), cells("K7712349", at7=("5", 0.1))) is None
    assert disputed_place(cells("K7712345"), cells("K7712349")) == (7, "9")


def test_a_bar_code_with_another_serial_than_the_captioned_print_puts_it_in_doubt() -> None:
    assert doubts("S/N BP7345Z1234567", payload="BP7345Z1234567") == []
    assert len(doubts("S/N BP7345Z1234567", payload="BP7345Z7654321")) == 1
    assert doubts("S/N BP7345Z1234567", payload="8200072401") == []


def test_the_first_question_says_where_another_number_may_be_the_serial() -> None:
    unsure = Settled(cells=cells("K77?2345"), raw=cells("K77?2345"), value=None, unsure=True)
    reading = reading_of(Findings(settled=unsure, roles=None, barcodes=(), code=None, shots=1), ("a.jpg",), None)
    assert [question.whole for question in reading.questions] == [True]
    assert reading.questions[0].text.startswith("It isn't certain that this number is the serial. What is character 4")


# What the known forms tell


@pytest.mark.parametrize(
    ("row", "serial"),
    [
        ("AU Z0Z7N 0994282", "AUZ0Z7N0994282"),
        ("AUZ  Z7N 0994282", "AUZ?Z7N0994282"),
        ("AU Z Z7N  0994282", "AUZZ7N?0994282"),
        ("AUZZ7N0994282", "AUZZ7N0994282"),
        ("K77 1234 567890", "K771234567890"),
    ],
)
def test_one_character_short_of_a_known_form_the_widest_gap_hides_one(row: str, serial: str) -> None:
    settled = settle(roles_of(piece(f"S/N {row}", 0, 0)), (), SERIALS)
    assert settled is not None
    assert read(settled.cells) == serial


@pytest.mark.parametrize(("row", "serial"), [("SIN 86E0T7788W", "86E0T7788W"), ("SINK86E0T778", "SINK86E0T778")])
def test_a_stroke_read_as_a_letter_leaves_the_caption_one(row: str, serial: str) -> None:
    assert roles_of(piece(row, 0, 0)).serials[0].value.text == serial


def test_two_numbers_with_the_form_of_a_serial_put_each_other_in_doubt() -> None:
    one, two = (
        settle(roles_of(*(piece(row, 0, 300.0 * n) for n, row in enumerate(rows))), (), SERIALS)
        for rows in (("M123456",), ("M123456", "V987654"))
    )
    assert one is not None
    assert two is not None
    assert (one.unsure, one.alone) == (False, False)
    assert (two.unsure, two.alone) == (True, False)


def test_a_part_number_joined_with_what_stands_in_front_is_told_from_its_own_bar_code() -> None:
    run = value("4K0 035 033 Y")
    joined = replace(run, cells=(*cells("TEI?????"), *run.cells), shown="TEI 4K0 035 033 Y", groups=5)
    roles = assign_roles([joined, value("4K0035033Y", 0, 300)], SERIALS, SHAPES, ("4K0035033Y",))
    assert roles.part is not None
    assert roles.serials == ()
    seen = Barcode(format="Code39", text="4K0035033Y", corners=((0.0, 0.0),) * 4, checked=False)
    assert settle(roles, (seen,), SERIALS) is None
