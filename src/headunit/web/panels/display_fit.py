"""How many characters the display of a drawing needs, and what of a text stands where."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.panel import Panel
    from headunit.web.panels.looks import Look

__all__ = ["characters", "placed", "plain"]

_LEAST = {"dots": 16, "seg14": 4, "screen": 0}
_SLOTS = {"{used}": "8", "{one}": "8", "{left}": "88", "{minutes}": "888"}


def characters(panel: Panel, look: Look) -> int:
    """Return how many characters a display of that look has room for: all that this panel can show."""
    texts = (_filled(panel, text) for _, text in panel.displays)
    return max(_LEAST[look.kind], *(len(text.strip()) for text in texts))


def _filled(panel: Panel, text: str) -> str:
    text = text.replace("{digits}", "8" * len(panel.alphabets))
    for slot, widest in _SLOTS.items():
        text = text.replace(slot, widest)
    return text


def plain(text: str) -> str:
    """Return *text* in the characters that displays are drawn with: a raised ¹ is a 1."""
    return unicodedata.normalize("NFKC", text)


def placed(text: str, cells: int, *, exact: bool, right: bool = False) -> str:
    """Return *text* as it stands in *cells* columns: where the radio has it, else in the middle or at the *right*."""
    text = plain(text)
    if exact:
        return text[:cells]
    text = text.strip()[:cells]
    return text.rjust(cells) if right else text.center(cells).rstrip()
