"""All that makes one simulated unit: its panel, what guards it, its supply, and which of that is imagined."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.twin.supply import SupplyProfile

if TYPE_CHECKING:
    from headunit.lock import LinkProfile, LockProfile
    from headunit.panel import Assumed, Panel

__all__ = ["TwinProfile"]


class TwinProfile(NamedTuple):
    """Describe one unit to simulate; exactly one of *lock* and *link* is given.

    *factory_reset_clears* names what the service menu's reset clears: ``settings``, ``hung-state``. *assumed* names
    each value that no source gives, as ``part.value``, with the reason it was chosen.
    """

    family: str
    variant: str
    panel: Panel
    lock: LockProfile | None
    link: LinkProfile | None = None
    supply: SupplyProfile = SupplyProfile()
    factory_reset_clears: tuple[str, ...] = ("settings", "hung-state")
    assumed: tuple[Assumed, ...] = ()
