"""The guided way on a terminal: one calm screen for each question, the next step large."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from headunit.cli.output import command, heading, note, row, warning
from headunit.cli.recover_said import help_lines, meant, wants_help
from headunit.cli.shared import print_route
from headunit.recovery.asks import STAGES

if TYPE_CHECKING:
    from headunit.errors import HeadunitError
    from headunit.panel.plan import Plan
    from headunit.recovery.asks import Ask

__all__ = ["ask_again", "complain", "farewell", "greet", "read", "show"]

_COLOURS = {"guard": "cyan", "wait": "yellow", "don't": "yellow", "mind": "yellow", "next": "green", "good": "green"}


def greet(case_id: str, *, new: bool) -> None:
    """Say which case it is, and how to leave."""
    heading(f"Case {case_id}" if new else f"Case {case_id}, where you left it")
    click.echo()
    note("Press nothing on the radio yet. Ctrl-C leaves at any time; everything is kept.")


def show(ask: Ask) -> None:
    """Show one question: where it stands, what to know first, then the question itself."""
    click.echo()
    _progress(ask.stage)
    if ask.plan is not None:
        _plan(ask.plan)
    for line in ask.says:
        row(line.label, line.text, fg=_COLOURS.get(line.label))
    if ask.due is not None:
        row("look at", f"{_moment(ask.due)}, and not before, if nothing interrupted it", fg="cyan")
    if ask.route is not None:
        print_route(ask.route)
    if ask.says or ask.route or ask.due:
        click.echo()
    row("→", ask.text, bold=True)
    if ask.why:
        row("", ask.why, dim=True)
    _choices(ask)


def ask_again(ask: Ask) -> None:
    """Show the question and its answers alone: what stands above it was read a moment ago."""
    click.echo()
    row("→", ask.text, bold=True)
    _choices(ask)


def give_help(ask: Ask) -> None:
    """Say how the question is answered."""
    click.echo()
    for number, text in enumerate(help_lines(ask)):
        row("" if number else "help", text, fg="cyan")


def _moment(due: datetime) -> str:
    """Return a time by this computer's clock, with its zone, and with the day where it is not today's."""
    local, today = due.astimezone(), datetime.now(UTC).astimezone().date()
    day = "" if local.date() == today else f" on {local:%Y-%m-%d}"
    return f"{local:%H:%M}{day} by this computer's clock ({local:%Z})"


def _progress(stage: int) -> None:
    marks = "".join("●" if at < stage else "◉" if at == stage else "○" for at in range(1, len(STAGES) + 1))
    row(marks, f"{stage} of {len(STAGES)}: {STAGES[stage - 1]}", dim=True)
    click.echo()


def _plan(plan: Plan) -> None:
    for number, step in enumerate(plan.steps, 1):
        row(f"{number:>2}", step.say)
    for text in plan.warnings:
        warning(text)
    click.echo()


def _choices(ask: Ask) -> None:
    if ask.kind == "choice":
        by_key = any(choice.key.isdecimal() for choice in ask.choices)
        for number, choice in enumerate(ask.choices, 1):
            row(f"{choice.key if by_key else number:>9}", choice.label)
    elif ask.choices:
        words = (one.label if one.key == one.label.casefold() else f"{one.key} ({one.label})" for one in ask.choices)
        row("or", "  ".join(words), dim=True)
    if ask.back:
        row("back", "changes an earlier answer: the radio, the label, the tries", dim=True)


def read(ask: Ask) -> str:
    """Read an answer; a code stays unseen, and is typed twice, since a slip in it would cost a try."""
    hidden = ask.kind == "secret" and sys.stdin.isatty()
    while True:
        value = meant(ask, _typed("\n  ", hidden=hidden))
        if wants_help(value):
            give_help(ask)
            continue
        spoken = {"", *(choice.key for choice in ask.choices)}
        if not hidden or value.strip().casefold() in spoken or _typed("  the same again ", hidden=True) == value:
            return value
        row("!", "The two are not the same; nothing was taken. Type it once more.", fg="red")


def _typed(before: str, *, hidden: bool) -> str:
    return str(click.prompt(before, prompt_suffix="> ", hide_input=hidden, default="", show_default=False))


def complain(fault: HeadunitError) -> None:
    """Say what was wrong with an answer; the question stands."""
    click.echo()
    row("!", str(fault), fg="red")


def farewell(case_id: str) -> None:
    """Say that all is kept, and how to go on."""
    click.echo()
    row("kept", "Everything is kept. Go on at any time:", fg="green")
    command(f"headunit recover {case_id}")
    click.echo()
