"""How sure a drawing and its twin are: what sources say of the keys and the waits, and what is our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.panel.known import best_for
from headunit.web.labels import confidence
from headunit.web.language import gettext as _

if TYPE_CHECKING:
    from headunit.facts.claims import Fact
    from headunit.facts.family import Family
    from headunit.twin import TwinProfile

__all__ = ["Sureness", "how_sure", "keys_guessed"]


class Sureness(NamedTuple):
    """Hold what is claimed (*about*), how that is called, and how many of five ticks it has."""

    about: str
    label: str
    ticks: int


def keys_guessed(family: Family, scope: str) -> bool:
    """Return whether no source tells how a code is entered on the front *scope* of *family*."""
    return best_for(family.entry, scope) is None


def how_sure(family: Family, profile: TwinProfile) -> tuple[Sureness, ...]:
    """Return how sure each part of a rehearsal is."""
    scope = profile.variant
    facts: tuple[tuple[str, Fact[Any]], ...] = (
        (_("The keys that enter the code"), family.entry),
        (_("The key that sends it"), family.confirm),
        (_("How many tries, and the waits"), family.lock_schedule),
    )
    told = [Sureness(about, *_of(fact, scope)) for about, fact in facts if profile.lock]
    return (*told, Sureness(_("Where keys stand, colours, and the keys with a dashed edge"), *_imagined()))


def _of(fact: Fact[Any], scope: str) -> tuple[str, int]:
    claim = best_for(fact, scope)
    return confidence(str(claim.confidence)) if claim else _imagined()


def _imagined() -> tuple[str, int]:
    return _("Imagined"), 1
