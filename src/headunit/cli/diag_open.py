"""What the diagnostic commands share: the link, the question whether the car stands still, and how values are shown."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.context import open_catalogue
from headunit.cli.shared import json_option
from headunit.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from headunit.diag.open import Opened

__all__ = ["asks_standing", "link_options", "opened_link"]


def link_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every command that speaks over a link."""
    options = (
        click.option("--link", "uri", required=True, metavar="URI", help="The link, as 'diag links' shows them."),
        click.option(
            "--address", default="", metavar="ADDRESS", help="The unit's address: 727:72F on CAN, 0727 on IP."
        ),
        click.option("--standing", is_flag=True, help="The car stands still, with its ignition on."),
        json_option,
    )
    for option in reversed(options):
        function = option(function)
    return function


@contextmanager
def opened_link(uri: str, address: str) -> Iterator[Opened]:
    """Open a link by the real clock, and close it in the end."""
    from headunit.diag.clock import WallClock  # noqa: PLC0415 - '--help' needs no links
    from headunit.diag.open import open_link  # noqa: PLC0415 - as above

    opened = open_link(uri, WallClock(), open_catalogue(), os.urandom, address)
    try:
        yield opened
    finally:
        opened.link.close()


def asks_standing(opened: Opened, *, standing: bool) -> None:
    """Ask whether the car stands still, unless it is a simulated one; raises NotAllowedError (``car-moves``)."""
    if opened.family or standing:
        return
    if sys.stdin.isatty() and click.confirm("Does the car stand still, with its ignition on?", err=True):
        return
    raise NotAllowedError(
        "car-moves",
        "nobody confirmed that the car stands still, so nothing is asked of its radio",
        next_step="stop the car and give --standing",
    )
