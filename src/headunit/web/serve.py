"""Run the application on a port of this computer, and end when nobody has asked for anything in a while."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import uvicorn

from headunit.web.rehearsal import LONGEST

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from headunit.web.clock import Clock

__all__ = ["IdleWatch", "listen", "serve"]

_LOOK_S = 5.0


class IdleWatch:
    """Note when the application was last asked for something; an open line counts as long as it is open."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        """Wrap *app*."""
        self._app = app
        self._clock = clock
        self._busy = 0
        self._last_ms = clock.now_ms()

    @property
    def idle_ms(self) -> float:
        """Return for how long nothing was asked, in ms."""
        return 0.0 if self._busy else self._clock.now_ms() - self._last_ms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        counts = scope["type"] != "lifespan"
        self._busy += counts
        try:
            await self._app(scope, receive, send)
        finally:
            self._busy -= counts
            self._last_ms = self._clock.now_ms()


def listen(port: int = 0) -> socket.socket:
    """Return a socket on loopback; port 0 takes any that is free."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", port))
    return taken


def serve(app: IdleWatch, taken: socket.socket, idle_ms: float) -> None:
    """Serve *app* until it was idle for *idle_ms* or a signal comes; addresses and messages go into no log."""
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        lifespan="off",
        ws="websockets-sansio",
        ws_max_size=LONGEST * 2,
        ws_max_queue=16,
        ws_per_message_deflate=False,  # it takes longer than the few bytes it saves
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    asyncio.run(_run(uvicorn.Server(config), app, taken, idle_ms))


async def _run(server: uvicorn.Server, app: IdleWatch, taken: socket.socket, idle_ms: float) -> None:
    watching = asyncio.ensure_future(_end_when_idle(server, app, idle_ms))
    try:
        await server.serve(sockets=[taken])
    finally:
        watching.cancel()


async def _end_when_idle(server: uvicorn.Server, app: IdleWatch, idle_ms: float) -> None:
    while app.idle_ms < idle_ms:  # noqa: ASYNC110 - idleness is the passing of time, and has no event
        await asyncio.sleep(min(_LOOK_S, max(0.01, (idle_ms - app.idle_ms) / 1000)))
    server.should_exit = True
