"""From what a person copied to the characters that count."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["canonical", "upper"]

_SEPARATORS = re.compile(r"[^0-9A-Z]+")


def upper(text: str) -> str:
    """Return *text* in upper case and compatibility form (NFKC): full-width digits become plain ones."""
    return unicodedata.normalize("NFKC", text).upper()


def canonical(text: str) -> str:
    """Return only the letters A-Z and digits of *text*, in upper case: spaces, hyphens, dots and slashes go.

    Letters of other alphabets go too; whoever wants to suggest what they stand for asks :func:`upper` first.
    """
    return _SEPARATORS.sub("", upper(text))
