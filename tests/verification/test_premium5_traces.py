"""Recordings of the original Premium 5 firmware, from a file outside the repository: the twin does the same.

``HEADUNIT_PREMIUM5_TRACES`` names the file, or several with the path separator between them.
"""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from headunit.twin import HeadUnit
from headunit.twin.replay import AGREES, DIFFERS, FORMAT, Image, image_of, read_recordings, replay
from tests.twin.premium5 import PROFILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.twin.replay import Result

FILES = [Path(name) for name in os.environ.get("HEADUNIT_PREMIUM5_TRACES", "").split(os.pathsep) if name]
pytestmark = pytest.mark.skipif(not FILES, reason="HEADUNIT_PREMIUM5_TRACES not set")


def build(image: Image) -> HeadUnit:
    return HeadUnit(PROFILE, image_of(image))


def replayed(document: object) -> tuple[Result, ...]:
    return replay(read_recordings(document), build)


def documents() -> list[Any]:
    return [json.loads(file.read_text(encoding="utf-8")) for file in FILES]


def test_every_recording_agrees() -> None:
    results = [result for document in documents() for result in replayed(document)]
    differing = {
        result.name: [str(each) for each in result.differences] for result in results if result.result != AGREES
    }
    print(f"\n{len(results) - len(differing)} recordings of {len(results)} agree")  # noqa: T201  # the figure of make verify
    assert results
    assert differing == {}


def spoilt(trace: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give copies of *trace*, each with one thing wrong from one of its changes on until the next."""
    rows = trace["observations"]
    wrong: dict[str, Any] = {"eeprom_attempts": 77, "ram_attempts": 77, "display": "7    SAFE  "}
    if not trace.get("ram_poked"):  # there the counter that was observed is the one that was set
        wrong["lock_minutes_left"] = 30
    for field, value in wrong.items():
        changes = [n for n in range(2, len(rows)) if rows[n][field] not in {rows[n - 1][field], None}]
        for n in changes:
            ends = next((m for m in range(n, len(rows)) if rows[m][field] != rows[n][field]), len(rows))
            until = rows[ends]["t_ms"] if ends < len(rows) else max(rows[-1]["t_ms"], trace["events"][-1]["t_ms"])
            stands_ms = until - rows[n]["t_ms"]
            if stands_ms < 240 or rows[n]["display"] is None:  # it may have been missed, or the unit slept
                continue
            copied = copy.deepcopy(trace)
            for row in copied["observations"][n:ends]:
                row[field] = value
            yield f"{field} at {rows[n]['t_ms']}", copied


def test_every_recording_with_something_wrong_in_it_differs() -> None:
    tried, unnoticed = 0, []
    for document in documents():
        for trace in [*document.get("traces", []), *document.get("power_cut_traces", [])]:
            if not trace.get("golden", True):
                continue
            for what, changed in spoilt(trace):
                tried += 1
                if replayed({"format": FORMAT, "traces": [changed]})[0].result != DIFFERS:
                    unnoticed.append(f"{trace['name']}: {what}")
    assert tried > 0
    assert unnoticed == []
