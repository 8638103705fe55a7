"""The smaller records of the catalogue: sources, routes, brands, unsolved serials and Blaupunkt types.

Named tuples, not dataclasses: every start of the program makes these classes, and dataclasses take six times as long.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["BlaupunktType", "Brand", "FamilyHead", "Route", "Source", "Unsolved"]


class FamilyHead(NamedTuple):
    """Hold what stands at the top of a family file; the facts are loaded when they are asked for."""

    id: str
    name: str
    summary: str
    brands: tuple[str, ...]
    rules: tuple[str, ...]
    route: str
    reason: str


class Source(NamedTuple):
    """Name where a claim comes from; *standing* is ``source``, ``article`` or ``none`` (can carry no claim)."""

    id: str
    kind: str
    title: str
    where: str
    note: str
    standing: str


class Route(NamedTuple):
    """Describe the official way to a code; an empty *confidence* means general advice without a source.

    *no_code*: there is no code to ask for; a workshop has to set the radio up again.
    """

    id: str
    name: str
    brands: tuple[str, ...]
    ask: str
    bring: tuple[str, ...]
    how: str
    sources: tuple[str, ...]
    confidence: str
    no_code: bool = False


class Brand(NamedTuple):
    """Name a brand, the ways people write it, and its official route; *makes_radios*: it makes no cars."""

    name: str
    aliases: tuple[str, ...]
    route: str
    makes_radios: bool = False


class Unsolved(NamedTuple):
    """Describe serials for which no code rule is public.

    *patterns* are shapes that are surely such a serial; with *brand_only* they count only when the brand was given.
    """

    id: str
    title: str
    brands: tuple[str, ...]
    patterns: tuple[str, ...]
    reason: str
    route: str
    sources: tuple[str, ...]
    brand_only: bool = False


class BlaupunktType(NamedTuple):
    """Tie a Blaupunkt type number (ten digits) to its label prefix, Nissan part number (or empty) and design name."""

    number: str
    label_prefix: str
    nissan_part: str
    design: str
