"""Settings: the language, where things are kept, and the way to delete everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from headunit.errors import ConsentError
from headunit.web.fault_pages import status_of
from headunit.web.language import COOKIE, languages
from headunit.web.pages import render
from headunit.web.posts import read_form
from headunit.web.visitor import set_cookie

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.errors import HeadunitError
    from headunit.web.place import Place

__all__ = ["setting_routes"]


def setting_routes(place: Place) -> list[Route]:
    """Return the routes of the settings."""

    async def settings(request: Request) -> Response:
        return _settings(request, place)

    async def speak(request: Request) -> Response:
        form = await read_form(request)
        response = RedirectResponse(_own_path(form.get("back", "")), 303)
        if form.get("lang") in languages():
            set_cookie(response.headers, request.scope, COOKIE, form["lang"], lasting=True)
        return response

    async def delete_all(request: Request) -> Response:
        if (await read_form(request)).get("sure") != "yes":
            fault = ConsentError("not-agreed", "nothing was deleted", next_step="tick the box first")
            return _settings(request, place, fault)
        place.cases.delete_all()
        if place.vaults is not None:
            place.vaults.delete()
        return _settings(request, place, done=True)

    return [
        Route("/settings", settings, methods=["GET"], name="settings"),
        Route("/settings", delete_all, methods=["POST"], name="delete_all"),
        Route("/language", speak, methods=["POST"], name="speak"),
    ]


def _own_path(path: str) -> str:
    """Return *path* where it is one of ours, else the first page; a form could name another host."""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain else "/"


def _settings(request: Request, place: Place, fault: HeadunitError | None = None, *, done: bool = False) -> Response:
    vaults = place.vaults
    context = {
        "folder": place.folder,
        "cases": len(place.cases.heads()),
        "vault": vaults is not None and vaults.exists,
        "told": fault,
        "done": done,
    }
    return render(request, "settings.html", context, status=status_of(fault) if fault else 200)
