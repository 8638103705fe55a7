"""Draw what was read where: the picture with every line framed, and each doubtful place as a picture of its own."""

from __future__ import annotations

import itertools
import re
from math import hypot
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from headunit.errors import CannotWriteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from headunit.label.reading import CharacterReading, LabelReading

__all__ = ["explain", "name_of"]

_COLOURS = {"sure": (20, 140, 60), "doubtful": (225, 120, 0), "hidden": (200, 30, 30), "barcode": (30, 90, 200)}


def explain(reading: LabelReading, folder: Path, *, name: str = "") -> list[Path]:
    """Write ``NAME-read.png`` and one picture for each question into *folder*, made if need be; return the paths.

    *name* is :func:`name_of` of the first photo unless it is given. Raises CannotWriteError (``cannot-write``).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name = name or name_of(reading.photos[0])
        written: list[Path] = []
        if reading.picture is not None:
            sheet = reading.picture.convert("RGB")
            _draw(sheet, reading)
            written.append(folder / f"{name}-read.png")
            sheet.save(written[0])
        for question in reading.questions:
            if question.crop:
                path = folder / f"{name}-character-{question.index + 1}.png"
                path.write_bytes(question.crop)
                written.append(path)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise CannotWriteError(
            "cannot-write", f"{str(folder)!r} can't be written ({reason})", value=str(folder), next_step="name another"
        ) from fault
    return written


def name_of(photo: str) -> str:
    """Return what the pictures of *photo* are named by: its name without folder and ending, in plain letters."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", Path(photo).stem).strip("-") or "label"


def _draw(sheet: Image, reading: LabelReading) -> None:
    from PIL import ImageDraw  # noqa: PLC0415 - only with the extra

    pen = ImageDraw.Draw(sheet)
    for code in reading.barcodes:
        pen.polygon(list(code.corners), outline=_COLOURS["barcode"], width=4)
    for characters in (reading.serial.characters, reading.part_number.characters):
        width = _step(characters) / 2
        for character in characters:
            x, y = character.place
            half = character.height * 0.42
            if half > 0:
                pen.rectangle((x - width, y - half, x + width, y + half), outline=_COLOURS[_kind(character)], width=3)
    _write_banner(sheet, reading.serial.characters)


def _step(characters: Sequence[CharacterReading]) -> float:
    """Return the usual distance between neighbours, in pixels."""
    places = [character.place for character in characters]
    steps = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(places)]
    return median(steps) * 0.9 if steps else 0.0


def _write_banner(sheet: Image, characters: Sequence[CharacterReading]) -> None:
    """Write what was read across the top, in the colours of the frames."""
    from PIL import ImageDraw, ImageFont  # noqa: PLC0415 - only with the extra

    if not characters:
        return
    size = min(sheet.height // 14, sheet.width // len(characters))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, sheet.width, round(size * 1.4)), fill="white")
    font = ImageFont.load_default(size)
    for index, character in enumerate(characters):
        middle = ((index + 0.8) * size * 0.8, size * 0.7)
        pen.text(middle, character.value or "_", _COLOURS[_kind(character)], font=font, anchor="mm")


def _kind(character: CharacterReading) -> str:
    if character.value is None:
        return "hidden"
    return "doubtful" if character.doubtful else "sure"
