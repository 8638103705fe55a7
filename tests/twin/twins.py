"""Twins of every family, made once."""

from __future__ import annotations

from functools import cache

from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.panel import variants
from headunit.twin import TwinProfile, twin_profile

CATALOGUE = load_catalogue()
ASSUMPTIONS = load_assumptions()


@cache
def profile_of(family: str, variant: str = "") -> TwinProfile:
    """Return the twin of a family of the catalogue."""
    return twin_profile(CATALOGUE.family(family), ASSUMPTIONS, variant)


def all_variants() -> list[tuple[str, str]]:
    """Return every family with each variant of its panel."""
    return [
        (family.id, variant) for family in CATALOGUE.families() for variant in dict.fromkeys(("", *variants(family)))
    ]
