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
    ("kept-on", "yes"): "The radio was on all the time of the wait.",
    ("kept-on", "no"): "The radio was perhaps not on all the time of the wait.",
    ("panel", "usual"): "Its front: the usual one.",
    ("panel", "unknown"): "Its front is not known.",
    ("written", "yes"): "The code is written down on paper.",
}
_FROM_LABEL = frozenset({"serial", "part-number", "model-number", "firmware", "vin", "label"})


def told_words(event: Told, known: Knowledge) -> tuple[str, str] | None:
    """Return the sentence for what was told and what it rests on, None where it tells nothing of its own."""
    value = "".join(sign if sign.isprintable() else "·" for sign in event.value)
    if (event.what, value) in _FIXED:
        return _FIXED[event.what, value], "as told"
    if event.what in _BETWEEN or not value:
        return None
    if event.what in _VALUES:
        basis = "typed from the label" if event.what in _FROM_LABEL else ""
        return _VALUES[event.what].format(value), basis
    if event.what == "seen":
        words = {one.id: one.words for one in known.advice().observations}
        return f"Observed: {words.get(value, value)}.", "as told"
    return f"{event.what}: {value}.", "as told"
