"""The door of the local network: a word that the terminal shows lets one browser in, once; nobody else gets a page."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse

from headunit.web.pages import render
from headunit.web.posts import read_form
from headunit.web.visitor import read_cookie

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Door", "Word"]

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
_LENGTH = 8
_BYTES = 5
_MOST_WRONG = 10


class Word:
    """Hold the one-time word, forty random bits, and who was let in by it."""

    def __init__(self, random_bytes: Callable[[int], bytes]) -> None:
        """Draw the word."""
        number = int.from_bytes(random_bytes(_BYTES))
        plain = "".join(_ALPHABET[number >> 5 * at & 31] for at in range(_LENGTH))
        self.text = f"{plain[:4]}-{plain[4:]}"
        self._plain: str | None = plain
        self._wrong = 0
        self._inside: set[str] = set()

    def admits(self, visitor: str) -> bool:
        """Return whether *visitor* was let in."""
        return visitor in self._inside

    @property
    def used_up(self) -> bool:
        """Return whether the word lets nobody in any more: it was used, or guessed at too often."""
        return self._plain is None or self._wrong >= _MOST_WRONG

    def try_word(self, text: str, visitor: str) -> bool:
        """Let *visitor* in for the right word; it is used up then."""
        if self.used_up or self._plain is None:
            return False
        given = text.strip().upper().translate(_READ_AS)
        if not hmac.compare_digest(given.encode(), self._plain.encode()):
            self._wrong += 1
            return False
        self._plain = None
        self._inside.add(visitor)
        return True


class Door:
    """Show nothing but the door to a browser that was not let in."""

    def __init__(self, app: ASGIApp, word: Word) -> None:
        """Wrap *app*; stands behind the check of forms."""
        self._app = app
        self._word = word

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] not in {"http", "websocket"} or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        if self._word.admits(read_cookie(HTTPConnection(scope), "headunit")):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4403})
        else:
            await self._ask(Request(scope, receive), scope, receive, send)

    async def _ask(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        wrong = False
        if request.method == "POST" and request.url.path == "/door":
            word = (await read_form(request)).get("word", "")
            if self._word.try_word(word, request.state.visitor):
                await RedirectResponse("/", 303)(scope, receive, send)
                return
            wrong = True
        page = render(request, "door.html", {"wrong": wrong, "used_up": self._word.used_up}, status=403)
        await page(scope, receive, send)
