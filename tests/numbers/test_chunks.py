"""Pieces of a text, and the captions in front of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.numbers import NumberKind
from headunit.numbers.chunks import _ALONE, Chunk, _caption, chunks

CAPTIONS = {
    NumberKind.SERIAL: [
        *(
            "S/N 12",
            "S/N:12",
            "S/N.12",
            "s/n = 12",
            "SN 12",
            "S.N. 12",
            "S-N 12",
            "S /N 12",
            "S/NO. 12",
            "S/Nº 12",
            "S/NR 12",
        ),
        *(
            "SNR 12",
            "SNR. 12",
            "Ser.No. 12",
            "SER.NO.12",
            "SER NR 12",
            "Serial 12",
            "Serial No. 12",
            "SERIAL NUMBER: 12",
        ),
        *(
            "Serien-Nr.: 12",
            "Seriennummer 12",
            "Seriennr. 12",
            "serie 12",
            "série 12",
            "N° série : 12",
            "N° SERIE 12",
            "Serial #12",
        ),
    ],
    NumberKind.PART_NUMBER: [
        *(
            "P/N 12",
            "P.N. 12",
            "P / N: 12",
            "P/NO 12",
            "PART NO. 12",
            "Part number: 12",
            "PART 12",
            "Teile-Nr. 12",
            "TEILENR 12",
        ),
        *("Type 12", "TYP: 12", "TYPE NO. 12", "Typ 12", "Ref. 12", "REF 12"),
    ],
    NumberKind.VIN: [
        *(
            "VIN 12",
            "VIN: 12",
            "V.I.N. 12",
            "VIN no 12",
            "VIN-code 12",
            "vin number 12",
            "FIN 12",
            "Fahrgestell-Nr. 12",
        ),
        *("Fahrgestellnummer: 12", "Fahrgestell 12", "Chassis 12", "Chassis no. 12"),
    ],
    NumberKind.SECURITY_CODE: [
        *("Safety-Nr. 12", "Safety Nr: 12", "SafetyNo. 12", "security code 12", "radio code 12", "radio code is 12"),
        *("code: 12", "code 12", "Code no 12", "PIN 12", "keycode=12"),
        *("Code-Nr. 12", "CODE NR: 12", "Radiocode: 12", "Radio-Code 12", "Radio-Code-Nr. 12", "Code radio 12"),
        *("Sicherheitscode 12", "Sicherheits-Code: 12", "code is 12", "Key code 12", "Code autoradio: 12"),
        *("CODICE 12", "Codice radio: 12", "Codice di sicurezza 12", "Código: 12", "Codigo de seguridad 12"),
    ],
    NumberKind.PRECODE: ["precode 12", "pre-code: 12", "PRE CODE 12", "précode 12", "pré-code : 12"],
    NumberKind.MODEL_NUMBER: ["Model 12", "Modell: 12", "model no. 12"],
    NumberKind.FIRMWARE_VERSION: [
        *(
            "S/W 12",
            "SW 12",
            "SW version 12",
            "S/W VERSION: 12",
            "Software 12",
            "firmware: 12",
            "Ver. 12",
            "version 12",
        ),
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in CAPTIONS.items() for text in texts])
def test_a_caption_tells_what_follows(kind: NumberKind, text: str) -> None:
    last = chunks(text)[-1]
    assert (last.text, last.caption, last.first) == ("12", kind, True)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in CAPTIONS.items() for text in texts])
def test_a_caption_also_tells_what_the_next_line_is(kind: NumberKind, text: str) -> None:
    caption = text.removesuffix("12").rstrip()
    if caption.endswith("#"):  # a sign that stands only right before a number
        return
    last = chunks(f"{caption}\n12 34")
    assert [(piece.text, piece.line, piece.caption) for piece in last[-2:]] == [("12", 1, kind), ("34", 1, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "SNAKE 12",
        "MYSERIAL 12",
        "PINK 12",
        "SERVICE 12",
        "decode 12",
        "1VIN 12",
        "SERIAL AB 12",
        "code is lost 12",
        "PN 12",
        "x12",
    ],
)
def test_a_word_that_only_looks_like_a_caption_is_none(text: str) -> None:
    assert chunks(text)[-1].caption is None


def seen(text: str) -> list[tuple[str, str, int, str, bool]]:
    return [(piece.given, piece.text, piece.line, piece.caption or "", piece.first) for piece in chunks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n ,;", []),
        ("S/N", []),
        ("bp-2346", [("BP-2346", "BP2346", 0, "", True)]),
        ("A1 B2", [("A1", "A1", 0, "", True), ("B2", "B2", 0, "", False)]),
        ("A1\nB2", [("A1", "A1", 0, "", True), ("B2", "B2", 1, "", True)]),
        ("A1\r\nB2", [("A1", "A1", 0, "", True), ("B2", "B2", 1, "", True)]),
        ("S/N A1 B2", [("A1", "A1", 0, "serial", True), ("B2", "B2", 0, "serial", False)]),
        ("X S/N A1", [("X", "X", 0, "", True), ("A1", "A1", 0, "serial", True)]),
        ("S/N A1\nB2", [("A1", "A1", 0, "serial", True), ("B2", "B2", 1, "", True)]),
        ("S/N\nA1\nB2", [("A1", "A1", 1, "serial", True), ("B2", "B2", 2, "", True)]),
        ("S/N\n\nA1", [("A1", "A1", 2, "", True)]),
        ("S/N 1 P/N 2", [("1", "1", 0, "serial", True), ("2", "2", 0, "part-number", True)]),
        ("S/N: 1, P/N: 2", [("1", "1", 0, "serial", True), ("2", "2", 0, "part-number", True)]),
        (
            "(A1)[B2]{C3}<D4>",
            [(f"{letter}{place}", f"{letter}{place}", 0, "", place == 1) for place, letter in enumerate("ABCD", 1)],
        ),
        (
            "A1|B2=C3#D4 E5",
            [(f"{letter}{place}", f"{letter}{place}", 0, "", place == 1) for place, letter in enumerate("ABCDE", 1)],
        ),
        ("\"A1\" 'B2'?", [("A1", "A1", 0, "", True), ("B2", "B2", 0, "", False)]),
        ("A1;B2:C3", [("A1", "A1", 0, "", True), ("B2", "B2", 0, "", False), ("C3", "C3", 0, "", False)]),
        ("-", [("-", "", 0, "", True)]),
    ],
)
def test_a_text_is_cut_into_pieces(text: str, expected: list[tuple[str, str, int, str, bool]]) -> None:
    assert seen(text) == expected


def test_foreign_letters_are_noted() -> None:
    assert chunks("М123 M123") == [
        Chunk(given="М123", text="M123", line=0, caption=None, first=True, foreign=True, illegible=""),
        Chunk(given="M123", text="M123", line=0, caption=None, first=False, foreign=False, illegible=""),
    ]


@given(st.from_regex(_ALONE, fullmatch=True))
def test_a_serial_alone_holds_no_caption(serial: str) -> None:
    line = serial.upper()
    assert not any(_caption().match(line, position) for position in range(len(line)))
    assert [(chunk.text, chunk.caption, chunk.first) for chunk in chunks(serial)] == [(line, None, True)]
