"""``headunit rehearse``: try the radio's keys on its twin before a real try is spent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.complete import complete_family
from headunit.cli.context import open_catalogue
from headunit.cli.durations import clock
from headunit.cli.output import heading, note, print_json, row, text_width, warning
from headunit.cli.shared import json_option
from headunit.cli.twin_files import fitting_code, imagined_words, profile_for, read_script
from headunit.errors import HeadunitError

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.twin import Machine

__all__ = ["rehearse_command"]

_HELP = (
    ("KEY, KEY x4", "press a key once, or four times"),
    ("hold KEY 3s", "hold it; hold A+B holds two together"),
    ("turn KEY +2", "turn a knob or wheel; - for the other way"),
    ("wait 30m", "let time pass (s, m, h); wait alone: until something changes"),
    ("battery off", "disconnect it; on, or a voltage such as 10.8"),
    ("ignition on", "or acc, off"),
    ("fuse battery out", "pull a fuse (battery, accessory); in fits it again"),
    ("ground bad", "open the ground connection; good closes it"),
    ("unplug, refit", "take the radio out of the car and put it back"),
    ("reset factory", "the service menu's reset; reset diagnostic: a tester's"),
    ("keys, quit", "list the keys; end"),
)
_MOST_CHANGES = 8
_SEEN = {"t_ms", "display", "sounds", "playing"}


@click.command("rehearse")
@click.argument("family", shell_complete=complete_family)
@click.option("--panel", "variant", default="", help="Which variant of the panel, where a family has several.")
@click.option("--code", help="The twin's code; a made-up one when not given. It stays in the shell's history.")
@click.option("--script", metavar="FILE", help="Play a file of events (JSON lines; - for standard input).")
@json_option
def rehearse_command(family: str, variant: str, code: str | None, script: str | None, as_json: bool) -> int:
    """Try the keys of a radio of FAMILY on its twin: display, sounds, waits and power cuts, at no risk.

    \b
      headunit rehearse vw-premium-5-delco
      headunit rehearse ford-keycode --script events.jsonl --json
    """
    radio = open_catalogue().family(family)
    if as_json and script is None:
        message = "--json needs --script: a rehearsal by hand has no document"
        raise click.UsageError(message)
    from headunit.twin import build, wake  # noqa: PLC0415 - '--help' needs no twin

    profile = profile_for(radio, variant)
    chosen = fitting_code(profile, code)
    if script is not None:
        return _play_script(build(profile, chosen), radio, script, as_json=as_json)
    return _by_hand(wake(profile, chosen), radio, "" if code else chosen)


def _play_script(unit: Machine, radio: Family, script: str, *, as_json: bool) -> int:
    from headunit.twin import event_document, play  # noqa: PLC0415 - '--help' needs no twin

    seen: list[tuple[int, str, str]] = []
    unit.listen(lambda t_ms, kind, detail: seen.append((t_ms, kind, detail)))
    transcript: list[dict[str, Any]] = []
    for timed in play(unit, read_script(script, unit.profile.panel)):
        did = event_document(timed.event) if timed.event else {"event": "look"}
        sounds = [detail for _, kind, detail in seen if kind == "sound"]
        seen.clear()
        transcript.append(
            {"t_ms": timed.t_ms, **did, "display": unit.display, "sounds": sounds, "playing": unit.playing}
        )
    if as_json:
        print_json(
            "rehearsal",
            family=radio.id,
            panel=unit.profile.variant,
            imagined=[entry.name for entry in unit.profile.assumed],
            unlocked=unit.playing,
            display=unit.display,
            transcript=transcript,
        )
        return 0
    heading(f"{radio.name}: script")
    click.echo()
    for line in transcript:
        what = " ".join(
            str(value) for key, value in line.items() if key not in {"t_ms", "display", "sounds", "playing"}
        )
        row(clock(line["t_ms"]), f"{what:<24} {line['display']:<16} {', '.join(line['sounds'])}".rstrip())
    click.echo()
    row("at the end", "it plays" if unit.playing else "it is silent", bold=True)
    return 0


def _by_hand(unit: Machine, radio: Family, told_code: str) -> int:
    """Read one line after another until there is no more, or *quit*."""
    heading(f"{radio.name}: rehearsal")
    note("A simulated radio: nothing here touches a real one, and no try is spent.")
    if unit.profile.assumed:
        warning(imagined_words(unit.profile))
    if told_code:
        row("its code", f"{told_code} (made up)")
    _show_keys(unit)
    note("Type help for what you can do.")
    _show(unit)
    while True:
        line = _ask()
        if line is None or line.strip().lower() in {"quit", "exit", "q"}:
            return 0
        try:
            _obey(unit, line.strip())
        except HeadunitError as error:
            warning(str(error))


def _ask() -> str | None:
    try:
        if sys.stdin.isatty():
            return str(click.prompt("»", prompt_suffix=" ", default="", show_default=False))
        line = sys.stdin.readline()
    except (click.Abort, EOFError):
        return None
    return line or None


def _obey(unit: Machine, line: str) -> None:
    if not line:
        return
    if line.lower() in {"help", "?"}:
        for what, meaning in _HELP:
            click.echo(f"    {what:<18}{meaning}")
        return
    if line.lower() == "keys":
        _show_keys(unit)
        return
    from headunit.twin import moves_of  # noqa: PLC0415 - '--help' needs no twin

    changes: list[tuple[int, str, str]] = []
    unit.listen(lambda t_ms, kind, detail: changes.append((t_ms, kind, detail)))
    for move in moves_of(line, unit.profile.panel):
        if move.event is not None:
            unit.apply(move.event)
        _run(unit, move.then_ms)
    _show_changes(changes)
    _show(unit)


def _run(unit: Machine, ms: int | None) -> None:
    """Let *ms* pass, or what it takes until display or sound change."""
    if ms is not None:
        unit.advance(ms)
        return
    before = (unit.display, unit.playing)
    while (unit.display, unit.playing) == before:
        due = unit.next_deadline()
        if due is None:
            note("nothing will change by itself")
            return
        unit.advance(due - unit.now_ms)


def _show_keys(unit: Machine) -> None:
    row("keys", "  ".join(key.id for key in unit.profile.panel.keys))


def _show_changes(changes: list[tuple[int, str, str]]) -> None:
    told = [
        (t_ms, f"♪ {detail}" if kind in {"sound", "audio"} else detail or "(dark)")
        for t_ms, kind, detail in changes
        if kind != "memory" and detail != "click"
    ]
    for t_ms, text in told[-_MOST_CHANGES:]:
        click.secho(f"      {clock(t_ms)}  {text}", dim=True)


def _show(unit: Machine) -> None:
    """Draw the display with the state of the car beside it."""
    width = max(unit.profile.panel.cells, 12)
    supply = unit.supply.car
    state = "♪ music" if unit.playing else "silent"
    beside = f"{state} · {supply.battery_v:.1f} V · ignition {supply.ignition} · {clock(unit.now_ms)}"
    click.echo(f"  ┌─{'─' * width}─┐")
    text = click.style(f"{unit.display:<{width}}", fg="green", bold=True)
    fits = width + 8 + len(beside) <= text_width()
    click.echo(f"  │ {text} │" + (f"  {beside}" if fits else ""))
    click.echo(f"  └─{'─' * width}─┘")
    if not fits:
        note(beside)
