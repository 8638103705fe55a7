"""``headunit plan``: the key presses that enter a code, for a screen, a script, or a page to take to the car."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, cast

import click

from headunit.cli.complete import complete_family
from headunit.cli.context import open_catalogue
from headunit.cli.output import command, heading, note, print_json, row, warning
from headunit.cli.shared import json_option, print_route, route_document
from headunit.errors import HeadunitError, InputError

if TYPE_CHECKING:
    from headunit.facts import Catalogue
    from headunit.facts.assumptions import Assumptions
    from headunit.facts.family import Family
    from headunit.numbers import RadioCode
    from headunit.panel.family_plan import NoPlan
    from headunit.panel.plan import Plan

__all__ = ["plan_command"]

_IN_HISTORY = "The code now stands in your shell's history: leave --code out to be asked unseen, or use --code-file."
_NOT_COMPLETE = "This plan stops before the code is sent: no source says how."


@click.command("plan")
@click.argument("family_id", metavar="FAMILY", shell_complete=complete_family)
@click.option("--code", "digits", default=None, metavar="CODE", help="The code; asked for unseen when left out.")
@click.option("--code-file", default=None, metavar="FILE", help="Read the code from FILE, or - for standard input.")
@click.option("--panel", default="", metavar="VARIANT", help="A radio with other keys ('headunit family' names them).")
@click.option("--print", "page", default=None, metavar="FILE", help="Write one page to take along: .pdf or .html.")
@json_option
def plan_command(
    family_id: str, digits: str | None, code_file: str | None, panel: str, page: str | None, as_json: bool
) -> int:
    """Write down, key by key, how a radio of FAMILY is given its code.

    \b
      headunit plan nissan-qashqai-j10-audio-2012
      headunit plan renault-dacia-precode --panel stalk --print plan.pdf

    Only what sources say goes into a plan. Each plan was tried on the simulated radio before it is shown.
    """
    from headunit.cli.plan_code import read_code  # noqa: PLC0415 - '--help' needs none of these
    from headunit.facts.assumptions import load_assumptions  # noqa: PLC0415
    from headunit.panel.family_plan import check_code, find_variant, plan_for, why_no_plan  # noqa: PLC0415

    if page is not None:
        _check_page(page)
    catalogue = open_catalogue()
    family = catalogue.family(family_id.lower())
    scope = find_variant(family, panel)
    refused = why_no_plan(family, scope)
    if refused is not None:
        return _refuse(refused, family, scope, catalogue, as_json=as_json)
    if digits is not None:
        click.echo(_IN_HISTORY, err=True)
    code = read_code(digits, code_file, lambda given: check_code(family, given, scope))
    assumptions = load_assumptions()
    plan = cast("Plan", plan_for(family, code, assumptions, scope))
    rehearsal = rehearsal_of(plan, family, code, assumptions)
    if page is not None:
        _write_page(page, plan, family, code, catalogue)
    if as_json:
        print_json("plan", **_document(plan, rehearsal))
    else:
        _print_plan(plan, family, code, page)
    return 0


def rehearsal_of(plan: Plan, family: Family, code: RadioCode, assumptions: Assumptions) -> dict[str, Any]:
    """Return the rehearsal of *plan* on the simulated radio: ``unlocked`` and the ``transcript``.

    Raises HeadunitError (``rehearsal-failed``) when the plan does not open it: no plan is shown that fails on a model.
    """
    from headunit.twin.build import twin_profile  # noqa: PLC0415 - as above
    from headunit.twin.rehearse import rehearse  # noqa: PLC0415

    rehearsal = rehearse(twin_profile(family, assumptions, plan.panel), plan, code)
    if not rehearsal.unlocked:
        raise HeadunitError(
            "rehearsal-failed",
            "the plan does not open the simulated radio, so it is not shown"
            + (f" ({rehearsal.reason})" if rehearsal.reason else ""),
            next_step="please report it with the family, never with the code",
        )
    transcript = [
        {
            "time_ms": moment.t_ms,
            "key": moment.step.key,
            "display": moment.display,
            "sound": moment.sound,
            "imagined": moment.imagined,
        }
        for moment in rehearsal.transcript
    ]
    return {"unlocked": rehearsal.unlocked, "transcript": transcript}


def _refuse(refused: NoPlan, family: Family, scope: str, catalogue: Catalogue, *, as_json: bool) -> int:
    route = catalogue.routes[family.route]
    if as_json:
        print_json(
            "plan",
            family=family.id,
            panel=scope,
            complete=False,
            confidence="",
            assumed=[],
            steps=[],
            warnings=[],
            rehearsal=None,
            refused={
                "reason": refused.reason,
                "unknown": list(refused.unknown),
                "panels": list(refused.variants),
                "route": route_document(route),
            },
        )
        return 69
    heading(family.name)
    click.echo()
    row("no plan", refused.reason, bold=True, fg="red")
    for index, text in enumerate(refused.unknown):
        row("not known" if index == 0 else "", text, fg="yellow")
    for index, other in enumerate(refused.variants):
        row("but for" if index == 0 else "", other)
    if refused.variants:
        command(f"headunit plan {family.id} --panel '{refused.variants[0]}'")
    print_route(route)
    click.echo()
    return 69


def _document(plan: Plan, rehearsal: dict[str, Any]) -> dict[str, Any]:
    """Return the content of a ``headunit/plan/1`` document (docs/reference/json.md)."""
    return {
        "family": plan.family,
        "panel": plan.panel,
        "complete": plan.complete,
        "confidence": plan.confidence,
        "assumed": list(plan.assumed),
        "steps": [step._asdict() for step in plan.steps],
        "warnings": list(plan.warnings),
        "rehearsal": rehearsal,
    }


def _print_plan(plan: Plan, family: Family, code: RadioCode, page: str | None) -> None:
    heading(f"{family.name}{f' ({plan.panel})' if plan.panel else ''}")
    click.echo()
    row("code", " ".join(code.reveal()), bold=True, fg="green")
    click.echo()
    for number, step in enumerate(plan.steps, 1):
        row(f"{number:>2}", step.say)
    click.echo()
    if not plan.complete:
        row("incomplete", _NOT_COMPLETE, bold=True, fg="red")
    for text in plan.warnings:
        warning(text)
    row("rehearsed", _rehearsed(plan), fg="cyan")
    if page is not None:
        note(f"The page is in {page}: it holds the code, so keep it as you would keep the code.")
    click.echo()
    note("Try it yourself first, on the simulated radio and at no risk:")
    command(f"headunit rehearse {family.id}" + (f" --panel {shlex.quote(plan.panel)}" if plan.panel else ""))
    click.echo()


def _rehearsed(plan: Plan) -> str:
    """Say how far the plan was tried, and what had to be guessed for it."""
    from headunit.panel.family_plan import guessed_words  # noqa: PLC0415 - as above

    tried = "It opened the simulated radio."
    if not plan.complete:
        tried = f"Up to step {len(plan.steps) - 1}; the simulated radio then sent the code by a key of its own."
    return f"{tried} {guessed_words(plan.assumed)}".rstrip()


def _check_page(page: str) -> None:
    if not page.lower().endswith((".pdf", ".html")):
        raise InputError(
            "page-format",
            f"{page!r} is neither a .pdf nor a .html file",
            value=page,
            expected="a name that ends in .pdf or .html",
            next_step="choose one of the two",
        )


def _write_page(page: str, plan: Plan, family: Family, code: RadioCode, catalogue: Catalogue) -> None:
    from pathlib import Path  # noqa: PLC0415 - only for a page

    from headunit.cli.plan_sheet import sheet_of  # noqa: PLC0415

    sheet = sheet_of(plan, family, code, catalogue.routes[family.route])
    if page.lower().endswith(".pdf"):
        from headunit.cli.replace_file import write_whole_bytes  # noqa: PLC0415
        from headunit.cli.vault_access import needing_extra  # noqa: PLC0415

        with needing_extra("a PDF needs", "print", more="; or print to a .html file and let the browser make the PDF"):
            from headunit.cli.plan_pdf import pdf_page  # noqa: PLC0415 - its library is an extra
        write_whole_bytes(Path(page), pdf_page(sheet))
    else:
        from headunit.cli.plan_html import html_page  # noqa: PLC0415
        from headunit.cli.replace_file import write_whole  # noqa: PLC0415

        write_whole(Path(page), html_page(sheet))
