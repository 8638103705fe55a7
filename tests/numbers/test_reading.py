"""What each number in a text is, with a handful of shapes of our own, so that the catalogue does not matter."""

from __future__ import annotations

import pytest

from headunit.errors import InputError
from headunit.numbers import NumberKind, NumberShape, Reading, read_numbers

K = NumberKind
S, V, P, U = K.SERIAL, K.VIN, K.PART_NUMBER, K.UNKNOWN


def shape(
    kind: NumberKind, pattern: str, *families: str, unsolved: tuple[str, ...] = (), where: str = "", words: str = ""
) -> NumberShape:
    return NumberShape(kind=kind, pattern=pattern, families=families, unsolved=unsolved, where=where, words=words)


SHAPES = (
    shape(S, "BP[0-9]{4}[0-9A-Z][0-9]{7}", "blau", where="label", words="a Blaupunkt serial"),
    shape(S, "BP2346[0-9A-Z][0-9]{7}", "blau-mm", words="a serial of MM"),
    shape(S, "M[0-9]{6}", "ford", "fiat"),
    shape(S, "V[0-9]{6}", "ford", words="a V serial"),
    shape(S, "[0-9]{8}", "honda", "becker"),
    shape(S, "TM9[0-9A-Z]{0,14}[0-9]{4}", "tm9"),
    shape(S, "ZZ[0-9]{5}", unsolved=("zz",)),
    shape(K.PRECODE, "[A-Z][0-9]{3}", "renault"),
    shape(P, "28115[0-9A-Z]{4}RT?", "renault"),
    shape(P, "7642346318", "blau-mm"),
    shape(P, "PX[0-9]{6}", "eight"),
    shape(P, "PY[0-9]{5}", "seven"),
    shape(K.FIRMWARE_VERSION, "50700012", "ford"),
    shape(K.FIRMWARE_VERSION, "D407|D500", "connect"),
    shape(K.MODEL_NUMBER, "BE[0-9]{4}", "becker"),
    shape(K.CARD_NUMBER, "A[0-9]{7}", "card"),
    shape(K.DIGITS, "[0-9]{4}", "a", "b"),
)
MM = "BP234671234567"
FORD_VIN = "WF0AXXGCDA5A12345"
NO_MAKER = "XXXAXXGCDA5A12345"


