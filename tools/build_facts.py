"""Make the shipped index, assumptions and advice from the TOML files, or with ``--check`` say if they are current."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from headunit.facts import Catalogue
from headunit.facts.advice import ADVICE_PATH, read_advice_tables
from headunit.facts.advice_check import check_advice
from headunit.facts.advice_parse import parse_advice
from headunit.facts.assumptions import ASSUMPTIONS_PATH
from headunit.facts.catalogue import INDEX_PATH
from headunit.facts.folder import read_shipped_assumptions, read_shipped_tables

FACTS = Path(__file__).resolve().parent.parent / "src" / "headunit" / "facts"


def index_texts() -> dict[Path, str]:
    """Return each index as it should stand in its file; the advice is checked against the catalogue."""
    catalogue, advice = read_shipped_tables(FACTS), read_advice_tables(FACTS / "advice_files")
    check_advice(parse_advice(advice), Catalogue(catalogue))
    tables = {
        Path(INDEX_PATH): catalogue,
        Path(ASSUMPTIONS_PATH): read_shipped_assumptions(FACTS),
        Path(ADVICE_PATH): advice,
    }
    return {
        path: json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
        for path, table in tables.items()
    }


def main(arguments: list[str]) -> int:
    """Write or check the indexes."""
    texts = index_texts()
    if "--check" in arguments:
        fresh = all(path.is_file() and path.read_text(encoding="utf-8") == text for path, text in texts.items())
        sys.stdout.write("facts indexes are up to date\n" if fresh else "a facts index is stale: run 'make docs'\n")
        return 0 if fresh else 1
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
