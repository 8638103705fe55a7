"""Whether a request comes from one of our own pages: a browser names the origin of the page that sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.datastructures import Headers

__all__ = ["is_our_own"]


def is_our_own(headers: Headers) -> bool:
    """Return whether *headers* name no page, or one of the host that was asked."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
