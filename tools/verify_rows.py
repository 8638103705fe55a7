"""Run one command of the long verification and make a line of its table."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
REPORT_FOLDER = ROOT / "docs" / "reference" / "verification"
PYTEST_FOUND_NO_TEST = 5

MET = "met"
NOT_MET = "NOT MET"
SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one line of the table."""

    step: str
    figure: str
    bar: str
    verdict: str


def run(command: list[str], *, environment: Mapping[str, str] | None = None, echo: bool = True) -> tuple[int, str]:
    """Run *command* in the repository and return its exit status and everything it printed."""
    lines: list[str] = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as child:
        for line in child.stdout or ():
            lines.append(line)
            if echo:
                sys.stderr.write(line)
    return child.returncode, "".join(lines)


def run_pytest(step: str, bar: str, arguments: list[str], environment: Mapping[str, str]) -> list[Row]:
    """Run pytest on two cores and make its closing line the figure."""
    status, output = run([sys.executable, "-m", "pytest", "-n", "2", *arguments], environment=environment)
    closing = re.findall(r"^=+ (.*[0-9]+ (?:passed|failed|error|skipped|deselected).*?) =+$", output, re.MULTILINE)
    figure = closing[-1] if closing else f"pytest ended with status {status}"
    if status == PYTEST_FOUND_NO_TEST:
        figure = "no test found"
    return [Row(step, figure, bar, MET if status == 0 else NOT_MET)]
