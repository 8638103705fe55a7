"""What stands in front of the serial in a bar code: an identifier, a filling 0, or its own first character."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from headunit.facts import load_catalogue
from headunit.facts.shapes import number_shapes
from headunit.label.barcodes import Barcode, find_barcodes
from headunit.label.candidates import Roles, assign_roles
from headunit.label.coded import part_by_codes
from headunit.label.doubt import judge
from headunit.label.front import lead_by_print
from headunit.label.patterns import serial_patterns
from headunit.label.report import Findings, reading_of
from headunit.label.rows import find_values
from headunit.label.settle import settle
from tests.label.made import cells, piece, value

SHAPES = number_shapes(load_catalogue())
PATTERNS = serial_patterns(SHAPES)


def roles_of(*rows: str, payload: str) -> Roles:
    """Return what the rows of a label are, the top row first."""
    pieces = [piece(row, 0, 60.0 * number) for number, row in enumerate(rows)]
    return assign_roles(find_values(pieces), PATTERNS, SHAPES, (payload,))


def code(text: str, *, kind: str = "Code128") -> Barcode:
    return Barcode(format=kind, text=text, corners=((0.0, 0.0),), checked=kind == "Code128")


def read(payload: str, *rows: str, kind: str = "Code128") -> tuple[str, list[int]]:
    """Return the serial with ``?`` for what may stand in front, and which places are asked for."""
    settled = settle(roles_of(*rows, payload=payload), [code(payload, kind=kind)], PATTERNS)
    assert settled is not None
    reading = reading_of(Findings(settled=settled, roles=None, barcodes=(), code=None, shots=1), ("a.jpg",), None)
    return reading.serial.likely, [question.index for question in reading.questions]


def test_a_poorly_read_serial_tells_the_identifier_from_its_own_first_character() -> None:
    assert read("SO6ODU6G1", "PART NO. 82 00 029 216", "S/N OLODULG1", "SO6ODU6G1") == ("O6ODU6G1", [])


@pytest.mark.parametrize("mark", ["S", "1S", "25S", "SN"])
def test_the_captioned_print_tells_whether_an_identifier_is_the_serials_own(mark: str) -> None:
    payload = f"{mark}K7712Z4567"
    assert read(payload, "S/N K7712Z4567", payload) == ("K7712Z4567", [])
    assert read(payload, f"S/N {payload}", payload) == (payload, [])


def test_an_identifier_that_only_the_print_of_the_code_shows_is_asked_about() -> None:
    assert read("SK7712Z4567", "PART NO. 82 00 029 216", "SK7712Z4567") == ("?K7712Z4567", [0])
    assert read("SK7712Z4567", "PART NO. 82 00 029 216") == ("?K7712Z4567", [0])


def test_print_beside_the_print_of_the_code_tells_the_front() -> None:
    assert read("SK7712Z4567", "K7712Z4567", "SK7712Z4567") == ("K7712Z4567", [])
    assert read("SK7712Z4567", "SK7712Z4567", "Made in Portugal", "SK7712Z4567") == ("SK7712Z4567", [])


def test_a_known_form_tells_the_front() -> None:
    assert read("SBP538712345678", "PART NO. 82 00 029 216") == ("BP538712345678", [])


def test_what_no_identifier_explains_in_front_of_the_captioned_print_is_asked_about() -> None:
    assert read("QXK7712Z4567", "S/N K7712Z4567", "QXK7712Z4567") == ("?K7712Z4567", [0])


def test_the_filling_zero_is_asked_about_where_only_the_print_of_the_code_shows_it() -> None:
    rows = ("PART NO. 82 00 029 216", "0771234512345")
    assert read("0771234512345", *rows, kind="ITF") == ("?771234512345", [0])
    assert read("0771234512345", "S/N 771234512345", *rows, kind="ITF") == ("771234512345", [])
    assert read("0771234512345", "S/N 0771234512345", *rows, kind="ITF") == ("0771234512345", [])


def test_an_s_beside_a_field_without_identifier_may_be_the_serials_own() -> None:
    rows = ("PART NO. 82 00 029 216",)
    assert read("8200029216;SK7712Z45", *rows) == ("?K7712Z45", [0])
    assert read("P8200029216;SK7712Z45", *rows) == ("K7712Z45", [])
    assert read("P8200029216;SK7712Z45", *rows, "S/N SK7712Z45") == ("SK7712Z45", [])


def test_the_print_of_a_code_that_was_not_read_has_its_identifier_taken_off() -> None:
    roles = roles_of("SK7712Z4567", "Made in Portugal", "K7712Z4567", payload="SK7712Z4567")
    assert roles.serials[0].value.text == "SK7712Z4567"
    settled = settle(roles, (), PATTERNS)
    assert settled is not None
    assert "".join(one.value for one in judge(settled)) == "K7712Z4567"


@pytest.mark.parametrize("mark", ["P", "1P", "30P"])
def test_the_part_number_behind_its_identifier_is_not_the_serial(mark: str) -> None:
    roles = roles_of("PART NO. 82 00 029 216", f"{mark}8200029216", payload=f"{mark}8200029216")
    assert "8200029216" not in " ".join(one.value.text for one in roles.serials)


@pytest.mark.parametrize(
    ("kind", "checked"), [("Code128", True), ("DataMatrix", True), ("QRCode", True), ("ITF", False)]
)
def test_codes_with_check_sums_are_told_from_those_without(kind: str, *, checked: bool) -> None:
    drawn = zxingcpp.create_barcode("0771234512", getattr(zxingcpp.BarcodeFormat, kind)).to_image(scale=3)
    sheet = Image.new("L", (600, 600), 255)
    sheet.paste(Image.fromarray(np.array(drawn)), (50, 50))
    (found,) = find_barcodes(sheet)
    assert (found.format, found.text, found.checked) == (kind, "0771234512", checked)


@pytest.mark.parametrize("payload", ["28185FF345O", "P28185FF345O", "30P28185FF345O;SK77", "28185FF345OCM1507Z678213"])
def test_a_bar_code_that_holds_the_part_number_corrects_its_print(payload: str) -> None:
    part = value("28185FF3450")
    assert part_by_codes(part, [code(payload)]).text == "28185FF345O"
    assert part_by_codes(part, [code(payload, kind="ITF"), code("K7712Z4567"), code("28185F")]) == part


def test_a_code_with_check_sums_is_believed_where_the_print_only_lost_characters() -> None:
    assert read("DW22Q8361853", "S/N DW22Q853") == ("DW22Q8361853", [])
    assert read("DW22Q8361853", "S/N DX22Q853")[0] == "DX22Q853"
    assert read("DW22Q8361853", "S/N DW22Q853", kind="Code39")[0] == "DW22Q853"


def test_a_code_with_the_form_of_a_part_number_is_no_serial_however_the_print_was_read() -> None:
    def settled(payload: str) -> bool:
        roles = roles_of("PART NO REL8GQX7K464", payload=payload)
        return settle(roles, [code(payload, kind="Code128")], PATTERNS) is not None

    assert settled("8471090464Z")
    assert not settled("8200090464")


def test_an_identifier_in_the_codes_own_print_fills_nothing_that_light_cuts() -> None:
    cut = replace(value("S/N K7712Z4567"), cut_left=True)
    roles = replace(roles_of("S/N K7712Z4567", "SK7712Z4567", payload=""), part=None)
    top = replace(roles.serials[0], value=replace(roles.serials[0].value, cut_left=True))
    settled = settle(replace(roles, serials=(top,)), (), PATTERNS)
    assert settled is not None
    assert ("".join(cell.best for cell in settled.cells), settled.cut_left) == (cut.text, True)


@pytest.mark.parametrize(("payload", "printed"), [("00012345", "0012345"), ("00123459", "0123459")])
def test_of_several_zeros_in_front_the_filling_ones_come_first(payload: str, printed: str) -> None:
    assert read(payload, f"S/N {printed}", kind="ITF") == (printed, [])


@pytest.mark.parametrize("printed", ["001234567", "001234578"])
def test_a_character_that_the_print_lost_makes_no_filling_zero(printed: str) -> None:
    assert read("0012345678", f"S/N {printed}", kind="ITF")[0] == "0012345678"


def test_no_rounding_decides_which_of_several_zeros_is_the_filling_one() -> None:
    doubts = {"at1": ("Q", 0.03284658818830781), "at3": ("O", 0.050241092204210566), "at4": ("O", 0.1969969517132217)}
    seen = replace(value("S/N 0022181"), cells=cells("0022181", **doubts, at6=("D", 0.09660052991619777)))
    roles = replace(roles_of("S/N 0022181", payload=""), others=(seen,), serials=())
    assert lead_by_print(cells("00022181"), roles, ()) == 1
