"""The one folder where the program keeps what it is told to keep."""

from __future__ import annotations

import os
from pathlib import Path

import click

__all__ = ["home_option", "state_folder"]

home_option = click.option(
    "--home", default="", metavar="FOLDER", help="The folder to keep things in, instead of HEADUNIT_HOME or the usual."
)


def state_folder(home: str) -> Path:
    """Return the folder: *home*, else ``HEADUNIT_HOME``, else the usual place for data of this system's programs."""
    named = home or os.environ.get("HEADUNIT_HOME", "")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - only when nothing is named

    return user_data_path("headunit", appauthor=False)
