"""Which radios a case was taken for when a code was typed: their schedules go on to count.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.display import own_meaning
from headunit.recovery.ladder import ladder_of
from headunit.recovery.records import Concluded, Intent, Seen, Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.facts.family import Family
    from headunit.recovery.records import Record

__all__ = ["former_families"]


def former_families(records: tuple[Record, ...], named: Callable[[str], Family | None]) -> tuple[Family | None, ...]:
    """Return the families beside the last that were concluded at the first try or since, None for one not known.

    *named* gives the family of an id. A count on the display that the layout of the family concluded last reads lets
    those go whose own words don't count in the same text.
    """
    last, taken_for, tried = "", {"": None}, False
    for record in records:
        event = record.event
        if isinstance(event, Concluded):
            last = event.family
            taken_for = {**(taken_for if tried else {}), last: None}
        elif isinstance(event, Intent) or (isinstance(event, Told) and event.what == "elsewhere"):
            tried = True
        elif isinstance(event, Seen) and _counts(event, named(last)):
            taken_for = {name: None for name in taken_for if name == last or _counts(event, named(name))}
    return tuple(named(name) for name in taken_for if name != last)


def _counts(seen: Seen, family: Family | None) -> bool:
    """Return whether the display counts tries by the family's own layout; those left say nothing without a limit."""
    if family is None:
        return False
    read, ladder = own_meaning(family, seen.text), ladder_of(family)
    limited = ladder is not None and ladder.limit is not None
    return read.used is not None or (limited and read.left is not None)
