"""Run the application on a port of this computer, and end when nobody has asked for anything in a while."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import uvicorn

from headunit.web.rehearsal import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

    from headunit.web.certificate import Certificate
    from headunit.web.clock import Clock

__all__ = ["IdleWatch", "Served", "listen", "serve"]

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


def listen(port: int = 0, host: str = "127.0.0.1") -> socket.socket:
    """Return a socket on *host*, loopback unless said; port 0 takes any that is free.  Raises OSError."""
    # the protocol is named, for asyncio sends small messages at once only then
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen()  # a browser that is quicker than the server waits, and is not turned away
    except OSError:
        taken.close()
        raise
    return taken


class Served(NamedTuple):
    """Hold one application on its socket; with *certificate* it speaks TLS."""

    app: ASGIApp
    taken: socket.socket
    certificate: Certificate | None = None


def serve(app: IdleWatch, served: Sequence[Served], idle_ms: float) -> None:
    """Serve until *app*, one of those *served*, was idle for *idle_ms* or a signal comes; addresses go into no log."""
    asyncio.run(_run([_server(one) for one in served], [one.taken for one in served], app, idle_ms))


def _server(one: Served) -> uvicorn.Server:
    if one.certificate is None:
        return uvicorn.Server(_config(one.app))
    with TemporaryDirectory(prefix="headunit-") as folder:  # uvicorn reads both from files, once
        chain, key = Path(folder, "chain.pem"), Path(folder, "key.pem")
        chain.write_bytes(one.certificate.chain)
        key.touch(mode=0o600)
        key.write_bytes(one.certificate.key)
        config = _config(one.app, ssl_certfile=str(chain), ssl_keyfile=str(key))
        config.load()
    return uvicorn.Server(config)


def _config(app: ASGIApp, **tls: str) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        lifespan="off",
        ws="websockets-sansio",
        ws_max_size=LONGEST * 2,
        ws_max_queue=16,
        server_header=False,
        timeout_graceful_shutdown=2,
        **tls,  # type: ignore[arg-type]
    )


async def _run(
    servers: Sequence[uvicorn.Server], sockets: Sequence[socket.socket], app: IdleWatch, idle_ms: float
) -> None:
    watching = asyncio.ensure_future(_end_when_idle(servers, app, idle_ms))
    first, *others = [
        asyncio.ensure_future(server.serve(sockets=[taken])) for server, taken in zip(servers, sockets, strict=True)
    ]
    try:
        await asyncio.wait({first, *others}, return_when=asyncio.FIRST_COMPLETED)
        for server in servers:
            server.should_exit = True
        await asyncio.gather(first, *others)
    finally:
        watching.cancel()


async def _end_when_idle(servers: Sequence[uvicorn.Server], app: IdleWatch, idle_ms: float) -> None:
    while app.idle_ms < idle_ms:  # noqa: ASYNC110 - idleness is the passing of time, and has no event
        await asyncio.sleep(min(_LOOK_S, max(0.01, (idle_ms - app.idle_ms) / 1000)))
    for server in servers:
        server.should_exit = True
