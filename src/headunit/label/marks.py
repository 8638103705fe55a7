"""What else is printed on a radio: approvals, voltages, versions, where it was made.  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.label.value import Value

__all__ = ["is_approval", "is_mark"]

_APPROVAL = re.compile(r"[EC][0-9]{1,2}[0-9]{6}.*")
_WORDS = re.compile(r"MADEIN|CO?LTD|[0-9]{2,3}V[0-9]{1,2}A$|GERMANY|RDS$")
_VOLTS = re.compile(r"(?:DC ?)?(?:[0-9]{1,2}(?:[.,][0-9]{1,2})? ?V(?!\w*[0-9]{3})|[0-9]{3} ?V(?!\w))")
"""A run whose V has three or more digits close behind it is a number of its own; 138V is 13.8 V."""
_VERSION = re.compile(r"\b[HS]W(?:[:./ ]+[0-9]|[0-9]{1,4}\b)")


def is_approval(text: str) -> bool:
    """Return whether *text* is a type approval (E9 080531, C7 …), with whatever follows it in the row."""
    return _APPROVAL.fullmatch(text) is not None


def is_mark(value: Value, *, but: str = "") -> bool:
    """Return whether the run is no number of this radio: a voltage, a version, a place; an ending *but* is allowed."""
    text = value.text.removesuffix(but)
    return any((_WORDS.search(text), _VOLTS.match(value.shown), _VERSION.search(value.shown)))
