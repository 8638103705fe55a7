"""``headunit checklist``: the battery change, before, during and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from headunit.cli.complete import complete_family
from headunit.cli.context import family_named, open_catalogue
from headunit.cli.output import command, heading, note, print_json, row
from headunit.cli.said import print_said, said_document, said_documents, sources_option
from headunit.cli.shared import json_option

if TYPE_CHECKING:
    from headunit.recovery.advice.battery_checklist import ChecklistEntry

__all__ = ["checklist_command"]

_TITLES = {"before": "Before: nothing is loosened yet", "during": "While the battery is off", "after": "Afterwards"}


@click.command("checklist")
@click.argument("family", shell_complete=complete_family)
@sources_option
@json_option
def checklist_command(family: str, sources: bool, as_json: bool) -> int:
    """List what to do at a battery change in a car with a radio of FAMILY.

    FAMILY is a kind of radio ('headunit families'), or a make that has a single one.
    """
    from headunit.facts.advice import load_advice  # noqa: PLC0415 - '--help' needs no advice
    from headunit.recovery.advice.battery_checklist import PHASES, battery_checklist  # noqa: PLC0415 - as above

    catalogue = open_catalogue()
    radio = family_named(catalogue, family)
    entries = battery_checklist(catalogue, load_advice(), radio)
    if as_json:
        print_json("checklist", family=radio.id, items=[_document(entry) for entry in entries])
        return 0
    heading(f"Battery change: {radio.name}")
    for phase in PHASES:
        heading(_TITLES[phase])
        for entry in entries:
            if entry.phase == phase:
                _print(entry, brief=not sources)
    click.echo()
    note("Nothing in brackets: general practice, without a source of its own.")
    if not sources:
        command(f"headunit checklist {radio.id} --sources")
    click.echo()
    return 0


def _document(entry: ChecklistEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "phase": entry.phase,
        "said": said_document(entry.said),
        "myth": entry.myth,
        "facts": said_documents(entry.facts),
        "unknown": list(entry.unknown),
    }


def _print(entry: ChecklistEntry, *, brief: bool) -> None:
    print_said("myth" if entry.myth else "□", entry.said, practice=False, brief=brief)
    for said in entry.facts:
        print_said("", said, brief=brief)
    for text in entry.unknown:
        row("", f"not known: {text}", fg="yellow")
