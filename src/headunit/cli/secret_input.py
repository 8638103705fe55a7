"""Ask for secrets: at a prompt without echo, or from a file; never from the environment."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from headunit.cli.kept_file import refuse_kept
from headunit.errors import CannotWriteError, ConsentError, FileMissingError, InputError, ReadFailedError

if TYPE_CHECKING:
    from pathlib import Path

    from headunit.numbers import RadioCode
    from headunit.vault.passphrase import Passphrase

__all__ = [
    "HISTORY_WARNING",
    "NUMBER_IN_HISTORY",
    "agree",
    "agree_to_replace",
    "is_terminal",
    "passphrase_option",
    "read_code",
    "read_number",
    "read_passphrase",
]

HISTORY_WARNING = "the code now stands in the history of your shell; leave out --code to be asked for it"
NUMBER_IN_HISTORY = "the code now stands in the history of your shell; leave out NUMBER to be asked for it"
_HINT_FOR_A_NEW_ONE = (
    "At least 8 characters; four or five words that don't belong together are best.\n"
    "Nobody can open the vault without it: write it down, and keep it apart from the\n"
    "car. Nothing is shown while you type."
)
_LONGEST_BYTES = 8_192

passphrase_option = click.option(
    "--passphrase-file",
    default="",
    metavar="FILE",
    help="Read the passphrase from the first line of FILE, or - for standard input.",
)


def read_passphrase(file: str, *, asking: str = "Passphrase of the vault", twice: bool = False) -> Passphrase:
    """Return the passphrase from *file*, or ask for it; raises InputError (``secret-missing``) without a terminal."""
    from headunit.vault.passphrase import Passphrase  # noqa: PLC0415 - '--help' needs none

    if twice and not file and is_terminal():
        click.echo(_HINT_FOR_A_NEW_ONE, err=True)
    return Passphrase(_first_line(file) if file else _ask(asking, "--passphrase-file", twice=twice))


def read_code(code: str, file: str) -> RadioCode:
    """Return the code that was given, or ask for it twice; raises InputError (``code-digits``, ``secret-missing``)."""
    from headunit.numbers import RadioCode  # noqa: PLC0415 - '--help' needs no numbers

    if code:
        return RadioCode(code)
    return RadioCode((_first_line(file) if file else _ask("Code of the radio", "--code-file", twice=True)).strip())


def read_number(file: str) -> str:
    """Return what stands on a code card, from *file*, or asked for once, unseen; raises what :func:`read_code` does."""
    return _first_line(file) if file else _ask("Number on the card", "--code-file", twice=False)


def agree(question: str, *, yes: bool) -> None:
    """Return if *yes* was given or the person says so; raises ConsentError (``not-agreed``)."""
    if yes or (is_terminal() and click.confirm(question, err=True)):
        return
    raise ConsentError("not-agreed", "nothing was done", value=question, next_step="say so with --yes")


def agree_to_replace(target: Path, *, yes: bool, secret: bool) -> None:
    """Ask before a file is written over; one that is to hold a *secret* becomes the owner's alone first.

    A vault and the cases are never written over. Raises InputError (``output-is-vault``, ``output-is-cases``),
    ConsentError (``not-agreed``), CannotWriteError (``cannot-write``).
    """
    if not target.exists():
        return
    refuse_kept(target)
    agree(f"{target} is there already. Write over it?", yes=yes)
    if secret and target.is_file():
        try:
            target.chmod(0o600)
        except OSError as fault:
            raise CannotWriteError(
                "cannot-write",
                f"can't write {str(target)!r} ({fault.strerror or fault})",
                value=str(target),
                next_step="it belongs to somebody else: name another file",
            ) from fault


def is_terminal() -> bool:
    """Return whether a person can be asked."""
    return sys.stdin.isatty()


def _ask(asking: str, option: str, *, twice: bool) -> str:
    if not is_terminal():
        raise InputError(
            "secret-missing",
            f"{asking.lower()}: there is no terminal to ask at",
            next_step=f"give it with {option} FILE, or {option} - for standard input",
        )
    again = "The same again" if twice else False
    return str(click.prompt(asking, hide_input=True, confirmation_prompt=again, err=True))


def _first_line(file: str) -> str:
    """Return the first line without its end; raises the errors of a file that can't be read."""
    try:
        if file == "-":
            line = sys.stdin.buffer.readline(_LONGEST_BYTES)
        else:
            with open(file, "rb") as opened:  # noqa: PTH123 - a name as it was typed
                line = opened.readline(_LONGEST_BYTES)
    except FileNotFoundError:
        raise FileMissingError("file-missing", f"there is no file {file!r}", value=file) from None
    except OSError as fault:
        message = f"{file!r} can't be read ({fault.strerror})"
        raise ReadFailedError("read-failed", message, value=file) from None
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError as fault:
        message = f"{file!r} is no UTF-8 text (byte {fault.start + 1})"
        raise InputError("text-encoding", message, value=file, expected="UTF-8") from None
