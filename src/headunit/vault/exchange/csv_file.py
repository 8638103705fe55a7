"""CSV: a table that every program reads, in clear."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from headunit.vault.entry import revealed_texts
from headunit.vault.exchange.labels import MARKED, bounded, damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from headunit.vault.entry import Entry

__all__ = ["COLUMNS", "from_csv", "to_csv"]

_FORM = "CSV file"
COLUMNS = (
    "id",
    "name",
    "family",
    "serial",
    "part_number",
    "code",
    "source",
    "evidence",
    "car",
    "vin",
    "note",
    "added",
    "changed",
)
_ALSO_CALLED = {
    "title": "name",
    "username": "serial",
    "login_username": "serial",
    "password": "code",
    "login_password": "code",
    "notes": "note",
}
"""What KeePassXC and Bitwarden call the columns of their own CSV files → field of an entry."""

_LONGEST_CELL = 100_000
"""The csv module has a limit too, but any part of a program can change that one."""

_MOST_COLUMNS = 1_000
_FORMULA = re.compile(r"[\s']*[=+@\-＝＋＠－]")  # noqa: RUF001 - spreadsheets take the full-width signs too
_QUOTED_FORMULA = re.compile(r"'[\s']*[=+@\-＝＋＠－]")  # noqa: RUF001 - as above


def to_csv(entries: Iterable[Entry]) -> str:
    """Return the entries as a table, codes in clear; a spreadsheet will take no cell for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        texts = revealed_texts(entry)
        writer.writerow([_cell(texts[column]) for column in COLUMNS])
    return file.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _text(cell: str) -> str:
    return cell[1:] if _QUOTED_FORMULA.match(cell) else cell


def from_csv(content: bytes) -> list[dict[str, str]]:
    """Return the fields of every row, by the names in the header; raises InputError (``import-damaged``)."""
    if content.partition(b"\n")[0].count(b",") >= _MOST_COLUMNS:
        raise damaged(_FORM, f"its header has more than {_MOST_COLUMNS:,} columns")
    try:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        header = next(rows, None)
        if header is None:
            raise damaged(_FORM, "it is empty")
        fields, marked = _fields(header), "code" in map(_plain, header)
        return [_record(fields, row, number, marked=marked) for number, row in bounded(_filled(rows))]
    except UnicodeDecodeError:
        raise damaged(_FORM, "it is no UTF-8 text") from None
    except csv.Error as fault:
        raise damaged(_FORM, str(fault)) from None


def _filled(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, with their numbers; the header is row 1."""
    return ((number, row) for number, row in enumerate(rows, start=2) if row)


def _plain(name: str) -> str:
    return name.strip().lower()


def _fields(header: list[str]) -> list[str]:
    """Return what the columns hold; raises InputError (``import-damaged``)."""
    fields = [_ALSO_CALLED.get(_plain(name), _plain(name)) for name in header]
    if "name" not in fields or "code" not in fields:
        raise damaged(_FORM, "its header lacks 'name' or 'code'")
    if len(set(fields)) < len(fields):
        raise damaged(_FORM, "a column stands twice in its header")
    return fields


def _record(fields: list[str], row: list[str], number: int, *, marked: bool) -> dict[str, str]:
    if len(row) != len(fields):
        raise damaged(_FORM, f"row {number} has {len(row)} cells, the header has {len(fields)}")
    if any(len(cell) > _LONGEST_CELL for cell in row):
        raise damaged(_FORM, f"row {number} has a cell of more than {_LONGEST_CELL:,} characters")
    record = {field: _text(cell) for field, cell in zip(fields, row, strict=True)}
    return record | {MARKED: "yes"} if marked else record
