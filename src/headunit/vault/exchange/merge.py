"""Bring imported records into a vault: nothing that is there is changed or lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.numbers import RadioCode
from headunit.vault.content import Vault
from headunit.vault.entry import CodeSource, entry_from_texts
from headunit.vault.exchange.bitwarden_json import from_bitwarden_json, to_bitwarden_json
from headunit.vault.exchange.csv_file import from_csv, to_csv
from headunit.vault.exchange.keepass_xml import from_keepass_xml, to_keepass_xml
from headunit.vault.exchange.labels import LABELS, LARGEST_IMPORT_BYTES, MARKED, MOST_RECORDS
from headunit.vault.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from headunit.vault.entry import Entry

__all__ = [
    "MOST_RECORDS",
    "ExchangeForm",
    "Merged",
    "Skipped",
    "export_text",
    "form_of",
    "import_records",
    "left_out",
    "merge",
    "sure_and_unsure",
]

_TITLE = 60


class ExchangeForm(StrEnum):
    """Name a form that other programs read and write. All of them are in clear."""

    KEEPASS_XML = "keepass-xml"
    BITWARDEN_JSON = "bitwarden-json"
    CSV = "csv"


_WRITERS: Mapping[ExchangeForm, Callable[[Iterable[Entry]], str]] = {
    ExchangeForm.KEEPASS_XML: to_keepass_xml,
    ExchangeForm.BITWARDEN_JSON: to_bitwarden_json,
    ExchangeForm.CSV: to_csv,
}
_READERS: Mapping[ExchangeForm, Callable[[bytes], list[dict[str, str]]]] = {
    ExchangeForm.KEEPASS_XML: from_keepass_xml,
    ExchangeForm.BITWARDEN_JSON: from_bitwarden_json,
    ExchangeForm.CSV: from_csv,
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """Name a record that was not taken, and say why; never with a secret."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Hold the vault after an import: what was *added*, what was there *already*, and what was *skipped*.

    *renamed* are those of the added whose reference was taken by another radio, so that they got a new one.
    """

    vault: Vault
    added: tuple[Entry, ...]
    renamed: tuple[Entry, ...]
    already: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]


def export_text(entries: Iterable[Entry], form: ExchangeForm) -> str:
    """Return the entries in *form*, codes in clear."""
    return _WRITERS[form](entries)


def form_of(content: bytes) -> ExchangeForm:
    """Say by its first character which form a file has."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return {b"<": ExchangeForm.KEEPASS_XML, b"{": ExchangeForm.BITWARDEN_JSON}.get(start, ExchangeForm.CSV)


def import_records(content: bytes, form: ExchangeForm) -> list[dict[str, str]]:
    """Return the records of a file.

    Raises InputError (``import-too-large``, ``import-too-many``, ``import-damaged``).
    """
    if len(content) > LARGEST_IMPORT_BYTES:
        raise InputError(
            "import-too-large",
            f"the file has more than {LARGEST_IMPORT_BYTES >> 20} MiB",
            expected=f"at most {LARGEST_IMPORT_BYTES >> 20} MiB",
            next_step="export the radios alone",
        )
    return _READERS[form](content)


def sure_and_unsure(records: Iterable[dict[str, str]]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Part *records* from those that could be a radio's by their digits alone, such as the PIN of a bank card."""
    sure: list[dict[str, str]] = []
    unsure: list[dict[str, str]] = []
    for record in records:
        marked = any(record.get(field) for field in (MARKED, *LABELS))
        (sure if marked or not _is_code(record.get("code", "")) else unsure).append(record)
    return sure, unsure


def left_out(records: Iterable[dict[str, str]], reason: str) -> tuple[Skipped, ...]:
    """Return *records* as those that were not taken, and why."""
    return tuple(Skipped(_printable(record.get("name", "")), reason) for record in records)


def _is_code(text: str) -> bool:
    try:
        RadioCode(text)
    except InputError:
        return False
    return True


def merge(
    vault: Vault, records: Iterable[dict[str, str]], *, now: datetime, random_bytes: Callable[[int], bytes]
) -> Merged:
    """Add the records that are radios and not in *vault* yet; *now* is the time of those that bring none."""
    by_content = {entry.content: entry for entry in vault.entries}
    taken = set(vault.references)
    added: list[Entry] = []
    renamed: list[Entry] = []
    already: list[Entry] = []
    skipped: list[Skipped] = []
    for record in records:
        fresh = Reference.new(random_bytes, taken)
        try:
            entry = _entry(record, fresh, now)
        except InputError as fault:
            skipped.append(Skipped(_printable(record.get("name", "")), fault.message))
            continue
        if entry.content in by_content:
            already.append(by_content[entry.content])
            continue
        if entry.id in taken:
            entry = replace(entry, id=fresh)
            renamed.append(entry)
        taken.add(entry.id)
        by_content[entry.content] = entry
        added.append(entry)
    return Merged(
        vault=Vault((*vault.entries, *added)),
        added=tuple(added),
        renamed=tuple(renamed),
        already=tuple(already),
        skipped=tuple(skipped),
    )


def _entry(record: dict[str, str], fresh: Reference, now: datetime) -> Entry:
    moment = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    defaults = {"id": str(fresh), "source": str(CodeSource.OTHER), "added": moment, "changed": moment}
    return entry_from_texts(defaults | {field: text for field, text in record.items() if text})


def _printable(text: str) -> str:
    shown = "".join(character if character.isprintable() else "·" for character in text)
    return shown if len(shown) <= _TITLE else shown[: _TITLE - 1] + "…"
