"""What every command needs from the surroundings: the catalogue, and where private families stand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from headunit.errors import ConfigurationError, UnknownNameError

if TYPE_CHECKING:
    from headunit.facts import Catalogue
    from headunit.facts.family import Family

__all__ = ["family_named", "open_catalogue"]


def open_catalogue() -> Catalogue:
    """Return the catalogue with the families of ``HEADUNIT_FACTS`` added."""
    from headunit.facts import load_catalogue  # noqa: PLC0415 - '--help' needs no catalogue

    folder = os.environ.get("HEADUNIT_FACTS", "")
    if not folder:
        return load_catalogue()
    from pathlib import Path  # noqa: PLC0415 - as above

    catalogue = load_catalogue(Path(folder))
    _check_rules(catalogue)
    return catalogue


def family_named(catalogue: Catalogue, typed: str) -> Family:
    """Return the kind of radio with the id *typed*, or the only one of that make.

    For what is read, never for keys to press. Raises UnknownNameError (``unknown-family``).
    """
    plain = typed.strip().casefold()
    of_make = [head.id for head in catalogue.heads if plain in (brand.casefold() for brand in head.brands)]
    if len(of_make) > 1:
        raise UnknownNameError(
            "unknown-family",
            f"cars of {typed.strip()} have more than one kind of radio",
            value=typed,
            expected="one kind of radio",
            next_step=f"name one: {', '.join(of_make)}; 'headunit identify' finds it by label and car",
        )
    return catalogue.family(of_make[0] if len(of_make) == 1 else plain)


def _check_rules(catalogue: Catalogue) -> None:
    """Refuse a private family that names a rule which does not exist."""
    from headunit.codes.rules import ALL_RULES  # noqa: PLC0415 - only private families can be wrong in it

    known = {rule.id for rule in ALL_RULES}
    for head in catalogue.heads:
        for rule in head.rules:
            if rule not in known:
                raise ConfigurationError(
                    "family-file",
                    f"family file {head.id!r} names the rule {rule!r}, which does not exist",
                    value=rule,
                    expected="one of " + ", ".join(sorted(known)),
                    next_step="'headunit rules' lists them",
                )
