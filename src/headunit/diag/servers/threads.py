"""A server that listens on a TCP port in a thread of its own, until it is closed."""

from __future__ import annotations

import contextlib
import socketserver
import threading
from typing import TYPE_CHECKING

from headunit.diag.servers.closing import Closing

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

__all__ = ["TcpServer"]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class TcpServer(Closing):
    """Serve each connection by *serve*, which gets its two ends; *port* 0 takes any that is free."""

    def __init__(self, serve: Callable[[BinaryIO, BinaryIO], None], address: str, port: int) -> None:
        """Listen at once."""

        class Handler(socketserver.StreamRequestHandler):
            disable_nagle_algorithm = True

            def handle(self) -> None:
                with contextlib.suppress(OSError):  # a tester that leaves is its own affair
                    serve(self.rfile, self.wfile)  # type: ignore[arg-type]  # typeshed knows only their base

        self._server = _Server((address, port), Handler)
        self.address, self.port = address, int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening, and wait for that."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
