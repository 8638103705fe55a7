"""``headunit label``: the serial from photos of the label, with a question for every doubtful character."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headunit.cli.context import open_catalogue
from headunit.cli.output import command, note, shell_word
from headunit.cli.shared import json_option

if TYPE_CHECKING:
    from headunit.label import LabelReading

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
    from headunit.cli.label_screen import ask_doubts, print_reading  # noqa: PLC0415 - as above
    from headunit.cli.output import print_json  # noqa: PLC0415 - as above
    from headunit.label import explain as write_pictures  # noqa: PLC0415 - as above
    from headunit.label import read_label  # noqa: PLC0415 - as above

    reading = read_label(photos, open_catalogue())
    written = write_pictures(reading, Path(explain)) if explain is not None else []
    if as_json:
        print_json("label", **label_document(reading, reveal=reveal))
        return _status(reading)
    print_reading(reading, reveal=reveal)
    for path in written:
        note(f"picture: {shell_word(str(path))}")
    if reading.questions and on_a_terminal():
        reading = ask_doubts(reading)
    _print_next(reading)
    return _status(reading)


def on_a_terminal() -> bool:
    """Return whether a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _status(reading: LabelReading) -> int:
    return 0 if reading.serial.complete or (reading.code is not None and reading.refused is None) else 65


def _print_next(reading: LabelReading) -> None:
    click.echo()
    value = reading.serial.value
    if value is not None:
        _print_what_fits(reading, value)
    elif reading.serial.characters:
        note("Look at the label where the brackets are, and type what stands there:")
        command("headunit code SERIAL")
        note("Or take another photo, the light from another side, and give both.")
    elif reading.refused is not None:
        note("Or type what stands on the label:")
        command("headunit code SERIAL")
    click.echo()


def _print_what_fits(reading: LabelReading, serial: str) -> None:
    """Name the next step: both numbers of the label tell more than one, and only a known form has a rule."""
    part = reading.part_number.value
    note("Compare it with the label once more.")
    if part is not None or not reading.families:
        note("Which radio it may be:")
        command(" ".join(filter(None, ("headunit identify", serial, part))))
    if reading.families:
        note("Its code:")
        command(f"headunit code {serial}")
