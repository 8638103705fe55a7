"""Put in each fault, ask every layer, and write the counterexamples and the table of who noticed what.

Run from the root of the repository: ``python -m tests.verification.record_faults``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.verification import search
from tests.verification.faults import FAULTS
from tests.verification.layers import LAYERS

FOLDER = Path(__file__).with_name("counterexamples")
TABLE = FOLDER / "table.md"
SEARCHES = {"search": search.SMALL, "daily search": search.DAILY}
QUICK = tuple(name for name in LAYERS if name not in {"daily search", "owner"})


def file_of(name: str) -> Path:
    """Return where the counterexample of a fault stands."""
    return FOLDER / f"{name.replace(' ', '-').replace(chr(39), '')}.json"


def notices(layer: str) -> str:
    """Return the invariant that a layer finds broken, or an empty text."""
    try:
        LAYERS[layer]()
    except AssertionError as broken:
        return str(getattr(broken, "invariant", "error"))
    except Exception:  # noqa: BLE001  # a fault may break the layer itself, which notices it as well
        return "error"
    return ""


def main() -> None:
    lines = ["# Which layer notices which fault", "", "Written by `python -m tests.verification.record_faults`.", ""]
    columns = [layer for layer in LAYERS if layer != "owner"]
    lines += ["| Fault | " + " | ".join([*columns, "owner"]) + " | Events |"]
    lines += ["|---" * (len(columns) + 3) + "|"]
    for name, fault in FAULTS.items():
        with pytest.MonkeyPatch.context() as patch:
            fault.put(patch)
            cells = [notices(layer) if layer in {*QUICK, fault.layer} else "" for layer in [*columns, "owner"]]
            events = ""
            if fault.layer in SEARCHES:
                found = search.search(SEARCHES[fault.layer])
                if isinstance(found, search.Found):
                    sys.exit(f"not noticed: {name}")
                events = str(len(found.trace))
                body = {"fault": name, "layer": fault.layer, "invariant": found.invariant, "events": found.trace}
                file_of(name).write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {events} |")
        sys.stdout.write(lines[-1] + "\n")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
