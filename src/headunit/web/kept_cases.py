"""The journal of a kept case, its job sheet, remarks, and the way to delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from headunit.errors import ConsentError, HeadunitError, InputError
from headunit.recovery.asks import family_of, text_of
from headunit.recovery.display import mask_digits
from headunit.recovery.job import job_of
from headunit.recovery.records import Closed, Note
from headunit.recovery.story import story
from headunit.web.case_view import state_words
from headunit.web.fault_pages import status_of
from headunit.web.pages import render
from headunit.web.posts import read_form
from headunit.web.verdict import verdict_now

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.recovery.case import Case
    from headunit.web.place import Place

__all__ = ["kept_case_routes"]

_WORKSHOP_LINES, _LINE = 5, 80


def kept_case_routes(place: Place) -> list[Route]:
    """Return the routes of kept cases."""

    async def record(request: Request) -> Response:
        return _record(request, place)

    async def noted(request: Request) -> Response:
        case, form = _case(request, place), await read_form(request)
        try:
            place.cases.write(case, Note(mask_digits(text_of(form.get("text", "")))))
        except InputError as fault:
            return _record(request, place, fault)
        return RedirectResponse(request.url_for("record", case_id=case.id), 303)

    async def closed(request: Request) -> Response:
        case = _case(request, place)
        if case.last(Closed) is None:
            place.cases.write(case, Closed("given-up"))
        return RedirectResponse(request.url_for("record", case_id=case.id), 303)

    async def deleted(request: Request) -> Response:
        return await _deleted(request, place)

    async def sheet(request: Request) -> Response:
        return _sheet(request, place, "")

    async def sheet_of_workshop(request: Request) -> Response:
        return _sheet(request, place, (await read_form(request)).get("workshop", ""))

    return [
        Route("/cases/{case_id}", record, methods=["GET"], name="record"),
        Route("/cases/{case_id}/note", noted, methods=["POST"], name="note"),
        Route("/cases/{case_id}/close", closed, methods=["POST"], name="close"),
        Route("/cases/{case_id}/delete", deleted, methods=["POST"], name="delete"),
        Route("/cases/{case_id}/sheet", sheet, methods=["GET"], name="sheet"),
        Route("/cases/{case_id}/sheet", sheet_of_workshop, methods=["POST"], name="workshop"),
    ]


def _case(request: Request, place: Place) -> Case:
    return place.cases.read(request.path_params["case_id"])


async def _deleted(request: Request, place: Place) -> Response:
    if (await read_form(request)).get("sure") != "yes":
        fault = ConsentError("not-agreed", "nothing was deleted", next_step="tick the box first")
        return _record(request, place, fault)
    place.cases.delete(request.path_params["case_id"])
    return RedirectResponse(request.url_for("cases"), 303)


def _record(request: Request, place: Place, fault: HeadunitError | None = None) -> Response:
    case = _case(request, place)
    family, known = family_of(case, place.known), place.cases.known(case, request.state.visitor)
    context = {
        "case": case,
        "family": family,
        "state": state_words(case),
        "lines": story(case, place.known),
        "verdict": verdict_now(case, place.cases.ask(case, known), known),
        "closed": case.last(Closed) is not None,
        "told": fault,
    }
    return render(request, "record.html", context, status=status_of(fault) if fault else 200)


def _sheet(request: Request, place: Place, workshop: str) -> Response:
    lines = tuple(" ".join(line.split())[:_LINE] for line in workshop.splitlines()[:_WORKSHOP_LINES])
    job = job_of(_case(request, place), place.known, place.cases.now().date(), workshop=lines)
    return render(request, "sheet.html", {"case": _case(request, place), "job": job, "workshop": "\n".join(lines)})
