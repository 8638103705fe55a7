"""The pages of a rehearsal: choose a radio, and the bench with its live panel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route, WebSocketRoute

from headunit.errors import HeadunitError
from headunit.web.case_view import CASE_COOKIE
from headunit.web.evidence import how_sure, keys_guessed
from headunit.web.front_words import bench_words, guide_words, with_spoken_keys
from headunit.web.language import gettext as _
from headunit.web.pages import render
from headunit.web.panel_socket import panel_socket
from headunit.web.panels import draw_panel
from headunit.web.posts import read_form
from headunit.web.rehearsal import in_words
from headunit.web.sentences import error_words, scope_words, tr
from headunit.web.visitor import read_cookie

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.web.rehearsal import Session
    from headunit.web.rehearsals import Rehearsals

__all__ = ["rehearse_mount"]

_LONGEST = 200


def rehearse_mount(rehearsals: Rehearsals, path: str = "/rehearse") -> Mount:
    """Return the rehearsal as a part of an application; its routes are named ``rehearse:choose`` and so on."""

    async def choose(request: Request) -> Response:
        return _choice(request, rehearsals, chosen=request.query_params.get("radio", "")[:_LONGEST])

    async def begin(request: Request) -> Response:
        form = await read_form(request)
        family, _, variant = form.get("radio", "").partition("|")
        try:
            name = rehearsals.begin(family, variant, form.get("code", "").strip(), request.state.visitor)
        except HeadunitError as error:
            return _choice(request, rehearsals, error_words(error), chosen=form.get("radio", ""), status=422)
        return RedirectResponse(request.url_for("rehearse:bench", name=name), 303)

    async def bench(request: Request) -> Response:
        session = rehearsals.desk.find(request.path_params["name"], request.state.visitor)
        if session is None:
            gone = _("That rehearsal is over. Nothing of it was kept. Begin a new one.")
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


def _way(request: Request) -> dict[str, dict[str, str]]:
    """Return the way back to the case that this browser is at."""
    case_id = read_cookie(request, CASE_COOKIE)
    if not re.fullmatch("[0-9A-Z]{6}", case_id):
        return {}
    case = request.url_for("case", case_id=case_id).path
    return {"links": {"display": case + "/display", "code": case + "/code", "enter": case}}


def _choice(
    request: Request, rehearsals: Rehearsals, fault: str = "", *, chosen: str = "", status: int = 200
) -> Response:
    context = {"choices": rehearsals.choices(), "fault": fault, "chosen": chosen}
    return render(request, "choose.html", {**context, **_way(request)}, status=status, here="rehearse")


def _bench(request: Request, rehearsals: Rehearsals, session: Session) -> Response:
    profile = session.profile
    family = rehearsals.catalogue.family(profile.family)
    session.table = guide_words()
    state = session.state()
    called = tr(family.name) + (f" – {scope_words(profile.variant)}" if profile.variant else "")
    drawn = draw_panel(
        session.layout,
        _("Front panel: %(radio)s") % {"radio": called},
        state["display"]["text"],
        dark=not state["power"],
    )
    context = {
        "name": request.path_params["name"],
        "called": called,
        "panel": Markup(with_spoken_keys(drawn)),  # noqa: S704 - drawn by this program, which escapes what it is given
        "state": state,
        "words": bench_words(),
        "tasks": [
            {"say": in_words(task.say, session.table), "imagined": task.imagined} for task in session.guide.tasks
        ],
        "keys": [key.id for key in profile.panel.keys],
        "sure": how_sure(family, profile),
        "guessed": bool(profile.lock) and keys_guessed(family, profile.variant),
        "all_imagined": all(part.imagined for part in session.layout.parts),
    }
    return render(request, "rehearse.html", {**context, **_way(request)}, here="rehearse")
