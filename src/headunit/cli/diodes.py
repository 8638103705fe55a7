"""``headunit diodes``: the code of an old Volvo radio from its block of diodes."""

from __future__ import annotations

import click

from headunit.cli.output import heading, note, print_json, row, warning
from headunit.cli.shared import counts_document, json_option, print_evidence

__all__ = ["diodes_command"]


@click.command("diodes")
@click.argument("bits", nargs=-1, required=True)
@json_option
def diodes_command(bits: tuple[str, ...], as_json: bool) -> int:
    """Read the code from BITS, the twelve diodes of a Volvo CR-706, CR-802, CR-905 or CR-906.

    1 where a diode is, 0 where none is, in the order d10 d11 d12, d6 d7 d8, d2 d3 d4, d9 d5 d1.

    \b
      headunit diodes 001010011100
      headunit diodes 001 010 011 100
    """
    from headunit.codes.images.volvo_diodes import DIODE_ORDER, read_diodes  # noqa: PLC0415 - '--help' needs no layouts

    given = " ".join(bits)
    found = read_diodes(given)
    if as_json:
        print_json(
            "diodes",
            bits=given,
            order=list(DIODE_ORDER),
            code=found.code.reveal(),
            evidence=str(found.evidence.grade),
            counts=counts_document(found.evidence),
            sources=list(found.evidence.sources),
            warnings=list(found.warnings),
        )
        return 0
    heading(f"Diodes {given}")
    click.echo()
    row("code", " ".join(found.code.reveal()), bold=True, fg="green")
    print_evidence(found.evidence, of="reading")
    for text in found.warnings:
        warning(text)
    click.echo()
    note("Tries are few: three wrong codes and the radio shows OFF for two hours while it is on.")
    click.echo()
    return 0
