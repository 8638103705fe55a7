"""From the table of a family file to a typed :class:`Family`, or one clear sentence about what is wrong in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from headunit.errors import ConfigurationError
from headunit.facts.claims import Claim, Confidence, Fact
from headunit.facts.family import (
    Confirm,
    Display,
    Entry,
    FactoryReset,
    Family,
    LockDetail,
    LockSchedule,
    LockTrigger,
    NumberFormat,
    PanelTiming,
    PowerCut,
    SupplyDetail,
    Vehicle,
    WaitRule,
)

__all__ = ["ADDITIVE_FACTS", "CHOICES", "SINGLE_FACTS", "parse_family"]

Table = Mapping[str, Any]

SINGLE_FACTS: dict[str, type] = {
    "maker": str,
    "code_length": int,
    "code_alphabet": str,
    "code_origin": str,
    "entry": Entry,
    "confirm": Confirm,
    "panel_timing": PanelTiming,
    "lock_schedule": LockSchedule,
    "lock_detail": LockDetail,
    "wait_rule": WaitRule,
    "power_cut": PowerCut,
    "supply_detail": SupplyDetail,
    "lock_trigger": LockTrigger,
    "factory_reset": FactoryReset,
    "serial_on_screen": str,
    "removal": str,
}
"""Facts that have one value; several claims can dispute it."""

ADDITIVE_FACTS: dict[str, type] = {
    "vehicle": Vehicle,
    "number": NumberFormat,
    "display": Display,
    "reset": str,
    "remark": str,
}
"""Facts whose claims add up."""

CHOICES: dict[str, tuple[str, ...]] = {
    "code_alphabet": ("0-9", "1-6", "1-5", "0-6", "0-1 0-9 0-9 0-9"),
    "code_origin": ("serial", "owner", "vehicle", "none"),
    "entry.method": ("increment", "type", "touch", "knob", "clock-keys", "stalk", "select", "none"),
    "entry.radio": ("off",),
    "entry.open": ("any", "press", "hold", "hold-at-start"),
    "confirm.action": ("hold", "press", "none"),
    "lock_detail.order": ("charge-first", "compare-first"),
    "lock_detail.memory": ("journal", "bytes", "volatile"),
    "lock_detail.bad_memory": ("fault", "skip-lock"),
    "lock_detail.count_after_wait": ("kept", "zero"),
    "wait_rule.needs": ("radio-on", "ignition", "radio-and-ignition", "power", "unknown"),
    "power_cut.counter": ("kept", "cleared", "unknown"),
    "power_cut.wait": ("restarts", "kept", "cleared", "paused", "unknown"),
    "number.kind": ("serial", "precode", "part-number", "firmware-version", "model-number", "card-number"),
    "display.state": (
        "asks",
        "entry",
        "wrong",
        "wait",
        "busy",
        "locked",
        "permanent",
        "linked",
        "serial",
        "off",
        "unlocked",
    ),
}
"""Words a fact, or a key of its table, may take."""

_HEAD_KEYS = ("id", "name", "summary", "brands", "rules", "route", "reason")


def parse_family(table: Table) -> Family:
    """Return the family that *table* describes.

    Raises ConfigurationError (``family-file``) naming family, fact and key of the first fault.
    """
    family_id = str(table.get("id", "without an id"))
    try:
        return _family(table)
    except (TypeError, ValueError) as fault:
        raise ConfigurationError(
            "family-file",
            f"family file {family_id!r} is wrong: {fault}",
            value=family_id,
            expected="the keys of docs/reference/family-file.md",
            next_step="mend the file",
        ) from fault


def _family(table: Table) -> Family:
    stray = set(table) - {*_HEAD_KEYS, "fact"}
    if stray:
        raise ValueError(f"unknown key {min(stray)!r}")
    missing = set(_HEAD_KEYS) - set(table)
    if missing:
        raise ValueError(f"it lacks {min(missing)!r}")
    head: dict[str, Any] = {key: table[key] for key in _HEAD_KEYS if key not in {"brands", "rules"}}
    for key, value in head.items():
        if not isinstance(value, str):
            raise TypeError(f"{key} is not text")
    head |= {key: _texts(key, table[key]) for key in ("brands", "rules")}
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", head["id"]):
        raise ValueError("id has other characters than a-z, 0-9 and single hyphens")
    if not head["rules"] and not head["reason"]:
        raise ValueError("no rules and no reason why")
    facts = table.get("fact", {})
    stray = set(facts) - {*SINGLE_FACTS, *ADDITIVE_FACTS}
    if stray:
        raise ValueError(f"unknown fact {min(stray)!r}")
    single: dict[str, Any] = {
        name: Fact(_claims(name, kind, facts[name])) for name, kind in SINGLE_FACTS.items() if name in facts
    }
    added: dict[str, Any] = {
        name: _claims(name, kind, facts[name]) for name, kind in ADDITIVE_FACTS.items() if name in facts
    }
    return Family(**head, **single, **added)


def _claims(name: str, kind: type, tables: object) -> tuple[Claim[Any], ...]:
    if not isinstance(tables, list):
        raise TypeError(f"{name} is not a list of claims")
    return tuple(_claim(name, kind, table) for table in tables)


def _claim(name: str, kind: type, table: object) -> Claim[Any]:
    if not isinstance(table, Mapping):
        raise TypeError(f"{name} has a claim that is not a table")
    stray = set(table) - {"value", "sources", "confidence", "scope", "note"}
    if stray:
        raise ValueError(f"{name} has the unknown key {min(stray)!r}")
    missing = {"value", "sources", "confidence"} - set(table)
    if missing:
        raise ValueError(f"{name} lacks {min(missing)!r}")
    sources = _texts(f"{name}.sources", table["sources"])
    if not sources:
        raise ValueError(f"{name} names no source")
    for key in ("scope", "note"):
        if not isinstance(table.get(key, ""), str):
            raise TypeError(f"{name}.{key} is not text")
    return Claim(
        value=_value(name, kind, table["value"]),
        sources=sources,
        confidence=Confidence(table["confidence"]),
        scope=table.get("scope", ""),
        note=table.get("note", ""),
    )


def _value(name: str, kind: type, value: object) -> object:
    if kind in {str, int}:
        if type(value) is not kind:
            raise TypeError(f"{name} is not {'text' if kind is str else 'a whole number'}")
        _check_choice(name, value)
        return value
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} is not a table")
    record = _record(name, kind, value)
    if isinstance(record, NumberFormat):
        try:
            re.compile(record.pattern)
        except re.error as fault:
            raise ValueError(f"{name}.pattern is no regular expression ({fault})") from fault
    return record


def _record(name: str, kind: type, table: Table) -> object:
    hints, defaults = kind.__annotations__, getattr(kind, "_field_defaults", {})
    stray = set(table) - set(hints)
    if stray:
        raise ValueError(f"{name} has the unknown key {min(stray)!r}")
    for key in hints:
        if key not in defaults and key not in table:
            raise ValueError(f"{name} lacks {key!r}")
    values = {key: _convert(f"{name}.{key}", str(hints[key]), value) for key, value in table.items()}
    return kind(**values)


def _convert(name: str, hint: str, value: object) -> object:
    """Bring a TOML value to the type that the record declares."""
    if "tuple[str" in hint:
        return _texts(name, value)
    if "tuple[int" in hint:
        numbers = value if isinstance(value, list) else [value, value]
        if not all(type(number) is int for number in numbers):
            raise TypeError(f"{name} is not a list of whole numbers")
        if "int, int" in hint and len(numbers) != 2:  # noqa: PLR2004 - a range has two ends
            raise ValueError(f"{name} is not [least, most]")
        return tuple(numbers)
    allowed = {"str": (str,), "bool": (bool,), "float": (int, float)}
    wanted = next((types for word, types in allowed.items() if word in hint), (int,))
    if type(value) not in wanted:
        raise TypeError(f"{name} has a value of the wrong type")
    _check_choice(name, value)
    return value


def _check_choice(name: str, value: object) -> None:
    if name in CHOICES and value not in CHOICES[name]:
        raise ValueError(f"{name} is {value!r}, not one of {', '.join(CHOICES[name])}")


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"{name} is not a list of texts")
    return tuple(value)
