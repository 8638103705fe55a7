"""``headunit card-check``: whether the number on a card can be the code of this kind of radio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from headunit.cli.complete import complete_family
from headunit.cli.context import open_catalogue
from headunit.cli.output import command, heading, note, print_json, row
from headunit.cli.secret_input import NUMBER_IN_HISTORY, read_number
from headunit.cli.shared import json_option

if TYPE_CHECKING:
    from headunit.codes.cards import CardAnswer

__all__ = ["card_check_command"]

_SHOWN = {
    "fits": ("it can be the code", "green", 0),
    "does-not-fit": ("it can't be the code", "red", 65),
    "not-a-code": ("it is no code", "red", 65),
    "not-known": ("too little is known of this radio to say", "yellow", 69),
}


@click.command("card-check")
@click.argument("family", shell_complete=complete_family)
@click.argument("number", nargs=-1)
@click.option("--code-file", default="", metavar="FILE", help="Read the number from FILE, or - for standard input.")
@click.option("--reveal", is_flag=True, help="Show the number in clear; it may be a code.")
@json_option
def card_check_command(family: str, number: tuple[str, ...], code_file: str, reveal: bool, as_json: bool) -> int:
    """Say whether NUMBER, from a code card, can be the code of a radio of FAMILY. Left out, it is asked for, unseen.

    \b
      headunit card-check volvo-sc8xx
      headunit card-check volvo-sc8xx 1247
      headunit card-check nissan-note-e11-audio-2009 "Safety-Nr. 1234"
    """
    from headunit.codes.cards import CARD_NOTE, check_card  # noqa: PLC0415 - '--help' needs no catalogue

    if number and code_file:
        message = "give NUMBER or --code-file, not both"
        raise click.UsageError(message, click.get_current_context())
    catalogue = open_catalogue()
    radio = catalogue.family(family)
    answer = check_card(radio, " ".join(number) or read_number(code_file), catalogue)
    if number and answer.code is not None:
        click.secho(f"warning: {NUMBER_IN_HISTORY}", err=True, fg="yellow")
    shown = _shown(answer, reveal=reveal)
    if as_json:
        print_json(
            "card-check",
            family=answer.family,
            number=shown,
            verdict=str(answer.verdict),
            reasons=list(answer.reasons),
            unknown=list(answer.unknown),
            serial=answer.serial,
            note=CARD_NOTE,
        )
    else:
        _print_answer(answer, radio.name, shown, CARD_NOTE)
    return _SHOWN[answer.verdict][2]


def _shown(answer: CardAnswer, *, reveal: bool) -> str:
    """Return the number as it may be shown: a code in dots unless *reveal*, anything else not at all."""
    if answer.code is None:
        return answer.serial
    return answer.code.reveal() if reveal else "•" * len(answer.code)


def _print_answer(answer: CardAnswer, name: str, shown: str, card_note: str) -> None:
    verdict, colour, _ = _SHOWN[answer.verdict]
    heading(name)
    click.echo()
    if shown:
        row("number", shown)
    row("verdict", f"{answer.verdict}: {verdict}", bold=True, fg=colour)
    for index, reason in enumerate(answer.reasons):
        row("because" if index == 0 else "", reason)
    for index, text in enumerate(answer.unknown):
        row("not known" if index == 0 else "", text, fg="yellow")
    click.echo()
    note(card_note)
    if answer.serial:
        note("What the number is good for:")
        command(f"headunit code {answer.serial}")
    click.echo()
