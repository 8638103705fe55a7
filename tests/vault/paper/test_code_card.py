"""A card has the size of a credit card, tells what it should, and gives no code away unless asked."""

from __future__ import annotations

import ctypes
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from headunit.numbers import RadioCode
from headunit.vault.paper.code_card import CardContent, Paper, code_cards

POINTS_PER_MM = 72 / 25.4


def content(**changed: Any) -> CardContent:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "reference": "7K3M-Q9XD",
        "name": "Fiesta, blue",
        "unit": "Ford radios with an M or V serial",
        "serial": "M123456",
        "part_number": "6S61-18K876-AA",
        "digits": 4,
        "code": None,
        "printed": date(2026, 11, 22),
    }
    return CardContent(**{**fields, **changed})


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def sizes_mm(pdf: bytes) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [tuple(round(side / POINTS_PER_MM, 1) for side in page.get_size()) for page in document]


def qr_codes(pdf: bytes, dots_per_inch: int = 200) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=dots_per_inch / 72).to_pil().convert("L")
    return sorted(found.text for found in zxingcpp.read_barcodes(image))


def lines(pdf: bytes) -> list[str]:
    return [line.strip() for line in texts(pdf)[0].splitlines()]


def test_a_card_has_the_size_of_a_credit_card() -> None:
    assert sizes_mm(code_cards([content(), content()], Paper.CARD)) == [(85.6, 54.0), (85.6, 54.0)]


def test_a_card_tells_which_radio_it_is_for() -> None:
    shown = texts(code_cards([content()], Paper.CARD))[0]

    for text in ("7K3M-Q9XD", "Fiesta, blue", "Ford radios with an M or V serial", "M123456", "6S61-18K876-AA"):
        assert text in shown
    assert "2026-11-22" in shown


def test_the_code_is_not_on_a_card_unless_it_is_given() -> None:
    hidden = code_cards([content()], Paper.CARD)
    shown = code_cards([content(code=RadioCode("8053"))], Paper.CARD)

    assert "8053" not in "".join(texts(hidden)[0].split())
    assert "8053" in "".join(texts(shown)[0].split())
    assert b"8053" not in shown, "the code is no title, and stands in no name"


@pytest.mark.parametrize("code", [None, RadioCode("2487")])
def test_the_qr_code_is_the_reference_alone(code: RadioCode | None) -> None:
    assert qr_codes(code_cards([content(code=code)], Paper.CARD)) == ["HEADUNIT:7K3M-Q9XD"]


def test_ten_cards_go_on_a_sheet_of_a4_and_the_eleventh_on_the_next() -> None:
    cards = [content(reference=f"0000-{number:04}", name=f"radio {number}") for number in range(11)]
    sheets = code_cards(cards, Paper.A4)

    assert sizes_mm(sheets) == [(210.0, 297.0), (210.0, 297.0)]
    assert qr_codes(sheets, 250) == [f"HEADUNIT:0000-{number:04}" for number in range(10)]
    assert [page.count("VAULT REFERENCE") + page.count("vault reference") for page in texts(sheets)] == [10, 1]
    assert ["Print at 100 %" in page for page in texts(sheets)] == [False, True]


def test_a_sheet_says_how_it_is_printed_and_cut() -> None:
    shown = texts(code_cards([content()], Paper.A4))[0]

    assert "Print at 100 %, without fitting to the page, and cut along the marks." in shown
    assert "85.6 × 54 mm" in shown


def test_long_texts_are_shortened_and_other_alphabets_are_printed() -> None:
    pdf = code_cards([content(name="Škoda Ωμέγα Лада " + "very " * 40 + "long", unit="x" * 300)], Paper.CARD)

    assert any(line.startswith("Škoda Ωμέγα Лада very") and line.endswith("…") for line in lines(pdf))


def test_a_character_that_no_font_has_becomes_a_question_mark() -> None:
    assert "?? Fiesta" in texts(code_cards([content(name="日本 Fiesta")], Paper.CARD))[0]


def test_what_is_not_known_is_left_out() -> None:
    shown = texts(code_cards([content(serial="", part_number="", unit="")], Paper.CARD))[0]

    assert "PART NUMBER" not in shown
    assert "–" in shown


@pytest.mark.parametrize(("digits", "shown"), [(3, True), (6, True), (8, False)])
def test_the_last_warning_stands_where_the_boxes_leave_room(digits: int, shown: bool) -> None:  # noqa: FBT001 - a column
    assert ("keep away from the car" in texts(code_cards([content(digits=digits)], Paper.CARD))[0]) is shown


def test_the_same_content_gives_the_same_bytes() -> None:
    assert code_cards([content()], Paper.A4) == code_cards([content()], Paper.A4)


def test_the_pdf_says_what_it_is() -> None:
    with pypdfium2.PdfDocument(code_cards([content()], Paper.CARD)) as document:
        assert document.get_metadata_value("Title") == "Code card 7K3M-Q9XD"
        assert document.get_metadata_value("Producer") == "Headunit"
    with pypdfium2.PdfDocument(code_cards([content(), content()], Paper.A4)) as document:
        assert document.get_metadata_value("Title") == "2 code cards"


def test_nothing_on_a_card_is_smaller_than_six_points() -> None:
    """Of what is on a card, only captions are that small."""
    sizes = []
    with pypdfium2.PdfDocument(code_cards([content()], Paper.CARD)) as document:
        for thing in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            size = ctypes.c_float()
            pypdfium2.raw.FPDFTextObj_GetFontSize(thing, size)
            sizes.append(size.value)
    assert min(sizes) >= 6
    assert sum(size < 7 for size in sizes) == 3
