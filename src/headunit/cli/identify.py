"""``headunit identify``: what each number is, and which radio it may be."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.complete import complete_brand
from headunit.cli.context import open_catalogue
from headunit.cli.output import command, heading, note, print_json, row, warning
from headunit.cli.shared import json_option, print_question, question_document
from headunit.errors import FileMissingError, InputError, ReadFailedError

if TYPE_CHECKING:
    from headunit.facts import Catalogue
    from headunit.identity import Identification, RankedFamily
    from headunit.numbers import Reading

__all__ = ["identification_document", "identify_command"]

_KINDS = {
    "vin": "the car's VIN, not the radio's serial",
    "serial": "the radio's serial",
    "precode": "the radio's precode: the code is found from it",
    "part-number": "a part number: the same on every such radio",
    "model-number": "a model number: the same on every such radio",
    "firmware-version": "a software version, not the serial",
    "card-number": "a number of the radio pass card, not the code",
    "security-code": "the code itself, as the caption says",
    "partial-serial": "a serial with its first letters left out",
    "digits": "four bare digits: the end of a serial, or a code",
    "unknown": "not known",
}


@click.command("identify")
@click.argument("text", nargs=-1)
@click.option("--brand", default="", metavar="BRAND", help="The car's brand.", shell_complete=complete_brand)
@click.option("--model", default="", metavar="MODEL", help="The car's model.")
@click.option("--year", type=int, metavar="YEAR", help="The car's year.")
@click.option("--vin", default="", metavar="VIN", help="The car's VIN.")
@click.option("--display", default="", metavar="TEXT", help="What the radio's display shows.")
@click.option(
    "--text-file", default="", metavar="FILE", help="Read the label's text from FILE, or - for standard input."
)
@json_option
def identify_command(
    text: tuple[str, ...],
    brand: str,
    model: str,
    year: int | None,
    vin: str,
    display: str,
    text_file: str,
    as_json: bool,
) -> int:
    """Say what each number in TEXT is, and which radio it may be.

    TEXT is what stands on the label, or what you know of the car, in any order.

    \b
      headunit identify "BP2346 5 1234567"
      headunit identify Nissan Qashqai 2011
      headunit identify --brand Opel --display "3 SAFE"
    """
    from headunit.identity import identify  # noqa: PLC0415 - '--help' needs no catalogue

    whole = "\n".join(filter(None, (" ".join(text), _read(text_file) if text_file else "")))
    if not any((whole.strip(), brand, model, year, vin, display)):
        raise InputError(
            "nothing-given",
            "there is nothing to identify",
            expected="text from the label, or what is known of the car",
            next_step="try: headunit identify Nissan Qashqai 2011",
        )
    catalogue = open_catalogue()
    found = identify(whole, catalogue, brand=brand, model=model, year=year, vin=vin, display=display)
    if as_json:
        print_json("identify", **identification_document(found))
    else:
        _print(found, catalogue)
    return 0 if found.numbers or found.families else 65


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except FileNotFoundError as fault:
        raise FileMissingError(
            "file-missing", f"there is no file {name!r}", value=name, next_step="check the name"
        ) from fault
    except OSError as fault:
        raise ReadFailedError("file-unreadable", f"{name!r} can't be read ({fault.strerror})", value=name) from fault
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(
            "text-encoding",
            f"{name!r} is no UTF-8 text (byte {fault.start})",
            value=name,
            expected="a text file in UTF-8",
            next_step="save it as UTF-8",
        ) from fault


def identification_document(found: Identification) -> dict[str, Any]:
    """Return the content of a ``headunit/identify/1`` document (docs/reference/json.md)."""
    car = found.car
    return {
        "numbers": [_number_document(reading) for reading in found.numbers],
        "car": {
            "brand": car.brand,
            "radio_maker": car.radio_maker,
            "model": car.model,
            "generation": car.generation,
            "year": car.year,
            "brand_by_vin": car.by_vin,
        },
        "families": [_family_document(family) for family in found.families],
        "question": question_document(found.question),
    }


def _number_document(reading: Reading) -> dict[str, Any]:
    return {
        "kind": str(reading.kind),
        "value": reading.value,
        "given": reading.given,
        "why": reading.why,
        "where": reading.where,
        "families": list(reading.families),
        "unsolved": list(reading.unsolved),
        "alternatives": [
            {"value": other.value, "kind": str(other.kind), "why": other.why} for other in reading.alternatives
        ],
    }


def _family_document(family: RankedFamily) -> dict[str, Any]:
    return {
        "id": family.id,
        "name": family.name,
        "score": family.score,
        "reasons": list(family.reasons),
        "against": list(family.against),
        "look_for": list(family.look_for),
        "article_only": family.article_only,
    }


def _print(found: Identification, catalogue: Catalogue) -> None:
    if found.numbers:
        heading("Numbers")
    for reading in found.numbers:
        _print_number(reading)
    if found.families:
        heading("Which radio" if len(found.families) > 1 else "The radio")
    for family in found.families:
        _print_family(family)
    if not found.numbers and not found.families:
        heading("Nothing recognised")
        warning("no number and no car that the catalogue knows: name the car's brand, or copy the radio's label")
    if found.not_shown:
        warning(f"no radio of the catalogue shows {found.not_shown!r}: copy the display letter by letter")
    if found.question:
        print_question(found.question)
    _print_next(found, catalogue)


def _print_number(reading: Reading) -> None:
    click.echo()
    row("number", reading.value, bold=True, fg="red" if reading.kind in {"vin", "firmware-version"} else "green")
    row("is", _KINDS[reading.kind])
    row("because", reading.why)
    for other in reading.alternatives[:3]:
        if reading.kind in {"serial", "precode"} and other.value != reading.value:
            row("check", f"{other.value} would fit too ({other.why})", dim=True)
        else:
            row("or", f"{other.value} ({other.kind.replace('-', ' ')}): {other.why}", fg="yellow")


def _print_family(family: RankedFamily) -> None:
    click.echo()
    row("family", family.id, bold=True, fg="cyan")
    note(family.name + (" (described by one article only)" if family.article_only else ""))
    row("for", "; ".join(family.reasons))
    if family.against:
        row("against", "; ".join(family.against))
    for index, item in enumerate(family.look_for):
        row("look for" if index == 0 else "", item)


def _print_next(found: Identification, catalogue: Catalogue) -> None:
    serials = [reading for reading in found.numbers if reading.kind in {"serial", "precode"}]
    click.echo()
    if serials:
        note("Next, the code:")
        brand = f" --brand {shlex.quote(found.car.brand)}" if found.car.brand else ""
        command(f"headunit code {serials[0].value}{brand}")
    elif found.question:
        note("All that is known of a family: headunit family ID")
    elif found.families and not catalogue.head(found.families[0].id).rules:
        note("All that is known about it, and the official way to its code:")
        command(f"headunit family {found.families[0].id}")
    elif found.families:
        note("Next: copy the number from the radio's label, then")
        command("headunit code NUMBER")
    likely = serials[0].families if serials else tuple(family.id for family in found.families)
    if len(likely) == 1 and catalogue.has_plan(likely[0]):
        note("With the code in hand, the keys to press:")
        command(f"headunit plan {likely[0]}")
    click.echo()