def only(text: str) -> Reading:
    (reading,) = read_numbers(text, SHAPES)
    return reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a number in its many spellings
        ("M123456", [(S, "M123456")]),
        ("m123456", [(S, "M123456")]),
        ("m-123-456", [(S, "M123456")]),
        ("M.123.456", [(S, "M123456")]),
        ("M 123 456", [(S, "M123456")]),
        ("M 1 2 3 4 5 6", [(S, "M123456")]),
        ("M 1 2 3 4 5 6 7", [(S, "M123456")]),
        ("BP 2 3 4 6 7 1 234567", [(S, MM)]),  # eight pieces
        ("B P 2 3 4 6 7 1 234567", [(U, "234567")]),  # nine
        ("bp 2346-7 / 1234567", [(S, MM)]),
        ("M\n123456", [(S, "M123456")]),
        ("BP2346\n71234567", [(S, MM)]),
        ("Ｍ１２３４５６", [(S, "M123456")]),
        # captions
        ("S/N M123456", [(S, "M123456")]),
        ("SER.NO.12345678", [(S, "12345678")]),
        ("Serial No. 1234 5678", [(S, "12345678")]),
        ("1234 5678", []),
        ("S/N BP23 4671 2345 67", [(S, MM)]),
        ("S/N 1234 V123456", [(K.DIGITS, "1234"), (S, "V123456")]),
        ("S/N V123456 1234", [(S, "V123456"), (U, "1234")]),
        ("S/N\nM\n123456", [(S, "M123456")]),
        ("P/N 28115 9243 RT", [(P, "281159243RT")]),
        ("28115 9243 RT", [(P, "281159243RT")]),
        ("28115-9243R", [(P, "281159243R")]),
        (f"VIN {FORD_VIN}", [(V, FORD_VIN)]),
        ("Safety-Nr. 1234", [(K.SECURITY_CODE, "1234")]),
        ("Safety-Nr. 123", [(K.SECURITY_CODE, "123")]),
        ("Safety-Nr. 12345", [(K.SECURITY_CODE, "12345")]),
        ("Safety-Nr. 12", []),
        ("Safety-Nr. 123456", [(U, "123456")]),
        ("Safety-Nr. 347934", [(U, "347934")]),
        ("Safety-Nr. 3479345", [(U, "3479345")]),
        ("Safety-Nr.\n1234", [(K.SECURITY_CODE, "1234")]),
        ("Code: 12 34", [(K.SECURITY_CODE, "1234")]),
        ("Code: 12A4", [(U, "12A4")]),
        ("Code: x 1234", [(U, "1234")]),
        ("Code: M123456", [(S, "M123456")]),
        ("my code is lost 1234", []),
        ("S/N 1234", [(K.DIGITS, "1234")]),
        ("1234", [(K.DIGITS, "1234")]),
        ("precode T482", [(K.PRECODE, "T482")]),
        ("T 482", []),
        ("precode: T 482", [(K.PRECODE, "T482")]),
        # what stands side by side
        (f"{MM} {FORD_VIN}", [(S, MM), (V, FORD_VIN)]),
        ("BE2210 S/N 12345678", [(K.MODEL_NUMBER, "BE2210"), (S, "12345678")]),
        ("12V S/N M 123456", [(S, "M123456")]),
        ("S/N: M 123 P/N: 456", [(K.PRECODE, "M123"), (U, "456")]),
        ("BE2210 12345678", [(K.MODEL_NUMBER, "BE2210"), (S, "12345678")]),
        ("S/N: M123456 50700012", [(S, "M123456"), (K.FIRMWARE_VERSION, "50700012")]),
        ("S/N M123456 P/N 7642346318", [(S, "M123456"), (P, "7642346318")]),
        ("M123456\nV123456", [(S, "M123456"), (S, "V123456")]),
        ("M123 456 V123456", [(S, "M123456"), (S, "V123456")]),
        ("28115 9243RT T482", [(P, "281159243RT"), (K.PRECODE, "T482")]),
        # data identifiers
        ("SM123456", [(S, "M123456")]),
        ("SNM123456", [(S, "M123456")]),
        ("21SV123456", [(S, "V123456")]),
        ("25SV123456", [(S, "V123456")]),
        ("1P281159243RT", [(P, "281159243RT")]),
        ("P281159243RT", [(P, "281159243RT")]),
        ("30P7642346318", [(P, "7642346318")]),
        (f"815{MM}", [(S, MM)]),
        ("TT482", [(K.PRECODE, "T482")]),
        ("1PM123456", [(U, "1PM123456")]),
        ("21S50700012", [(U, "21S50700012")]),
        ("S M123456", [(S, "M123456")]),
        # part number and precode in one bar code
        ("281159243RTT482", [(K.PRECODE, "T482")]),
        ("281159243RT482", [(K.PRECODE, "T482")]),
        ("281159243RTM123456", [(S, "M123456")]),
        ("PX123456T482", [(K.PRECODE, "T482")]),
        ("PY12345T482", [(U, "PY12345T482")]),  # part numbers of seven characters are too short to cut off
        ("7642346318T482", [(K.PRECODE, "T482")]),
        ("7642346318A1234567", [(K.CARD_NUMBER, "A1234567")]),
        ("76423463181234", [(U, "76423463181234")]),
        ("7642346319T482", [(U, "7642346319T482")]),
        # versions are no serials, whatever the caption says
        ("50700012", [(K.FIRMWARE_VERSION, "50700012")]),
        ("S/N 50700012", [(K.FIRMWARE_VERSION, "50700012")]),
        ("D407", [(K.FIRMWARE_VERSION, "D407")]),
        ("precode D407", [(K.PRECODE, "D407")]),
        # VINs
        (FORD_VIN, [(V, FORD_VIN)]),
        ("wf0axxgcda 5a12345", [(V, FORD_VIN)]),
        (NO_MAKER, [(V, NO_MAKER)]),
        ("XXXAXXGC1 A5A12345", [(U, "A5A12345")]),
        ("VIN: XXXAXXGC1 A5A12345", [(V, "XXXAXXGC1A5A12345")]),
        ("WF0AXXGCDA5A1234", [(U, "WF0AXXGCDA5A1234")]),
        # other alphabets
        ("Т482", [(K.PRECODE, "T482")]),
        ("ВР234671234567", [(S, MM)]),
        # no numbers
        ("", []),
        ("Hello", []),
        ("Golf 4", []),
        ("bought in 2011", []),
        ("2011 and 2012", []),
        ("J10 C13 GT", []),
        ("12V 4x45W", []),
        ("12345", []),
        ("x 12345", []),
        ("Radio Code: 0000", []),
        ("Code 1000", []),
        ("Code: 1001", [(K.SECURITY_CODE, "1001")]),
        (f"VIN {FORD_VIN[:-5]}O{FORD_VIN[-4:]}", [(U, f"{FORD_VIN[:-5]}O{FORD_VIN[-4:]}")]),
        ("M123?456", [(U, "M123456")]),
        ("S/N x 123456", [(K.PARTIAL_SERIAL, "123456")]),
        ("S/N M 123456", [(S, "M123456")]),
        ("17.05.2006", []),
        ("7-5-1999", []),
        ("2006-05-17", []),
        ("2006/5/7", []),
        ("S/N 17.05.2006", []),
        ("21.05.2106", [(S, "21052106")]),
        ("ABCDEFGHIJKL", []),
        # not known, but not passed over
        ("S/N 12345", [(U, "12345")]),
        ("S/N 34793", [(U, "34793")]),
        ("145000 km", [(U, "145000")]),
        ("label 234671234567", [(K.PARTIAL_SERIAL, "234671234567")]),
        ("AB1234", [(U, "AB1234")]),
        ("AB123", []),
        ("ABC123", []),
        ("S/N AB1", [(U, "AB1")]),
        ("S/N A1", []),
        ("X12345", [(U, "X12345")]),
        ("A12B", [(U, "A12B")]),
        ("A1BB", []),
        ("ABCDEFGHIJKLMNOPQRST1234", [(U, "ABCDEFGHIJKLMNOPQRST1234")]),
        ("ABCDEFGHIJKLMNOPQRST12345", []),
    ],
)
def test_every_number_is_found_and_named(text: str, expected: list[tuple[NumberKind, str]]) -> None:
    assert [(reading.kind, reading.value) for reading in read_numbers(text, SHAPES)] == expected


