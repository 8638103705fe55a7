"""How sentences that rest on something are printed and put into documents: never without what they rest on."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.output import row, text_width
from headunit.recovery.told_facts import origin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.facts.advice_records import Said

__all__ = ["print_points", "print_said", "said_document", "said_documents", "sources_option"]

sources_option = click.option("--sources", is_flag=True, help="Name the sources of each sentence.")

_MARKS = re.compile(r" \((?:[A-Z][0-9]{2}(?:, )?)+\)")
"""The ids of sources in a note: they stand where sources are asked for."""
_COLOURS = {"documented": "green", "several": "cyan", "single": "yellow", "article": "magenta", "practice": "white"}


def print_points(label: str, texts: Iterable[str], **style: Any) -> None:  # noqa: ANN401 - click's style keywords
    """Print *texts* as points beside *label*, their further lines indented."""
    for index, text in enumerate(texts):
        lines = wrap(text, text_width() - 16, break_on_hyphens=False)
        for number, line in enumerate(lines):
            row(label if index == number == 0 else "", ("  " if number else "· ") + line, **style)


def print_said(label: str, said: Said, *, practice: bool = True, brief: bool = False) -> None:
    """Print the sentence beside *label*, and what it rests on below it; mere practice only with *practice*.

    *brief*: how well it is founded stands behind it, in a word or two, without the ids of the sources.
    """
    text = said.text + (f" ({said.subject})" if said.subject else "")
    if brief:
        row(label, f"{text} {origin(said, ids=False)}" if said.sources or practice else text)
        if said.note:
            row("", _MARKS.sub("", said.note), dim=True)
        return
    row(label, text)
    if said.sources or said.note or practice:
        row("", " ".join(filter(None, (origin(said), said.note))), fg=_COLOURS[said.basis])


def said_document(said: Said) -> dict[str, Any]:
    """Return the JSON form of one sentence."""
    return {
        "text": said.text,
        "basis": str(said.basis),
        "sources": list(said.sources),
        "label": said.label,
        "subject": said.subject,
        "note": said.note,
    }


def said_documents(many: Iterable[Said]) -> list[dict[str, Any]]:
    """Return the JSON form of several."""
    return [said_document(said) for said in many]
