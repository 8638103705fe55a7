"""Bytes and codes of real radios, from a file outside the repository that HEADUNIT_VECTORS names.

Rows that are read here: *family* ``eeprom-…`` with the bytes and their offset in *serial*, and ``volvo-cr905-diodes``.
A failure names the family and the row's number, never a code.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from headunit.codes.images import find_layout
from headunit.codes.images.volvo_diodes import read_diodes
from headunit.numbers import RadioCode
from headunit.numbers.memory_image import MemoryImage

LAYOUT_OF = {
    "eeprom-blaupunkt-acr4250": "blaupunkt-acr-4250",
    "eeprom-clarion-93c46": "clarion-93c46",
    "eeprom-delphi-rcd310": "delphi-rcd310",
    "eeprom-grundig-wkc": "grundig-wkc",
    "eeprom-vw-premium4": "vw-premium-4",
    "eeprom-vw-premium5": "vw-premium-5",
}
STORED = re.compile(r"(?P<bytes>(?:[0-9A-F]{2} ?)+)(?:@0x(?P<offset>[0-9A-F]+))?", re.IGNORECASE)
NOTED = re.compile(r"(?P<bytes>(?:[0-9A-F]{2} )+)@0x(?P<offset>[0-9A-F]+)", re.IGNORECASE)


def rows(prefix: str) -> list[tuple[int, dict[str, str]]]:
    path = Path(os.environ["HEADUNIT_VECTORS"])
    found = json.loads(path.read_text(encoding="utf-8"))
    return [(number, row) for number, row in enumerate(found) if row["family"].startswith(prefix)]


def image_of(row: dict[str, str], size: int) -> MemoryImage:
    """Lay the row's bytes into an erased chip; check words of the note are laid in where it names them."""
    content = bytearray(b"\xff" * size)
    for match in (STORED.match(row["serial"]), NOTED.search(row["extra"])):
        if match:
            part, offset = bytes.fromhex(match["bytes"]), int(match["offset"] or "0", 16)
            content[offset : offset + len(part)] = part
    return MemoryImage(bytes(content))


@pytest.mark.vectors
def test_codes_in_memories_are_read_as_their_radios_took_them() -> None:
    given = rows("eeprom-")
    assert given
    for number, row in given:
        layout = find_layout(LAYOUT_OF[row["family"]])
        image = image_of(row, layout.sizes_bytes[-1])
        outcome = layout.decode(image)
        if layout.id == "grundig-wkc":
            assert isinstance(outcome, str)
            assert all(mark.present(image) for mark in layout.marks), f"row {number}, {row['family']}"
        else:
            assert outcome == RadioCode(row["code"]), f"row {number}, {row['family']}"


@pytest.mark.vectors
def test_diodes_are_read_as_their_radios_took_them() -> None:
    given = rows("volvo-")
    assert given
    for number, row in given:
        assert read_diodes(row["serial"]).code == RadioCode(row["code"]), f"row {number}, {row['family']}"
