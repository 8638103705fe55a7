"""The engine's English sentences in another language: put together from the catalogue, which has them with gaps.

A sentence that the catalogue holds as ``{0} tries are left`` fits each number of tries; what fills a gap is put into
the language in the same way. A text with digits is not remembered, for they can be those of a code.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from headunit.web.language import catalogue_of

__all__ = ["translated"]

_GAP = re.compile(r"\\\{([0-9])\\\}")
_ORIGIN = re.compile(r"(.+) \[([^\[\]]+)\]", re.DOTALL)
_SENTENCES = re.compile(r"(?<=[.!?:;]) ")
_SCANT = 16
_MOST_SENTENCES = 60
"""No text of ours has more; what somebody typed can."""
_ONE_GAP = 2
"""Parts of a sentence with one gap: it fits in one way."""
_BEHIND_A_GAP = r"(?:(?:, | \(| [A-Z][a-z]).*)?"
"""What a gap right behind another one is filled with: it must show where it begins."""
_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)+")
"""Such as ``blaupunkt-bp``, the name of a rule."""
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\b[a-z]{3,}\b")
_PIECES = ("; ", ", ", ": ")


class _Pattern(NamedTuple):
    """Hold a sentence with gaps; *own* counts the characters that are not filled in.

    Its shapes give the first gap as little as can be, as much, and a key that is told in plain words.
    """

    shapes: tuple[re.Pattern[str], ...]
    longest: str
    into: str
    own: int

    @property
    def scant(self) -> bool:
        """Return whether it says so little that it fits other sentences too."""
        return self.own < _SCANT


def translated(text: str, language: str) -> str | None:
    """Return *text* in *language*, whole or put together from its sentences; None where a part of it is missing."""
    return _Translation(language).of(text) if _DIGIT.search(text) else _remembered(text, language)


@lru_cache(2048)
def _remembered(text: str, language: str) -> str | None:
    return _Translation(language).of(text)


class _Translation:
    """Put one text into a language, and each part of it once."""

    def __init__(self, language: str) -> None:
        self._words = catalogue_of(language)
        self._held: dict[object, str] = getattr(self._words, "_catalog", {})
        self._patterns = _patterns(language)
        self._wholes: dict[str, str | None] = {}
        self._sentences: dict[tuple[str, bool], str | None] = {}

    def of(self, text: str) -> str | None:
        """Return *text* in the language."""
        if text not in self._wholes:
            self._wholes[text] = None  # a part of itself is not known before the whole is
            self._wholes[text] = self._whole(text)
        return self._wholes[text]

    def _whole(self, text: str) -> str | None:
        bare = text.strip()
        if bare != text:
            found = self.of(bare)
            return None if found is None else text.replace(bare, found, 1) if bare else text
        whole = self._as_it_stands(text)
        if whole is not None:
            return whole
        with_origin = _ORIGIN.fullmatch(text)
        if with_origin:
            said = self.of(with_origin[1])
            return None if said is None else f"{said} [{self._origin(with_origin[2])}]"
        parts = _SENTENCES.split(text)
        for strict in (True, False):
            found = self._joined(parts, strict=strict) if len(parts) > 1 else None
            found = found or self._one(text, strict=strict)
            if found is not None:
                return found
        return None

    def _joined(self, sentences: list[str], *, strict: bool) -> str | None:
        """Return the translations of the longest runs of *sentences* that have one; None where one has none."""
        if len(sentences) > _MOST_SENTENCES:
            return None
        hopeless: set[int] = set()

        def rest(at: int) -> list[str] | None:
            if at == len(sentences):
                return []
            for end in range(len(sentences), at, -1) if at not in hopeless else ():
                found = self._one(" ".join(sentences[at:end]), strict=strict)
                behind = None if found is None else rest(end)
                if found is not None and behind is not None:
                    return [found, *behind]
            hopeless.add(at)
            return None

        done = rest(0)
        return None if done is None else " ".join(done)

    def _origin(self, text: str) -> str:
        """Return ``documented: S21`` in the language; the ids of sources stay."""
        basis, colon, sources = text.partition(": ")
        return (self._as_it_stands(basis) or basis) + colon + sources

    def _as_it_stands(self, text: str) -> str | None:
        """Return the translation of a text without gaps."""
        words = self._words.gettext(text) if text else text  # no text at all is the key of the catalogue's own head
        if words != text or text in self._held:
            return words  # some words are the same in both
        return None if re.search("[a-z]{3}", text) and not _ID.fullmatch(text) else text  # numbers, keys, signs, ids

    def _one(self, text: str, *, strict: bool) -> str | None:
        """Return one sentence; what fills a gap is known too where *strict*, and where all else is short."""
        key = (text, strict)
        if key not in self._sentences:
            self._sentences[key] = None
            self._sentences[key] = self._fitted(text, strict=strict)
        return self._sentences[key]

    def _fitted(self, text: str, *, strict: bool) -> str | None:
        found = self._as_it_stands(text)
        if found is not None:
            return found
        for pattern in self._patterns:
            for shape in pattern.shapes if pattern.longest in text else ():
                fitting = shape.fullmatch(text)
                if fitting and (not (strict or pattern.scant) or self._all_known(fitting)):
                    return self._filled(pattern.into, fitting)
        small = text[:1].lower() + text[1:]
        if small != text and (found := self._one(small, strict=strict)) is not None:
            return found[:1].upper() + found[1:]
        if text.endswith((".", ":", ";")) and (found := self._one(text[:-1], strict=strict)) is not None:
            return found + text[-1]
        return None

    def _all_known(self, found: re.Match[str]) -> bool:
        return all(self._piece(value) is not None for value in found.groups())

    def _filled(self, into: str, found: re.Match[str]) -> str:
        def gap(name: re.Match[str]) -> str:
            value = found[f"g{name[1]}"]
            return self._piece(value) or value

        return re.sub(r"\{([0-9])\}", gap, into)

    def _piece(self, text: str) -> str | None:
        """Return what fills a gap: words, or an enumeration of them; what has no words of a sentence stays."""
        found = self.of(text)
        if found is not None or not _WORD.search(text):
            return text if found is None else found
        for glue in _PIECES:
            parts = [self._piece(part) for part in text.split(glue)] if glue in text else [None]
            if None not in parts:
                return glue.join(part for part in parts if part is not None)
        return None


@cache
def _patterns(language: str) -> tuple[_Pattern, ...]:
    """Return the sentences with gaps: marks behind a sentence, then those with the most words of their own."""
    held: dict[object, str] = getattr(catalogue_of(language), "_catalog", {})
    found = [_pattern(key, into) for key, into in held.items() if isinstance(key, str) and "{0}" in key]
    return tuple(sorted(found, key=lambda pattern: (not pattern.longest.startswith(" ("), -pattern.own)))


def _pattern(text: str, into: str) -> _Pattern:
    own = re.split(r"\{[0-9]\}", text)
    firsts = (".*?", ".*", r"the \S+ \S+") if len(own) > _ONE_GAP else (".*",)
    shapes = tuple(_shape(text, first) for first in firsts)
    return _Pattern(shapes, max(own, key=len), into, sum(map(len, own)))


def _shape(text: str, first: str) -> re.Pattern[str]:
    def group(gap: re.Match[str]) -> str:
        joined = gap.start() > 0 and gap.string[gap.start() - 1] == "}"
        filling = _BEHIND_A_GAP if joined else ".*?" if _GAP.search(gap.string[: gap.start()]) else first
        return f"(?P<g{gap[1]}>{filling})"

    return re.compile(_GAP.sub(group, re.escape(text)), re.DOTALL)
