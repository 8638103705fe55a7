"""Where a bar code and the print say different things, nobody is right unasked.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.label.align_text import are_alike, pair_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.value import Cell

__all__ = ["disputed_place"]

_CLEARLY = 0.99


def disputed_place(code: Sequence[Cell], printed: Sequence[Cell]) -> tuple[int, str] | None:
    """Return the one place where the print clearly shows another character than the bar code, and that character.

    None where all agree but for look-alikes and hidden places; several differences show that the print was read badly.
    """
    _, pairs = pair_up(code, printed)
    found: list[tuple[int, str]] = []
    for i, j in pairs:
        if i is None or j is None:
            return None
        mine, theirs = code[i].best, printed[j]
        if theirs.choices and theirs.best != mine and not are_alike(mine, theirs.best):
            found.append((i, theirs.best if theirs.sure >= _CLEARLY else ""))
    return found[0] if len(found) == 1 and found[0][1] else None
