"""``headunit vault add|list|show|remove``: the entries of the vault."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from headunit.cli.clock import now
from headunit.cli.complete import complete_family
from headunit.cli.context import open_catalogue
from headunit.cli.output import command, heading, note, print_json, text_width
from headunit.cli.secret_input import HISTORY_WARNING, agree, passphrase_option, read_code, read_passphrase
from headunit.cli.shared import json_option
from headunit.cli.state import home_option
from headunit.cli.vault_access import (
    entry_document,
    open_store,
    print_entry,
    report,
    reveal_option,
    shown_code,
    yes_option,
)
from headunit.errors import InputError
from headunit.facts.shapes import number_shapes
from headunit.numbers import NumberKind, Vin, canonical, read_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.numbers import RadioCode
    from headunit.vault.content import Vault
    from headunit.vault.entry import Entry

__all__ = ["add_command", "list_command", "remove_command", "show_command"]

_SOURCES = ("rule", "card", "dealer", "image", "owner", "other")
_GRADES = ("confirmed", "agreed", "plausible")


@click.command("add")
@click.argument("name")
@click.option("--serial", default="", metavar="SERIAL", help="The serial on the radio's label.")
@click.option("--part-number", default="", metavar="NUMBER", help="The part number on the label.")
@click.option("--family", default="", metavar="ID", help="The kind of radio.", shell_complete=complete_family)
@click.option("--car", default="", metavar="TEXT", help="Make, model and year.")
@click.option("--vin", default="", metavar="VIN", help="The car's VIN.")
@click.option(
    "--source", type=click.Choice(_SOURCES), default="other", show_default=True, help="Where the code is from."
)
@click.option("--evidence", type=click.Choice(_GRADES), help="The grade of a code from a rule.")
@click.option("--note", default="", metavar="TEXT", help="Anything else.")
@click.option("--code", default="", metavar="CODE", help="The code; it stays in the shell's history.")
@click.option("--code-file", default="", metavar="FILE", help="Read the code from FILE, or - for standard input.")
@passphrase_option
@home_option
@json_option
def add_command(code: str, code_file: str, passphrase_file: str, home: str, as_json: bool, **told: str | None) -> int:
    """Put the code of the radio NAME into the vault. Without --code or --code-file it is asked for, unseen.

    When passphrase and code both come from standard input, the passphrase stands on the first line.

    \b
      headunit vault add "Fiesta, blue" --serial M123456 --source card
    """
    if code and code_file:
        message = "give --code or --code-file, not both"
        raise click.UsageError(message, click.get_current_context())
    store = open_store(home)
    store.check()
    passphrase = read_passphrase(passphrase_file)
    before = store.open(passphrase)
    texts = {field: (text or "").strip() for field, text in told.items()}
    entry = _new_entry(before, read_code(code, code_file), texts)
    store.change(passphrase, lambda vault: vault.with_entry(entry))
    _tell_added(entry, _warnings(entry, before, given=bool(code)), as_json=as_json)
    return 0


def _new_entry(before: Vault, code: RadioCode, texts: dict[str, str]) -> Entry:
    """Return the entry that *texts*, the options by their fields, describe, under a reference that is free."""
    from headunit.codes.candidate import Grade  # noqa: PLC0415 - '--help' needs no vault
    from headunit.vault.entry import CodeSource, Entry  # noqa: PLC0415 - as above
    from headunit.vault.reference import Reference  # noqa: PLC0415 - as above

    moment = now()
    return Entry(
        id=Reference.new(os.urandom, before.references),
        name=texts["name"],
        code=code,
        source=CodeSource(texts["source"]),
        added=moment,
        changed=moment,
        family=open_catalogue().family(texts["family"]).id if texts["family"] else "",
        serial=_serial(texts["serial"]),
        part_number=texts["part_number"],
        car=texts["car"],
        vin=Vin(canonical(texts["vin"])) if texts["vin"] else None,
        evidence=Grade(texts["evidence"]) if texts["evidence"] else None,
        note=texts["note"],
    )


def _serial(text: str) -> str:
    """Return *text*; raises InputError (``not-a-serial``) for the car's VIN, by which no radio is found again."""
    from headunit.codes.rules import ALL_RULES  # noqa: PLC0415 - '--help' needs no rules

    claimed = any(rule.claims(canonical(text)) for rule in ALL_RULES)
    kinds = {reading.kind for reading in read_numbers(text, number_shapes(open_catalogue()))} if text else set()
    if kinds == {NumberKind.VIN} and not claimed:
        raise InputError(
            "not-a-serial",
            f"{text!r} is the car's VIN, not the radio's serial",
            value=text,
            expected="the serial on the radio's own label",
            next_step="give the VIN with --vin",
        )
    return text


