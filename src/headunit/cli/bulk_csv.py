"""Files of separated values: read row by row, every field as text."""

from __future__ import annotations

import csv
import os
import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from headunit.errors import FileMissingError, InputError, ReadFailedError, UnknownNameError

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Callable, Iterator

__all__ = ["BYTE_ORDER_MARK", "DASH", "CsvTable", "can_delimit", "csv_total", "no_column", "open_input", "read_csv"]

DASH = Path("-")
"""Stands for standard input and output."""
LONGEST_FIELD = 1_000_000
"""Characters in one CSV field; more over several lines mean that a quotation mark was never closed."""
LONGEST_LINE = 8_000_000
"""Characters in one line, so that a file without lines is not read as a whole."""
TOLD_EVERY = 5_000
"""Rows from one word on the progress to the next."""
_MOST_HEADER_LINES = 100
"""Lines of a header with line breaks in quotation marks."""
BYTE_ORDER_MARK = "\ufeff"
_DELIMITERS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[\r\n]*', re.IGNORECASE)
"""What may stand in the first line for Excel."""
_WIDE = ("\udcff\udcfe", "\udcfe\udcff")
"""Beginnings of a file in UTF-16, read as UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """Hold the column names of a file, its rows, what stands between its fields, and whether a mark stands first."""

    names: list[str]
    rows: Iterator[list[str]]
    delimiter: str
    has_mark: bool


def can_delimit(character: str) -> bool:
    """Return whether *character* is one that can stand between fields."""
    return len(character) == 1 and (
        character == "\t" or (character.isprintable() and not character.isalnum() and character not in "\"' ")
    )


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

    Without a *delimiter* it is the one that a first line ``sep=;`` names, or by which the header has *column*. Raises
    FileMissingError (``file-missing``), ReadFailedError (``file-unreadable``) and InputError (``csv-empty``,
    ``csv-encoding``, ``csv-damaged``), the last also while the rows are read.
    """
    csv.field_size_limit(LONGEST_FIELD)
    with _open(source) as file:
        lines = _lines(source, file)
        start = next(lines, "")
        empty, first = _first_line(chain([start.removeprefix(BYTE_ORDER_MARK)], lines))
        if first.startswith(_WIDE):
            raise _wide(source)
        separator = _SEPARATOR_LINE.fullmatch(first)
        if separator and can_delimit(separator[1]):
            delimiter = delimiter or separator[1]
            more, first = _first_line(lines)
            empty += 1 + more
        head = _header_lines(first, lines)
        delimiter = delimiter or _delimiter_of(head, column)
        reader = csv.reader(chain(head, lines), delimiter=delimiter, strict=True)
        rows = _rows(source, file, reader, tell, before=empty)
        names = next(rows, None)
        if names is None:
            raise InputError(
                "csv-empty",
                f"{str(source)!r} has no header",
                value=str(source),
                expected="a first row with column names",
            )
        yield CsvTable(names=names, rows=rows, delimiter=delimiter, has_mark=start.startswith(BYTE_ORDER_MARK))


def _first_line(lines: Iterator[str]) -> tuple[int, str]:
    """Return how many empty lines are left out, and the first one that is not empty; "" when there is none."""
    empty = 0
    for line in lines:
        if line.strip("\r\n"):
            return empty, line
        empty += 1
    return empty, ""


def _header_lines(first: str, lines: Iterator[str]) -> list[str]:
    """Return the lines of the header: more than the *first* while a quotation mark is open."""
    head = [first]
    size, quotes = len(first), first.count('"')
    while quotes % 2 and len(head) < _MOST_HEADER_LINES and size < LONGEST_FIELD and (line := next(lines, "")):
        head.append(line)
        size, quotes = size + len(line), quotes + line.count('"')
    return head


@contextmanager
def _open(source: Path) -> Iterator[TextIO]:
    if source == DASH:
        with open_input(source):
            file = TextIOWrapper(sys.stdin.buffer, encoding="utf-8", newline="", errors="surrogateescape")
        try:
            yield file
        finally:
            file.detach()
        return
    with open_input(source):
        opened = source.open(encoding="utf-8", newline="", errors="surrogateescape")
    with opened:
        yield opened


def _lines(source: Path, file: TextIO) -> Iterator[str]:
    with open_input(source):
        while line := file.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise _damaged(source, f"a line of it has more than {LONGEST_LINE:,} characters")
            yield line


def _delimiter_of(header: list[str], column: str) -> str:
    """Return by which delimiter *header*, some lines, has *column* among the most names, or just the most names."""

    def fits(delimiter: str) -> tuple[bool, int]:
        try:
            names = next(csv.reader(header, delimiter=delimiter), [])
        except csv.Error:
            return False, 0
        return column.strip().casefold() in {name.strip().casefold() for name in names}, len(names)

    return max(_DELIMITERS, key=fits)


def _rows(
    source: Path, file: TextIO, reader: Reader, tell: Callable[[int, int], None], *, before: int
) -> Iterator[list[str]]:
    """Give the header and the rows, *before* which stand some lines; a line with nothing in it is no row."""
    number, begins = 0, before + 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as fault:
            reason = _reason(str(fault), lines=before + reader.line_num - begins + 1)
            raise _damaged(source, f"the row that begins in line {begins} {reason}") from fault
        if row is None:
            break
        begins = before + reader.line_num + 1
        if row:
            if number % TOLD_EVERY == 0:
                tell(_bytes_read(file), number)
            yield row
            number += 1
    tell(_bytes_read(file), max(0, number - 1))


def _reason(fault: str, *, lines: int) -> str:
    long = "field limit" in fault
    if "unexpected end of data" in fault or (long and lines > 1):
        return "has a quotation mark that is never closed"
    return f"has a field of more than {LONGEST_FIELD:,} characters" if long else f"can't be taken apart: {fault}"


def _damaged(source: Path, reason: str) -> InputError:
    return InputError(
        "csv-damaged",
        f"{str(source)!r} is no readable CSV file ({reason})",
        value=str(source),
        expected=f"separated values with closed quotation marks, none longer than {LONGEST_FIELD:,} characters",
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


def no_column(source: Path, names: list[str], fault: UnknownNameError) -> InputError:
    """Return *fault*, of a column that *names* don't hold, with what may be the cause in a CSV file."""
    if any("\udc80" <= character <= "\udcff" for name in names for character in name):
        return InputError(
            "csv-encoding",
            f"the header of {str(source)!r} is no UTF-8 text, and has no column {fault.value!r} as it is read",
            value=str(source),
            expected="a text file in UTF-8",
            next_step="save it as UTF-8, in Excel as 'CSV UTF-8'",
        )
    fault.next_step += "; what stands between the fields, if they are not those, with --delimiter"
    return fault


def _bytes_read(file: TextIO) -> int:
    """Return how far the file was read, 0 for a pipe."""
    try:
        return os.lseek(file.fileno(), 0, os.SEEK_CUR)
    except OSError:
        return 0
