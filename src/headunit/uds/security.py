"""Seed and key: a try is charged in the memory before the key is compared, so that no cut ever gives one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.uds.nrc import Nrc
from headunit.uds.state import LATER, NEVER, Store, Waiting

if TYPE_CHECKING:
    from headunit.uds.state import Answer, Kept

__all__ = ["REQUEST_SEED", "SEND_KEY", "begin_store", "charged", "delay_over", "security_access", "settled"]

REQUEST_SEED, SEND_KEY = 1, 2
_SEED_REQUEST_BYTES = 2


def begin_store(kept: Kept, store: str, request: bytes, *, done: bool | None) -> bool | None:
    """Remember what is being stored where it takes time; return whether it is kept."""
    if done is None:
        kept.state = kept.state._replace(waiting=Waiting(store, request))
    return done


def security_access(kept: Kept, request: bytes) -> Answer:
    """Give a seed, or take a key."""
    return _seed(kept, request) if request[1] & 0x7F == REQUEST_SEED else _key(kept, request)


def _seed(kept: Kept, request: bytes) -> Answer:
    if len(request) != _SEED_REQUEST_BYTES:
        return Nrc.WRONG_LENGTH
    state, length = kept.state, kept.profile.seed_bytes
    if state.delay_due != NEVER:
        return Nrc.DELAY
    if state.unlocked:
        return bytes((0x67, REQUEST_SEED)) + bytes(length)
    seed = kept.model.new_seed(length)
    if not any(seed):  # all zero means "unlocked already"
        seed = b"\x01" + seed[1:]
    kept.state = state._replace(seed=seed)
    return bytes((0x67, REQUEST_SEED)) + seed


def _key(kept: Kept, request: bytes) -> Answer:
    if not kept.state.seed:
        return Nrc.SEQUENCE
    if len(request) != _SEED_REQUEST_BYTES + kept.profile.seed_bytes:
        return Nrc.WRONG_LENGTH
    count = kept.model.attempts() + 1
    done = begin_store(kept, Store.CHARGE, request, done=kept.model.store_attempts(count))
    return LATER if done is None else charged(kept, request, kept_it=done)


def charged(kept: Kept, request: bytes, *, kept_it: bool) -> Answer:
    """Compare the key, whose try stands in the memory; a seed serves one key only."""
    seed = kept.state.seed
    kept.state = kept.state._replace(seed=b"")
    if not kept_it:
        return Nrc.PROGRAMMING
    if not kept.model.key_fits(seed, request[2:]):
        if kept.model.attempts() < kept.profile.attempts:
            return Nrc.INVALID_KEY
        kept.state = kept.state._replace(delay_due=kept.now_ms + kept.profile.delay_ms)
        return Nrc.ATTEMPTS_EXCEEDED
    done = begin_store(kept, Store.SETTLE, request, done=kept.model.store_attempts(0))
    return LATER if done is None else settled(kept, kept_it=done)


def settled(kept: Kept, *, kept_it: bool) -> Answer:
    """Unlock, once the count of tries is cleared."""
    if not kept_it:
        return Nrc.PROGRAMMING
    kept.state = kept.state._replace(unlocked=True)
    return bytes((0x67, SEND_KEY))


def delay_over(kept: Kept) -> None:
    """End the delay, once the count is cleared; where the memory fails it begins again."""
    done = begin_store(kept, Store.EXPIRY, b"", done=kept.model.store_attempts(0))
    if done is not None:
        expired(kept, kept_it=done)


def expired(kept: Kept, *, kept_it: bool) -> None:
    """Take seed requests again."""
    due_ms = NEVER if kept_it else kept.now_ms + kept.profile.delay_ms
    kept.state = kept.state._replace(delay_due=due_ms)
