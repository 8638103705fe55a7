"""The vault inside the guided way: it gives the code of the case's radio, and keeps one that brought music."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from headunit.cli.clock import now
from headunit.cli.secret_input import read_passphrase
from headunit.cli.vault_access import open_store
from headunit.errors import FileMissingError, HeadunitError
from headunit.recovery.kept_code import code_in, entry_for, entry_name, kept_in

if TYPE_CHECKING:
    from headunit.numbers import RadioCode
    from headunit.recovery.asks import Knowledge, VaultCode
    from headunit.recovery.case import Case
    from headunit.vault.passphrase import Passphrase
    from headunit.vault.store import VaultStore

__all__ = ["with_vault"]


def with_vault(known: Knowledge, home: str, passphrase_file: str) -> Knowledge:
    """Return *known* with the vault in the state folder *home* at hand; its passphrase is asked for when it is used."""

    def give(case: Case) -> VaultCode:
        store = open_store(home)
        store.check()
        return code_in(case, store.open(read_passphrase(passphrase_file)))

    def keep(case: Case, code: RadioCode) -> str:
        store = open_store(home)
        passphrase = _passphrase(store, passphrase_file)
        vault = store.open(passphrase)
        kept = kept_in(case, code, vault)
        if kept is not None:  # the program was cut off before the case knew of it
            return str(kept.id)
        entry = entry_for(case, code, vault, entry_name(case, known), now(), os.urandom)
        store.change(passphrase, lambda vault: vault.with_entry(entry))
        return str(entry.id)

    return known._replace(from_vault=give if _exists(home) else None, into_vault=keep)


def _exists(home: str) -> bool:
    """Return whether there is a vault to look into."""
    try:
        open_store(home).check()
    except FileMissingError:
        return False
    except HeadunitError:  # what is wrong with it is told when it is opened
        return True
    return True


def _passphrase(store: VaultStore, file: str) -> Passphrase:
    """Return the passphrase; where there is no vault yet, make one under it."""
    try:
        store.check()
    except FileMissingError:
        click.echo("There is no vault yet; this makes one.", err=True)
        passphrase = read_passphrase(file, asking="Passphrase for the new vault", twice=True)
        store.create(passphrase)
        return passphrase
    return read_passphrase(file)
