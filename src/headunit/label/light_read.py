"""Read bar codes alone, where the text models aren't installed: a payload that says what it is gives the serial."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.facts.shapes import number_shapes
from headunit.label.barcodes import find_barcodes
from headunit.label.candidates import Roles
from headunit.label.patterns import part_patterns, serial_patterns
from headunit.label.reading import LabelRefusal
from headunit.label.report import Findings, reading_of
from headunit.label.settle import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.facts import Catalogue
    from headunit.label.photo import Photo
    from headunit.label.reading import LabelReading

__all__ = ["light_reading"]


def light_reading(photos: Sequence[Photo], catalogue: Catalogue) -> LabelReading:
    """Return what the bar codes of *photos* say; print is not read."""
    barcodes = tuple({code.text: code for photo in photos for code in find_barcodes(photo.image)}.values())
    shapes = number_shapes(catalogue)
    roles = Roles(serials=(), part=None, model=None, vins=(), codes=(), others=(), part_forms=part_patterns(shapes))
    settled = settle(roles, barcodes, serial_patterns(shapes), print_is_read=False)
    findings = Findings(settled=settled, roles=roles, barcodes=barcodes, code=None, shots=len(photos))
    reading = reading_of(findings, tuple(photo.name for photo in photos), None)
    if reading.serial.characters:
        return reading
    return replace(
        reading,
        refused=LabelRefusal(
            reason="no bar code on the photo holds a serial, and print can't be read without the extra 'label'",
            advice="pip install 'headunit[label]', or type the serial: headunit code SERIAL",
        ),
    )
