"""The line between a browser and a rehearsal: messages in, what is new out, and whatever the radio does by itself."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.websockets import WebSocketDisconnect

from headunit.errors import InputError
from headunit.web.origin import is_our_own
from headunit.web.rehearsal import Bucket, error_message, read_message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import Message as Received
    from starlette.websockets import WebSocket

    from headunit.web.rehearsal import Message, Session
    from headunit.web.rehearsals import Rehearsals

__all__ = ["GONE", "TAKEN", "TOO_FAST", "panel_socket"]

GONE = 4404
"""The rehearsal is over, or never was."""

TAKEN = 4409
"""Another page took the rehearsal over."""

TOO_FAST = 4429
"""Messages came faster than any hand is."""

_NOT_OURS = 4403
_FIRST_S = 10.0
_BURST, _PER_SECOND = 120, 60
_LONGEST_LOOK_S, _SHORTEST_LOOK_S = 1.0, 0.01


def panel_socket(rehearsals: Rehearsals) -> Callable[[WebSocket], Awaitable[None]]:
    """Return the endpoint that speaks ``headunit/panel-session/1`` (docs/reference/panel-session.md)."""

    async def endpoint(websocket: WebSocket) -> None:
        if not is_our_own(websocket):
            await websocket.close(_NOT_OURS)
            return
        await websocket.accept()
        with suppress(WebSocketDisconnect):
            await _Line(rehearsals, websocket).talk()

    return endpoint


class _Line:
    """Hold one connection."""

    def __init__(self, rehearsals: Rehearsals, websocket: WebSocket) -> None:
        self._rehearsals = rehearsals
        self._websocket = websocket
        self._clock = rehearsals.clock
        self._bucket = Bucket(_BURST, _PER_SECOND, self._clock.now_ms())

    async def talk(self) -> None:
        """Wait for the name of a rehearsal, then serve it until either side goes."""
        name = await self._opened()
        session = self._find(name)
        if session is None:
            await self._websocket.close(GONE)
            return
        before = self._rehearsals.taken.get(name)
        if before is not None:
            before.set()
        taken = self._rehearsals.taken[name] = asyncio.Event()
        session.attach(self._clock.now_ms())
        try:
            await self._serve(name, session, taken)
        finally:
            self._leave(name, session, taken)

    def _find(self, name: str) -> Session | None:
        return self._rehearsals.desk.find(name, self._websocket.state.visitor)

    def _leave(self, name: str, session: Session, taken: asyncio.Event) -> None:
        """Let time stand still in the rehearsal, unless another page has it now."""
        if self._rehearsals.taken.get(name) is taken:
            del self._rehearsals.taken[name]
            session.detach(self._clock.now_ms())

    async def _opened(self) -> str:
        """Return the name in the first message that is taken; empty, which names nothing, where none comes in time."""
        message: Message | None = None
        with suppress(TimeoutError):
            async with asyncio.timeout(_FIRST_S):
                while message is None or message.type != "open":
                    message = await self._read(await self._websocket.receive())
        return message.session if message is not None else ""

    async def _serve(self, name: str, session: Session, taken: asyncio.Event) -> None:
        receiving = asyncio.ensure_future(self._websocket.receive())
        leaving = asyncio.ensure_future(taken.wait())
        try:
            while True:
                await self._send(session)
                await asyncio.wait(
                    {receiving, leaving}, timeout=_patience(session), return_when=asyncio.FIRST_COMPLETED
                )
                if leaving.done():
                    await self._websocket.close(TAKEN if self._find(name) else GONE)
                    return
                session.tick(self._clock.now_ms())
                if receiving.done():
                    received = receiving.result()
                    receiving = asyncio.ensure_future(self._websocket.receive())
                    await self._hear(name, session, received)
        finally:
            for waiting in (receiving, leaving):
                waiting.cancel()
            with suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await receiving

    async def _hear(self, name: str, session: Session, received: Received) -> None:
        message = await self._read(received)
        if message is not None:
            self._find(name)  # counts as used
            session.take(message, self._clock.now_ms())

    async def _read(self, received: Received) -> Message | None:
        """Return the message in what was received, or None after an answer that it is wrong; end a line too fast."""
        if received["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(received.get("code", 1000))
        if not self._bucket.take(self._clock.now_ms()):
            await self._websocket.close(TOO_FAST)
            raise WebSocketDisconnect(TOO_FAST)
        try:
            return read_message(received.get("text") or "")
        except InputError as error:
            await self._websocket.send_json(error_message(error))
            return None

    async def _send(self, session: Session) -> None:
        for told in session.news():
            await self._websocket.send_json(told)


def _patience(session: Session) -> float:
    """Return how long to wait for a message, in seconds, before the radio is looked at again."""
    due = session.due_in_ms()
    return _LONGEST_LOOK_S if due is None else min(_LONGEST_LOOK_S, max(_SHORTEST_LOOK_S, due / 1000))
