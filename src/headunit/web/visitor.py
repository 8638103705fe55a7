"""Who a browser is: a random name in a cookie that no script can read; forms prove by it that they are ours.

Only a name that this run gave out is taken, so nobody can choose one for somebody else, and a browser that is let in
gets a new one. A page asked for from another site comes without the cookie (``SameSite=Strict``): then no name is
given, for it would put the browser's own one out.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Names", "Visitor", "form_token", "from_elsewhere", "read_cookie", "renew", "set_cookie"]

_COOKIE = "headunit"
_RANDOM_BYTES, _SECRET_BYTES = 24, 32
_SEAL = 32
_YEAR_S = 31_536_000


class Names:
    """Make names of browsers and the tokens of their forms; both hold by a secret of this run."""

    def __init__(self, random_bytes: Callable[[int], bytes]) -> None:
        """Draw the secret; *random_bytes* gives that many bytes that nobody can guess."""
        self._random_bytes = random_bytes
        self._secret = random_bytes(_SECRET_BYTES)

    def new(self) -> str:
        """Return a new name, which nobody can guess."""
        plain = self._random_bytes(_RANDOM_BYTES).hex()
        return plain + self._sealed("name", plain)[:_SEAL]

    def gave(self, name: str) -> bool:
        """Return whether *name* was given out by this run."""
        plain = name[:-_SEAL]
        seal = self._sealed("name", plain)[:_SEAL]
        return bool(plain) and hmac.compare_digest(name[-_SEAL:].encode(), seal.encode())

    def token(self, name: str) -> str:
        """Return what a form of the browser called *name* holds; who knows the name alone can't make it."""
        return self._sealed("form", name)

    def _sealed(self, what: str, text: str) -> str:
        return hmac.digest(self._secret, f"{what}:{text}".encode("utf-8", "replace"), "sha256").hex()


class Visitor:
    """Give each browser a name, kept as long as it is open; ``scope["state"]["visitor"]`` holds it."""

    def __init__(self, app: ASGIApp, names: Names) -> None:
        """Wrap *app*."""
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        given = read_cookie(HTTPConnection(scope), _cookie_name(scope))
        known = self._names.gave(given)
        state = scope.setdefault("state", {})
        state |= {"names": self._names, "visitor": given if known else self._names.new(), "nameless": not known}
        unnamed = scope["path"].startswith("/static/") or from_elsewhere(scope)

        async def send_with_name(message: Message) -> None:
            if message["type"] == "http.response.start" and state["visitor"] != given and not unnamed:
                set_cookie(MutableHeaders(scope=message), scope, _cookie_name(scope), state["visitor"])
            await send(message)

        await self._app(scope, receive, send_with_name)


def from_elsewhere(scope: Scope) -> bool:
    """Return whether a page of another site asks, and so without the cookie that this browser may have."""
    return bool(scope["state"]["nameless"]) and HTTPConnection(scope).headers.get("sec-fetch-site") == "cross-site"


def renew(scope: Scope) -> str:
    """Give the browser that asks a new name, which nobody can have put there, and return it."""
    name: str = scope["state"]["names"].new()
    scope["state"]["visitor"] = name
    return name


def _cookie_name(scope: Scope) -> str:
    """Return the cookie's name; over TLS one that no other page, and no plain HTTP, can set."""
    return f"__Host-{_COOKIE}" if _is_tls(scope) else _COOKIE


def _is_tls(scope: Scope) -> bool:
    return scope.get("scheme") in {"https", "wss"}


def read_cookie(connection: HTTPConnection, name: str) -> str:
    """Return the cookie *name*, empty where there is none; those of other programs on this host don't hide it."""
    return connection.cookies.get(name, "")


def set_cookie(headers: MutableHeaders, scope: Scope, name: str, value: str, *, lasting: bool = False) -> None:
    """Add the header that sets a cookie: unread by scripts, sent by our own pages alone."""
    secure = "; Secure" if _is_tls(scope) else ""
    age = f"; Max-Age={_YEAR_S}" if lasting else ""
    headers.append("Set-Cookie", f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{age}")


def form_token(scope: Scope) -> str:
    """Return what a form for the browser that asks holds."""
    state = scope["state"]
    return str(state["names"].token(state["visitor"]))
