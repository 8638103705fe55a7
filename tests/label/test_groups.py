"""Serials that stand in groups beside part numbers that do, and what another look takes for the part number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from headunit.facts import load_catalogue
from headunit.facts.shapes import number_shapes
from headunit.label.barcodes import Barcode
from headunit.label.candidates import Roles, assign_roles, is_vin
from headunit.label.doubt import judge
from headunit.label.once import Examined, with_parts_of
from headunit.label.part import in_long_groups
from headunit.label.patterns import part_patterns, serial_patterns
from headunit.label.rows import find_values
from headunit.label.settle import Settled, settle
from headunit.label.two_rows import without_edge
from tests.label.made import PITCH, cells, piece, read, value

SHAPES = number_shapes(load_catalogue())
SERIALS, PARTS = serial_patterns(SHAPES), part_patterns(SHAPES)


def roles_of(*rows: str, payload: str = "") -> Roles:
    """Return what the rows of a label are, the top row first."""
    pieces = [piece(row, 0, 90.0 * number) for number, row in enumerate(rows)]
    return assign_roles(find_values(pieces), SERIALS, SHAPES, (payload,))


def code(text: str, kind: str = "Code128") -> Barcode:
    return Barcode(format=kind, text=text, corners=((0.0, 0.0),), checked=True)


def entry_of(*rows: str, payload: str = "") -> Examined:
    """Return the rows examined, with a bar code of *payload* when there is one."""
    roles = roles_of(*rows, payload=payload)
    return Examined(roles=roles, again=(), settled=settle(roles, [code(payload)] if payload else (), SERIALS))


@pytest.mark.parametrize(
    ("row", "long"),
    [
        ("CM 4478M 6060564", True),
        ("65 12 6915711", True),
        ("7 609 761 134", False),
        ("28185-DZ126H", False),
        ("BP1234Z7654321", False),
    ],
)
def test_most_part_numbers_stand_in_short_groups(row: str, *, long: bool) -> None:
    assert in_long_groups(value(row)) is long


@pytest.mark.parametrize("part", ["28185-DZ126H", "7 609 761 134"])
def test_a_serial_in_groups_is_told_from_the_part_number_and_asked_about(part: str) -> None:
    entry = entry_of(part, "NO. CM 4478M 6060564")
    assert entry.roles.part is not None
    assert entry.settled is not None
    assert (entry.roles.part.text, read(entry.settled.cells)) == (
        part.replace(" ", "").replace("-", ""),
        "CM4478M6060564",
    )
    assert any(place.doubtful for place in judge(entry.settled))


@pytest.mark.parametrize(
    ("row", "other"),
    [
        ("65 12 6915711", "BP1234Z7654321"),
        ("65 12 6915711", "1234567890123"),
        ("P/N CM 4478M 6060564", "28185-DZ126H"),
    ],
)
def test_a_long_group_is_the_part_numbers_where_it_says_so_or_nothing_else_looks_like_one(row: str, other: str) -> None:
    roles = roles_of(row, other)
    assert roles.part is not None
    assert roles.part.text == value(row).text


def test_a_bar_code_of_a_number_in_long_groups_is_asked_about() -> None:
    entry = entry_of("28185-DZ126H", "65 12 6915711", payload="65126915711")
    assert entry.settled is not None
    assert entry.settled.barcode is not None
    assert entry.settled.unsure
    named = entry_of("28185-DZ126H", "S/N 65 12 6915711", payload="65126915711")
    assert named.settled is not None
    assert not named.settled.unsure


def coded(text: str, *, part: str = "") -> Examined:
    """Return a look that takes a bar code's number for the serial."""
    roles = roles_of(part) if part else roles_of("X")
    settled = Settled(cells=cells(text), raw=cells(text), value=None, barcode=code(text))
    return Examined(roles=roles, again=(), settled=settled)


def told(entry: Examined, other: str) -> Settled | None:
    """Return what is left of *entry* where another look shows *other*."""
    look = Examined(roles=roles_of(other), again=(), settled=None)
    assert look.roles.part is not None
    return with_parts_of(entry, [entry, look]).settled


def test_a_bar_codes_number_that_another_look_takes_for_the_part_number_is_none() -> None:
    assert told(coded("7609761134"), "7 609 761 134") is None
    assert told(coded("K77Z061134X", part="28185-DZ126H"), "P/N K77 Z06 1134X") is None
    by_looks = told(coded("K77Z061134X", part="28185-DZ126H"), "K77 Z06 1134X")
    assert by_looks is not None
    assert by_looks.unsure


@pytest.mark.parametrize("other", ["P/N 7 609 761", "7 609 761 134", "7 609 761 1B4"])
def test_a_bar_code_that_holds_most_of_a_part_number_is_none(other: str) -> None:
    assert told(coded("7609761134"), other) is None
    own = entry_of("P/N 729898NG", "S/NX", payload="P27729898NS")
    assert own.roles.part is not None
    assert own.settled is None


