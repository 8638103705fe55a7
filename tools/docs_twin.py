"""Write what the docs tell of simulated radios: events, panels, what is imagined, and the electrical stories."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING

from tools.docs_markdown import cell, code, table

from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.numbers import RadioCode
from headunit.panel import Plan, plan_for, variants
from headunit.panel.known import known_values
from headunit.panel.walk import GAP_MS, PRESS_MS
from headunit.twin import EVENTS, STORIES, TwinProfile, event_document, tell, twin_profile
from headunit.twin.events import (
    CHOICES,
    Battery,
    Cut,
    DiagnosticReset,
    FactoryReset,
    Fuse,
    Ground,
    Hang,
    Ignition,
    Immobiliser,
    Plug,
    Press,
    Release,
    SupplyLow,
    Turn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from headunit.facts.family import Family
    from headunit.twin import TwinEvent

__all__ = ["assumption_counts", "event_table", "finger_times", "panel_table", "stories"]

_PARTS = ("panel", "lock", "supply")
STORY_FAMILY, STORY_CODE = "nissan-qashqai-j10-audio-2012", "1203"
_EXAMPLES: tuple[TwinEvent, ...] = (
    Press("1"),
    Release("1"),
    Turn("VOLUME", -2),
    Battery(12.6),
    Ignition("acc"),
    Fuse("battery", fitted=False),
    Ground(good=False),
    Plug(connected=False),
    Immobiliser(knows=False),
    SupplyLow(low=True),
    Cut(),
    Hang("keys"),
    FactoryReset(),
    DiagnosticReset(),
)
_KINDS = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}


def event_table() -> str:
    """Return the table of events with their fields and a line for each."""
    examples = {type(event): event for event in _EXAMPLES}
    rows = []
    for number, (name, kind) in enumerate(EVENTS.items()):
        line = json.dumps({"t_ms": (number + 1) * 500, **event_document(examples[kind])})
        fields = "; ".join(_field(name, key, str(hint)) for key, hint in kind.__annotations__.items())
        doc = (kind.__doc__ or "").replace("``", "`").replace("*", "`")
        rows.append((code(name), fields, cell(doc.partition("; refitted")[0]), code(line)))
    return table(("event", "fields", "what happens", "example"), rows)


def _field(name: str, key: str, hint: str) -> str:
    plain = hint.removeprefix("ForwardRef('").removesuffix("')").split("'")[0]
    choices = CHOICES.get((name, key))
    return f"`{key}`: " + (" or ".join(map(code, choices)) if choices else _KINDS[plain])


def finger_times() -> str:
    """Return how long a person's finger stays on a key in a rehearsal."""
    return f"A finger stays on a key for {PRESS_MS} ms, and the next press comes {GAP_MS} ms later.\n"


@cache
def _profiles() -> tuple[tuple[Family, TwinProfile], ...]:
    assumptions = load_assumptions()
    return tuple(
        (family, twin_profile(family, assumptions, scope))
        for family in load_catalogue().families()
        for scope in ("", *variants(family))
    )


def panel_table() -> str:
    """Return the key ids of every panel; what no source gives stands in italics."""
    rows = []
    for family, profile in _profiles():
        known, panel = known_values(family, profile.variant), profile.panel
        entry = set(panel.digit_keys) | set(panel.cursor_keys) | set(panel.confirm.keys)
        rest = [key.id for key in panel.keys if key.id not in entry]
        rows.append(
            (
                _linked(family, profile),
                panel.method if "method" in known else f"*{panel.method}*",
                _keys((*panel.digit_keys, *panel.cursor_keys), known="digit_keys" in known),
                _confirm(profile, known="confirm_action" in known),
                _keys(tuple(rest), known=False),
            )
        )
    return table(("radio", "entry", "keys for the digits", "sends the code", "other keys"), rows)


def _linked(family: Family, profile: TwinProfile) -> str:
    link = f"[{family.id}](families/{family.id}.md)"
    return f"{link}, {cell(profile.variant)}" if profile.variant else link


def _keys(keys: tuple[str, ...], *, known: bool) -> str:
    words = " ".join(code(key) for key in dict.fromkeys(keys))
    return words if known or not words else f"*{words}*"


def _confirm(profile: TwinProfile, *, known: bool) -> str:
    confirm = profile.panel.confirm
    if profile.lock is None:
        return ""
    if confirm.action == "none":
        words = "the last digit"
    else:
        keys = " or ".join(map(code, confirm.keys)) or "the last digit"
        words = f"{confirm.action} {keys}"
    return words if known else f"*{words}*"


def assumption_counts() -> str:
    """Return how many values of each twin are imagined."""
    rows = []
    for family, profile in _profiles():
        counts = [sum(entry.name.startswith(f"{part}.") for entry in profile.assumed) for part in _PARTS]
        shown = [
            str(count) if part != "lock" or profile.lock else "–" for part, count in zip(_PARTS, counts, strict=True)
        ]
        rows.append((_linked(family, profile), *shown, str(sum(counts))))
    return table(("radio", *_PARTS, "together"), rows)


def stories() -> dict[str, Callable[[], str]]:
    """Return what writes each story, by the name of its block."""
    return {f"story {name}": partial(_story, name) for name in STORIES}


def _story(name: str) -> str:
    return "```text\n" + "\n".join(_told(name)) + "\n```\n"


def _told(name: str) -> Iterator[str]:
    family, assumptions, digits = load_catalogue().family(STORY_FAMILY), load_assumptions(), RadioCode(STORY_CODE)
    plan = plan_for(family, digits, assumptions)
    if not isinstance(plan, Plan):
        raise TypeError(name)
    return tell(STORIES[name], twin_profile(family, assumptions), plan, digits)
