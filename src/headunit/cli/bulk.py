"""``headunit bulk``: the codes for a file of serials."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headunit.cli.complete import complete_rule
from headunit.cli.context import open_catalogue
from headunit.cli.replace_file import replacing
from headunit.errors import FileMissingError, InputError, ReadFailedError

if TYPE_CHECKING:
    from headunit.codes.bulk import BulkJob, Summary

__all__ = ["bulk_command"]

_PATH = click.Path(path_type=Path)
LONGEST_FIELD = 1_000_000
"""Characters in one CSV field; more means that a quotation mark was never closed."""


@click.command("bulk")
@click.argument("source", metavar="INPUT.csv", type=_PATH)
@click.argument("target", metavar="OUTPUT.csv", type=_PATH)
@click.option("--column", default="serial", show_default=True, metavar="NAME", help="The column with the serials.")
@click.option("--rule", default="", metavar="ID", help="Use this rule only.", shell_complete=complete_rule)
@click.option("--presets", type=int, metavar="N", help="Number of station keys, 4 to 9 (Becker).")
def bulk_command(source: Path, target: Path, column: str, rule: str, presets: int | None) -> int:
    """Find the codes for the serials in INPUT.csv and write OUTPUT.csv.

    Every column stays as it is, as text; code, rule, evidence, status and note are added. The output appears whole or
    not at all.
    """
    from headunit.codes import find_rule  # noqa: PLC0415 - '--help' needs no rules
    from headunit.codes.bulk import BulkJob  # noqa: PLC0415

    if rule:
        find_rule(rule)
    if source.exists() and target.exists() and source.samefile(target):
        raise InputError(
            "same-file", "input and output are the same file", value=str(source), next_step="name another output"
        )
    job = BulkJob(catalogue=open_catalogue(), column=column, rule=rule, presets=presets)
    try:
        _run(job, source, target)
    except FileNotFoundError as fault:
        raise FileMissingError(
            "file-missing", f"there is no file {str(source)!r}", value=str(source), next_step="check the name"
        ) from fault
    except csv.Error as fault:
        raise InputError(
            "csv-damaged",
            f"{str(source)!r} is no readable CSV file ({fault})",
            value=str(source),
            expected="comma-separated values with closed quotation marks",
            next_step="mend the file; nothing was written",
        ) from fault
    _report(job.summary, target)
    return 0


def _run(job: BulkJob, source: Path, target: Path) -> None:
    csv.field_size_limit(LONGEST_FIELD)
    try:
        file = source.open(encoding="utf-8-sig", newline="", errors="surrogateescape")
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise ReadFailedError(
            "file-unreadable", f"{str(source)!r} can't be read ({fault.strerror})", value=str(source)
        ) from fault
    with file:
        reader = csv.reader(file)
        names = next(reader, None)
        if not names:
            raise InputError(
                "csv-empty",
                f"{str(source)!r} has no header",
                value=str(source),
                expected="a first row with column names",
            )
        header = job.header(names)
        with replacing(target, errors="surrogateescape") as output:
            writer = csv.writer(output, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(job.rows(names, reader))


def _report(summary: Summary, target: Path) -> None:
    told = ", ".join(f"{count} {status}" for status, count in sorted(summary.by_status.items()))
    rules = ", ".join(f"{rule} {count}" for rule, count in sorted(summary.by_rule.items()))
    click.echo(f"{summary.rows} rows: {told or 'none'}", err=True)
    if rules:
        click.echo(f"by rule: {rules}", err=True)
    click.echo(f"written to {target}", err=True)
