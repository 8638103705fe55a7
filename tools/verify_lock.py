"""Run the verification of the lock and of its twins on one core, and make what each part counted the figure."""

from __future__ import annotations

import os
import re
import resource
import sys
from typing import TYPE_CHECKING

from tools.verify_rows import MET, NOT_MET, SKIPPED, Row, run

if TYPE_CHECKING:
    from collections.abc import Mapping


def verify_lock(step: str, bar: str, test: str, environment: Mapping[str, str]) -> list[Row]:
    """Run one part of the lock's verification on one core and make what it counted the figure."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    status, output = run(
        [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:xdist", f"tests/verification/{test}"],
        environment={"HEADUNIT_VERIFY": "1", **environment},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    counted = re.findall(r"^[.s]*([0-9,]+ (?:cuts|states|faults|rules|codes|recordings)\b.*)$", output, re.MULTILINE)
    figure = "; ".join(counted) or output.strip().rpartition("\n")[2]
    figure += f"; {cpu_s:.0f} s CPU"
    return [Row(step, figure, bar, MET if status == 0 else NOT_MET)]


def verify_lock_cuts() -> list[Row]:
    """Cut every write of every script at every byte, and the recovery too."""
    return verify_lock("lock: power cuts", "1,000,000 cuts, 12 scripts, 0 violations", "test_cuts.py", {})


def verify_lock_search() -> list[Row]:
    """Look at every state that the lock can reach at small parameters, with a cut at every byte."""
    bar = "closed, 20,000 states, 500,000 transitions, I1-I8 and I10, the owner gets in from each"
    return verify_lock("lock: breadth-first search", bar, "test_search.py", {})


def verify_lock_faults() -> list[Row]:
    """Put in each fault and see that it is noticed."""
    return verify_lock("lock: seeded faults", "20 faults, each noticed", "test_faults.py", {})


def verify_lock_stories() -> list[Row]:
    """Play random stories against the logical model."""
    bar = "no difference; a lock that compares first is found"
    return verify_lock("lock: stories", bar, "test_stateful.py", {"HEADUNIT_HYPOTHESIS": "stories"})


def verify_codes() -> list[Row]:
    """Plan and rehearse every code of every radio whose entry is told, and the plan of a wrong code on each."""
    bar = "every code opens its twin, a wrong one never; 600 s CPU"
    return verify_lock("every code", bar, "test_whole_space.py::test_every_code", {})


def verify_traces() -> list[Row]:
    """Replay recordings of the original Premium 5 firmware, if there is a file of them."""
    bar = "every recording agrees, every spoilt one differs"
    if not os.environ.get("HEADUNIT_PREMIUM5_TRACES"):
        return [Row("recordings", "skipped: HEADUNIT_PREMIUM5_TRACES not set", bar, SKIPPED)]
    return verify_lock("recordings", bar, "test_premium5_traces.py", {})
