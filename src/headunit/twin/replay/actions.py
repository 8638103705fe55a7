"""The words of a recorder become what happens to the twin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from headunit.twin import events

if TYPE_CHECKING:
    from collections.abc import Collection

    from headunit.twin.events import TwinEvent

__all__ = ["Align", "Nothing", "action_of"]

_VOLTS = 14.0


class Align(NamedTuple):
    """Wait for the twin's own verdict: what follows keeps its distance to that."""


class Nothing(NamedTuple):
    """Stand for a note, which changes nothing."""


_FIXED: tuple[tuple[str, TwinEvent | Align | Nothing], ...] = (
    (r"(note|comment|wait|hold-up)\b.*", Nothing()),
    (r"verdict\b.*", Align()),
    (r"battery[ _]connect.*", events.Battery(_VOLTS)),
    (r"(battery[ _](cut|disconnect)\b|.*reset\b).*ram[ _](is )?lost.*", events.Cut()),
    (r"battery[ _](cut|disconnect)\b.*(ram|memory)[ _](is )?kept.*|.*reset\b.*", events.Cut(keep_ram=True)),
    (r"battery[ _](cut|disconnect)\b.*", events.Cut()),
    (r"P0\.1\b.*\blow\b.*", events.SupplyLow(low=True)),
    (r"P0\.1\b.*\bhigh\b.*", events.SupplyLow(low=False)),
    (r".*(s[- _]?contact|ignition|terminal 15|P9\.0).*\b(on|high)\b.*", events.Ignition("on")),
    (r".*(s[- _]?contact|ignition|terminal 15|P9\.0).*\b(off|low)\b.*", events.Ignition("off")),
)
_NAME_OF_PIN = re.compile(r" ?\(supply-low[^)]*\)")
_POKE = re.compile(r".*(0xFB51|minute|countdown|counter|poke).*", re.IGNORECASE)
_KEY = re.compile(r"(press|release)[ _](.+)", re.IGNORECASE)


def _bare(key: str) -> str:
    return re.sub(r"[ _/]", "", key).upper()


def action_of(words: str, keys: Collection[str], *, poked: bool) -> TwinEvent | Align | Nothing | None:
    """Return what *words* ask for, of a unit with these *keys*; None when they are not understood.

    In a *poked* trace the recorder set the minute counter: that is read from what was observed, and its words are a
    note.
    """
    key = _KEY.fullmatch(words)
    if key:
        kind = events.Press if key[1].lower() == "press" else events.Release
        known = {_bare(each): each for each in keys}
        return kind(known[_bare(key[2])]) if _bare(key[2]) in known else None
    plain = _NAME_OF_PIN.sub("", words)
    for pattern, action in _FIXED:
        if re.fullmatch(pattern, plain, re.IGNORECASE):
            return action
    return Nothing() if poked and _POKE.fullmatch(words) else None
