"""What happens to a car and makes its radio ask for the code, or not: told in the words of a rehearsal."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["STORIES", "Story"]


class Story(NamedTuple):
    """Hold a story: what it tells, and what happens, line by line, to a radio that plays."""

    title: str
    lines: tuple[str, ...]


STORIES = {
    "battery-swap": Story("The battery is changed", ("battery off for 15m", "wait 90s")),
    "fuse": Story(
        "The accessory fuse is changed, then the one of the constant feed",
        ("fuse accessory out for 30s", "wait 10s", "fuse battery out for 30s", "wait 90s"),
    ),
    "surge": Story(
        "The alternator's regulator fails: 16.5 V, then a load dump of 30 V",
        ("battery 16.5 for 5s", "wait 5s", "battery 30 for 0.2s", "wait 90s"),
    ),
    "bad-ground": Story(
        "A loose ground connection flickers, then stays open for half a second",
        (
            "ground bad for 0.1s",
            "ground bad for 0.1s",
            "ground bad for 0.25s",
            "wait 5s",
            "ground bad for 0.5s",
            "wait 90s",
        ),
    ),
    "winter-sag": Story(
        "The engine is cranked with a healthy battery, then on a winter morning with a tired one",
        ("battery 8.0 for 1.2s", "wait 5s", "battery 4.5 for 0.8s", "wait 90s"),
    ),
    "theft": Story(
        "The radio is pulled out of the car and lies on a shelf for ten days",
        ("unplug for 10d", "wait 90s"),
    ),
}
"""Story by name; the electrical ones of the article (mission row M1)."""
