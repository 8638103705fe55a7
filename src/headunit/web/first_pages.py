"""The first page: stop, look, and choose the picture that is closest; and the reading of a number as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from headunit.errors import InputError
from headunit.web.case_view import resume_of
from headunit.web.pages import render
from headunit.web.posts import read_form
from headunit.web.reading import read_label
from headunit.web.tiles import display_banks

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.web.place import Place

__all__ = ["first_routes"]

_LONGEST = 400
_MARK = 64


def first_routes(place: Place) -> list[Route]:
    """Return the routes of the first page."""

    async def first(request: Request) -> Response:
        return _first(request, place)

    async def begin(request: Request) -> Response:
        form = await read_form(request)
        try:
            case = place.cases.begin(form.get("display", "")[:_LONGEST], form.get("once", "")[:_MARK])
        except InputError as fault:
            return _first(request, place, fault)
        return RedirectResponse(request.url_for("case", case_id=case.id), 303)

    async def read(request: Request) -> Response:
        text = (await read_form(request)).get("text", "")[:_LONGEST]
        return render(request, "reading.html", {"reading": read_label(text, place.known.catalogue)})

    return [
        Route("/", first, methods=["GET"], name="first"),
        Route("/", begin, methods=["POST"], name="begin"),
        Route("/read", read, methods=["POST"], name="read"),
    ]


def _first(request: Request, place: Place, fault: InputError | None = None) -> Response:
    context = {
        "banks": display_banks(),
        "told": fault,
        "resume": resume_of(request, place),
        "once": place.names.new(),
    }
    return render(request, "first.html", context, status=422 if fault else 200, here="display")
