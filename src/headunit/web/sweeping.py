"""What is due to be forgotten is forgotten around each request, whoever asks; the server does it between them, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Sweeping"]


class Sweeping:
    """Sweep before a request, so that it finds nothing that is over, and behind it, for what it locked."""

    def __init__(self, app: ASGIApp, sweep: Callable[[], None]) -> None:
        """Wrap *app*."""
        self._app = app
        self._sweep = sweep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        self._sweep()
        try:
            await self._app(scope, receive, send)
        finally:
            self._sweep()
