"""Measure the whole twin and rehearsals in CPU time, beside their bars.

One process, no files but the shipped facts. The bars are rates per second of CPU time; a busy neighbour on the same
core lowers them, so the best of three rounds counts.
"""

from __future__ import annotations

import random
import sys
import time
from typing import TYPE_CHECKING

from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.numbers import RadioCode
from headunit.panel import panel_for_twin, panel_from_facts
from headunit.panel.plan import make_plan
from headunit.twin import rehearse, twin_profile, wake
from headunit.twin.events import Press, Release

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
FAMILY = "nissan-qashqai-j10-audio-2012"
PRESSES, REHEARSALS = 20_000, 1_000


def key_events() -> int:
    """Press and release digit keys of a whole twin that asks for its code, in its own time."""
    unit = wake(twin_profile(load_catalogue().family(FAMILY), load_assumptions()), "1203")
    press, release = Press("2"), Release("2")
    for _ in range(PRESSES):
        unit.apply(press)
        unit.advance(120)
        unit.apply(release)
        unit.advance(120)
    if unit.display.strip() != "Radio Code: 0000":
        raise SystemExit(f"the twin did not take each key: {unit.display}")
    return 2 * PRESSES


def rehearsals() -> int:
    """Carry out whole plans on fresh twins, from the battery change to the music."""
    family, assumptions = load_catalogue().family(FAMILY), load_assumptions()
    profile = twin_profile(family, assumptions)
    panel, missing = panel_from_facts(family)
    twin, _ = panel_for_twin(family, assumptions)
    if panel is None:
        raise SystemExit("there is no plan")
    draw = random.Random(5)  # noqa: S311 - a sample, no secret
    codes = [RadioCode(f"{draw.randrange(10_000):04}") for _ in range(REHEARSALS)]
    plans = [make_plan(panel, code, missing=missing, twin=twin) for code in codes]
    began = time.process_time()
    if not all(rehearse(profile, plan, code).unlocked for plan, code in zip(plans, codes, strict=True)):
        raise SystemExit("a plan did not open its twin")
    _measured.append(time.process_time() - began)
    return REHEARSALS


_measured: list[float] = []
"""CPU seconds of the part that counts, where a benchmark prepares something first."""

BENCHES: tuple[tuple[str, Callable[[], int], int], ...] = (
    ("key events on a twin", key_events, 100_000),
    ("complete rehearsals", rehearsals, 2_000),
)


def rate(bench: Callable[[], int]) -> float:
    """Return how many a second of CPU time; the best of the rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        _measured.clear()
        began = time.process_time()
        count = bench()
        spent = _measured[0] if _measured else time.process_time() - began
        best = max(best, count / spent)
    return best


def main() -> int:
    """Print the table and return 0 when every bar is met."""
    print(f"Rates per second of CPU time, best of {ROUNDS} rounds\n")
    missed = False
    for name, bench, bar in BENCHES:
        found = rate(bench)
        missed |= found < bar
        print(f"{name:<28} {found:>10,.0f}  bar {bar:>8,}  {'met' if found >= bar else 'MISSED'}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
