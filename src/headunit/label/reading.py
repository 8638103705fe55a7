"""What photos of one label say: each character with its confidence and origin, and the questions that remain.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from headunit.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

    from headunit.label.barcodes import Barcode
    from headunit.label.sheet import Point
    from headunit.numbers import RadioCode

__all__ = ["CharacterReading", "LabelField", "LabelQuestion", "LabelReading", "LabelRefusal", "Origin"]

_LONGEST_ANSWER = 12
_ALPHABET = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Origin(StrEnum):
    """Say where a character is from."""

    TEXT = "text"
    SHOTS = "shots"
    BARCODE = "barcode"
    PERSON = "person"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterReading:
    """Hold one position: *value* (None when hidden), *confidence* 0 to 1, *rivals* that may stand there instead.

    *place* is its middle in pixels of the picture it was read in, *height* that of its line there; 0 is not known.
    """

    value: str | None
    confidence: float
    doubtful: bool
    source: Origin
    rivals: tuple[str, ...] = ()
    place: Point = (0.0, 0.0)
    height: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelField:
    """Hold one number of the label, character by character, without separators."""

    characters: tuple[CharacterReading, ...] = ()

    @property
    def complete(self) -> bool:
        """Return whether every character is known and none is doubtful."""
        return bool(self.characters) and not any(character.doubtful for character in self.characters)

    @property
    def value(self) -> str | None:
        """Return the number, or None as long as a character of it is doubtful or hidden."""
        return self.likely if self.complete else None

    @property
    def likely(self) -> str:
        """Return the likeliest characters, ``?`` for hidden ones; never to be used unasked."""
        return "".join(character.value or "?" for character in self.characters)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelQuestion:
    """Ask for one character of the serial: *index* counts from 0, *options* are likely answers, best first.

    *crop* is a PNG of the place, empty when there is none. *open*: there may be no, one or several characters.
    *whole*: another number of the label may be the serial.
    """

    index: int
    text: str
    options: tuple[str, ...]
    crop: bytes = b""
    open: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRefusal:
    """Say why the label can't be read from these photos, and how to take the next one."""

    reason: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelReading:
    """Hold what the photos of one label say.

    *families* are those whose sourced label pattern the serial has; none: no pattern knows it. *code* is the number
    behind the word that means the code, on a photographed code card. *picture* is what the places refer to: the photo,
    or several shots laid over each other.
    """

    photos: tuple[str, ...]
    serial: LabelField = LabelField()
    part_number: LabelField = LabelField()
    model: LabelField = LabelField()
    barcodes: tuple[Barcode, ...] = ()
    vins: tuple[str, ...] = ()
    questions: tuple[LabelQuestion, ...] = ()
    refused: LabelRefusal | None = None
    families: tuple[str, ...] = ()
    code: RadioCode | None = None
    picture: Image | None = field(default=None, compare=False, repr=False)

    def answered(self, index: int, text: str) -> LabelReading:
        """Return the reading with *text* at the doubtful place *index*; for a hidden place of any length up to 12.

        Raises InputError (``label-answer``).
        """
        asked = next((question for question in self.questions if question.index == index), None)
        given = text.strip().upper()
        if asked is None or not _ALPHABET.issuperset(given) or len(given) > _LONGEST_ANSWER:
            raise _no_answer(index, text)
        if len(given) != 1 and not asked.open:
            raise _no_answer(index, text)
        old = self.serial.characters[index]
        new = tuple(
            replace(old, value=character, confidence=1.0, doubtful=False, source=Origin.PERSON, rivals=())
            for character in given
        )
        characters = (*self.serial.characters[:index], *new, *self.serial.characters[index + 1 :])
        shift = len(new) - 1
        questions = tuple(
            replace(question, index=question.index + (shift if question.index > index else 0))
            for question in self.questions
            if question.index != index
        )
        return replace(self, serial=LabelField(characters=characters), questions=questions)


def _no_answer(index: int, text: str) -> InputError:
    return InputError(
        "label-answer",
        f"{text!r} is no answer for character {index + 1} of the serial",
        value=text,
        expected="one letter or digit; for a hidden place as many as stand there",
        next_step="type the letter or digit that stands there on the label",
    )
