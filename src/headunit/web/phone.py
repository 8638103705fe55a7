"""For the phone: the address in the local network, and the plain page that explains the browser's warning."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import segno
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from headunit.web.headers import SafeHeaders
from headunit.web.language import Language
from headunit.web.pages import STATIC, templates

if TYPE_CHECKING:
    from typing import TextIO

    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["local_address", "print_qr", "welcome_app"]

_NOBODY = ("192.0.2.1", 9)
"""An address for documents (RFC 5737): the way to it is looked up, and nothing is sent."""


def local_address() -> str:
    """Return this computer's address in the local network; raises OSError where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as looking:
        looking.connect(_NOBODY)
        return str(looking.getsockname()[0])


def print_qr(address: str, out: TextIO) -> None:
    """Print *address* as a QR code of blocks."""
    segno.make(address, error="m").terminal(out, compact=True, border=2)


def welcome_app(host: str, target: str, fingerprint: str) -> Starlette:
    """Return the page on plain HTTP that explains the warning and leads to *target*; it holds no secret."""

    async def welcome(request: Request) -> Response:
        context = {"target": target, "fingerprint": fingerprint}
        return templates().TemplateResponse(request, "welcome.html", context)

    return Starlette(
        routes=[
            Route("/", welcome, methods=["GET"], name="welcome"),
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=[host, "127.0.0.1"], www_redirect=False),
            Middleware(Language),
        ],
    )
