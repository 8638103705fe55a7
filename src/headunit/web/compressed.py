"""Compress what holds no secret: files and the pages without a code, so that the first page is small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Compressed"]

_OPEN = ("/static/", "/radios", "/questions")


class Compressed:
    """Compress files and public pages; what holds a code or a form's answer is sent as it is (BREACH)."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap *app*."""
        self._plain = app
        self._small = GZipMiddleware(app, minimum_size=600, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        public = scope["type"] == "http" and (scope["path"] == "/" or scope["path"].startswith(_OPEN))
        await (self._small if public else self._plain)(scope, receive, send)
