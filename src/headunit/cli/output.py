"""How the command line speaks: one JSON document on stdout, or text for a terminal of at least 40 columns."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from headunit.errors import HeadunitError

__all__ = [
    "command",
    "complaint",
    "error_document",
    "heading",
    "note",
    "print_json",
    "row",
    "shell_word",
    "text_width",
    "visible",
    "warning",
]

_INDENT = 2
_LABEL = 12
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]",
)
"""Control characters, those that turn the direction of writing, and bytes of a file name that are no text."""


def print_json(document: str, /, **content: Any) -> None:  # noqa: ANN401 - any JSON value
    """Print one document with ``"format": "headunit/DOCUMENT/1"``; text stays readable, keys keep their order."""
    click.echo(visible(json.dumps({"format": f"headunit/{document}/1", **content}, ensure_ascii=False, indent=2)))


def visible(text: str) -> str:
    """Return *text* with what a terminal would obey written as ``\\u001b``, as JSON writes it too."""
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def shell_word(path: str) -> str:
    """Return *path* as one word of a shell command, with nothing in it that a terminal would obey."""
    path = f"./{path}" if path.startswith("-") else path
    if not (_INVISIBLE.search(path) or "\n" in path or "\t" in path):
        return shlex.quote(path)
    plain = range(0x20, 0x7F)
    bytes_of_it = os.fsencode(path.replace("\\", "\\\\").replace("'", "\\'"))
    return "$'" + "".join(chr(byte) if byte in plain else f"\\{byte:03o}" for byte in bytes_of_it) + "'"


def error_document(error: HeadunitError) -> dict[str, Any]:
    """Return the content of a ``headunit/error/1`` document."""
    return {
        "error": {
            "code": error.code,
            "message": error.message,
            "value": error.value,
            "expected": error.expected,
            "next": error.next_step,
        }
    }


def text_width() -> int:
    """Return the columns to write in: the terminal's, at least 40, at most 100; 80 when there is no terminal."""
    try:
        columns = int(os.environ.get("COLUMNS", "")) or 80
    except ValueError:
        columns = _terminal_columns()
    return max(40, min(100, columns))


def _terminal_columns() -> int:
    # shutil has the same, and takes longer to import than the answer takes to find.
    try:
        return os.get_terminal_size().columns
    except (AttributeError, OSError, ValueError):
        return 80


def complaint(text: str) -> None:
    """Print what is wrong on standard error, in lines of the terminal's width; one line where it is no terminal."""
    lines = [f"headunit: {visible(text)}"]
    if sys.stderr.isatty():
        lines = wrap(
            lines[0], text_width(), subsequent_indent=" " * _INDENT, break_long_words=False, break_on_hyphens=False
        )
    click.echo(click.style("headunit:", fg="red", bold=True) + lines[0].removeprefix("headunit:"), err=True)
    for line in lines[1:]:
        click.echo(line, err=True)


def heading(text: str) -> None:
    """Print a heading with an empty line above."""
    click.echo()
    for line in wrap(visible(text), text_width() - _INDENT):
        click.secho(f"{' ' * _INDENT}{line}", bold=True)


def row(label: str, text: str, **style: Any) -> None:  # noqa: ANN401 - click's style keywords
    """Print *label* in a narrow column and *text* wrapped beside it."""
    margin = " " * (_INDENT + _LABEL)
    lines = wrap(visible(text), text_width() - len(margin), break_on_hyphens=False) or [""]
    if len(label) >= _LABEL:
        click.echo(" " * _INDENT + click.style(label, dim=True))
        click.echo(margin + click.style(lines[0], **style))
    else:
        click.echo(" " * _INDENT + click.style(f"{label:<{_LABEL}}", dim=True) + click.style(lines[0], **style))
    for line in lines[1:]:
        click.echo(margin + click.style(line, **style))


def note(text: str) -> None:
    """Print *text* under the rows, in the text column."""
    row("", text)


def command(text: str) -> None:
    """Print a command to copy, on a line of its own and never wrapped."""
    click.secho(" " * (_INDENT + _LABEL) + text, fg="cyan")


def warning(text: str) -> None:
    """Print a warning beside an exclamation mark."""
    row("!", text, fg="yellow")
