"""Lead the rows of one file through the answers into another, from and to CSV and Parquet."""

from __future__ import annotations

import csv
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from headunit.cli.bulk_csv import DASH, read_csv
from headunit.cli.replace_file import replacing, replacing_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from headunit.codes.bulk import BulkJob

    Tell = Callable[[int, int], None]

__all__ = ["answer_file"]


def answer_file(
    job: BulkJob, source: Path, target: Path, formats: tuple[str, str], *, delimiter: str, tell: Tell
) -> None:
    """Answer the rows of *source* into *target*; *formats* are theirs, ``csv`` or ``parquet``.

    *delimiter* is that of CSV; without one it is the source's own. Raises what reading, answering and writing raise.
    """
    if formats[0] == "parquet":
        _from_parquet(job, source, target, formats[1], delimiter or ",", tell)
        return
    with read_csv(source, tell, column=job.columns.serial, delimiter=delimiter) as table:
        header = job.header(table.names)
        rows = job.rows(table.names, table.rows)
        if formats[1] == "csv":
            _write_csv(target, header, rows, table.delimiter)
            return
        from headunit.cli.bulk_parquet import write_rows  # noqa: PLC0415 - the extra, and only who needs it

        with replacing_bytes(target) as output:
            write_rows(output, header, rows)


def _from_parquet(job: BulkJob, source: Path, target: Path, to_format: str, delimiter: str, tell: Tell) -> None:
    from headunit.cli.bulk_parquet import read_parquet, text_rows, write_batches  # noqa: PLC0415 - as above

    with read_parquet(job, source, tell) as (schema, batches):
        if to_format == "csv":
            _write_csv(target, schema.names, text_rows(batches), delimiter)
            return
        with replacing_bytes(target) as output:
            write_batches(output, schema, batches)


def _write_csv(target: Path, header: Sequence[str], rows: Iterable[list[str]], delimiter: str) -> None:
    with _text_output(target) as output:
        writer = csv.writer(output, delimiter=delimiter, lineterminator="\n")
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
