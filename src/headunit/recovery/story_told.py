"""What a person told in a case, as a sentence of its story.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.records import Told

__all__ = ["told_words"]

_BETWEEN = frozenset(
    {
        "advised",
        "brand",
        "change",
        "correct",
        "detail",
        "look",
        "newer",
        "odd",
        "panel",
        "plug-unit",
        "radio",
        "source",
        "used",
        "vault",
    }
)
"""What only leads from one question to the next, or stands in a further record."""
_VALUES = {
    "serial": "The serial is {}.",
    "part-number": "The part number is {}.",
    "model-number": "The model number is {}.",
    "firmware": "The firmware is {}.",
    "vin": "The VIN is {}.",
    "label": "The label says: {}",
    "plug-serial": "Over its plug the unit told the serial {}.",
    "plug-part-number": "Over its plug the unit told the part number {}.",
    "plug-vin": "Over its plug the unit told the VIN {}.",
    "plug-hardware": "Over its plug the unit told the hardware {}.",
    "plug-software": "Over its plug the unit told the software {}.",
    "car": "The car: {}.",
    "earlier": "Case {} is of the same serial.",
    "vault-reference": "The code is in the vault, as {}.",
}
_FIXED = {
    ("label", ""): "The label can't be read or reached.",
    ("whose", "own"): "The car is the user's own.",
    ("whose", "customer"): "The car is a customer's.",
    ("legible", "yes"): "The serial was read once more: each character is clear.",
    ("legible", "no"): "The serial was read once more: a character is in doubt.",
    ("legible", "unseen"): "Nobody has compared the serial with the label.",
    ("plug-unit", "simulated"): "The unit that told it is simulated: it says nothing of a real radio.",
    ("kept-on", "yes"): "The radio was on all the time of the wait.",
    ("kept-on", "no"): "The radio was perhaps not on all the time of the wait.",
    ("panel", "usual"): "Its front: the usual one.",
    ("panel", "unknown"): "Its front is not known.",
    ("written", "yes"): "The code is written down on paper.",
}
_FROM_LABEL = frozenset({"serial", "part-number", "model-number", "firmware", "vin", "label"})


def told_words(event: Told, known: Knowledge, *, by_plug: bool) -> tuple[str, str] | None:
    """Return the sentence for what was told and what it rests on, None where it tells nothing of its own.

    *by_plug*: a unit told the same over its diagnostic plug.
    """
    value = "".join(sign if sign.isprintable() else "·" for sign in event.value)
    if (event.what, value) in _FIXED:
        return _FIXED[event.what, value], "as told"
    if event.what in _BETWEEN or not value:
        return None
    if event.what == "label" and by_plug:
        return f"Taken for what the label says: {value}", "as the unit told it"
    if event.what in _VALUES:
        basis = ("as the unit told it" if by_plug else "from the label") if event.what in _FROM_LABEL else ""
        return _VALUES[event.what].format(value), basis
    if event.what == "seen":
        words = {one.id: one.words for one in known.advice().observations}
        return f"Observed: {words.get(value, value)}.", "as told"
    return f"{event.what}: {value}.", "as told"
