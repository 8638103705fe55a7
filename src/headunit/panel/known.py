"""What the facts of a family say about its panel, variant by variant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from headunit.facts.claims import Confidence, Fact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.facts.claims import Claim
    from headunit.facts.family import Confirm, Display, Entry, Family

__all__ = ["best_for", "display_claims", "known_values", "variants", "weakest"]

T = TypeVar("T")

_RANK = {confidence: rank for rank, confidence in enumerate(Confidence)}
_TIMES = (
    "scan_ms",
    "settle_ms",
    "min_press_ms",
    "min_gap_ms",
    "repeat_ms",
    "splash_ms",
    "idle_ms",
    "flash_half_ms",
    "flash_for_ms",
    "flash_pattern_ms",
    "hello_ms",
    "busy_ms",
    "lcd_lag_ms",
    "reboot_hold_ms",
    "cells",
)
_DISPLAYS = {
    "asks": "asks",
    "linked": "asks",
    "entry": "entry",
    "wrong": "wrong",
    "wait": "wait",
    "busy": "busy",
    "locked": "locked",
    "permanent": "permanent",
    "hello": "hello",
    "unlocked": "unlocked",
}
_LINKED = {"NEW": "new", "WAIT": "start"}
"""Texts of a unit with a link that stand for a state of their own; any other is what it shows when the link fails."""


def variants(family: Family) -> tuple[str, ...]:
    """Return the scopes for which sources describe an entry or a confirmation of their own, in the file's order."""
    facts: tuple[Fact[Any], ...] = (family.entry, family.confirm, family.panel_timing)
    scopes = [claim.scope for fact in facts for claim in fact.claims]
    return tuple(dict.fromkeys(filter(None, scopes)))


def best_for(fact: Fact[T], scope: str) -> Claim[T] | None:
    """Return the claim to act on for *scope*: its own best one, else the one for the whole family."""
    own = [claim for claim in fact.claims if scope and claim.scope == scope]
    if not own:
        return fact.best
    rank = min(_RANK[claim.confidence] for claim in own)
    strongest = [claim for claim in own if _RANK[claim.confidence] == rank]
    return strongest[0] if all(claim.value == strongest[0].value for claim in strongest) else None


def weakest(claims: Iterable[Claim[Any]]) -> Confidence | None:
    """Return the lowest confidence among *claims*, None where there are none."""
    return max((claim.confidence for claim in claims), key=lambda confidence: _RANK[confidence], default=None)


def known_values(family: Family, scope: str = "") -> dict[str, Any]:
    """Return by name the values of a panel that sources give."""
    values: dict[str, Any] = {}
    length = best_for(family.code_length, scope)
    if length:
        values["length"] = length.value
    alphabet = best_for(family.code_alphabet, scope)
    if alphabet:
        values["alphabet"] = alphabet.value
    entry = best_for(family.entry, scope)
    if entry:
        values |= _entry(entry.value)
    confirm = best_for(family.confirm, scope)
    if confirm:
        values |= _confirm(confirm.value)
    timing = best_for(family.panel_timing, scope)
    if timing:
        told = {name: getattr(timing.value, name) for name in _TIMES}
        values |= {name: value for name, value in told.items() if value not in {None, ()}}
    return values | _displays(family, scope, values.get("start", ""))


def _entry(entry: Entry) -> dict[str, Any]:
    values: dict[str, Any] = {"method": entry.method, "cursor_keys": entry.step_keys}
    keys = entry.keys
    if entry.method == "none":
        return {"method": "none", "digit_keys": (), "length": 0}
    if entry.method == "stalk":
        values |= {"digit_keys": keys[1:], "cursor_keys": keys[:1]}
    elif entry.method == "knob":
        values |= {"digit_keys": keys[:1], "cursor_keys": keys[1:] or keys}
    elif keys:
        values["digit_keys"] = keys
    elif entry.method in {"type", "touch"}:
        values["digit_keys"] = tuple("0123456789")
    if entry.open:
        values |= {"open_action": entry.open, "open_keys": entry.open_keys}
    if entry.radio:
        values["radio_off"] = entry.radio == "off"
    told = {"start": entry.start, "first_press": entry.first_press, "open_hold_ms": entry.open_hold_ms}
    return values | {name: value for name, value in told.items() if value not in {None, ""}}


def _confirm(confirm: Confirm) -> dict[str, Any]:
    values: dict[str, Any] = {"confirm_action": confirm.action}
    if confirm.key == "last digit":
        values |= {"confirm_keys": (), "confirm_last": True}
    elif confirm.key:
        values["confirm_keys"] = (confirm.key, *confirm.other_keys)
    elif confirm.action == "none":
        values["confirm_keys"] = ()
    if confirm.hold_ms is not None:
        values["confirm_hold_ms"] = confirm.hold_ms
    return values


def _displays(family: Family, scope: str, start: str) -> dict[str, str]:
    """Return one text for each state; the digits become a slot."""
    shown = display_claims(family, scope)
    return {f"display_{state}": _template(claim.value, start) for state, claim in shown.items()}


def display_claims(family: Family, scope: str = "") -> dict[str, Claim[Display]]:
    """Return for each state of a panel the claim about its text that ranks highest."""
    ranked = sorted(
        (claim for claim in family.display if claim.scope in {"", scope} and claim.value.state in _DISPLAYS),
        key=lambda claim: (_RANK[claim.confidence], not claim.value.template),
    )
    claims: dict[str, Claim[Display]] = {}
    for claim in ranked:
        kind = _LINKED.get(claim.value.text) if claim.value.state == "linked" else None
        claims.setdefault(kind or _DISPLAYS[claim.value.state], claim)
    return claims


def _template(display: Display, start: str) -> str:
    if display.template:
        return display.template
    for shown in ("####", start):
        if len(shown) > 2 and shown in display.text:  # noqa: PLR2004 - two places could be a count
            return display.text.replace(shown, "{digits}")
    return display.text
