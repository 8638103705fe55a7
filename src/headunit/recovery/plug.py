"""What a unit told of itself over the diagnostic plug, as evidence in a case.  Pure.

No source says whether a radio tells over its plug the serial that stands on its label, so a code worked out from it is
in doubt until somebody has compared the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.numbers import canonical
from headunit.recovery.asks import Choice, Line
from headunit.recovery.records import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from headunit.recovery.case import Case

__all__ = ["PLUG", "plug_choices", "plug_events", "plug_lines", "plug_serial", "plug_text", "told_by_plug"]

PLUG = "plug"
"""The answer that takes what the unit told."""
_WHATS = {
    "serial": "plug-serial",
    "part_number": "plug-part-number",
    "vin": "plug-vin",
    "hardware": "plug-hardware",
    "software": "plug-software",
}
"""Value that was read → evidence."""
_LONGEST = 64
_COMPARE = "compare it with the label where you can: whether the two agree is not known"


def plug_events(values: Mapping[str, str], *, simulated: bool) -> tuple[Told, ...]:
    """Return what to write down of *values*, by the names of ``diag identify``; what isn't plain text is left out."""
    told = [
        Told(what, text)
        for name, what in _WHATS.items()
        if (text := values.get(name, "")) and text.isascii() and text.isprintable() and len(text) <= _LONGEST
    ]
    return (*told, Told("plug-unit", "simulated" if simulated else "taken for real")) if told else ()


def plug_serial(case: Case) -> str:
    """Return the serial that the unit told last, or an empty text."""
    return case.told("plug-serial")


def plug_text(case: Case) -> str:
    """Return what the unit told, as the text of a label."""
    return "\n".join(filter(None, (case.told(what) for what in _WHATS.values() if what != "plug-software")))


def told_by_plug(case: Case, text: str) -> bool:
    """Return whether a unit ever told *text*, which may be a part of what it told, and may be masked with ``#``."""
    told = [canonical(value) for what in _WHATS.values() for value in case.told_all(what)]
    words = [canonical(word) for word in text.split() if "#" not in word]
    return bool(words) and all(any(word in value for value in told) for word in words)


def plug_choices(case: Case, *, serial: bool = False) -> tuple[Choice, ...]:
    """Return the choice to take what the unit told, where it told anything; with *serial* its serial alone."""
    text = plug_serial(case) if serial else ", ".join(plug_text(case).splitlines())
    return (Choice(PLUG, f"{text}, as the unit told over its plug"),) if text else ()


def plug_lines(case: Case) -> tuple[Line, ...]:
    """Say where the evidence is from, which a unit told."""
    simulated = case.told("plug-unit") == "simulated"
    whose = "A simulated unit told it: it says nothing of a real radio; " if simulated else ""
    return (Line("plug", f"{whose}{_COMPARE}." if whose else f"{_COMPARE[0].upper()}{_COMPARE[1:]}."),)
