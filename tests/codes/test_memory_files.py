"""Memory files: raw bytes, Intel HEX and S-record, whole or damaged; a file's content tells its form."""

from __future__ import annotations

import builtins
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.codes.memory_files import FileForm, MemoryFile, parse_memory_file, read_memory_file
from headunit.errors import ConfigurationError, FileMissingError, HeadunitError, InputError, ReadFailedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTENT = bytes((7 * index) % 256 for index in range(128))


def intel(data: bytes, start: int = 0, *, end: bool = True) -> str:
    """Write Intel HEX as its specification says: sixteen bytes a record, the two's complement of the sum behind."""
    lines = []
    for offset in range(0, len(data), 16):
        piece = data[offset : offset + 16]
        address = start + offset
        record = bytes((len(piece), address >> 8 & 0xFF, address & 0xFF, 0)) + piece
        lines.append(f":{(record + bytes((-sum(record) & 0xFF,))).hex().upper()}")
    return "\n".join([*lines, ":00000001FF"] if end else lines) + "\n"


def motorola(data: bytes, start: int = 0, *, end: bool = True) -> str:
    """Write S-records with 16-bit addresses: the one's complement of the sum behind."""
    lines = ["S0030000FC"]
    for offset in range(0, len(data), 16):
        piece = data[offset : offset + 16]
        record = bytes((len(piece) + 3,)) + (start + offset).to_bytes(2, "big") + piece
        lines.append(f"S1{(record + bytes((~sum(record) & 0xFF,))).hex().upper()}")
    return "\n".join([*lines, "S9030000FC"] if end else lines) + "\n"


def parsed(text: str) -> MemoryFile:
    return parse_memory_file(text.encode())


@pytest.mark.parametrize(
    "data", [CONTENT, b"\x00", b": colon first", b":0000", b"S1 is no record", b"S1\n", bytes(65_536)]
)
def test_bytes_are_taken_as_they_are(data: bytes) -> None:
    memory = parse_memory_file(data)

    assert (memory.image.data, memory.form, memory.notes) == (data, FileForm.RAW, ())


