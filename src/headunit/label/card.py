"""A photographed code card: the number behind the word that means the code.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.numbers import RadioCode

if TYPE_CHECKING:
    from headunit.label.candidates import Roles

__all__ = ["code_on_card"]

_LENGTHS = range(3, 9)
_LEAST_SURE = 0.9


def code_on_card(roles: Roles) -> RadioCode | None:
    """Return the one number that a code card names as the code; None when there is none, two, or one in doubt."""
    found = {
        value.text
        for value in roles.codes
        if len(value.cells) in _LENGTHS
        and value.text.isdigit()
        and all(cell.sure >= _LEAST_SURE for cell in value.cells)
        and not value.cut_left
        and not value.cut_right
    }
    return RadioCode(found.pop()) if len(found) == 1 else None
