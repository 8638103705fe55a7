"""Turn what was settled into a reading: characters with confidence and origin, and one question for each doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.label.coded import vins_by_codes
from headunit.label.crops import crop_png
from headunit.label.doubt import Judged, judge
from headunit.label.reading import CharacterReading, LabelField, LabelQuestion, LabelReading, Origin

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    from headunit.label.barcodes import Barcode
    from headunit.label.candidates import Roles
    from headunit.label.lack import Lack
    from headunit.label.settle import Settled
    from headunit.label.value import Cell, Value
    from headunit.numbers import RadioCode

__all__ = ["Findings", "field_of", "reading_of"]

_LEAST_KNOWN = 0.5
_FEWEST = 4
_LEAST_PART = 0.55


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Hold what is known about a label once everything was looked at.

    *lack*: why there is no serial, where that is known.
    """

    settled: Settled | None
    roles: Roles | None
    barcodes: tuple[Barcode, ...]
    code: RadioCode | None
    shots: int
    lack: Lack | None = None


def reading_of(findings: Findings, names: tuple[str, ...], pixels: NDArray[np.uint8] | None) -> LabelReading:
    """Return the reading; a serial of which too little is known is left out."""
    roles, settled = findings.roles, findings.settled
    serial = _serial(settled, findings.shots) if settled is not None else LabelField()
    known = sum(character.value is not None for character in serial.characters)
    if known < max(_FEWEST, _LEAST_KNOWN * len(serial.characters)):
        serial = LabelField()
    picture = _picture(pixels)
    form = settled.form if settled is not None and serial.characters else None
    return LabelReading(
        photos=names,
        serial=serial,
        part_number=field_of(roles.part if roles else None),
        model=field_of(roles.model if roles else None),
        barcodes=findings.barcodes,
        vins=tuple(dict.fromkeys((*(roles.vins if roles else ()), *vins_by_codes(findings.barcodes)))),
        questions=_questions(serial, picture, unsure=settled is not None and settled.unsure),
        families=tuple(dict.fromkeys(form.pattern.families)) if form is not None else (),
        code=findings.code,
        picture=picture,
    )


def _picture(pixels: NDArray[np.uint8] | None) -> Image | None:
    if pixels is None:
        return None
    from PIL import Image  # noqa: PLC0415 - only with the extra

    return Image.fromarray(pixels[:, :, ::-1])


def _serial(settled: Settled, shots: int) -> LabelField:
    source = Origin.BARCODE if settled.barcode is not None else Origin.SHOTS if shots > 1 else Origin.TEXT
    characters = [_character(entry, cell, source) for entry, cell in zip(judge(settled), settled.cells, strict=True)]
    if settled.cut_left:
        characters.insert(0, _hidden(characters[0], -1))
    if settled.cut_right:
        characters.append(_hidden(characters[-1], 1))
    return LabelField(characters=tuple(characters))


def _character(entry: Judged, cell: Cell, source: Origin) -> CharacterReading:
    return CharacterReading(
        value=entry.value or None,
        confidence=round(entry.confidence, 4),
        doubtful=entry.doubtful,
        source=source if entry.value else Origin.NONE,
        rivals=entry.rivals,
        place=cell.place,
        height=cell.height,
    )


def _hidden(beside: CharacterReading, side: int) -> CharacterReading:
    """Return the place beside the first or the last character, where something may be hidden."""
    place = (beside.place[0] + side * 0.5 * beside.height, beside.place[1])
    return CharacterReading(
        value=None, confidence=0.0, doubtful=True, source=Origin.NONE, place=place, height=beside.height
    )


def field_of(value: Value | None) -> LabelField:
    """Return the characters of a part number or model; they decide nothing, so only what is hidden is doubtful."""
    if value is None:
        return LabelField()
    return LabelField(
        characters=tuple(
            CharacterReading(
                value=cell.best or None,
                confidence=round(cell.sure, 4),
                doubtful=cell.sure < _LEAST_PART,
                source=Origin.TEXT if cell.best else Origin.NONE,
                place=cell.place,
                height=cell.height,
            )
            for cell in value.cells
        )
    )


def _questions(serial: LabelField, picture: Image | None, *, unsure: bool) -> tuple[LabelQuestion, ...]:
    last = len(serial.characters) - 1
    asked: list[LabelQuestion] = []
    for index, character in enumerate(serial.characters):
        if not character.doubtful:
            continue
        crop = crop_png(picture, character.place, character.height) if picture is not None else b""
        asked.append(
            LabelQuestion(
                index=index,
                text=_words(character, index, last, whole=unsure and not asked),
                whole=unsure and not asked,
                options=character.rivals,
                crop=crop,
                open=character.value is None,
            )
        )
    return tuple(asked)


def _words(character: CharacterReading, index: int, last: int, *, whole: bool) -> str:
    """Return the question; the first one says so where another number of the label may be the serial (*whole*)."""
    if whole:
        return f"It isn't certain that this number is the serial. {_words(character, index, last, whole=False)}"
    place = f"character {index + 1} of the serial"
    if character.value is None and index in {0, last}:
        end = "before the first" if index == 0 else "behind the last"
        return f"What stands {end} character that can be read? It may be nothing."
    if character.value is None:
        return f"What is {place}? It can't be read on the photo; it may be nothing but a space."
    if len(character.rivals) > 1:
        return f"Is {place} {' or '.join(character.rivals)}?"
    return f"Is {place} {character.value}?"
