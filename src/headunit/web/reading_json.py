"""A reading of a label as JSON, from the process that looks at photos to the one that shows pages, and back.  Pure."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from headunit.label.reading import (
    CharacterReading,
    LabelField,
    LabelQuestion,
    LabelReading,
    LabelRefusal,
    Origin,
)
from headunit.numbers import RadioCode

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["reading_document", "reading_from"]


def reading_document(reading: LabelReading) -> dict[str, Any]:
    """Return *reading* as JSON has it, with what a page shows of it; the number on a code card stands in clear."""
    refused = reading.refused
    return {
        "photos": list(reading.photos),
        "serial": _characters(reading.serial),
        "part_number": _characters(reading.part_number),
        "model": _characters(reading.model),
        "vins": list(reading.vins),
        "families": list(reading.families),
        "questions": [
            {
                "index": question.index,
                "text": question.text,
                "options": list(question.options),
                "open": question.open,
                "whole": question.whole,
                "crop": b64encode(question.crop).decode(),
            }
            for question in reading.questions
        ],
        "code": None if reading.code is None else reading.code.reveal(),
        "refused": None if refused is None else {"reason": refused.reason, "advice": refused.advice},
    }


def _characters(field: LabelField) -> list[dict[str, Any]]:
    return [
        {
            "value": character.value,
            "confidence": character.confidence,
            "doubtful": character.doubtful,
            "source": str(character.source),
            "rivals": list(character.rivals),
        }
        for character in field.characters
    ]


def reading_from(document: Mapping[str, Any]) -> LabelReading:
    """Return the reading that :func:`reading_document` made *document* of, without bar codes and places."""
    return LabelReading(
        photos=tuple(document["photos"]),
        serial=_field(document["serial"]),
        part_number=_field(document["part_number"]),
        model=_field(document["model"]),
        vins=tuple(document["vins"]),
        families=tuple(document["families"]),
        questions=tuple(
            LabelQuestion(
                index=asked["index"],
                text=asked["text"],
                options=tuple(asked["options"]),
                open=asked["open"],
                whole=asked["whole"],
                crop=b64decode(asked["crop"]),
            )
            for asked in document["questions"]
        ),
        code=None if document["code"] is None else RadioCode(document["code"]),
        refused=None if document["refused"] is None else LabelRefusal(**document["refused"]),
    )


def _field(characters: list[dict[str, Any]]) -> LabelField:
    return LabelField(
        characters=tuple(
            CharacterReading(
                value=character["value"],
                confidence=character["confidence"],
                doubtful=character["doubtful"],
                source=Origin(character["source"]),
                rivals=tuple(character["rivals"]),
            )
            for character in characters
        )
    )
