"""Make the shipped index and advice from the TOML files, or with ``--check`` say whether they are up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from headunit.facts import Catalogue
from headunit.facts.advice import ADVICE_PATH, read_advice_tables
from headunit.facts.advice_check import check_advice
from headunit.facts.advice_parse import parse_advice
from headunit.facts.catalogue import INDEX_PATH
from headunit.facts.folder import read_shipped_tables

FACTS = Path(__file__).resolve().parent.parent / "src" / "headunit" / "facts"


def index_text() -> str:
    """Return the index as it should stand in the file."""
    return _text(read_shipped_tables(FACTS))


def advice_text() -> str:
    """Return the advice as it should stand in the file; its sources and names are checked against the catalogue."""
    tables = read_advice_tables(FACTS / "advice_files")
    check_advice(parse_advice(tables), Catalogue(read_shipped_tables(FACTS)))
    return _text(tables)


def _text(tables: object) -> str:
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check both files."""
    status = 0
    for name, path, text in (
        ("facts index", Path(INDEX_PATH), index_text()),
        ("advice", Path(ADVICE_PATH), advice_text()),
    ):
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
            continue
        fresh = path.is_file() and path.read_text(encoding="utf-8") == text
        status |= not fresh
        sys.stdout.write(f"{name} is up to date\n" if fresh else f"{name} is stale: run 'make docs'\n")
    return int(status)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
