"""Run the application on a port of this computer, and end when nobody has used it in a while."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import uvicorn
from starlette.middleware import Middleware

from headunit.web.rehearsal import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from headunit.web.certificate import Certificate
    from headunit.web.clock import Clock

__all__ = ["Idle", "IdleWatch", "Served", "Watch", "listen", "serve", "watching"]

_LOOK_S = 5.0
_LONGEST_STAY_MS = 7_200_000
_MOST_LINES = 200


class Idle:
    """Know when the application was last used."""

    def __init__(self, clock: Clock) -> None:
        """Begin as used just now."""
        self._clock = clock
        self._stay_ms = 0.0
        self.use()

    def use(self) -> None:
        """Note that it is used."""
        self._last_ms = self._clock.now_ms()

    def stay(self, for_ms: float) -> None:
        """Put the end off for a wait that a page shows, two hours at most: nobody touches a page that counts down."""
        self._stay_ms = max(self._stay_ms, self._clock.now_ms() + min(for_ms, _LONGEST_STAY_MS))

    def left_ms(self, most_ms: float) -> float:
        """Return how long it may still stay unused, in ms, where it may be so for *most_ms*."""
        now_ms = self._clock.now_ms()
        return max(self._last_ms + most_ms, self._stay_ms) - now_ms


class IdleWatch:
    """Note each use; it stands behind the door. A line that is open is used when something comes over it.

    So is an upload, which may take longer than a page may rest.
    """

    def __init__(self, app: ASGIApp, idle: Idle) -> None:
        """Wrap *app*."""
        self._app = app
        self._idle = idle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        counts = {"websocket.receive"}
        if scope["type"] == "http" and not scope["path"].startswith("/static/"):
            self._idle.use()
            counts.add("http.request")

        async def heard() -> Message:
            message = await receive()
            if message["type"] in counts:
                self._idle.use()
            return message

        await self._app(scope, heard, send)
        self._idle.stay(scope.get("state", {}).get("stay_ms", 0))


def watching(idle: Idle) -> Middleware:
    """Return what notes in *idle* each use of an application that it stands before."""
    return Middleware(IdleWatch, idle=idle)


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


class Watch(NamedTuple):
    """Hold when to end, after *most_ms* unused by *idle*, and what to *sweep* away every few seconds until then.

    While it is *busy* with what must not be cut off, it counts as used.
    """

    idle: Idle
    most_ms: float
    sweep: Callable[[], None]
    busy: Callable[[], bool] = bool  # without an argument: never

    def left_ms(self) -> float:
        """Return how long it may still stay unused, in ms."""
        if self.busy():
            self.idle.use()
        return self.idle.left_ms(self.most_ms)


def serve(served: Sequence[Served], watch: Watch) -> None:
    """Serve applications until they were idle for too long, or a signal comes; nothing goes into a log."""
    asyncio.run(_run([_server(one) for one in served], [one.taken for one in served], watch))


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
        limit_concurrency=_MOST_LINES,
        server_header=False,
        timeout_graceful_shutdown=2,
        **tls,  # type: ignore[arg-type]
    )


async def _run(servers: Sequence[uvicorn.Server], sockets: Sequence[socket.socket], watch: Watch) -> None:
    watching = asyncio.ensure_future(_end_when_idle(servers, watch))
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


async def _end_when_idle(servers: Sequence[uvicorn.Server], watch: Watch) -> None:
    while (left_ms := watch.left_ms()) > 0:
        watch.sweep()
        await asyncio.sleep(min(_LOOK_S, max(0.01, left_ms / 1000)))
    for server in servers:
        server.should_exit = True
