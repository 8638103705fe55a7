"""Real processes, really killed, and two of them on one case: no press is ever lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from headunit.recovery.case import new_case_id
from headunit.recovery.guard import standing
from headunit.recovery.records import Intent, Opened, Outcome
from headunit.recovery.store.sqlite_cases import SqliteCaseStore
from tests.recovery.journals import START, journal

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("press_forever.py")
CASE = "ABC123"
KILLS = int(os.environ.get("HEADUNIT_KILLS", "50"))
"""Processes that are killed: make verify asks for 2,000."""
KILLS_A_CASE = 25
"""More would make a journal so long that reading it is most of the test."""


def start(file: Path, case_id: str = CASE) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    words = [sys.executable, str(SCRIPT), str(file), case_id]
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def killed_after(process: subprocess.Popen[str], lines: int, spins: int) -> list[str]:
    """Read *lines* lines, let it run on for a moment that no line marks, kill it, and return all it has told."""
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(lines)]
    for _ in range(spins):
        os.getpid()
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    return [line for line in [*told, *rest.splitlines()] if line.strip()]


def kill_often(file: Path, case_id: str, times: int, chance: random.Random) -> None:
    """Kill *times* processes that go on with one case, and look after each at what is left of it."""
    with SqliteCaseStore(file) as store:
        store.open_case(case_id, START)
        store.append(case_id, 0, journal(Opened(0)))
    number = 1
    for _ in range(times):
        told = killed_after(start(file, case_id), chance.randrange(1, 8), chance.randrange(20_000))
        with SqliteCaseStore(file) as store:
            case = store.read(case_id)
        pressed = [int(line.split()[1]) for line in told if line.startswith("pressed")]
        written = [int(line.split()[2]) for line in told]
        intents = [record.event.n for record in case.records if isinstance(record.event, Intent)]
        outcomes = [record.event.intent for record in case.records if isinstance(record.event, Outcome)]
        assert case.number >= max([number, *written])
        assert intents == list(range(1, len(intents) + 1))
        assert set(pressed) <= set(intents)
        assert set(outcomes) <= set(intents)
        assert standing(case.records, None).tally.used >= max(pressed, default=0)
        number = case.number


def test_kills_lose_no_press(tmp_path: Path) -> None:
    chance = random.Random(20260101)  # noqa: S311 - when to kill is no secret
    for first in range(0, KILLS, KILLS_A_CASE):
        case_id = new_case_id((first + 1).to_bytes(4))
        kill_often(tmp_path / "cases.sqlite3", case_id, min(KILLS_A_CASE, KILLS - first), chance)


def test_two_processes_never_both_press(tmp_path: Path) -> None:
    file = tmp_path / "cases.sqlite3"
    with SqliteCaseStore(file) as store:
        store.open_case(CASE, START)
    both = [start(file), start(file)]
    told: list[str] = []
    lost = 0
    for process in both:
        assert process.stdout is not None
        line = process.stdout.readline()
        lost += not line
        told.append(line)
    for process in both:
        process.kill()
        rest, complaint = process.communicate()
        told += rest.splitlines()
        assert not complaint or "TryAgainError" in complaint
    with SqliteCaseStore(file) as store:
        intents = [record.event.n for record in store.read(CASE).records if isinstance(record.event, Intent)]
    pressed = [int(line.split()[1]) for line in told if line.startswith("pressed")]
    assert len(pressed) == len(set(pressed))
    assert intents == list(range(1, len(intents) + 1))
    assert lost <= 1
