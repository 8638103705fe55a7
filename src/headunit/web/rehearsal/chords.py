"""Which keys do something when they are held, and for how long, as a radio stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headunit.twin import Machine

__all__ = ["chords_now", "holds_now"]


def holds_now(unit: Machine) -> dict[str, int]:
    """Return key → how long it is held, in ms, for each key that does something when it is held now."""
    wiring, stage = unit.profile.panel.wiring, unit.panel.stage
    return {key: hold[1] for key, hold in wiring.holds.get(stage, {}).items() if isinstance(key, str)}


def chords_now(unit: Machine) -> list[dict[str, Any]]:
    """Return the keys to hold together now: their names, the time in ms, and a key to tap meanwhile, if any."""
    panel, stage = unit.profile.panel, unit.panel.stage
    order = [key.id for key in panel.keys]
    opening = panel.open_with
    if opening.action == "hold-at-start" and unit.supply.alive and not unit.supply.radio_on:
        return [{"keys": list(opening.keys), "ms": opening.hold_ms, "tap": panel.power}]
    held = panel.wiring.holds.get(stage, {})
    return [
        {"keys": sorted(chord, key=order.index), "ms": hold[1], "tap": ""}
        for chord, hold in held.items()
        if not isinstance(chord, str)
    ]
