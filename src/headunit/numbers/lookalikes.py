"""Characters that eyes and cameras take for one another: suggestions only, nothing is changed silently."""

from __future__ import annotations

from itertools import combinations

__all__ = ["HOMOGLYPHS", "LOOKALIKES", "swaps", "transliterate"]

LOOKALIKES: dict[str, str] = {
    "0": "O",
    "O": "0",
    "Q": "0",
    "1": "I",
    "I": "1",
    "L": "1",
    "8": "B",
    "B": "8",
    "5": "S",
    "S": "5",
    "2": "Z",
    "Z": "2",
    "6": "G",
    "G": "6",
}
"""Upper-case character → what it may be instead (docs/reference/numbers.md)."""

HOMOGLYPHS = str.maketrans("АВЕКМНОРСТУХІЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXISABEZHIKMNOPTYX")  # noqa: RUF001 - on purpose
"""Cyrillic and Greek capitals that look like Latin ones; a keyboard in the wrong layout types them."""


def transliterate(text: str) -> str:
    """Return *text* with Cyrillic and Greek look-alikes written in Latin letters."""
    return text.translate(HOMOGLYPHS)


def swaps(text: str, most: int) -> list[tuple[int, str]]:
    """Return ``(number of swaps, text)`` for each way to swap 1 to *most* look-alikes, fewest swaps first.

    *text* is upper case and at most 24 characters long, which bounds the answer to about 2,000 entries at *most* = 3.
    """
    places = [index for index, character in enumerate(text) if character in LOOKALIKES]
    found = []
    for count in range(1, most + 1):
        for chosen in combinations(places, count):
            characters = list(text)
            for index in chosen:
                characters[index] = LOOKALIKES[characters[index]]
            found.append((count, "".join(characters)))
    return found
