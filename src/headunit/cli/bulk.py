"""``headunit bulk``: the codes for a file of serials."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.complete import complete_brand, complete_family, complete_rule
from headunit.cli.context import open_catalogue
from headunit.cli.output import print_json
from headunit.cli.shared import json_option
from headunit.errors import InputError

if TYPE_CHECKING:
    from headunit.codes.bulk import BulkJob, Summary

__all__ = ["bulk_command"]


class _FilePath(click.Path):
    """Take a path, or '-', but not an empty text, which a path would take for the folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's
        """Return the path; raises BadParameter for an empty text."""
        if value == "":
            self.fail("the name is empty", param, ctx)
        return super().convert(value, param, ctx)


_PATH = _FilePath(path_type=Path)
_FORMAT = click.Choice(["csv", "parquet"])
_PARQUET_SUFFIXES = (".parquet", ".pq")
_TAB = ("tab", "\\t", "\t")


def _delimiter(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Return the one character that is meant; raises BadParameter for what can't stand between fields."""
    if value is None or value in _TAB:
        return value and "\t"
    from headunit.cli.bulk_csv import can_delimit  # noqa: PLC0415 - '--help' needs no files

    if not can_delimit(value):
        message = "one character that is no letter, digit, space or quotation mark, or 'tab'"
        raise click.BadParameter(message)
    return value


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
@click.option(
    "--delimiter", callback=_delimiter, metavar="CHARACTER", help="Between fields, or 'tab'; else by the header."
)
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, for Excel; one in INPUT is kept.")
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
    delimiter: str | None,
    bom: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Find the codes for the serials in INPUT and write OUTPUT, both CSV or Parquet (.parquet), or '-' for CSV.

    Every column stays as it is; code, rule, evidence, status, note and route are added. In a mixed file each row may
    name its rule, family or brand; what it doesn't name is recognised by the serial. OUTPUT appears whole or not at
    all, in the place of an older one.
    """
    formats = (from_format or _format_of(source), to_format or _format_of(target))
    _check_dashes(source, target, formats, as_json=as_json)
    _check_differ(source, target)
    job = _job((column, rule_column, family_column, brand_column), (rule, family, brand), presets)
    _run(job, source, target, formats, dialect=(delimiter or "", bom), quiet=quiet)
    if as_json:
        _print_document(job.summary, source, target)
    elif not quiet:
        _report(job.summary, target)
    return _status(job.summary)


def _status(summary: Summary) -> int:
    """Return 0 when a row got a code or there are none, 69 when all were refused, else 65: as for one serial."""
    if "found" in summary.by_status or not summary.rows:
        return 0
    return 69 if summary.by_status.keys() == {"refused"} else 65


def _check_differ(source: Path, target: Path) -> None:
    """Raise InputError (``same-file``) where writing OUTPUT, or what stands beside it meanwhile, would end INPUT."""
    from headunit.cli.replace_file import is_written_with  # noqa: PLC0415 - '--help' needs no files

    if "-" not in {str(source), str(target)} and is_written_with(source, target):
        raise InputError(
            "same-file", "input and output are the same file", value=str(source), next_step="name another output"
        )


def _job(columns: tuple[str, str, str, str], names: tuple[str, str, str], presets: int | None) -> BulkJob:
    """Return the job, and raise UnknownNameError for a rule, family or brand of all rows that there is not."""
    from headunit.codes import find_rule  # noqa: PLC0415 - '--help' needs no rules
    from headunit.codes.bulk import BulkJob, Columns  # noqa: PLC0415
    from headunit.codes.row_answer import Hints  # noqa: PLC0415

    catalogue = open_catalogue()
    for name, find in zip(names, (find_rule, catalogue.head, catalogue.brand), strict=True):
        if name:
            find(name)
    serial, rule, family, brand = columns
    return BulkJob(
        catalogue=catalogue,
        columns=Columns(serial=serial, rule=rule, family=family, brand=brand),
        hints=Hints(*names),
        presets=presets,
    )


def _format_of(path: Path) -> str:
    return "parquet" if path.suffix.lower() in _PARQUET_SUFFIXES else "csv"


def _check_dashes(source: Path, target: Path, formats: tuple[str, str], *, as_json: bool) -> None:
    """Raise UsageError where standard input or output can't be meant."""
    if ("-", "parquet") in zip(map(str, (source, target)), formats, strict=True):
        message = "Parquet is read from and written to files only, not '-'"
    elif str(target) == "-" and as_json:
        message = "the rows and --json can't both go to standard output"
    else:
        return
    raise click.UsageError(message, click.get_current_context())


def _run(
    job: BulkJob, source: Path, target: Path, formats: tuple[str, str], *, dialect: tuple[str, bool], quiet: bool
) -> None:
    from headunit.cli.bulk_csv import csv_total  # noqa: PLC0415 - '--help' needs no files
    from headunit.cli.bulk_files import Dialect, answer_file  # noqa: PLC0415
    from headunit.cli.bulk_progress import progress  # noqa: PLC0415

    if formats[0] == "csv":
        total = csv_total(source)
    else:
        from headunit.cli.bulk_parquet import parquet_total  # noqa: PLC0415 - the extra, and only who needs it

        total = parquet_total(source)
    with progress(total, quiet=quiet) as tell:
        answer_file(job, source, target, formats, dialect=Dialect(*dialect), tell=tell)


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
    click.echo(f"{summary.rows} row{'' if summary.rows == 1 else 's'}: {told or 'none'}", err=True)
    if rules:
        click.echo(f"by rule: {rules}", err=True)
    if _status(summary):
        click.echo("no row got a code", err=True)
    if str(target) != "-":
        click.echo(f"written to {target}", err=True)
