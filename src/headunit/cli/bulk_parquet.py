"""Parquet files: read and written batch by batch.  Needs the extra ``bulk``."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from headunit.cli.bulk_csv import open_input
from headunit.codes.bulk import ADDED_COLUMNS
from headunit.errors import ConfigurationError, InputError

try:
    import pyarrow as pa
    import pyarrow.compute
    import pyarrow.parquet as pq

    from headunit.codes.tables import BatchAnswers, is_text, shown
except ImportError as fault:
    raise ConfigurationError(
        "extra-missing",
        "Parquet files need the extra 'bulk', which is not installed",
        value="bulk",
        next_step="run 'make extras' in Headunit's folder, or there: python3 -m pip install '.[bulk]'",
    ) from fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from headunit.codes.bulk import BulkJob

__all__ = ["batch_rows", "must_have_text", "parquet_total", "read_parquet", "text_rows", "write_batches", "write_rows"]

MOST_ROWS = 131_072
"""Rows in one batch, which is also one row group of the output."""
FEWEST_ROWS = 1_024
BATCH_BYTES = 64 * 2**20
"""What a batch may take, by the size that the file states for its columns; wide rows come in smaller batches."""
TEXT_BYTES = 56
"""What Python adds to the characters of a text."""
_BYTES = (
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_fixed_size_binary,
    pa.types.is_binary_view,
)
"""Tests for bytes, which have no form in CSV, even where some could be read as text."""
_FAULTS = (pa.ArrowException, ValueError, TypeError, KeyError, IndexError, OverflowError, MemoryError, OSError)
"""What the library raises for files that are damaged in one way or another."""


def parquet_total(source: Path) -> int:
    """Return the number of rows that the file states; raises as :func:`read_parquet`."""
    with _open(source) as file:
        return int(file.metadata.num_rows)


@contextmanager
def _open(source: Path) -> Iterator[pq.ParquetFile]:
    with open_input(source), source.open("rb") as probe:
        if not probe.seekable():
            raise InputError(
                "parquet-pipe",
                f"{str(source)!r} is a pipe, and the table of contents of a Parquet file stands at its end",
                value=str(source),
                expected="a Parquet file on a disk",
                next_step="write it to a file first",
            )
    try:
        file = pq.ParquetFile(str(source), pre_buffer=False, page_checksum_verification=True)
    except _FAULTS as fault:
        raise _damaged(source, fault) from fault
    with file:
        yield file


@contextmanager
def read_parquet(
    job: BulkJob, source: Path, tell: Callable[[int, int], None]
) -> Iterator[tuple[pa.Schema, Iterator[pa.RecordBatch]]]:
    """Give the output's schema and the answered batches; *tell* hears of the rows.

    Raises FileMissingError (``file-missing``), ReadFailedError (``file-unreadable``), UnknownNameError and InputError
    as the job's header, and InputError (``column-type``, ``parquet-damaged``, ``parquet-pipe``), ``parquet-damaged``
    also while the batches are read.
    """
    with _open(source) as file:
        try:
            schema = file.schema_arrow
            names = list(schema.names)
            rows = batch_rows(file.metadata)
        except _FAULTS as fault:
            raise _damaged(source, fault) from fault
        job.header(names)
        for column in filter(None, (job.columns.serial, *job.columns.hints)):
            _must_be_text(schema.field(names.index(column)))
        for name in ADDED_COLUMNS:
            schema = schema.append(pa.field(name, pa.string()))
        answers = BatchAnswers(job)

        def answered() -> Iterator[pa.RecordBatch]:
            for batch in _batches(file, source, rows):
                try:
                    added = answers.added(batch)
                except pa.ArrowException as fault:
                    raise _damaged(source, fault) from fault
                tell(job.summary.rows, job.summary.rows)
                yield pa.RecordBatch.from_arrays([*batch.columns, *added], schema=schema)

        yield schema, answered()


def _batches(file: pq.ParquetFile, source: Path, rows: int) -> Iterator[pa.RecordBatch]:
    batches = file.iter_batches(batch_size=rows, use_threads=False)
    while True:
        try:
            batch = next(batches, None)
            if batch is not None:
                batch.validate()
        except _FAULTS as fault:
            raise _damaged(source, fault) from fault
        if batch is None:
            return
        yield batch


def batch_rows(metadata: pq.FileMetaData) -> int:
    """Return how many rows a batch has, so that it takes about :data:`BATCH_BYTES` at most."""
    stated = sum(metadata.row_group(place).total_byte_size for place in range(metadata.num_row_groups))
    width = max(1, stated // max(1, metadata.num_rows))
    return int(min(MOST_ROWS, max(FEWEST_ROWS, BATCH_BYTES // width)))


def _must_be_text(field: pa.Field) -> None:
    if not is_text(field.type):
        raise InputError(
            "column-type",
            f"the column {field.name!r} holds {field.type}, not text",
            value=str(field.type),
            expected="a column of text, so that leading zeros are there",
            next_step="write the file anew with that column as text",
        )


def _damaged(source: Path, fault: BaseException) -> InputError:
    reason = str(fault).strip().partition("\n")[0].rstrip(".") or type(fault).__name__
    return InputError(
        "parquet-damaged",
        f"{str(source)!r} is no readable Parquet file ({reason})",
        value=str(source),
        expected="a whole Parquet file",
        next_step="make the file anew; nothing was written",
    )


def write_batches(output: BinaryIO, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write Parquet, one row group for each batch, compressed with Snappy, which every reader knows.

    Raises InputError (``parquet-unwritable``).
    """
    try:
        with pq.ParquetWriter(output, schema, compression="snappy") as writer:
            for batch in batches:
                writer.write_batch(batch)
    except pa.ArrowException as fault:
        raise InputError(
            "parquet-unwritable",
            f"the rows can't be written as Parquet ({fault})",
            expected="columns of a type that Parquet has",
            next_step="write CSV, or leave the column out",
        ) from fault


