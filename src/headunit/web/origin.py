"""Whether a request comes from one of our own pages: a browser names the origin of the page that sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

__all__ = ["is_our_own"]

_SCHEMES = {"http": "http", "https": "https", "ws": "http", "wss": "https"}


def is_our_own(asked: HTTPConnection) -> bool:
    """Return whether what is *asked* comes from no page, or from one of the host, port and scheme that was asked."""
    origin = asked.headers.get("origin")
    return origin is None or origin == f"{_SCHEMES[asked.scope['scheme']]}://{asked.headers.get('host')}"
