"""The seam to the advice: what the display means, what to do now, why, and what not to do; and whom to ask.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.advice.advise import advise
from headunit.recovery.asks import Line, family_of
from headunit.recovery.case import results_of
from headunit.recovery.display import own_meaning
from headunit.recovery.records import Held, Intent
from headunit.recovery.refusals import closed, is_closed
from headunit.recovery.told_facts import origin

if TYPE_CHECKING:
    from headunit.facts.advice_records import Said
    from headunit.facts.records import Route
    from headunit.recovery.advice.advise import Advice
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["advice_now", "after_success", "next_step", "observed", "route_for"]

_SPECIAL = {"dark": "no-display", "plays": "plays-again"}
"""What a person says of a display without a text → the observation of the advice."""
_SOURCES = {"rule": "code-from-serial", "card": "code-from-card", "vault": "code-from-card"}
_MOST_DON_TS = 2
"""What not to do is read when it is short."""


def next_step(case: Case, known: Knowledge, state: str = "", *, looked: bool = True) -> tuple[Line, ...]:
    """Return in lines the advice for what the display shows, in *state*, and for what was observed.

    Without *looked*, nobody looked since the last try: the display counts for nothing.
    """
    advice = advice_now(case, known, state, looked=looked)
    if advice.node == "unknown-display" and is_closed(state):
        _, meaning, step = closed(state)
        return (Line("meaning", meaning), Line("next", step))
    return _lines(advice)


def advice_now(case: Case, known: Knowledge, state: str, *, looked: bool = True) -> Advice:
    """Return the advice itself."""
    seen = case.last_seen if looked else None
    special = _SPECIAL.get(state, "")
    return advise(
        known.catalogue,
        known.advice(),
        family=family_of(case, known),
        brand=_brand(case, known),
        shown="" if special or seen is None else seen.text,
        seen=observed(case) | ({special} if special else frozenset()),
    )


def _lines(advice: Advice) -> tuple[Line, ...]:
    don_ts = tuple(Line("don't", text) for text in advice.not_now[:_MOST_DON_TS])
    also = tuple(Line("also", said.text) for said in advice.also)
    return (
        Line("meaning", _with_origin(advice.meaning)),
        Line("next", _with_origin(advice.next_step)),
        Line("because", advice.why),
        *don_ts,
        *also,
    )


def _with_origin(said: Said) -> str:
    """Return the sentence with how well it is founded; mere practice goes without saying, ids of sources too."""
    return f"{said.text} {origin(said, ids=False)}" if said.sources else said.text


def observed(case: Case) -> frozenset[str]:
    """Return the observations of the advice that the journal holds: what was told, and what the last try came to."""
    told = frozenset(case.told_all("seen"))
    intent = case.last(Intent)
    result = results_of(case.records).get(intent.n) if intent else None
    if result == "no-reaction":
        return told | {"no-reaction"}
    if result != "wrong":
        return told
    held = case.last(Held)
    source = _SOURCES.get(held.source) if held else None
    return told | {"right-code-refused", *([source] if source else [])}


def _brand(case: Case, known: Knowledge) -> str:
    return known.catalogue.brand(case.told("brand")).name if case.told("brand") else ""


def route_for(case: Case, known: Knowledge) -> Route:
    """Return the official route: the family's, else the brand's, else that of all radios that show such a text."""
    routes = known.catalogue.routes
    family = family_of(case, known)
    if family is not None:
        return routes[family.route]
    if brand := case.told("brand"):
        return routes[known.catalogue.brand(brand).route]
    text = case.last_seen.text if case.last_seen else ""
    showing = {one.route for one in known.catalogue.families() if text and own_meaning(one, text).claim}
    return routes[showing.pop() if len(showing) == 1 else "dealer"]


def after_success(case: Case, known: Knowledge) -> tuple[Line, ...]:
    """Return what keeps the owner from ever being here again."""
    reference = case.told("vault-reference")
    vault = (Line("then", "headunit vault add"),) if "vault" in known.offers and not reference else ()
    card = (Line("a card", f"headunit card {reference}"),) if reference else ()
    checklist = (
        (Line("next time", f"headunit checklist {case.family}"),) if "checklist" in known.offers and case.family else ()
    )
    return (
        *vault,
        *card,
        *checklist,
        Line("battery", "Before a battery is changed: code on paper, radio off, ignition off, then the clamps."),
    )
