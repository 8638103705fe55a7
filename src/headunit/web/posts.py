"""What may be sent to us: small forms, from our own pages, with their token; everything else is turned away."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from headunit.web.language import gettext as _
from headunit.web.origin import is_our_own
from headunit.web.visitor import form_token

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LARGEST_FORM", "Posts", "read_form"]

LARGEST_FORM = 16_384
"""Bytes in the largest form that is taken."""

MOST_FIELDS = 40
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
        headers = Headers(scope=scope)
        refusal = _refused_unread(headers)
        body = b"" if refusal else await _body(receive)
        if refusal is None and len(body) > LARGEST_FORM:
            refusal = PlainTextResponse(_("This form is too large."), 413)
        if refusal is None and not _has_token(body, scope["state"]["visitor"]):
            refusal = PlainTextResponse(
                _(
                    "This form is not from a page that is open now. "
                    "Load the page again, then send it. Cookies are needed."
                ),
                403,
            )
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, _again(body, receive), send)


def _refused_unread(headers: Headers) -> PlainTextResponse | None:
    """Return the answer to what is turned away by its headers alone."""
    if not is_our_own(headers) or headers.get("sec-fetch-site", "none") not in _OWN_SITES:
        return PlainTextResponse(_("This form was sent from another page."), 403)
    if headers.get("content-type", "").partition(";")[0].strip().casefold() != _FORM:
        return PlainTextResponse(_("Only forms are taken here."), 415)
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length[:12]) > LARGEST_FORM:
        return PlainTextResponse(_("This form is too large."), 413)
    return None


async def _body(receive: Receive) -> bytes:
    """Return the body; of one that is too large, a little more than what is allowed."""
    body, more = b"", True
    while more and len(body) <= LARGEST_FORM:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _has_token(body: bytes, visitor: str) -> bool:
    return hmac.compare_digest(_fields(body).get("token", "").encode(), form_token(visitor).encode())


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
