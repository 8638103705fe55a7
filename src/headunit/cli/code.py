"""``headunit code``: the code for one serial, or an honest answer why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from headunit.cli.complete import complete_brand, complete_family, complete_rule
from headunit.cli.context import open_catalogue
from headunit.cli.output import command, heading, note, print_json, row, warning
from headunit.cli.shared import (
    counts_document,
    json_option,
    print_evidence,
    print_question,
    print_route,
    question_document,
)

if TYPE_CHECKING:
    from headunit.codes import CodeAnswer, FoundCode, Refusal
    from headunit.facts import Catalogue

__all__ = ["answer_document", "code_command"]

_TYPING = "Tries are few: check the serial once more, then type the code once, slowly."
_TYPING_TWO = (
    "Tries are few: check the serial, type the first code once; the other only if tries and patience are left."
)


@click.command("code")
@click.argument("serial", nargs=-1, required=True)
@click.option(
    "--rule", default="", metavar="ID", help="Use this rule only ('headunit rules').", shell_complete=complete_rule
)
@click.option(
    "--family",
    default="",
    metavar="ID",
    help="The kind of radio ('headunit families').",
    shell_complete=complete_family,
)
@click.option("--brand", default="", metavar="BRAND", help="The car's brand.", shell_complete=complete_brand)
@click.option("--presets", type=int, metavar="N", help="Number of station keys, 4 to 9 (Becker).")
@click.option("--vin", default="", metavar="VIN", help="The car's VIN: narrows by its maker, warns on conflicts.")
@json_option
def code_command(
    serial: tuple[str, ...], rule: str, family: str, brand: str, presets: int | None, vin: str, as_json: bool
) -> int:
    """Find the code for SERIAL, the number on the radio's label.

    \b
      headunit code M123456
      headunit code "28115 9243R T A123"
      headunit code 1234 --brand Fiat
    """
    from headunit.codes import find_codes  # noqa: PLC0415 - '--help' needs no rules

    catalogue = open_catalogue()
    answer = find_codes(" ".join(serial), catalogue, rule=rule, family=family, brand=brand, presets=presets, vin=vin)
    if as_json:
        print_json("code", **answer_document(answer, catalogue))
    else:
        _print_answer(answer, catalogue)
    return 0 if answer.candidates else 65 if answer.question else 69


def answer_document(answer: CodeAnswer, catalogue: Catalogue) -> dict[str, Any]:
    """Return the content of a ``headunit/code/1`` document (docs/reference/json.md)."""
    return {
        "serial": {"given": answer.given, "value": answer.value, "kind": str(answer.kind)},
        "candidates": [_candidate_document(candidate) for candidate in answer.candidates],
        "refused": [_refusal_document(refusal, catalogue) for refusal in answer.refused],
        "question": question_document(answer.question),
    }


def _candidate_document(found: FoundCode) -> dict[str, Any]:
    return {
        "code": found.code.reveal(),
        "rule": found.rule,
        "rules": list(found.rules),
        "evidence": str(found.evidence.grade),
        "evidence_by_rule": {rule: str(grade) for rule, grade in found.grades.items()},
        "counts": counts_document(found.evidence),
        "sources": list(found.evidence.sources),
        "warnings": list(found.warnings),
    }


def _refusal_document(refusal: Refusal, catalogue: Catalogue) -> dict[str, str]:
    who = {"rule": refusal.rule} if refusal.rule else {"family": refusal.family}
    route = catalogue.routes[refusal.route]
    return {**who, "reason": refusal.reason, "route": f"{route.name}: {route.ask}", "route_id": route.id}


def _print_answer(answer: CodeAnswer, catalogue: Catalogue) -> None:
    heading(f"Serial {answer.value}")
    for rank, found in enumerate(answer.candidates):
        _print_candidate(found, second=rank > 0)
    if answer.question:
        print_question(answer.question, "headunit code " + answer.value)
    if answer.refused and not answer.candidates and not answer.question:
        _print_refusals(answer, catalogue)
    if answer.candidates:
        click.echo()
        note(_TYPING_TWO if len(answer.candidates) > 1 else _TYPING)
        _print_family_hint(_families_of(answer, catalogue), catalogue)
    click.echo()


def _print_candidate(found: FoundCode, *, second: bool) -> None:
    click.echo()
    row("rival code" if second else "code", " ".join(found.code.reveal()), bold=True, fg=None if second else "green")
    print_evidence(found.evidence)
    others = [f"{rule} ({found.grades[rule]})" for rule in found.rules[1:]]
    row("rule", found.rule + (f"; the same code by {', '.join(others)}" if others else ""))
    for text in found.warnings:
        warning(text)


def _print_refusals(answer: CodeAnswer, catalogue: Catalogue) -> None:
    click.echo()
    row("no code", "nothing public and proved gives it, so none is shown", bold=True, fg="red")
    for refusal in answer.refused:
        row("why", refusal.reason)
    for route in dict.fromkeys(refusal.route for refusal in answer.refused if refusal.route):
        print_route(catalogue.routes[route])
    target = next((refusal.family for refusal in answer.refused if refusal.family), "")
    click.echo()
    note("A letter to the dealer, ready to send:")
    target = target or _target_of(answer, catalogue)
    command(f"headunit request {'BRAND' if target == 'dealer' else target} --serial {answer.value}")


def _print_family_hint(families: list[str], catalogue: Catalogue) -> None:
    if not families:
        note("Which radio this is, and how it wants its code, the number alone does not tell.")
        return
    if catalogue.has_plan(families[0]):
        note("How the radio wants it, key by key:")
        command(f"headunit plan {families[0]}")
        return
    note("How it is typed in is not publicly known. What is known of the radio:")
    command(f"headunit family {families[0]}")


def _families_of(answer: CodeAnswer, catalogue: Catalogue) -> list[str]:
    """Return the families that the rule speaks for: those whose number this is, else the only one there is."""
    rules = {found.rule for found in answer.candidates} or {refusal.rule for refusal in answer.refused}
    fitting = [head.id for head in catalogue.heads if rules & set(head.rules)]
    return [family for family in answer.families if family in fitting] or (fitting if len(fitting) == 1 else [])


def _target_of(answer: CodeAnswer, catalogue: Catalogue) -> str:
    """Return what the letter is for: the family, or the brand of the official route."""
    routes = [refusal.route for refusal in answer.refused]
    return next(iter(_families_of(answer, catalogue)), routes[0])