@pytest.mark.parametrize(
    ("text", "why", "score"),
    [
        ("M123456", "its form is that of a serial of 2 kinds of radio", 23),
        ("V123456", "its form: a V serial", 23),
        (MM, "its form: a serial of MM", 54),
        ("BP999971234567", "its form: a Blaupunkt serial", 46),
        ("BP 999971234567", "its form: a Blaupunkt serial", 42),
        ("BP 9999 71234567", "its form: a Blaupunkt serial", 38),
        ("BP9999\n71234567", "its form: a Blaupunkt serial; written on two lines", 36),
        ("M\n123456", "its form is that of a serial of 2 kinds of radio; written on two lines", 13),
        ("M\n123\n456", "its form is that of a serial of 2 kinds of radio; written on two lines", 3),
        ("S/N M123456", "its form is that of a serial of 2 kinds of radio; the caption says so", 38),
        (
            "S/N\nM\n123456",
            "its form is that of a serial of 2 kinds of radio; the caption says so; written on two lines",
            28,
        ),
        ("P/N M123456", "its form is that of a serial of 2 kinds of radio", 8),
        ("M 1 2 3 4 5 6", "its form is that of a serial of 2 kinds of radio", 1),
        ("12345678", "its form is that of a serial of 2 kinds of radio", 16),
        ("ZZ12345", "its form is that of a serial", 25),
        ("1234", "its form is that of four bare digits of 2 kinds of radio", 8),
        ("S/N 1234", "its form is that of four bare digits of 2 kinds of radio; the caption says so", 23),
        ("50700012", "its form is that of a firmware version", 48),
        ("S/N 50700012", "its form is that of a firmware version", 33),
        ("D407", "its form is that of a firmware version", 20),
        ("precode D407", "its form is that of a precode; the caption says so", 23),
        ("281159243RT", "its form is that of a part number", 47),
        ("A1234567", "its form is that of a card number", 26),
        ("BE2210", "its form is that of a model number", 22),
        ("SM123456", "its form is that of a serial of 2 kinds of radio, behind the data identifier S", 28),
        ("1P281159243RT", "its form is that of a part number, behind the data identifier 1P", 52),
        (
            "281159243RTT482",
            "its form is that of a precode, behind the part number 281159243RT in the same bar code",
            8,
        ),
        (
            FORD_VIN,
            "17 characters, the form of a vehicle identification number of a Ford: the car's, not the radio's serial",
            90,
        ),
        (
            f"VIN {FORD_VIN}",
            "17 characters, the form of a vehicle identification number of a Ford: the car's, not the radio's serial",
            140,
        ),
        (NO_MAKER, "17 characters, the form of a vehicle identification number: the car's, not the radio's serial", 40),
        (
            f"VIN {NO_MAKER}",
            "17 characters, the form of a vehicle identification number: the car's, not the radio's serial",
            90,
        ),
        (
            "PIN 1234",
            "the caption in front of it names the code itself: this is what the radio asks for, not a serial",
            40,
        ),
        ("234671234567", "its form is that of a serial whose first letters were left out (BP)", 24),
        ("123456", "its form is that of a serial whose first letters were left out (M or V)", 12),
        ("X12345", "it fits no number that the catalogue knows", 1),
        (
            "М123456",
            (
                "its form is that of a serial of 2 kinds of radio; typed with Cyrillic or Greek letters, "
                "read as the Latin ones that look the same"
            ),
            23,
        ),
    ],
)
def test_the_reason_and_the_weight_are_told(text: str, why: str, score: int) -> None:
    reading = only(text)
    assert (reading.why, reading.score) == (why, score)


