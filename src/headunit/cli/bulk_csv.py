"""Files of separated values: read row by row, every field as text."""

from __future__ import annotations

import csv
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from headunit.errors import FileMissingError, InputError, ReadFailedError

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Callable, Iterator

__all__ = ["DASH", "CsvTable", "csv_total", "open_input", "read_csv"]

DASH = Path("-")
"""Stands for standard input and output."""
LONGEST_FIELD = 1_000_000
"""Characters in one CSV field; more means that a quotation mark was never closed."""
LONGEST_LINE = 8_000_000
"""Characters in one line, so that a file without lines is not read as a whole."""
TOLD_EVERY = 5_000
"""Rows from one word on the progress to the next."""
_DELIMITERS = (",", ";", "\t")
_WIDE = ("\udcff\udcfe", "\udcfe\udcff")
"""Beginnings of a file in UTF-16, read as UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """Hold the column names of a file, its rows, and what stands between its fields."""

    names: list[str]
    rows: Iterator[list[str]]
    delimiter: str


@contextmanager
def open_input(source: Path) -> Iterator[None]:
    """Turn what the system says of a file that can't be read into FileMissingError or ReadFailedError."""
    try:
        yield
    except FileNotFoundError as fault:
        raise FileMissingError(
            "file-missing", f"there is no file {str(source)!r}", value=str(source), next_step="check the name"
        ) from fault
    except OSError as fault:
        raise ReadFailedError(
            "file-unreadable", f"{str(source)!r} can't be read ({fault.strerror or fault})", value=str(source)
        ) from fault


def csv_total(source: Path) -> int | None:
    """Return the bytes of the file, or None where the system doesn't know (a pipe)."""
    if source == DASH:
        return None
    with open_input(source):
        return source.stat().st_size or None


@contextmanager
def read_csv(source: Path, tell: Callable[[int, int], None], *, column: str, delimiter: str) -> Iterator[CsvTable]:
    """Give the table; *tell* hears of the bytes and rows that were read.

    Without a *delimiter* it is the one by which the header has *column*. Raises FileMissingError (``file-missing``),
    ReadFailedError (``file-unreadable``) and InputError (``csv-empty``, ``csv-encoding``, ``csv-damaged``), the last
    also while the rows are read.
    """
    csv.field_size_limit(LONGEST_FIELD)
    with _open(source) as file:
        lines = _lines(source, file)
        head: list[str] = []
        while not head or (head[-1] and not head[-1].strip("\r\n")):
            head.append(next(lines, ""))
        if head[0].startswith(_WIDE):
            raise _wide(source)
        delimiter = delimiter or _delimiter_of(head[-1], column)
        reader = csv.reader(chain(head, lines), delimiter=delimiter, strict=True)
        rows = _rows(source, file, reader, tell)
        names = next(rows, None)
        if names is None:
            raise InputError(
                "csv-empty",
                f"{str(source)!r} has no header",
                value=str(source),
                expected="a first row with column names",
            )
        yield CsvTable(names=names, rows=rows, delimiter=delimiter)


@contextmanager
def _open(source: Path) -> Iterator[TextIO]:
    if source == DASH:
        file = TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="", errors="surrogateescape")
        try:
            yield file
        finally:
            file.detach()
        return
    with open_input(source):
        opened = source.open(encoding="utf-8-sig", newline="", errors="surrogateescape")
    with opened:
        yield opened


def _lines(source: Path, file: TextIO) -> Iterator[str]:
    with open_input(source):
        while line := file.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise _damaged(source, f"a line of it has more than {LONGEST_LINE:,} characters")
            yield line


def _delimiter_of(header: str, column: str) -> str:
    """Return by which delimiter *header* has *column* among the most names; without it, by which it has the most."""

    def fits(delimiter: str) -> tuple[bool, int]:
        try:
            names = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            return False, 0
        return column.strip().casefold() in {name.strip().casefold() for name in names}, len(names)

    return max(_DELIMITERS, key=fits)


def _rows(source: Path, file: TextIO, reader: Reader, tell: Callable[[int, int], None]) -> Iterator[list[str]]:
    """Give the header and the rows; a line with nothing in it is none."""
    number, begins = 0, 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as fault:
            raise _damaged(source, f"the row that begins in line {begins} {_reason(str(fault))}") from fault
        if row is None:
            break
        begins = reader.line_num + 1
        if row:
            if number % TOLD_EVERY == 0:
                tell(_bytes_read(file), number)
            yield row
            number += 1
    tell(_bytes_read(file), max(0, number - 1))


def _reason(fault: str) -> str:
    never = "unexpected end of data" in fault or "field limit" in fault
    return "has a quotation mark that is never closed" if never else f"can't be taken apart: {fault}"


def _damaged(source: Path, reason: str) -> InputError:
    return InputError(
        "csv-damaged",
        f"{str(source)!r} is no readable CSV file ({reason})",
        value=str(source),
        expected="separated values with closed quotation marks",
        next_step="mend the file; no output was made",
    )


def _wide(source: Path) -> InputError:
    return InputError(
        "csv-encoding",
        f"{str(source)!r} is no UTF-8 text, by its first bytes it is UTF-16",
        value=str(source),
        expected="a text file in UTF-8",
        next_step="save it as UTF-8",
    )


def _bytes_read(file: TextIO) -> int:
    """Return how far the file was read, 0 for a pipe."""
    try:
        return os.lseek(file.fileno(), 0, os.SEEK_CUR)
    except OSError:
        return 0
