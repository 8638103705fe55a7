"""``headunit vault export|import``: to and from other programs that keep secrets."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headunit.cli.clock import now
from headunit.cli.output import print_json
from headunit.cli.replace_file import write_whole
from headunit.cli.secret_input import agree_to_replace, is_terminal, passphrase_option, read_passphrase
from headunit.cli.shared import json_option
from headunit.cli.state import home_option
from headunit.cli.vault_access import entry_document, open_store, report, yes_option
from headunit.errors import FileMissingError, ReadFailedError

if TYPE_CHECKING:
    from headunit.vault.content import Vault
    from headunit.vault.exchange.merge import Merged, Skipped

__all__ = ["export_command", "import_command"]

_FORMS = ("keepass-xml", "bitwarden-json", "csv")
_FORM_BY_END = {".xml": "keepass-xml", ".json": "bitwarden-json", ".csv": "csv"}


@click.command("export")
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option(
    "--format", "form", type=click.Choice(_FORMS), help="What the other program reads; else .xml, .json or .csv tells."
)
@yes_option
@passphrase_option
@home_option
@json_option
def export_command(output: Path, form: str | None, yes: bool, passphrase_file: str, home: str, as_json: bool) -> int:
    """Write every code, IN CLEAR, to FILE for another program: KeePass, Bitwarden, a spreadsheet."""
    store = open_store(home)
    store.check()
    from headunit.vault.exchange.merge import ExchangeForm, export_text  # noqa: PLC0415 - '--help' needs no vault

    wanted = ExchangeForm(form or _form_of(output))
    agree_to_replace(output, yes=yes, secret=True)
    vault = store.open(read_passphrase(passphrase_file))
    write_whole(output, export_text(vault.entries, wanted))
    count = len(vault.entries)
    warnings = [f"{output} holds {count} codes in clear: import it where you need it, then delete it"]
    report("export", output.absolute(), as_json=as_json, text=f"written to {output}", warnings=warnings, entries=count)
    return 0


def _form_of(output: Path) -> str:
    """Return the form that the end of the file's name tells; raises UsageError."""
    form = _FORM_BY_END.get(output.suffix.lower())
    if form is None:
        message = f"say which form with --format: {', '.join(_FORMS)}"
        raise click.UsageError(message, click.get_current_context())
    return form


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--format", "form", type=click.Choice(_FORMS), help="The form of FILE; else its first character tells.")
@click.option("--all", "everything", is_flag=True, help="Take each number that could be a code, radio or not.")
@passphrase_option
@home_option
@json_option
def import_command(
    file: Path, form: str | None, everything: bool, passphrase_file: str, home: str, as_json: bool
) -> int:
    """Take the radio codes from FILE, an export of KeePass, Bitwarden or a table, into the vault.

    Entries whose password is no radio code are left out; where it could be one, and nothing else tells of a radio, you
    are asked. What is in the vault stays as it is.
    """
    store = open_store(home)
    store.check()
    from headunit.vault.exchange.merge import ExchangeForm, form_of, import_records, merge  # noqa: PLC0415 - as above

    content = _content(file)
    found = import_records(content, ExchangeForm(form) if form else form_of(content))
    records, skipped = _chosen(found, everything=everything)
    done: list[Merged] = []

    def edit(vault: Vault) -> Vault:
        done.append(merge(vault, records, now=now(), random_bytes=os.urandom))
        return done[-1].vault

    store.change(read_passphrase(passphrase_file), edit)
    merged = replace(done[-1], skipped=(*done[-1].skipped, *skipped))
    _tell(merged, file, as_json=as_json)
    return 0 if merged.added or merged.already or not found else 65


def _chosen(found: list[dict[str, str]], *, everything: bool) -> tuple[list[dict[str, str]], tuple[Skipped, ...]]:
    """Return the records to take, and those that are left out because nothing says that they are radios."""
    from headunit.vault.exchange.merge import left_out, sure_and_unsure  # noqa: PLC0415 - as above

    sure, unsure = sure_and_unsure(found)
    if everything or not unsure:
        return found, ()
    doubtful = left_out(unsure, "nothing in it says that it is a radio's; --all takes it")
    if is_terminal():
        for skipped in doubtful:
            click.echo(f"  {skipped.name or 'an entry without a name'}", err=True)
        many = "this number" if len(unsure) == 1 else f"these {len(unsure)} numbers"
        if click.confirm(f"Nothing says that they are radio codes. Take {many} too?", err=True):
            return found, ()
    return sure, doubtful


def _content(file: Path) -> bytes:
    from headunit.vault.exchange.labels import LARGEST_IMPORT_BYTES  # noqa: PLC0415 - as above

    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_IMPORT_BYTES + 1)
    except FileNotFoundError:
        raise FileMissingError("file-missing", f"there is no file {str(file)!r}", value=str(file)) from None
    except OSError as fault:
        message = f"{str(file)!r} can't be read ({fault.strerror})"
        raise ReadFailedError("read-failed", message, value=str(file)) from None


def _tell(merged: Merged, file: Path, *, as_json: bool) -> None:
    warning = f"{file} holds codes in clear: delete it when you don't need it any more"
    click.secho(f"warning: {warning}", err=True, fg="yellow")
    if as_json:
        print_json(
            "vault-import",
            added=[entry_document(entry, reveal=False) for entry in merged.added],
            renamed=[str(entry.id) for entry in merged.renamed],
            already=[str(entry.id) for entry in merged.already],
            skipped=[{"name": skipped.name, "reason": skipped.reason} for skipped in merged.skipped],
            warnings=[warning],
        )
        return
    click.echo(f"{len(merged.added)} added, {len(merged.already)} there already, {len(merged.skipped)} left out")
    for entry in merged.renamed:
        click.echo(f"  {entry.name}: its reference was taken by another radio, it is now {entry.id}")
    for skipped in merged.skipped:
        click.echo(f"  left out {skipped.name or 'an entry without a name'}: {skipped.reason}")
