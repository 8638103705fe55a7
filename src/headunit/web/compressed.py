"""Compress what holds no secret: files and the pages without a code, so that the first page is small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Compressed"]

_SAFE = frozenset({"GET", "HEAD"})
_OPEN = ("/static/", "/radios", "/questions")


class Compressed:
    """Compress files and public pages; what holds a code or a form's answer is sent as it is (BREACH)."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap *app*."""
        self._plain = app
        self._small = GZipMiddleware(app, minimum_size=600, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await (self._small if _is_public(scope) else self._plain)(scope, receive, send)


def _is_public(scope: Scope) -> bool:
    read = scope["type"] == "http" and scope["method"] in _SAFE
    return read and (scope["path"] == "/" or scope["path"].startswith(_OPEN))
