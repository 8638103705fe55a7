"""``headunit case note|close|sheet``: remarks, the end of a case, and the job sheet for the customer."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headunit.cli.clock import now
from headunit.cli.output import print_json
from headunit.cli.shared import json_option
from headunit.cli.state import home_option

if TYPE_CHECKING:
    from headunit.recovery.records import Event
    from headunit.recovery.store.sqlite_cases import SqliteCaseStore

__all__ = ["close_command", "note_command", "sheet_command"]


@click.command("note")
@click.argument("case_id", metavar="CASE")
@click.argument("text", nargs=-1, required=True)
@home_option
@json_option
def note_command(case_id: str, text: tuple[str, ...], home: str, as_json: bool) -> int:
    """Write a remark into CASE; never a code: a case is not encrypted."""
    from headunit.cli.case_store import open_cases  # noqa: PLC0415 - '--help' needs no store
    from headunit.recovery.asks import text_of  # noqa: PLC0415 - as above
    from headunit.recovery.display import mask_digits  # noqa: PLC0415 - as above
    from headunit.recovery.records import Note  # noqa: PLC0415 - as above

    with open_cases(home) as store:
        number = _write(store, case_id, Note(mask_digits(text_of(" ".join(text)))))
    _tell("note", number, case_id, "written down; long numbers are masked", as_json=as_json)
    return 0


@click.command("close")
@click.argument("case_id", metavar="CASE")
@click.option(
    "--as", "result", type=click.Choice(("given-up", "no-code")), default="given-up", show_default=True,
    help="How it ended: without music, or with a radio that takes no code.",
)  # fmt: skip
@home_option
@json_option
def close_command(case_id: str, result: str, home: str, as_json: bool) -> int:
    """Close CASE where no music came of it; what was learnt is kept."""
    from headunit.cli.case_store import open_cases  # noqa: PLC0415 - as above
    from headunit.recovery.records import Closed  # noqa: PLC0415 - as above

    with open_cases(home) as store:
        number = _write(store, case_id, Closed(result))
    _tell("close", number, case_id, "closed", as_json=as_json)
    return 0


@click.command("sheet")
@click.argument("case_id", metavar="CASE")
@click.option("--workshop", multiple=True, metavar="LINE", help="A line of the workshop's address; may be given again.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The PDF to write.")
@click.option("--yes", is_flag=True, help="Write over a file that is there.")
@home_option
@json_option
def sheet_command(
    case_id: str, workshop: tuple[str, ...], output: Path | None, yes: bool, home: str, as_json: bool
) -> int:
    """Print the job sheet of CASE as PDF: what was done, on what evidence, who showed what; never a code.

    Who sees to a car of their own gets it without a workshop's lines. It needs the extra 'print' ('make extras').
    """
    from headunit.cli.case_store import knowledge, open_cases, photo_store, read_case  # noqa: PLC0415
    from headunit.cli.replace_file import write_whole_bytes  # noqa: PLC0415 - as above
    from headunit.cli.secret_input import agree_to_replace  # noqa: PLC0415 - as above
    from headunit.cli.vault_access import needing_extra  # noqa: PLC0415 - as above
    from headunit.recovery.job import job_of  # noqa: PLC0415 - as above

    with needing_extra("a job sheet needs", "print"):
        from headunit.vault.paper.job_sheet import job_sheet  # noqa: PLC0415 - as above
    with open_cases(home) as store:
        case = read_case(store, case_id)
    target = output or Path(f"job-sheet-{case.id}.pdf")
    agree_to_replace(target, yes=yes, secret=False)
    here = now().astimezone()
    photos = tuple(photo.told for photo in photo_store(home).kept(case.id))
    sheet = job_of(case, knowledge(), here.date(), workshop=workshop, zone=here.tzinfo or UTC, photos=photos)
    write_whole_bytes(target, job_sheet(sheet))
    if as_json:
        print_json("case-action", action="sheet", case=case.id, records=case.number, path=str(target.absolute()))
    else:
        click.echo(f"written to {target}")
    return 0


def _write(store: SqliteCaseStore, case_id: str, event: Event) -> int:
    """Put *event* behind the journal and return its number."""
    from headunit.cli.case_store import read_case  # noqa: PLC0415 - as above
    from headunit.errors import InputError  # noqa: PLC0415 - as above
    from headunit.recovery.records import Closed  # noqa: PLC0415 - as above

    case = read_case(store, case_id)
    if case.last(Closed) is not None and isinstance(event, Closed):
        raise InputError("case-closed", f"the case {case.id} is closed already", next_step="begin a new one")
    store.append(case.id, case.number, case.following((event,), now()))
    return case.number + 1


def _tell(action: str, number: int, case_id: str, words: str, *, as_json: bool) -> None:
    from headunit.recovery.case import check_case_id  # noqa: PLC0415 - as above

    case = check_case_id(case_id)
    if as_json:
        print_json("case-action", action=action, case=case, records=number, path=None)
    else:
        click.echo(f"case {case}: {words}")
