"""Writers are killed for real, and write at the same time for real: no content is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headunit.vault.passphrase import Passphrase
    from headunit.vault.store import VaultStore

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("HEADUNIT_KILLS", "50"))
"""Writers that are killed: make verify asks for 2,000."""
PROGRAM = Path(__file__).with_name("killed_writer.py")


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def result(child: subprocess.Popen[str]) -> dict[str, Any]:
    out, err = child.communicate()
    assert child.returncode == 0, err
    told: dict[str, Any] = json.loads(out)
    return told


def test_killed_writers_leave_the_old_content_or_the_new(tmp_path: Path) -> None:
    told = result(start("kill", str(tmp_path), str(KILLS)))

    assert told["rounds"] == told["told_kept"] + told["next_kept"] == KILLS
    assert told["told_kept"] > 0
    assert told["left_over"] > 0, "some were killed in the middle of a write"


def test_two_writers_at_a_time_lose_nothing_of_each_other(
    store: VaultStore, passphrase: Passphrase, tmp_path: Path
) -> None:
    store.create(passphrase)
    writers = [start("add", str(store.path.parent), name, "20") for name in ("one", "two")]
    told = [result(writer) for writer in writers]

    assert [each["added"] for each in told] == [20, 20]
    names = Counter(entry.name.partition(" ")[0] for entry in store.open(passphrase).entries)
    assert names == {"one": 20, "two": 20}
    assert list(tmp_path.glob("*/.*.part")) == []
