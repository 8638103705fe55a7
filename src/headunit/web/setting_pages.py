"""Settings: the language, where things are kept, and the way to delete everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from headunit.errors import ConsentError, HeadunitError
from headunit.web.fault_pages import status_of
from headunit.web.language import COOKIE, languages
from headunit.web.pages import own_path, render
from headunit.web.posts import read_form
from headunit.web.visitor import set_cookie

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.web.place import Place

__all__ = ["setting_routes"]


def setting_routes(place: Place) -> list[Route]:
    """Return the routes of the settings."""

    async def settings(request: Request) -> Response:
        return _settings(request, place)

    async def speak(request: Request) -> Response:
        form = await read_form(request)
        response = RedirectResponse(own_path(form.get("back", "")), 303)
        if form.get("lang") in languages():
            set_cookie(response.headers, request.scope, COOKIE, form["lang"], lasting=True)
        return response

    async def delete_all(request: Request) -> Response:
        if (await read_form(request)).get("sure") != "yes":
            fault = ConsentError("not-agreed", "nothing was deleted", next_step="tick the box first")
            return _settings(request, place, fault)
        return _settings(request, place, *_deleted(place), done=True)

    return [
        Route("/settings", settings, methods=["GET"], name="settings"),
        Route("/settings", delete_all, methods=["POST"], name="delete_all"),
        Route("/language", speak, methods=["POST"], name="speak"),
    ]


def _deleted(place: Place) -> list[HeadunitError]:
    """Delete whatever can be deleted, codes first, and return why the rest can't."""
    faults = []
    place.rehearsals.forget()
    if place.plug is not None:
        place.plug.forget()
    if place.labels is not None:
        place.labels.forget_all()  # before their photos, so that none is kept behind their back
    for delete in (
        place.vaults.delete if place.vaults else None,
        place.photos.delete_all,
        place.cases.delete_all,
        place.plug.delete_journals if place.plug else None,
    ):
        try:
            if delete is not None:
                delete()
        except HeadunitError as fault:
            faults.append(fault)
    return faults


def _settings(request: Request, place: Place, *faults: HeadunitError, done: bool = False) -> Response:
    """Return the page; it never depends on what is kept being readable, for here it is deleted."""
    context = {
        "folder": place.folder,
        "cases": _cases(place),
        "vault": place.vaults is not None and place.vaults.may_exist,
        "faults": faults,
        "done": done,
    }
    return render(request, "settings.html", context, status=status_of(faults[0]) if faults else 200)


def _cases(place: Place) -> int | None:
    """Return how many cases there are, None where they can't be read."""
    try:
        return len(place.cases.heads())
    except HeadunitError:
        return None
