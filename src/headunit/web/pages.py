"""The pages' templates, the words and styles each page needs, and the folder of files they fetch."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.routing import Match
from starlette.templating import Jinja2Templates

from headunit.web import pictures
from headunit.web.cases import asked_at
from headunit.web.labels import confidence, labelled
from headunit.web.language import NAMES, current, gettext, languages, ngettext
from headunit.web.panels import SPRITE
from headunit.web.sentences import english, error_words, scope_words, tr
from headunit.web.visitor import form_token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["STATIC", "STEPS", "asked_path", "own_path", "render", "templates"]

_HERE = Path(__file__).parent
STATIC = _HERE / "static"

_DASHES = re.compile(r"(?:[A-Z]{2,} )?[^\s<>]*--+[^\s<>]*")

STEPS = ("display", "radio", "code", "rehearse", "enter", "keep")
"""The way, as the tuning scale has it."""

_STYLES = ("tokens", "base", "frame", "scale", "binnacle", "glass", "key", "chip", "notice", "layout", "media")


_SAFE = frozenset({"GET", "HEAD"})


def step_labels() -> dict[str, str]:
    """Return the labels of the scale, short enough for a sixth of a phone's width."""
    return {
        "display": gettext("Display"),
        "radio": gettext("Radio"),
        "code": gettext("Code"),
        "rehearse": gettext("Rehearse"),
        "enter": gettext("Enter"),
        "keep": gettext("Keep"),
    }


@cache
def templates() -> Jinja2Templates:
    """Return the templates; a name that a page doesn't get is an error."""
    env = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {"sprite": _made_here(SPRITE), "steps": STEPS, "styles": _STYLES}
    env.globals |= {
        "step_labels": step_labels,
        "language": current.get,
        "languages": languages,
        "language_names": NAMES,
    }
    env.globals |= {"labelled": labelled, "confidence": confidence, "asked_at": asked_at}
    env.globals |= {name: _drawn(getattr(pictures, name)) for name in pictures.__all__}
    env.filters |= {
        "tr": tr,
        "cap": _capital,
        "english": english,
        "fault": error_words,
        "figures": _figures,
        "scope": scope_words,
        "pieces": _pieces,
        "whole": _whole,
    }
    return Jinja2Templates(env=env)


def _figures(number: int) -> str:
    """Return *number* with its thousands apart, as the language of the page does it."""
    return f"{number:,}".replace(",", gettext("1,000")[1])


def _pieces(text: str) -> list[str]:
    """Return the parts of *text*, what is in braces apart."""
    return re.split(r"(\{\w+\})", text)


def _whole(text: str) -> Markup:
    """Return *text* with the dashes of a display, such as ``----``, kept on one line."""
    return _made_here(_DASHES.sub(r'<span class="whole">\g<0></span>', str(escape(text))))


def _made_here(text: str) -> Markup:
    """Return SVG or marked text for a page: it was made by this program, which escaped what it was given."""
    return Markup(text)  # noqa: S704 - see above


def _drawn(draw: Callable[..., str]) -> Callable[..., Markup]:
    """Return what draws a picture for a page; the pictures escape what they are given."""

    def drawn(*given: str) -> Markup:
        return _made_here(draw(*given))

    return drawn


def _capital(text: str) -> str:
    """Return *text* with a capital first; keys and codes in it stay as they are."""
    if isinstance(text, Markup) and text.startswith('<span lang="en">'):
        start = len('<span lang="en">')
        return _made_here(text[:start] + text[start : start + 1].upper() + text[start + 1 :])
    changed = text[:1].upper() + text[1:]
    return _made_here(changed) if isinstance(text, Markup) else changed


def own_path(path: str) -> str:
    """Return *path* where it is one of ours, else the first page; a form could name another host."""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain else "/"


def asked_path(request: Request) -> str:
    """Return the path of the page that was asked for, with its query; of a form's answer the page that leads back."""
    path, query = request.url.path, request.url.query
    if request.method in _SAFE:
        return own_path(f"{path}?{query}" if query else path)
    while path and not _has_page(request, path):
        path = path.rpartition("/")[0]
    return own_path(path)


def _has_page(request: Request, path: str) -> bool:
    scope = {**request.scope, "method": "GET", "path": path, "root_path": request.scope.get("app_root_path", "")}
    return any(route.matches(scope)[0] == Match.FULL for route in request.app.routes)


def render(
    request: Request, name: str, context: Mapping[str, Any] | None = None, *, status: int = 200, here: str = ""
) -> Response:
    """Return the page *name*; *here* is the step of the way that it stands at, empty off the way."""
    shell: dict[str, Any] = {
        "token": form_token(request.scope),
        "here": here,
        "links": {},
        "binnacle": None,
        "path": asked_path(request),
    }
    return templates().TemplateResponse(request, name, {**shell, **(context or {})}, status_code=status)
