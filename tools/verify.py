"""Run the long verification step by step and print one table with the commit.

What it writes under ``docs/reference/verification/``: ``latest.md``, the table, after a run of all steps; and
``mutation-survivors.txt``, each mutant that no test noticed. A reason written there by hand is kept as long as the
mutant's change stays the same.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parent.parent
REPORT_FOLDER = ROOT / "docs" / "reference" / "verification"
SURVIVORS_FILE = REPORT_FOLDER / "mutation-survivors.txt"
MUTATED_ROOMS = ("codes.rules", "codes.images", "numbers", "identity", "lock")
IMAGE_FUZZ_SECONDS = 600
PHOTO_FUZZ_SECONDS = 600
SKIPPED_STATUS = 77
MUTATION_BAR_PERCENT = 90.0
MUTATION_BARS_PERCENT = {"lock": 95.0}
CAUGHT = frozenset({"killed", "timeout", "caught by type check"})
NO_REASON = "not judged yet"
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


@dataclass(frozen=True, slots=True)
class Survivor:
    """Hold a mutant that no test noticed, with the lines it changes."""

    name: str
    status: str
    change: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what stays the same when mutants of other lines come and go."""
        function = self.name.rpartition("__mutmut_")[0]
        return "\n".join((function, *self.change))


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


def run_mutmut(*arguments: str) -> str:
    """Run one mutmut command quietly and return what it printed; its last lines are shown if it fails."""
    status, output = run(
        [sys.executable, "-m", "mutmut", *arguments], environment={"HEADUNIT_HYPOTHESIS": "mutation"}, echo=False
    )
    if status != 0:
        sys.stderr.write("\n".join(output.splitlines()[-40:]) + "\n")
        message = f"mutmut {arguments[0]} ended with status {status}"
        raise RuntimeError(message)
    return output


def read_results(output: str) -> dict[str, str]:
    """Return the status of each mutant listed by ``mutmut results --all``."""
    return dict(re.findall(r"^ +(headunit\.\S+__mutmut_[0-9]+): (.+)$", output, re.MULTILINE))


def room_of(mutant: str) -> str:
    """Return the room that *mutant* belongs to, or an empty text."""
    return next((room for room in MUTATED_ROOMS if mutant.startswith(f"headunit.{room}.")), "")


def mutation_row(room: str, statuses: list[str]) -> Row:
    """Count the caught mutants of one room; a mutant that no test reaches counts as a survivor."""
    judged = [status for status in statuses if status != "skipped"]
    caught = sum(status in CAUGHT for status in judged)
    percent = 100 * caught / len(judged) if judged else 0.0
    figure = f"{caught} of {len(judged)} mutants caught, {len(judged) - caught} survived ({percent:.1f} %)"
    bar = MUTATION_BARS_PERCENT.get(room, MUTATION_BAR_PERCENT)
    verdict = MET if judged and percent >= bar else NOT_MET
    return Row(f"mutation {room}", figure, f"{bar:.0f} %", verdict)


def describe(mutant: str, status: str) -> Survivor:
    """Ask mutmut what *mutant* changes."""
    diff = run_mutmut("show", mutant).splitlines()
    changed = (line for line in diff if re.match(r"[+-](?![+-]{2} )", line))
    return Survivor(mutant, status, tuple(line[0] + " " + line[1:].strip() for line in changed))


def kept_reasons(text: str) -> dict[str, str]:
    """Read the reasons back from the survivors' file, by what each mutant changes."""
    reasons: dict[str, str] = {}
    for block in text.split("\n\n"):
        head, *rest = block.strip().splitlines() or [""]
        change = tuple(line.strip() for line in rest if not line.strip().startswith("reason: "))
        reason = next((line.strip()[8:] for line in rest if line.strip().startswith("reason: ")), NO_REASON)
        if not head.startswith("#"):
            reasons[Survivor(head.partition(" ")[0], "", change).key] = reason
    return reasons


def write_survivors(survivors: list[Survivor]) -> None:
    """Write each survivor with its change and the reason that was given for it."""
    old = SURVIVORS_FILE.read_text(encoding="utf-8") if SURVIVORS_FILE.exists() else ""
    reasons = kept_reasons(old)
    blocks = ["# Mutants that no test noticed, written by make verify. A reason is written by hand, and kept."]
    for survivor in survivors:
        lines = [f"{survivor.name} ({survivor.status})", *(f"    {line}" for line in survivor.change)]
        blocks.append("\n".join((*lines, f"    reason: {reasons.get(survivor.key, NO_REASON)}")))
    REPORT_FOLDER.mkdir(parents=True, exist_ok=True)
    SURVIVORS_FILE.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def verify_mutation() -> list[Row]:
    """Change the code in small ways and count the changes that the tests notice."""
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    try:
        run_mutmut("run", "--max-children", "2")
        results = read_results(run_mutmut("results", "--all", "true"))
        escaped = [(name, status) for name, status in results.items() if status not in CAUGHT and status != "skipped"]
        write_survivors([describe(name, status) for name, status in escaped])
    except RuntimeError as failure:
        return [Row("mutation", str(failure), f"{MUTATION_BAR_PERCENT:.0f} %", NOT_MET)]
    by_room = {room: [status for name, status in results.items() if room_of(name) == room] for room in MUTATED_ROOMS}
    return [mutation_row(room, statuses) for room, statuses in by_room.items()]


def verify_fuzz() -> list[Row]:
    """Run the tests that wait for this with 20,000 examples: any text into the reading, identify and code."""
    return run_pytest(
        "fuzz",
        "20,000 examples each, none fails",
        ["-m", "verify and not vectors", "--ignore=tests/verification"],
        {"HEADUNIT_HYPOTHESIS": "verify", "HEADUNIT_VERIFY": "1"},
    )


