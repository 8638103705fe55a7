"""Measure how many values the tester reads in a second, from a unit in the same process and over virtual CAN."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from headunit.diag.tester import Tester
from tests.diag.setups import linked, locked_unit

READS, ROUNDS = 3_000, 3
PART_NUMBER = 0xF187


def main() -> None:
    """Print the best of some rounds for each link."""
    for kind, bar in (("twin", " (bar 8,000)"), ("can-virtual", "")):
        with linked(kind, locked_unit()) as link:
            tester, rates = Tester(link), []
            for _ in range(ROUNDS):
                started = time.process_time()
                for _ in range(READS):
                    tester.read(PART_NUMBER)
                rates.append(READS / (time.process_time() - started))
        sys.stdout.write(f"tester over {kind}: {max(rates):,.0f} reads in a second of CPU time{bar}\n")


if __name__ == "__main__":
    main()
