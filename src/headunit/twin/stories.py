"""What happens to a car and makes its radio ask for the code, or not: told in the words of a rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.twin.rehearse import carry_out_plan, carry_out_words, wake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.numbers import RadioCode
    from headunit.panel.plan import Plan
    from headunit.twin.profile import TwinProfile

__all__ = ["STORIES", "Story", "tell"]

_UNITS = ((86_400_000, "d"), (3_600_000, "h"), (60_000, "min"))


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


def tell(story: Story, profile: TwinProfile, plan: Plan, code: RadioCode) -> Iterator[str]:
    """Give the story line by line, with the time since its begin: what happens, and what is seen and heard.

    The radio is a twin of *profile* that *plan* has unlocked before.
    """
    unit = wake(profile, code.reveal())
    carry_out_plan(unit, plan)
    began_ms = unit.now_ms
    seen: list[str] = []

    def note(t_ms: int, kind: str, detail: str) -> None:
        if kind in {"display", "audio"}:
            seen.append(f"{_since(t_ms - began_ms)}    {kind:<8} {detail or '(dark)'}")

    yield f"{story.title}."
    unit.listen(note)
    for line in story.lines:
        yield f"{_since(unit.now_ms - began_ms)}  {line}"
        carry_out_words(unit, line)
        yield from seen
        seen.clear()
    yield f"At the end it {'plays' if unit.playing else 'is silent'} and shows {unit.display.strip()}"


def _since(ms: int) -> str:
    """Return a time in days, hours, minutes and seconds, as wide as a transcript has it."""
    parts = []
    for size, name in _UNITS:
        count, ms = divmod(ms, size)
        if count:
            parts.append(f"{count} {name}")
    return f"{' '.join((*parts, f'{ms / 1000:.2f} s')):>18}"