def write_rows(output: BinaryIO, names: Sequence[str], rows: Iterator[list[str]]) -> None:
    r"""Write rows of text as Parquet; bytes that were no UTF-8 are written as ``\xNN``."""
    schema = pa.schema([pa.field(name, pa.string()) for name in shown(names)])

    def batches() -> Iterator[pa.RecordBatch]:
        for chunk in _chunks(rows):
            columns = [_text_column(column) for column in zip(*chunk, strict=True)]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)

    write_batches(output, schema, batches())


def _chunks(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Give the rows in lists of :data:`MOST_ROWS`, or fewer that take about :data:`BATCH_BYTES`."""
    chunk: list[list[str]] = []
    size = 0
    for row in rows:
        chunk.append(row)
        size += TEXT_BYTES * len(row) + sum(map(len, row))
        if len(chunk) == MOST_ROWS or size >= BATCH_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _text_column(texts: Sequence[str]) -> pa.Array:
    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:
        return pa.array(shown(texts), pa.string())


def must_have_text(schema: pa.Schema) -> None:
    """Raise InputError (``column-type``) for a column that has no form in CSV, whatever its rows hold."""
    for field in schema:
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        if any(test(kind) for test in _BYTES):
            raise _no_text(field)
        _as_text(field, pa.array([], field.type))


def text_rows(batches: Iterable[pa.RecordBatch]) -> Iterator[list[str]]:
    """Give the rows as text; a null is an empty field.  Raises InputError (``column-type``)."""
    for batch in batches:
        columns = [_as_text(field, column) for field, column in zip(batch.schema, batch.columns, strict=True)]
        yield from (list(row) for row in zip(*columns, strict=True))


def _as_text(field: pa.Field, column: pa.Array) -> list[str]:
    try:
        binary = column.cast(pa.string(), safe=True).cast(pa.binary())
    except (pa.ArrowException, ValueError) as fault:
        raise _no_text(field) from fault
    return [(raw or b"").decode("utf-8", "surrogateescape") for raw in binary.to_pylist()]


def _no_text(field: pa.Field) -> InputError:
    return InputError(
        "column-type",
        f"the column {field.name!r} holds {field.type}, which has no form in CSV",
        value=str(field.type),
        expected="columns of text, numbers, dates and times",
        next_step="write Parquet, or leave the column out",
    )
