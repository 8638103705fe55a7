"""The catalogue: every family, source, route and brand, from the shipped index and a private folder."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from headunit.errors import ConfigurationError, UnknownNameError
from headunit.facts.records import BlaupunktType, Brand, FamilyHead, Route, Source, Unsolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from headunit.facts.family import Family

__all__ = ["INDEX_PATH", "Catalogue", "fold", "load_catalogue"]

INDEX_PATH = __file__.removesuffix("catalogue.py") + "index.json"
_HEAD = ("id", "name", "summary", "route", "reason")

Record = TypeVar("Record", Source, Route, Brand, Unsolved, BlaupunktType)


def fold(text: str) -> str:
    """Return *text* as brands and models are compared: lower case, letters and digits only, accents dropped."""
    plain = text.casefold().translate(_ACCENTS)
    return "".join(character for character in plain if character.isalnum())


_ACCENTS = str.maketrans("šéèëäöüõáíóúçñ", "seeeaouoaioucn")


class Catalogue:
    """Give access to what is known; facts of a family are parsed when they are asked for."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Take the tables of the index (docs/reference/family-file.md)."""
        self._tables = tables
        self._families: dict[str, Family] = {}

    @cached_property
    def _by_id(self) -> dict[str, Mapping[str, Any]]:
        return {table["id"]: table for table in self._tables["families"]}

    @cached_property
    def heads(self) -> tuple[FamilyHead, ...]:
        """Return the head of every family, sorted by id."""
        return tuple(
            FamilyHead(**{key: table[key] for key in _HEAD}, brands=tuple(table["brands"]), rules=tuple(table["rules"]))
            for _, table in sorted(self._by_id.items())
        )

    def head(self, family_id: str) -> FamilyHead:
        """Return the head of one family; raises UnknownNameError (``unknown-family``) with the nearest id."""
        for head in self.heads:
            if head.id == family_id:
                return head
        if any(entry.id == family_id for entry in self.unsolved):
            raise UnknownNameError(
                "unknown-family",
                f"{family_id!r} is a kind of serial that several families have, not a family of radios",
                value=family_id,
                expected="a family the catalogue holds",
                next_step=f"'headunit families' lists them, 'headunit request {family_id}' writes the letter for it",
            )
        from headunit.facts.wanted import no_such_family  # noqa: PLC0415 - only when something is misspelt

        raise no_such_family(family_id, tuple(self._by_id.values()))

    def family(self, family_id: str) -> Family:
        """Return one family with all its facts; raises UnknownNameError (``unknown-family``)."""
        from headunit.facts.parse import parse_family  # noqa: PLC0415 - only those who want facts pay for the parser

        if family_id not in self._families:
            self.head(family_id)
            self._families[family_id] = parse_family(self._by_id[family_id])
        return self._families[family_id]

    def families(self) -> Iterator[Family]:
        """Give every family with all its facts, sorted by id."""
        return (self.family(head.id) for head in self.heads)

    def has_plan(self, family_id: str) -> bool:
        """Return whether sources say how a radio of that family, or a variant of it, is given its code."""
        facts = self._by_id.get(family_id, {}).get("fact", {})
        entries = [claim["value"] for claim in facts.get("entry", ())]
        return "code_length" in facts and any(
            entry["method"] in {"type", "touch"} or (entry["method"] != "none" and entry.get("keys"))
            for entry in entries
        )

    def number_tables(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Give ``(family id, number table)`` of every number format: keys *kind*, *pattern*, *where*, *words*."""
        for table in self._tables["families"]:
            for claim in table.get("fact", {}).get("number", ()):
                yield table["id"], claim["value"]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Return the sources by id."""
        return {source.id: source for source in _records(Source, self._tables["sources"])}

    @cached_property
    def routes(self) -> dict[str, Route]:
        """Return the official routes by id."""
        return {route.id: route for route in _records(Route, self._tables["routes"])}

    @cached_property
    def brands(self) -> tuple[Brand, ...]:
        """Return every brand."""
        return tuple(_records(Brand, self._tables["brands"]))

    @cached_property
    def unsolved(self) -> tuple[Unsolved, ...]:
        """Return every kind of serial without a public rule."""
        return tuple(_records(Unsolved, self._tables["unsolved"]))

    @cached_property
    def blaupunkt_types(self) -> tuple[BlaupunktType, ...]:
        """Return the Blaupunkt types made for Nissan."""
        return tuple(_records(BlaupunktType, self._tables["blaupunkt_types"]))

    def brand(self, text: str) -> Brand:
        """Return the brand that *text* names; raises UnknownNameError (``unknown-brand``) with the nearest name."""
        wanted = fold(text)
        for brand in self.brands:
            if wanted in {fold(name) for name in (brand.name, *brand.aliases)}:
                return brand
        raise _unknown("brand", text, [brand.name for brand in self.brands], "")


def load_catalogue(private: Path | None = None) -> Catalogue:
    """Return the shipped catalogue, with the families of the *private* folder added; one of ours may be replaced.

    Raises ConfigurationError (``facts-folder``, ``family-file``) for a private folder that is not in order.
    """
    with open(INDEX_PATH, encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs each start more than the index does
        tables = json.load(file)
    if private is not None:
        from headunit.facts.folder import read_families  # noqa: PLC0415 - TOML is only read for private folders

        added = {table["id"]: table for table in read_families(private)}
        _check_routes(added.values(), {route["id"] for route in tables["routes"]})
        tables["families"] = [table for table in tables["families"] if table["id"] not in added] + list(added.values())
    return Catalogue(tables)


def _check_routes(families: Iterable[Mapping[str, Any]], routes: set[str]) -> None:
    for table in families:
        if table["route"] not in routes:
            raise ConfigurationError(
                "family-file",
                f"family file {table['id']!r} names the route {table['route']!r}, which is not known",
                value=table["route"],
                expected="one of " + ", ".join(sorted(routes)),
                next_step="'dealer' fits any brand",
            )


def _records(kind: type[Record], tables: Iterable[Mapping[str, Any]]) -> Iterator[Record]:
    for table in tables:
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
        }
        yield kind(**values)


def _unknown(what: str, given: str, known: Iterable[str], listing: str) -> UnknownNameError:
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is misspelt

    nearest = get_close_matches(given.casefold(), [name.casefold() for name in known], n=1, cutoff=0.5)
    names = {name.casefold(): name for name in known}
    hint = f"did you mean {names[nearest[0]]!r}? " if nearest else ""
    return UnknownNameError(
        f"unknown-{what}",
        f"there is no {what} {given!r}",
        value=given,
        expected=f"a {what} the catalogue holds",
        next_step=hint + (f"'{listing}' lists them" if listing else f"the catalogue holds {', '.join(names.values())}"),
    )
