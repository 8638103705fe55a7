"""What is not known of how a radio takes its code, said before a try; how its prompt comes, and its wait.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.panel.known import best_for
from headunit.recovery.asks import Line
from headunit.recovery.told_facts import best_sourced

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.recovery.records import Planned

__all__ = ["gap_lines", "is_whole", "keys_told", "prompt_words", "wait_words"]

_FIRST = Line(
    "first",
    "Find that in the owner's manual, or ask the dealer, before you begin. If you can't find it, stop here: nothing is "
    "lost. A code that is half typed can cost a try.",
)


def is_whole(planned: Planned | None) -> bool:
    """Return whether there is a plan, down to the key that sends the code."""
    return planned is not None and planned.complete and planned.rehearsed != "no plan"


def gap_lines(family: Family | None, planned: Planned | None) -> tuple[Line, ...]:
    """Return what no source says of the entry, what they do say, and what to do about it; nothing for a whole plan."""
    if is_whole(planned):
        return ()
    what = "How this radio wants its code typed" if planned is None or planned.rehearsed == "no plan" else _SENDS
    scope = planned.panel if planned else ""
    return (Line("not known", f"{what}: no source says it."), *keys_told(family, scope), _FIRST)


_SENDS = "Which key sends the code of this radio"


def keys_told(family: Family | None, scope: str) -> tuple[Line, ...]:
    """Return what sources say, in their own words, of typing and of sending the code."""
    if family is None:
        return ()
    claims = (("digits", best_for(family.entry, scope)), ("sending", best_for(family.confirm, scope)))
    return tuple(Line(label, claim.value.words) for label, claim in claims if claim and claim.value.words)


def prompt_words(family: Family | None) -> str:
    """Return how the question for the code comes up after a fault was shown, as far as sources say it."""
    prompts = [claim.value.text for claim in family.display if claim.value.state == "entry"] if family else []
    entry = best_sourced(family.entry) if family else None
    comes = f" It asks again with {' or '.join(prompts)}." if prompts else ""
    told = f" Once it asks: {entry.value.words}" if entry and entry.value.words else ""
    return f"Leave it alone for a minute and look again.{comes}{told}"


def wait_words(family: Family | None) -> str:
    """Return by what the radio shows that it waits, and what its wait needs, as far as sources say it."""
    shown = [claim.value.text for claim in family.display if claim.value.state == "wait"] if family else []
    rule = best_sourced(family.wait_rule) if family else None
    texts = f"It shows that it waits with {' or '.join(shown)}." if shown else ""
    return " ".join(filter(None, (texts, rule.value.words if rule else "")))
