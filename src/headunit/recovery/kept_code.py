"""A case and the vault: which entry is the radio's, and the entry that keeps its code.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import UnknownNameError
from headunit.numbers import Vin, canonical
from headunit.recovery.records import Held

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from headunit.numbers import RadioCode
    from headunit.recovery.asks import Knowledge, VaultCode
    from headunit.recovery.case import Case
    from headunit.vault.content import Vault
    from headunit.vault.entry import Entry

__all__ = ["code_in", "entry_for", "entry_name", "kept_in"]

_SOURCES = {"rule": "rule", "card": "card", "dealer": "dealer"}


def code_in(case: Case, vault: Vault) -> VaultCode:
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


def entry_for(
    case: Case, code: RadioCode, vault: Vault, name: str, moment: datetime, random_bytes: Callable[[int], bytes]
) -> Entry:
    """Return the entry that keeps *code* as the one of the case's radio, under *name*."""
    from headunit.codes.candidate import Grade  # noqa: PLC0415 - a start without a vault needs none of these
    from headunit.vault.entry import CodeSource, Entry  # noqa: PLC0415 - as above
    from headunit.vault.reference import Reference  # noqa: PLC0415 - as above

    held, vin = case.last(Held), case.told("vin")
    return Entry(
        id=Reference.new(random_bytes, vault.references),
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


def kept_in(case: Case, code: RadioCode, vault: Vault) -> Entry | None:
    """Return the entry in which *vault* keeps *code* for *case* already, None where there is none."""
    return next((one for one in vault.entries if one.note == _note(case) and one.code == code), None)


def _note(case: Case) -> str:
    return f"It brought music; case {case.id}."


def entry_name(case: Case, known: Knowledge) -> str:
    """Return what the entry is found by: the car, else the radio."""
    radio = next((head.name for head in known.catalogue.heads if head.id == case.family), "radio")
    return case.told("car") or radio
