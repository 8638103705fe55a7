"""Pieces that several commands print: the JSON switch, questions, and the official route."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.output import heading, note, row

if TYPE_CHECKING:
    from headunit.codes import Evidence
    from headunit.facts import Route
    from headunit.facts.question import Question

__all__ = [
    "counts_document",
    "json_option",
    "print_evidence",
    "print_question",
    "print_route",
    "question_document",
    "route_document",
]

_GRADES = {
    "confirmed": ("green", "codes of real radios agree with the {}"),
    "agreed": ("cyan", "independent sources agree"),
    "plausible": ("yellow", "little stands behind it, or a rival answer exists"),
}

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def counts_document(evidence: Evidence) -> dict[str, int]:
    """Return the JSON form of what stands behind a grade."""
    counts = evidence.counts
    return {
        "real_pairs": counts.real_pairs,
        "independent_sources": counts.independent_sources,
        "compared": counts.compared,
    }


def print_evidence(evidence: Evidence, of: str = "rule") -> None:
    """Print the grade of a rule or of what *of* names, what it means, and what stands behind it."""
    colour, meaning = _GRADES[evidence.grade]
    counts = evidence.counts
    row("evidence", f"{evidence.grade}: {meaning.format(of)}", fg=colour)
    compared = f", {counts.compared:,} serials compared" if counts.compared else ""
    pairs = f"{counts.real_pairs} real radio{'' if counts.real_pairs == 1 else 's'}"
    sources = f"{counts.independent_sources} independent source{'' if counts.independent_sources == 1 else 's'}"
    note(f"{pairs}, {sources}{compared}")


def question_document(question: Question | None) -> dict[str, Any] | None:
    """Return the JSON form of a question."""
    if question is None:
        return None
    options = [
        {"label": option.label, "rule": option.rule, "family": option.family, "arguments": list(option.arguments)}
        for option in question.options
    ]
    return {"text": question.text, "options": options}


def print_question(question: Question, command: str = "") -> None:
    """Print a question with its replies; with *command*, how to give each of them."""
    click.echo()
    row("question", question.text, bold=True)
    for option in question.options:
        row("  ·", option.label)
        if command:
            click.secho(f"{' ' * 16}{command} {shlex.join(option.arguments)}", fg="cyan")


def route_document(route: Route) -> dict[str, Any]:
    """Return the JSON form of an official route."""
    return {
        "id": route.id,
        "name": route.name,
        "ask": route.ask,
        "bring": list(route.bring),
        "how": route.how,
        "sources": list(route.sources),
        "confidence": route.confidence,
    }


def print_route(route: Route) -> None:
    """Print whom to ask, what to bring and how it goes."""
    heading(f"Official way: {route.name}")
    row("ask", route.ask)
    for index, item in enumerate(route.bring):
        row("bring" if index == 0 else "", f"□ {item}")
    row("then", route.how)
    if not route.confidence:
        note("(general advice: no source of this brand's own was found)")
