"""``headunit recover``: led from the text on the display to music, one question after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from headunit.cli.secret_input import passphrase_option
from headunit.cli.shared import json_option
from headunit.cli.state import home_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.cli.recover_guide import Guide
    from headunit.recovery.asks import Ask

__all__ = ["recover_command"]

_GOES_ON = frozenset({"vault", "keep", "label", "serial", "code"})
"""Questions that open the vault, or a photo: what is refused there doesn't end the way."""


@click.command("recover")
@click.argument("case_id", metavar="[CASE]", default="")
@click.option("--answers", metavar="FILE", help="Take the answers from a JSON file, or - for standard input.")
@click.option(
    "--photo", "photos", multiple=True, metavar="FILE", help="A photo of the label; give several of the same one."
)
@click.option("--identity", metavar="FILE", help="What 'diag identify --json' printed of the unit: evidence.")
@passphrase_option
@home_option
@json_option
def recover_command(
    case_id: str,
    answers: str | None,
    photos: tuple[str, ...],
    identity: str | None,
    passphrase_file: str,
    home: str,
    as_json: bool,
) -> int:
    """Lead from the text on the display to music, step by step.

    \b
      headunit recover            begin a case
      headunit recover 7K3M9X     go on with one
      headunit recover --photo label.jpg

    Everything is kept at once, never a code; Ctrl-C loses nothing. An attempt guard decides when a code may be typed.
    """
    from headunit.cli.case_store import begin, open_cases  # noqa: PLC0415 - '--help' needs no store
    from headunit.cli.recover_guide import Guide  # noqa: PLC0415 - as above

    _check_inputs(answers, passphrase_file, as_json=as_json)
    with open_cases(home) as store:
        case = begin(store, case_id)
        guide = Guide(store, case, photos, person=answers is None)
        if identity is not None:
            from headunit.cli.recover_identity import read_identity  # noqa: PLC0415 - few have an adapter

            guide.add(read_identity(identity))
        if passphrase_file or answers is None:
            guide.open_vault_when_asked(home, passphrase_file)
        if answers is None:
            return _ask_person(guide, new=not case_id)
        from headunit.cli.recover_answers import run_answers  # noqa: PLC0415 - only machines need it

        return run_answers(guide, answers, as_json=as_json)


def _check_inputs(answers: str | None, passphrase_file: str, *, as_json: bool) -> None:
    from headunit.errors import InputError  # noqa: PLC0415 - as above

    if as_json and answers is None:
        raise InputError("answers-missing", "with --json there is nobody to ask", next_step="give --answers FILE")
    if [answers, passphrase_file] == ["-", "-"]:
        raise InputError(
            "stdin-twice",
            "standard input can't be both the answers and the passphrase",
            next_step="put one of the two into a file",
        )


def _ask_person(guide: Guide, *, new: bool) -> int:
    """Ask a person at a terminal until the end, or until they leave."""
    from headunit.cli import recover_screen as screen  # noqa: PLC0415 - as above

    screen.greet(guide.case.id, new=new)
    try:
        return _until_done(guide, screen.show, screen.read)
    except (KeyboardInterrupt, EOFError, click.Abort):
        screen.farewell(guide.case.id)
        return 130


def _until_done(guide: Guide, show: Callable[[Ask], None], read: Callable[[Ask], str]) -> int:
    from headunit.cli import recover_screen as screen  # noqa: PLC0415 - as above
    from headunit.errors import HeadunitError, InputError  # noqa: PLC0415 - as above

    refused = None
    while True:
        ask = guide.ask()
        (screen.ask_again if ask == refused else show)(ask)
        if ask.kind == "end":
            return ask.status
        try:
            if guide.take(ask, guide.given(ask) or read(ask)):
                screen.farewell(guide.case.id)
                return guide.ask().status
        except HeadunitError as fault:
            if not isinstance(fault, InputError) and ask.key not in _GOES_ON:
                raise
            screen.complain(fault)
            refused = ask
