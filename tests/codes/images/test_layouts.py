"""Every layout on images made for it: code, marks, lock, and what it refuses.  All codes here are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.codes.candidate import Grade
from headunit.codes.images import ALL_LAYOUTS, find_layout
from headunit.codes.images.layout import MarkKind, digits, low_high, nibbles, one_of, text_at
from headunit.codes.images.proof import proof
from headunit.errors import UnknownNameError
from headunit.facts import load_catalogue
from headunit.numbers import RadioCode
from headunit.numbers.memory_image import MemoryImage

if TYPE_CHECKING:
    from headunit.codes.images.layout import Layout

CATALOGUE = load_catalogue()


def made(size: int, parts: dict[int, bytes], fill: int = 0xFF) -> MemoryImage:
    content = bytearray([fill]) * size
    for offset, part in parts.items():
        content[offset : offset + len(part)] = part
    return MemoryImage(bytes(content))


def changed(image: MemoryImage, offset: int, part: bytes) -> MemoryImage:
    content = bytearray(image.data)
    content[offset : offset + len(part)] = part
    return MemoryImage(bytes(content))


def summed(first: int, last: int, image: MemoryImage) -> bytes:
    """Return the two bytes of a Premium 5 sum, low byte first, as its firmware counts: carries make the high byte."""
    low, high = 0x55, 0
    for byte in image.data[first : last + 1]:
        low += byte
        if low > 0xFF:
            low, high = low & 0xFF, (high + 1) & 0xFF
    return bytes((low, high))


def premium_5(parts: dict[int, bytes], size: int = 512, areas: str = "abc") -> MemoryImage:
    image = made(size, {0x10: b"\x31" * 52, 0x68: b"\x00", **parts}, fill=0x11)
    sums = {"a": (0x10, 0x43), "b": (0x46, 0x60), "c": (0x63, 0xC8)}
    content = bytearray(image.data)
    for area in areas:
        first, last = sums[area]
        content[last + 1 : last + 3] = summed(first, last, image)
    return MemoryImage(bytes(content))


PREMIUM_4 = {
    0x00: bytes((1, 20, 40, 60, 80, 0x64)),
    0x0A: b"\x01",
    0x0E: b"\x13\x57",
    0x10: bytes((0, 5, 9, 30, 70, 90)),
    0x20: bytes((0, 0x10, 0x20, 0x40, 0x60, 0x76)),
}
IMAGES: dict[str, tuple[MemoryImage, str]] = {
    "delphi-rcd310": (
        made(4096, {0xA0: b"\x65\x67\x61\x6c", 0xA9: b"0001", 0xD7: b"VWZ0Z0A0000000", 0xF0: b"RCD310 EU"}),
        "0249",
    ),
    "vw-premium-4": (made(128, PREMIUM_4), "1357"),
    "vw-premium-5": (premium_5({0x14: b"\x09\x82"}), "0982"),
    "delco-liceo": (made(512, {0x28: b"\x02\x46"}), "0246"),
    "delco-sam-2002": (made(512, {0x2C: b"\x97\x53"}), "9753"),
    "technisat-gamma-5": (made(1024, {0x0B: b"\x00", 0x0C: b"0593"}), "0593"),
    "blaupunkt-acr-4250": (made(128, {0x03: b"\x04\x02\x21\x43"}), "1234"),
    "blaupunkt-woodstock": (made(512, {0x18A: b"\x18\x04", 0x1C5: b"\x18\x04"}), "1804"),
    "becker-be2210": (made(256, {0x94: b"\xb8\x9e\xf1"}), "12345"),
    "clarion-93c46": (made(128, {0x00: b"\xaa\xaa\x34\x12"}), "1234"),
}
REFUSING = {
    "philips-dc5xx": made(256, {0x59: b"\x21\x2f\x10"}),
    "grundig-wkc": made(256, {0x00: b"\x41\x28\x75\x3a"}),
}


def marks_of(layout: Layout, image: MemoryImage) -> list[bool]:
    return [mark.present(image) for mark in layout.marks]


@pytest.mark.parametrize("layout_id", IMAGES)
def test_the_code_is_read_and_every_mark_found(layout_id: str) -> None:
    layout = find_layout(layout_id)
    image, code = IMAGES[layout_id]

    assert layout.decode(image) == RadioCode(code)
    assert all(marks_of(layout, image))
    assert len(image) in layout.sizes_bytes


@pytest.mark.parametrize("layout_id", REFUSING)
def test_a_layout_without_a_public_code_refuses_and_knows_its_image(layout_id: str) -> None:
    layout = find_layout(layout_id)

    assert isinstance(layout.decode(REFUSING[layout_id]), str)
    assert all(marks_of(layout, REFUSING[layout_id]))


def test_every_layout_has_an_image_here() -> None:
    assert {layout.id for layout in ALL_LAYOUTS} == IMAGES.keys() | REFUSING.keys()


@pytest.mark.parametrize("layout_id", IMAGES)
def test_each_byte_of_the_code_must_be_a_digit(layout_id: str) -> None:
    layout = find_layout(layout_id)
    image, code = IMAGES[layout_id]
    read = set()
    for offset in range(len(image)):
        outcome = layout.decode(changed(image, offset, b"\x0e"))
        if isinstance(outcome, str):
            read.add(offset)
            assert code not in outcome
            assert "hold no digit" in outcome

    assert len(read) in {2, 3, 4}, read


@pytest.mark.parametrize(
    ("layout_id", "reason"),
    [
        ("delphi-rcd310", "4 of 4 places at 0xA0–0xA3 hold no digit"),
        ("vw-premium-4", "4 of 4 places at 0x0E–0x0F hold no digit"),
        ("vw-premium-5", "4 of 4 places at 0x14–0x15 hold no digit"),
        ("delco-liceo", "4 of 4 places at 0x28–0x29 hold no digit"),
        ("delco-sam-2002", "4 of 4 places at 0x2C–0x2D hold no digit"),
        ("technisat-gamma-5", "4 of 4 places at 0x0C–0x0F hold no digit"),
        ("blaupunkt-acr-4250", "4 of 4 places at 0x05–0x06 hold no digit"),
        ("blaupunkt-woodstock", "4 of 4 places at 0x18A–0x18B hold no digit"),
        ("becker-be2210", "3 of 5 places at 0x94–0x96 hold no digit"),
        ("clarion-93c46", "4 of 4 places at 0x02–0x03 hold no digit"),
        ("philips-dc5xx", "the published note names the places of the first two digits only, so the code is not whole"),
        (
            "grundig-wkc",
            "the memory holds a secret word and not the code; how the one leads to the other is not public",
        ),
    ],
)
def test_a_refusal_says_where_nothing_was_read(layout_id: str, reason: str) -> None:
    layout = find_layout(layout_id)
    fill = 0x0F if layout_id == "becker-be2210" else 0xFF

    assert layout.decode(made(layout.sizes_bytes[0], {}, fill)) == reason


@pytest.mark.parametrize("code", ["0000", "1234", "9999", "5678"])
def test_every_digit_can_be_read(code: str) -> None:
    packed = bytes.fromhex(code)
    cases = {
        "delphi-rcd310": made(4096, {0xA0: bytes(int(digit) ^ 0x65 for digit in code)}),
        "vw-premium-5": made(512, {0x14: packed}),
        "delco-liceo": made(256, {0x28: packed}),
        "technisat-gamma-5": made(2048, {0x0C: code.encode()}),
        "blaupunkt-acr-4250": made(128, {0x05: bytes.fromhex(code[1] + code[0] + code[3] + code[2])}),
        "blaupunkt-woodstock": made(512, {0x18A: packed}),
        "clarion-93c46": made(128, {0x02: packed[::-1]}),
    }
    for layout_id, image in cases.items():
        assert find_layout(layout_id).decode(image) == RadioCode(code), layout_id


@pytest.mark.parametrize("code", ["01234", "98765"])
def test_a_becker_nibble_is_a_digit_xor_a(code: str) -> None:
    stored = "".join(f"{int(digit) ^ 0xA:x}" for digit in code)
    for sixth in "0f":
        image = made(256, {0x94: bytes.fromhex(stored + sixth)})
        assert find_layout("becker-be2210").decode(image) == RadioCode(code)


@pytest.mark.parametrize("sixth", [b"\xff", b"\xf0"])
def test_erased_bytes_are_no_becker_code(sixth: bytes) -> None:
    layout = find_layout("becker-be2210")

    assert layout.decode(made(256, {0x94: b"\xff\xff" + sixth})) == (
        "0x94–0x96 are erased (0xFF): no code is stored there"
    )
    assert layout.decode(made(256, {0x94: b"\xff\xff\xe0"})) == RadioCode("55554")


class TestRcd310:
    layout = find_layout("delphi-rcd310")

    @pytest.mark.parametrize("serial", ["VWZ0Z0A0000000", "SKZ0Z0A0000000", "AUZ00000000000", "SEZZZZZZZZZZZZ"])
    def test_a_serial_of_the_group_decides(self, serial: str) -> None:
        image = made(4096, {0xD7: serial.encode()})

        assert marks_of(self.layout, image) == [True, False, False]

    @pytest.mark.parametrize("text", [b"BPZ0Z0A0000000", b"VWZ0Z0A000000\xff", b"vwz0Z0A0000000", b"\xb9" * 14])
    def test_other_texts_are_no_serial(self, text: bytes) -> None:
        assert marks_of(self.layout, made(4096, {0xD7: text})) == [False, False, False]

    def test_the_type_decides_and_the_software_does_not(self) -> None:
        assert marks_of(self.layout, made(4096, {0xF0: b"RCD310 EU"})) == [False, True, False]
        assert marks_of(self.layout, made(4096, {0xA9: b"5043"})) == [False, False, True]
        assert [mark.decides for mark in self.layout.marks] == [True, True, False]
        assert not any(mark.needed for mark in self.layout.marks)

    def test_the_serial_stands_at_its_place(self) -> None:
        assert self.layout.serial == (0xD7, 14)


class TestPremium4:
    layout = find_layout("vw-premium-4")

    @pytest.mark.parametrize(("count", "known"), [(0, True), (1, True), (2, True), (3, False), (0xFF, False)])
    def test_the_count_goes_to_two(self, count: int, known: bool) -> None:  # noqa: FBT001 - of a table
        image = made(128, {**PREMIUM_4, 0x0A: bytes((count,))})

        assert marks_of(self.layout, image) == [known, True]

    @pytest.mark.parametrize(
        ("offset", "value"), [(0x00, 0x65), (0x05, 0x65), (0x10, 0x65), (0x15, 0xFF), (0x20, 0x77), (0x25, 0x77)]
    )
    def test_a_station_out_of_range_is_no_preset(self, offset: int, value: int) -> None:
        image = changed(made(128, PREMIUM_4), offset, bytes((value,)))

        assert marks_of(self.layout, image) == [True, False]

    @pytest.mark.parametrize("offset", [0x06, 0x0F, 0x16, 0x1F, 0x26, 0x7F])
    def test_other_bytes_do_not_matter_to_the_presets(self, offset: int) -> None:
        image = changed(made(128, PREMIUM_4), offset, b"\xff")

        assert marks_of(self.layout, image) == [True, True]

    def test_presets_that_are_all_the_same_tell_nothing(self) -> None:
        assert marks_of(self.layout, made(128, {0x0E: b"\x12"}, fill=0)) == [True, False]
        assert marks_of(self.layout, made(128, {0x25: b"\x01"}, fill=0)) == [True, True]

    def test_zeros_are_what_the_radio_answers_instead_of_the_code(self) -> None:
        assert self.layout.decode(made(128, {0x0E: b"\x00\x00"})) == (
            "0x0E–0x0F are zero: so the radio answers over the K-line, which hides the code; read the chip itself"
        )
        assert self.layout.decode(made(128, {0x0E: b"\x00\x01"})) == RadioCode("0001")
        assert self.layout.decode(made(128, {0x0E: b"\x10\x00"})) == RadioCode("1000")

    @pytest.mark.parametrize(
        ("count", "told"),
        [
            (0, "0 of 2 wrong codes used: no wait is running"),
            (1, "1 of 2 wrong codes used: no wait is running"),
            (2, "2 of 2 wrong codes used: the radio waits an hour before the next try"),
        ],
    )
    def test_the_count_is_told(self, count: int, told: str) -> None:
        assert self.layout.lock
        assert self.layout.lock(made(128, {0x0A: bytes((count,))})) == (told,)

    def test_it_can_be_asked_over_the_k_line(self) -> None:
        assert "K-line" in self.layout.advice
        assert self.layout.word_order


class TestPremium5:
    layout = find_layout("vw-premium-5")

    @pytest.mark.parametrize("area", [0, 1, 2])
    def test_each_sum_covers_its_area(self, area: int) -> None:
        first, last = ((0x10, 0x43), (0x46, 0x60), (0x63, 0xC8))[area]
        good = premium_5({0x14: b"\x12\x34"})
        for offset in range(0xD0):
            other = changed(good, offset, bytes((good.data[offset] ^ 0x04,)))
            covered = first <= offset <= last + 2
            assert self.layout.marks[area].present(other) is not covered, hex(offset)

    def test_the_high_byte_counts_the_carries(self) -> None:
        image = premium_5({0x10: b"\xff" * 52})

        assert image.data[0x44:0x46] == bytes.fromhex("2134")
        assert self.layout.marks[0].present(image)

    @pytest.mark.parametrize(("count", "known"), [(0, True), (1, True), (2, True), (3, False)])
    def test_the_count_goes_to_two(self, count: int, known: bool) -> None:  # noqa: FBT001 - of a table
        assert self.layout.marks[3].present(premium_5({0x68: bytes((count,))})) is known

    def test_an_image_of_the_first_page_is_enough(self) -> None:
        image = premium_5({0x14: b"\x12\x34", 0x68: b"\x02"}, size=256)

        assert all(marks_of(self.layout, image))
        assert self.layout.decode(image) == RadioCode("1234")
        assert self.layout.lock
        assert self.layout.lock(image) == ("2 of 2 wrong codes used: the radio waits an hour before the next try",)

    def test_every_sum_decides_and_the_one_over_the_code_is_needed(self) -> None:
        assert [mark.needed for mark in self.layout.marks] == [True, False, False, True]
        assert [mark.decides for mark in self.layout.marks] == [True, True, True, False]
        assert {mark.kind for mark in self.layout.marks[:3]} == {MarkKind.CHECKSUM}


class TestTechnisat:
    layout = find_layout("technisat-gamma-5")

    @pytest.mark.parametrize(("count", "known"), [(0, True), (1, True), (2, True), (3, False)])
    def test_the_count_goes_to_two(self, count: int, known: bool) -> None:  # noqa: FBT001 - of a table
        assert marks_of(self.layout, made(1024, {0x0B: bytes((count,))})) == [known]

    def test_the_count_is_told(self) -> None:
        assert self.layout.lock
        assert self.layout.lock(made(1024, {0x0B: b"\x02"})) == ("2 wrong codes counted, of at most 2",)

    def test_seven_zeros_are_what_the_radio_answers_instead_of_the_code(self) -> None:
        reason = "0x09–0x0F are zero: so the radio answers over the K-line, which hides the code; read the chip itself"

        assert self.layout.decode(made(1024, {0x09: bytes(7)})) == reason
        assert self.layout.decode(made(1024, {0x09: bytes(6) + b"1"})) == "3 of 4 places at 0x0C–0x0F hold no digit"
        assert self.layout.decode(made(1024, {0x09: b"\x01" + bytes(6)})) != reason


class TestAcr4250:
    layout = find_layout("blaupunkt-acr-4250")

    @pytest.mark.parametrize(
        ("state", "told"),
        [
            (0x00, "the radio does not ask for its code"),
            (0x04, "the radio asks for its code"),
            (0x10, "the radio is blocked"),
        ],
    )
    def test_the_lock_state_is_told(self, state: int, told: str) -> None:
        image = made(128, {0x03: bytes((state, 3))})

        assert marks_of(self.layout, image) == [True]
        assert self.layout.lock
        assert self.layout.lock(image) == (told, "3 wrong codes counted")

    @pytest.mark.parametrize("stored", [b"\x00\x00", b"\x21\x43"])
    def test_a_radio_that_does_not_ask_has_no_code(self, stored: bytes) -> None:
        assert self.layout.decode(made(128, {0x03: b"\x00\x00" + stored})) == (
            "the lock state at 0x03 is 00: this radio has no code, so what stands at 0x05–0x06 is none"
        )

    @pytest.mark.parametrize("state", [0x01, 0x05, 0x11, 0xFF])
    def test_another_lock_state_is_not_this_radio(self, state: int) -> None:
        assert marks_of(self.layout, made(128, {0x03: bytes((state,))})) == [False]


class TestWoodstock:
    @pytest.mark.parametrize("copy", [b"\x18\x05", b"\x19\x04"])
    def test_both_places_must_hold_the_same(self, copy: bytes) -> None:
        image = made(512, {0x18A: b"\x18\x04", 0x1C5: copy})

        assert marks_of(find_layout("blaupunkt-woodstock"), image) == [False]


class TestClarion:
    @pytest.mark.parametrize(
        "start", [b"\xaa\xab\x12\x34", b"\xab\xaa\x12\x34", b"\xaa\xaa\xaa\xaa", b"\x12\x34\xaa\xaa"]
    )
    def test_other_beginnings_are_not_its_signature(self, start: bytes) -> None:
        assert marks_of(find_layout("clarion-93c46"), made(128, {0x00: start})) == [False]

    def test_the_signature_decides(self) -> None:
        (mark,) = find_layout("clarion-93c46").marks

        assert mark.decides
        assert mark.needed
        assert mark.present(made(128, {0x00: b"\xaa\xaa\xaa\x12"}))


class TestPhilips:
    layout = find_layout("philips-dc5xx")

    @pytest.mark.parametrize(
        ("state", "locked", "told"),
        [
            (0x15, 0x10, ("the radio waits: no code can be typed", "the radio is locked")),
            (0x25, 0x1F, ("a code may be typed", "the radio is locked")),
            (0x25, 0x01, ("a code may be typed", "the radio is not locked")),
            (0x25, 0x20, ("a code may be typed", "the radio is not locked")),
        ],
    )
    def test_the_lock_is_told(self, state: int, locked: int, told: tuple[str, str]) -> None:
        image = made(256, {0x59: bytes((state, 0x0F, locked))})

        assert self.layout.lock
        assert self.layout.lock(image) == told
        assert marks_of(self.layout, image) == [True]

    @pytest.mark.parametrize("state", [0x05, 0x35, 0x51, 0xFF])
    def test_another_state_is_not_this_radio(self, state: int) -> None:
        assert marks_of(self.layout, made(256, {0x59: bytes((state,))})) == [False]


class TestGrundig:
    layout = find_layout("grundig-wkc")

    @pytest.mark.parametrize(
        ("first", "second"), [("4128", "753a"), ("0100", "3512"), ("feff", "caed"), ("0001", "3413")]
    )
    def test_the_check_word_decides(self, first: str, second: str) -> None:
        assert marks_of(self.layout, made(128, {0: bytes.fromhex(first + second)})) == [True]

    @pytest.mark.parametrize(
        ("first", "second"), [("4128", "753b"), ("2841", "753a"), ("0000", "3412"), ("ffff", "cbed"), ("4128", "4128")]
    )
    def test_anything_else_is_no_check_word(self, first: str, second: str) -> None:
        assert marks_of(self.layout, made(128, {0: bytes.fromhex(first + second)})) == [False]


@pytest.mark.parametrize("layout", ALL_LAYOUTS, ids=lambda layout: layout.id)
def test_a_layout_names_what_the_catalogue_holds(layout: Layout) -> None:
    assert layout.route in CATALOGUE.routes
    assert all(CATALOGUE.head(family).id == family for family in layout.families)
    assert layout.evidence.sources
    for source in layout.evidence.sources:
        assert CATALOGUE.sources[source].standing == "source"


@pytest.mark.parametrize("layout", ALL_LAYOUTS, ids=lambda layout: layout.id)
def test_a_layout_that_nothing_distinguishes_says_so(layout: Layout) -> None:
    gives_codes = layout.id in IMAGES

    assert layout.distinguished == any(mark.decides for mark in layout.marks)
    assert any("nothing in this memory tells it" in note for note in layout.notes) == (
        gives_codes and not layout.distinguished
    )


def test_the_ids_are_unique_and_the_order_is_kept() -> None:
    ids = [layout.id for layout in ALL_LAYOUTS]

    assert ids == [*dict.fromkeys(ids)]
    assert ids[0] == "delphi-rcd310"


def test_an_unknown_layout_is_an_error_with_the_list() -> None:
    with pytest.raises(UnknownNameError) as refused:
        find_layout("nope")

    assert refused.value.code == "unknown-layout"
    assert refused.value.message == "there is no layout 'nope'"
    assert refused.value.value == "nope"
    assert refused.value.expected.startswith("one of delphi-rcd310, vw-premium-4, vw-premium-5, ")
    assert refused.value.next_step == "'headunit image --layouts' lists them"


def test_the_pieces_read_as_they_say() -> None:
    image = MemoryImage(b"\x12\x34RCD")

    assert nibbles(b"\x12\xaf") == (1, 2, 10, 15)
    assert low_high(b"\x12\xaf") == (2, 1, 15, 10)
    assert digits([0, 9, 5], "there") == RadioCode("095")
    assert digits([10, -1, 3], "there") == "2 of 3 places at there hold no digit"
    assert [one_of(1, 0x33, 0x34)(image), one_of(0, 0x34)(image), one_of(9, 0)(image)] == [True, False, False]
    assert [text_at(2, 3, "[A-Z]+")(image), text_at(2, 2, "RCD")(image), text_at(0, 3, ".*")(image)] == [
        True,
        False,
        True,
    ]


def test_a_proof_keeps_its_parts() -> None:
    evidence = proof(Grade.AGREED, 2, 3, "X1", "X2")

    assert (evidence.grade, evidence.sources) == (Grade.AGREED, ("X1", "X2"))
    assert (evidence.counts.real_pairs, evidence.counts.independent_sources, evidence.counts.compared) == (2, 3, 0)
