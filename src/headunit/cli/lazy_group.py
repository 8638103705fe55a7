"""A group of commands whose modules are imported only when one of them is run."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """Import a command's module only when it is run; the list needs the one-line helps alone."""

    def __init__(self, *, table: dict[str, tuple[str, str]], **attributes: Any) -> None:  # noqa: ANN401 - click's own
        """Take *table*: the name of each command, its module in ``headunit.cli``, and a line that says what it does."""
        super().__init__(**attributes)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the table."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Return the command, imported now; None where the table doesn't name it."""
        if cmd_name not in self._table:
            return None
        module = import_module(f"headunit.cli.{self._table[cmd_name][0]}")
        command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        if not isinstance(command, click.Command):
            raise TypeError(cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """Write the list from the table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self._table.items()])
