"""What may be sent to us: small forms, from our own pages, with their token; everything else is turned away."""

from __future__ import annotations

import asyncio
import hmac
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.requests import Request

from headunit.web.language import gettext as _
from headunit.web.origin import is_our_own
from headunit.web.pages import asked_path, render
from headunit.web.visitor import form_token

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LARGEST_FORM", "Posts", "read_form"]

LARGEST_FORM = 16_384
"""Bytes in the largest form that is taken."""

MOST_FIELDS = 40
_BODY_S = 10.0
"""How long a form may take on its way."""

_FORM = "application/x-www-form-urlencoded"
_SAFE = frozenset({"GET", "HEAD"})
_OWN_SITES = frozenset({"same-origin", "none"})


class Posts:
    """Let a form in only when it is small, came from one of our pages, and holds the visitor's token."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap *app*; needs ``scope["state"]["visitor"]``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] in _SAFE:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refusal = _refused_unread(request)
        body = b"" if refusal else await _body(receive)
        refusal = refusal or _refused(body, scope)
        if refusal is not None:
            why, status = refusal
            page = render(request, "refused.html", {"why": why, "target": asked_path(request)}, status=status)
            page.headers["Connection"] = "close"  # what was not read yet is not waited for
            await page(scope, receive, send)
            return
        await self._app(scope, _again(body or b"", receive), send)


def _refused_unread(request: Request) -> tuple[str, int] | None:
    """Return why, and with which status, a form is turned away by its headers alone."""
    headers = request.headers
    if not is_our_own(request) or headers.get("sec-fetch-site", "none") not in _OWN_SITES:
        return _("This form was sent from another page."), 403
    if headers.get("content-type", "").partition(";")[0].strip().casefold() != _FORM:
        return _("Only forms are taken here."), 415
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length[:12]) > LARGEST_FORM:
        return _("This form is too large."), 413
    return None


def _refused(body: bytes | None, scope: Scope) -> tuple[str, int] | None:
    """Return why, and with which status, what was read of a form is turned away; None of a body: it never came."""
    if body is None:
        return _("This form took too long on its way."), 408
    if len(body) > LARGEST_FORM:
        return _("This form is too large."), 413
    if not hmac.compare_digest(_fields(body).get("token", "").encode(), form_token(scope).encode()):
        why = _("This form is from a page that is no longer open. Load it again, then send it. Cookies are needed.")
        return why, 403
    return None


async def _body(receive: Receive) -> bytes | None:
    """Return the body; of one that is too large, a little more than what is allowed; None where it doesn't come."""
    try:
        async with asyncio.timeout(_BODY_S):
            return await _read(receive)
    except TimeoutError:
        return None


async def _read(receive: Receive) -> bytes:
    body, more = b"", True
    while more and len(body) <= LARGEST_FORM:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives the body, which was read already, once more."""
    told = False

    async def first_the_body() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return first_the_body


def _fields(body: bytes) -> dict[str, str]:
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {name: values[-1] for name, values in fields.items()}


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form; of fields with one name the last."""
    return _fields(await request.body())
