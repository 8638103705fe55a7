"""The JSON documents of ``headunit label``, alone or one a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.output import visible
from headunit.errors import HeadunitError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.facts import Catalogue
    from headunit.label import LabelField, LabelReading

__all__ = ["label_document", "print_each"]


def label_document(reading: LabelReading, *, reveal: bool) -> dict[str, Any]:
    """Return the content of a ``headunit/label/1`` document (docs/reference/json.md)."""
    refused = reading.refused
    return {
        "photos": list(reading.photos),
        "serial": _field(reading.serial),
        "part_number": _field(reading.part_number),
        "model": _field(reading.model),
        "barcodes": [{"format": code.format, "text": code.text} for code in reading.barcodes],
        "vins": list(reading.vins),
        "families": list(reading.families),
        "questions": [
            {
                "position": question.index,
                "text": question.text,
                "options": list(question.options),
                "open": question.open,
            }
            for question in reading.questions
        ],
        "code_card": None if reading.code is None else _code(reading.code.reveal(), reveal=reveal),
        "refused": None if refused is None else {"reason": refused.reason, "advice": refused.advice},
    }


def _code(digits: str, *, reveal: bool) -> str:
    return digits if reveal else "•" * len(digits)


def _field(field: LabelField) -> dict[str, Any]:
    return {
        "value": field.value,
        "complete": field.complete,
        "characters": [
            {
                "value": character.value,
                "confidence": character.confidence,
                "doubtful": character.doubtful,
                "source": str(character.source),
            }
            for character in field.characters
        ],
    }


def print_each(photos: Sequence[str], catalogue: Catalogue, *, explain: str | None, reveal: bool) -> int:
    """Print one line for each photo, also for one that is refused; the models are loaded once."""
    from headunit.label import explain as write_pictures  # noqa: PLC0415 - '--help' needs none of it
    from headunit.label import read_label  # noqa: PLC0415 - as above

    names: set[str] = set()
    for photo in photos:
        try:
            reading = read_label((photo,), catalogue)
        except HeadunitError as error:
            if error.code == "extra-missing":
                raise
            document = _refused(photo, error)
        else:
            if explain is not None:
                write_pictures(reading, Path(explain), name=_new_name(photo, names))
            document = label_document(reading, reveal=reveal)
        line = json.dumps({"format": "headunit/label/1", **document}, ensure_ascii=False)
        click.echo(visible(line))
    return 0


def _new_name(photo: str, names: set[str]) -> str:
    """Return a name for the pictures of *photo* that no other photo has: two folders may hold an IMG_0001."""
    from headunit.label.pictures import name_of  # noqa: PLC0415 - as above

    first = name_of(photo)
    name = next(
        name for name in (first, *(f"{first}-{number}" for number in range(2, len(names) + 3))) if name not in names
    )
    names.add(name)
    return name


def _refused(photo: str, error: HeadunitError) -> dict[str, Any]:
    from headunit.label.reading import LabelReading, LabelRefusal  # noqa: PLC0415 - as above

    refusal = LabelRefusal(reason=error.message, advice=error.next_step)
    return label_document(LabelReading(photos=(photo,), refused=refusal), reveal=False)
