"""``headunit label``: the serial from photos of the label, with a question for every doubtful character."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headunit.cli.context import open_catalogue
from headunit.cli.output import command, heading, note, row, shell_word, warning
from headunit.cli.shared import json_option

if TYPE_CHECKING:
    from headunit.label import LabelField, LabelReading

__all__ = ["label_command"]


@click.command("label")
@click.argument("photos", nargs=-1, required=True, metavar="PHOTO...")
@click.option("--each", is_flag=True, help="Every photo shows another label; needs --jsonl.")
@click.option("--jsonl", is_flag=True, help="Print one JSON document per line and label.")
@click.option("--explain", metavar="DIR", help="Save a picture of what was read where, and of each doubtful place.")
@click.option("--reveal", is_flag=True, help="Show the number on a code card in clear.")
@json_option
def label_command(
    photos: tuple[str, ...], each: bool, jsonl: bool, explain: str | None, reveal: bool, as_json: bool
) -> int:
    """Read the serial from photos of one label.

    Up to five photos of the same label are read together: with the light from different sides they show more than one.
    On a terminal the doubtful characters are asked for.

    \b
      headunit label photo.jpg
      headunit label left.jpg right.jpg above.jpg --explain pictures
      headunit label --each box/*.jpg --jsonl
    """
    if each or jsonl:
        if not (each and jsonl) or as_json:
            message = "--each and --jsonl go together, without --json"
            raise click.UsageError(message, click.get_current_context())
        from headunit.cli.label_document import print_each  # noqa: PLC0415 - '--help' needs none of it

        return print_each(photos, open_catalogue(), explain=explain, reveal=reveal)
    from headunit.cli.label_document import label_document  # noqa: PLC0415 - as above
    from headunit.cli.output import print_json  # noqa: PLC0415 - as above
    from headunit.label import explain as write_pictures  # noqa: PLC0415 - as above
    from headunit.label import read_label  # noqa: PLC0415 - as above

    reading = read_label(photos, open_catalogue())
    written = write_pictures(reading, Path(explain)) if explain is not None else []
    if as_json:
        print_json("label", **label_document(reading, reveal=reveal))
        return _status(reading)
    _print_reading(reading, reveal=reveal)
    for path in written:
        note(f"picture: {shell_word(str(path))}")
    if reading.questions and sys.stdin.isatty() and sys.stdout.isatty():
        reading = _ask(reading)
    _print_next(reading)
    return _status(reading)


def _status(reading: LabelReading) -> int:
    return 0 if reading.serial.complete or (reading.code is not None and reading.refused is None) else 65


def _spaced(field: LabelField) -> str:
    """Return the characters, doubtful ones in brackets, hidden ones as an underscore."""
    shown = []
    for character in field.characters:
        value = character.value or "_"
        shown.append(f"[{value}]" if character.doubtful else value)
    return "".join(shown)


def _print_reading(reading: LabelReading, *, reveal: bool) -> None:
    heading("What the label says")
    click.echo()
    if reading.serial.characters:
        sure = reading.serial.complete
        row("serial", _spaced(reading.serial), bold=True, fg="green" if sure else "yellow")
        if not sure:
            note("In [brackets]: look at the label again. An underscore: hidden on the photo.")
        source = reading.serial.characters[0].source
        note({"barcode": "from a bar code", "shots": "from all photos together"}.get(source, "from the print"))
    if reading.part_number.characters:
        row("part number", _spaced(reading.part_number))
    if reading.model.characters:
        row("model", reading.model.likely)
    for index, code in enumerate(reading.barcodes):
        row("bar codes" if index == 0 else "", f"{code.format}: {code.text}")
    for vin in reading.vins:
        row("VIN", f"{vin} – the car's number, never the radio's serial")
    if reading.code is not None:
        row("code card", " ".join(reading.code.reveal()) if reveal else "•" * len(reading.code))
        note("A number named as the code. Whether it can be this radio's: headunit card-check")
    if reading.refused is not None:
        row("not read", reading.refused.reason, bold=True, fg="red")
        for index, advice in enumerate(reading.refused.advice.split("; ")):
            row("next photo" if index == 0 else "", advice)


def _ask(reading: LabelReading) -> LabelReading:
    """Ask for each doubtful character on the terminal; Enter leaves it open."""
    from headunit.errors import InputError  # noqa: PLC0415 - only on a terminal

    click.echo()
    open_places: set[str] = set()
    while True:
        question = next((question for question in reading.questions if question.text not in open_places), None)
        if question is None:
            return reading
        row("question", question.text, bold=True)
        answer = click.prompt("  answer (Enter: can't tell)", default="", show_default=False)
        if question.open and answer.strip() in {"-", "nothing", "none"}:
            reading = reading.answered(question.index, "")
        elif not answer.strip():
            open_places.add(question.text)
        else:
            try:
                reading = reading.answered(question.index, answer)
            except InputError as error:
                warning(str(error))


def _print_next(reading: LabelReading) -> None:
    click.echo()
    value = reading.serial.value
    if value is not None:
        note("Compare it with the label once more, then:")
        command(f"headunit code {value}")
    elif reading.serial.characters:
        note("Look at the label where the brackets are, and type what stands there:")
        command("headunit code SERIAL")
        note("Or take another photo, the light from another side, and give both.")
    elif reading.refused is not None:
        note("Or type what stands on the label:")
        command("headunit code SERIAL")
    click.echo()
