"""Make the shipped index from the TOML files, or with ``--check`` say whether it is up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from headunit.facts.catalogue import INDEX_PATH
from headunit.facts.folder import read_shipped_tables

FACTS = Path(__file__).resolve().parent.parent / "src" / "headunit" / "facts"


def index_text() -> str:
    """Return the index as it should stand in the file."""
    return json.dumps(read_shipped_tables(FACTS), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the index."""
    text = index_text()
    if "--check" in arguments:
        fresh = Path(INDEX_PATH).is_file() and Path(INDEX_PATH).read_text(encoding="utf-8") == text
        sys.stdout.write("facts index is up to date\n" if fresh else "facts index is stale: run 'make docs'\n")
        return 0 if fresh else 1
    Path(INDEX_PATH).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
