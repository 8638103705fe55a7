"""``headunit case``: list, show, export and delete the cases that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from headunit.cli.case_paper import close_command, note_command, sheet_command
from headunit.cli.context import open_catalogue
from headunit.cli.output import command, heading, note, print_json, row
from headunit.cli.shared import json_option
from headunit.cli.state import home_option

if TYPE_CHECKING:
    from datetime import datetime

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.store.cases import CaseHead
    from headunit.recovery.store.sqlite_cases import SqliteCaseStore

__all__ = ["case_command"]

_SERIAL_END = 3
_STATES = {
    "open": "not ended yet",
    "music": "the radio plays",
    "no-lock": "it asked for no code",
    "no-code": "it takes no code by its keys",
    "given-up": "ended without music",
    "damaged": "damaged; the others are whole",
}


@click.group("case")
def case_command() -> None:
    """List, show, export, close, print or delete cases.

    No case holds a code; what it holds is in docs/reference/case-format.md.
    """


@case_command.command("list")
@home_option
@json_option
def list_command(home: str, as_json: bool) -> int:
    """List the cases, the newest first."""
    from headunit.cli.case_document import case_state, head_document  # noqa: PLC0415 - '--help' needs no store
    from headunit.cli.case_store import open_cases  # noqa: PLC0415 - as above

    with open_cases(home) as store:
        cases = [(head, _read_or_none(store, head)) for head in store.heads()]
    if as_json:
        print_json("cases", cases=[head_document(head, case) for head, case in cases])
        return 0
    if not cases:
        note("There is no case yet.")
        command("headunit recover")
    names = {one.id: one.name for one in open_catalogue().heads}
    for head, case in cases:
        radio = f"; {names.get(case.family, case.family or 'radio not known yet')}" if case else ""
        row(head.id, f"{as_here(head.opened):%Y-%m-%d %H:%M}  {_STATES[case_state(case)]}{radio}{_told_apart(case)}")
    return 0


def _told_apart(case: Case | None) -> str:
    """Return the car and the end of the serial, as far as they were told: what tells cases of one kind apart."""
    car, serial = (case.told("car"), case.told("serial")) if case else ("", "")
    return f"{f'; {car}' if car else ''}{f'; serial …{serial[-_SERIAL_END:]}' if serial else ''}"


def as_here(moment: datetime) -> datetime:
    """Return *moment* by this computer's clock."""
    return moment.astimezone()


def _read_or_none(store: SqliteCaseStore, head: CaseHead) -> Case | None:
    """Return the case, None for one that is damaged: it must not hide the others."""
    from headunit.errors import ReadFailedError  # noqa: PLC0415 - as above

    try:
        return store.read(head.id)
    except ReadFailedError:
        return None


@case_command.command("show")
@click.argument("case_id", metavar="CASE")
@home_option
@json_option
def show_command(case_id: str, home: str, as_json: bool) -> int:
    """Tell what happened in CASE, in order, and what comes next; --json has the journal itself."""
    from headunit.cli.case_document import case_document, case_state, guard_document  # noqa: PLC0415 - as above
    from headunit.cli.case_store import knowledge, open_cases, photo_store  # noqa: PLC0415 - as above

    with open_cases(home) as store:
        head, case = _find(store, case_id)
    known = knowledge()
    if as_json:
        print_json("case", **case_document(head, case, known, photo_store(home).kept(case.id)))
        return 0
    heading(f"Case {head.id}: {_STATES[case_state(case)]}")
    _print_story(case, known)
    click.echo()
    if case_state(case) == "open":
        guard = guard_document(case, known)
        row("now", guard["why"], bold=True)
        row("next", guard["next"])
        command(f"headunit recover {head.id}")
        click.echo()
    return 0


def _print_story(case: Case, known: Knowledge) -> None:
    """Print what happened, at the times of this computer's clock."""
    from headunit.recovery.story import story  # noqa: PLC0415 - as above

    day = ""
    for happened in story(case, known):
        at = as_here(happened.at)
        if f"{at:%Y-%m-%d}" != day:
            day = f"{at:%Y-%m-%d}"
            heading(day)
        row(f"{at:%H:%M}", happened.what)
        if happened.basis:
            row("", f"({happened.basis})", dim=True)


@case_command.command("export")
@click.argument("case_id", metavar="CASE")
@click.option("--output", metavar="FILE", help="Write to FILE instead of the screen.")
@click.option("--yes", is_flag=True, help="Write over a file that is there.")
@home_option
def export_command(case_id: str, output: str | None, yes: bool, home: str) -> int:
    """Write the whole journal of CASE as one JSON document."""
    import json  # noqa: PLC0415 - '--help' needs none of these
    from pathlib import Path  # noqa: PLC0415

    from headunit.cli.case_document import case_document  # noqa: PLC0415
    from headunit.cli.case_store import knowledge, open_cases, photo_store  # noqa: PLC0415
    from headunit.cli.replace_file import write_whole  # noqa: PLC0415
    from headunit.cli.secret_input import agree_to_replace  # noqa: PLC0415

    with open_cases(home) as store:
        head, case = _find(store, case_id)
    document = {"format": "headunit/case/1", **case_document(head, case, knowledge(), photo_store(home).kept(case.id))}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        agree_to_replace(Path(output), yes=yes, secret=False)
        write_whole(Path(output), text)
        click.echo(f"written to {output}", err=True)
    return 0


@case_command.command("delete")
@click.argument("case_id", metavar="CASE")
@click.option("--yes", is_flag=True, help="Don't ask.")
@home_option
@json_option
def delete_command(case_id: str, yes: bool, home: str, as_json: bool) -> int:
    """Delete CASE for good, with its photos; the other open cases of its radio count its tries from then on."""
    from headunit.cli.case_store import hand_over, open_cases, photo_store  # noqa: PLC0415 - as above
    from headunit.cli.secret_input import agree  # noqa: PLC0415 - as above

    with open_cases(home) as store:
        head, _case = _find(store, case_id)
        agree(f"Delete the case {head.id} for good?", yes=yes)
        photo_store(home).delete(head.id)
        counting = hand_over(store, head.id)
        store.delete(head.id)
    if as_json:
        print_json("case-deleted", case=head.id, counted_in=counting)
    else:
        click.echo(f"case {head.id} is deleted")
        for name in counting:
            click.echo(f"its tries are counted in case {name} now, which is of the same radio")
    return 0


def _find(store: SqliteCaseStore, case_id: str) -> tuple[CaseHead, Case]:
    from headunit.cli.case_store import read_case  # noqa: PLC0415 - as above

    case = read_case(store, case_id)
    return next(head for head in store.heads() if head.id == case.id), case


for _command in (note_command, close_command, sheet_command):
    case_command.add_command(_command)