@pytest.mark.parametrize(
    ("text", "families", "also", "unsolved", "where"),
    [
        (MM, ("blau-mm",), ("blau",), (), ""),
        ("BP999971234567", ("blau",), (), (), "label"),
        ("M123456", ("ford", "fiat"), (), (), ""),
        ("ZZ12345", (), (), ("zz",), ""),
        ("1234", ("a", "b"), (), (), ""),
        ("123456", ("ford", "fiat"), (), (), ""),
        ("234671234567", ("blau", "blau-mm"), (), (), ""),
        ("50700012", ("ford",), ("honda", "becker"), (), ""),
        ("precode D407", ("renault",), ("connect",), (), ""),
        (FORD_VIN, (), (), (), ""),
        ("X12345", (), (), (), ""),
    ],
)
def test_a_reading_names_the_families_it_fits(
    text: str, families: tuple[str, ...], also: tuple[str, ...], unsolved: tuple[str, ...], where: str
) -> None:
    reading = only(text)
    assert (reading.families, reading.also) == (families, also)
    assert (reading.unsolved, reading.where) == (unsolved, where)


@pytest.mark.parametrize(
    ("text", "captioned"),
    [
        ("M123456", False),
        ("S/N M123456", True),
        ("P/N M123456", False),
        ("P/N 281159243RT", True),
        ("S/N 1234", True),
        ("S/N T482", True),
        ("S/N A1234567", True),
        ("S/N 123456", True),
        ("123456", False),
        ("S/N 281159243RT", False),
        (f"VIN {FORD_VIN}", True),
        (FORD_VIN, False),
        ("Code 1234", True),
        ("SM123456", True),
        ("S/N X12345", False),
    ],
)
def test_a_caption_that_agrees_is_noted(text: str, captioned: bool) -> None:  # noqa: FBT001 - a table
    assert only(text).captioned is captioned


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("bp-2346 7/1234567", "BP-2346 7/1234567"),
        ("M\n123456", "M 123456"),
        ("SM123456", "SM123456"),
        ("281159243RTT482", "281159243RTT482"),
        (f"VIN: {FORD_VIN}", FORD_VIN),
    ],
)
def test_a_reading_shows_what_was_given(text: str, given: str) -> None:
    assert only(text).given == given


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("MO12345", U, [(S, "M012345", "O read as 0")]),
        ("8P234671234567", U, [(S, MM, "8 read as B")]),
        ("8PZ34671234567", U, [(S, MM, "8 read as B, Z read as 2")]),
        ("8PZ3A671234567", U, []),
        ("VO1Z345", U, []),  # two swaps in seven characters are one too many
        ("T0B2", U, [(K.PRECODE, "T082", "B read as 8")]),
        ("TOB2", K.UNKNOWN, None),
        ("1234567O", U, [(S, "12345670", "O read as 0")]),
        ("WVWZZZ1KZ6WO12345", U, [(V, "WVWZZZ1KZ6W012345", "O read as 0")]),
        ("XVXZZZ1KZ6WO12345", U, []),
        ("123456", K.PARTIAL_SERIAL, [(S, "M123456", "with M in front"), (S, "V123456", "with V in front")]),
        ("234671234567", K.PARTIAL_SERIAL, [(S, MM, "with BP in front")]),
        ("1234", K.DIGITS, [(K.PRECODE, "I234", "1 read as I")]),
        ("3479", K.DIGITS, []),
        ("D407", K.FIRMWARE_VERSION, [(K.PRECODE, "D407", "the same characters also have that form")]),
        ("50700012", K.FIRMWARE_VERSION, [(S, "50700012", "the same characters also have that form")]),
        ("Code 1234", K.SECURITY_CODE, [(K.DIGITS, "1234", "the same characters also have that form")]),
        ("TM9A9", U, None),
        ("TM9A01347", S, [(S, "TM9AO1347", "0 read as O")]),
        ("TM9B31347", S, [(S, "TM9831347", "B read as 8")]),
        ("M123456", S, []),
        (FORD_VIN, V, []),
        ("BE2210", K.MODEL_NUMBER, []),
        ("281159243RT", P, []),
        ("X12345", U, []),
    ],
)
def test_another_reading_is_suggested_and_nothing_is_changed(
    text: str, kind: NumberKind, expected: list[tuple[NumberKind, str, str]] | None
) -> None:
    found = read_numbers(text, SHAPES)
    if expected is None:
        assert found == ()
        return
    (reading,) = found
    assert reading.kind is kind
    assert [(other.kind, other.value, other.why) for other in reading.alternatives] == expected
    assert reading.value in text.upper().replace("CODE ", "")


