"""Pieces that several commands print: the JSON switch, questions, and the official route."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.output import heading, note, row

if TYPE_CHECKING:
    from headunit.facts import Route
    from headunit.facts.question import Question

__all__ = ["json_option", "print_question", "print_route", "question_document", "route_document"]

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


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