def verify_kills() -> list[Row]:
    """Kill runs of bulk at many moments."""
    return run_pytest(
        "kills",
        "no output left, the next run's bytes equal",
        ["-m", "not vectors", "tests/cli/test_bulk_kill.py"],
        {"HEADUNIT_KILLS": "50"},
    )


def verify_image_fuzz() -> list[Row]:
    """Let a coverage-guided fuzzer look for a file that ends ``headunit image`` with anything but an answer."""
    status, output = run([sys.executable, "tools/fuzz_image.py", str(IMAGE_FUZZ_SECONDS)])
    verdict = {0: MET, SKIPPED_STATUS: SKIPPED}.get(status, NOT_MET)
    return [Row("image fuzz", output.strip().rpartition("\n")[2], "no finding in 600 s", verdict)]


def verify_photo_fuzz() -> list[Row]:
    """Throw broken, foreign and hostile picture files at the loader."""
    status, output = run([sys.executable, "tools/fuzz_photo.py", str(PHOTO_FUZZ_SECONDS)])
    verdict = {0: MET, SKIPPED_STATUS: SKIPPED}.get(status, NOT_MET)
    return [Row("photo fuzz", output.strip().rpartition("\n")[2], "no finding in 600 s", verdict)]


def verify_false_answers() -> list[Row]:
    """Count the images that are no radio's memory and get a code unasked."""
    status, output = run([sys.executable, "benchmarks/false_answers.py"])
    figure = output.strip().rpartition("\n")[2]
    return [Row("false answers", figure, "0.1 % of 100,000 or more", MET if status == 0 else NOT_MET)]


def verify_domains() -> list[Row]:
    """Compute whole domains of the code rules and compare their digests."""
    return run_pytest(
        "domains", "all digests equal", ["-m", "not vectors", "tests/codes/rules"], {"HEADUNIT_VERIFY": "1"}
    )


def verify_vectors() -> list[Row]:
    """Check real pairs from a file outside the repository, if there is one."""
    bar = "every pair right"
    if not os.environ.get("HEADUNIT_VECTORS"):
        return [Row("vectors", "skipped: HEADUNIT_VECTORS not set", bar, SKIPPED)]
    return run_pytest("vectors", bar, ["-m", "vectors"], {"HEADUNIT_VERIFY": "1"})


def verify_lock(step: str, bar: str, test: str, environment: Mapping[str, str]) -> list[Row]:
    """Run one part of the lock's verification on one core and make what it counted the figure."""
    status, output = run(
        [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:xdist", f"tests/verification/{test}"],
        environment={"HEADUNIT_VERIFY": "1", **environment},
    )
    counted = re.findall(r"^[.s]*([0-9,]+ (?:cuts|states|faults|rules)\b.*)$", output, re.MULTILINE)
    figure = "; ".join(counted) or output.strip().rpartition("\n")[2]
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


STEPS: dict[str, Callable[[], list[Row]]] = {
    "mutation": verify_mutation,
    "fuzz": verify_fuzz,
    "kills": verify_kills,
    "image-fuzz": verify_image_fuzz,
    "photo-fuzz": verify_photo_fuzz,
    "false-answers": verify_false_answers,
    "domains": verify_domains,
    "vectors": verify_vectors,
    "lock-cuts": verify_lock_cuts,
    "lock-search": verify_lock_search,
    "lock-faults": verify_lock_faults,
    "lock-stories": verify_lock_stories,
}


def git(*arguments: str) -> str:
    """Return what a git command prints, or an empty text without git or a repository."""
    program = shutil.which("git")
    if program is None:
        return ""
    answer = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return answer.stdout.strip() if answer.returncode == 0 else ""


def commit() -> str:
    """Name the commit, and say so when files differ from it."""
    changed = git("status", "--porcelain", "--", ".", f":!{REPORT_FOLDER.relative_to(ROOT).as_posix()}")
    return (git("rev-parse", "--short=12", "HEAD") or "none") + (" with local changes" if changed else "")


def table(rows: list[Row]) -> str:
    """Lay *rows* out as a Markdown table that reads well as plain text too."""
    cells = [("Step", "Figure", "Bar", "Verdict"), *((row.step, row.figure, row.bar, row.verdict) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    lines = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in cells]
    return "\n".join((lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]))


def main() -> int:
    """Run the steps asked for and return 0 when no bar was missed."""
    parser = argparse.ArgumentParser(description="Run the long verification and print one table.")
    parser.add_argument("--only", choices=STEPS, help="run one step; the report in docs is left as it is")
    only: str | None = parser.parse_args().only
    started, rows = time.monotonic(), []
    at = commit()
    for name in [only] if only else STEPS:
        sys.stderr.write(f"\n== {name} ==\n")
        rows += STEPS[name]()
    minutes = (time.monotonic() - started) / 60
    date = dt.datetime.now(dt.UTC).date().isoformat()
    head = f"Commit {at}, {date}, Python {platform.python_version()}, {minutes:.1f} minutes."
    sys.stdout.write(f"\n{head}\n\n{table(rows)}\n")
    if only is None:
        REPORT_FOLDER.mkdir(parents=True, exist_ok=True)
        page = f"# The latest verification\n\nWritten by `make verify`.\n\n{head}\n\n{table(rows)}\n"
        (REPORT_FOLDER / "latest.md").write_text(page, encoding="utf-8")
    return int(any(row.verdict == NOT_MET for row in rows))


if __name__ == "__main__":
    sys.exit(main())
