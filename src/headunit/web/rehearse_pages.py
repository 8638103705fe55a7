"""The pages of a rehearsal: choose a radio, and the bench with its live panel."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Mount, Route, WebSocketRoute

from headunit.errors import HeadunitError
from headunit.web.evidence import how_sure
from headunit.web.origin import is_our_own
from headunit.web.pages import templates
from headunit.web.panel_socket import panel_socket
from headunit.web.panels import draw_panel
from headunit.web.rehearsal import in_words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.web.rehearsal import Session
    from headunit.web.rehearsals import Rehearsals

__all__ = ["rehearse_mount"]

_LARGEST_FORM = 4096


def rehearse_mount(rehearsals: Rehearsals, path: str = "/rehearse") -> Mount:
    """Return the rehearsal as a part of an application; its routes are named ``rehearse:choose`` and so on."""

    async def choose(request: Request) -> Response:
        return _choice(request, rehearsals)

    async def begin(request: Request) -> Response:
        if not is_our_own(request.headers):
            return PlainTextResponse("This form was sent from another page.", 403)
        form = await _form(request)
        if form is None:
            return PlainTextResponse("This form is too large.", 413)
        family, _, variant = form.get("radio", "").partition("|")
        try:
            name = rehearsals.begin(family, variant, form.get("code", "").strip())
        except HeadunitError as error:
            return _choice(request, rehearsals, str(error), chosen=form.get("radio", ""), status=422)
        return RedirectResponse(request.url_for("rehearse:bench", name=name), 303)

    async def bench(request: Request) -> Response:
        session = rehearsals.desk.find(request.path_params["name"])
        if session is None:
            gone = "That rehearsal is over. Nothing of it was kept. Begin a new one."
            return _choice(request, rehearsals, gone, status=404)
        return _bench(request, rehearsals, session)

    return Mount(
        path,
        name="rehearse",
        routes=[
            Route("/", choose, methods=["GET"], name="choose"),
            Route("/", begin, methods=["POST"], name="begin"),
            Route("/at/{name}", bench, methods=["GET"], name="bench"),
            WebSocketRoute("/socket", panel_socket(rehearsals), name="socket"),
        ],
    )


async def _form(request: Request) -> dict[str, str] | None:
    """Return the fields of a form, or None for one that is larger than any of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            return None
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    return {name: values[-1] for name, values in fields.items()}


def _choice(
    request: Request, rehearsals: Rehearsals, fault: str = "", *, chosen: str = "", status: int = 200
) -> Response:
    return templates().TemplateResponse(
        request,
        "choose.html",
        {"choices": rehearsals.choices(), "fault": fault, "chosen": chosen},
        status_code=status,
    )


def _bench(request: Request, rehearsals: Rehearsals, session: Session) -> Response:
    profile = session.profile
    family = rehearsals.catalogue.family(profile.family)
    state = session.state()
    called = family.name + (f" – {profile.variant}" if profile.variant else "")
    drawn = draw_panel(session.layout, f"Front panel: {called}", state["display"]["text"], dark=not state["power"])
    context = {
        "name": request.path_params["name"],
        "called": called,
        "panel": Markup(drawn),  # noqa: S704 - drawn by this program, which escapes what it is given
        "state": state,
        "tasks": [
            {"say": in_words(task.say, session.table), "imagined": task.imagined} for task in session.guide.tasks
        ],
        "keys": [key.id for key in profile.panel.keys],
        "sure": how_sure(family, profile),
        "all_imagined": all(part.imagined for part in session.layout.parts),
    }
    return templates().TemplateResponse(request, "rehearse.html", context)
