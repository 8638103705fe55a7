"""From what is known of a family to its twin; each value without a source is named, with the reason it was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock import LinkProfile, factory_memory
from headunit.panel import Assumed, panel_for_twin
from headunit.twin.head_unit import HeadUnit
from headunit.twin.linked_unit import LinkedUnit
from headunit.twin.lock_facts import claim_for, lock_of
from headunit.twin.profile import TwinProfile
from headunit.twin.supply import SupplyProfile

if TYPE_CHECKING:
    from headunit.facts.assumptions import Assumptions
    from headunit.facts.family import Family

__all__ = ["build", "twin_profile"]


def twin_profile(family: Family, assumptions: Assumptions, variant: str = "") -> TwinProfile:
    """Return all that makes the twin of *family*, or of its *variant* (``headunit.panel.variants`` names them)."""
    panel, of_panel = panel_for_twin(family, assumptions, variant)
    supply, assumed = _supply(family, assumptions, variant)
    supply = supply._replace(lit_when_off=panel.radio_off)
    assumed += [entry._replace(name=f"panel.{entry.name}") for entry in of_panel]
    if panel.method == "none":
        link = LinkProfile(learns=any(claim.value.text == "NEW" for claim in family.display))
        return TwinProfile(family.id, variant, panel, None, link, supply, assumed=tuple(assumed))
    guesses = assumptions.lock(family.id, variant)
    lock, imagined = lock_of(family, {name: guess.value for name, guess in guesses.items()}, variant)
    assumed += [Assumed(f"lock.{name}", *guesses[name]) for name in imagined]
    return TwinProfile(family.id, variant, panel, lock, None, supply, _clears(family), tuple(assumed))


def build(profile: TwinProfile, code: str = "", salt: bytes = bytes(8)) -> HeadUnit | LinkedUnit:
    """Return a unit of *profile* with nothing connected: factory-fresh with *code*, or bound to its car by a link."""
    if profile.lock is None:
        return LinkedUnit(profile)
    return HeadUnit(profile, factory_memory(profile.lock, code, salt))


def _supply(family: Family, assumptions: Assumptions, variant: str) -> tuple[SupplyProfile, list[Assumed]]:
    guesses = assumptions.supply(family.id, variant)
    known: dict[str, float] = {}
    if trigger := claim_for(family.lock_trigger, variant):
        if trigger.value.below_v is not None:
            known["trigger_v"] = trigger.value.below_v
        if trigger.value.longer_than_s is not None:
            known["relock_after_ms"] = int(trigger.value.longer_than_s * 1000)
    if detail := claim_for(family.supply_detail, variant):
        told = {name: getattr(detail.value, name, None) for name in SupplyProfile._fields}
        known |= {name: value for name, value in told.items() if value is not None}
    values = {name: guess.value for name, guess in guesses.items()} | known
    assumed = [Assumed(f"supply.{name}", *guess) for name, guess in guesses.items() if name not in known]
    return SupplyProfile(**values), assumed


def _clears(family: Family) -> tuple[str, ...]:
    claim = claim_for(family.factory_reset, "")
    return claim.value.clears if claim else ()