def test_a_bar_code_like_the_part_number_of_another_look_is_asked_about() -> None:
    left = told(coded("7609761134"), "P/N 7G0976 1I34")
    assert left is not None
    assert left.unsure
    unlike = told(coded("K771234567"), "7 609 761 134")
    assert unlike is not None
    assert not unlike.unsure
    begun = told(coded("K7AB760976X"), "P/N 7 609 76S 9990")
    assert begun is not None
    assert not begun.unsure
    behind = told(coded("K77Z7609761134", part="28185-DZ126H"), "7 609 761 134")
    assert behind is not None
    assert behind.unsure
    short = told(coded("K771234567"), "P/N 1234 9875")
    assert short is not None
    assert not short.unsure


def test_a_bar_code_that_says_what_it_is_stays_the_serial_whatever_another_look_shows() -> None:
    entry = coded("7609761134")
    assert entry.settled is not None
    captioned = replace(entry, settled=replace(entry.settled, value=value("S/N 7609761134")))
    assert told(captioned, "7 609 761 134") == captioned.settled


def test_a_vin_that_only_the_votes_show_is_no_serial() -> None:
    assert is_vin("WVWZZZ1JZXW000012")
    assert not is_vin("A23ZZZ1JZXW000012")
    roles = roles_of("WVW ZZZ1JZXWG0O12")
    assert roles.serials
    seen = replace(value("WVWZZZ1JZXW000012"), cells=cells("WVWZZZ1JZXW000012"))
    assert settle(roles, (), SERIALS) is not None
    assert settle(roles, (), SERIALS, (seen, seen, seen, seen)) is None


@pytest.mark.parametrize("sign", ["-", "/"])
def test_a_stroke_at_the_end_is_what_is_left_of_a_character(sign: str) -> None:
    assert value(f"S/N K7712Z45{sign}").cut_right
    assert not value("S/N K7712Z45.").cut_right


def test_a_stroke_between_two_rows_hides_nothing() -> None:
    pieces = [piece("CM2759-", 0, 0), piece("K006218", 0, 48)]
    roles = assign_roles(find_values(pieces), SERIALS, SHAPES, ())
    assert roles.serials[0].value.text == "CM2759K006218"
    assert not roles.serials[0].value.goes_on
    formed = [piece("BP1234Z765-", 0, 0), piece("4321", 0, 48)]
    assert assign_roles(find_values(formed), SERIALS, SHAPES, ()).serials[0].value.text == "BP1234Z7654321"
    parted = [piece("CM27-", 0, 0), piece("59K0", 5 * PITCH, 0), piece("6218", 0, 48)]
    (whole, _) = find_values(parted)
    assert (whole.text, whole.goes_on, whole.cut_right) == ("CM2759K0", False, False)


def behind(text: str, pitches: float) -> str:
    """Return what is left of a look at 7238G that sees *text* so far behind."""
    row = value("7238G")
    x = row.cells[-1].place[0] + pitches * PITCH
    more = tuple(replace(cell, place=(x, row.cells[-1].place[1])) for cell in cells(text))
    return without_edge(row, replace(row, cells=(*row.cells, *more)), behind=True).text


@pytest.mark.parametrize(
    ("text", "pitches", "left"),
    [
        ("I", 2, "7238G"),
        ("?I", 3, "7238G"),
        ("I", 1, "7238GI"),
        ("K", 2, "7238GK"),
        ("17", 2, "7238G17"),
        ("KI", 2, "7238GKI"),
    ],
)
def test_a_lone_stroke_far_behind_the_first_of_two_rows_is_the_stickers_edge(
    text: str, pitches: float, left: str
) -> None:
    assert behind(text, pitches) == left


def test_a_lone_stroke_far_in_front_of_the_second_row_is_the_stickers_edge() -> None:
    row = value("7238G")
    edge = replace(
        row.cells[0], choices=(("1", 0.9),), place=(row.cells[0].place[0] - 2 * PITCH, row.cells[0].place[1])
    )
    again = replace(row, cells=(edge, *row.cells))
    assert without_edge(row, again, behind=False).text == "7238G"
    assert without_edge(row, replace(row, cells=(edge,)), behind=False).text == "1"


def test_groups_alone_make_no_number_unread_beside_a_part_number_that_says_so() -> None:
    entry = entry_of("PART NO. 82 00 479 750", "3B5D 1 MS9H2B6")
    assert entry.settled is not None
    assert (read(entry.settled.cells), entry.settled.unsure) == ("3B5D1MS9H2B6", True)
    assert not roles_of("PN-9333A-A", "3B5D 1 MS9H2B6").serials
    assert not roles_of("P/N 28185-DZ126H", "2 8185 DZI26H").serials


def test_a_stroke_read_as_a_letter_leaves_a_part_numbers_caption_one() -> None:
    roles = roles_of("PIN 28185-PU358C", "NO. GL BD 4H18O1J")
    assert roles.part is not None
    assert (roles.part.text, roles.serials[0].value.text, roles.codes) == ("28185PU358C", "GLBD4H18O1J", ())
    assert [code.text for code in roles_of("PIN 1234").codes] == ["1234"]