@pytest.mark.parametrize(("write", "form"), [(intel, FileForm.INTEL_HEX), (motorola, FileForm.S_RECORD)])
class TestText:
    def test_a_whole_file_gives_its_bytes(self, write: Callable[..., str], form: FileForm) -> None:
        for text in (
            write(CONTENT),
            write(CONTENT).lower(),
            write(CONTENT).replace("\n", "\r\n"),
            "\n " + write(CONTENT),
        ):
            fixed = text.replace("s", "S") if form is FileForm.S_RECORD else text
            memory = parsed(fixed)
            assert (memory.image.data, memory.form, memory.notes) == (CONTENT, form, ())

    def test_what_the_file_leaves_out_is_absent_and_said(self, write: Callable[..., str], form: FileForm) -> None:
        memory = parsed(write(CONTENT[:40], 0x10))

        assert memory.image.data == b"\xff" * 16 + CONTENT[:40] + b"\xff" * 8
        assert memory.image.absent == {*range(16), *range(56, 64)}
        assert memory.form is form
        assert memory.notes == (
            "the file leaves 24 of 64 bytes out; nothing is read from them",
            "its first byte stands at 0x10; addresses are taken as they are",
        )

    def test_a_size_is_rounded_up_to_a_chips(self, write: Callable[..., str], form: FileForm) -> None:
        assert len(parsed(write(CONTENT + b"\x01")).image) == 256
        assert len(parsed(write(b"\x01")).image) == 1
        assert parsed(write(b"\x01" * 3)).notes == ("the file leaves 1 of 4 bytes out; nothing is read from them",)
        assert parsed(write(CONTENT)).form is form

    def test_the_last_address_is_ffff(self, write: Callable[..., str], form: FileForm) -> None:
        assert parsed(write(b"\x01", 0xFFFF)).image.data[-1] == 1
        assert parsed(write(b"\x01", 0xFFFF)).form is form

    def test_a_file_without_its_last_record_may_be_cut(self, write: Callable[..., str], form: FileForm) -> None:
        with pytest.raises(InputError) as refused:
            parsed(write(CONTENT, end=False))

        title = {"intel-hex": "Intel HEX", "s-record": "Motorola S-record"}[form]
        assert refused.value.code == "image-damaged"
        assert refused.value.message == (
            f"the {title} file is damaged: its last record is missing, so it may be cut off"
        )
        assert refused.value.expected == f"a whole {title} file of at most 65536 bytes of data"
        assert refused.value.next_step == "save it again in the reader's program, best as .bin"

    def test_a_wrong_sum_is_damage(self, write: Callable[..., str], form: FileForm) -> None:
        good = write(CONTENT)
        assert good.count("07") >= 1
        with pytest.raises(InputError, match="a record is wrong, or two records hold the same address"):
            parsed(good.replace("07", "08", 1))
        assert parsed(good).form is form

    def test_a_byte_order_mark_in_front_does_not_matter(self, write: Callable[..., str], form: FileForm) -> None:
        memory = parse_memory_file(b"\xef\xbb\xbf" + write(CONTENT).encode())

        assert (memory.image.data, memory.form, memory.notes) == (CONTENT, form, ())

    def test_a_hole_in_the_middle_is_absent(self, write: Callable[..., str], form: FileForm) -> None:
        lines = write(CONTENT).splitlines()
        del lines[4 if form is FileForm.INTEL_HEX else 5]
        memory = parsed("\n".join(lines))

        assert memory.image.absent == set(range(64, 80))
        assert memory.notes == ("the file leaves 16 of 128 bytes out; nothing is read from them",)

    @pytest.mark.parametrize(("size", "start"), [(512, 0xB600), (128, 0x1000), (4096, 0xF000), (256, 0xFF00)])
    def test_a_whole_chip_elsewhere_is_read_from_address_0(
        self, write: Callable[..., str], form: FileForm, size: int, start: int
    ) -> None:
        data = (CONTENT * 32)[:size]
        memory = parsed(write(data, start))

        assert (memory.image.data, memory.image.absent, memory.form) == (data, frozenset(), form)
        assert memory.notes == (
            f"its {size} bytes stand from 0x{start:X} on; they are taken as a whole chip, from address 0 on",
        )

    @pytest.mark.parametrize(("size", "start"), [(511, 0xB600), (384, 0xB600), (128, 0x0F80), (128, 0x80)])
    def test_anything_else_keeps_its_addresses(
        self, write: Callable[..., str], form: FileForm, size: int, start: int
    ) -> None:
        memory = parsed(write((CONTENT * 4)[:size], start))

        assert memory.image.at(start, size) == (CONTENT * 4)[:size]
        assert memory.form is form
        assert len(memory.image.absent) == len(memory.image) - size

    def test_two_blocks_keep_their_addresses(self, write: Callable[..., str], form: FileForm) -> None:
        lines = write(CONTENT, 0xB600).splitlines()
        more = write(CONTENT, 0xB700).splitlines()
        memory = parsed("\n".join([*lines[:-1], *more[more[0] == "S0030000FC" :]]))

        assert memory.image.at(0xB600, 128) == memory.image.at(0xB700, 128) == CONTENT
        assert memory.form is form

    def test_two_records_for_one_address_are_damage(self, write: Callable[..., str], form: FileForm) -> None:
        lines = write(CONTENT).splitlines()
        assert form
        with pytest.raises(InputError, match="damaged"):
            parsed("\n".join([*lines[:2], *lines[1:]]))

    def test_no_data_is_damage(self, write: Callable[..., str], form: FileForm) -> None:
        assert form
        with pytest.raises(InputError, match="it holds no data record"):
            parsed(write(b""))

    def test_another_alphabet_is_damage(self, write: Callable[..., str], form: FileForm) -> None:
        assert form
        with pytest.raises(InputError, match="a record is wrong"):
            parse_memory_file(write(CONTENT).encode().replace(b"\n", "\n# Prüfung\n".encode(), 1))

    def test_a_very_long_file_is_refused(self, write: Callable[..., str], form: FileForm) -> None:
        assert form
        with pytest.raises(InputError, match="it is longer than 1572864 bytes"):
            parsed(write(CONTENT) + "\n" * 1_572_864)


