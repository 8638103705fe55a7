"""Codes that somebody brought: do they speak against the one that is worked out?  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.numbers import canonical
from headunit.recovery.case import results_of
from headunit.recovery.records import Concluded, Held, Intent, Told

if TYPE_CHECKING:
    from headunit.numbers import RadioCode
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["brought_another"]


def brought_another(case: Case, code: RadioCode, known: Knowledge) -> bool:
    """Return whether a code other than *code* was brought for this radio, and not found wrong since.

    Only the one that was typed last is in memory; any other, or one told before a break, may be another.
    """
    brought = _brought(case)
    if not brought:
        return False
    return len(brought) > 1 or known.code is None or known.code != code


def _brought(case: Case) -> set[str]:
    """Return the sources that a code was brought from for this radio, and whose last one was not refused.

    Only another serial, or another kind of radio, told after the radio was asked anew makes it another radio: the same
    label once more does not.
    """
    results = results_of(case.records)
    sources: set[str] = set()
    last = serial = family = ""
    anew = False
    for record in case.records:
        event = record.event
        if event == Told("radio", "asked"):
            anew = True
        elif isinstance(event, Told) and event.what == "serial" and event.value:
            sources = set() if anew and serial not in {"", canonical(event.value)} else sources
            serial = canonical(event.value)
        elif isinstance(event, Concluded) and event.family:
            sources = set() if anew and family not in {"", event.family} else sources
            family = event.family
        elif isinstance(event, Held):
            last = event.source
            sources |= {last} - {"rule"}
            anew = anew and event.source == "rule"
        elif isinstance(event, Intent) and results.get(event.n) == "wrong":
            sources.discard(last)
    return sources
