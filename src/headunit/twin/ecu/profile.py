"""What makes the diagnostics of a simulated unit; no real radio's are public, so all of it is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from headunit.facts.assumptions import Assumptions

__all__ = ["ARTICLE", "HARDENED", "MARKER", "EcuProfile", "ecu_profile"]

ARTICLE, HARDENED = "article", "hardened"
"""What a sagging supply does to a running reset: spoil the firmware, or nothing."""
MARKER = "headunit-twin/1"
"""What a simulated unit says it is, in a data identifier of its own, followed by its family."""


class EcuProfile(NamedTuple):
    """Hold addresses, identity and limits of a simulated unit's diagnostics; voltages in volts, times in ms.

    *story* is ``article`` or ``hardened``. *media* are what an update is taken from.
    """

    family: str
    story: str
    request_id: int
    response_id: int
    logical_address: int
    vin: str
    part_number: str
    serial: str
    hardware: str
    lowest_v: float
    highest_v: float
    attempts: int
    delay_ms: int
    prepare_ms: int
    media: tuple[str, ...]


def ecu_profile(family: str, assumptions: Assumptions, variant: str = "", story: str = "") -> EcuProfile:
    """Return the invented diagnostics of *family*; *story* overrules which of the two is told."""
    values = {name: entry.value for name, entry in assumptions.ecu(family, variant).items()}
    return EcuProfile(family, **values | ({"story": story} if story else {}))
