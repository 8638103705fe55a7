"""Who a browser is: a random name in a cookie that no script can read; forms prove by it that they are ours."""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Visitor", "cookie", "form_token", "read_cookie", "set_cookie"]

_COOKIE = "headunit"
_NAME = re.compile(r"[A-Za-z0-9_-]{22,64}")
_YEAR_S = 31_536_000


class Visitor:
    """Give each browser a name, kept as long as it is open; ``scope["state"]["visitor"]`` holds it."""

    def __init__(self, app: ASGIApp, random_name: Callable[[], str]) -> None:
        """Wrap *app*; *random_name* gives at least 128 bits that nobody can guess."""
        self._app = app
        self._random_name = random_name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = read_cookie(HTTPConnection(scope), _COOKIE)
        name = given if _NAME.fullmatch(given) else self._random_name()
        scope.setdefault("state", {})["visitor"] = name

        async def send_with_name(message: Message) -> None:
            if message["type"] == "http.response.start" and name != given and not scope["path"].startswith("/static/"):
                MutableHeaders(scope=message).append("Set-Cookie", cookie(scope, _COOKIE, name))
            await send(message)

        await self._app(scope, receive, send_with_name)


def read_cookie(connection: HTTPConnection, name: str) -> str:
    """Return the cookie *name*, empty where there is none; those of other programs on this host don't hide it."""
    return connection.cookies.get(name, "")


def cookie(scope: Scope, name: str, value: str, *, lasting: bool = False) -> str:
    """Return the header that sets a cookie: unread by scripts, sent by our own pages alone."""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    age = f"; Max-Age={_YEAR_S}" if lasting else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{age}"


def set_cookie(headers: MutableHeaders, scope: Scope, name: str, value: str, *, lasting: bool = False) -> None:
    """Add the header that sets a cookie."""
    headers.append("Set-Cookie", cookie(scope, name, value, lasting=lasting))


def form_token(visitor: str) -> str:
    """Return what a form of ours holds: it follows from the visitor's name, which no other page can read."""
    return hmac.digest(visitor.encode(), b"form", "sha256").hex()
