"""What a simulated head unit needs and no source says: each value with the reason it was chosen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["ASSUMPTIONS_PATH", "PARTS", "Assumption", "Assumptions", "check_assumptions", "load_assumptions"]

ASSUMPTIONS_PATH = __file__.removesuffix("assumptions.py") + "assumptions.json"
PARTS = ("panel", "lock", "supply", "ecu")
"""What of a simulated head unit is assumed about; all of the last is invented."""


class Assumption(NamedTuple):
    """Hold one assumed *value* and *why* it was chosen."""

    value: Any
    why: str


class Assumptions:
    """Give access to what is assumed about each family."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Take the tables of ``assumptions.toml`` (docs/reference/assumptions.md)."""
        self._tables = tables

    def panel(self, family_id: str, scope: str = "") -> dict[str, Assumption]:
        """Return what is assumed about the front panel of a family, or of its variant *scope*."""
        return self._merged("panel", family_id, scope)

    def lock(self, family_id: str, scope: str = "") -> dict[str, Assumption]:
        """Return what is assumed about the lock of a family, or of its variant *scope*."""
        return self._merged("lock", family_id, scope)

    def supply(self, family_id: str, scope: str = "") -> dict[str, Assumption]:
        """Return what is assumed about the supply of a family, or of its variant *scope*."""
        return self._merged("supply", family_id, scope)

    def ecu(self, family_id: str, scope: str = "") -> dict[str, Assumption]:
        """Return what is invented of the diagnostics of a family, or of its variant *scope*."""
        return self._merged("ecu", family_id, scope)

    def _merged(self, part: str, family_id: str, scope: str) -> dict[str, Assumption]:
        family = self._tables["family"].get(family_id, {})
        kind = self._tables["kind"].get(family.get("kind", ""), {})
        layers = (self._tables["default"], kind, family, family.get("variant", {}).get(scope, {}))
        return {
            name: Assumption(_frozen(entry["assumed"]), entry["why"])
            for layer in layers
            for name, entry in layer.get(part, {}).items()
        }


def _frozen(value: object) -> object:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def load_assumptions() -> Assumptions:
    """Return the shipped assumptions."""
    with open(ASSUMPTIONS_PATH, encoding="utf-8") as file:  # noqa: PTH123 - as for the catalogue
        return Assumptions(json.load(file))


def check_assumptions(tables: Mapping[str, Any], families: set[str]) -> None:
    """Raise ConfigurationError (``assumptions-file``) for the first fault of *tables*; *families* are all there are."""
    for fault in _faults(tables, families):
        raise ConfigurationError(
            "assumptions-file",
            f"the assumptions are wrong: {fault}",
            expected="the keys of docs/reference/assumptions.md",
            next_step="mend the file",
        )


def _faults(tables: Mapping[str, Any], families: set[str]) -> Iterator[str]:
    known = {part: set(tables["default"][part]) for part in PARTS}
    for name in sorted(set(tables["family"]) - families):
        yield f"there is no family {name!r}"
    for where, layer in _layers(tables):
        for part in sorted(set(layer) - {*PARTS, "kind", "variant"}):
            yield f"{where} has the unknown part {part!r}"
        if layer.get("kind", "") not in {"", *tables["kind"]}:
            yield f"{where} is of the unknown kind {layer['kind']!r}"
        for part in PARTS:
            for name, entry in layer.get(part, {}).items():
                if name not in known[part]:
                    yield f"{where} has the unknown {part} value {name!r}"
                if set(entry) != {"assumed", "why"} or not entry["why"]:
                    yield f"{where} does not say what it assumes of {name!r}, and why"


def _layers(tables: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "default", tables["default"]
    for group in ("kind", "family"):
        for name, layer in tables[group].items():
            yield name, layer
            for scope, variant in layer.get("variant", {}).items():
                yield f"{name} ({scope})", variant
