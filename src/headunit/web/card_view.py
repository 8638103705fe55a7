"""The card for a wallet: the code in large figures, the serial, and how it is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headunit.errors import HeadunitError
from headunit.panel import NoPlan, plan_for
from headunit.web.ask_context import pressed
from headunit.web.sentences import tr

if TYPE_CHECKING:
    from headunit.recovery.asks import Knowledge
    from headunit.vault.entry import Entry
    from headunit.web.ask_context import Pressed

__all__ = ["card_context"]

_MOST_STEPS = 7


def card_context(entry: Entry, known: Knowledge, *, empty: bool) -> dict[str, Any]:
    """Return what the page of a card gets; with *empty* its boxes are to be filled in by hand."""
    steps = _steps(entry, known)
    return {
        "entry": entry,
        "radio": _radio(entry, known),
        "digits": tuple(" " * len(entry.code)) if empty else tuple(entry.code.reveal()),
        "empty": empty,
        "presses": () if empty or len(steps) > _MOST_STEPS else steps,
    }


def _radio(entry: Entry, known: Knowledge) -> str:
    names = {head.id: tr(head.name) for head in known.catalogue.heads}
    return names.get(entry.family, entry.car)


def _steps(entry: Entry, known: Knowledge) -> tuple[Pressed, ...]:
    """Return the keys that enter the code, where they are known; only those that are pressed."""
    if entry.family not in {head.id for head in known.catalogue.heads}:
        return ()
    try:
        plan = plan_for(known.catalogue.family(entry.family), entry.code, known.assumptions(), "")
    except HeadunitError:
        return ()
    return () if isinstance(plan, NoPlan) else tuple(step for step in pressed(plan) if step.keys)
