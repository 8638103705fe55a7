"""Read the TOML files of a facts folder; the shipped index is made from them, private folders are read as they are."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from headunit.errors import ConfigurationError
from headunit.facts.assumptions import check_assumptions
from headunit.facts.parse import parse_family

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_families", "read_shipped_assumptions", "read_shipped_tables"]

_LISTS = {"brands": "brand", "unsolved": "unsolved", "blaupunkt_types": "type"}


def read_families(folder: Path) -> list[dict[str, Any]]:
    """Return the checked tables of every ``*.toml`` in *folder*, sorted by id.

    Raises ConfigurationError: ``facts-folder`` when it can't be read, ``family-file`` when a file is wrong or its name
    is not its id.
    """
    if not folder.is_dir():
        raise ConfigurationError(
            "facts-folder",
            f"the facts folder {str(folder)!r} does not exist",
            value=str(folder),
            next_step="make it, or unset HEADUNIT_FACTS",
        )
    tables = []
    for path in sorted(folder.glob("*.toml")):
        table = _read(path)
        parse_family(table)
        if table["id"] != path.stem:
            raise ConfigurationError(
                "family-file",
                f"family file {path.name!r} holds the id {table['id']!r}",
                value=path.name,
                expected=f"{table['id']}.toml",
                next_step="rename the file",
            )
        tables.append(table)
    return tables


def read_shipped_tables(folder: Path) -> dict[str, Any]:
    """Return the tables of the whole catalogue as the index holds them."""
    tables: dict[str, Any] = {"families": read_families(folder / "families")}
    for name in ("sources", "routes"):
        tables[name] = [{"id": key, **table} for key, table in _read(folder / f"{name}.toml").items()]
    for name, key in _LISTS.items():
        tables[name] = _read(folder / f"{name}.toml")[key]
    return tables


def read_shipped_assumptions(folder: Path) -> dict[str, Any]:
    """Return the checked tables of what is assumed, as their index holds them."""
    tables = _read(folder / "assumptions.toml")
    check_assumptions(tables, {path.stem for path in (folder / "families").glob("*.toml")})
    return tables


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ConfigurationError(
            "facts-folder",
            f"the facts file {path.name!r} can't be read ({fault})",
            value=str(path),
            next_step="mend the file",
        ) from fault
