"""What a reading says, as the text that :func:`headunit.identify` and the guided way take for a typed label.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import InputError

if TYPE_CHECKING:
    from headunit.label.reading import LabelReading

__all__ = ["answer_of", "label_text"]


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


def answer_of(reading: LabelReading, key: str) -> str:
    """Return what *reading* answers to the question *key* of the guided way: ``label``, ``serial`` or ``code``.

    Raises InputError (``label-unread``, ``label-doubtful``, ``label-no-code``).
    """
    if key == "code":
        return _code_of(reading)
    if reading.refused is not None:
        raise InputError("label-unread", reading.refused.reason, next_step=reading.refused.advice)
    serial = reading.serial.value
    if serial is None:
        raise _doubtful(reading)
    return serial if key == "serial" else label_text(reading)


def _code_of(reading: LabelReading) -> str:
    if reading.code is None:
        raise InputError(
            "label-no-code",
            "no number on the photo is named as the code",
            expected="a card that says CODE and the number behind it",
            next_step="type the number",
        )
    return reading.code.reveal()


def _doubtful(reading: LabelReading) -> InputError:
    shown = "".join(f"[{one.value or '_'}]" if one.doubtful else str(one.value) for one in reading.serial.characters)
    return InputError(
        "label-doubtful",
        f"the serial was read as {shown}, and what stands in brackets is in doubt" if shown else "no serial was read",
        value=reading.serial.likely,
        next_step="type it, or give another photo too",
    )
