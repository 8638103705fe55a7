"""Narrow the catalogue's shapes to those that can matter for a text, so that many texts are read fast.

Every character that may be taken for another one, and every digit, is written as ``0``: the *form* of a text. The
patterns are rewritten in the same way. A pattern whose rewritten form doesn't fit the form of a text fits neither that
text nor any way to swap its look-alikes, so leaving it out changes nothing in what :func:`read_numbers` says.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from headunit.numbers.chunks import chunks
from headunit.numbers.lookalikes import LOOKALIKES
from headunit.numbers.shapes import NumberKind
from headunit.numbers.spans import DATA_IDENTIFIERS, LONGEST_NUMBER
from headunit.numbers.text import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from headunit.numbers.shapes import NumberShape

__all__ = ["Nearby", "form_of", "form_pattern"]

MOST_PIECES = 4
"""Texts of more pieces are read with all shapes."""
MOST_FORMS = 50_000
"""Forms that are remembered; a form takes about 200 bytes."""

_ANY_DIGIT = "0"
_FOLDED = str.maketrans(dict.fromkeys([*"0123456789", *LOOKALIKES], _ANY_DIGIT))
_TOKEN = re.compile(
    r"(?P<kept>\{[0-9]+(?:,[0-9]*)?\}|\(\?:|\(\?P<[a-z]+>|[()|*+?])|\[(?P<class>[0-9A-Z-]+)\]|(?P<one>[0-9A-Z])"
)
_MEMBERS = re.compile(r"([0-9A-Z])-([0-9A-Z])|([0-9A-Z])")
_SHORTEST_BAR_CODE = 12
_SHORTEST_PART_NUMBER = 8


def form_of(text: str) -> str:
    """Return the form of *text* (A-Z, 0-9): digits and letters that look like one become ``0``."""
    return text.translate(_FOLDED)


def form_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern that fits the form of every text that *pattern* fits; of one not understood, any text's."""
    parts, position = [], 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            return re.compile(".*")
        parts.append(token["kept"] or _form_class(token["class"] or token["one"]))
        position = token.end()
    return re.compile("".join(parts))


def _form_class(members: str) -> str:
    """Return the class of the forms of all *members*, as they stand between brackets."""
    singles = {
        form_of(chr(code))
        for first, last, one in _MEMBERS.findall(members)
        for code in range(ord(first or one), ord(last or one) + 1)
    }
    return f"[{''.join(sorted(singles))}]"


class Nearby:
    """Answer which of the *shapes* can matter for a text; remembers what it found out, so one serves a whole file."""

    def __init__(self, shapes: Sequence[NumberShape]) -> None:
        """Take the shapes in the order in which they are read."""
        self._all = tuple(shapes)
        self._patterns = [form_pattern(shape.pattern) for shape in shapes]
        self._letters = [
            form_of(shape.letters) if shape.kind is NumberKind.SERIAL and not shape.is_open else "" for shape in shapes
        ]
        self._found: dict[str, frozenset[int]] = {}
        self._chosen: dict[frozenset[int], tuple[NumberShape, ...]] = {}

    def shapes_for(self, text: str) -> tuple[NumberShape, ...]:
        """Return the shapes with which *text*, or its characters without captions, is read just as with all."""
        pieces = [piece.text for piece in chunks(text)]
        if len(pieces) > MOST_PIECES:
            return self._all
        ends = combinations(range(len(pieces) + 1), 2)
        joined = {canonical(text), *("".join(pieces[start:end]) for start, end in ends)}
        near = frozenset().union(*(self._near(form_of(piece)) for piece in joined))
        return self._those(near)

    def shapes_near(self, form: str) -> tuple[NumberShape, ...]:
        """Return the same for every text in one piece (A-Z, 0-9) of that *form*."""
        return self._those(self._near(form))

    def _those(self, places: frozenset[int]) -> tuple[NumberShape, ...]:
        chosen = self._chosen.get(places)
        if chosen is None:
            chosen = self._chosen[places] = tuple(self._all[place] for place in sorted(places))
        return chosen

    def _near(self, form: str) -> frozenset[int]:
        """Return the places of the shapes that fit a text of that *form*, or one that is made from it in reading."""
        found = self._found.get(form)
        if found is None:
            if len(self._found) >= MOST_FORMS:
                self._found.clear()
            found = self._found[form] = frozenset(self._fitting(form))
        return found

    def _fitting(self, form: str) -> Iterator[int]:
        derived = {form, *_derived(form)}
        for index, (pattern, letters) in enumerate(zip(self._patterns, self._letters, strict=True)):
            if _fits_any(pattern, derived) or (letters and pattern.fullmatch(letters + form)):
                yield index


def _fits_any(pattern: re.Pattern[str], forms: Iterable[str]) -> bool:
    return any(pattern.fullmatch(form) for form in forms)


def _derived(form: str) -> Iterator[str]:
    """Give the forms of what is left without a data identifier, and of the two parts of a bar code."""
    for identifier in DATA_IDENTIFIERS:
        if form.startswith(form_of(identifier)):
            yield form[len(identifier) :]
    if _SHORTEST_BAR_CODE <= len(form) <= LONGEST_NUMBER:
        for cut in range(_SHORTEST_PART_NUMBER, len(form)):
            yield form[:cut]
            yield form[cut:]
