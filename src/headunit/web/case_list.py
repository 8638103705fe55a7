"""The list of kept cases, the newest first, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import Route

from headunit.errors import ReadFailedError
from headunit.recovery.asks import family_of
from headunit.web.case_view import state_words
from headunit.web.language import gettext as _
from headunit.web.pages import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.facts.family import Family
    from headunit.recovery.case import Case
    from headunit.recovery.store.cases import CaseHead
    from headunit.web.place import Place

__all__ = ["case_list_routes"]

_ON_A_PAGE = 25


class _Part(NamedTuple):
    """Hold which cases a page shows: *first* to *last* of *many*, counted from 1, on page *number* of *pages*."""

    first: int
    last: int
    many: int
    number: int
    pages: int


def case_list_routes(place: Place) -> list[Route]:
    """Return the route of the list of cases."""

    async def listed(request: Request) -> Response:
        heads = place.cases.heads()
        part = _part(request.query_params.get("page", ""), len(heads))
        rows = [_row(head, place) for head in heads[part.first - 1 : part.last]]
        return render(request, "cases.html", {"rows": rows, "part": part})

    return [Route("/cases", listed, methods=["GET"], name="cases")]


def _part(asked: str, many: int) -> _Part:
    """Return the page that is *asked* for; what is no page of the list leads to the nearest one."""
    pages = max(1, -(-many // _ON_A_PAGE))
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1  # noqa: PLR2004 - digits
    number = min(max(wanted, 1), pages)
    first = (number - 1) * _ON_A_PAGE + 1
    return _Part(first, min(number * _ON_A_PAGE, many), many, number, pages)


def _row(head: CaseHead, place: Place) -> tuple[CaseHead, Case | None, Family | None, str]:
    """Return what the list shows of a case; one that can't be read is listed too, for it can be deleted."""
    try:
        case = place.cases.listed(head)
    except ReadFailedError:
        return head, None, None, _("It can’t be read")
    return head, case, family_of(case, place.known), state_words(case)
