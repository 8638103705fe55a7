"""Which radio does a label tell?  Never by the form of a serial alone where other radios have such serials.  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from headunit.codes.rules import ALL_RULES
from headunit.identity.rank import is_plain_words, names
from headunit.recovery.display import own_meaning
from headunit.recovery.records import Concluded

if TYPE_CHECKING:
    from collections.abc import Collection

    from headunit.facts.catalogue import Catalogue
    from headunit.identity import Identification
    from headunit.identity.rank import RankedFamily
    from headunit.numbers import Reading

__all__ = ["concluded", "in_order"]

_SURE = 25
"""Points from a number on the label from which a clear lead needs no question."""


def concluded(found: Identification, text: str, shown: str, catalogue: Catalogue) -> tuple[Concluded, ...]:
    """Conclude where one family leads clearly: it is named, or a number and the car, or a number of its own say so.

    *shown* is what the display shows: a number alone says nothing against a display that only other radios have.
    """
    lead = found.families[0] if found.families else None
    if lead is None or found.question is not None or lead.score < _SURE:
        return ()
    numbers = [reading for reading in found.numbers if _speaks_for(reading, lead.id)]
    by_car = bool(numbers) and found.car.brand in catalogue.head(lead.id).brands
    alone = any(not _shared(reading, {lead.id}, catalogue) for reading in numbers)
    by_number = alone and not found.car.brand and not _contradicts(shown, lead.id, catalogue)
    if _is_named(lead, found, text, catalogue) or by_car or by_number:
        return (Concluded(lead.id, "; ".join(lead.reasons)),)
    return ()


def _is_named(lead: RankedFamily, found: Identification, text: str, catalogue: Catalogue) -> bool:
    """Return whether the radio's own name says which it is: no plain words, and no other brand's car beside them."""
    own_name = names(lead.name, text)
    fits = not found.car.brand or found.car.brand in catalogue.head(lead.id).brands
    return bool(own_name) and fits and not is_plain_words(own_name)


def _speaks_for(reading: Reading, family: str) -> bool:
    return family in (*reading.families, *reading.also)


def _shared(reading: Reading, families: Collection[str], catalogue: Catalogue) -> bool:
    """Return whether radios beside those of *families* have numbers of that form too, solved ones or not."""
    claiming = {rule.id for rule in ALL_RULES if rule.claims(reading.value)}
    having = {head.id for head in catalogue.heads if claiming.intersection(head.rules)} | {*reading.families}
    brands = {brand for family in families for brand in catalogue.head(family).brands}
    elsewhere = {
        brand
        for entry in catalogue.unsolved
        if any(re.fullmatch(pattern, reading.value) for pattern in entry.patterns)
        for brand in entry.brands
    }
    return not having <= {*families} or not elsewhere <= brands


def _contradicts(shown: str, family: str, catalogue: Catalogue) -> bool:
    """Return whether radios of other families show that text, and those of *family* don't."""
    showing = {one.id for one in catalogue.families() if _shows(shown, one.id, catalogue)}
    return bool(showing) and family not in showing


def _shows(shown: str, family: str, catalogue: Catalogue) -> bool:
    return bool(shown) and own_meaning(catalogue.family(family), shown).claim is not None


def in_order(found: Identification, shown: str, catalogue: Catalogue) -> tuple[RankedFamily, ...]:
    """Return the families, likeliest first.

    While the car is not known, what the display shows counts more than a number of a form that many radios have.
    """
    if found.car.brand:
        return found.families

    def weight(family: RankedFamily) -> int:
        fitting = [reading for reading in found.numbers if family.id in reading.families]
        own = any(not _shared(reading, reading.families, catalogue) for reading in fitting)
        return 2 * own + _shows(shown, family.id, catalogue)

    return tuple(sorted(found.families, key=weight, reverse=True))
