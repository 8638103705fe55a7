"""A diagnostic server: requests and the time go in, answers come out; it waits for nothing and opens nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.uds.model import DEFAULT
from headunit.uds.nrc import SILENT_WHEN_FUNCTIONAL, Nrc
from headunit.uds.security import charged, delay_over, expired, settled
from headunit.uds.services import SERVICES, finish
from headunit.uds.state import LATER, NEVER, Kept, ServerState, Store, Waiting

if TYPE_CHECKING:
    from headunit.uds.model import EcuModel, ServerProfile
    from headunit.uds.state import Answer

__all__ = ["Server"]

_SUPPRESS = 0x80
_SERVICE_PRESENT = b"\x3e\x80"
_WANT_THE_MEMORY = frozenset({0x14, 0x27, 0x2E, 0x31})
_REPEAT_PENDING = 0.7
"""Part of P2* after which "still at it" is said again."""


class Server(Kept):
    """Answer requests for one :class:`EcuModel`; times are whole milliseconds that never go back.

    The caller polls at :meth:`deadline`, reports by :meth:`stored` what the model has stored, and calls
    :meth:`start` whenever the supply came.
    """

    __slots__ = ("_due",)

    def __init__(self, profile: ServerProfile, model: EcuModel) -> None:
        """Begin in the default session, as after a start."""
        super().__init__(profile, model)
        self._due = NEVER

    def start(self, now_ms: int) -> None:
        """Begin anew after a loss of supply or a restart; a delay that was running runs from its beginning."""
        waits = self.model.attempts() >= self.profile.attempts
        self.restore(ServerState(delay_due=now_ms + self.profile.delay_ms if waits else NEVER))

    def snapshot(self) -> ServerState:
        """Return all that the server remembers."""
        return self.state._replace(active_ms=self.active_ms)

    def restore(self, state: ServerState) -> None:
        """Go on from *state*."""
        self.state, self.active_ms = state, state.active_ms
        self._settle()

    def deadline(self) -> int | None:
        """Return when to poll, in ms; None for never."""
        self._settle()
        return None if self._due == NEVER else self._due

    def submit(self, request: bytes, now_ms: int, *, functional: bool = False) -> tuple[bytes, ...]:
        """Take a request and return what is answered at once; an empty one is no request."""
        earlier = self.poll(now_ms) if now_ms >= self._due else ()
        self.now_ms = now_ms
        if not request:
            return earlier
        waiting = self.state.waiting
        if waiting is not None:
            if request == _SERVICE_PRESENT:
                return earlier
            if waiting.request or request[0] in _WANT_THE_MEMORY:
                return (*earlier, bytes((0x7F, request[0], Nrc.BUSY)))
        was = self.state
        answer = self._answer(request)
        if answer == LATER:
            self._wait(functional=functional, told=False, due_ms=now_ms + self.profile.p2_ms)
            return earlier
        self.active_ms = now_ms
        if self.state is not was:
            self._settle()
        if isinstance(answer, bytes) and not (len(request) > 1 and request[1] & _SUPPRESS):
            return (*earlier, answer) if earlier else (answer,)
        return earlier + self._reply(request, answer, functional=functional, told=False)

    def poll(self, now_ms: int) -> tuple[bytes, ...]:
        """Do what is due: end the session or the delay, or say that an answer takes longer."""
        self.now_ms = now_ms
        out: tuple[bytes, ...] = ()
        state = self.state
        if self._session_due() <= now_ms:
            state = self.state = state._replace(session=DEFAULT, unlocked=False, seed=b"")
        waiting = state.waiting
        if waiting is not None and waiting.due_ms <= now_ms:
            due_ms = now_ms + int(self.profile.p2_star_ms * _REPEAT_PENDING)
            self.state = state._replace(waiting=waiting._replace(told=True, due_ms=due_ms))
            out = (bytes((0x7F, waiting.request[0], Nrc.PENDING)),)
        elif waiting is None and state.delay_due <= now_ms:
            delay_over(self)
        self._settle()
        return out

    def stored(self, now_ms: int, *, kept_it: bool) -> tuple[bytes, ...]:
        """Take note that what the model was storing is kept, or that its memory failed, and answer."""
        self.now_ms = now_ms
        waiting = self.state.waiting
        if waiting is None:
            return ()
        self.state = self.state._replace(waiting=None)
        if waiting.store == Store.EXPIRY:
            expired(self, kept_it=kept_it)
            self._settle()
            return ()
        self.active_ms = now_ms
        answer = self._landed(waiting, kept_it=kept_it)
        if answer == LATER:
            self._wait(functional=waiting.functional, told=waiting.told, due_ms=waiting.due_ms)
            return ()
        self._settle()
        return self._reply(waiting.request, answer, functional=waiting.functional, told=waiting.told)

    def _landed(self, waiting: Waiting, *, kept_it: bool) -> Answer:
        """Return the answer of what was being stored."""
        request = waiting.request
        if waiting.store == Store.CHARGE:
            return charged(self, request, kept_it=kept_it)
        if waiting.store == Store.SETTLE:
            return settled(self, kept_it=kept_it)
        status: bytes | int | None = b""
        if waiting.store == Store.ROUTINE:
            status = self.model.routine_status(int.from_bytes(request[2:4], "big"))
        return finish(request, kept_it=kept_it, status=status if isinstance(status, bytes) else b"")

    def _answer(self, request: bytes) -> Answer:
        """Judge a request in the general order, then by its service."""
        service = SERVICES.get(request[0])
        if service is None:
            return Nrc.SERVICE_NOT_SUPPORTED
        if self.state.session not in service.sessions:
            return Nrc.SERVICE_NOT_IN_SESSION
        if len(request) < service.shortest:
            return Nrc.WRONG_LENGTH
        if service.sub_functions is not None and request[1] & 0x7F not in service.sub_functions:
            return Nrc.SUB_FUNCTION_NOT_SUPPORTED
        return service.answer(self, request)

    def _reply(self, request: bytes, answer: Answer, *, functional: bool, told: bool) -> tuple[bytes, ...]:
        """Return what is sent: nothing where silence was asked for, unless "still at it" was said before."""
        if isinstance(answer, int):
            if functional and answer in SILENT_WHEN_FUNCTIONAL and not told:
                return ()
            return (bytes((0x7F, request[0], answer)),)
        if SERVICES[request[0]].suppressible and request[1] & _SUPPRESS and not told:
            return ()
        return (answer,)

    def _wait(self, *, functional: bool, told: bool, due_ms: int) -> None:
        """Wait for the memory; at *due_ms* it is said that the answer takes longer."""
        waiting = self.state.waiting
        if waiting is not None:  # pragma: no branch - the service that asked to wait has set it
            waiting = waiting._replace(functional=functional, told=told, due_ms=due_ms)
        self.state = self.state._replace(waiting=waiting)
        self._settle()

    def _session_due(self) -> int:
        """Return when a session that nobody uses ends; while an answer is awaited it doesn't."""
        waiting = self.state.waiting
        if self.state.session == DEFAULT or (waiting is not None and waiting.request):
            return NEVER
        return self.active_ms + self.profile.s3_ms

    def _settle(self) -> None:
        """Note when something is due next; a session that is used meanwhile ends later than that."""
        waiting = self.state.waiting
        self._due = min(self._session_due(), self.state.delay_due if waiting is None else waiting.due_ms)
