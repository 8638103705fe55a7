"""The advice that is shipped: its own file beside the index, read only by those who give advice."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from headunit.errors import ConfigurationError
from headunit.facts.advice_parse import LISTS, parse_advice

if TYPE_CHECKING:
    from pathlib import Path

    from headunit.facts.advice_records import AdviceTables

__all__ = ["ADVICE_FILES", "ADVICE_PATH", "load_advice", "read_advice_tables"]

ADVICE_PATH = __file__.removesuffix("advice.py") + "advice.json"
ADVICE_FILES = (
    "observations.toml",
    "display.toml",
    "seen.toml",
    "supply.toml",
    "faq.toml",
    "checklist.toml",
)
"""The files that advice.json is made from, in the order in which nodes win."""


@cache
def load_advice() -> AdviceTables:
    """Return the shipped advice; raises ConfigurationError (``advice-file``) when the installation is damaged."""
    try:
        with open(ADVICE_PATH, encoding="utf-8") as file:  # noqa: PTH123 - as for the index
            return parse_advice(json.load(file))
    except (OSError, json.JSONDecodeError) as fault:
        raise ConfigurationError(
            "advice-file",
            f"the shipped advice can't be read ({fault})",
            value=ADVICE_PATH,
            next_step="install Headunit anew",
        ) from fault


def read_advice_tables(folder: Path) -> dict[str, Any]:
    """Return the checked tables of the advice files in *folder*, as advice.json holds them."""
    tables: dict[str, Any] = {name: [] for name in LISTS}
    for file in ADVICE_FILES:
        for name, entries in tomllib.loads((folder / file).read_text(encoding="utf-8")).items():
            tables[name] += entries
    parse_advice(tables)
    return tables
