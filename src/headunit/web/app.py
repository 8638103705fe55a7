"""The application: pages, files, and the headers of every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from headunit.web.headers import SafeHeaders
from headunit.web.pages import STATIC
from headunit.web.rehearse_pages import rehearse_mount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.web.rehearsals import Rehearsals

__all__ = ["LOOPBACK", "web_app"]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def web_app(rehearsals: Rehearsals, hosts: Sequence[str] = LOOPBACK) -> Starlette:
    """Return the application, which answers only to the names in *hosts*."""
    return Starlette(
        routes=[
            Route("/", _first, methods=["GET"], name="first"),
            rehearse_mount(rehearsals),
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(SafeHeaders),
        ],
    )


async def _first(request: Request) -> Response:
    return RedirectResponse(request.url_for("rehearse:choose"))
