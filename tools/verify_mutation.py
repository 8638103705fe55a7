"""Change the code in small ways and count the changes that the tests notice.

Each mutant that no test noticed goes into ``mutation-survivors.txt``. A reason written there by hand is kept as long as
the mutant's change stays the same.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass

from tools.verify_rows import MET, NOT_MET, REPORT_FOLDER, ROOT, Row, run

SURVIVORS_FILE = REPORT_FOLDER / "mutation-survivors.txt"
MUTATED_ROOMS = ("codes.rules", "codes.images", "numbers", "identity", "lock", "recovery", "vault")
MUTATION_BAR_PERCENT = 90.0
MUTATION_BARS_PERCENT = {"lock": 95.0}
CAUGHT = frozenset({"killed", "timeout", "caught by type check"})
NO_REASON = "not judged yet"


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
