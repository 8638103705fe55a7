"""``headunit twin``: run a simulated radio from a file of events and keep a log that can be run again."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

import click

from headunit.cli.complete import complete_family
from headunit.cli.context import open_catalogue
from headunit.cli.output import command, complaint, heading, note, print_json, row
from headunit.cli.shared import json_option
from headunit.cli.twin_files import imagined_words, profile_for, read_script, silence_words

if TYPE_CHECKING:
    from headunit.lock import LockProfile
    from headunit.twin import TwinProfile

__all__ = ["twin_command"]

_ENTRIES = {
    "increment": "a key for each place steps its digit",
    "clock-keys": "the keys of the clock step two digits at a time",
    "type": "a key for each digit types it",
    "touch": "a touch screen types digits",
    "select": "keys choose a place, and others step it",
    "knob": "a knob turns the digit, keys move on",
    "stalk": "a wheel on the stalk turns the digit, a key moves on",
    "none": "none: such a unit has no code to enter",
}
_NEEDS = {
    "radio-on": "while the radio is on",
    "ignition": "while the ignition is on",
    "radio-and-ignition": "while radio and ignition are on",
    "power": "while it has supply",
}
_CUTS = {
    "restart": "starts it again",
    "checkpoint": "lets it go on from what was last written down",
    "runs-on": "doesn't stop it",
    "cleared": "ends it",
}


@click.command("twin")
@click.argument("family_id", metavar="FAMILY", shell_complete=complete_family)
@click.option("--panel", default="", metavar="VARIANT", help="A radio with other keys; a part of its name will do.")
@click.option("--code", help="The twin's code; a made-up one when not given. It stays in the shell's history.")
@click.option("--events", metavar="FILE", help="Events to play, JSON lines (- for standard input).")
@click.option("--log", "log_file", metavar="FILE", help="Write events and what was seen there, not to the screen.")
@click.option("--replay", "recordings", metavar="FILE", help="Compare the twin with recordings of the real firmware.")
@json_option
def twin_command(
    family_id: str,
    panel: str,
    code: str | None,
    events: str | None,
    log_file: str | None,
    recordings: str | None,
    as_json: bool,
) -> int:
    """Run the twin of a radio of FAMILY, or say what it is made of and what of it is imagined.

    \b
      headunit twin ford-keycode
      headunit twin ford-keycode --events night.jsonl --log night.log
      headunit twin vw-premium-5-delco --replay traces.json
    """
    if events is not None and as_json:
        message = "--json describes the twin; what --events gives is JSON lines already"
        raise click.UsageError(message)
    if events is None and log_file is not None:
        message = "--log needs --events: without them nothing happens"
        raise click.UsageError(message)
    if recordings is not None and (events or code):
        message = "--replay brings its own events and code"
        raise click.UsageError(message)
    radio = open_catalogue().family(family_id.lower())
    profile = profile_for(radio, panel)
    if recordings is not None:
        from headunit.cli.replay import replay_command  # noqa: PLC0415 - only a replay needs it

        return replay_command(radio.name, profile, recordings, as_json=as_json)
    if events is None:
        return _describe(radio.name, profile, as_json=as_json)
    lines = _run(profile, code, events)
    _write(lines, log_file)
    return 0


def _run(profile: TwinProfile, code: str | None, events: str) -> list[str]:
    from headunit.twin import build, fitting_code, log_of  # noqa: PLC0415 - '--help' needs no twin

    unit = build(profile, fitting_code(profile, code))
    script = read_script(events, profile.panel)
    if silent := silence_words(profile, script):
        complaint(str(silent))
    return log_of(unit, script)


def _write(lines: list[str], log_file: str | None) -> None:
    text = "".join(f"{line}\n" for line in lines)
    if log_file is None:
        click.echo(text, nl=False)
        return
    from pathlib import Path  # noqa: PLC0415 - only a log needs files

    from headunit.cli.replace_file import write_whole  # noqa: PLC0415 - as above

    write_whole(Path(log_file), text)


def _describe(name: str, profile: TwinProfile, *, as_json: bool) -> int:
    """Say what the twin is made of."""
    panel, lock, supply = profile.panel, profile.lock, profile.supply
    if as_json:
        print_json(
            "twin",
            family=profile.family,
            panel=profile.variant,
            keys=[key._asdict() for key in panel.keys],
            power_key=panel.power,
            entry=panel.method,
            link=profile.link is not None,
            lock=None if lock is None else {**lock._asdict(), "schedule": lock.schedule._asdict()},
            supply=supply._asdict(),
            factory_reset_clears=list(profile.factory_reset_clears),
            imagined=[entry._asdict() for entry in profile.assumed],
        )
        return 0
    heading(f"{name}: twin")
    click.echo()
    row("keys", "  ".join(key.id for key in panel.keys))
    row("entry", _ENTRIES[panel.method])
    if lock is not None:
        row("wrong codes", _schedule_words(lock))
        row("a wait", f"passes {_NEEDS[lock.needs]}; a loss of supply {_CUTS[lock.cut]}")
    row("imagined", imagined_words(profile), fg="yellow")
    click.echo()
    note("Try it:")
    command(f"headunit rehearse {profile.family}" + (f" --panel {quote(profile.variant)}" if profile.variant else ""))
    click.echo()
    return 0


def _schedule_words(lock: LockProfile) -> str:
    """Say the schedule in words: waits after each wrong code, and the ends."""
    from itertools import groupby  # noqa: PLC0415 - '--help' needs none of it

    from headunit.cli.durations import duration  # noqa: PLC0415 - as above

    schedule = lock.schedule
    told = []
    for wait, times in groupby(schedule.first):
        count = len(list(times))
        told.append(f"{duration(wait) if wait else 'no wait'}{f' ({count} times)' if count > 1 else ''}")
    goes_on = "twice as long each time" if schedule.doubling else "and so on"
    ends = [
        f"{words} after {limit}"
        for words, limit in (("locked", schedule.locked_after), ("for ever", schedule.barred_after))
        if limit is not None
    ]
    return "; ".join((", then ".join(told) + f", {goes_on}", *ends))
