"""What a reading says, as the text that :func:`headunit.identify` and the guided way take for a typed label.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.label.reading import LabelReading

__all__ = ["label_text"]


def label_text(reading: LabelReading) -> str:
    """Return the label as lines of text, captions added; a serial that is in doubt is left out.

    A part number in doubt is left out too. The number on a code card never stands in it.
    """
    lines = (
        ("S/N", reading.serial.value),
        ("P/N", reading.part_number.value),
        ("Model", reading.model.value),
        *(("VIN", vin) for vin in reading.vins),
    )
    return "\n".join(f"{caption} {value}" for caption, value in lines if value)
