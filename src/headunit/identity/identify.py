"""Which radio is this?  Evidence in, families ranked with reasons out, and the question that would decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.facts.shapes import number_shapes
from headunit.identity.car import Car, find_car
from headunit.identity.question import deciding_question
from headunit.identity.rank import RankedFamily, rank
from headunit.numbers import NumberKind, Reading, Vin, canonical, read_numbers

if TYPE_CHECKING:
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.question import Question

__all__ = ["Identification", "identify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """Hold what the numbers are, which car it is, the families that may be meant, best first, and one question."""

    numbers: tuple[Reading, ...]
    car: Car
    families: tuple[RankedFamily, ...]
    question: Question | None


def identify(
    text: str,
    catalogue: Catalogue,
    *,
    brand: str = "",
    model: str = "",
    year: int | None = None,
    vin: str = "",
    display: str = "",
) -> Identification:
    """Return what *text* (a label, a description, both) and the other evidence say.

    *year* is the car's (1950 to 2049), *display* what the radio shows. Raises InputError (``text-too-long``,
    ``year-range``, ``vin-length``, ``vin-characters``) and UnknownNameError (``unknown-brand``).
    """
    shapes = number_shapes(catalogue)
    given_vin = Vin(canonical(vin)) if vin else None
    early = read_numbers(text, shapes)
    car_vin = given_vin or next((Vin(reading.value) for reading in early if reading.kind is NumberKind.VIN), None)
    taken = {word for reading in early if reading.kind is NumberKind.SERIAL for word in reading.given.split()}
    car, rest = find_car(text, catalogue, brand=brand, model=model, year=year, vin=car_vin, taken=taken)
    numbers = read_numbers(rest, shapes)
    if given_vin and given_vin.text not in {reading.value for reading in numbers}:
        numbers += read_numbers(given_vin.text, shapes)
    numbers = tuple(reading for reading in numbers if not _is_word_of_the_car(reading, car, catalogue))
    families = rank(catalogue, car=car, numbers=numbers, shown=display, free_text=rest)
    return Identification(numbers=numbers, car=car, families=families, question=deciding_question(families, catalogue))


def _is_word_of_the_car(reading: Reading, car: Car, catalogue: Catalogue) -> bool:
    """Return whether a precode-like word is rather a model name (C230): another brand's, and no caption says serial."""
    if reading.kind is not NumberKind.PRECODE or reading.captioned or not car.brand:
        return False
    brands = {brand for family_id in reading.families for brand in catalogue.head(family_id).brands}
    return car.brand not in brands
