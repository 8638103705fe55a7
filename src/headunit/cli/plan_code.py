"""Read a code without showing it: from a question, a file, or standard input."""

from __future__ import annotations

import sys

import click

from headunit.errors import FileMissingError, InputError, ReadFailedError
from headunit.numbers.radio_code import RadioCode

__all__ = ["read_code"]

_LONGEST = 200
"""Characters read from a file: a code, and room for spaces."""


def read_code(digits: str | None, code_file: str | None) -> RadioCode:
    """Return the code from the command line, a file (``-``: standard input) or a question whose answer stays unseen.

    Spaces between the digits are dropped. Raises InputError (``code-twice``, ``code-missing``, ``code-digits``),
    FileMissingError (``file-missing``) and ReadFailedError (``file-unreadable``).
    """
    if digits is not None and code_file is not None:
        raise InputError("code-twice", "the code is given twice", next_step="leave --code or --code-file out")
    if code_file is not None:
        digits = _from_file(code_file)
    elif digits is None:
        digits = _asked()
    return RadioCode("".join(digits.split()))


def _asked() -> str:
    if not sys.stdin.isatty():
        raise InputError(
            "code-missing",
            "there is no code, and nobody to ask for it",
            expected="--code-file FILE, or - for standard input",
            next_step="name a file that holds it",
        )
    return str(click.prompt("Code (it stays unseen)", hide_input=True, err=True))


def _from_file(name: str) -> str:
    try:
        if name == "-":
            return sys.stdin.read(_LONGEST)
        with open(name, encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs each start more than this
            return file.read(_LONGEST)
    except FileNotFoundError as fault:
        raise FileMissingError(
            "file-missing", f"there is no file {name!r}", value=name, next_step="check the name"
        ) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise ReadFailedError("file-unreadable", f"{name!r} can't be read as text", value=name) from fault
