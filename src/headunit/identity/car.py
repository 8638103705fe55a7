"""Find the car in what a person wrote: brand, model, generation and year, by the words of the catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.facts.catalogue import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from headunit.facts.catalogue import Catalogue
    from headunit.numbers import Vin

__all__ = ["Car", "find_car"]

_WORD = re.compile(r"[^\s,;:()\"'/]+")
_YEAR = re.compile(r"(?<![0-9A-Za-z])(19[5-9][0-9]|20[0-4][0-9])(?![0-9A-Za-z])")
_LONGEST_NAME = 4
YEARS = range(1950, 2050)


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """Hold what is known of the car; empty texts and None are *not known*.

    *by_vin*: the brand came from the VIN. *radio_maker*: whose name stands on the radio itself.
    """

    brand: str = ""
    radio_maker: str = ""
    model: str = ""
    generation: str = ""
    year: int | None = None
    by_vin: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    matches: tuple[re.Match[str], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words alone."""
        return tuple(match[0] for match in self.matches)

    def span(self, name: str) -> tuple[int, int] | None:
        """Return where *name* stands, written in one word or several."""
        wanted = fold(name)
        words = [fold(word) for word in self.words]
        for start in range(len(words)):
            joined = ""
            for end in range(start, min(start + _LONGEST_NAME, len(words))):
                joined += words[end]
                if joined == wanted:
                    return start, end + 1
                if not wanted.startswith(joined):
                    break
        return None


def find_car(
    text: str,
    catalogue: Catalogue,
    *,
    brand: str = "",
    model: str = "",
    year: int | None = None,
    vin: Vin | None = None,
    taken: Collection[str] = (),
) -> tuple[Car, str]:
    """Return the car and *text* without the words that describe it.

    What is said outright (*brand*, *model*, *year*) comes before what the text says, and that before the VIN's maker.
    *taken* are upper-case words that belong to a serial and name no brand (the GM of ``GM 1300 5 ...``). Raises
    UnknownNameError (``unknown-brand``) and InputError (``year-range``: 1950 to 2049).
    """
    _check_year(year)
    words = _Words(tuple(_WORD.finditer(text)))
    spans: list[tuple[int, int]] = []
    said = catalogue.brand(brand).name if brand else ""
    radio_maker = _first(words, _brand_names(catalogue, makes_radios=True), [])
    names = [pair for pair in _brand_names(catalogue, makes_radios=False) if pair[0].upper() not in taken]
    found = said or _first(words, names, spans)
    found, found_model, generation = _vehicle(words, spans, _models(catalogue), found, model)
    by_vin = not found and vin is not None and bool(vin.brand)
    if by_vin and vin is not None:
        found = vin.brand
    rest = _without(text, words, spans)
    if year is None and (match := _YEAR.search(rest)) and (spans or by_vin or brand or model):
        year = int(match[1])
        rest = rest[: match.start()] + " " + rest[match.end() :]
    car = Car(brand=found, radio_maker=radio_maker, model=found_model, generation=generation, year=year, by_vin=by_vin)
    return car, rest


def _vehicle(
    words: _Words, spans: list[tuple[int, int]], models: list[tuple[str, str, str]], make: str, model: str
) -> tuple[str, str, str]:
    """Return make, model and generation of the car; a model that only one maker has tells the *make* too."""
    pool = [name for maker, name, _ in models if not make or maker == make]
    found = _canonical_model(model, models) or _first(words, [(name, name) for name in _longest_first(pool)], spans)
    if found and not make:
        makes = {maker for maker, name, _ in models if fold(name) == fold(found)}
        make = makes.pop() if len(makes) == 1 else ""
    generations = {g for maker, name, g in models if g and maker == make and (not found or name == found)}
    return make, found, _first(words, [(g, g) for g in sorted(generations)], spans)


def _check_year(year: int | None) -> None:
    if year is not None and year not in YEARS:
        raise InputError(
            "year-range",
            f"year {year} is out of range",
            value=str(year),
            expected="1950 to 2049",
            next_step="give the car's year",
        )


def _brand_names(catalogue: Catalogue, *, makes_radios: bool) -> list[tuple[str, str]]:
    names = [
        (name, brand.name)
        for brand in catalogue.brands
        if brand.makes_radios is makes_radios
        for name in (brand.name, *brand.aliases)
    ]
    return sorted(names, key=lambda pair: -len(pair[0]))


def _models(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Return ``(make, model, generation)`` of every vehicle in the catalogue."""
    claims = (claim for family in catalogue.families() for claim in family.vehicle)
    found = {(claim.value.make, claim.value.model, claim.value.generation) for claim in claims if claim.value.model}
    return sorted(found)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=lambda name: (-len(name), name))


def _canonical_model(model: str, models: list[tuple[str, str, str]]) -> str:
    return next((name for _, name, _ in models if fold(name) == fold(model)), model)


def _first(words: _Words, names: Iterable[tuple[str, str]], spans: list[tuple[int, int]]) -> str:
    """Return what the first of *names* that stands in the text means, and note where it stands."""
    for name, meaning in names:
        span = words.span(name)
        if span and not any(span[0] < end and start < span[1] for start, end in spans):
            spans.append(span)
            return meaning
    return ""


def _without(text: str, words: _Words, spans: list[tuple[int, int]]) -> str:
    """Return *text* with the words of *spans* blanked out; line ends stay."""
    for start, end in spans:
        first, last = words.matches[start].start(), words.matches[end - 1].end()
        text = text[:first] + re.sub(r"[^\n]", " ", text[first:last]) + text[last:]
    return text
