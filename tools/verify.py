"""Run the long verification step by step and print one table with the commit.

What it writes under ``docs/reference/verification/`` after a run of all steps: ``latest.md``, the table.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.verify_diag import verify_diag
from tools.verify_gallia import verify_gallia
from tools.verify_lock import (
    verify_codes,
    verify_lock_cuts,
    verify_lock_faults,
    verify_lock_search,
    verify_lock_stories,
    verify_traces,
)
from tools.verify_mutation import verify_mutation
from tools.verify_rows import MET, NOT_MET, REPORT_FOLDER, ROOT, SKIPPED, Row, run, run_pytest
from tools.verify_scapy import verify_scapy

if TYPE_CHECKING:
    from collections.abc import Callable

IMAGE_FUZZ_SECONDS = 600
PHOTO_FUZZ_SECONDS = 600
SKIPPED_STATUS = 77


def verify_fuzz() -> list[Row]:
    """Run the tests that wait for this with 20,000 examples: any text into the reading, identify and code."""
    return run_pytest(
        "fuzz",
        "20,000 examples each (5,000 of whole pages), none fails",
        ["-m", "verify and not vectors", "--ignore=tests/verification", "--ignore=tests/web/browser"],
        {"HEADUNIT_HYPOTHESIS": "verify", "HEADUNIT_VERIFY": "1"},
    )


def verify_web() -> list[Row]:
    """Look at every page and every front in a real browser, by day and by night, on a phone and on a desktop."""
    bar = "no finding of axe in any state"
    return run_pytest("web pages", bar, ["-m", "verify", "tests/web/browser"], {"HEADUNIT_VERIFY": "1"})


def verify_kills() -> list[Row]:
    """Kill runs of bulk at many moments."""
    return run_pytest(
        "kills",
        "no output left, the next run's bytes equal",
        ["-m", "not vectors", "tests/cli/test_bulk_kill.py"],
        {"HEADUNIT_KILLS": "50"},
    )


def verify_case_kills() -> list[Row]:
    """Kill, with signal 9, processes that press and write, case after case."""
    bar = "2,000 kills: no intent lost, the count never too low"
    return run_pytest("kills: cases", bar, ["tests/recovery/test_kill.py", "-k", "kills"], {"HEADUNIT_KILLS": "2000"})


def verify_vault_kills() -> list[Row]:
    """Kill, with signal 9, processes that write the vault."""
    bar = "2,000 kills: the old content or the new, nothing else"
    return run_pytest("kills: vault", bar, ["tests/vault/test_kills.py", "-k", "killed"], {"HEADUNIT_KILLS": "2000"})


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


STEPS: dict[str, Callable[[], list[Row]]] = {
    "mutation": verify_mutation,
    "fuzz": verify_fuzz,
    "web": verify_web,
    "kills": verify_kills,
    "case-kills": verify_case_kills,
    "vault-kills": verify_vault_kills,
    "image-fuzz": verify_image_fuzz,
    "photo-fuzz": verify_photo_fuzz,
    "false-answers": verify_false_answers,
    "domains": verify_domains,
    "vectors": verify_vectors,
    "lock-cuts": verify_lock_cuts,
    "lock-search": verify_lock_search,
    "lock-faults": verify_lock_faults,
    "lock-stories": verify_lock_stories,
    "diagnostics": verify_diag,
    "gallia": verify_gallia,
    "scapy": verify_scapy,
    "codes": verify_codes,
    "traces": verify_traces,
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
