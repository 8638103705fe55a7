"""The pages of a case: the question that stands, a new look at the display, and the code with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse
from starlette.routing import Route

from headunit.errors import HeadunitError, TryAgainError
from headunit.recovery.asks import family_of
from headunit.recovery.records import Closed, SourceState
from headunit.web.ask_context import ask_context
from headunit.web.case_view import CASE_COOKIE, binnacle, links_of, step_of
from headunit.web.cases import Given
from headunit.web.code_view import code_context
from headunit.web.fault_pages import status_of
from headunit.web.pages import render
from headunit.web.posts import read_form
from headunit.web.tiles import display_banks
from headunit.web.visitor import set_cookie

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.web.place import Place
    from headunit.web.vaults import Vaults

__all__ = ["around", "case_routes", "known_of", "take_answer", "to", "with_case"]

_LONGEST = 2_000
_DIGITS = 8
_TEMPLATES = {
    "checklist": "ask_checklist.html",
    "closed": "ask_closed.html",
    "code": "ask_code.html",
    "dealer": "ask_dealer.html",
    "display": "ask_display.html",
    "family": "ask_family.html",
    "keep": "ask_vault.html",
    "label": "ask_label.html",
    "outcome": "ask_outcome.html",
    "press": "ask_press.html",
    "vault": "ask_vault.html",
    "wait": "ask_wait.html",
    "written": "ask_written.html",
}
"""The questions with a page of their own; all others share one."""


def case_routes(place: Place) -> list[Route]:
    """Return the routes of a case."""

    async def show(request: Request) -> Response:
        return _page(request, place, place.cases.read(request.path_params["case_id"]))

    async def answer(request: Request) -> Response:
        return await _answered(request, place)

    async def look(request: Request) -> Response:
        case = place.cases.read(request.path_params["case_id"])
        return to(request, "case", case) if case.last(Closed) else _look(request, place)

    async def looked(request: Request) -> Response:
        return await _looked(request, place)

    async def serial(request: Request) -> Response:
        return _serial(request, place)

    async def code(request: Request) -> Response:
        return _code(request, place)

    return [
        Route("/case/{case_id}", show, methods=["GET"], name="case"),
        Route("/case/{case_id}", answer, methods=["POST"], name="answer"),
        Route("/case/{case_id}/display", look, methods=["GET"], name="look"),
        Route("/case/{case_id}/display", looked, methods=["POST"], name="looked"),
        Route("/case/{case_id}/serial", serial, methods=["POST"], name="serial"),
        Route("/case/{case_id}/code", code, methods=["GET"], name="code"),
    ]


async def _looked(request: Request, place: Place) -> Response:
    case, form = place.cases.read(request.path_params["case_id"]), await read_form(request)
    value = form.get("value", "")[:_LONGEST]
    if case.last(Closed):
        return to(request, "case", case)  # nothing is written behind the end
    try:
        place.cases.look(case, value, known_of(request, place, case))
    except HeadunitError as fault:
        return _look(request, place, fault)
    return to(request, "case", case)


def _serial(request: Request, place: Place) -> Response:
    """Go on to the serial's rule where the case waits for the dealer."""
    case = place.cases.read(request.path_params["case_id"])
    if place.cases.ask(case, known_of(request, place, case)).key == "dealer":
        case = place.cases.write(case, SourceState("rule", "chosen"))
    return to(request, "case", case)


async def _answered(request: Request, place: Place) -> Response:
    case, form = place.cases.read(request.path_params["case_id"]), await read_form(request)
    return take_answer(request, place, case, form)


def take_answer(request: Request, place: Place, case: Case, form: dict[str, str]) -> Response:
    """Take the answer in *form*, and lead to what comes next; what can't be taken is told where it was asked."""
    number, value = form.get("number", ""), form.get("value", "")[:_LONGEST]
    at = int(number) if number.isdecimal() and len(number) <= _DIGITS else -1
    try:
        if place.vaults is not None and form.get("passphrase"):
            _open_vault(place.vaults, request.state.visitor, form)
        known = known_of(request, place, case)
        taken = place.cases.take(case, Given(form.get("key", ""), at, value, request.state.visitor), known)
    except HeadunitError as fault:
        return _page(request, place, place.cases.read(case.id), fault, typed=" ".join(value.splitlines()))
    if taken.stop:
        other = known.newer if form.get("key") == "newer" else None
        if other is not None and other.case not in other.unread:
            return RedirectResponse(request.url_for("case", case_id=other.case), 303)
        return RedirectResponse(request.url_for("cases"), 303)
    return to(request, "code" if taken.code else "case", taken.case)


def _open_vault(vaults: Vaults, visitor: str, form: dict[str, str]) -> None:
    if vaults.exists:
        vaults.unlock(visitor, form["passphrase"])
    else:
        vaults.create(visitor, form["passphrase"], form.get("again", ""))


def known_of(request: Request, place: Place, case: Case) -> Knowledge:
    """Return what this browser's questions about *case* are built from, with the vault that it has open."""
    known = place.cases.known(case, request.state.visitor)
    return known if place.vaults is None else place.vaults.with_vault(known, request.state.visitor)


def to(request: Request, name: str, case: Case) -> Response:
    """Lead to the page *name* of *case*."""
    return RedirectResponse(request.url_for(name, case_id=case.id), 303)


def _page(
    request: Request, place: Place, case: Case, fault: HeadunitError | None = None, *, typed: str = ""
) -> Response:
    known = known_of(request, place, case)
    ask = place.cases.ask(case, known)
    secret = ask.kind == "secret" or isinstance(fault, TryAgainError)
    context = {
        **around(request, case, known, step_of(ask)),
        **ask_context(case, ask, known, place, request),
        "ask": ask,
        "told": fault,
        "typed": "" if secret else typed,
    }
    name = _TEMPLATES.get(ask.key, "ask.html")
    return with_case(
        request, case, render(request, name, context, status=status_of(fault) if fault else 200, here=step_of(ask))
    )


def around(request: Request, case: Case, known: Knowledge, here: str) -> dict[str, Any]:
    """Return what each page of a case gets."""
    return {
        "case": case,
        "family": family_of(case, known),
        "binnacle": binnacle(case, known),
        "links": links_of(request, case, here),
    }


def _look(request: Request, place: Place, fault: HeadunitError | None = None) -> Response:
    case = place.cases.read(request.path_params["case_id"])
    known = known_of(request, place, case)
    context = {**around(request, case, known, "display"), "banks": display_banks(), "told": fault}
    return with_case(
        request, case, render(request, "look.html", context, status=status_of(fault) if fault else 200, here="display")
    )


def _code(request: Request, place: Place) -> Response:
    case = place.cases.read(request.path_params["case_id"])
    known = known_of(request, place, case)
    found = code_context(case, place.cases.ask(case, known), known)
    if found is None:
        return to(request, "case", case)
    context = {**around(request, case, known, "code"), **found}
    return with_case(request, case, render(request, "code.html", context, here="code"))


def with_case(request: Request, case: Case, response: Response) -> Response:
    """Let this browser find the case again from any page."""
    set_cookie(response.headers, request.scope, CASE_COOKIE, case.id)
    return response
