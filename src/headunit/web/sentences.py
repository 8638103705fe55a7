"""Sentences of the engine and the facts in the language of the page; what has no translation stays, marked as English.

The engine writes English sentences, some with numbers and names in them. The catalogue of a language holds them with
``{0}``, ``{1}`` … for what is filled in. Codes, serials and the names of keys are never translated.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from headunit.web.language import catalogue_of, current

if TYPE_CHECKING:
    from headunit.errors import HeadunitError

__all__ = ["error_words", "tr", "translated"]

_GAP = re.compile(r"\\\{([0-9])\\\}")
_ORIGIN = re.compile(r"(.+) \[([^\[\]]+)\]", re.DOTALL)
_SENTENCES = re.compile(r"(?<=[.!?:;]) ")
_COMMAND = re.compile(r"'headunit ([a-z-]+)[^']*'")
_PAGES = {
    "card-check": "“Check a code card”",
    "case": "“Cases”",
    "checklist": "the checklist",
    "code": "this program",
    "families": "“Radios and evidence”",
    "recover": "the first page",
    "request": "the letter to the dealer",
    "vault": "“Kept codes”",
}
"""Commands that a sentence names → the page that does the same."""
_PIECES = ("; ", ", ", ": ")
_ERROR = "error\x04"
"""How gettext joins the context ``error`` to a message, which here is the error's code."""


class _Pattern(NamedTuple):
    shape: re.Pattern[str]
    longest: str
    into: str


def tr(text: str) -> str:
    """Return *text* for a page; where the language lacks it, the English text, marked as such."""
    text = _COMMAND.sub(_page_for, text)
    if current.get() == "en" or not text.strip():
        return text
    found = translated(text, current.get())
    return Markup('<span lang="en">{}</span>').format(text) if found is None else found


def _page_for(command: re.Match[str]) -> str:
    return _PAGES.get(command[1], "this program")


def error_words(error: HeadunitError) -> str:
    """Return what *error* says; other languages have a sentence for each code, which is the stable key."""
    told = str(error)
    if current.get() == "en":
        return _COMMAND.sub(_page_for, told)
    words = catalogue_of(current.get()).gettext(_ERROR + error.code)
    if words.startswith(_ERROR):
        return tr(told)
    filled = {"{value}": error.value, "{expected}": error.expected, "{message}": error.message}
    for gap, value in filled.items():
        words = words.replace(gap, value)
    return words


def translated(text: str, language: str) -> str | None:
    """Return *text* in *language*, whole or put together from its sentences; None where a part of it is missing."""
    whole = _one(text, language)
    if whole is not None:
        return whole
    with_origin = _ORIGIN.fullmatch(text)
    if with_origin:
        said, origin = translated(with_origin[1], language), _origin(with_origin[2], language)
        return None if said is None else f"{said} [{origin}]"
    sentences = _SENTENCES.split(text)
    if len(sentences) > 1:
        return _joined(sentences, " ", language)
    return None


def _joined(parts: list[str], glue: str, language: str) -> str | None:
    """Return the translations of the longest runs of *parts* that have one; None where one has none."""
    done: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            found = _one(glue.join(parts[at:end]), language)
            if found is not None:
                done.append(found)
                at = end
                break
        else:
            return None
    return glue.join(done)


def _origin(text: str, language: str) -> str:
    """Return ``documented: S21`` in *language*; the ids of sources stay."""
    basis, colon, sources = text.partition(": ")
    return (_one(basis, language) or basis) + colon + sources


def _one(text: str, language: str) -> str | None:
    words = catalogue_of(language).gettext(text)
    if words != text:
        return words
    if not re.search("[a-z]{3}", text):
        return text  # numbers, keys and signs
    if text.endswith((".", ":", ";")) and (found := _one(text[:-1], language)) is not None and found != text[:-1]:
        return found + text[-1]
    small = text[:1].lower() + text[1:]
    if small != text and (words := catalogue_of(language).gettext(small)) != small:
        return words[:1].upper() + words[1:]
    for pattern in _patterns(language):
        fitting = pattern.shape.fullmatch(text) if pattern.longest in text else None
        if fitting:
            return _filled(pattern.into, fitting, language)
    return None


def _filled(into: str, found: re.Match[str], language: str) -> str:
    def gap(name: re.Match[str]) -> str:
        value = found[f"g{name[1]}"]
        return translated(value, language) or _listed(value, language)

    return re.sub(r"\{([0-9])\}", gap, into)


def _listed(text: str, language: str) -> str:
    """Return the parts of an enumeration in *language*, as far as it knows them."""
    for glue in _PIECES:
        if glue in text:
            return glue.join(translated(part, language) or part for part in text.split(glue))
    return text


@cache
def _patterns(language: str) -> tuple[_Pattern, ...]:
    """Return the sentences with gaps, those with the most words of their own first."""
    held: dict[object, str] = getattr(catalogue_of(language), "_catalog", {})
    found = [_pattern(key, into) for key, into in held.items() if isinstance(key, str) and "{0}" in key]
    return tuple(sorted(found, key=lambda pattern: -len(pattern.shape.pattern)))


def _pattern(text: str, into: str) -> _Pattern:
    seen: set[str] = set()

    def group(gap: re.Match[str]) -> str:
        if gap[1] in seen:
            return f"(?P=g{gap[1]})"
        seen.add(gap[1])
        return f"(?P<g{gap[1]}>.+?)"

    shape = re.compile(_GAP.sub(group, re.escape(text)), re.DOTALL)
    return _Pattern(shape, max(re.split(r"\{[0-9]\}", text), key=len), into)
