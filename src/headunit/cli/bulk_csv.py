"""Files of comma-separated values: read row by row, every field as text."""

from __future__ import annotations

import csv
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from headunit.errors import FileMissingError, InputError, ReadFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

__all__ = ["csv_total", "open_input", "read_csv"]

LONGEST_FIELD = 1_000_000
"""Characters in one CSV field; more means that a quotation mark was never closed."""
TOLD_EVERY = 5_000
"""Rows from one word on the progress to the next."""


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
    with open_input(source):
        return source.stat().st_size or None


@contextmanager
def read_csv(source: Path, tell: Callable[[int, int], None]) -> Iterator[tuple[list[str], Iterator[list[str]]]]:
    """Give the column names and the rows; *tell* hears of the bytes and rows that were read.

    Raises FileMissingError (``file-missing``), ReadFailedError (``file-unreadable``) and InputError (``csv-empty``,
    ``csv-damaged``), the last also while the rows are read.
    """
    csv.field_size_limit(LONGEST_FIELD)
    with open_input(source):
        file = source.open(encoding="utf-8-sig", newline="", errors="surrogateescape")
    with file:
        rows = _rows(source, file, tell)
        names = next(rows, None)
        if not names:
            raise InputError(
                "csv-empty",
                f"{str(source)!r} has no header",
                value=str(source),
                expected="a first row with column names",
            )
        yield names, rows


def _rows(source: Path, file: TextIO, tell: Callable[[int, int], None]) -> Iterator[list[str]]:
    number = 0
    try:
        for number, row in enumerate(csv.reader(file)):
            if number % TOLD_EVERY == 0:
                tell(_bytes_read(file), number)
            yield row
    except csv.Error as fault:
        raise InputError(
            "csv-damaged",
            f"{str(source)!r} is no readable CSV file ({fault})",
            value=str(source),
            expected="comma-separated values with closed quotation marks",
            next_step="mend the file; nothing was written",
        ) from fault
    except OSError as fault:
        raise ReadFailedError(
            "file-unreadable", f"{str(source)!r} can't be read ({fault.strerror or fault})", value=str(source)
        ) from fault
    tell(_bytes_read(file), number)


def _bytes_read(file: TextIO) -> int:
    """Return how far the file was read, 0 for a pipe."""
    try:
        return os.lseek(file.fileno(), 0, os.SEEK_CUR)
    except OSError:
        return 0
