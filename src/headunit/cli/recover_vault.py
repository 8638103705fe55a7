"""The vault inside the guided way: it gives the code of the case's radio, and keeps one that brought music."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from headunit.cli.secret_input import read_passphrase
from headunit.cli.vault_access import now, open_store
from headunit.errors import FileMissingError, HeadunitError, UnknownNameError
from headunit.numbers import Vin, canonical

if TYPE_CHECKING:
    from headunit.numbers import RadioCode
    from headunit.recovery.asks import Knowledge, VaultCode
    from headunit.recovery.case import Case
    from headunit.vault.content import Vault
    from headunit.vault.entry import Entry
    from headunit.vault.passphrase import Passphrase
    from headunit.vault.store import VaultStore

__all__ = ["with_vault"]

_SOURCES = {"rule": "rule", "card": "card", "dealer": "dealer"}


def with_vault(known: Knowledge, home: str, passphrase_file: str) -> Knowledge:
    """Return *known* with the vault in the state folder *home* at hand; its passphrase is asked for when it is used."""

    def give(case: Case) -> VaultCode:
        store = open_store(home)
        store.check()
        return _code_for(case, store.open(read_passphrase(passphrase_file)))

    def keep(case: Case, code: RadioCode) -> str:
        store = open_store(home)
        passphrase = _passphrase(store, passphrase_file)
        vault = store.open(passphrase)
        kept = next((one for one in vault.entries if one.note == _note(case) and one.code == code), None)
        if kept is not None:  # the program was cut off before the case knew of it
            return str(kept.id)
        entry = _new_entry(case, code, vault, _name(case, known))
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


def _code_for(case: Case, vault: Vault) -> VaultCode:
    """Return the code of the case's radio: by its serial, its part number, else of the only one of its family.

    Raises UnknownNameError (``vault-no-radio``) where none or several fit.
    """
    serial, part = canonical(case.told("serial")), canonical(case.told("part-number"))
    found = {
        "serial": [entry for entry in vault.entries if serial and canonical(entry.serial) == serial],
        "part-number": [
            entry for entry in vault.entries if part and not serial and canonical(entry.part_number) == part
        ],
        "family": [entry for entry in vault.entries if case.family and not serial and entry.family == case.family],
    }
    for matched, entries in found.items():
        if len(entries) == 1:
            return _given(entries[0], matched)
    raise UnknownNameError(
        "vault-no-radio",
        f"the vault holds {len(vault.entries)} radios, and none that is surely this one",
        value=case.told("serial"),
        expected="an entry with this radio's serial",
        next_step="'headunit vault list' shows them; type the code by hand if you know which it is",
    )


def _given(entry: Entry, matched: str) -> VaultCode:
    from headunit.recovery.asks import VaultCode  # noqa: PLC0415 - '--help' needs no way

    return VaultCode(entry.code, str(entry.source), str(entry.evidence or ""), matched)


def _new_entry(case: Case, code: RadioCode, vault: Vault, name: str) -> Entry:
    from headunit.codes.candidate import Grade  # noqa: PLC0415 - '--help' needs no vault
    from headunit.recovery.records import Held  # noqa: PLC0415 - as above
    from headunit.vault.entry import CodeSource, Entry  # noqa: PLC0415 - as above
    from headunit.vault.reference import Reference  # noqa: PLC0415 - as above

    held, moment = case.last(Held), now()
    vin = case.told("vin")
    return Entry(
        id=Reference.new(os.urandom, vault.references),
        name=name,
        code=code,
        source=CodeSource(_SOURCES.get(held.source, "other") if held else "other"),
        added=moment,
        changed=moment,
        family=case.family,
        serial=case.told("serial"),
        part_number=case.told("part-number"),
        car=case.told("car"),
        vin=Vin(vin) if vin else None,
        evidence=Grade(held.grade) if held and held.grade else None,
        note=_note(case),
    )


def _note(case: Case) -> str:
    return f"It brought music; case {case.id}."


def _name(case: Case, known: Knowledge) -> str:
    """Return what the entry is found by: the car, else the radio."""
    radio = next((head.name for head in known.catalogue.heads if head.id == case.family), "radio")
    return case.told("car") or radio
