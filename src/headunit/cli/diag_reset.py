"""``headunit diag reset``: the guarded reset of a simulated unit, with its report."""

from __future__ import annotations

import datetime as dt
import signal
import sys
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headunit import __version__
from headunit.cli.diag_open import link_options, opened_link
from headunit.cli.output import heading, note, print_json, row, visible
from headunit.cli.state import state_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from headunit.diag.open import Opened
    from headunit.diag.reset import Consent
    from headunit.diag.reset_report import ResetReport

__all__ = ["reset_command"]

_COLOURS = {"done": "green", "refused": "yellow", "failed-safely": "yellow"}


@click.command("reset")
@link_options
@click.option("--yes", is_flag=True, help="Reset without asking.")
@click.option("--journal", metavar="FOLDER", help="Where the journal is kept.")
@click.option("--report", "report_file", metavar="FILE", help="Write the report there: FILE.html and FILE.json.")
def reset_command(
    *, uri: str, address: str, standing: bool, as_json: bool, yes: bool, journal: str | None, report_file: str | None
) -> int:
    """Reset the lock of a simulated unit, guarded: voltage, journal, one start, and a look at the end.

    The unit then asks for its code again, with all tries. Exit status: 0 done, 77 refused, 80 failed safely, 81 the
    unit needs recovery, 75 not known – then run it again, it looks first.

    \b
      headunit ecu serve nissan-qashqai-j10-article --wrong 6 --doip 13400
      headunit diag reset --link 'doip://127.0.0.1:13400?address=0727' --report reset
    """
    with opened_link(uri, address) as opened:
        consent = partial(_consent, standing=standing, yes=yes)
        report = _run(opened, consent, Path(journal) if journal else state_folder("") / "diag", quiet=as_json)
        from headunit.diag.reset_report import EXIT_STATUS, report_document  # noqa: PLC0415 - an extra

        if report_file is not None:
            _write(report, report_file)
        if as_json:
            print_json("diag-reset", **report_document(report))
        else:
            _show(report, report_file)
        return EXIT_STATUS[report.verdict]


def _consent(*, standing: bool, yes: bool) -> Consent:
    from headunit.diag.reset import Consent  # noqa: PLC0415 - an extra

    if sys.stdin.isatty():
        standing = standing or click.confirm("Does the car stand still, with its ignition on?", err=True)
        yes = yes or (standing and click.confirm("Reset the lock of this simulated unit?", err=True))
    return Consent(reset=yes, standing=standing)


def _run(opened: Opened, consent: Callable[[], Consent], folder: Path, *, quiet: bool) -> ResetReport:
    from headunit.diag.clock import WallClock  # noqa: PLC0415 - '--help' needs no links
    from headunit.diag.reset_twin import reset_job  # noqa: PLC0415 - as above

    tell = None if quiet else _tell
    with reset_job(opened, folder, WallClock(), stamp=_now, version=__version__, tell=tell) as job:
        agreed = consent()
        with _unstoppable():
            return job.run(agreed)


@contextmanager
def _unstoppable() -> Iterator[None]:
    """Let Ctrl-C, a closed terminal and a polite kill hear that a reset can't be stopped half-way."""

    def refuse(number: int, frame: object) -> None:  # noqa: ARG001 - the signal module's signature
        with suppress(RuntimeError):  # it may come while another line is being written
            _tell("a reset isn't stopped half-way: please wait for its end")

    before = {number: signal.signal(number, refuse) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _tell(words: str) -> None:
    with suppress(OSError):  # a reset goes on to its end where nobody listens any more
        click.echo(f"  {visible(words)}", err=True)


def _write(report: ResetReport, report_file: str) -> None:
    import json  # noqa: PLC0415 - only a report needs it

    from headunit.cli.replace_file import write_whole  # noqa: PLC0415 - as above
    from headunit.diag.report_html import report_html  # noqa: PLC0415 - as above
    from headunit.diag.reset_report import report_document  # noqa: PLC0415 - as above

    stem = report_file.removesuffix(".html").removesuffix(".json")
    document = {"format": "headunit/diag-reset/1", **report_document(report)}
    write_whole(Path(f"{stem}.json"), json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    write_whole(Path(f"{stem}.html"), report_html(report))


def _show(report: ResetReport, report_file: str | None) -> None:
    heading(f"Audio security reset: {report.verdict.replace('-', ' ')}")
    click.echo()
    row("outcome", report.words, fg=_COLOURS.get(report.verdict, "red"))
    if report.advice:
        row("next", report.advice)
    volts = [sample.volts for sample in report.trace]
    if volts:
        row("supply", f"{min(volts):.2f} to {max(volts):.2f} V in {len(volts)} samples")
    row("unit", f"simulated: {report.family}; its services are invented")
    if report_file is not None:
        stem = report_file.removesuffix(".html").removesuffix(".json")
        note(f"the report is in {stem}.html and {stem}.json")
