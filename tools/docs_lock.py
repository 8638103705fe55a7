"""Draw the state diagram of the lock, and write its table, from the transitions that the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.docs_markdown import cell, code, table

from headunit.lock import TRANSITIONS, Phase

if TYPE_CHECKING:
    from headunit.lock import Transition

__all__ = ["lock_diagram", "lock_table"]

_RESTS = (Phase.PROMPT, Phase.WAITING, Phase.LOCKED, Phase.BARRED)
_CHOICE = "rest"


def lock_diagram() -> str:
    """Return a Mermaid diagram; stays, faults of the memory and losses of supply, which any phase has, are left out."""
    edges: dict[tuple[str, str], list[str]] = {}
    for row in TRANSITIONS:
        for target in _drawn(row):
            edges.setdefault((row.source, target), []).append(f"{row.event}<br/>{row.words}")
    lines = ["stateDiagram-v2", "    direction TB", f"    state {_CHOICE} <<choice>>", f"    [*] --> {Phase.OFF}"]
    lines += [f"    {source} --> {target}: {_label(labels)}" for (source, target), labels in edges.items()]
    lines += [f"    {_CHOICE} --> {phase}" for phase in _RESTS]
    return "```mermaid\n" + "\n".join(lines) + "\n```\n"


def _label(labels: list[str]) -> str:
    return "<br/>or ".join(labels).replace(":", " –")


def _drawn(row: Transition) -> list[str]:
    """Return the targets to draw; the four phases of rest together are one choice by the record."""
    targets = [target for target in row.targets if target not in {row.source, Phase.OFF}]
    if row.event == "Written":
        targets = [target for target in targets if target != Phase.FAULT]
    if set(_RESTS) <= {*targets, row.source} and Phase.WAITING in targets:
        targets = [*(target for target in targets if target not in _RESTS), _CHOICE]
    return targets


def lock_table() -> str:
    """Return every transition, the sources that go the same way in one row; what isn't there changes nothing."""
    sources: dict[tuple[str, tuple[str, ...], str], list[str]] = {}
    for row in TRANSITIONS:
        stays = ("stays",) if row.source in row.targets else ()
        others = tuple(code(target) for target in row.targets if target != row.source)
        sources.setdefault((row.event, (*others, *stays), row.words), []).append(row.source)
    rows = (
        (" ".join(map(code, froms)), code(event), " ".join(targets), cell(words))
        for (event, targets, words), froms in sources.items()
    )
    return table(("from", "on", "to", "what happens"), rows)
