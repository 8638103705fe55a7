"""The lock's one step: total, deterministic, and without any clock but the events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock.transitions import HANDLERS

if TYPE_CHECKING:
    from headunit.lock.commit import Answer
    from headunit.lock.events import Event
    from headunit.lock.profile import LockProfile
    from headunit.lock.state import LockState

__all__ = ["step"]


def step(profile: LockProfile, state: LockState, event: Event) -> Answer:
    """Return the state after *event* and its effects; what means nothing in a phase changes nothing."""
    handler = HANDLERS.get((state.phase, type(event)))
    return (state, ()) if handler is None else handler(profile, state, event)
