"""From what is known of a family to its twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock import factory_memory
from headunit.panel import panel_for_twin
from headunit.twin.head_unit import HeadUnit
from headunit.twin.lock_facts import lock_of
from headunit.twin.profile import TwinProfile
from headunit.twin.supply import SupplyProfile

if TYPE_CHECKING:
    from headunit.facts.assumptions import Assumptions
    from headunit.facts.family import Family

__all__ = ["build", "twin_profile"]


def build(profile: TwinProfile, code: str, salt: bytes = b"") -> HeadUnit:
    """Return a factory-fresh unit of *profile* whose code is *code*, with nothing connected."""
    return HeadUnit(profile, b"" if profile.lock is None else factory_memory(profile.lock, code, salt))
