"""Measure what a start of the command line costs, beside its bars.

CPU time (user and system) of child processes, so that other work on the machine disturbs little; the median of
20 runs. The bars are ratios to an empty Python, so that they hold on any machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

RUNS = 20
HEAVY_MODULES = ("rich", "numpy", "pyarrow", "tomllib")
SCRIPT = Path(sys.executable).parent / "headunit"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Some machines forbid bytecode beside the source, and each start would then compile the package anew."""

IN_CHILD = """
import atexit, sys
def tell():
    sys.stderr.write(" ".join(name for name in {names!r} if name in sys.modules))
atexit.register(tell)
from headunit.cli.main import main
sys.argv = {arguments!r}
main()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """Hold one start of the command line and its bar, a multiple of an empty Python."""

    arguments: tuple[str, ...]
    bar: float

    @property
    def title(self) -> str:
        """Return the command as a person types it."""
        return " ".join(("headunit", *self.arguments))


STARTS = (
    Start(("--help",), 6.0),
    Start(("recover", "--help"), 6.0),
    Start(("code", "M123456"), 8.0),
    Start(("plan", "nissan-qashqai-j10-audio-2012", "--code", "2487", "--json"), 12.0),
)


def cpu_seconds(command: list[str]) -> float:
    """Run *command* once, silently, and return the CPU time it took."""
    silence = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    child = os.posix_spawn(command[0], command, ENVIRONMENT, file_actions=silence)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        message = f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}"
        raise SystemExit(message)
    return usage.ru_utime + usage.ru_stime


def measure(commands: list[list[str]]) -> list[float]:
    """Return the median CPU time of each command, run in turn so that a busy moment hits them all."""
    for command in commands:
        cpu_seconds(command)  # once before, to warm the disk cache and write the bytecode
    rounds = [[cpu_seconds(command) for command in commands] for _ in range(RUNS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def heavy_imports(start: Start) -> str:
    """Return which heavy modules *start* has imported by its end."""
    code = IN_CHILD.format(names=HEAVY_MODULES, arguments=["headunit", *start.arguments])
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return child.stderr.rpartition("\n")[2].strip() or "none"  # notes to the user stand above it


def main() -> int:
    """Print the table and return 0 when every bar is met."""
    empty, *medians = measure([[sys.executable, "-c", "pass"], *([str(SCRIPT), *start.arguments] for start in STARTS)])
    layout = "{:<64} {:>8} {:>7} {:>6}  {:<14} {}"
    print(f"CPU time of a start, median of {RUNS} runs\n")
    print(layout.format("command", "CPU ms", "ratio", "bar", "heavy imports", "verdict"))
    print(layout.format("python -c pass", f"{empty * 1000:.1f}", "1.0", "", "", ""))
    missed = False
    for start, seconds in zip(STARTS, medians, strict=True):
        ratio, heavy = seconds / empty, heavy_imports(start)
        met = ratio <= start.bar and heavy == "none"
        missed = missed or not met
        figures = (f"{seconds * 1000:.1f}", f"{ratio:.1f}", f"{start.bar:.1f}", heavy, "met" if met else "NOT MET")
        print(layout.format(start.title, *figures))
    print(f"\nHeavy imports looked for: {', '.join(HEAVY_MODULES)}.")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
