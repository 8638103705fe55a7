"""Files with the content of a memory chip: raw bytes, Intel HEX and Motorola S-record become a MemoryImage.

The one module of ``codes`` that reads files.  Raw files need the base install alone; the two text forms are read by
bincopy, of the extra ``images``.  A file's content says which form it has, never its name.  Bytes that a text file
leaves out are absent in the image: nothing is read from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from headunit.codes.images import ALL_LAYOUTS
from headunit.errors import ConfigurationError, FileMissingError, InputError, ReadFailedError
from headunit.numbers.memory_image import LARGEST_IMAGE_BYTES, MemoryImage

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FileForm", "MemoryFile", "parse_memory_file", "read_memory_file"]

_LARGEST_FILE_BYTES = 24 * LARGEST_IMAGE_BYTES
_FILL = b"\xff"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CHIP_SIZES = frozenset(size for layout in ALL_LAYOUTS for size in layout.sizes_bytes)
_INTEL_RECORD = re.compile(rb"\s*:[0-9A-Fa-f]{10,}\s*(?:\n|$)")
_S_RECORD = re.compile(rb"\s*S[0-9][0-9A-Fa-f]{6,}\s*(?:\n|$)")


class FileForm(StrEnum):
    """Say how a file holds the bytes."""

    RAW = "raw"
    INTEL_HEX = "intel-hex"
    S_RECORD = "s-record"


_TITLES = {FileForm.INTEL_HEX: "Intel HEX", FileForm.S_RECORD: "Motorola S-record"}
_LAST_RECORD = {FileForm.INTEL_HEX: re.compile(":00[0-9A-F]{4}01"), FileForm.S_RECORD: re.compile("S[789]")}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryFile:
    """Hold what a file gave: the *image*, its *form*, and *notes* on bytes that the file did not hold."""

    image: MemoryImage
    form: FileForm
    notes: tuple[str, ...] = ()


def read_memory_file(path: Path) -> MemoryFile:
    """Read the image in *path*, at most 1.5 MiB of text or 64 KiB of raw bytes.

    Raises FileMissingError (``file-missing``), ReadFailedError (``read-failed``), and what :func:`parse_memory_file`
    raises.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE_BYTES + 1)
    except FileNotFoundError:
        raise FileMissingError("file-missing", f"there is no file {str(path)!r}", value=str(path)) from None
    except OSError as fault:
        message = f"{str(path)!r} can't be read ({fault.strerror})"
        raise ReadFailedError("read-failed", message, value=str(path)) from None
    return parse_memory_file(content)


def parse_memory_file(content: bytes) -> MemoryFile:
    """Return the image that *content*, a whole file, holds.

    Raises InputError (``image-empty``, ``image-too-large``, ``image-damaged``) and ConfigurationError
    (``extra-missing``).
    """
    form = _form_of(content)
    if form is FileForm.RAW:
        return MemoryFile(image=MemoryImage(content), form=form)
    if len(content) > _LARGEST_FILE_BYTES:
        raise _damaged(form, f"it is longer than {_LARGEST_FILE_BYTES} bytes")
    blocks = _blocks(form, content.removeprefix(_BYTE_ORDER_MARK))
    first = min(blocks)
    whole = blocks[first]
    if len(blocks) == 1 and len(whole) in _CHIP_SIZES and first >= max(_CHIP_SIZES):
        note = f"its {len(whole)} bytes stand from 0x{first:X} on; they are taken as a whole chip, from address 0 on"
        return MemoryFile(image=MemoryImage(whole), form=form, notes=(note,))
    end = max(address + len(data) for address, data in blocks.items())
    if end > LARGEST_IMAGE_BYTES:
        raise _damaged(form, f"its addresses go up to 0x{end - 1:X}, past 0x{LARGEST_IMAGE_BYTES - 1:X}")
    return _filled(form, blocks, first, end)


def _form_of(content: bytes) -> FileForm:
    text = content.removeprefix(_BYTE_ORDER_MARK)
    if _INTEL_RECORD.match(text):
        return FileForm.INTEL_HEX
    return FileForm.S_RECORD if _S_RECORD.match(text) else FileForm.RAW


def _blocks(form: FileForm, content: bytes) -> dict[int, bytes]:
    """Return address → bytes of a text file in which every record is whole, right by its sum, and said once."""
    library = _library()
    text = content.decode("ascii", errors="replace").upper()
    last = text.rstrip().rpartition("\n")[2].strip()
    if not _LAST_RECORD[form].match(last):
        raise _damaged(form, "its last record is missing, so it may be cut off")
    binary = library.BinFile()
    try:
        (binary.add_ihex if form is FileForm.INTEL_HEX else binary.add_srec)(text)
    except (library.Error, ValueError, IndexError) as fault:
        raise _damaged(form, "a record is wrong, or two records hold the same address") from fault
    blocks = {int(segment.minimum_address): bytes(segment.data) for segment in binary.segments if segment.data}
    if not blocks:
        raise _damaged(form, "it holds no data record")
    return blocks


def _filled(form: FileForm, blocks: dict[int, bytes], first: int, end: int) -> MemoryFile:
    """Lay the blocks out from address 0 to a power of two; what the file leaves out is absent."""
    size = 1 << (end - 1).bit_length()
    content = bytearray(_FILL * size)
    for address, data in blocks.items():
        content[address : address + len(data)] = data
    absent = frozenset(range(size)).difference(*(range(start, start + len(data)) for start, data in blocks.items()))
    notes = [f"the file leaves {len(absent)} of {size} bytes out; nothing is read from them"] if absent else []
    if first:
        notes.append(f"its first byte stands at 0x{first:X}; addresses are taken as they are")
    return MemoryFile(image=MemoryImage(bytes(content), absent), form=form, notes=tuple(notes))


def _library() -> Any:  # noqa: ANN401 - bincopy has no types
    try:
        import bincopy  # noqa: PLC0415 - of the extra; only those who have such a file need it
    except ImportError:
        raise ConfigurationError(
            "extra-missing",
            "Intel HEX and Motorola S-record need the extra 'images', which is not installed",
            value="images",
            expected="the package bincopy",
            next_step="run 'make extras' in Headunit's folder, or save the image as .bin in the reader's program",
        ) from None
    return bincopy


def _damaged(form: FileForm, what: str) -> InputError:
    return InputError(
        "image-damaged",
        f"the {_TITLES[form]} file is damaged: {what}",
        expected=f"a whole {_TITLES[form]} file of at most {LARGEST_IMAGE_BYTES} bytes of data",
        next_step="save it again in the reader's program, best as .bin",
    )
