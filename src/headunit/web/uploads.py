"""Take photos from a form: from our own pages alone, onto the disk as they come, and never more than is allowed.

The visitor's token has to stand before the first file. What is too much is read to its end and thrown away, so that
the browser gets to see why; beyond that the line is cut.
"""

from __future__ import annotations

import asyncio
import hmac
from typing import TYPE_CHECKING, BinaryIO

from starlette.requests import ClientDisconnect

from headunit.errors import CannotWriteError, InputError
from headunit.web.language import gettext as _
from headunit.web.multipart import BadFormError, Begin, Data, End, Splitter, boundary_of
from headunit.web.visitor import form_token

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from starlette.requests import Request

    from headunit.web.multipart import Data as Bytes

__all__ = ["LARGEST_PHOTO", "LARGEST_UPLOAD", "MOST_PHOTOS", "NotOursError", "Upload", "receive"]

MOST_PHOTOS = 5
LARGEST_PHOTO = 40_000_000
"""Bytes, as the reader of photos has it."""
LARGEST_UPLOAD = 100_000_000
_MOST_READ = 2 * LARGEST_UPLOAD
_MOST_PARTS = 20
_LONGEST_FIELD = 200
_SILENCE_S = 20.0
"""How long a sender may say nothing: a phone that is far from its router pauses, one that is gone says no more."""
_LONGEST_S = 900.0
"""How long all of it may take, which is 100 MB at one megabit a second."""


class NotOursError(Exception):
    """Say that a form was not from a page of ours, or never came to its end: *status*, and why."""

    def __init__(self, status: int, why: str) -> None:
        """Hold both."""
        super().__init__(why)
        self.status = status
        self.why = why


class Upload:
    """Hold what came: the *fields* with their texts, and the *photos* in the *folder*; raises InputError by itself.

    Its faults are ``upload-large``, ``upload-many`` and ``upload-broken``.
    """

    def __init__(self, folder: Path, token: str) -> None:
        """Take the folder to write to, and the token that has to come first."""
        self.fields: dict[str, str] = {}
        self.photos: list[Path] = []
        self._folder = folder
        self._token = token
        self._parts = 0
        self._name = ""
        self._field = b""
        self._file: BinaryIO | None = None
        self._size = 0

    def take(self, event: Begin | Data | End) -> None:
        """Take what the form brings next; raises NotOursError and InputError."""
        if isinstance(event, Begin):
            self._begin(event)
        elif isinstance(event, Data):
            self._hold(event)
        else:
            self._end()

    def close(self) -> None:
        """Close the file that was not ended."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self, part: Begin) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise _too_many()
        self._name, self._field, self._size = part.name, b"", 0
        if part.file:
            self._check_token()
            self.photos.append(self._folder / f"{len(self.photos) + 1}")
            self._file = self.photos[-1].open("xb")

    def _check_token(self) -> None:
        if not hmac.compare_digest(self.fields.get("token", "").encode(), self._token.encode()):
            raise NotOursError(
                403,
                _("This form is from a page that is no longer open. Load it again, then send it. Cookies are needed."),
            )

    def _hold(self, data: Bytes) -> None:
        self._size += len(data.content)
        if self._file is None:
            if self._size > _LONGEST_FIELD:
                raise _broken()
            self._field += data.content
            return
        if len(self.photos) > MOST_PHOTOS:
            raise _too_many()
        if self._size > LARGEST_PHOTO:
            raise _too_large(f"photo {len(self.photos)} has", LARGEST_PHOTO)
        self._file.write(data.content)

    def _end(self) -> None:
        if self._file is None:
            self.fields[self._name] = self._field.decode("utf-8", "replace")
            return
        self.close()
        if not self._size:  # nothing was chosen there
            self.photos.pop().unlink()

    def check(self, *, whole: bool) -> None:
        """Say what is wrong with it as a whole."""
        self._check_token()
        if not whole:
            raise _broken()


async def receive(request: Request, folder: Path) -> Upload:
    """Return what *request* brings, its photos as files in *folder*.

    Raises NotOursError for what is no form of ours or takes too long, and InputError.
    """
    boundary = boundary_of(request.headers.get("content-type", ""))
    if not boundary:
        raise NotOursError(415, _("Only forms are taken here."))
    upload, splitter = Upload(folder, form_token(request.scope)), Splitter(boundary)
    fault: InputError | None = None
    read = 0
    stream = request.stream()
    try:
        async with asyncio.timeout(_LONGEST_S):
            while read <= _MOST_READ and (chunk := await _next(stream)) is not None:
                read += len(chunk)
                fault = fault or _taken(upload, splitter, chunk, read)
    except TimeoutError:
        raise NotOursError(408, _("This form took too long on its way.")) from None
    except ClientDisconnect:
        raise _broken() from None
    finally:
        upload.close()
    if fault is not None:
        raise fault
    upload.check(whole=splitter.done)
    return upload


async def _next(stream: AsyncGenerator[bytes, None]) -> bytes | None:
    """Return what comes next, None behind the end; raises TimeoutError where nothing comes for long."""
    async with asyncio.timeout(_SILENCE_S):
        return await anext(stream, None)


def _taken(upload: Upload, splitter: Splitter, chunk: bytes, read: int) -> InputError | None:
    """Take *chunk*, and return what is wrong with it; the rest is only read then, for the browser to hear of it."""
    if read > LARGEST_UPLOAD:
        return _too_large("the photos have together", LARGEST_UPLOAD)
    try:
        for event in splitter.feed(chunk):
            upload.take(event)
    except BadFormError:
        return _broken()
    except InputError as fault:
        return fault
    except OSError as fault:
        raise CannotWriteError(
            "photos-unwritten",
            f"the photos can't be written down ({fault.strerror})",
            next_step="look at the room on the disk",
        ) from fault
    return None


def _too_many() -> InputError:
    return InputError(
        "upload-many",
        f"more than {MOST_PHOTOS} photos were sent",
        expected=f"1 to {MOST_PHOTOS} photos of one label",
        next_step="choose the sharpest ones",
    )


def _too_large(what: str, most: int) -> InputError:
    return InputError(
        "upload-large",
        f"{what} more than {most // 1_000_000} MB",
        expected=str(most // 1_000_000),
        next_step="send fewer, or as JPEG of 12 megapixels",
    )


def _broken() -> InputError:
    return InputError("upload-broken", "the photos did not arrive whole", next_step="send them again")
