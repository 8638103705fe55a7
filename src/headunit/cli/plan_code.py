"""Read a code without showing it: from a question, a file, or standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from headunit.cli.output import complaint
from headunit.errors import FileMissingError, InputError, ReadFailedError
from headunit.numbers.radio_code import RadioCode

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["read_code"]

_LONGEST = 200
"""Characters read from a file: a code, and room for spaces."""

_ASKED = 3
"""How often a code is asked for: nobody sees what was typed, and a typo is soon made."""

_ALIKE = {"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"}
"""Letters that are taken for digits."""


def read_code(digits: str | None, code_file: str | None, check: Callable[[RadioCode], None]) -> RadioCode:
    """Return the code from the command line, a file (``-``: standard input) or a question whose answer stays unseen.

    Spaces between the digits are dropped. *check* raises InputError for a code that doesn't fit the radio; one that
    was asked for is then asked for again, three times in all. Raises InputError (``code-twice``, ``code-missing``,
    ``code-digits`` and those of *check*), FileMissingError (``file-missing``) and ReadFailedError
    (``file-unreadable``).
    """
    if digits is not None and code_file is not None:
        raise InputError("code-twice", "the code is given twice", next_step="leave --code or --code-file out")
    if code_file is not None:
        return _checked(_from_file(code_file), check)
    return _asked(check) if digits is None else _checked(digits, check)


def _checked(text: str, check: Callable[[RadioCode], None]) -> RadioCode:
    given = "".join(text.split())
    try:
        code = RadioCode(given)
    except InputError as fault:
        letter = next((letter for letter in given.upper() if letter in _ALIKE), "")
        alike = f"is that the letter {letter} for a {_ALIKE[letter]}?" if letter else "type the digits alone"
        raise InputError(
            "code-digits",
            "a radio code has 3 to 8 digits and nothing else",
            expected="3 to 8 digits",
            next_step=alike,
        ) from fault
    check(code)
    return code


def _asked(check: Callable[[RadioCode], None]) -> RadioCode:
    if not sys.stdin.isatty():
        raise InputError(
            "code-missing",
            "there is no code, and nobody to ask for it",
            expected="--code-file FILE, or - for standard input",
            next_step="say --code-file FILE, or --code-file - to read it from standard input",
        )
    for _ in range(_ASKED - 1):
        try:
            return _checked(_answer(), check)
        except InputError as fault:
            complaint(str(fault))
    return _checked(_answer(), check)


def _answer() -> str:
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
        if name == "-":
            raise ReadFailedError(
                "file-unreadable", "standard input can't be read as text", value=name, next_step="say --code-file FILE"
            ) from fault
        raise ReadFailedError("file-unreadable", f"{name!r} can't be read as text", value=name) from fault
