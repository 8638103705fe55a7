"""The languages of the pages: which one a request gets, and its words; English is what the sources are written in."""

from __future__ import annotations

import gettext as gettext_files
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

from headunit.web.visitor import read_cookie

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["COOKIE", "LOCALES", "NAMES", "Language", "catalogue_of", "current", "gettext", "languages", "ngettext"]

COOKIE = "lang"
LOCALES = Path(__file__).parent / "locale"
NAMES = {"de": "Deutsch", "en": "English"}
"""What a language calls itself; one that is not here is shown by its short name."""

current: ContextVar[str] = ContextVar("language", default="en")


@cache
def languages() -> tuple[str, ...]:
    """Return the short names of the languages there are, English first."""
    return ("en", *sorted(path.stem for path in LOCALES.glob("*.mo")))


@cache
def catalogue_of(language: str) -> gettext_files.NullTranslations:
    """Return the words of *language*; those of English are the sources' own."""
    if language == "en" or language not in languages():
        return gettext_files.NullTranslations()
    with (LOCALES / f"{language}.mo").open("rb") as file:
        return gettext_files.GNUTranslations(file)


def gettext(message: str) -> str:
    """Return *message* in the language of this request."""
    return catalogue_of(current.get()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Return *one* or *many* as *number* wants it in the language of this request."""
    return catalogue_of(current.get()).ngettext(one, many, number)


class Language:
    """Choose the language of each request: the person's choice, else what the browser likes best."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap *app*."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] in {"http", "websocket"}:
            current.set(_chosen(HTTPConnection(scope)))
        await self._app(scope, receive, send)


def _chosen(connection: HTTPConnection) -> str:
    chosen = read_cookie(connection, COOKIE)
    if chosen in languages():
        return chosen
    liked = [
        _weighed(part, at) for at, part in enumerate(connection.headers.get("accept-language", "")[:400].split(","))
    ]
    fitting = [(weight, at, name) for weight, at, name in liked if weight and name in languages()]
    return min(fitting, key=lambda one: (-one[0], one[1]), default=(0, 0, "en"))[2]


def _weighed(part: str, at: int) -> tuple[float, int, str]:
    name, _, weight = part.strip().partition(";q=")
    try:
        return (float(weight) if weight else 1.0, at, name.split("-")[0].strip().casefold())
    except ValueError:
        return (0.0, at, "")
