"""Families and evidence: the catalogue, all that is known of one radio, and questions, checklist and card check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.routing import Route

from headunit.codes.cards import CARD_NOTE, check_card
from headunit.codes.rules import ALL_RULES
from headunit.errors import HeadunitError
from headunit.facts.catalogue import fold
from headunit.recovery.advice.battery_checklist import PHASES, battery_checklist
from headunit.recovery.advice.faq import answers
from headunit.twin import twin_profile
from headunit.web.case_view import resume_of
from headunit.web.fact_view import fact_groups
from headunit.web.fault_pages import status_of
from headunit.web.pages import render
from headunit.web.panels import draw_panel, imagined_keys, layout_of
from headunit.web.posts import read_form
from headunit.web.sentences import tr

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.facts.family import Family
    from headunit.web.place import Place

__all__ = ["radio_routes"]

_LONGEST = 60


def radio_routes(place: Place) -> list[Route]:
    """Return the routes of the catalogue and of its radios."""
    return [*_catalogue_routes(place), *_family_routes(place)]


def _shown(request: Request, place: Place, name: str, context: dict[str, Any]) -> Response:
    return render(request, name, {**context, "resume": resume_of(request, place)})


def _catalogue_routes(place: Place) -> list[Route]:
    catalogue = place.known.catalogue

    async def radios(request: Request) -> Response:
        wanted = request.query_params.get("q", "")[:_LONGEST]
        heads = [
            head
            for head in catalogue.heads
            if fold(wanted) in fold(" ".join((head.name, tr(head.name), *head.brands, head.id)))
        ]
        context = {
            "heads": sorted(heads, key=lambda head: tr(head.name).casefold()),
            "q": wanted,
            "all": len(catalogue.heads),
        }
        return _shown(request, place, "radios.html", context)

    async def sources(request: Request) -> Response:
        context = {"sources": catalogue.sources.values(), "rules": ALL_RULES}
        return _shown(request, place, "sources.html", context)

    return [
        Route("/radios", radios, methods=["GET"], name="radios"),
        Route("/radios/sources", sources, methods=["GET"], name="sources"),
    ]


def _family_routes(place: Place) -> list[Route]:
    catalogue = place.known.catalogue

    def family(request: Request) -> Family:
        return catalogue.family(request.path_params["family_id"])

    async def radio(request: Request) -> Response:
        return _radio(request, place, family(request))

    async def questions(request: Request) -> Response:
        one = family(request)
        asked = answers(catalogue, place.known.advice(), one)
        return _shown(request, place, "questions.html", {"family": one, "answers": asked})

    async def checklist(request: Request) -> Response:
        one = family(request)
        entries = battery_checklist(catalogue, place.known.advice(), one)
        phases = [(phase, [entry for entry in entries if entry.phase == phase]) for phase in PHASES]
        return _shown(request, place, "checklist.html", {"family": one, "phases": phases})

    async def card(request: Request) -> Response:
        context = {"family": family(request), "answer": None, "told": None, "note": CARD_NOTE}
        return _shown(request, place, "card_check.html", context)

    async def checked(request: Request) -> Response:
        return await _checked(request, place, family(request))

    return [
        Route("/radios/{family_id}", radio, methods=["GET"], name="radio"),
        Route("/radios/{family_id}/questions", questions, methods=["GET"], name="questions"),
        Route("/radios/{family_id}/checklist", checklist, methods=["GET"], name="checklist"),
        Route("/radios/{family_id}/card", card, methods=["GET"], name="card_check"),
        Route("/radios/{family_id}/card", checked, methods=["POST"], name="card_checked"),
    ]


def _radio(request: Request, place: Place, family: Family) -> Response:
    catalogue = place.known.catalogue
    profile = twin_profile(family, place.known.assumptions(), "")
    layout = layout_of(profile.panel, imagined_keys(family, profile.panel))
    shown = next((claim.value.text for claim in family.display if claim.value.state == "asks"), "CODE")
    drawn = draw_panel(layout, tr(family.name), shown)
    groups = fact_groups(family)
    used = {source for group in groups for fact in group.facts for claim in fact.claims for source in claim.sources}
    context = {
        "family": family,
        "groups": groups,
        "route": catalogue.routes[family.route],
        "rules": [rule for rule in ALL_RULES if rule.id in family.rules],
        "sources": [source for name, source in catalogue.sources.items() if name in used],
        "resume": resume_of(request, place),
        "panel": Markup(drawn),  # noqa: S704 - drawn by this program, which escapes what it is given
    }
    return render(request, "radio.html", context)


async def _checked(request: Request, place: Place, family: Family) -> Response:
    number = (await read_form(request)).get("number", "")[:_LONGEST]
    answer, fault = None, None
    try:
        answer = check_card(family, number, place.known.catalogue)
    except HeadunitError as error:
        fault = error
    context: dict[str, Any] = {"family": family, "answer": answer, "told": fault, "note": CARD_NOTE}
    context["resume"] = resume_of(request, place)
    return render(request, "card_check.html", context, status=status_of(fault) if fault else 200)
