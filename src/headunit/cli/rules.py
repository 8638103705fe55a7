"""``headunit rules``: the code rules and how far each is proved."""

from __future__ import annotations

import click

from headunit.cli.context import open_catalogue
from headunit.cli.output import print_json, text_width
from headunit.cli.shared import json_option

__all__ = ["rules_command"]


@click.command("rules")
@json_option
def rules_command(as_json: bool) -> int:
    """List the code rules and how far each is proved."""
    from headunit.codes.rules import ALL_RULES  # noqa: PLC0415 - '--help' needs no rules

    catalogue = open_catalogue()
    families = {rule.id: [head.id for head in catalogue.heads if rule.id in head.rules] for rule in ALL_RULES}
    if as_json:
        listed = [
            {
                "id": rule.id,
                "title": rule.title,
                "takes": rule.takes,
                "brands": list(rule.brands),
                "proof": rule.proof,
                "families": families[rule.id],
            }
            for rule in ALL_RULES
        ]
        print_json("rules", rules=listed)
        return 0
    from rich import box  # noqa: PLC0415 - rich only when a table is drawn
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("rule", style="cyan", no_wrap=True)
    table.add_column("takes")
    table.add_column("evidence")
    for rule in ALL_RULES:
        table.add_row(rule.id, rule.takes, rule.proof)
    Console(width=text_width()).print(table)
    click.echo("  What confirmed, agreed and plausible mean: docs/explanation/evidence.md")
    return 0
