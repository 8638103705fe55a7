"""What a person may have meant who named a family that is none: matched word by word, with the names beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from headunit.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["no_such_family"]

_MOST = 5
"""How many families are suggested."""

_NEAR = 0.82
"""How like a known word a misspelt one must be: 'audio' is no 'radio'."""

_EMPTY = frozenset({"radio", "radios", "car", "code", "no", "the"})
"""Words that tell no family from another."""

_LEAST_DIGITS = 4
"""A word with so many digits may be a serial."""


def no_such_family(given: str, families: Sequence[Mapping[str, Any]]) -> UnknownNameError:
    """Return the error (``unknown-family``) for *given*: the families it may mean, the article's own last."""
    return UnknownNameError(
        "unknown-family",
        f"there is no family {given!r}",
        value=given,
        expected="a family the catalogue holds",
        next_step=_next_step(given, _meant(given, families)),
    )


def _next_step(given: str, meant: list[Mapping[str, Any]]) -> str:
    serial = re.sub(r"[\s-]", "", given).upper()
    if not meant and serial.isalnum() and sum(character.isdigit() for character in serial) >= _LEAST_DIGITS:
        return f"that looks like a serial: headunit identify {serial}"
    if not meant:
        return "'headunit families' lists them; 'headunit identify Nissan Qashqai 2012' finds it by the car"
    if len(meant) == 1:
        return f"did you mean {meant[0]['id']!r}? 'headunit families' lists them"
    told = ", ".join(f"{table['id']!r} ({table['name']})" for table in meant[:_MOST])
    car = " ".join(word.capitalize() for word in re.findall(r"[^\W_]+", given))
    return f"did you mean one of {told}? 'headunit identify {car}' finds it by the car, its year helps"


def _meant(given: str, families: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the families that most of the words of *given* fit, those of the article alone last."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is misspelt

    words = sorted(set(_split(given)) - _EMPTY)
    known = {table["id"]: frozenset(_words(table)) for table in families}
    vocabulary = frozenset().union(*known.values())
    near = [frozenset(get_close_matches(word, vocabulary, n=3, cutoff=_NEAR)) for word in words]
    exact = [frozenset({word}) & vocabulary for word in words]
    asked = [same or alike for same, alike in zip(exact, near, strict=True)]
    fits = {family: sum(bool(choice & has) for choice in asked) for family, has in known.items()}
    most = max(fits.values(), default=0)
    found = [table for table in families if most and fits[table["id"]] == most]
    named = {table["id"]: sum(word in _split(table["id"]) for choice in asked for word in choice) for table in found}
    return sorted(found, key=lambda table: (_by_one_article(table), -named[table["id"]], table["id"]))


def _split(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _words(table: Mapping[str, Any]) -> Iterator[str]:
    """Give the words a family can be asked by: of its id, its brands and its cars."""
    cars = [claim["value"] for claim in table.get("fact", {}).get("vehicle", ())]
    named = (table["id"], *table["brands"], *(car["make"] for car in cars), *(car.get("model", "") for car in cars))
    for text in named:
        yield from _split(text)


def _by_one_article(table: Mapping[str, Any]) -> bool:
    """Return whether all but the remarks rests on the article; the name of such a family says so."""
    claims = [claim for name, facts in table.get("fact", {}).items() if name != "remark" for claim in facts]
    return bool(claims) and all(claim["confidence"] == "article" for claim in claims)
