"""Find the one question whose answer would separate the two best families."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.facts.question import Option, Question
from headunit.identity.rank import display_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from headunit.facts.catalogue import Catalogue
    from headunit.facts.family import Family
    from headunit.identity.rank import RankedFamily

__all__ = ["deciding_question"]

CLEAR_LEAD = 25
"""A family that leads by this many points is taken without asking."""


def deciding_question(
    ranked: tuple[RankedFamily, ...],
    catalogue: Catalogue,
    *,
    known: Collection[str] = (),
    brand_known: bool = True,
) -> Question | None:
    """Return the question that separates the first two of *ranked*, or None when the first leads clearly.

    What differs is asked in the order in which a person can tell it: the number on the label, the display, the maker's
    name, the number of digits. Where the catalogue knows one side only, it asks whether that is so; where it knows
    neither, it asks for the label. *known*: ``label`` and ``display``, what was given and is
    not asked for. Without a brand and a number the brand is asked for first.
    """
    if len(ranked) < 2 or ranked[0].score - ranked[1].score >= CLEAR_LEAD:  # noqa: PLR2004 - two to separate
        return None
    brands = dict.fromkeys(brand for item in ranked for brand in catalogue.head(item.id).brands)
    if not brand_known and len(brands) > 1:
        options = tuple(Option(label=brand, arguments=("--brand", brand)) for brand in brands)
        return Question(text="Which brand is the car?", options=options)
    first, second = (catalogue.family(item.id) for item in ranked[:2])
    features = [feature for feature in _FEATURES if feature.name not in known]
    for feature in features:
        one, other = feature.tell(first), feature.tell(second)
        if one and other and one != other:
            return Question(text=feature.ask, options=(_option(one, first), _option(other, second)))
    for feature in features:
        one, other = feature.tell(first), feature.tell(second)
        if bool(one) != bool(other):
            clear, rest = (first, second) if one else (second, first)
            text = f"{feature.check} {one or other}?"
            return Question(text=text, options=(_option("yes", clear), _option("no, perhaps", rest)))
    ask = "Which of these is the radio?" if "label" in known else "What stands on the label of the radio's case?"
    return Question(
        text=f"{ask} The catalogue knows no difference between these two.",
        options=(_option(first.name, first), _option(second.name, second)),
    )


def _option(label: str, family: Family) -> Option:
    told = label if label == family.name else f"{label}: {family.name}"
    return Option(label=told, family=family.id, arguments=("--family", family.id))


def _label(family: Family) -> str:
    serials = [
        claim.value for claim in family.number if claim.value.kind in {"serial", "precode"} and claim.value.words
    ]
    return " or ".join(dict.fromkeys(number.words for number in serials))


def _display(family: Family) -> str:
    return " or ".join(display_texts(family))


def _maker(family: Family) -> str:
    return family.maker.best.value if family.maker.best else ""


def _digits(family: Family) -> str:
    return str(family.code_length.best.value) if family.code_length.best else ""


@dataclass(frozen=True, slots=True)
class _Feature:
    name: str
    ask: str
    check: str
    tell: Callable[[Family], str]


_FEATURES = (
    _Feature("label", "Which number stands on the radio's label?", "Does this stand on the radio's label:", _label),
    _Feature("display", "What does the radio's display show?", "Does the radio's display show", _display),
    _Feature("maker", "Whose name stands on the radio's label?", "Does the radio's label bear the name", _maker),
    _Feature("digits", "How many digits does the code have?", "Is this the number of digits of the code:", _digits),
)
