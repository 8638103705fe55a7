"""Reading an image with every layout: who is believed unasked, who is asked for, what is compared."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import pytest

from headunit.codes.candidate import Refusal
from headunit.codes.images import ALL_LAYOUTS, find_layout
from headunit.codes.images.answer import Comparison, Standing
from headunit.codes.images.compare import compared
from headunit.codes.images.read import read_image
from headunit.errors import InputError, UnknownNameError
from headunit.facts import load_catalogue
from headunit.facts.question import Option
from headunit.numbers import RadioCode
from headunit.numbers.memory_image import MemoryImage

if TYPE_CHECKING:
    from headunit.codes.images.layout import Layout

CATALOGUE = load_catalogue()
NOISE = random.Random(3)  # noqa: S311 - not for secrets
FILLER = bytes(NOISE.choices(range(0xA1, 0xFF), k=4096))
NO_MARK = "nothing in this memory tells it from another of the same size: be sure that it is this radio's"
BOTH_ORDERS = "93Cxx readers write the two bytes of a word in either order, and here nothing tells which: two codes"


def filled(size: int, parts: dict[int, bytes]) -> MemoryImage:
    """Return *parts* in bytes of which none decodes to a digit."""
    content = bytearray(FILLER[:size])
    for offset, part in parts.items():
        content[offset : offset + len(part)] = part
    return MemoryImage(bytes(content))


def code(digits: str) -> RadioCode:
    return RadioCode(digits)


RCD310 = {0xA0: b"\x65\x67\x61\x6c", 0xD7: b"VWZ0Z0A0000000"}


def test_a_mark_names_the_layout_unasked() -> None:
    answer = read_image(filled(4096, RCD310), CATALOGUE)

    (stored,) = answer.stored
    assert (answer.size_bytes, answer.repeats_after) == (4096, 0)
    assert (answer.possible, answer.refused, answer.question) == ((), (), None)
    assert (stored.layout.id, stored.standing) == ("delphi-rcd310", Standing.RECOGNISED)
    assert (stored.code, stored.reason, stored.rival, stored.swapped) == (code("0249"), "", None, False)
    assert [mark.words for mark in stored.found] == ["a serial of the Volkswagen group at 0xD7"]
    assert [mark.words for mark in stored.missing] == [
        "the type RCD310 at 0xF0",
        "four digits of the software version at 0xA9",
    ]
    assert (stored.lock, stored.warnings) == ((), ())


def test_a_recognised_memory_without_digits_is_refused() -> None:
    answer = read_image(filled(4096, {0xD7: b"VWZ0Z0A0000000"}), CATALOGUE)

    (stored,) = answer.stored
    assert stored.code is None
    assert stored.reason == "4 of 4 places at 0xA0–0xA3 hold no digit"
    assert stored.standing is Standing.RECOGNISED
    assert (stored.warnings, stored.comparisons) == ((), ())


def test_a_layout_without_a_mark_is_asked_for() -> None:
    answer = read_image(filled(128, {0x03: b"\x10\x02\x21\x43"}), CATALOGUE)

    assert answer.stored == ()
    assert [layout.id for layout in answer.possible] == ["blaupunkt-acr-4250"]
    assert answer.question
    assert answer.question.text == "Nothing in these 128 bytes tells which radio they are from. Which is it?"
    assert answer.question.options == (
        Option(label="Blaupunkt ACR 4250", arguments=("--layout", "blaupunkt-acr-4250")),
    )


def test_the_layout_with_more_marks_is_asked_for_first() -> None:
    plain = filled(512, {0x28: b"\x12\x34", 0x2C: b"\x12\x34"})
    marked = filled(512, {0x28: b"\x12\x34", 0x2C: b"\x12\x34", 0x18A: b"\x12\x34", 0x1C5: b"\x12\x34"})

    assert [layout.id for layout in read_image(plain, CATALOGUE).possible] == ["delco-liceo", "delco-sam-2002"]
    assert [layout.id for layout in read_image(marked, CATALOGUE).possible] == [
        "blaupunkt-woodstock",
        "delco-liceo",
        "delco-sam-2002",
    ]


def test_what_fits_nothing_is_refused_with_a_way() -> None:
    answer = read_image(filled(128, {}), CATALOGUE)

    assert (answer.stored, answer.possible, answer.question) == ((), (), None)
    assert answer.refused == (Refusal(reason="no published memory layout fits these 128 bytes", route="dealer"),)


def test_a_size_that_no_chip_has_is_refused() -> None:
    assert read_image(filled(4000, RCD310), CATALOGUE).refused


def test_a_layout_with_marks_of_its_own_is_not_asked_for_without_them() -> None:
    answer = read_image(filled(4096, {0xA0: b"\x65\x67\x61\x6c"}), CATALOGUE)

    assert (answer.stored, answer.possible) == ((), ())
    assert answer.refused


def test_naming_the_layout_gives_the_code_with_a_warning() -> None:
    answer = read_image(filled(128, {0x03: b"\x10\x02\x21\x43"}), CATALOGUE, layout="blaupunkt-acr-4250")

    (stored,) = answer.stored
    assert answer.question is None
    assert (stored.standing, stored.code) == (Standing.NAMED, code("1234"))
    assert stored.lock == ("the radio is blocked", "2 wrong codes counted")
    assert stored.warnings == (NO_MARK,)


def test_naming_a_layout_whose_marks_are_missing_warns() -> None:
    answer = read_image(filled(4096, {0xA0: b"\x65\x67\x61\x6c"}), CATALOGUE, layout="delphi-rcd310")

    (stored,) = answer.stored
    assert (stored.standing, stored.code) == (Standing.NAMED, code("0249"))
    assert stored.warnings == (
        "nothing that tells this memory from others was found in it: be sure that it is this radio's",
    )


def test_naming_a_layout_whose_marks_are_there_does_not_warn() -> None:
    answer = read_image(filled(4096, RCD310), CATALOGUE, layout="delphi-rcd310")

    assert answer.stored[0].standing is Standing.RECOGNISED
    assert answer.stored[0].warnings == ()


def test_naming_a_layout_never_helps_against_a_needed_mark() -> None:
    answer = read_image(filled(512, {0x14: b"\x12\x34"}), CATALOGUE, layout="vw-premium-5")

    (stored,) = answer.stored
    assert stored.code is None
    assert stored.reason == (
        "this memory lacks the right sum of 0x10–0x43, where the code stands, at 0x44"
        " and a count of wrong codes from 0 to 2 at 0x68"
    )
    assert len(stored.missing) == 4
    assert (stored.standing, stored.lock, stored.warnings) == (Standing.NAMED, (), ())


def test_a_mark_that_is_there_is_named_beside_the_one_that_is_not() -> None:
    answer = read_image(filled(512, {0x14: b"\x12\x34", 0x68: b"\x01"}), CATALOGUE, layout="vw-premium-5")

    assert [mark.words for mark in answer.stored[0].found] == ["a count of wrong codes from 0 to 2 at 0x68"]
    assert len(answer.stored[0].missing) == 3


def test_an_unfit_lock_state_is_never_told() -> None:
    answer = read_image(filled(256, {0x59: b"\x31\x11\x11"}), CATALOGUE, layout="philips-dc5xx")

    assert answer.stored[0].lock == ()
    assert answer.stored[0].reason == "this memory lacks a known entry state at 0x59"


def test_a_named_layout_must_fit_the_size() -> None:
    with pytest.raises(InputError) as refused:
        read_image(filled(512, {}), CATALOGUE, layout="technisat-gamma-5")

    assert refused.value.code == "image-size"
    assert refused.value.message == (
        "the image has 512 bytes, the chip 24C08, the one nearest the antenna of "
        "VW Gamma 5 and Rhapsody, Škoda Symphony (TechniSat) has 1024 or 2048"
    )
    assert (refused.value.value, refused.value.expected) == ("512 bytes", "1024 or 2048 bytes")
    assert refused.value.next_step == "check which chip was read"


def test_an_unknown_layout_is_an_error() -> None:
    with pytest.raises(UnknownNameError):
        read_image(filled(512, {}), CATALOGUE, layout="nope")


def premium_5(parts: dict[int, bytes], sums: tuple[tuple[int, int], ...]) -> MemoryImage:
    """Return a Premium 5 memory in which only the sums of the areas that *sums* names are right."""
    image = bytearray(filled(512, parts).data)
    for first, behind in sums:
        image[behind : behind + 2] = (0x55 + sum(image[first:behind])).to_bytes(2, "little")
    return MemoryImage(bytes(image))


AREAS = ((0x10, 0x44), (0x46, 0x61), (0x63, 0xC9))
LICEO_TOO = {0x14: b"\x12\x34", 0x28: b"\x56\x78", 0x68: b"\x03"}


class TestAMarkThatDecides:
    @pytest.mark.parametrize(
        ("image", "lacks"),
        [
            (premium_5(LICEO_TOO, AREAS), "a count of wrong codes from 0 to 2 at 0x68"),
            (
                premium_5({**LICEO_TOO, 0x68: b"\x01"}, AREAS[1:]),
                "the right sum of 0x10–0x43, where the code stands, at 0x44",
            ),
        ],
    )
    def test_it_recognises_the_memory_where_a_needed_one_is_missing(self, image: MemoryImage, lacks: str) -> None:
        answer = read_image(image, CATALOGUE)

        (stored,) = answer.stored
        assert (stored.layout.id, stored.standing, stored.code) == ("vw-premium-5", Standing.RECOGNISED, None)
        assert stored.reason == f"this memory lacks {lacks}"
        assert (stored.lock, stored.warnings) == ((), ())
        assert (answer.possible, answer.question, answer.refused) == ((), None, ())

    def test_it_warns_when_another_layout_is_named(self) -> None:
        image = premium_5(LICEO_TOO, AREAS[:2])
        warning = (
            "this memory holds the right sum of 0x10–0x43, where the code stands, at 0x44"
            " and the right sum of 0x46–0x60 at 0x61, as that of Volkswagen Premium 5 (Delco) does (vw-premium-5):"
            " be sure which it is"
        )

        (stored,) = read_image(image, CATALOGUE, layout="delco-liceo").stored
        assert (stored.code, stored.standing) == (code("5678"), Standing.NAMED)
        assert stored.warnings == (warning, NO_MARK)
        (stored,) = read_image(image, CATALOGUE, layout="delco-sam-2002").stored
        assert (stored.code, stored.warnings) == (None, (warning,))
        assert read_image(image, CATALOGUE, layout="vw-premium-5").stored[0].warnings == ()


class TestZeros:
    DOUBT = "the bytes of the code are zero, as where none was ever stored: this may be no code at all"

    def test_they_fit_no_layout_without_a_mark(self) -> None:
        zeros = filled(512, {0x28: bytes(8), 0x18A: bytes(2), 0x1C5: bytes(2)})

        assert read_image(zeros, CATALOGUE).refused
        some = filled(512, {0x28: b"\x00\x10\x00\x00\x00\x01"})
        assert [layout.id for layout in read_image(some, CATALOGUE).possible] == ["delco-liceo", "delco-sam-2002"]

    @pytest.mark.parametrize(
        ("layout", "size", "parts"),
        [
            ("delco-liceo", 512, {0x28: bytes(2)}),
            ("delco-sam-2002", 512, {0x2C: bytes(2)}),
            ("blaupunkt-acr-4250", 128, {0x03: b"\x04\x00\x00\x00"}),
            ("blaupunkt-woodstock", 512, {0x18A: bytes(2), 0x1C5: bytes(2)}),
            ("clarion-93c46", 128, {0x00: b"\xaa\xaa\x00\x00"}),
        ],
    )
    def test_they_are_doubted_when_the_layout_is_named(self, layout: str, size: int, parts: dict[int, bytes]) -> None:
        (stored,) = read_image(filled(size, parts), CATALOGUE, layout=layout).stored

        assert stored.code == code("0000")
        assert self.DOUBT in stored.warnings
        assert not read_image(filled(size, parts), CATALOGUE).possible

    def test_a_signature_does_not_vouch_for_them(self) -> None:
        (stored,) = read_image(filled(128, {0: b"\xaa\xaa\x00\x00"}), CATALOGUE).stored

        assert (stored.code, stored.standing) == (None, Standing.RECOGNISED)
        assert stored.reason == "the bytes of the code are zero, as where none was ever stored"

    def test_a_sum_does(self) -> None:
        (stored,) = read_image(premium_5({0x14: bytes(2), 0x68: b"\x00"}, AREAS), CATALOGUE).stored

        assert (stored.code, stored.warnings) == (code("0000"), (self.DOUBT,))

    def test_zeros_that_are_stored_as_something_else_are_digits(self) -> None:
        image = filled(256, {0x94: b"\xaa\xaa\xaf"})

        assert [layout.id for layout in read_image(image, CATALOGUE).possible] == ["becker-be2210"]
        assert self.DOUBT not in read_image(image, CATALOGUE, layout="becker-be2210").stored[0].warnings


class TestAbsent:
    def without(self, image: MemoryImage, *places: int) -> MemoryImage:
        return MemoryImage(image.data, frozenset(places))

    def test_no_code_is_read_from_what_the_file_leaves_out(self) -> None:
        image = self.without(filled(256, {0x94: b"\xb8\x9e\xf1"}), 0x95)

        (stored,) = read_image(image, CATALOGUE, layout="becker-be2210").stored
        assert stored.reason == "the file leaves out bytes of 0x94–0x96, from which the code is read"
        assert (stored.code, stored.warnings) == (None, ())
        assert read_image(image, CATALOGUE).refused

    def test_no_mark_is_found_there(self) -> None:
        image = filled(4096, {**RCD310, 0xF0: b"RCD310"})

        (stored,) = read_image(self.without(image, 0xD8), CATALOGUE).stored
        assert [mark.words for mark in stored.found] == ["the type RCD310 at 0xF0"]
        assert (stored.code, stored.comparisons) == (code("0249"), ())
        assert read_image(self.without(image, 0xD8, 0xF5), CATALOGUE).refused

    def test_no_lock_is_told_from_there(self) -> None:
        image = filled(128, {0x03: b"\x04\x01\x21\x43"})

        (stored,) = read_image(self.without(image, 0x04), CATALOGUE, layout="blaupunkt-acr-4250").stored
        assert (stored.code, stored.lock) == (code("1234"), ())

    @pytest.mark.parametrize("layout", ALL_LAYOUTS, ids=lambda layout: layout.id)
    def test_a_file_that_leaves_all_out_gives_nothing_by_any_layout(self, layout: Layout) -> None:
        size = layout.sizes_bytes[0]
        image = MemoryImage(filled(size, {}).data, frozenset(range(size)))

        (stored,) = read_image(image, CATALOGUE, layout=layout.id).stored
        assert (stored.code, stored.found, stored.lock) == (None, (), ())


class TestWordOrder:
    def test_both_orders_are_told_where_nothing_decides(self) -> None:
        (stored,) = read_image(filled(128, {0: b"\xaa\xaa\x34\x12"}), CATALOGUE).stored

        assert (stored.layout.id, stored.code, stored.rival, stored.swapped) == (
            "clarion-93c46",
            code("1234"),
            code("3412"),
            False,
        )
        assert stored.warnings == (*find_layout("clarion-93c46").notes, BOTH_ORDERS)

    def test_a_code_that_reads_the_same_in_both_has_no_rival(self) -> None:
        (stored,) = read_image(filled(128, {0: b"\xaa\xaa\x12\x12"}), CATALOGUE).stored

        assert (stored.code, stored.rival) == (code("1212"), None)
        assert BOTH_ORDERS not in stored.warnings

    def test_a_mark_tells_the_order(self) -> None:
        image = filled(128, {0x0A: b"\x01\xc0\xc0\xc0\x13\x57"})

        (stored,) = read_image(image, CATALOGUE, layout="vw-premium-4").stored
        assert (stored.code, stored.rival, stored.swapped) == (code("1357"), None, False)
        (stored,) = read_image(image.swapped(), CATALOGUE, layout="vw-premium-4").stored
        assert (stored.code, stored.rival, stored.swapped) == (code("1357"), None, True)
        assert stored.warnings == (NO_MARK,)

    def test_a_serial_is_looked_for_in_the_order_that_was_read(self) -> None:
        image = filled(128, {0x0A: b"\x01\xc0\xc0\xc0\x53\x51", 0x40: b"BP5511Z1234567"})

        for order in (image, image.swapped()):
            (comparison,) = read_image(order, CATALOGUE, layout="vw-premium-4").stored[0].comparisons
            assert (comparison.serial, comparison.agrees) == ("BP5511Z1234567", True)

    def test_without_that_mark_both_orders_are_told(self) -> None:
        image = filled(128, {0x0A: b"\x01\x02\xc0\xc0\x13\x57"})

        (stored,) = read_image(image, CATALOGUE, layout="vw-premium-4").stored
        assert (stored.code, stored.rival) == (code("1357"), code("5713"))
        assert stored.warnings == (NO_MARK, BOTH_ORDERS)

    def test_other_chips_are_read_in_one_order(self) -> None:
        image = filled(128, {0x03: b"\x10\x02\x21\x43"})

        (stored,) = read_image(image.swapped(), CATALOGUE, layout="blaupunkt-acr-4250").stored
        assert stored.code is None


class TestSize:
    def test_a_chip_read_as_a_larger_one_is_folded(self) -> None:
        one = filled(128, {0: b"\xaa\xaa\x34\x12"})
        answer = read_image(MemoryImage(one.data * 4), CATALOGUE)

        assert (answer.size_bytes, answer.repeats_after) == (512, 128)
        assert answer.stored[0].code == code("1234")

    def test_a_named_layout_is_read_in_the_folded_image_too(self) -> None:
        one = filled(128, {0x03: b"\x10\x02\x21\x43"})
        answer = read_image(MemoryImage(one.data * 2), CATALOGUE, layout="blaupunkt-acr-4250")

        assert answer.stored[0].code == code("1234")
        assert answer.repeats_after == 128

    def test_the_size_as_it_is_counts_first(self) -> None:
        half = filled(256, {0x28: b"\x12\x34"})

        answer = read_image(MemoryImage(half.data * 2), CATALOGUE)
        assert [layout.id for layout in answer.possible] == ["delco-liceo", "becker-be2210"]
        assert answer.question
        assert "512 bytes" in answer.question.text


class TestBlank:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"\xff" * 128, "the whole image is 0xFF: the chip is erased, or the reader had no contact"),
            (b"\x00\x00", "the whole image is 0x00: the chip is erased, or the reader had no contact"),
            (
                b"\xaa\x55" * 64,
                "the whole image repeats a pattern of 2 bytes: the chip is erased, or the reader had no contact",
            ),
            (
                bytes(range(200, 232)) * 4,
                "the whole image repeats a pattern of 32 bytes: the chip is erased, or the reader had no contact",
            ),
            (
                b"\xaa\xaa\x12" * 2,
                "the whole image repeats a pattern of 3 bytes: the chip is erased, or the reader had no contact",
            ),
        ],
    )
    def test_a_pattern_is_no_memory(self, data: bytes, message: str) -> None:
        with pytest.raises(InputError) as refused:
            read_image(MemoryImage(data), CATALOGUE)

        assert refused.value.code == "image-blank"
        assert refused.value.message == message
        assert refused.value.value == f"{len(data)} bytes"
        assert refused.value.expected == "the content of a radio's memory chip"
        assert refused.value.next_step == "read the chip twice and compare the two images"

    def test_a_longer_pattern_or_a_broken_one_is_read(self) -> None:
        assert read_image(MemoryImage(bytes(range(200, 233)) * 4), CATALOGUE).refused
        assert read_image(MemoryImage(b"\xff" * 127 + b"\x00"), CATALOGUE).refused
        assert read_image(MemoryImage(b"\xaa\xaa\x12"), CATALOGUE).refused
        assert read_image(MemoryImage(b"\x00"), CATALOGUE).refused

    def test_it_is_refused_for_a_named_layout_too(self) -> None:
        with pytest.raises(InputError, match="0x00"):
            read_image(MemoryImage(bytes(128)), CATALOGUE, layout="blaupunkt-acr-4250")

    def test_text_is_no_memory(self) -> None:
        text = "".join(f"{index:03X}\t{index} ~\r\n" for index in range(100)).encode()
        with pytest.raises(InputError) as refused:
            read_image(MemoryImage(text), CATALOGUE)

        assert refused.value.code == "image-is-text"
        assert refused.value.message == "the file is plain text, not the content of a memory chip"
        assert refused.value.value == f"{len(text)} bytes"
        assert refused.value.expected == "a .bin file, Intel HEX or Motorola S-record"
        assert refused.value.next_step == "save the image as .bin in the reader's program"

    @pytest.mark.parametrize("byte", [b"\x00", b"\x1f", b"\x7f", b"\x0b", b"\xc3"])
    def test_one_other_byte_makes_it_a_memory(self, byte: bytes) -> None:
        text = "".join(f"{index:03X}\t{index}\r\n" for index in range(100)).encode()

        assert read_image(MemoryImage(text + byte), CATALOGUE).refused


class TestComparison:
    ACR: ClassVar = {0x03: b"\x04\x00"}
    SERIAL = b"BP5511Z1234567"

    def test_the_rule_and_the_memory_agree(self) -> None:
        by_rule = "5351"
        stored = bytes.fromhex(by_rule[1] + by_rule[0] + by_rule[3] + by_rule[2])
        image = filled(128, {**self.ACR, 0x05: stored, 0x40: self.SERIAL})

        (read,) = read_image(image, CATALOGUE, layout="blaupunkt-acr-4250").stored
        assert read.code == code(by_rule)
        assert read.comparisons == (
            Comparison(serial="BP5511Z1234567", agrees=True, rule="blaupunkt-bp", code=code(by_rule)),
        )

    def test_the_rule_and_the_memory_disagree(self) -> None:
        image = filled(128, {**self.ACR, 0x05: b"\x11\x11", 0x40: self.SERIAL})

        (comparison,) = read_image(image, CATALOGUE, layout="blaupunkt-acr-4250").stored[0].comparisons
        assert (comparison.agrees, comparison.rule, comparison.code) == (False, "blaupunkt-bp", code("5351"))

    def test_a_serial_that_no_rule_takes_is_named_with_the_reason(self) -> None:
        (comparison,) = read_image(filled(4096, RCD310), CATALOGUE).stored[0].comparisons

        assert (comparison.serial, comparison.agrees, comparison.code) == ("VWZ0Z0A0000000", None, None)
        assert comparison.reason.startswith("No public rule leads from the serial to the code")

    def test_a_serial_is_named_once_and_four_at_most(self) -> None:
        serials = [b"BP5511Z000000%d" % number for number in range(6)]
        repeated = b"\xff".join([serials[0], *serials])
        image = filled(4096, {**RCD310, 0x800: repeated})

        comparisons = read_image(image, CATALOGUE).stored[0].comparisons
        assert [comparison.serial for comparison in comparisons] == [
            "VWZ0Z0A0000000",
            *(serial.decode() for serial in serials[:3]),
        ]

    def test_a_serial_that_nobody_knows_is_not_compared(self) -> None:
        image = filled(4096, {0xA0: b"\x65\x67\x61\x6c", 0xD7: b"00000000001234", 0xF0: b"RCD310"})

        (comparison,) = read_image(image, CATALOGUE).stored[0].comparisons
        assert comparison == Comparison(
            serial="00000000001234",
            agrees=None,
            reason="'00000000001234' fits no serial that the catalogue knows",
        )

    def test_a_serial_that_asks_back_is_not_compared(self) -> None:
        layout = replace(find_layout("delphi-rcd310"), serial=(0xD7, 4))
        image = filled(4096, {0xD7: b"1234"})

        assert compared(layout, image, code("0249"), CATALOGUE) == (
            Comparison(serial="1234", agrees=None, reason="more than one code rule takes it"),
        )

    @pytest.mark.parametrize("text", [b"VWZ0Z0A000000-", b"VWZ0Z0A000000\xb9", b"\xff" * 14])
    def test_what_is_no_text_is_no_serial(self, text: bytes) -> None:
        image = filled(4096, {0xA0: b"\x65\x67\x61\x6c", 0xD7: text, 0xF0: b"RCD310"})

        assert read_image(image, CATALOGUE).stored[0].comparisons == ()

    @pytest.mark.parametrize("text", [b"M123456", b"BP5511Z1234567X", b"XBP5511Z1234567", b"XXXXXXXXXXXXXX"])
    def test_other_texts_are_not_taken_for_serials(self, text: bytes) -> None:
        image = filled(4096, {0xA0: b"\x65\x67\x61\x6c", 0xF0: b"RCD310", 0x800: text})

        assert read_image(image, CATALOGUE).stored[0].comparisons == ()


def test_the_layout_with_more_marks_comes_first() -> None:
    image = bytearray(filled(512, {0: b"\x41\x28\x75\x3a", 0x14: b"\x12\x34", 0x68: b"\x00"}).data)
    for first, behind in ((0x10, 0x44), (0x46, 0x61)):
        image[behind : behind + 2] = (0x55 + sum(image[first:behind])).to_bytes(2, "little")
    answer = read_image(MemoryImage(bytes(image)), CATALOGUE)

    assert [stored.layout.id for stored in answer.stored] == ["vw-premium-5", "grundig-wkc"]
    assert [stored.code for stored in answer.stored] == [code("1234"), None]


def test_a_refusal_carries_no_notes_on_typing() -> None:
    (stored,) = read_image(filled(128, {0: b"\xaa\xaa\xbc\xde"}), CATALOGUE).stored

    assert (stored.code, stored.rival, stored.warnings) == (None, None, ())
    assert stored.reason == "4 of 4 places at 0x02–0x03 hold no digit"


def test_two_marks_beat_one() -> None:
    image = filled(4096, {**RCD310, 0xF0: b"RCD310"})

    assert len([mark for mark in read_image(image, CATALOGUE).stored[0].found if mark.decides]) == 2


def test_no_code_is_read_unasked_from_a_layout_without_a_mark() -> None:
    for layout in ALL_LAYOUTS:
        if not layout.distinguished:
            answer = read_image(filled(layout.sizes_bytes[0], {0x03: bytes(20), 0x20: bytes(20)}), CATALOGUE)
            assert layout.id not in [stored.layout.id for stored in answer.stored]
