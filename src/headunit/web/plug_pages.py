"""The pages of the diagnostic plug: choose a link, read the unit over it, and reset a simulated one."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import wait
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headunit.errors import ConfigurationError, ConsentError, HeadunitError, InputError, UnknownNameError
from headunit.recovery.plug import plug_events
from headunit.web.case_view import open_case_of
from headunit.web.fault_pages import status_of
from headunit.web.pages import render
from headunit.web.posts import read_form

if TYPE_CHECKING:
    from concurrent.futures import Future

    from starlette.requests import Request

    from headunit.diag.reset_report import ResetReport
    from headunit.web.place import Place
    from headunit.web.plug import PlugDesk, PlugSession

__all__ = ["plug_routes"]

_LONGEST = 300
_SETTLE_S = 1.0
"""How long a page waits for what it began; what takes longer is shown as under way."""


def plug_routes(place: Place) -> list[Route]:
    """Return the routes of the diagnostic plug."""
    pages = _Pages(place)
    return [
        Route("/plug", pages.choose, methods=["GET"], name="plug"),
        Route("/plug", pages.opened, methods=["POST"], name="plug_open"),
        Route("/plug/at/{name}", pages.unit, methods=["GET"], name="plug_unit"),
        Route("/plug/at/{name}", pages.do, methods=["POST"], name="plug_do"),
        Route("/plug/at/{name}/live", pages.live, methods=["GET"], name="plug_live"),
        Route("/plug/at/{name}/reset", pages.reset, methods=["GET"], name="plug_reset"),
        Route("/plug/at/{name}/reset", pages.reset_now, methods=["POST"], name="plug_reset_now"),
        Route("/plug/at/{name}/report.{kind}", pages.report, methods=["GET"], name="plug_report"),
    ]


class _Pages:
    def __init__(self, place: Place) -> None:
        self._place = place

    async def choose(self, request: Request) -> Response:
        return await self._choice(request)

    async def opened(self, request: Request) -> Response:
        form, desk = await read_form(request), self._desk
        address = form.get("address", "").strip()[:_LONGEST]
        try:
            name = await asyncio.to_thread(desk.open, request.state.visitor, _uri(form), address)
        except HeadunitError as fault:
            return await self._choice(request, fault, form)
        await _settled(self._session(request, name).opening)
        return _to(request, "plug_unit", name)

    async def unit(self, request: Request) -> Response:
        return self._unit(request)

    async def do(self, request: Request) -> Response:
        form, name = await read_form(request), request.path_params["name"]
        session = self._session(request, name)
        do = form.get("do", "")
        try:
            if do == "close":
                session.end()
                await asyncio.to_thread(session.worker.join, _SETTLE_S)
                return RedirectResponse(request.url_for("plug"), 303)
            if do == "keep":
                return self._keep(request, session)
            if do == "standing":
                _stands(session, form)
                await _settled(session.measure())
            elif do == "identify":
                await _settled(session.identify())
            elif do == "faults":
                await _settled(session.read_faults())
        except HeadunitError as fault:
            return self._unit(request, fault)
        return _to(request, "plug_unit", name)

    async def live(self, request: Request) -> Response:
        session = self._session(request, request.path_params["name"], live=True)
        if session.may_ask and not session.doing and not session.closed:
            await _settled(session.measure())
        from headunit.web.plug_view import live_context  # noqa: PLC0415 - an extra

        return render(request, "plug_live.html", live_context(session))

    async def reset(self, request: Request) -> Response:
        return self._reset(request)

    async def reset_now(self, request: Request) -> Response:
        from headunit.diag.reset_report import Consent  # noqa: PLC0415 - an extra

        form, name = await read_form(request), request.path_params["name"]
        session = self._session(request, name)
        if form.get("turn", "0") != str(session.resets):  # loaded anew, or sent by another tab: it was done with that
            return _to(request, "plug_reset", name)
        try:
            if (form.get("standing"), form.get("reset")) != ("yes", "yes"):
                raise ConsentError("not-agreed", "nothing was started", next_step="tick both boxes first")
            await _settled(session.reset(Consent(reset=True, standing=True)))
        except HeadunitError as fault:
            return self._reset(request, fault)
        return _to(request, "plug_reset", name)

    async def report(self, request: Request) -> Response:
        session, kind = self._session(request, request.path_params["name"]), request.path_params["kind"]
        if session.report is None or kind not in {"html", "json"}:
            raise UnknownNameError("no-report", "there is no such report", next_step="it is there after a reset")
        return _file(session.report, kind)

    @property
    def _desk(self) -> PlugDesk:
        desk = self._place.plug
        if desk is None:
            raise ConfigurationError(
                "extra-missing",
                "the diagnostic plug needs the extra 'obd', which is not installed",
                value="obd",
                next_step="install the extra: python3 -m pip install 'headunit[obd]'",
            )
        return desk

    def _session(self, request: Request, name: str, *, live: bool = False) -> PlugSession:
        found = self._desk.find(name, request.state.visitor, live=live)
        if found is None:
            raise UnknownNameError("link-gone", "that link was closed", next_step="open it again")
        return found

    async def _choice(
        self, request: Request, fault: HeadunitError | None = None, typed: dict[str, str] | None = None
    ) -> Response:
        desk = self._place.plug
        context: dict[str, Any] = {"able": desk is not None, "told": fault, "typed": typed or {}, "current": ""}
        case = open_case_of(request, self._place)
        if desk is not None:
            context |= {
                "ports": await asyncio.to_thread(desk.ports),
                "families": await asyncio.to_thread(lambda: desk.families),
                "own": case.family if case else "",
                "far": desk.far,
                "offered": desk.offered,
                "current": desk.current(request.state.visitor),
            }
        return render(request, "plug.html", context, status=status_of(fault) if fault else 200)

    def _unit(self, request: Request, fault: HeadunitError | None = None) -> Response:
        from headunit.web.plug_view import unit_context  # noqa: PLC0415 - an extra

        name = request.path_params["name"]
        session = self._session(request, name)
        context = {**unit_context(session), "name": name, "case": open_case_of(request, self._place)}
        context["told"] = fault or context["told"]
        context["kept"] = context["case"] is not None and session.kept == context["case"].id
        return render(request, "plug_unit.html", context, status=status_of(fault) if fault else 200)

    def _keep(self, request: Request, session: PlugSession) -> Response:
        """Write what was read into the case that this browser is at, as evidence."""
        case = open_case_of(request, self._place)
        if case is None:
            raise InputError("no-case", "there is no open case to write it into", next_step="begin one, then come back")
        identity = session.identity
        # what is shown in digits is no text of the unit's
        values = identity.values if identity else ()
        texts = {value.name: value.text for value in values if value.text != value.raw.hex().upper()}
        events = plug_events(texts, simulated=bool(session.twin))
        if not events:
            raise InputError("nothing-told", "the unit told nothing of itself that a case can hold")
        self._place.cases.write(case, *events)
        session.kept = case.id
        return _to(request, "plug_unit", request.path_params["name"])

    def _reset(self, request: Request, fault: HeadunitError | None = None) -> Response:
        from headunit.web.plug_view import live_context, report_context  # noqa: PLC0415 - an extra

        name = request.path_params["name"]
        session = self._session(request, name)
        if fault is None and session.report is None and not session.doing:
            try:
                session.check_reset()
            except HeadunitError as refusal:
                fault = refusal
        again = request.query_params.get("again") == "yes" and not session.doing
        context = {
            **live_context(session),
            **report_context(None if again else session.report),
            "name": name,
            "told": fault or session.fault,
            "may": bool(session.twin) and not session.closed,
        }
        return render(request, "plug_reset.html", context, status=status_of(fault) if fault else 200)


def _uri(form: dict[str, str]) -> str:
    """Return the link that the form names: a serial port, a simulated radio, or one that is written out."""
    if form.get("port"):
        return f"elm327:{form['port'][:_LONGEST]}"
    if form.get("family"):
        return f"twin:{form['family'][:_LONGEST]}"
    return form.get("link", "").strip()[:_LONGEST]


def _stands(session: PlugSession, form: dict[str, str]) -> None:
    if form.get("standing") != "yes":
        raise ConsentError(
            "not-standing",
            "nobody confirmed that the car stands still, so nothing was asked of its radio",
            next_step="tick the box first",
        )
    session.standing = True


async def _settled(future: Future[None]) -> None:
    """Wait a moment for *future*, beside the event loop; what it raises is raised."""
    done, _waiting = await asyncio.to_thread(wait, [future], _SETTLE_S)
    for one in done:
        one.result()


def _to(request: Request, route: str, name: str) -> Response:
    return RedirectResponse(request.url_for(route, name=name), 303)


def _file(report: ResetReport, kind: str) -> Response:
    """Return the report as a file to keep: the page holds its own style, which no page of ours may."""
    from headunit.diag.report_html import report_html  # noqa: PLC0415 - an extra
    from headunit.diag.reset_report import report_document  # noqa: PLC0415 - as above

    if kind == "html":
        text, media = report_html(report), "text/html"
    else:
        document = {"format": "headunit/diag-reset/1", **report_document(report)}
        text, media = json.dumps(document, ensure_ascii=False, indent=2) + "\n", "application/json"
    headers = {"Content-Disposition": f'attachment; filename="reset.{kind}"'}
    return Response(text, media_type=media, headers=headers)