def _warnings(entry: Entry, before: Vault, *, given: bool) -> list[str]:
    same = [old for old in before.entries if entry.serial and canonical(old.serial) == canonical(entry.serial)]
    rivals = [f"{old.id} has another code for the same serial" for old in same if old.code != entry.code]
    copies = [f"{old.id} has the same code for the same serial" for old in same if old.code == entry.code]
    return [*([HISTORY_WARNING] if given else []), *rivals, *copies]


def _tell_added(entry: Entry, warnings: Sequence[str], *, as_json: bool) -> None:
    for text in warnings:
        click.secho(f"warning: {text}", err=True, fg="yellow")
    if as_json:
        print_json("vault-entry", entry=entry_document(entry, reveal=False), warnings=list(warnings))
        return
    heading(f"In the vault: {entry.name}")
    click.echo()
    print_entry(entry, reveal=False)
    click.echo()
    note("A card to keep in your wallet:")
    command(f"headunit card {entry.id}")
    click.echo()


@click.command("list")
@click.option("--serial", default="", metavar="TEXT", help="Only those whose serial or part number holds TEXT.")
@reveal_option
@passphrase_option
@home_option
@json_option
def list_command(serial: str, reveal: bool, passphrase_file: str, home: str, as_json: bool) -> int:
    """List what the vault holds, codes in dots unless --reveal."""
    store = open_store(home)
    store.check()
    vault = store.open(read_passphrase(passphrase_file))
    entries = vault.with_number(serial) if serial else vault.entries
    if as_json:
        documents = [entry_document(entry, reveal=reveal) for entry in entries]
        print_json("vault", path=str(store.path), serial=serial, entries=documents)
    elif entries:
        _print_table(entries, reveal=reveal)
    else:
        click.echo("no entry fits" if serial else "the vault is empty: 'headunit vault add' puts a code into it")
    return 0


def _print_table(entries: Sequence[Entry], *, reveal: bool) -> None:
    from rich import box  # noqa: PLC0415 - rich only when a table is drawn
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("reference", style="cyan", no_wrap=True)
    for title in ("name", "serial", "code", "from"):
        table.add_column(title, no_wrap=title == "code")
    for entry in entries:
        cells = (str(entry.id), entry.name, entry.serial, shown_code(entry, reveal=reveal), str(entry.source))
        table.add_row(*(Text(cell) for cell in cells))
    Console(width=text_width()).print(table)


@click.command("show")
@click.argument("entry", nargs=-1, required=True)
@reveal_option
@passphrase_option
@home_option
@json_option
def show_command(entry: tuple[str, ...], reveal: bool, passphrase_file: str, home: str, as_json: bool) -> int:
    """Show ENTRY: its reference, serial or name, or a part that no other has; the code in dots unless --reveal."""
    store = open_store(home)
    store.check()
    found = store.open(read_passphrase(passphrase_file)).find(" ".join(entry), in_part=True)
    if as_json:
        print_json("vault-entry", entry=entry_document(found, reveal=reveal), warnings=[])
        return 0
    heading(found.name)
    click.echo()
    print_entry(found, reveal=reveal)
    click.echo()
    return 0


@click.command("remove")
@click.argument("entry", nargs=-1, required=True)
@yes_option
@passphrase_option
@home_option
@json_option
def remove_command(entry: tuple[str, ...], yes: bool, passphrase_file: str, home: str, as_json: bool) -> int:
    """Take ENTRY out of the vault, for good, after asking."""
    store = open_store(home)
    store.check()
    passphrase = read_passphrase(passphrase_file)
    found = store.open(passphrase).find(" ".join(entry))
    agree(f"Take {found.name} ({found.id}) out of the vault for good?", yes=yes)
    left = store.change(passphrase, lambda vault: vault.without(found.id))
    text = f"took {found.name} ({found.id}) out of the vault"
    report("remove", store.path, as_json=as_json, text=text, entries=len(left.entries))
    return 0
