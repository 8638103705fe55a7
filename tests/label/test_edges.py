"""What labels seldom show: odd payloads, captions of several kinds, refusals, and the parts that aren't installed."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from PIL import Image

import headunit.label
from headunit.errors import CannotWriteError, ConfigurationError, InputError, ReadFailedError
from headunit.facts import load_catalogue
from headunit.facts.shapes import number_shapes
from headunit.label import barcodes, explain, models, photo
from headunit.label.advice import refusal
from headunit.label.align import aligned
from headunit.label.barcodes import Barcode, find_barcodes
from headunit.label.candidates import Roles, assign_roles
from headunit.label.captions import Caption
from headunit.label.crops import crop_png
from headunit.label.find_text import find_lines
from headunit.label.fit import best_fit, constrained
from headunit.label.lack import Lack
from headunit.label.light_read import light_reading
from headunit.label.line import Glyph, Line
from headunit.label.look_again import wider_strip
from headunit.label.oh_or_zero import eye_by_stroke
from headunit.label.once import Examined
from headunit.label.one import one_seen
from headunit.label.patterns import expand, part_patterns, serial_patterns
from headunit.label.payloads import readings_of
from headunit.label.photo import Photo, decode_photo, load_photo
from headunit.label.reading import CharacterReading, LabelField, LabelQuestion, LabelReading, Origin
from headunit.label.report import Findings, reading_of
from headunit.label.rows import find_values
from headunit.label.runs import parted, without_identifier
from headunit.label.settle import Settled, settle
from headunit.label.shot import Shot
from tests.label.made import cells, piece, read, value

if TYPE_CHECKING:
    from headunit.label.sheet import Piece

CATALOGUE = load_catalogue()
SHAPES = number_shapes(CATALOGUE)
PATTERNS = serial_patterns(SHAPES)
PARTS = part_patterns(SHAPES)


def roles_of(*pieces: Piece, payloads: tuple[str, ...] = ()) -> Roles:
    return assign_roles(find_values(pieces), PATTERNS, SHAPES, payloads)


def code(text: str, *, checked: bool = True, kind: str = "Code128") -> Barcode:
    return Barcode(format=kind, text=text, corners=((0.0, 0.0),) * 4, checked=checked)


def test_the_room_has_its_public_names_and_no_others() -> None:
    assert set(dir(headunit.label)) == set(headunit.label.__all__)
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        headunit.label.guess  # noqa: B018 - asked for on purpose


# Which number is which


def test_what_a_caption_says_is_a_vin_is_one() -> None:
    roles = roles_of(piece("VIN WVWZZZ1JZXW012345", 0, 0), piece("S/N K7712345", 0, 60))
    assert [one.value.text for one in roles.serials] == ["K7712345"]
    assert roles.vins == ("WVWZZZ1JZXW012345",)


def test_the_model_is_what_its_caption_says() -> None:
    roles = roles_of(piece("MODEL NO. AX500", 0, 0), piece("S/N K7712345", 0, 60))
    assert roles.model is not None
    assert roles.model.text == "AX500"


def test_what_light_hides_between_two_rows_stays_unknown() -> None:
    first, second = value("K7712"), value("345Z6", 0, 48)
    rows = assign_roles([replace(first, cut_right=True), second], PATTERNS, SHAPES, ())
    assert "K7712?345Z6" in [one.value.text for one in rows.serials]


def test_two_numbers_in_one_row_are_parted_where_one_is_a_known_part_number() -> None:
    run = replace(value("7642346318"), cells=(*cells("7642346318???K7712345"),))
    assert [one.text for one in parted(run, PARTS)] == ["7642346318", "K7712345"]
    assert parted(value("K7712345"), PARTS) == [value("K7712345")]


@pytest.mark.parametrize(("text", "left"), [("TH910", "H910"), ("T1234", "T1234"), ("XH910", "XH910"), ("K77", "K77")])
def test_the_identifier_of_a_precode_is_taken_off(text: str, left: str) -> None:
    assert without_identifier(value(text), PATTERNS).text == left


def test_a_caption_in_two_pieces_is_one() -> None:
    values = find_values([piece("SERIAL", 0, 0), piece("NOK712345", 120, 0)])
    assert [(one.caption, one.text) for one in values] == [(Caption.SERIAL, "K712345")]


def test_a_caption_without_a_value_is_no_value() -> None:
    assert find_values([piece("SERIAL NO.", 0, 0)]) == []
    assert find_values([piece("SERIAL NO.", 0, 0), piece("PART NO. 77", 0, 60)])[0].caption is Caption.PART_NUMBER
    assert [one.caption for one in find_values([piece("SERIAL NO.", 0, 0), piece("K71234", 200, -51, height=150)])] == [
        None
    ]


def test_room_behind_a_caption_may_hide_the_first_character() -> None:
    (near,) = find_values([piece("S/N: K712345", 0, 0)])
    (far,) = find_values([piece("S/N: xK712345", 0, 0, missing="x")])
    assert (near.cut_left, far.cut_left) == (False, True)


def test_what_stands_behind_another_caption_in_the_row_is_a_number_of_its_own() -> None:
    values = find_values([piece("K7712", 0, 0), piece("NO. 7", 90, -6, height=60), piece("345Z6", 180, 0)])
    assert sorted(one.text for one in values) == ["345Z6", "7", "K7712"]


# Forms


@pytest.mark.parametrize(("text", "kept"), [("O", "0"), ("7", "7"), ("K", "K")])
def test_a_form_leaves_only_what_it_allows(text: str, kept: str) -> None:
    (cell,) = cells(text)
    assert constrained(cell, frozenset("0123456789")).best == kept


def test_a_form_names_a_hidden_letter_that_it_fixes() -> None:
    (hidden,) = cells("?")
    assert constrained(hidden, frozenset("B")).best == "B"
    assert constrained(hidden, frozenset("BC")).best == ""


def test_a_rival_that_the_form_forbids_is_dropped() -> None:
    (cell,) = cells("1", at0=("I", 0.4))
    assert constrained(cell, frozenset("0123456789")).choices == (("1", 0.6),)
    (cell,) = cells("I", at0=("1", 0.2))
    assert constrained(cell, frozenset("0123456789")).best == "1"


def test_a_hidden_start_of_a_known_form_is_filled_with_unknowns() -> None:
    fit = best_fit(cells("00BE123456789"), PATTERNS, cut_left=True, cut_right=False)
    assert fit is not None
    assert read(fit.cells) == "?00BE123456789"


def test_a_pattern_that_is_not_understood_has_no_forms() -> None:
    assert expand("A(?=B)") == []


def test_a_bare_stroke_is_an_eye_and_a_broad_one_is_not() -> None:
    one = (("1", 0.99), ("I", 0.01))
    assert eye_by_stroke(one, (4.0, 0.95), 16.0)[0] == ("I", 0.9)
    assert eye_by_stroke(one, (9.0, 0.95), 16.0) == one
    assert eye_by_stroke(one, (4.0, 0.3), 16.0) == one
    assert eye_by_stroke(one, None, 16.0) == one


# Bar codes


@pytest.mark.parametrize(
    ("payload", "texts"),
    [
        ("P7612345678 Q5", ["P7612345678Q5"]),
        ("ABC", []),
        ("SN123456789012345678901234567890", []),
        ("SERVICE PHONE 0180", ["SERVICEPHONE0180", "ERVICEPHONE0180"]),
        ("VWZ1\u0662B1234567", []),
        ("VWZ1\x1bB1234567", []),
    ],
)
def test_odd_payloads_are_taken_whole_or_not_at_all(payload: str, texts: list[str]) -> None:
    assert [one.text for one in readings_of(payload, ())] == texts


def test_the_filling_zero_of_itf_is_no_part_of_the_serial() -> None:
    roles = roles_of(piece("S/N 7712345", 0, 0))
    settled = settle(roles, [code("07712345", kind="ITF", checked=False)], PATTERNS)
    assert settled is not None
    assert read(settled.cells) == "7712345"
    assert settled.barcode is not None


@pytest.mark.parametrize("serial", ["N02963A510", "02963A510"])
def test_an_n_behind_the_identifier_is_told_by_the_print(serial: str) -> None:
    payload = code("P7612345678;SN02963A510")
    settled = settle(roles_of(piece(f"S/N: {serial}", 0, 0)), [payload], PATTERNS)
    assert settled is not None
    assert read(settled.cells) == serial
    assert not settled.unsure
    alone = settle(
        roles_of(piece("P/N 7612345678", 0, 0)), [replace(payload, text="P7612345678;SN02963A510")], PATTERNS
    )
    assert alone is None or alone.unsure


def test_a_part_number_in_front_of_the_serial_is_told_by_the_print() -> None:
    roles = roles_of(piece("P/N 7612345679", 0, 0), piece("S/N K7712Z45", 0, 60))
    settled = settle(roles, [code("7612345678K7712Z45")], PATTERNS)
    assert settled is not None
    assert read(settled.cells) == "K7712Z45"


def test_a_bar_code_of_the_part_number_or_a_vin_is_not_the_serial() -> None:
    roles = roles_of(piece("P/N 7612345678", 0, 0))
    assert settle(roles, [code("7612345678")], PATTERNS) is None
    assert settle(roles, [code("WVWZZZ1JZXW012345")], PATTERNS) is None


def test_a_bar_code_that_nothing_speaks_for_is_asked_about_or_left() -> None:
    roles = roles_of(piece("P/N 7612345678", 0, 0))
    settled = settle(roles, [code("K77Z2345", checked=False)], PATTERNS)
    assert settled is not None
    assert settled.unsure
    assert settle(roles, [code("K77-Z2345")], PATTERNS) is None
    assert settle(roles_of(), [code("K77Z2345")], PATTERNS) is None


def test_a_bar_code_that_goes_on_behind_the_print_is_believed() -> None:
    settled = settle(roles_of(piece("S/N K7712Z", 0, 0)), [code("K7712Z345678")], PATTERNS)
    assert settled is not None
    assert read(settled.cells) == "K7712Z345678"


def test_a_bar_code_agrees_with_what_a_second_look_saw() -> None:
    again = replace(value("K7712Z45"), cells=cells("CM0K7712Z4567"))
    roles = roles_of(piece("S/N K7712Z45", 0, 0), piece("P/N 7612345678", 0, 60))
    settled = settle(roles, [code("0K7712Z4567", checked=False)], PATTERNS, [replace(again, cells=again.cells[2:])])
    assert settled is not None
    assert settled.barcode is not None


def test_a_bar_code_that_the_captioned_print_denies_is_not_believed() -> None:
    settled = settle(roles_of(piece("S/N K7712Z45", 0, 0)), [code("999888777")], PATTERNS)
    assert settled is not None
    assert settled.barcode is None


def test_small_print_of_the_same_number_shows_the_end_that_light_hides() -> None:
    roles = roles_of(piece("S/N K7712Z45", 0, 0), piece("K7712Z4567", 0, 400))
    top = roles.serials[0]
    cut = replace(roles, serials=(replace(top, value=replace(top.value, cut_right=True)), *roles.serials[1:]))
    settled = settle(cut, (), PATTERNS)
    assert settled is not None
    assert read(settled.cells) == "K7712Z4567"
    assert not settled.cut_right


def test_two_numbers_that_may_both_be_the_serial_are_asked_about() -> None:
    settled = settle(roles_of(piece("K77Z2345", 0, 0), piece("99QW8877", 0, 300)), (), PATTERNS)
    assert settled is not None
    assert settled.unsure


def test_a_number_printed_twice_stands_by_itself() -> None:
    settled = settle(roles_of(piece("K77Z2345", 0, 0), piece("SK77Z2345", 0, 300)), (), PATTERNS)
    assert settled is not None
    assert not settled.unsure
    assert settled.support == 2


def test_bar_codes_alone_are_read_without_print(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"BP538712345678": "BP538712345678", "K77Z2345": "K77Z2345", "8200072401": "", "": ""}
    for text, serial in found.items():
        monkeypatch.setattr(
            "headunit.label.light_read.find_barcodes", lambda _image, text=text: (code(text),) * bool(text)
        )
        reading = light_reading([Photo(name="a.jpg", image=Image.new("RGB", (200, 200)))], CATALOGUE)
        assert reading.serial.likely == serial
        assert (reading.refused is None) == bool(serial)


def test_bar_codes_without_their_library_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    with pytest.raises(ConfigurationError, match="extra"):
        find_barcodes(Image.new("L", (50, 50)))


def test_a_bar_code_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(barcodes, "_MOST_CHARACTERS", 3)
    with Image.open(Path(__file__).parent / "photos" / "vw-codes.jpg") as opened:
        assert find_barcodes(opened) == ()


# Pictures


def shot(pixels: np.ndarray, *pieces: Piece) -> Shot:
    return Shot(pixels=pixels.astype(np.uint8), pieces=pieces)


@pytest.mark.parametrize(
    ("pixels", "pieces", "words"),
    [
        (np.zeros((100, 100, 3)), (), "more light"),
        (np.full((100, 100, 3), 255), (), "no flash"),
        (np.full((100, 100, 3), 120), (piece("K", 0, 0, height=9),), "closer"),
        (np.full((100, 100, 3), 120), (), "hold still"),
        (np.tile([[[90] * 3, [200] * 3]], (100, 50, 1)), (piece("K", 0, 0),), "straight from above"),
    ],
)
def test_a_refusal_says_how_to_take_the_next_photo(pixels: np.ndarray, pieces: tuple[Piece, ...], words: str) -> None:
    one = shot(pixels, *pieces)
    assert words in refusal([one], Lack.FEW).advice
    assert "two or three photos" in refusal([one], Lack.FEW).advice
    assert "two or three photos" not in refusal([one, one], Lack.NOTHING).advice


def test_shots_of_other_things_are_not_laid_over_each_other() -> None:
    rng = np.random.default_rng(3)
    noise = [
        np.asarray(cv2.GaussianBlur(rng.integers(0, 255, (400, 600, 3)).astype(np.uint8), (0, 0), 2), np.uint8)
        for _ in range(2)
    ]
    blank = np.full((400, 600, 3), 90, np.uint8)
    assert len(aligned([*noise, blank], 0)) == 1


def test_specks_are_no_lines_and_a_line_that_leans_back_is_read_forward() -> None:
    def model(values: np.ndarray) -> np.ndarray:
        likely = np.zeros((1, 1, *values.shape[2:]), np.float32)
        likely[0, 0, 40:42, 40:41] = 1
        band = np.zeros(values.shape[2:], np.uint8)
        cv2.line(band, (200, 40), (60, 180), (1,), 14)
        likely[0, 0] = np.maximum(likely[0, 0], band)
        return likely

    (quad,) = find_lines(np.zeros((256, 256, 3), np.uint8), model, longest_px=256)
    assert np.linalg.norm(quad[1] - quad[0]) > np.linalg.norm(quad[3] - quad[0])


def test_a_place_that_is_not_known_has_no_crop() -> None:
    assert crop_png(Image.new("RGB", (50, 50)), (5.0, 5.0), 0.0) == b""


def test_a_strip_ends_before_what_stands_beside_it_and_runs_over_bits() -> None:
    run, bit, far = piece("K7712345", 0, 0), piece("6", 140, 0), piece("OTHER", 300, 0)
    alone = wider_strip(find_values([run])[0], [run])
    beside = wider_strip(find_values([run])[0], [run, bit, far])
    assert alone[1][0] > 128
    assert 156 < beside[1][0] < 300


def test_a_line_has_its_text() -> None:
    assert (
        Line(glyphs=(Glyph(choices=(("K", 0.9),), x_px=1.0), Glyph(choices=(("7", 0.8),), x_px=2.0)), width_px=3).text
        == "K7"
    )


def some_reading(**more: object) -> LabelReading:
    placed = [
        CharacterReading(
            value=shown, confidence=0.9, doubtful=shown is None, source=Origin.TEXT, place=(x, 20.0), height=high
        )
        for shown, x, high in (("K", 10.0, 12.0), (None, 20.0, 12.0), ("7", 0.0, 0.0))
    ]
    questions = tuple(
        LabelQuestion(index=index, text="?", options=(), crop=crop) for index, crop in ((1, b"png"), (2, b""))
    )
    return LabelReading(photos=("a.jpg",), serial=LabelField(characters=tuple(placed)), questions=questions, **more)  # type: ignore[arg-type]


def test_pictures_are_written_of_what_there_is(tmp_path: Path) -> None:
    drawn = explain(some_reading(picture=Image.new("RGB", (80, 60)), barcodes=(code("X"),)), tmp_path / "one")
    assert [path.name for path in drawn] == ["a-read.png", "a-character-2.png"]
    assert [path.name for path in explain(some_reading(), tmp_path / "two")] == ["a-character-2.png"]
    empty = LabelReading(photos=("a.jpg",), picture=Image.new("RGB", (80, 60)))
    assert len(explain(empty, tmp_path / "three")) == 1


def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWriteError, match="can't be written"):
        explain(some_reading(), tmp_path / "file")


# Reports


def findings(text: str, **more: object) -> Findings:
    settled = Settled(cells=cells(text), raw=cells(text), value=None, **more)  # type: ignore[arg-type]
    return Findings(settled=settled, roles=None, barcodes=(), code=None, shots=1)


def test_hidden_ends_and_places_are_asked_for() -> None:
    reading = reading_of(findings("K77?Z345", cut_left=True, cut_right=True), ("a.jpg",), None)
    asked = {question.index: question.text for question in reading.questions}
    assert "before the first" in asked[0]
    assert "behind the last" in asked[9]
    assert "can't be read" in asked[4]


def test_too_little_is_no_serial() -> None:
    assert reading_of(findings("K??????7"), ("a.jpg",), None).serial.characters == ()


def test_a_doubt_without_rivals_is_a_plain_question() -> None:
    weak = tuple(replace(cell, choices=(("K", 0.4),)) if cell.best == "K" else cell for cell in cells("77Z345K2"))
    settled = Settled(cells=weak, raw=weak, value=None)
    reading = reading_of(Findings(settled=settled, roles=None, barcodes=(), code=None, shots=1), ("a.jpg",), None)
    assert [question.text for question in reading.questions] == ["Is character 7 of the serial K?"]


# Several looks


def test_a_shot_of_nothing_is_not_laid_over_the_label() -> None:
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "grey").save(file, "PNG")
    label = Path(__file__).parent / "photos" / "precode.jpg"
    assert headunit.label.read_label([label, file.getvalue()], CATALOGUE).serial.likely == "H910"


def test_a_second_look_counts_where_it_shows_more(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Examined(roles=roles_of(), again=(), settled=None)
    roles = roles_of(piece("S/N K77Z2345", 0, 0))
    more = Examined(roles=roles, again=(), settled=settle(roles, (), PATTERNS))
    seen = iter([nothing, more, nothing])
    pixels = np.zeros((200, 200, 3), np.uint8)
    monkeypatch.setattr("headunit.label.one.examine", lambda *_: next(seen))
    monkeypatch.setattr("headunit.label.one.other_looks", lambda _: [(pixels, ())] * 2)
    assert one_seen(shot(pixels), CATALOGUE).findings.settled == more.settled


def test_photos_are_taken_as_files_bytes_or_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(__file__).parent / "photos" / "vw-codes.jpg"
    monkeypatch.setattr("headunit.label.read.models_there", lambda: False)
    given: list[Path | bytes | Photo] = [path, path.read_bytes(), load_photo(path)]
    reading = headunit.label.read_label(given, CATALOGUE)
    assert len(reading.photos) == 3
    assert reading.barcodes


# What isn't installed, and files that aren't photos


def test_models_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "models_there", lambda: False)
    with pytest.raises(ConfigurationError, match="extra"):
        models.load_model.__wrapped__("find")


def test_photos_without_their_library_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(ConfigurationError, match="extra 'label'"):
        decode_photo(b"\x00\x00\x00\x18ftypheic" + bytes(300))


def test_a_file_with_far_too_many_pixels_or_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (400, 300)).save(path)
    monkeypatch.setattr(photo, "MOST_PIXELS", 1000)
    with pytest.raises(InputError, match="pixels"):
        load_photo(path)
    monkeypatch.setattr(photo, "MOST_BYTES", 10)
    with pytest.raises(InputError, match="MB"):
        load_photo(path)


def test_a_large_picture_is_halved_until_it_is_small_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    Image.new("RGB", (800, 600)).save(file, "PNG")
    monkeypatch.setattr(photo, "KEPT_PIXELS", 130_000)
    assert decode_photo(file.getvalue()).image.size == (400, 300)


def test_a_file_that_can_not_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReadFailedError):
        load_photo(tmp_path / "file" / "a.jpg")


def test_a_note_that_can_not_be_read_turns_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_picture: object) -> None:
        raise ValueError

    monkeypatch.setattr("PIL.ImageOps.exif_transpose", broken)
    file = io.BytesIO()
    Image.new("RGB", (400, 300)).save(file, "PNG")
    assert decode_photo(file.getvalue()).image.size == (400, 300)
