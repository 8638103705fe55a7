"""Which radio is this?  Evidence in, families ranked with reasons out, and the question that would decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.facts.shapes import number_shapes
from headunit.identity.car import Car, find_car
from headunit.identity.displays import shown_by
from headunit.identity.question import deciding_question
from headunit.identity.rank import RankedFamily, rank
from headunit.numbers import NumberKind, NumberShape, Reading, Vin, canonical, read_numbers

if TYPE_CHECKING:
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.question import Question

__all__ = ["Identification", "identify"]

_SEVERAL_MODELS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """Hold what the numbers are, which car it is, the families that may be meant, best first, and one question.

    *not_shown*: the display text that was given, when no radio of the catalogue shows it.
    """

    numbers: tuple[Reading, ...]
    car: Car
    families: tuple[RankedFamily, ...]
    question: Question | None
    not_shown: str = ""


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
    numbers = read_numbers(rest, _shapes_for(car, shapes, catalogue))
    if given_vin and given_vin.text not in {reading.value for reading in numbers}:
        numbers += read_numbers(given_vin.text, shapes)
    alone = len(numbers) == 1 and canonical(text) == numbers[0].value
    numbers = tuple(reading for reading in numbers if alone or not _is_word_of_the_car(reading, car, catalogue))
    families = rank(catalogue, car=car, numbers=numbers, shown=display, free_text=rest, whole=text)
    label_known = any(reading.kind in {NumberKind.SERIAL, NumberKind.PRECODE} for reading in numbers)
    not_shown = "" if any(shown_by(family, display, "") for family in catalogue.families()) else display
    known = {"label"} if label_known else set()
    if display and not not_shown:
        known.add("display")
    question = deciding_question(families, catalogue, known=known, brand_known=bool(car.brand or numbers))
    return Identification(numbers=numbers, car=car, families=families, question=question, not_shown=not_shown)


def _shapes_for(car: Car, shapes: tuple[NumberShape, ...], catalogue: Catalogue) -> tuple[NumberShape, ...]:
    """Leave out software versions of other brands: one of Nissan's is a good precode on a Renault."""
    if not car.brand:
        return shapes
    return tuple(
        shape
        for shape in shapes
        if shape.kind is not NumberKind.FIRMWARE_VERSION
        or any(car.brand in catalogue.head(family).brands for family in shape.families)
    )


def _is_word_of_the_car(reading: Reading, car: Car, catalogue: Catalogue) -> bool:
    """Return whether a precode-like word among others is rather a model name, such as C230 behind Mercedes.

    It is taken for a precode on the family's first brand, on one of which sources name several models, and on a model
    that they name.
    """
    if reading.kind is not NumberKind.PRECODE or reading.captioned or not car.brand:
        return False
    vehicles = [claim.value for family in reading.families for claim in catalogue.family(family).vehicle]
    models = {vehicle.model for vehicle in vehicles if vehicle.make == car.brand}
    if any(catalogue.head(family).brands[0] == car.brand for family in reading.families):
        return False
    return car.model not in models and len(models) < _SEVERAL_MODELS
