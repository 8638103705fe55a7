"""How sure a drawing and its twin are: what sources say of the keys and the waits, and what is our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.facts.claims import Confidence
from headunit.panel.known import best_for

if TYPE_CHECKING:
    from headunit.facts.claims import Fact
    from headunit.facts.family import Family
    from headunit.twin import TwinProfile

__all__ = ["Sureness", "how_sure"]

_TICKS = {
    Confidence.DOCUMENTED: ("Documented", 5),
    Confidence.SEVERAL: ("Several agree", 4),
    Confidence.SINGLE: ("One report", 3),
    Confidence.ARTICLE: ("Article only", 2),
}
_ASSUMED = ("Imagined", 1)


class Sureness(NamedTuple):
    """Hold what is claimed (*about*), how that is called, and how many of five ticks it has."""

    about: str
    label: str
    ticks: int


def how_sure(family: Family, profile: TwinProfile) -> tuple[Sureness, ...]:
    """Return how sure each part of a rehearsal is."""
    scope = profile.variant
    facts: tuple[tuple[str, Fact[Any]], ...] = (
        ("The keys that enter the code", family.entry),
        ("The key that sends it", family.confirm),
        ("How many tries, and the waits", family.lock_schedule),
    )
    told = [Sureness(about, *_of(fact, scope)) for about, fact in facts if profile.lock]
    return (*told, Sureness("Where keys stand, colours, and the keys with a dashed edge", *_ASSUMED))


def _of(fact: Fact[Any], scope: str) -> tuple[str, int]:
    claim = best_for(fact, scope)
    return _TICKS[claim.confidence] if claim else _ASSUMED
