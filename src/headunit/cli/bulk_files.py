"""Lead the rows of one file through the answers into another, from and to CSV and Parquet."""

from __future__ import annotations

import csv
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, NamedTuple, TextIO

from headunit.cli.bulk_csv import BYTE_ORDER_MARK, DASH, no_column, read_csv
from headunit.cli.replace_file import replacing, replacing_bytes
from headunit.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from headunit.codes.bulk import BulkJob

    Tell = Callable[[int, int], None]

__all__ = ["Dialect", "answer_file"]


class Dialect(NamedTuple):
    """Say how CSV is written: what stands between fields, and whether a byte order mark stands first.

    Without a *delimiter* it is that of the input; a *mark* that the input has is kept.
    """

    delimiter: str = ""
    mark: bool = False


def answer_file(
    job: BulkJob, source: Path, target: Path, formats: tuple[str, str], *, dialect: Dialect, tell: Tell
) -> None:
    """Answer the rows of *source* into *target*; *formats* are theirs, ``csv`` or ``parquet``.

    What *dialect* leaves open is as in the source. Raises what reading, answering and writing raise.
    """
    if formats[0] == "parquet":
        _from_parquet(job, source, target, formats[1], dialect, tell)
        return
    with read_csv(source, tell, column=job.columns.serial, delimiter=dialect.delimiter) as table:
        try:
            header = job.header(table.names)
        except UnknownNameError as fault:
            raise no_column(source, table.names, fault) from None
        rows = job.rows(table.names, table.rows)
        if formats[1] == "csv":
            _write_csv(target, header, rows, Dialect(table.delimiter, dialect.mark or table.has_mark))
            return
        from headunit.cli.bulk_parquet import write_rows  # noqa: PLC0415 - the extra, and only who needs it

        with replacing_bytes(target) as output:
            write_rows(output, header, rows)


def _from_parquet(job: BulkJob, source: Path, target: Path, to_format: str, dialect: Dialect, tell: Tell) -> None:
    from headunit.cli import bulk_parquet  # noqa: PLC0415 - as above

    with bulk_parquet.read_parquet(job, source, tell) as (schema, batches):
        if to_format == "csv":
            bulk_parquet.must_have_text(schema)
            _write_csv(target, schema.names, bulk_parquet.text_rows(batches), dialect)
            return
        with replacing_bytes(target) as output:
            bulk_parquet.write_batches(output, schema, batches)


class _LineFeeds:
    """End rows with a line feed, though the writer ends them with both: it quotes only those two that it uses."""

    def __init__(self, output: TextIO) -> None:
        self._write = output.write

    def write(self, row: str) -> int:
        """Write one row."""
        return self._write(row[:-2] + "\n")


def _write_csv(target: Path, header: Sequence[str], rows: Iterable[list[str]], dialect: Dialect) -> None:
    with _text_output(target) as output:
        if dialect.mark:
            output.write(BYTE_ORDER_MARK)
        writer = csv.writer(_LineFeeds(output), delimiter=dialect.delimiter or ",", lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


@contextmanager
def _text_output(target: Path) -> Iterator[TextIO]:
    """Open *target*, or standard output, where rows appear as they come."""
    if target != DASH:
        with replacing(target, errors="surrogateescape") as file:
            yield file
        return
    sys.stdout.flush()
    text = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", errors="surrogateescape")
    try:
        yield text
        text.flush()
    finally:
        text.detach()
