"""``headunit bulk``: the codes for a file of serials."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headunit.cli.complete import complete_brand, complete_family, complete_rule
from headunit.cli.context import open_catalogue
from headunit.cli.output import print_json
from headunit.cli.shared import json_option
from headunit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.codes.bulk import BulkJob, Summary
    from headunit.facts import Catalogue

__all__ = ["bulk_command"]

_PATH = click.Path(path_type=Path)
_FORMAT = click.Choice(["csv", "parquet"])
_PARQUET_SUFFIXES = (".parquet", ".pq")


@click.command("bulk")
@click.argument("source", metavar="INPUT", type=_PATH)
@click.argument("target", metavar="OUTPUT", type=_PATH)
@click.option("--column", default="serial", show_default=True, metavar="NAME", help="The column with the serials.")
@click.option("--rule-column", default="", metavar="NAME", help="A column that names the rule of a row.")
@click.option("--family-column", default="", metavar="NAME", help="A column that names the family of a row.")
@click.option("--brand-column", default="", metavar="NAME", help="A column with the car's brand.")
@click.option("--rule", default="", metavar="ID", help="Use this rule only.", shell_complete=complete_rule)
@click.option("--family", default="", metavar="ID", help="All are of this family.", shell_complete=complete_family)
@click.option("--brand", default="", metavar="NAME", help="All are from this brand.", shell_complete=complete_brand)
@click.option("--presets", type=int, metavar="N", help="Number of station keys, 4 to 9 (Becker).")
@click.option("--from", "from_format", type=_FORMAT, help="Format of INPUT; else by its name.")
@click.option("--to", "to_format", type=_FORMAT, help="Format of OUTPUT; else by its name.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@json_option
def bulk_command(
    source: Path,
    target: Path,
    column: str,
    rule_column: str,
    family_column: str,
    brand_column: str,
    rule: str,
    family: str,
    brand: str,
    presets: int | None,
    from_format: str | None,
    to_format: str | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """Find the codes for the serials in INPUT and write OUTPUT, both CSV or Parquet (.parquet).

    Every column stays as it is; code, rule, evidence, status and note are added. In a mixed file each row may name its
    rule, family or brand; what it doesn't name is recognised by the serial. OUTPUT appears whole or not at all.
    """
    from headunit.codes.bulk import BulkJob, Columns  # noqa: PLC0415 - '--help' needs no rules
    from headunit.codes.row_answer import Hints  # noqa: PLC0415

    catalogue = open_catalogue()
    hints = Hints(rule, family, brand)
    _check(hints, catalogue)
    if source.exists() and target.exists() and source.samefile(target):
        raise InputError(
            "same-file", "input and output are the same file", value=str(source), next_step="name another output"
        )
    columns = Columns(serial=column, rule=rule_column, family=family_column, brand=brand_column)
    job = BulkJob(catalogue=catalogue, columns=columns, hints=hints, presets=presets)
    formats = (from_format or _format_of(source), to_format or _format_of(target))
    _run(job, source, target, formats, quiet=quiet)
    if as_json:
        _print_document(job.summary, source, target)
    elif not quiet:
        _report(job.summary, target)
    return 0


def _check(hints: tuple[str, str, str], catalogue: Catalogue) -> None:
    """Raise UnknownNameError for a rule, family or brand of all rows that there is not."""
    from headunit.codes import find_rule  # noqa: PLC0415 - '--help' needs no rules

    for name, find in zip(hints, (find_rule, catalogue.head, catalogue.brand), strict=True):
        if name:
            find(name)


def _format_of(path: Path) -> str:
    return "parquet" if path.suffix.lower() in _PARQUET_SUFFIXES else "csv"


def _run(job: BulkJob, source: Path, target: Path, formats: tuple[str, str], *, quiet: bool) -> None:
    from headunit.cli.bulk_csv import csv_total  # noqa: PLC0415 - '--help' needs no files
    from headunit.cli.bulk_progress import progress  # noqa: PLC0415

    if "parquet" not in formats:
        with progress(csv_total(source), quiet=quiet) as tell:
            _csv_to_csv(job, source, target, tell)
        return
    from headunit.cli.bulk_parquet import parquet_total  # noqa: PLC0415 - the extra, and only who needs it

    total = csv_total(source) if formats[0] == "csv" else parquet_total(source)
    convert = {
        ("csv", "parquet"): _csv_to_parquet,
        ("parquet", "csv"): _parquet_to_csv,
        ("parquet", "parquet"): _parquet_to_parquet,
    }[formats]
    with progress(total, quiet=quiet) as tell:
        convert(job, source, target, tell)


def _csv_to_csv(job: BulkJob, source: Path, target: Path, tell: Callable[[int, int], None]) -> None:
    from headunit.cli.bulk_csv import read_csv  # noqa: PLC0415 - as in _run
    from headunit.cli.replace_file import replacing  # noqa: PLC0415

    with read_csv(source, tell) as (names, rows):
        header = job.header(names)
        with replacing(target, errors="surrogateescape") as output:
            writer = csv.writer(output, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(job.rows(names, rows))


def _csv_to_parquet(job: BulkJob, source: Path, target: Path, tell: Callable[[int, int], None]) -> None:
    from headunit.cli.bulk_csv import read_csv  # noqa: PLC0415 - as in _run
    from headunit.cli.bulk_parquet import write_rows  # noqa: PLC0415
    from headunit.cli.replace_file import replacing_bytes  # noqa: PLC0415

    with read_csv(source, tell) as (names, rows):
        header = job.header(names)
        with replacing_bytes(target) as output:
            write_rows(output, header, job.rows(names, rows))


def _parquet_to_csv(job: BulkJob, source: Path, target: Path, tell: Callable[[int, int], None]) -> None:
    from headunit.cli.bulk_parquet import read_parquet, text_rows  # noqa: PLC0415 - as in _run
    from headunit.cli.replace_file import replacing  # noqa: PLC0415

    with read_parquet(job, source, tell) as (schema, batches), replacing(target, errors="surrogateescape") as output:
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(schema.names)
        writer.writerows(text_rows(batches))


def _parquet_to_parquet(job: BulkJob, source: Path, target: Path, tell: Callable[[int, int], None]) -> None:
    from headunit.cli.bulk_parquet import read_parquet, write_batches  # noqa: PLC0415 - as in _run
    from headunit.cli.replace_file import replacing_bytes  # noqa: PLC0415

    with read_parquet(job, source, tell) as (schema, batches), replacing_bytes(target) as output:
        write_batches(output, schema, batches)


def _print_document(summary: Summary, source: Path, target: Path) -> None:
    print_json(
        "bulk",
        input=str(source),
        output=str(target),
        rows=summary.rows,
        by_status=dict(sorted(summary.by_status.items())),
        by_rule=dict(sorted(summary.by_rule.items())),
    )


def _report(summary: Summary, target: Path) -> None:
    told = ", ".join(f"{count} {status}" for status, count in sorted(summary.by_status.items()))
    rules = ", ".join(f"{rule} {count}" for rule, count in sorted(summary.by_rule.items()))
    click.echo(f"{summary.rows} rows: {told or 'none'}", err=True)
    if rules:
        click.echo(f"by rule: {rules}", err=True)
    click.echo(f"written to {target}", err=True)
