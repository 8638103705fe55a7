"""Run the commands of the docs, one folder for each page, always as on a terminal of 80 columns without colour."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["SOURCE", "CommandFailedError", "Result", "run"]

SOURCE = Path(__file__).resolve().parent.parent / "src"
_COLUMNS = 80
_REFERENCE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b")
_TODAY = re.compile(r"\b20[0-9]{2}-[01][0-9]-[0-3][0-9](?:T[0-9:]{8}Z)?\b")
_KEPT = ("LANG", "LC_ALL", "PATH", "SYSTEMROOT")


class CommandFailedError(Exception):
    """A command of the docs ended otherwise than its page says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Hold what a command printed, both streams in one, and its exit status."""

    output: str
    status: int


def run(command: str, folder: Path) -> Result:
    """Run ``headunit …``, ``python FILE``, ``cat FILE`` or ``mkdir FOLDER`` in *folder*; ``NAME=VALUE`` may lead.

    ``cp FILE NAME`` takes FILE from the repository; ``< FILE`` at the end gives FILE as standard input. What is kept
    stands in the folder ``home``.
    """
    words = shlex.split(command)
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"COLUMNS": str(_COLUMNS), "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"}
    environment["HEADUNIT_HOME"] = str(folder / "home")
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    if words[0] == "cat":
        return Result(output=(folder / words[1]).read_text(encoding="utf-8"), status=0)
    if words[0] == "cp":
        shutil.copy(SOURCE.parent / words[1], folder / words[2])
        return Result(output="", status=0)
    if words[0] == "mkdir":
        (folder / words[1]).mkdir()
        return Result(output="", status=0)
    start = {"headunit": [sys.executable, "-m", "headunit"], "python": [sys.executable]}[words[0]]
    given = ""
    if words[-2] == "<":
        *words, _, name = words
        given = (folder / name).read_text(encoding="utf-8")
    done = subprocess.run(
        [*start, *words[1:]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        input=given,
        encoding="utf-8",
        check=False,
    )
    return Result(output=_steady(done.stdout, folder), status=done.returncode)


def _steady(output: str, folder: Path) -> str:
    """Return *output* with a sample for what differs from run to run: the folder, references that are drawn, today."""
    shown = output.replace(f"{folder}{os.sep}", "").replace(f"{folder.resolve()}{os.sep}", "")
    if not (folder / "home").exists():
        return shown
    return _TODAY.sub(_sample_time, _REFERENCE.sub("7K3M-Q9XD", shown))


def _sample_time(found: re.Match[str]) -> str:
    return "2026-11-22T12:00:00Z" if "T" in found[0] else "2026-11-22"
