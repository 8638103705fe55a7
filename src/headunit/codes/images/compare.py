"""Compare the code in a memory with the code that a rule gives for a serial in the same memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from headunit.codes.find import find_codes
from headunit.codes.images.answer import Comparison
from headunit.codes.rules import ALL_RULES
from headunit.errors import InputError
from headunit.numbers.memory_image import BytesAbsentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.codes.images.layout import Layout
    from headunit.facts.catalogue import Catalogue
    from headunit.numbers.memory_image import MemoryImage
    from headunit.numbers.radio_code import RadioCode

__all__ = ["compared"]

_RUN = re.compile(rb"[0-9A-Z]{12,17}")
_MOST = 4


def compared(layout: Layout, image: MemoryImage, code: RadioCode, catalogue: Catalogue) -> tuple[Comparison, ...]:
    """Return one comparison for each serial in *image*, at most four."""
    serials = list(dict.fromkeys(_serials(layout, image)))
    return tuple(_compare(serial, code, catalogue) for serial in serials[:_MOST])


def _serials(layout: Layout, image: MemoryImage) -> Iterator[str]:
    """Give the serial at the layout's own place, then texts of 12 to 17 characters that a code rule claims."""
    if layout.serial:
        try:
            at_its_place = image.at(*layout.serial)
        except BytesAbsentError:
            at_its_place = b""
        if at_its_place.isalnum() and at_its_place.isascii():
            yield at_its_place.decode("ascii").upper()
    for run in _RUN.findall(image.data):
        text = run.decode("ascii")
        if any(rule.claims(text) for rule in ALL_RULES):
            yield text


def _compare(serial: str, code: RadioCode, catalogue: Catalogue) -> Comparison:
    try:
        answer = find_codes(serial, catalogue)
    except InputError as error:
        return Comparison(serial=serial, agrees=None, reason=error.message)
    if answer.candidates:
        best = answer.candidates[0]
        return Comparison(serial=serial, agrees=best.code == code, rule=best.rule, code=best.code)
    reasons = [refusal.reason for refusal in answer.refused]
    return Comparison(serial=serial, agrees=None, reason=(reasons or ["more than one code rule takes it"])[0])
