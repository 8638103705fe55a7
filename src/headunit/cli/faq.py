"""``headunit faq``: what owners ask, answered for one kind of radio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from headunit.cli.complete import complete_family
from headunit.cli.context import family_named, open_catalogue
from headunit.cli.output import command, heading, note, print_json, row
from headunit.cli.said import print_said, said_documents, sources_option
from headunit.cli.shared import json_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.facts.family import Family
    from headunit.recovery.advice.faq import FaqAnswer

__all__ = ["faq_command"]


@click.command("faq")
@click.argument("family", shell_complete=complete_family)
@sources_option
@json_option
def faq_command(family: str, sources: bool, as_json: bool) -> int:
    """Answer what owners ask about a radio of FAMILY; what is not known is said.

    FAMILY is a kind of radio ('headunit families'), or a make that has a single one.
    """
    from headunit.facts.advice import load_advice  # noqa: PLC0415 - '--help' needs no advice
    from headunit.recovery.advice.faq import answers  # noqa: PLC0415 - as above

    catalogue = open_catalogue()
    radio = family_named(catalogue, family)
    answered = answers(catalogue, load_advice(), radio)
    if as_json:
        print_json(
            "faq",
            family=radio.id,
            answers=[
                {
                    "id": answer.id,
                    "question": answer.question,
                    "unknown": list(answer.unknown),
                    "said": said_documents(answer.said),
                    "myths": said_documents(answer.myths),
                }
                for answer in answered
            ],
        )
    else:
        _print(answered, radio, brief=not sources)
    return 0


def _print(answered: Iterable[FaqAnswer], radio: Family, *, brief: bool) -> None:
    heading(f"Questions about: {radio.name}")
    for answer in answered:
        heading(answer.question)
        for text in answer.unknown:
            row("", text, fg="yellow")
        for said in answer.said:
            print_said("", said, practice=False, brief=brief)
        for myth in answer.myths:
            print_said("myth", myth, brief=brief)
    click.echo()
    note("Nothing in brackets: general practice, without a source of its own.")
    if brief:
        command(f"headunit faq {radio.id} --sources")
    click.echo()
