"""Killed at any moment, bulk leaves no output, and the next run makes the same bytes as one that was left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from pathlib import Path

ROWS = {".csv": 60_000, ".parquet": 400_000}
KILLS = int(os.environ.get("HEADUNIT_KILLS", "4"))
"""Runs that are killed for each format, at moments spread over the run."""


def source_file(folder: Path, suffix: str) -> Path:
    serials = [f"{'MV'[number % 2]}{number * 7919 % 1_000_000:06d}" for number in range(ROWS[suffix])]
    serials[::100] = [serial[:-1] for serial in serials[::100]]
    path = folder / f"in{suffix}"
    if suffix == ".csv":
        path.write_text("serial\n" + "".join(f"{serial}\n" for serial in serials), encoding="utf-8")
    else:
        pq.write_table(pa.table({"serial": serials}), path)
    return path


def start(source: Path, target: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "headunit", "bulk", str(source), str(target), "--quiet"])


def kill_at(child: subprocess.Popen[bytes], part: Path, size: int) -> bool:
    """Kill the run once its part has *size* bytes (-1: at once) and return whether it was still running."""
    while size >= 0 and child.poll() is None:
        try:
            if part.stat().st_size >= size:
                break
        except FileNotFoundError:
            continue
    child.kill()
    return child.wait() < 0


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_killed_run_leaves_no_output_and_the_next_makes_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    source, whole, target = source_file(tmp_path, suffix), tmp_path / f"whole{suffix}", tmp_path / f"out{suffix}"
    assert start(source, whole).wait() == 0
    size, part = whole.stat().st_size, tmp_path / f".out{suffix}.part"
    moments = [-1, *(size * step // KILLS for step in range(KILLS - 1))]
    killed = 0
    for moment in moments:
        with start(source, target) as child:
            was_killed = kill_at(child, part, moment)
        killed += was_killed
        if was_killed and target.exists():  # killed between the renaming and the end of the process
            assert target.read_bytes() == whole.read_bytes()
        target.unlink(missing_ok=True)
        assert {path.name for path in tmp_path.iterdir()} <= {source.name, whole.name, part.name}
    assert killed >= KILLS // 2
    assert start(source, target).wait() == 0
    assert target.read_bytes() == whole.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {source.name, whole.name, target.name}