def test_a_text_of_four_thousand_characters_is_the_longest() -> None:
    assert read_numbers(" " * 4_000, SHAPES) == ()
    with pytest.raises(InputError) as caught:
        read_numbers(" " * 4_001, SHAPES)
    fault = caught.value
    assert fault.code == "text-too-long"
    assert fault.message == "the text has 4001 characters, a label has a few hundred"
    assert (fault.value, fault.expected) == ("4001 characters", "at most 4000")
    assert fault.next_step == "paste only what stands on the label"


def test_without_shapes_only_the_car_and_the_code_are_known() -> None:
    text = f"M123456 {FORD_VIN} PIN 1234"
    assert [(reading.kind, reading.value) for reading in read_numbers(text, ())] == [
        (U, "M123456"),
        (V, FORD_VIN),
        (K.SECURITY_CODE, "1234"),
    ]


def test_a_number_that_can_not_be_read_whole_says_which_character() -> None:
    found = read_numbers("M123?456", SHAPES)[0]
    assert found.why == "a character of it can't be read (?), and every character counts"
    assert (found.alternatives, found.families, found.score) == ((), (), 1)


def test_a_vin_with_a_letter_that_no_vin_has_says_so() -> None:
    text = f"VIN {FORD_VIN[:-5]}O{FORD_VIN[-4:]}"
    assert (
        read_numbers(text, SHAPES)[0].why
        == "it has a VIN's 17 characters, but a VIN has no I, O or Q and ends in four digits"
    )


def test_foreign_letters_are_a_caution() -> None:
    caution = "typed with Cyrillic or Greek letters, read as the Latin ones that look the same"
    assert read_numbers("\u041c123456", SHAPES)[0].caution == caution
    assert read_numbers("M123456", SHAPES)[0].caution == ""
