"""What a number is, told while it is typed: the radio's serial, the car's VIN, a version, or not known.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.identity import identify
from headunit.numbers import NumberKind
from headunit.web.language import gettext as _
from headunit.web.sentences import tr

if TYPE_CHECKING:
    from headunit.facts import Catalogue
    from headunit.numbers import Reading

__all__ = ["LabelReading", "NumberRead", "read_label"]

_MOST = 4
_SERIALS = frozenset({NumberKind.SERIAL, NumberKind.PRECODE})
_SAME_ON_MANY = frozenset({NumberKind.PART_NUMBER, NumberKind.MODEL_NUMBER, NumberKind.FIRMWARE_VERSION})


class NumberRead(NamedTuple):
    """Tell one number: its *lamp* (``go``, ``care`` or ``note``), a *title* and *more*, and other readings of it.

    All words are in the language of the page.
    """

    value: str
    lamp: str
    title: str
    more: str
    others: tuple[str, ...] = ()


class LabelReading(NamedTuple):
    """Tell what stands in a text: *numbers*, and the names of the *radios* that fit."""

    numbers: tuple[NumberRead, ...] = ()
    radios: tuple[str, ...] = ()


def read_label(text: str, catalogue: Catalogue) -> LabelReading:
    """Return what *text* is; nothing is corrected silently.  Raises what identify raises for a text too long."""
    if not text.strip():
        return LabelReading()
    found = identify(text, catalogue)
    radios = tuple(family.name for family in found.families[:_MOST])
    return LabelReading(tuple(_told(reading) for reading in found.numbers[:_MOST]), radios)


def _told(reading: Reading) -> NumberRead:
    others = tuple(one.value for one in reading.alternatives if one.value != reading.value)
    if reading.kind in _SERIALS:
        title = (
            _("That is the radio’s serial") if reading.kind is NumberKind.SERIAL else _("That is the radio’s precode")
        )
        return NumberRead(reading.value, "go", title, tr(reading.why), others)
    if reading.kind is NumberKind.VIN:
        return NumberRead(
            reading.value, "care", _("That is your car’s VIN, not the radio’s serial"),
            _("Look for another number, on the radio itself. The VIN helps to tell the radio all the same."),
        )  # fmt: skip
    if reading.kind in _SAME_ON_MANY:
        title = _("That number is the same on many radios")
        return NumberRead(reading.value, "note", title, tr(reading.why), others)
    if reading.kind is NumberKind.SECURITY_CODE:
        return NumberRead(
            reading.value,
            "care",
            _("That looks like the code itself"),
            _("It is not written down here. Keep it at hand."),
        )
    if others:
        return NumberRead(
            reading.value, "care", _("Is it a letter or a digit?"),
            _("As you typed it, it fits no radio. Please look at the label again."), others,
        )  # fmt: skip
    return NumberRead(reading.value, "note", _("Not known"), tr(reading.why))
