"""A case that goes on until it is killed: what has returned is told on standard output, try by try."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from headunit.recovery.records import Held, Intent, Outcome, Record
from headunit.recovery.store.sqlite_cases import SqliteCaseStore

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def main() -> None:
    """Press for ever."""
    case_id = sys.argv[2]
    with SqliteCaseStore(Path(sys.argv[1])) as store:
        number = store.read(case_id).number
        tries = sum(isinstance(record.event, Intent) for record in store.read(case_id).records)
        while True:
            tries += 1
            held, intent = Record(number + 1, NOON, Held("card")), Record(number + 2, NOON, Intent(tries, "card"))
            store.append(case_id, number, (held, intent))
            sys.stdout.write(f"pressed {tries} {number + 2}\n")
            sys.stdout.flush()
            store.append(case_id, number + 2, (Record(number + 3, NOON, Outcome(tries, "wrong")),))
            number += 3
            sys.stdout.write(f"told {tries} {number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
