"""Weigh the evidence for each family and say in words what spoke for and against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headunit.facts.claims import Confidence
from headunit.identity.displays import shown_by
from headunit.numbers import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.facts.catalogue import Catalogue
    from headunit.facts.claims import Claim
    from headunit.facts.family import Family, Vehicle
    from headunit.identity.car import Car
    from headunit.numbers import Reading

__all__ = ["RankedFamily", "display_texts", "is_plain_words", "look_for", "names", "rank"]

NUMBER_WEIGHTS = {
    NumberKind.SERIAL: 40,
    NumberKind.PART_NUMBER: 40,
    NumberKind.PRECODE: 30,
    NumberKind.FIRMWARE_VERSION: 30,
    NumberKind.MODEL_NUMBER: 30,
    NumberKind.CARD_NUMBER: 15,
    NumberKind.PARTIAL_SERIAL: 15,
    NumberKind.DIGITS: 6,
}
"""What a number of that kind adds, shared out among the families it fits (a quarter is never shared away)."""

BRAND, OTHER_BRAND = 12, -30
MODEL, OTHER_MODEL, GENERATION = 20, -10, 8
YEAR, YEAR_NEAR, OTHER_YEAR = 10, 4, -10
DISPLAY = 24
MAKER = 8
NAMED = 70
"""What the radio's own name adds: more than the form of a serial that a wider kind of radio has too."""
PLAIN_WORDS = 16
"""What a name adds that can be plain words, as in a Skoda, car 2003."""
ARTICLE_ONLY = -14
YEARS_NEAR = 2
MOST_FAMILIES = 10

