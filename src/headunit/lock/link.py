"""The lock of a unit without a user code: it plays when its partner in the car answers as it should.

Nissan's NATS audio link: the unit shows NEW until it was linked once, WAIT while it asks, SECURE where the answer stays
away or is another car's.  A unit bound by VIN (R-Link 2) differs in being bound at the factory.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from headunit.lock.events import Advance, SupplyOff

__all__ = ["Answered", "LinkEvent", "LinkOn", "LinkPhase", "LinkProfile", "LinkState", "link_deadline", "step_link"]


class LinkPhase:
    """Name the phases of a link."""

    OFF: Final = "off"
    NEW: Final = "new"
    WAIT: Final = "wait"
    SECURE: Final = "secure"
    PLAYS: Final = "plays"


class LinkProfile(NamedTuple):
    """Hold how a link behaves.

    *answer_ms*: how long an answer is waited for.  *learns*: a new unit binds itself to the first partner that
    answers, for good.
    """

    answer_ms: int = 300
    learns: bool = True


class LinkState(NamedTuple):
    """Hold all that a link knows; *partner*, which it is bound to (empty: it is new), outlives a loss of supply."""

    phase: str = LinkPhase.OFF
    partner: str = ""
    timer_ms: int = 0


class LinkOn(NamedTuple):
    """The unit is switched on, and asks."""


class Answered(NamedTuple):
    """The partner in the car says who it is."""

    partner: str


LinkEvent: TypeAlias = LinkOn | SupplyOff | Answered | Advance


def link_deadline(state: LinkState) -> int | None:
    """Return the milliseconds until the link changes by itself, or None."""
    return state.timer_ms if state.phase == LinkPhase.WAIT else None


def step_link(profile: LinkProfile, state: LinkState, event: LinkEvent) -> LinkState:
    """Return the state after *event*; what means nothing in a phase changes nothing."""
    if isinstance(event, SupplyOff):
        return LinkState(partner=state.partner)
    if isinstance(event, LinkOn):
        return _switched_on(profile, state) if state.phase == LinkPhase.OFF else state
    if isinstance(event, Answered):
        return _answered(profile, state, event.partner)
    if state.phase != LinkPhase.WAIT or event.ms <= 0:
        return state
    left_ms = state.timer_ms - event.ms
    return state._replace(timer_ms=left_ms) if left_ms > 0 else state._replace(phase=LinkPhase.SECURE, timer_ms=0)


def _switched_on(profile: LinkProfile, state: LinkState) -> LinkState:
    """Ask the partner, or say that there never was one."""
    if not state.partner:
        return state._replace(phase=LinkPhase.NEW)
    return state._replace(phase=LinkPhase.WAIT, timer_ms=profile.answer_ms)


def _answered(profile: LinkProfile, state: LinkState, partner: str) -> LinkState:
    """Play for the partner the unit is bound to; a new unit binds itself if it can."""
    if state.phase == LinkPhase.NEW and profile.learns and partner:
        return LinkState(LinkPhase.PLAYS, partner)
    if state.phase not in {LinkPhase.WAIT, LinkPhase.SECURE}:
        return state
    return LinkState(LinkPhase.PLAYS if partner == state.partner else LinkPhase.SECURE, state.partner)
