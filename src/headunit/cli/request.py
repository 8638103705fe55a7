"""``headunit request``: a letter to the dealer that can be sent as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from headunit.cli.complete import complete_family
from headunit.cli.context import open_catalogue
from headunit.cli.output import print_json
from headunit.cli.replace_file import write_whole
from headunit.cli.shared import json_option, route_document
from headunit.codes.read_serial import LABEL_NEXT, NOT_SERIALS
from headunit.errors import InputError, UnknownNameError
from headunit.facts.shapes import number_shapes
from headunit.numbers import Vin, canonical, read_numbers

if TYPE_CHECKING:
    from headunit.facts import Catalogue

__all__ = ["request_command"]


@click.command("request")
@click.argument("family", shell_complete=complete_family)
@click.option("--serial", default="", metavar="SERIAL", help="The serial on the radio's label.")
@click.option("--part-number", default="", metavar="NUMBER", help="The part number on the label.")
@click.option("--vin", default="", metavar="VIN", help="The car's VIN.")
@click.option("--car", default="", metavar="TEXT", help="Make, model and year.")
@click.option("--owner", default="", metavar="NAME", help="Your name.")
@click.option("--markdown", is_flag=True, help="Write Markdown instead of plain text.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE.")
@json_option
def request_command(
    family: str,
    serial: str,
    part_number: str,
    vin: str,
    car: str,
    owner: str,
    markdown: bool,
    output: Path | None,
    as_json: bool,
) -> int:
    """Write the request to the dealer.

    It asks for the code, or for the workshop's help where a radio has none. FAMILY is a kind of radio ('headunit
    families'), or a brand when you don't know it. What is not given becomes a line to fill in by hand.
    """
    from headunit.recovery import RequestDetails, dealer_request  # noqa: PLC0415 - '--help' needs no letter

    catalogue = open_catalogue()
    unit, route_id = _unit_and_route(family, catalogue)
    details = RequestDetails(
        unit=unit,
        serial=_checked_serial(serial, catalogue),
        part_number=part_number.strip(),
        vin=str(Vin(canonical(vin))) if vin else "",
        car=car.strip(),
        owner=owner.strip(),
    )
    route = catalogue.routes[route_id]
    letter = dealer_request(details, route, markdown=markdown)
    if output is not None:
        write_whole(output, letter)
        click.echo(f"written to {output}", err=True)
    if as_json:
        print_json("request", family=family, route=route_document(route), text=letter)
    elif output is None:
        click.echo(letter, nl=False)
    return 0


def _checked_serial(serial: str, catalogue: Catalogue) -> str:
    """Return *serial* as it was typed; raises InputError (``not-a-serial``) for what is surely another number."""
    readings = read_numbers(serial, number_shapes(catalogue))
    if len(readings) == 1 and readings[0].kind in NOT_SERIALS:
        raise InputError(
            "not-a-serial",
            f"{serial.strip()!r} is {NOT_SERIALS[readings[0].kind]}",
            value=serial.strip(),
            expected="the radio's serial",
            next_step=LABEL_NEXT,
        )
    return serial.strip()


def _unit_and_route(name: str, catalogue: Catalogue) -> tuple[str, str]:
    """Return what the letter calls the radio, and whom it goes to, for a family, an unsolved serial or a brand."""
    for entry in catalogue.unsolved:
        if entry.id == name:
            return (f"{entry.brands[0]} car radio" if len(entry.brands) == 1 else "car radio"), entry.route
    if name in catalogue.routes:
        return "car radio", name
    if any(head.id == name for head in catalogue.heads):
        return catalogue.head(name).name, catalogue.head(name).route
    try:
        brand = catalogue.brand(name)
    except UnknownNameError:
        catalogue.head(name)
        raise
    return f"{brand.name} car radio", brand.route