_OWN_NAME = re.compile(r"[A-Z][A-Za-z-]* [0-9]+(?![0-9A-Za-z])")
"""A word and a number in a family's name, as in Premium 5: no other family has it."""
_YEAR = re.compile(r"(19[5-9]|20[0-4])[0-9]")
_NOT = r"(?<!\bno )(?<!\bnot )(?<!\bnon )(?<!\bkein )"
"""Words before a name that say the contrary."""
_ROMAN = {"2": "II", "4": "IV", "5": "V"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedFamily:
    """Hold one possible family: its *score*, the reasons for and against, and what to look for on the radio."""

    id: str
    name: str
    score: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    look_for: tuple[str, ...]
    article_only: bool


def rank(
    catalogue: Catalogue, *, car: Car, numbers: tuple[Reading, ...], shown: str, free_text: str, whole: str = ""
) -> tuple[RankedFamily, ...]:
    """Return the families that something speaks for, best first, at most ten.

    *whole* is the text as it was given, *free_text* what is left of it without the words that describe the car.
    """
    families = list(catalogue.families())
    showing = {family.id: claim for family in families if (claim := shown_by(family, shown, free_text))}
    ranked = []
    for family in families:
        notes = list(_numbers(family, numbers, car))
        notes += _car(family, car)
        if own_name := names(family.name, whole):
            notes.append((PLAIN_WORDS if is_plain_words(own_name) else NAMED, f"is named: {own_name}"))
        if family.id in showing:
            display = showing[family.id].value
            notes.append((max(DISPLAY // len(showing), 4), f"shows {display.text!r}: {display.words}"))
        if not any(score > 0 for score, _ in notes):
            continue
        article_only = _article_only(family)
        score = sum(score for score, _ in notes) + (ARTICLE_ONLY if article_only else 0)
        if score > 0:
            ranked.append(
                RankedFamily(
                    id=family.id,
                    name=family.name,
                    score=score,
                    reasons=tuple(text for points, text in notes if points > 0),
                    against=tuple(text for points, text in notes if points < 0),
                    look_for=look_for(family),
                    article_only=article_only,
                )
            )
    return tuple(sorted(ranked, key=lambda item: (-item.score, item.id))[:MOST_FAMILIES])


_OF_A_CAR = r"(?:doors?|dr|seats?|seater|türer|portes?|puertas?)\b"
"""What a number in front of it counts of the car: ``Premium 5 door`` names no radio."""


def names(family_name: str, text: str) -> str:
    """Return the radio's own name, such as ``Premium 5``, where *family_name* has one and it stands in *text*."""
    found = _OWN_NAME.search(family_name)
    if found is None:
        return ""
    word, number = found[0].split(" ")
    written = "|".join(filter(None, (number, _ROMAN.get(number))))
    pattern = rf"{_NOT}(?<![0-9A-Za-z]){re.escape(word)}[ -]?(?:{written})(?![0-9A-Za-z])(?![ -]?{_OF_A_CAR})"
    return found[0] if re.search(pattern, text, re.IGNORECASE) else ""


def is_plain_words(own_name: str) -> bool:
    """Return whether a radio's own name can be meant otherwise: for the car, or with its number for a year."""
    word, number = own_name.split(" ")
    return word.casefold() == "car" or _YEAR.fullmatch(number) is not None


def _numbers(family: Family, numbers: tuple[Reading, ...], car: Car) -> Iterator[tuple[int, str]]:
    for reading in numbers:
        weight = NUMBER_WEIGHTS.get(reading.kind, 0)
        noun = reading.kind.replace("-", " ")
        if family.id in reading.families:
            yield max(weight // len(reading.families), weight // 4), f"{reading.value} has the form of its {noun}"
        elif family.id in reading.also and (family.rules or car.brand in family.brands):
            yield weight // 4, f"{reading.value} fits its wider pattern"


def _car(family: Family, car: Car) -> Iterator[tuple[int, str]]:
    if car.radio_maker and any(car.radio_maker in claim.value for claim in family.maker.claims):
        yield MAKER, f"is made by {car.radio_maker}"
    if not car.brand:
        return
    if car.brand not in family.brands and not any(claim.value.make == car.brand for claim in family.vehicle):
        yield OTHER_BRAND, f"is not known from {car.brand} cars"
        return
    yield BRAND, f"is known from {car.brand} cars" + (" (the VIN's maker)" if car.by_vin else "")
    of_brand = [claim for claim in family.vehicle if claim.value.make == car.brand]
    if not car.model:
        yield from _year([claim for claim in of_brand if claim.value.years], car)
        return
    of_model = [claim for claim in of_brand if claim.value.model == car.model]
    if not of_model:
        if of_brand and all(claim.value.model for claim in of_brand):
            yield OTHER_MODEL, f"no source names it in the {car.model}"
        return
    sourced = [claim for claim in of_model if claim.confidence is not Confidence.ARTICLE]
    only = "" if sourced else " (only the article says so)"
    yield MODEL, f"is found in the {car.brand} {car.model}{only}"
    generations = {claim.value.generation for claim in of_model if claim.value.generation}
    if car.generation and generations:
        if car.generation in generations:
            yield GENERATION, f"of generation {car.generation}"
        else:
            yield OTHER_MODEL, f"is known of generation {', '.join(sorted(generations))}"
    yield from _year([claim for claim in of_model if claim.value.years], car)


def _year(dated: list[Claim[Vehicle]], car: Car) -> Iterator[tuple[int, str]]:
    """Compare the car's year with the years that sources give."""
    spans = sorted({claim.value.years for claim in dated if claim.value.years})
    if car.year is None or not spans:
        return
    told = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
    if any(first <= car.year <= last for first, last in spans):
        yield YEAR, f"sources name {told}"
    elif any(first - YEARS_NEAR <= car.year <= last + YEARS_NEAR for first, last in spans):
        yield YEAR_NEAR, f"sources name {told}, close to {car.year}"
    else:
        yield OTHER_YEAR, f"sources name {told}, not {car.year}"


def _article_only(family: Family) -> bool:
    """Return whether every claim but the remarks rests on the article alone."""
    claims: list[Claim[Any]] = [
        *family.vehicle,
        *family.number,
        *family.display,
        *family.entry.claims,
        *family.lock_schedule.claims,
    ]
    return bool(claims) and all(claim.confidence is Confidence.ARTICLE for claim in claims)


def look_for(family: Family) -> tuple[str, ...]:
    """Return what would show on the radio that it is of this family: numbers first, then display texts."""
    found = [
        f"{claim.value.words or claim.value.kind}: {claim.value.where}"
        for claim in family.number
        if claim.value.kind in {"serial", "precode", "model-number"} and claim.value.where
    ]
    if texts := display_texts(family):
        found.append("the display shows " + " or ".join(texts))
    maker = family.maker.best
    if maker:
        found.append(f"the maker's name on the label: {maker.value}")
    return tuple(dict.fromkeys(found))


def display_texts(family: Family) -> tuple[str, ...]:
    """Return the texts by which a locked unit is told apart; the article's only where no better source has any."""
    telling = [claim for claim in family.display if claim.value.state in {"asks", "linked", "entry"}]
    sourced = [claim for claim in telling if claim.confidence is not Confidence.ARTICLE]
    return tuple(dict.fromkeys(claim.value.text for claim in sourced or telling))
