"""The entry point: the command group, and how every error becomes one sentence and an exit status."""

from __future__ import annotations

import errno
import gc
import os
import sys
from io import TextIOBase, TextIOWrapper
from typing import BinaryIO, NoReturn

import click

from headunit import __version__
from headunit.cli.lazy_group import LazyGroup
from headunit.cli.output import complaint, error_document, print_json
from headunit.errors import CannotWriteError, HeadunitError, ReadFailedError

__all__ = ["COMMAND_NAMES", "EXIT_STATUS", "cli", "main"]

EXIT_STATUS = {
    0: "done",
    64: "the command line is wrong",
    65: "the input is wrong or ambiguous; a question may say what is missing",
    66: "no such file",
    69: "not publicly known; the official route is given",
    70: "a fault of the program",
    73: "can't write",
    74: "can't read",
    75: "a wait is running or a link was lost: try again",
    77: "refused by the guard or for want of consent",
    78: "a settings or facts file is wrong, or an extra is missing",
    80: "a reset failed safely: the unit is as it was",
    81: "the unit needs recovery by a workshop",
}
"""Exit status → meaning (docs/reference/exit-codes.md)."""

_COMMANDS = {
    "recover": ("recover", "Lead from the text on the display to music, step by step."),
    "case": ("case", "List, show, export or delete cases."),
    "identify": ("identify", "Say what each number on a label is, and which radio it may be."),
    "label": ("label", "Read the serial from photos of the label."),
    "code": ("code", "Find the code for a serial, with the evidence for it."),
    "image": ("image", "Read the code from the content of a memory chip."),
    "diodes": ("diodes", "Read the code from the twelve diodes of an old Volvo radio."),
    "card-check": ("card_check", "Say whether a card's number can be the code of a kind of radio."),
    "plan": ("plan", "Write down the key presses that enter a code."),
    "rehearse": ("rehearse", "Try the keys of a radio on its twin, at no risk."),
    "twin": ("twin", "Run a simulated radio from a file of events."),
    "diag": ("diag", "Read a unit over an adapter; reset a simulated one."),
    "ecu": ("ecu", "Let a simulated unit answer testers."),
    "web": ("web", "Open the whole recovery in the browser, here or on your phone."),
    "families": ("families", "List the kinds of radio in the catalogue."),
    "family": ("families", "Show all that is known about one kind of radio."),
    "rules": ("rules", "List the code rules and how far each is proved."),
    "advise": ("advise", "Say what to do now, for what the radio shows."),
    "faq": ("faq", "Answer what owners ask about one kind of radio."),
    "checklist": ("checklist", "List what to do at a battery change."),
    "request": ("request", "Write the request to the dealer."),
    "bulk": ("bulk", "Find the codes for a CSV or Parquet file of serials."),
    "vault": ("vault", "Keep codes in one encrypted file."),
    "card": ("card", "Print a code card."),
    "completion": ("completion", "Print the completion script for bash, zsh or fish."),
}

COMMAND_NAMES = frozenset(_COMMANDS)
"""What this installation can be told to do."""
_LONG = frozenset({"rehearse", "twin", "bulk", "recover"})
"""Commands that may run for long: ``start`` begins without the search for reference cycles, and they need it."""


class _Commands(LazyGroup):
    """Hold the commands, and let those that run for long search for reference cycles again."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, imported now."""
        if cmd_name in _LONG:
            gc.enable()
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=_Commands,
    table=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Independent of all makers. For your own radio, or with its owner's proof.",
)
@click.version_option(__version__, prog_name="headunit", message="%(prog)s %(version)s")
def cli() -> None:
    """Bring a locked factory car radio back to life: right, or not at all.

    Start with the number on the radio's label:  headunit code "M 123456"
    """


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and end the process with a documented exit status; never a traceback."""
    given = sys.argv[1:] if arguments is None else arguments
    _stand_in_for_closed_streams()
    _write_what_the_terminal_can()
    try:
        status = cli.main(args=given, prog_name="headunit", standalone_mode=False)
    except HeadunitError as error:
        status = _report(error, given)
    except click.exceptions.NoArgsIsHelpError as fault:
        click.echo(fault.format_message())
        status = 0
    except click.UsageError as fault:
        status = _report_usage(fault, given)
    except click.ClickException as fault:
        click.echo(f"headunit: {fault.format_message()}", err=True)
        status = 70
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        status = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as fault:
        status = _report(_system_error(fault), given)
    except Exception as fault:  # noqa: BLE001 - the last line of defence: a person never sees a traceback
        bug = HeadunitError(
            "internal",
            f"a fault of the program ({type(fault).__name__}: {fault})",
            next_step="please report it with the command you ran",
        )
        status = _report(bug, given)
    sys.exit(status if isinstance(status, int) else 0)


def _system_error(fault: OSError) -> HeadunitError:
    """Return what the system says of a file that it names, or else of standard output, which has no name."""
    reason = fault.strerror or fault
    if fault.filename is None:
        return CannotWriteError("cannot-write", f"can't write the output ({reason})", next_step="check where it goes")
    return ReadFailedError("file-unreadable", f"{str(fault.filename)!r} can't be read ({reason})")


class _ClosedStream(TextIOBase):
    """Stand for standard input or output that is closed: the program starts, and fails where it needs it."""

    encoding = "utf-8"

    @property
    def buffer(self) -> BinaryIO:
        """Raise OSError, as all that is done with it."""
        raise OSError(errno.EBADF, "it is closed")

    def write(self, text: str) -> int:  # noqa: ARG002 - the signature of a stream
        """Raise OSError."""
        raise OSError(errno.EBADF, "it is closed")

    def read(self, size: int | None = -1) -> str:  # noqa: ARG002 - the signature of a stream
        """Raise OSError."""
        raise OSError(errno.EBADF, "it is closed")


def _stand_in_for_closed_streams() -> None:
    """Let a closed standard stream fail when it is used, and let no file of ours take its number."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)
            if name != "stderr":  # where nobody hears it, nothing is said
                setattr(sys, name, _ClosedStream())


def _write_what_the_terminal_can() -> None:
    """Replace what a terminal's encoding lacks (š, ·) instead of failing at it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _report(error: HeadunitError, given: list[str]) -> int:
    try:
        if "--json" in given:
            print_json("error", **error_document(error))
        else:
            complaint(str(error))
    except OSError:
        # Standard output itself is full or closed: the exit status is all that is left to say.
        if not isinstance(sys.stdout, _ClosedStream):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return error.exit_status


def _report_usage(fault: click.UsageError, given: list[str]) -> int:
    path = fault.ctx.command_path if fault.ctx else "headunit"
    error = HeadunitError(
        "usage", fault.format_message().rstrip("."), next_step=f"'{path} --help' shows how it is used"
    )
    _report(error, given)
    return 64
