"""A reading of a label on the screen: what was read, what is in doubt, and a question for each doubtful place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from headunit.cli.output import heading, note, row, warning

if TYPE_CHECKING:
    from headunit.label import LabelField, LabelReading

__all__ = ["ask_doubts", "print_reading"]

_ENTER = "Enter: can't tell"
_NOTHING = "; nothing: no character there"
_FROM = {"barcode": "from a bar code", "shots": "from all photos together"}


def spaced(field: LabelField) -> str:
    """Return the characters, doubtful ones in brackets, hidden ones as an underscore."""
    shown = []
    for character in field.characters:
        value = character.value or "_"
        shown.append(f"[{value}]" if character.doubtful else value)
    return "".join(shown)


def print_reading(reading: LabelReading, *, reveal: bool) -> None:
    """Show what the label says; the number on a code card in dots unless *reveal*."""
    heading("What the label says")
    click.echo()
    _print_serial(reading)
    if reading.part_number.characters:
        row("part number", spaced(reading.part_number))
    if reading.model.characters:
        row("model", reading.model.likely)
    for index, code in enumerate(reading.barcodes):
        row("bar codes" if index == 0 else "", f"{code.format}: {code.text}")
    for vin in reading.vins:
        row("VIN", f"{vin} – the car's number, never the radio's serial")
    if reading.code is not None:
        row("code card", " ".join(reading.code.reveal()) if reveal else "•" * len(reading.code))
        note("A number named as the code. Whether it can be this radio's:")
        note("headunit card-check FAMILY, with a name that 'headunit families' lists")
    if reading.refused is not None:
        row("not read", reading.refused.reason, bold=True, fg="red")
        for index, advice in enumerate(reading.refused.advice.split("; ")):
            row("next photo" if index == 0 else "", advice)


def _print_serial(reading: LabelReading) -> None:
    if not reading.serial.characters:
        return
    sure = reading.serial.complete
    row("serial", spaced(reading.serial), bold=True, fg="green" if sure else "yellow")
    if not sure:
        hidden = any(not character.value for character in reading.serial.characters)
        note("In [brackets]: look at the label again." + (" An underscore: hidden on the photo." if hidden else ""))
    sources = {str(character.source) for character in reading.serial.characters}
    note(next((words for source, words in _FROM.items() if source in sources), "from the print"))


def ask_doubts(reading: LabelReading) -> LabelReading:
    """Ask for each doubtful character on the terminal; Enter leaves it open."""
    from headunit.errors import InputError  # noqa: PLC0415 - only on a terminal

    click.echo()
    left_open: set[str] = set()
    while True:
        question = next((question for question in reading.questions if question.text not in left_open), None)
        if question is None:
            return reading
        row("question", question.text, bold=True)
        answer = click.prompt(f"  answer ({_ENTER}{_NOTHING if question.open else ''})", default="", show_default=False)
        if question.open and answer.strip().casefold() in {"-", "nothing", "none"}:
            reading = reading.answered(question.index, "")
        elif not answer.strip():
            left_open.add(question.text)
        else:
            try:
                reading = reading.answered(question.index, answer)
            except InputError as error:
                warning(str(error))
