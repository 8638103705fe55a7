"""Recognise display texts: exactly when asked, and as capital words inside a longer text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.facts.claims import Claim
    from headunit.facts.family import Display, Family

__all__ = ["shown_by", "shows"]

_TELLING_LENGTH = 8


def shown_by(family: Family, shown: str, free_text: str) -> Claim[Display] | None:
    """Return the display claim of *family* that *shown* is, or that stands in *free_text* in the display's own letters.

    *shown* is compared without regard to case and spacing; a single ``#`` of the claim stands for one digit.
    """
    for claim in family.display:
        if shown and shows(claim.value.text, shown):
            return claim
        pattern = _pattern(claim.value.text)
        telling = claim.value.text.upper() == claim.value.text or len(claim.value.text) >= _TELLING_LENGTH
        if telling and not shown and re.search(rf"(?<![0-9A-Za-z]){pattern}(?![0-9A-Za-z])", free_text):
            return claim
    return None


def shows(text: str, shown: str) -> bool:
    """Return whether *shown* is the display text *text*, without regard to case and spacing."""
    return bool(re.fullmatch(_pattern(text), " ".join(shown.split()), re.IGNORECASE))


def _pattern(text: str) -> str:
    words = [re.escape(word).replace(r"\#", "[0-9]") for word in text.split()]
    return " ?".join(words)
