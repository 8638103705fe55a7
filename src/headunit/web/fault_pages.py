"""What a person sees when something is not there or can't be done: one sentence, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from starlette.responses import PlainTextResponse

from headunit.errors import CannotWriteError, ReadFailedError, TryAgainError, UnknownNameError
from headunit.web.headers import add_headers
from headunit.web.language import gettext as _
from headunit.web.pages import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from headunit.errors import HeadunitError

__all__ = ["broken_page", "fault_page", "missing_page", "status_of"]


def status_of(fault: HeadunitError) -> int:
    """Return the status of the answer that tells *fault*."""
    if isinstance(fault, UnknownNameError):
        return 404
    if isinstance(fault, TryAgainError):
        return 409
    return 503 if isinstance(fault, CannotWriteError | ReadFailedError) else 422


async def fault_page(request: Request, fault: Exception) -> Response:
    """Tell what could not be done; *fault* is a HeadunitError, which nothing else is registered for."""
    told = cast("HeadunitError", fault)
    return render(request, "fault.html", {"told": told}, status=status_of(told))


async def missing_page(request: Request, fault: Exception) -> Response:
    """Tell that there is no such page."""
    return render(request, "fault.html", {"told": None}, status=getattr(fault, "status_code", 404))


async def broken_page(request: Request, _fault: Exception) -> Response:
    """Tell that this program failed; it stands outside of what adds the headers to all other answers."""
    told = _("This program failed here. What was written down before is kept. Go back, and load the page again.")
    response = PlainTextResponse(told, 500)
    add_headers(response.headers, request.scope)
    return response
