"""``headunit families`` and ``headunit family``: what the catalogue knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from headunit.cli.complete import complete_family
from headunit.cli.context import open_catalogue
from headunit.cli.output import command, heading, note, print_json, row, text_width, warning
from headunit.cli.shared import json_option, print_route, route_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.facts import Catalogue
    from headunit.facts.claims import Claim, Fact
    from headunit.facts.family import Family

__all__ = ["FACT_TITLES", "families_command", "family_command", "family_document", "in_words"]

FACT_TITLES = {
    "maker": "made by",
    "code_length": "digits",
    "code_alphabet": "alphabet",
    "code_origin": "code from",
    "entry": "entry",
    "confirm": "confirm",
    "panel_timing": "key timing",
    "lock_schedule": "tries",
    "lock_detail": "lock inside",
    "wait_rule": "wait",
    "power_cut": "power cut",
    "lock_trigger": "locks when",
    "serial_on_screen": "serial",
    "removal": "removal",
}
"""Facts with one value → their label on a terminal and in the docs, in the order they are shown."""

_ORIGINS = {
    "serial": "issued by the maker for the serial",
    "owner": "chosen by the owner",
    "vehicle": "bound to the car: nothing to type",
    "none": "there is no code to type",
}
_COLOURS = {"documented": "green", "several": "cyan", "single": "yellow", "article": "magenta"}


@click.command("families")
@json_option
def families_command(as_json: bool) -> int:
    """List the kinds of radio in the catalogue."""
    catalogue = open_catalogue()
    if as_json:
        listed = [
            {
                "id": head.id,
                "name": head.name,
                "brands": list(head.brands),
                "rules": list(head.rules),
                "route": head.route,
                "reason": head.reason,
            }
            for head in catalogue.heads
        ]
        print_json("families", families=listed)
        return 0
    from rich import box  # noqa: PLC0415 - rich only when a table is drawn
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("family", style="cyan", no_wrap=True)
    table.add_column("what it is")
    table.add_column("code", no_wrap=True)
    for head in catalogue.heads:
        table.add_row(head.id, head.name, "by rule" if head.rules else "[dim]official way[/dim]")
    Console(width=text_width()).print(table)
    click.echo(f"  {len(catalogue.heads)} families. All that is known about one: headunit family ID")
    return 0


@click.command("family")
@click.argument("family_id", metavar="ID", shell_complete=complete_family)
@json_option
def family_command(family_id: str, as_json: bool) -> int:
    """Show all that is known about one kind of radio, with sources and confidence."""
    catalogue = open_catalogue()
    family = catalogue.family(family_id.lower())
    if as_json:
        print_json("family", **family_document(family, catalogue))
    else:
        _print_family(family, catalogue)
    return 0


def family_document(family: Family, catalogue: Catalogue) -> dict[str, Any]:
    """Return the content of a ``headunit/family/1`` document (docs/reference/json.md)."""
    facts = {name: getattr(family, name) for name in FACT_TITLES}
    added = {name: getattr(family, name) for name in ("vehicle", "number", "display", "reset", "remark")}
    return {
        "id": family.id,
        "name": family.name,
        "summary": family.summary,
        "brands": list(family.brands),
        "rules": list(family.rules),
        "reason": family.reason,
        "route": route_document(catalogue.routes[family.route]),
        "facts": {
            name: {
                "best": _plain(fact.best.value) if fact.best else None,
                "disputed": fact.disputed,
                "claims": _claims(fact.claims),
            }
            for name, fact in facts.items()
        },
        **{name: _claims(claims) for name, claims in added.items()},
    }


def _claims(claims: Iterable[Claim[Any]]) -> list[dict[str, Any]]:
    return [
        {
            "value": _plain(claim.value),
            "sources": list(claim.sources),
            "confidence": str(claim.confidence),
            "scope": claim.scope,
            "note": claim.note,
        }
        for claim in claims
    ]


def _plain(value: object) -> object:
    """Return *value* as JSON can hold it; keys that no source fills are left out."""
    told = _told(value)
    return value if told is None else {key: item for key, item in told.items() if item not in (None, "", ())}


def _told(value: object) -> dict[str, Any] | None:
    """Return a value that is a table as one, or None."""
    return (
        dict(zip(value._fields, value, strict=True)) if isinstance(value, tuple) and hasattr(value, "_fields") else None
    )


def in_words(name: str, value: object) -> str:
    """Return the value of fact *name* as a sentence for people."""
    if name == "code_origin":
        return _ORIGINS[str(value)]
    table = _told(value)
    if table is not None:
        told = {key: item for key, item in table.items() if item}
        return str(told.get("words") or ", ".join(f"{key} {item}" for key, item in told.items()))
    return str(value)


def _print_family(family: Family, catalogue: Catalogue) -> None:
    heading(family.name)
    note(family.summary)
    click.echo()
    row("code", "by rule " + ", ".join(family.rules) if family.rules else family.reason, bold=True)
    for name, title in FACT_TITLES.items():
        _print_fact(title, name, getattr(family, name))
    unknown = [title for name, title in FACT_TITLES.items() if not getattr(family, name).known]
    if unknown:
        click.echo()
        row("not known", ", ".join(unknown), fg="yellow")
    _print_lists(family)
    if catalogue.has_plan(family.id):
        heading("Key by key")
        click.echo()
        note("With its code in hand, and a rehearsal at no risk before it:")
        command(f"headunit plan {family.id}")
        command(f"headunit rehearse {family.id}")
    print_route(catalogue.routes[family.route])
    click.echo()


def _print_lists(family: Family) -> None:
    """Print the facts that have many values."""
    if family.display:
        heading("What the display says")
        click.echo()
        for claim in family.display:
            row(claim.value.text, claim.value.words)
    if family.number:
        heading("Numbers on it")
        click.echo()
        for number in family.number:
            row(
                number.value.kind,
                f"{number.value.words} ({number.value.where})" if number.value.where else number.value.words,
            )
    cars = list(dict.fromkeys(_car(claim) for claim in family.vehicle))
    if cars:
        heading("Found in")
        click.echo()
        note(", ".join(cars))
    for title, claims in (("Ways back", family.reset), ("Worth knowing", family.remark)):
        if claims:
            heading(title)
            click.echo()
            for text in claims:
                row("·", f"{text.value} [{_origin(text)}]")


def _print_fact(title: str, name: str, fact: Fact[Any]) -> None:
    if not fact.known:
        return
    click.echo()
    if fact.disputed:
        warning(f"{title}: the sources contradict one another")
    for index, claim in enumerate(sorted(fact.claims, key=lambda item: list(_COLOURS).index(item.confidence))):
        scope = f" (for {claim.scope})" if claim.scope else ""
        row(title if index == 0 else "", in_words(name, claim.value) + scope)
        row("", f"[{_origin(claim)}]" + (f" {claim.note}" if claim.note else ""), fg=_COLOURS[claim.confidence])


def _origin(claim: Claim[Any]) -> str:
    return f"{claim.confidence}: {', '.join(claim.sources)}"


def _car(claim: Claim[Any]) -> str:
    vehicle = claim.value
    years = "" if vehicle.years is None else f" {vehicle.years[0]}–{vehicle.years[1]}"
    name = " ".join(filter(None, (vehicle.make, vehicle.model, vehicle.generation)))
    return name + years + (" (article only)" if claim.confidence == "article" else "")
