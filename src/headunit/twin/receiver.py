"""What the unit does once it plays: stations on its preset keys, volume, and the settings a factory reset clears."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["STORE_HOLD_MS", "Settings", "store_or_recall", "turn_volume", "use_key"]

STORE_HOLD_MS = 2_000
"""A preset key held so long stores the station instead of calling it up (assumed for all units)."""

_STATIONS_KHZ = (87_600, 91_300, 95_000, 98_700, 102_400, 106_100)
_MOST_VOLUME = 30


class Settings(NamedTuple):
    """Hold stations in kHz, the one tuned, and the volume 0 to 30; a new unit's are the factory's."""

    stations_khz: tuple[int, ...] = _STATIONS_KHZ
    tuned_khz: int = _STATIONS_KHZ[0]
    volume: int = 10


def store_or_recall(settings: Settings, preset: int, held_ms: int) -> Settings:
    """Return the settings after preset key *preset* (1 to 6) was held for *held_ms*."""
    if not 1 <= preset <= len(settings.stations_khz):
        return settings
    if held_ms < STORE_HOLD_MS:
        return settings._replace(tuned_khz=settings.stations_khz[preset - 1])
    stations = list(settings.stations_khz)
    stations[preset - 1] = settings.tuned_khz
    return settings._replace(stations_khz=tuple(stations))


def use_key(settings: Settings, key: str, held_ms: int) -> Settings:
    """Return the settings after *key* was held for *held_ms*; only presets change them."""
    return store_or_recall(settings, int(key), held_ms) if key.isdecimal() else settings


def turn_volume(settings: Settings, detents: int) -> Settings:
    """Return the settings after the volume was turned by *detents*, kept within 0 and 30."""
    return settings._replace(volume=max(0, min(_MOST_VOLUME, settings.volume + detents)))
