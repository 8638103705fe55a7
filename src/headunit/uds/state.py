"""What a diagnostic server remembers; all of it is lost with the supply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from headunit.uds.model import DEFAULT

if TYPE_CHECKING:
    from headunit.uds.model import EcuModel, ServerProfile

__all__ = ["LATER", "NEVER", "Answer", "Kept", "ServerState", "Store", "Waiting"]

NEVER = 1 << 62
"""A time that doesn't come, in ms."""


class Store:
    """Name what is being stored; EXPIRY belongs to no request."""

    CHARGE: Final = "charge"
    SETTLE: Final = "settle"
    EXPIRY: Final = "expiry"
    WRITE: Final = "write"
    CLEAR: Final = "clear"
    ROUTINE: Final = "routine"


class Waiting(NamedTuple):
    """Hold what is being stored, and the request that waits for it; *told*: 0x78 was sent."""

    store: str
    request: bytes = b""
    functional: bool = False
    told: bool = False
    due_ms: int = NEVER


class ServerState(NamedTuple):
    """Hold session, lock and what is outstanding; times in ms of the server's own clock.

    Of an extended session *active_ms* says when it was last used, as of the moment the state was asked for.
    """

    session: int = DEFAULT
    unlocked: bool = False
    seed: bytes = b""
    active_ms: int = 0
    delay_due: int = NEVER
    waiting: Waiting | None = None


LATER: Final = -1
"""No answer yet: something is being stored."""
Answer = bytes | int
"""A positive answer, a negative response code, or LATER."""


class Kept:
    """Hold one server's profile, model and state; what its services work on."""

    __slots__ = ("active_ms", "model", "now_ms", "profile", "state")

    def __init__(self, profile: ServerProfile, model: EcuModel) -> None:
        """Begin in the default session."""
        self.profile = profile
        self.model = model
        self.state = ServerState()
        self.now_ms = self.active_ms = 0
