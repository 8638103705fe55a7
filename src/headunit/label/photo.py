"""From the bytes of a picture file to an upright photo, or one clear refusal; memory and time stay bounded.

Read are JPEG, PNG, WebP and HEIC, told by their content. Nothing is decoded before its size is known.
"""

from __future__ import annotations

import io
import re
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from headunit.errors import ConfigurationError, FileMissingError, InputError, ReadFailedError

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from PIL.Image import Image

__all__ = ["MOST_BYTES", "MOST_PIXELS", "Photo", "decode_photo", "load_photo"]

MOST_BYTES = 40_000_000
MOST_PIXELS = 50_000_000
LEAST_SIDE_PX = 120
MOST_SCANS = 100
"""A JPEG may be sent coarse first and finer in some ten scans; each costs time for the whole picture."""
KEPT_PIXELS = 16_000_000
LONGEST_TO_SHORTEST = 12

_SIGNATURES: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("WEBP", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("HEIF", re.compile(rb".{4}ftyp(?:heic|heix|heim|heis|mif1|msf1|hevc|hevx)", re.DOTALL)),
)
_EXTENSIONS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".heic": "HEIF",
    ".heif": "HEIF",
}
_SHOWN = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WebP", "HEIF": "HEIC"}
_MARKER = re.compile(rb"\xff([\xc0-\xcf\xd9-\xfe])")
"""Begins a segment of a JPEG; within a scan, 0xFF stands in front of 0x00 or 0xD0 to 0xD7."""
_HEAD_BYTES = 4096
_TAIL_BYTES = 66_000
_SECOND_NATURE: tuple[tuple[str, bytes, re.Pattern[bytes]], ...] = (
    ("a ZIP archive", b"tail", re.compile(rb"PK\x05\x06")),
    ("a PDF document", b"head", re.compile(rb"%PDF-")),
    ("a web page or a script", b"both", re.compile(rb"<script|<html|<\?php|^#!/", re.IGNORECASE | re.MULTILINE)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """Hold one photo: *name* as given, *image* in RGB, turned as the camera's EXIF note says."""

    name: str
    image: Image


def load_photo(path: Path, name: str = "") -> Photo:
    """Return the photo in the file *path*.

    Raises FileMissingError, ReadFailedError, and InputError as :func:`decode_photo` does (``photo-extension`` too).
    """
    name = name or str(path)
    try:
        content = _first_bytes(path) if path.is_file() or not path.exists() else b""
    except (FileNotFoundError, ValueError) as fault:  # a name may hold what no file has in its name
        raise FileMissingError("file-missing", f"there is no file {name!r}", value=name) from fault
    except OSError as fault:
        raise ReadFailedError("file-unreadable", f"{name!r} can't be read ({fault.strerror})", value=name) from fault
    if path.is_dir():
        _refuse("format", name, "is a folder", "name the photos in it")
    kind = _kind(content)
    promised = _EXTENSIONS.get(path.suffix.lower(), "")
    if kind and promised and kind != promised:
        _refuse(
            "extension",
            name,
            f"is named as {_SHOWN[promised]} and holds {_SHOWN[kind]}",
            "give it the name of what it is, or take the photo as the camera saved it",
        )
    return decode_photo(content, name)


def _first_bytes(path: Path) -> bytes:
    """Return what *path* holds, as far as it is needed to see that it is too much: a file may grow meanwhile."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def decode_photo(content: bytes, name: str = "photo") -> Photo:
    """Return the photo that *content* holds.

    Raises InputError: ``photo-format``, ``photo-size``, ``photo-small``, ``photo-animated``, ``photo-two-natures``,
    ``photo-broken``; ConfigurationError (``extra-missing``) when the library for such files isn't installed.
    """
    if len(content) > MOST_BYTES:
        _refuse("size", name, f"has more than {MOST_BYTES // 1_000_000} MB", "save it as a JPEG of 12 MP")
    kind = _kind(content)
    if not kind:
        _refuse("format", name, "is no JPEG, PNG, WebP or HEIC picture", "take a photo with a phone or camera")
    _refuse_two_natures(content, name)
    if kind == "JPEG" and _scans(content) > MOST_SCANS:
        _refuse("size", name, f"is drawn more than {MOST_SCANS} times over", "take a photo with a phone or camera")
    pillow = _pillow(kind)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = _decode(pillow, content, kind, name)
    except (InputError, MemoryError):
        raise
    except pillow.DecompressionBombError:
        _refuse("size", name, "has far too many pixels", f"at most {MOST_PIXELS // 1_000_000} megapixels")
    except Exception as fault:
        raise InputError(
            "photo-broken",
            f"photo {name!r} is damaged or cut short",
            value=name,
            expected="a whole picture",
            next_step="copy it from the camera again, or take another",
        ) from fault
    return Photo(name=name, image=image)


def _decode(pillow: ModuleType, content: bytes, kind: str, name: str) -> Image:
    # A phone's JPEG may carry a second picture (depth, gain map): Pillow calls that MPO; the first is the photo.
    names = ("JPEG", "MPO") if kind == "JPEG" else (kind,)
    picture: Image = pillow.open(io.BytesIO(content), formats=names)
    width, height = picture.size
    if width * height > MOST_PIXELS:
        _refuse("size", name, f"is {width} x {height} pixels", f"at most {MOST_PIXELS // 1_000_000} megapixels")
    if min(width, height) < LEAST_SIDE_PX or max(width, height) > LONGEST_TO_SHORTEST * min(width, height):
        _refuse("small", name, f"is {width} x {height} pixels", "a label needs about 1,000 pixels across")
    if kind in {"PNG", "WEBP"} and getattr(picture, "is_animated", False):
        _refuse("animated", name, "is a moving picture", "save one still picture of it")
    if kind == "JPEG" and width * height > KEPT_PIXELS:
        picture.draft("RGB", (width // 2, height // 2))
    picture.load()
    image = _coloured(_upright(picture))
    while image.size[0] * image.size[1] > KEPT_PIXELS:
        image = image.reduce(2)
    if image.mode != "RGBA":
        return image
    sheet: Image = pillow.new("RGB", image.size, "white")
    sheet.paste(image, mask=image.getchannel("A"))
    return sheet


def _coloured(picture: Image) -> Image:
    """Return *picture* in RGB, or RGBA where it is transparent somewhere; a palette can't be made smaller."""
    if picture.mode.startswith("I"):
        # 16 bits of grey: Pillow would cut off at 255 what goes to 65,535, and the photo were white.
        picture = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    mode = "RGBA" if clear else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)  # a copy of 50 MP takes 200 MB


def _upright(picture: Image) -> Image:
    """Turn the picture as its EXIF note says; a note that can't be read is none."""
    from PIL import ImageOps  # noqa: PLC0415 - only with the extra

    with suppress(Exception):  # notes are written by anyone; the picture itself was fine
        ImageOps.exif_transpose(picture, in_place=True)
    return picture


def _kind(content: bytes) -> str:
    return next((kind for kind, signature in _SIGNATURES if signature.match(content)), "")


def _scans(content: bytes) -> int:
    """Return how many scans the first picture of a JPEG has."""
    scans, place = 0, 2
    while marker := _MARKER.search(content, place):
        place = marker.end()
        if marker[1] == b"\xd9":  # the end of the picture
            break
        scans += marker[1] == b"\xda"
        place += int.from_bytes(content[place : place + 2])
    return scans


def _refuse_two_natures(content: bytes, name: str) -> None:
    """Refuse a picture that other programs would take for an archive, a document or a script."""
    ends = {b"head": content[:_HEAD_BYTES], b"tail": content[-_TAIL_BYTES:]}
    ends[b"both"] = ends[b"head"] + ends[b"tail"]
    for words, where, pattern in _SECOND_NATURE:
        if pattern.search(ends[where]):
            _refuse("two-natures", name, f"is a picture and {words} at once", "take the photo anew")


def _pillow(kind: str) -> ModuleType:
    """Return Pillow, able to read *kind*; only with the extra."""
    try:
        from PIL import Image  # noqa: PLC0415 - only with the extra

        if kind == "HEIF":
            import pi_heif  # noqa: PLC0415 - only for HEIC

            pi_heif.register_heif_opener(thumbnails=False)
    except ImportError as fault:
        raise ConfigurationError(
            "extra-missing",
            "reading photos needs the extra 'label'",
            value=str(fault.name),
            next_step="pip install 'headunit[label]'",
        ) from fault
    return Image


def _refuse(kind: str, name: str, what: str, next_step: str) -> NoReturn:
    raise InputError(
        f"photo-{kind}", f"photo {name!r} {what}", value=name, expected="one still photo", next_step=next_step
    )
