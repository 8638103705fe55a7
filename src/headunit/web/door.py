"""The door of the local network: a word that the terminal shows lets one browser in, once; nobody else gets a page.

Once a word is used the terminal shows the next, so a browser that lost its way comes in again. Guesses are slowed down
by address: nobody can use a word up, or keep others out.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse

from headunit.web.language import gettext as _
from headunit.web.pages import render
from headunit.web.posts import read_form
from headunit.web.rehearsal import Bucket
from headunit.web.visitor import renew

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from headunit.web.clock import Clock

__all__ = ["Door", "Word"]

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
_LENGTH = 8
_BYTES = 5
_AT_ONCE, _PER_SECOND = 10, 0.1
_MOST_ADDRESSES = 256


class Word:
    """Hold the word that lets the next browser in, forty random bits, and who was let in."""

    def __init__(
        self, random_bytes: Callable[[int], bytes], clock: Clock, tell: Callable[[str], None] = lambda _word: None
    ) -> None:
        """Draw the first word; *tell* is given each one after it."""
        self._random_bytes = random_bytes
        self._clock = clock
        self._tell = tell
        self._inside: set[str] = set()
        self._knocks: dict[str, Bucket] = {}
        self.text = self._drawn()

    def _drawn(self) -> str:
        number = int.from_bytes(self._random_bytes(_BYTES))
        plain = "".join(_ALPHABET[number >> 5 * at & 31] for at in range(_LENGTH))
        return f"{plain[:4]}-{plain[4:]}"

    def admits(self, visitor: str) -> bool:
        """Return whether *visitor* was let in."""
        return visitor in self._inside

    def may_try(self, address: str) -> bool:
        """Return whether *address* may try a word now: ten at once, then one in ten seconds."""
        if address not in self._knocks and len(self._knocks) >= _MOST_ADDRESSES:
            del self._knocks[next(iter(self._knocks))]
        fresh = Bucket(_AT_ONCE, _PER_SECOND, self._clock.now_ms())
        return self._knocks.setdefault(address, fresh).take(self._clock.now_ms())

    def fits(self, text: str) -> bool:
        """Return whether *text* is the word; it is used up then, and the next one is drawn and told."""
        given, wanted = (one.strip().upper().translate(_READ_AS) for one in (text, self.text))
        if not hmac.compare_digest(given.encode(), wanted.encode()):
            return False
        self.text = self._drawn()
        self._tell(self.text)
        return True

    def admit(self, visitor: str) -> None:
        """Let *visitor* in for as long as the program runs."""
        self._inside.add(visitor)


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
        if self._word.admits(scope["state"]["visitor"]):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4403})
        else:
            await self._ask(Request(scope, receive), scope, receive, send)

    async def _ask(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        fault, status = "", 403
        if request.method == "POST" and request.url.path == "/door":
            fault, status = await self._refused(request)
            if not fault:
                self._word.admit(renew(scope))  # not the name it came with: somebody else may know that one
                await RedirectResponse("/", 303)(scope, receive, send)
                return
        page = render(request, "door.html", {"fault": fault}, status=status)
        await page(scope, receive, send)

    async def _refused(self, request: Request) -> tuple[str, int]:
        """Return why a word is not taken, and the status for it; empty for the right one."""
        if not self._word.may_try(request.client.host if request.client else ""):
            return _("Many wrong words came from your device. Wait a minute, then try again."), 429
        right = self._word.fits((await read_form(request)).get("word", ""))
        return ("" if right else _("That is not the word. Look again.")), 403
