"""``headunit vault``: codes in one encrypted file; its commands stand in this module and those named here."""

from __future__ import annotations

from pathlib import Path

import click

from headunit.cli.lazy_group import LazyGroup
from headunit.cli.secret_input import passphrase_option, read_passphrase
from headunit.cli.shared import json_option
from headunit.cli.state import home_option
from headunit.cli.vault_access import open_store, report

__all__ = ["vault_command"]

_COMMANDS = {
    "init": ("vault", "Make an empty vault."),
    "add": ("vault_entries", "Put a code into the vault."),
    "list": ("vault_entries", "List what the vault holds, or search it by serial."),
    "show": ("vault_entries", "Show one entry."),
    "remove": ("vault_entries", "Take one entry out of the vault."),
    "export": ("vault_exchange", "Write the codes, in clear, for another program."),
    "import": ("vault_exchange", "Take codes from another program's export."),
    "passwd": ("vault", "Change the passphrase."),
    "backup": ("vault", "Copy the vault, and prove that the copy opens."),
}


@click.group("vault", cls=LazyGroup, table=_COMMANDS)
def vault_command() -> None:
    """Keep codes in one encrypted file, so that the next flat battery is no adventure.

    It needs the extra 'vault' ('make extras').

    \b
      headunit vault init
      headunit vault add "Fiesta, blue" --serial M123456
      headunit vault show M123456 --reveal
    """


@click.command("init")
@passphrase_option
@home_option
@json_option
def init_command(passphrase_file: str, home: str, as_json: bool) -> int:
    """Make an empty vault under a passphrase of at least 8 characters.

    Nobody can open it without the passphrase: write it down and keep it apart from the car.
    """
    store = open_store(home)
    asking = "Passphrase for the new vault"
    store.create(read_passphrase(passphrase_file, asking=asking, twice=True))
    text = f"made an empty vault: {store.path}"
    report("init", store.path, as_json=as_json, text=text, entries=0)
    return 0


@click.command("passwd")
@passphrase_option
@click.option("--new-passphrase-file", default="", metavar="FILE", help="Read the new passphrase from FILE, or -.")
@home_option
@json_option
def passwd_command(passphrase_file: str, new_passphrase_file: str, home: str, as_json: bool) -> int:
    """Change the passphrase. Backups keep the one that they were made under.

    When both passphrases come from standard input, the old one stands on the first line, the new one on the second.
    """
    store = open_store(home)
    store.check()
    old = read_passphrase(passphrase_file)
    entries = len(store.open(old).entries)
    store.change_passphrase(old, read_passphrase(new_passphrase_file, asking="New passphrase", twice=True))
    warnings = ["backups still open with the old passphrase: make a new one, and destroy the old if it was given away"]
    report("passwd", store.path, as_json=as_json, text="the passphrase is changed", warnings=warnings, entries=entries)
    return 0


@click.command("backup")
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@passphrase_option
@home_option
@json_option
def backup_command(output: Path, passphrase_file: str, home: str, as_json: bool) -> int:
    """Copy the vault to FILE, still encrypted, after opening it with the passphrase.

    FILE must not be there yet. To go back to a backup, copy it to the place of the vault ('headunit vault list
    --json' names it).
    """
    store = open_store(home)
    store.check()
    target = output.absolute()
    held = store.back_up(target, read_passphrase(passphrase_file))
    text = f"copied {held} {'entry' if held == 1 else 'entries'} to {output}"
    report("backup", target, as_json=as_json, text=text, entries=held)
    return 0
