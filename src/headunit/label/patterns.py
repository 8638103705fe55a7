"""The catalogue's label patterns as rows of allowed characters, to hold against what was read.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from headunit.numbers.shapes import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from headunit.numbers.shapes import NumberShape

__all__ = ["Pattern", "expand", "part_patterns", "serial_patterns"]

_MOST_FORMS = 400
_TOKEN = re.compile(r"\[([^\]]*)\]|\(\?:([^()]*)\)|([A-Z0-9])")
_COUNT = re.compile(r"\{([0-9]+)(?:,([0-9]+))?\}|\?")
_ALL = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hold one form of fixed length: the characters that each place allows, and the families it is known from.

    *open_ended*: the sources don't fix the length, so a hidden end can't be told by it.
    """

    places: tuple[frozenset[str], ...]
    families: tuple[str, ...]
    open_ended: bool

    @property
    def fixed(self) -> int:
        """Return how many places allow one character only."""
        return sum(len(place) == 1 for place in self.places)

    @property
    def telling(self) -> float:
        """Return how unlikely it is that another text has this form, in places of one known character."""
        return sum({1: 1.0, 10: 0.4}.get(len(place), 0.0) for place in self.places)


def serial_patterns(shapes: tuple[NumberShape, ...]) -> dict[int, tuple[Pattern, ...]]:
    """Return the serials and precodes of the catalogue by length."""
    return _by_length(shapes, (NumberKind.SERIAL, NumberKind.PRECODE))


def part_patterns(shapes: tuple[NumberShape, ...]) -> dict[int, tuple[Pattern, ...]]:
    """Return the part numbers of the catalogue by length."""
    return _by_length(shapes, (NumberKind.PART_NUMBER,))


@lru_cache(maxsize=16)
def _by_length(shapes: tuple[NumberShape, ...], kinds: tuple[NumberKind, ...]) -> dict[int, tuple[Pattern, ...]]:
    by_length: dict[int, list[Pattern]] = {}
    for shape in shapes:
        for places in expand(shape.pattern) if shape.kind in kinds else ():
            pattern = Pattern(places, (*shape.families, *shape.unsolved), shape.is_open)
            by_length.setdefault(len(places), []).append(pattern)
    return {length: tuple(found) for length, found in by_length.items()}


def expand(pattern: str) -> list[tuple[frozenset[str], ...]]:
    """Return *pattern* (classes, groups without nesting, counts) as every row of allowed characters it stands for."""
    return list(dict.fromkeys(_branches(pattern)))[:_MOST_FORMS]


def _branches(pattern: str) -> Iterable[tuple[frozenset[str], ...]]:
    if "|" in re.sub(r"\([^()]*\)", "", pattern):
        for branch in pattern.split("|"):
            yield from _branches(branch)
        return
    parts: list[list[tuple[frozenset[str], ...]]] = []
    position = 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            return
        position = token.end()
        count = _COUNT.match(pattern, position)
        least, most = 1, 1
        if count:
            position = count.end()
            least, most = (0, 1) if count[0] == "?" else (int(count[1]), int(count[2] or count[1]))
        parts.append(_repeated(_one(token), least, most))
    for chosen in product(*parts):
        yield tuple(place for part in chosen for place in part)


def _one(token: re.Match[str]) -> list[tuple[frozenset[str], ...]]:
    if token[2] is not None:
        return [row for branch in token[2].split("|") for row in _branches(branch)]
    if token[1] is not None:
        return [(_class(token[1]),)]
    return [(frozenset(token[3]),)]


def _class(inside: str) -> frozenset[str]:
    ranges: Sequence[tuple[str, str]] = [
        (found[1] or found[3], found[2] or found[3]) for found in re.finditer(r"(\w)-(\w)|(\w)", inside)
    ]
    return frozenset(c for c in _ALL if any(low <= c <= high for low, high in ranges))


def _repeated(rows: list[tuple[frozenset[str], ...]], least: int, most: int) -> list[tuple[frozenset[str], ...]]:
    # A choice of branches is never repeated in the catalogue, a class often is.
    return [row * count for row in rows for count in range(least, most + 1)]
