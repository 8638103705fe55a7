"""From the tables of the advice files to typed records, or one clear sentence about what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar, get_type_hints

from headunit.errors import ConfigurationError
from headunit.facts.advice_records import (
    AdviceTables,
    Basis,
    ChecklistItem,
    FaqQuestion,
    Node,
    Observation,
    Said,
    Scope,
)
from headunit.facts.parse import ADDITIVE_FACTS, CHOICES, SINGLE_FACTS
from headunit.facts.question import Option, Question

__all__ = ["COMPUTED", "LISTS", "parse_advice"]

Table = Mapping[str, Any]
Record = TypeVar("Record", Observation, Node, FaqQuestion, ChecklistItem, Said, Scope)

LISTS: dict[str, type] = {
    "observation": Observation,
    "node": Node,
    "question": FaqQuestion,
    "item": ChecklistItem,
}
"""The lists of the advice files → the record of their entries."""

COMPUTED = ("", "brute-force", "permanent", "route", "rules")
_STATES = CHOICES["display.state"]
_WORDS: dict[str, tuple[str, ...]] = {
    "Node.state": ("", *_STATES),
    "Node.ends": ("action", "question", "route"),
    "Node.counts": ("", "left", "used"),
    "FaqQuestion.computed": COMPUTED,
    "ChecklistItem.phase": ("before", "during", "after"),
}
_MEMBERS: dict[str, tuple[str, ...]] = {
    "states": (*_STATES, "any"),
    "origins": CHOICES["code_origin"],
    "uses": (*SINGLE_FACTS, *ADDITIVE_FACTS),
}
_HINTS = {kind: get_type_hints(kind, localns={"Question": Question}) for kind in (*LISTS.values(), Said, Scope)}
"""Record → the types of its keys; its module imports *Question* for type checkers only."""

_REPLIES = ("family", "brand", "display", "seen")


def parse_advice(tables: Table) -> AdviceTables:
    """Return the advice that *tables* describe; raises ConfigurationError (``advice-file``) with the first fault."""
    try:
        parsed: dict[str, tuple[Any, ...]] = {
            name: tuple(_named(kind, table) for table in tables[name]) for name, kind in LISTS.items()
        }
    except (KeyError, TypeError, ValueError) as fault:
        raise ConfigurationError(
            "advice-file",
            f"the advice is wrong: {fault}",
            expected="the keys of docs/reference/advice-file.md",
            next_step="mend the file",
        ) from fault
    return AdviceTables(
        observations=parsed["observation"],
        nodes=parsed["node"],
        questions=parsed["question"],
        checklist=parsed["item"],
    )


def _named(kind: type[Record], table: Table) -> Record:
    """Return one entry; its faults are told with its id."""
    try:
        return _record(kind, table)
    except (TypeError, ValueError) as fault:
        raise ValueError(f"{kind.__name__} {table.get('id')!r}: {fault}") from fault


def _record(kind: type[Record], table: Table) -> Record:
    hints = _HINTS[kind]
    stray = set(table) - set(hints)
    if stray:
        raise ValueError(f"unknown key {min(stray)!r}")
    for item in fields(kind):
        if item.default is MISSING and item.name not in table:
            raise ValueError(f"it lacks {item.name!r}")
    values: dict[str, Any] = {
        name: _value(f"{kind.__name__}.{name}", hints[name], value) for name, value in table.items()
    }
    return kind(**values)


def _value(name: str, hint: Any, value: object) -> object:  # noqa: ANN401 - a type, or a generic one
    if hint in {Said, Scope}:
        return _record(hint, _table(name, value))
    if hint is Basis:
        return Basis(str(value))
    if hint == tuple[Said, ...]:
        return tuple(_record(Said, _table(name, item)) for item in _list(name, value))
    if hint == tuple[Question, ...]:
        return tuple(_question(_table(name, item)) for item in _list(name, value))
    if hint == tuple[str, ...]:
        return _texts(name, value)
    wanted = str if hint is str else bool
    if type(value) is not wanted:
        raise TypeError(f"{name} is not {'text' if wanted is str else 'true or false'}")
    if name in _WORDS and value not in _WORDS[name]:
        raise ValueError(f"{name} is {value!r}, not one of {', '.join(_WORDS[name])}")
    return value


def _question(table: Table) -> Question:
    """Return a question; each reply names a family, brand, display or observation, which becomes its arguments."""
    options = []
    for option in _list("options", table["options"]):
        reply = dict(_table("option", option))
        label = str(reply.pop("label"))
        if len(reply) != 1 or not set(reply) <= set(_REPLIES):
            raise ValueError(f"the reply {label!r} names not exactly one of {', '.join(_REPLIES)}")
        key, value = next(iter(reply.items()))
        arguments = (str(value),) if key == "family" else (f"--{key}", str(value))
        options.append(Option(label=label, family=str(reply.get("family", "")), arguments=arguments))
    return Question(text=str(table["text"]), options=tuple(options))


def _texts(name: str, value: object) -> tuple[str, ...]:
    texts = _list(name, value)
    if not all(isinstance(item, str) for item in texts):
        raise TypeError(f"{name} is not a list of texts")
    allowed = _MEMBERS.get(name.rpartition(".")[2])
    for text in texts:
        if allowed and text not in allowed:
            raise ValueError(f"{name} holds {text!r}, not one of {', '.join(allowed)}")
    return tuple(texts)


def _list(name: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{name} is not a list")
    return value


def _table(name: str, value: object) -> Table:
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} is not a table")
    return value
