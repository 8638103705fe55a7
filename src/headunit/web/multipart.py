"""Split a form with files into its parts while it comes in; nothing is kept but the bytes that decide.  Pure.

RFC 7578, as browsers send it. File names and content types are not even looked at: nothing may rest on them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["BadFormError", "Begin", "Data", "End", "Splitter", "boundary_of"]

_LONGEST_HEADERS = 4_096
_BOUNDARY = re.compile(
    r'multipart/form-data\s*;\s*boundary="?([0-9A-Za-z\'()+_,./:=? -]{0,69}[0-9A-Za-z\'()+_,./:=?-])"?'
)
_DISPOSITION = re.compile(rb'(?:^|\r\n)content-disposition: *form-data *; *name="([^"\r\n]*)"([^\r\n]*)', re.IGNORECASE)


class BadFormError(ValueError):
    """Say that what came is no form with files."""


class Begin(NamedTuple):
    """Begin the field *name*; *file* where it holds one."""

    name: str
    file: bool


class Data(NamedTuple):
    """Hold some bytes of the field that was begun last."""

    content: bytes


class End(NamedTuple):
    """End the field that was begun last."""


def boundary_of(content_type: str) -> bytes:
    """Return what stands between the parts; empty where *content_type* is not that of a form with files."""
    found = _BOUNDARY.fullmatch(content_type.strip())
    return found[1].encode() if found else b""


class Splitter:
    """Split a form: :meth:`feed` gives what the bytes so far began, held and ended."""

    def __init__(self, boundary: bytes) -> None:
        """Take the boundary of the form."""
        self._mark = b"\r\n--" + boundary
        self._held = b"\r\n"  # the first boundary stands at the very beginning
        self._step: Callable[[], Begin | Data | End | None] = self._preamble
        self.done = False

    def feed(self, chunk: bytes) -> Iterator[Begin | Data | End]:
        """Give what *chunk* brings; raises BadFormError."""
        self._held += chunk
        more = True
        while more and not self.done:
            before = self._step
            event = self._step()
            if event is not None:
                yield event
            more = event is not None or self._step != before
        if self.done:
            self._held = b""  # what stands behind the end is nothing

    def _preamble(self) -> None:
        if len(self._held) >= len(self._mark):
            if not self._held.startswith(self._mark):
                raise BadFormError
            self._held = self._held[len(self._mark) :]
            self._step = self._between

    def _between(self) -> None:
        if len(self._held) >= 2:  # noqa: PLR2004 - two signs say whether a part follows
            self.done = self._held.startswith(b"--")
            if not self.done and not self._held.startswith(b"\r\n"):
                raise BadFormError
            self._held = self._held[2:]
            self._step = self._headers

    def _headers(self) -> Begin | None:
        head, end, rest = self._held.partition(b"\r\n\r\n")
        if len(head) > _LONGEST_HEADERS:
            raise BadFormError
        if not end:
            return None
        found = _DISPOSITION.search(head)
        if found is None:
            raise BadFormError
        self._held = rest
        self._step = self._content
        return Begin(found[1].decode("utf-8", "replace"), file=b"filename" in found[2].lower())

    def _content(self) -> Data | End | None:
        at = self._held.find(self._mark)
        if at == 0:
            self._held = self._held[len(self._mark) :]
            self._step = self._between
            return End()
        sure = at if at > 0 else len(self._held) - len(self._mark) + 1
        if sure <= 0:
            return None
        content, self._held = self._held[:sure], self._held[sure:]
        return Data(content)