def test_beside_a_part_number_that_says_so_another_looks_guess_is_a_doubt() -> None:
    entry = entry_of("P/N 28185-PU358C", "NO. LBD4H18O1J")
    mistaken = Examined(roles=roles_of("NO. GL BD 4H18O1J"), again=(), settled=None)
    assert mistaken.roles.part is not None
    left = with_parts_of(entry, [mistaken])
    assert left.roles.part == entry.roles.part
    assert left.settled is not None
    assert left.settled.unsure
    twice = entry_of("P/N 28185-PU358C", "NO. LBD4H18O1J", "LBD4H18O1J")
    assert twice.settled is not None
    assert not twice.settled.unsure
    doubted = with_parts_of(twice, [mistaken]).settled
    assert doubted is not None
    assert doubted.unsure
    guessed = replace(entry, roles=replace(entry.roles, part=None))
    assert with_parts_of(guessed, [mistaken]).settled is None
    assert entry.roles.part is not None
    both = with_parts_of(guessed, [mistaken, entry])
    assert both.roles.part == entry.roles.part


def test_digits_and_a_v_in_a_second_row_are_no_voltage() -> None:
    pieces = [piece("S/N QRE2", 0, 0), piece("898VUQ5S", 4 * PITCH, 48)]
    roles = assign_roles(find_values(pieces), SERIALS, SHAPES, ())
    assert roles.serials[0].value.text == "QRE2898VUQ5S"


def test_a_german_caption_that_lost_its_end_is_one() -> None:
    roles = roles_of("GERATE-N VWZ2Z9T0582168", "1K0 035 642 V")
    assert (roles.serials[0].value.text, roles.serials[0].value.caption) == ("VWZ2Z9T0582168", "serial")


@pytest.mark.parametrize(
    ("rows", "payload"),
    [
        (("6512 6915711", "12 03 2004", "65126915711"), ""),
        (("6512 6915711", "12 03 2004", "65126915711"), "65126915711"),
        (("65 12 6915711", "7 607 761 134", "65126915711"), "65126915711"),
        (("P/N 7 607 761 134", "39100 SEA-G510"), "39100SEAG510"),
        (("P/N 7 607 761 134", "65 12 6 915 711"), "65126915711"),
        (("P/N 7 607 761 134", "6 915 711", "6 915 711"), ""),
    ],
)
def test_a_second_part_number_in_groups_is_no_serial_without_a_doubt(rows: tuple[str, ...], payload: str) -> None:
    settled = entry_of(*rows, payload=payload).settled
    assert settled is None or any(place.doubtful for place in judge(settled))


def test_a_bar_code_that_names_both_numbers_is_believed_in_groups_too() -> None:
    entry = entry_of("P/N 28185-DZ126H", "CM 4478M 6060564", payload="P28185DZ126H;SCM4478M6060564")
    assert entry.settled is not None
    assert not any(place.doubtful for place in judge(entry.settled))


@pytest.mark.parametrize("payload", ["", "AUZ3Z6Z0841197"])
def test_letters_of_a_known_serial_stand_against_its_groups(payload: str) -> None:
    entry = entry_of("P/N 28185-DZ126H", "AU Z3Z6Z 0841197", payload=payload)
    assert entry.settled is not None
    assert not entry.settled.unsure


def test_light_at_the_end_of_a_row_hides_a_character_whatever_stroke_is_left() -> None:
    first, second = piece("S/N CM2759-", 0, 0), piece("K446238", 4 * PITCH, 48)
    lit = replace(first, line=replace(first.line, blown=(0.1,) * 10 + (1.0,) * 2, margin_px=8))
    roles = assign_roles(find_values([lit, second]), SERIALS, SHAPES, ())
    assert roles.serials[0].value.text == "CM2759?K446238"


def test_a_lone_stroke_behind_a_space_may_be_a_group_of_its_own() -> None:
    row = value("7238G")
    x, y = row.cells[-1].place
    edge = replace(row.cells[0], choices=(("1", 0.9),), place=(x + 2 * PITCH, y), parted=True)
    assert without_edge(row, replace(row, cells=(*row.cells, edge)), behind=True).text == "7238G1"


def test_groups_that_another_look_takes_for_the_part_number_by_looks_leave_a_doubt() -> None:
    left = told(coded("CM4478M6060564"), "CM 4478M 6060564")
    assert left is not None
    assert left.unsure


def test_a_serial_of_a_usual_form_with_a_misread_digit_is_no_part_number() -> None:
    roles = roles_of("VWZ 5Z2 TO026924")
    assert roles.part is None
    assert roles.serials[0].value.text == "VWZ5Z2TO026924"


def test_eight_digits_behind_pin_may_be_a_code() -> None:
    assert [code.text for code in roles_of("PIN 1234 5678").codes] == ["12345678"]
