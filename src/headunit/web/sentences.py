"""Sentences of the engine and the facts in the language of the page; what has no translation stays, marked as English.

The engine writes English sentences, some with numbers and names in them. The catalogue of a language holds them with
``{0}``, ``{1}`` … for what is filled in. Codes, serials and the names of keys are never translated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from headunit.web.language import catalogue_of, current
from headunit.web.translate import translated

if TYPE_CHECKING:
    from headunit.errors import HeadunitError

__all__ = ["english", "error_words", "for_pages", "is_told", "scope_words", "tr"]

_COMMAND = re.compile(r"'headunit ([a-z-]+) ?([^']*)'")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])'(?=[a-z])")
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
_TOLD = re.compile(r"(?:^| )[a-z]{2}")
_ERROR = "error\x04"
"""How gettext joins the context ``error`` to a message, which here is the error's code."""


def tr(text: str) -> str:
    """Return *text* for a page; where the language lacks it, the English text, marked as such."""
    text = for_pages(text)
    if current.get() == "en" or not text.strip():
        return _as_set(text)
    found = translated(text, current.get())
    return english(text) if found is None else found


def english(text: str) -> str:
    """Return a text of the catalogue, which is English alone, marked as such on a page in another language."""
    return text if current.get() == "en" else Markup('<span lang="en">{}</span>').format(text)


def _as_set(text: str) -> str:
    """Return *text* with the apostrophes of print, as the pages' own words have them; a terminal has the plain one."""
    return _APOSTROPHE.sub("’", text)


def scope_words(scope: str) -> str:
    """Return for a page what a claim is limited to; the name of a car or radio stays."""
    return tr(scope) if is_told(scope) else scope


def is_told(text: str) -> bool:
    """Return whether *text* is told in words, such as ``some older radios``; ``Saturn Ion 2005`` is a name."""
    return bool(_TOLD.search(text))


def for_pages(text: str) -> str:
    """Return *text* with the pages in place of the commands that it names."""
    return _COMMAND.sub(_page_for, text)


def _page_for(command: re.Match[str]) -> str:
    if command[1] == "recover" and command[2]:
        return f"case {command[2]}"
    if command[1] == "case" and command[2].startswith("delete"):
        return "delete it under “Cases”"
    return _PAGES.get(command[1], "this program")


def error_words(error: HeadunitError) -> str:
    """Return what *error* says; other languages have a sentence for each code, which is the stable key."""
    told = str(error)
    if current.get() == "en":
        return _as_set(for_pages(told))
    words = catalogue_of(current.get()).gettext(_ERROR + error.code)
    if words.startswith(_ERROR):
        return tr(told)
    filled = {"{value}": error.value, "{expected}": error.expected, "{message}": error.message}
    for gap, value in filled.items():
        words = words.replace(gap, value)
    return words
