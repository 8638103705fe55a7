"""``headunit card``: print code cards from the vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from headunit.cli.clock import now
from headunit.cli.context import open_catalogue
from headunit.cli.replace_file import write_whole_bytes
from headunit.cli.secret_input import agree_to_replace, passphrase_option, read_passphrase
from headunit.cli.shared import json_option
from headunit.cli.state import home_option
from headunit.cli.vault_access import needing_extra, open_store, report, yes_option
from headunit.errors import UnknownNameError

if TYPE_CHECKING:
    from headunit.facts import Catalogue
    from headunit.vault.entry import Entry
    from headunit.vault.paper.code_card import CardContent

__all__ = ["card_command"]

_PAPERS = ("card", "a4")


@click.command("card")
@click.argument("entries", nargs=-1, required=True, metavar="ENTRY...")
@click.option(
    "--paper", type=click.Choice(_PAPERS), default="card", show_default=True, help="A card, or A4 with cut marks."
)
@click.option("--reveal", is_flag=True, help="Print the code on the card, in clear.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The PDF to write.")
@yes_option
@passphrase_option
@home_option
@json_option
def card_command(
    entries: tuple[str, ...],
    paper: str,
    reveal: bool,
    output: Path | None,
    yes: bool,
    passphrase_file: str,
    home: str,
    as_json: bool,
) -> int:
    """Print a code card, as PDF, for each ENTRY of the vault: a reference, a serial or a name.

    The card has the reference as QR code, and empty boxes for the code; --reveal prints it. It needs the extra 'vault'
    ('make extras').
    """
    store = open_store(home)
    store.check()
    with needing_extra():
        from headunit.vault.paper.code_card import Paper, code_cards  # noqa: PLC0415 - '--help' needs no paper

    vault = store.open(read_passphrase(passphrase_file))
    found = [vault.find(text, in_part=True) for text in entries]
    target = output or Path(f"code-card-{found[0].id}.pdf" if len(found) == 1 else "code-cards.pdf")
    agree_to_replace(target, yes=yes, secret=reveal)
    catalogue = open_catalogue()
    contents = [_content(entry, catalogue, reveal=reveal) for entry in found]
    write_whole_bytes(target, code_cards(contents, Paper(paper)))
    warnings = [f"{target} holds the code in clear: print it, then delete it"] if reveal else []
    references = [str(entry.id) for entry in found]
    report(
        "card",
        target.absolute(),
        as_json=as_json,
        text=f"written to {target}",
        warnings=warnings,
        entries=len(found),
        references=references,
    )
    return 0


def _content(entry: Entry, catalogue: Catalogue, *, reveal: bool) -> CardContent:
    from headunit.vault.paper.code_card import CardContent  # noqa: PLC0415 - as above

    return CardContent(
        reference=str(entry.id),
        name=entry.name,
        unit=_unit(entry.family, catalogue) or entry.car,
        serial=entry.serial,
        part_number=entry.part_number,
        digits=len(entry.code),
        code=entry.code if reveal else None,
        printed=now().date(),
    )


def _unit(family: str, catalogue: Catalogue) -> str:
    """Return the name of *family*, or its id when this catalogue doesn't hold it."""
    try:
        return catalogue.head(family).name if family else ""
    except UnknownNameError:
        return family
