"""A page that was asked for from another site, by a link or a picture code, is asked for once more from ours.

The browser sends our cookie only to our own pages' requests. So such a request gets a small page that goes on by itself
to the same address; that one comes with the cookie, and the browser stays who it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from headunit.web.pages import asked_path, render
from headunit.web.visitor import from_elsewhere

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Crossing"]

_SAFE = frozenset({"GET", "HEAD"})


class Crossing:
    """Let nobody in from another site but by way of a page of ours."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap *app*; stands behind Visitor."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        page = scope["type"] == "http" and scope["method"] in _SAFE and not scope["path"].startswith("/static/")
        if not (page and from_elsewhere(scope)):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        await render(request, "crossing.html", {"target": asked_path(request)})(scope, receive, send)
