"""Say honestly that there is no public rule, with the reason and the official route."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.codes.candidate import Refusal
from headunit.facts.catalogue import fold
from headunit.numbers import NumberKind

if TYPE_CHECKING:
    from headunit.codes.answer import Search
    from headunit.codes.rule import Rule
    from headunit.facts.records import FamilyHead, Unsolved

__all__ = ["no_public_rule", "refused_for_brand", "routed"]


def no_public_rule(search: Search, all_rules: tuple[Rule, ...]) -> tuple[Refusal, ...]:
    """Return why there is no code for a serial that no rule claims; empty when a misreading is likelier.

    Looked at in this order: serials known to have no rule, the family that was named, the families whose numbers look
    like this, the brand.
    """
    return _unsolved(search) or _named_family(search) or _families_of_the_number(search) or _brand(search, all_rules)


def refused_for_brand(search: Search, rules: list[Rule]) -> tuple[Refusal, ...]:
    """Return why a serial that *rules* claim gets no code on the brand that was named, or nothing.

    Either such serials are known to follow no public rule on that brand, or the number is four bare digits, which
    say nothing by themselves; neither where one of the rules that claim the serial speaks for the brand.
    """
    if not search.brand or any(fold(search.brand) in {fold(name) for name in rule.brands} for rule in rules):
        return ()
    known = _matching(search, [entry for entry in search.catalogue.unsolved if search.brand in entry.brands])
    if known:
        return known
    if search.rule or search.family or search.reading.kind is not NumberKind.DIGITS:
        return ()
    reason = f"no public rule takes four digits of a {search.brand} radio's serial"
    return (Refusal(reason=reason, family="", route=search.catalogue.brand(search.brand).route),)


def routed(refusal: Refusal, search: Search) -> Refusal:
    """Give a rule's refusal the official route: the brand's, else the one its families share, else the general one."""
    if search.brand:
        return replace(refusal, route=search.catalogue.brand(search.brand).route)
    routes = {head.route for head in search.catalogue.heads if refusal.rule in head.rules}
    return replace(refusal, route=routes.pop() if len(routes) == 1 else "dealer")


def _unsolved(search: Search) -> tuple[Refusal, ...]:
    """Refuse serials that are known to follow no public rule; the brand's own entry comes first."""
    entries = search.catalogue.unsolved
    own = _matching(search, [entry for entry in entries if search.brand and search.brand in entry.brands])
    return own or _matching(search, [entry for entry in entries if not entry.brand_only])


def _matching(search: Search, entries: list[Unsolved]) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(reason=entry.reason, family=entry.id, route=entry.route)
        for entry in entries
        if any(re.fullmatch(pattern, search.value) for pattern in entry.patterns)
    )


def _named_family(search: Search) -> tuple[Refusal, ...]:
    if not search.family:
        return ()
    head = search.catalogue.head(search.family)
    return () if head.rules else (_by_family(head),)


def _families_of_the_number(search: Search) -> tuple[Refusal, ...]:
    """Refuse a serial that the catalogue knows and for which none of its families has a rule."""
    if search.family or search.rule or search.reading.kind is not NumberKind.SERIAL:
        return ()
    heads = [search.catalogue.head(family) for family in search.reading.families]
    if any(head.rules for head in heads):
        return ()
    return tuple(_by_family(head) for head in heads if not search.brand or search.brand in head.brands)


def _brand(search: Search, all_rules: tuple[Rule, ...]) -> tuple[Refusal, ...]:
    """Refuse an unknown serial of a known brand, unless a swapped look-alike would make it a serial."""
    if search.family or search.rule or not search.brand or search.reading.alternatives:
        return ()
    route = search.catalogue.brand(search.brand).route
    taken = [rule.takes for rule in all_rules if fold(search.brand) in {fold(name) for name in rule.brands}]
    if taken:
        told = "; or ".join(dict.fromkeys(taken))
        reason = f"no public rule takes this number; for {search.brand} there are rules that take {told}"
        return (Refusal(reason=reason, family="", route=route),)
    entries = [entry for entry in search.catalogue.unsolved if search.brand in entry.brands]
    heads = [head for head in search.catalogue.heads if search.brand in head.brands]
    return (
        tuple(Refusal(reason=entry.reason, family=entry.id, route=entry.route) for entry in entries)
        or tuple(_by_family(head) for head in heads)
        or (Refusal(reason=f"no public rule takes a serial of a {search.brand} radio", family="", route=route),)
    )


def _by_family(head: FamilyHead) -> Refusal:
    return Refusal(reason=head.reason, family=head.id, route=head.route)