def test_addresses_past_64_kib_are_refused() -> None:
    high = ":020000040001F9\n" + intel(b"\x01")
    with pytest.raises(InputError, match="its addresses go up to 0x10000, past 0xFFFF"):
        parsed(high)


def test_a_whole_chip_past_64_kib_is_read() -> None:
    memory = parsed(":020000040001F9\n" + intel(CONTENT))

    assert memory.image.data == CONTENT
    assert memory.notes == ("its 128 bytes stand from 0x10000 on; they are taken as a whole chip, from address 0 on",)


def test_raw_bytes_keep_what_looks_like_a_byte_order_mark() -> None:
    assert parse_memory_file(b"\xef\xbb\xbf" + CONTENT).image.data == b"\xef\xbb\xbf" + CONTENT


def test_an_unknown_kind_of_record_is_damage() -> None:
    with pytest.raises(InputError, match="damaged"):
        parsed(":00000009F7\n:00000001FF\n")


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "named.bin"
    path.write_text(intel(CONTENT), encoding="ascii")

    assert read_memory_file(path).image.data == CONTENT
    assert read_memory_file(path).form is FileForm.INTEL_HEX


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError) as refused:
        read_memory_file(tmp_path / "nope.bin")

    assert (refused.value.code, refused.value.value) == ("file-missing", str(tmp_path / "nope.bin"))
    assert refused.value.message == f"there is no file {str(tmp_path / 'nope.bin')!r}"


def test_a_folder_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadFailedError) as refused:
        read_memory_file(tmp_path)

    assert (refused.value.code, refused.value.value) == ("read-failed", str(tmp_path))
    assert refused.value.message == f"{str(tmp_path)!r} can't be read (Is a directory)"


def test_a_huge_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.bin"
    with path.open("wb") as file:
        file.truncate(1 << 33)

    with pytest.raises(InputError) as refused:
        read_memory_file(path)
    assert refused.value.code == "image-too-large"


def test_without_the_extra_raw_files_are_read_and_text_forms_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "bincopy":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.delitem(sys.modules, "bincopy", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)

    assert parse_memory_file(CONTENT).image.data == CONTENT
    with pytest.raises(ConfigurationError) as refused:
        parsed(intel(CONTENT))
    assert (refused.value.code, refused.value.value) == ("extra-missing", "images")
    assert refused.value.message == ("Intel HEX and Motorola S-record need the extra 'images', which is not installed")
    assert refused.value.expected == "the package bincopy"
    assert refused.value.next_step == (
        "run 'make extras' in Headunit's folder, or save the image as .bin in the reader's program"
    )


@given(
    st.one_of(
        st.binary(max_size=2000),
        st.binary(min_size=1, max_size=300).map(lambda data: intel(data).encode()),
        st.binary(min_size=1, max_size=300).map(lambda data: motorola(data).encode()),
    ),
    st.lists(st.tuples(st.integers(0, 1000), st.binary(min_size=1, max_size=4)), max_size=3),
)
def test_any_file_gives_an_image_or_one_of_our_errors(content: bytes, damage: list[tuple[int, bytes]]) -> None:
    changed = bytearray(content)
    for place, part in damage:
        start = place % (len(changed) + 1)
        changed[start : start + len(part)] = part
    try:
        memory = parse_memory_file(bytes(changed))
    except HeadunitError as error:
        code = error.code
    else:
        assert 1 <= len(memory.image) <= 65_536
        return
    assert code in {"image-empty", "image-damaged"}


@given(st.binary(min_size=1, max_size=600), st.integers(0, 60_000))
def test_both_text_forms_hold_the_same_bytes(data: bytes, start: int) -> None:
    first, second = parsed(intel(data, start)), parsed(motorola(data, start))

    assert first.image == second.image
    assert first.notes == second.notes
    whole = any("whole chip" in note for note in first.notes)
    assert first.image.at(0 if whole else start, len(data)) == data
