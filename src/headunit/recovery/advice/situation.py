"""What is known when advice is asked for, and what the display means in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.facts.claims import Confidence
from headunit.identity.displays import shown_by, shows
from headunit.recovery.display import own_meaning
from headunit.recovery.told_facts import is_linked

if TYPE_CHECKING:
    from headunit.facts.advice_records import Scope
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.claims import Claim
    from headunit.facts.family import Display, Family

__all__ = ["Situation", "situation"]

_NOTHING_SET = "-:0 #"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Hold the radio as far as it is known, what it shows and what was observed.

    *claim* is the family's own word on the display; *showing* are the families that show it, of the brand if one is
    known. *state* is what the display means, empty when that is open; *strict*: only this radio's meaning counts.
    """

    family: Family | None
    brands: frozenset[str]
    shown: str
    seen: frozenset[str]
    claim: Claim[Display] | None
    showing: tuple[Family, ...]
    state: str
    strict: bool

    def fits(self, scope: Scope) -> bool:
        """Return whether advice of that scope is for this radio; what is not known fits no scope that asks for it."""
        family = self.family
        if scope.families and (family is None or family.id not in scope.families):
            return False
        if scope.brands and not (self.brands and self.brands <= set(scope.brands)):
            return False
        origin = family.code_origin.best if family else None
        if scope.origins and (origin is None or origin.value not in scope.origins):
            return False
        if scope.solved is not None and (family is None or bool(family.rules) is not scope.solved):
            return False
        return scope.linked is None or scope.linked is (family is not None and is_linked(family))


def situation(
    catalogue: Catalogue, family: Family | None, brand: str, shown: str, observations: frozenset[str]
) -> Situation:
    """Return the situation; *brand* is the name of a brand of the catalogue, or empty."""
    shown = _as_it_stands(shown, (family,) if family else tuple(catalogue.families()))
    brands = frozenset({brand} if brand else family.brands if family else ())
    claim = _claim(family, shown) if family else None
    showing = tuple(one for one in catalogue.families() if _claim(one, shown)) if shown else ()
    of_brand = tuple(one for one in showing if brands & set(one.brands))
    linked = family is not None and is_linked(family)
    if claim is not None:
        state = claim.value.state
    else:
        state = "linked" if linked and shown else _agreed_state(of_brand or showing, shown)
    return Situation(
        family=family,
        brands=brands,
        shown=shown,
        seen=observations,
        claim=claim,
        showing=of_brand if brands else showing,
        state=state,
        strict=claim is not None or linked,
    )


def _as_it_stands(shown: str, families: tuple[Family, ...]) -> str:
    """Return the text with its count where *families* have it: copied behind the word, or before one that has none."""
    if any(_claim(family, shown) for family in families):
        return shown
    behind = re.fullmatch(r"([A-Za-z]+) ?([0-9]{1,2})", shown)
    before = f"{behind[2]} {behind[1]}" if behind else shown
    if any(_claim(family, before) for family in families):
        return before
    own = own_meaning(families[0], shown).claim if len(families) == 1 else None
    return own.value.text if own and own.value.state == "asks" else shown


def _claim(family: Family, shown: str) -> Claim[Display] | None:
    """Return the family's claim for *shown*, also where the zeros or dashes behind the words were not copied."""
    exact = shown_by(family, shown, "")
    if exact or not re.search("[A-Za-z]", shown):
        return exact
    bare = shown.rstrip(_NOTHING_SET)
    for claim in family.display:
        text = claim.value.text
        if text.rstrip(_NOTHING_SET) != text and shows(text.rstrip(_NOTHING_SET), bare):
            return claim
    return None


def _agreed_state(families: tuple[Family, ...], shown: str) -> str:
    """Return the state that all of *families* mean by the display, the article's word aside; else nothing."""
    claims = [claim for family in families if (claim := _claim(family, shown))]
    sourced = [claim for claim in claims if claim.confidence is not Confidence.ARTICLE] or claims
    states = {claim.value.state for claim in sourced}
    return states.pop() if len(states) == 1 else ""
