"""What the pages of a photographed label show: its characters one by one, the questions, and where it all stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import InputError
from headunit.label.reading import Origin
from headunit.web.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from headunit.label.reading import CharacterReading, LabelField, LabelQuestion, LabelReading
    from headunit.web.label_desk import Job

__all__ = ["Asked", "Cell", "answered", "answers_from", "asked_of", "cells_of", "origin_of", "state_of"]

CANT_TELL = "?"
NOTHING = "-"
_OTHER = "other"
_LONGEST = 40


class Cell(NamedTuple):
    """Hold one character as it is shown; *state* is ``sure``, ``doubt``, ``hidden`` or ``said`` by the person."""

    text: str
    state: str


class Asked(NamedTuple):
    """Hold one question with its *number* among all, its *words*, what was *said* to it, and if it has a picture."""

    number: int
    words: str
    question: LabelQuestion
    said: str
    pictured: bool

    @property
    def other(self) -> str:
        """Return what was typed, where it is none of the answers to choose from."""
        return "" if self.said in {*self.question.options, CANT_TELL, NOTHING} else self.said


def state_of(job: Job | None, *, kept: bool, again: bool = False) -> str:
    """Return where the label stands, as the page calls it; *again* asks the questions once more."""
    if job is None:
        return "waiting" if kept else "none"
    if job.reading is None:
        return "fault" if job.fault is not None else "reading"
    if job.card:
        return "no-code" if job.reading.code is None else "code"
    if not job.reading.serial.characters:
        return "refused"
    if job.reading.questions and (again or job.answers is None):
        return "questions"
    return "confirm" if answered(job.reading, job.answers or {}).serial.complete else "doubt"


def answered(reading: LabelReading, answers: Mapping[int, str]) -> LabelReading:
    """Return *reading* with the *answers*, from the last place to the first, for one may move those behind it."""
    for index in sorted(answers, reverse=True):
        if answers[index] != CANT_TELL:
            reading = reading.answered(index, "" if answers[index] == NOTHING else answers[index])
    return reading


def answers_from(reading: LabelReading, form: Mapping[str, str]) -> dict[int, str]:
    """Return what a form says to each question; raises InputError (``label-answer``, ``label-other``)."""
    answers = {}
    for question in reading.questions:
        said = form.get(f"q{question.index}", CANT_TELL)
        other = form.get(f"o{question.index}", "").strip().upper()
        if said == _OTHER or (other and said == CANT_TELL):
            said = other
        if not said or len(said) > _LONGEST:
            raise InputError(
                "label-other",
                "“something else” was chosen, and nothing was typed",
                expected="the character that stands there",
                next_step="type it, or say that you can't tell",
            )
        answers[question.index] = said
    answered(reading, answers)
    return answers


def asked_of(job: Job) -> tuple[Asked, ...]:
    """Return the questions with what was said to them."""
    if job.reading is None:
        return ()
    said, last = job.answers or {}, len(job.reading.serial.characters) - 1
    return tuple(
        Asked(number, _words(question, last), question, said.get(question.index, ""), bool(question.crop))
        for number, question in enumerate(job.reading.questions, 1)
    )


def _words(question: LabelQuestion, last: int) -> str:
    """Return the question in the language of the page."""
    if question.whole:
        whole = _("It isn’t certain that this number is the serial.")
        return f"{whole} {_words(replace(question, whole=False), last)}"
    if question.open and question.index == 0:
        return _("What stands before the first character that can be read? It may be nothing.")
    if question.open and question.index == last:
        return _("What stands behind the last character that can be read? It may be nothing.")
    words = (
        _("What is character {at}? It can’t be read on the photo; it may be nothing but a space.")
        if question.open
        else _("Character {at}: {options}?")
    )
    return words.replace("{at}", str(question.index + 1)).replace("{options}", _(" or ").join(question.options))


def cells_of(field: LabelField) -> tuple[Cell, ...]:
    """Return the characters of *field*."""
    return tuple(Cell(character.value or "", _state(character)) for character in field.characters)


def _state(character: CharacterReading) -> str:
    if character.source is Origin.PERSON:
        return "said"
    if character.value is None:
        return "hidden"
    return "doubt" if character.doubtful else "sure"


def origin_of(reading: LabelReading) -> str:
    """Return in words where the serial was read."""
    sources = {character.source for character in reading.serial.characters}
    if Origin.BARCODE in sources:
        return _("From a bar code on the label")
    return _("From all photos together") if Origin.SHOTS in sources else _("From the print on the label")
