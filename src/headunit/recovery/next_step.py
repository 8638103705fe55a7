"""The seam to the advice: what a display that ends the way means, what to do next, and whom to ask.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.asks import Line, family_of
from headunit.recovery.display import read_display
from headunit.recovery.refusals import closed

if TYPE_CHECKING:
    from headunit.facts.records import Route
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["after_success", "next_step", "route_for"]

_DARK = (
    Line("meaning", "The radio has no supply, is switched off, or its display is out."),
    Line("next", "Check ignition and fuses and switch it on; a touch screen that hangs: hold power for ten seconds."),
    Line("don't", "Don't pull at the radio or its plug, and don't bridge its connector."),
)


def next_step(case: Case, known: Knowledge, state: str) -> tuple[Line, ...]:
    """Return the advice for a display of *state* that takes no code."""
    if state == "dark":
        return _DARK
    _, meaning, step = closed(state)
    return (Line("meaning", meaning), Line("next", step), *_own_words(case, known))


def _own_words(case: Case, known: Knowledge) -> tuple[Line, ...]:
    """Return what the family's own sources say of the text on the display."""
    family, seen = family_of(case, known), case.last_seen
    claim = read_display(family, seen.text).claim if family and seen else None
    return (Line("it says", f"{claim.value.text}: {claim.value.words}"),) if claim and claim.value.words else ()


def route_for(case: Case, known: Knowledge) -> Route:
    """Return the official route: the family's, else the brand's, else that of all radios that show such a text."""
    routes = known.catalogue.routes
    family = family_of(case, known)
    if family is not None:
        return routes[family.route]
    if brand := case.told("brand"):
        return routes[known.catalogue.brand(brand).route]
    text = case.last_seen.text if case.last_seen else ""
    showing = {one.route for one in known.catalogue.families() if text and read_display(one, text).claim}
    return routes[showing.pop() if len(showing) == 1 else "dealer"]


def after_success(case: Case, known: Knowledge) -> tuple[Line, ...]:
    """Return what keeps the owner from ever being here again."""
    vault = (Line("then", "headunit vault add"),) if "vault" in known.offers else ()
    checklist = (
        (Line("next time", f"headunit checklist {case.family}"),) if "checklist" in known.offers and case.family else ()
    )
    return (
        *vault,
        *checklist,
        Line("battery", "Before a battery is changed: code on paper, radio off, ignition off, then the clamps."),
    )
