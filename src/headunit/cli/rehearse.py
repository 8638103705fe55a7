"""``headunit rehearse``: try the radio's keys on its twin before a real try is spent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from headunit.cli.complete import complete_family
from headunit.cli.context import open_catalogue
from headunit.cli.output import complaint, heading, note, print_json, row, warning
from headunit.cli.shared import json_option
from headunit.cli.twin_files import imagined_words, profile_for, read_script, silence_words

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.twin import Machine, TimedEvent

__all__ = ["rehearse_command"]

_SEEN = frozenset({"t_ms", "display", "sounds", "playing"})


@click.command("rehearse")
@click.argument("family_id", metavar="FAMILY", shell_complete=complete_family)
@click.option("--panel", default="", metavar="VARIANT", help="A radio with other keys; a part of its name will do.")
@click.option("--code", help="The twin's code; a made-up one when not given. It stays in the shell's history.")
@click.option("--script", metavar="FILE", help="Play a file of events (JSON lines; - for standard input).")
@json_option
def rehearse_command(family_id: str, panel: str, code: str | None, script: str | None, as_json: bool) -> int:
    """Try the keys of a radio of FAMILY on its twin: display, sounds, waits and power cuts, at no risk.

    \b
      headunit rehearse vw-premium-5-delco
      headunit rehearse ford-keycode --script events.jsonl --json

    By hand: type keys and what happens to the car, 'help' for what there is, 'plan' for the key presses.
    """
    if as_json and script is None:
        message = "--json needs --script: a rehearsal by hand has no document"
        raise click.UsageError(message)
    radio = open_catalogue().family(family_id.lower())
    profile = profile_for(radio, panel)
    from headunit.twin import build, fitting_code  # noqa: PLC0415 - '--help' needs none of it

    chosen = fitting_code(profile, code)
    if script is None:
        from headunit.cli.rehearse_by_hand import rehearse_by_hand  # noqa: PLC0415 - as above

        return rehearse_by_hand(radio, profile, chosen, made_up=code is None)
    unit = build(profile, chosen)
    events = read_script(script, profile.panel)
    transcript = _play(unit, events)
    silent = silence_words(profile, events)
    if as_json:
        if silent:
            complaint(str(silent))
        print_json("rehearsal", **_document(unit, transcript))
    else:
        _print_transcript(unit, radio, transcript, silent)
    return 0


def _play(unit: Machine, script: tuple[TimedEvent, ...]) -> list[dict[str, Any]]:
    """Play *script* and return what was done, seen and heard, event by event."""
    from headunit.twin import event_document, play  # noqa: PLC0415 - as above

    sounds: list[str] = []
    unit.listen(lambda _t_ms, kind, detail: sounds.append(detail) if kind == "sound" else None, watch=False)
    transcript: list[dict[str, Any]] = []
    for timed in play(unit, script):
        did = event_document(timed.event) if timed.event else {"event": "look"}
        seen = {"display": unit.display.rstrip(), "sounds": [*sounds], "playing": unit.playing}
        transcript.append({"t_ms": timed.t_ms, **did, **seen})
        sounds.clear()
    return transcript


def _document(unit: Machine, transcript: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the content of a ``headunit/rehearsal/1`` document (docs/reference/json.md)."""
    return {
        "family": unit.profile.family,
        "panel": unit.profile.variant,
        "imagined": [entry.name for entry in unit.profile.assumed],
        "unlocked": unit.unlocked,
        "playing": unit.playing,
        "display": unit.display.rstrip(),
        "transcript": transcript,
    }


def _print_transcript(unit: Machine, radio: Family, transcript: list[dict[str, Any]], silent: str) -> None:
    from headunit.cli.durations import clock  # noqa: PLC0415 - as above
    from headunit.cli.rehearse_words import state_words  # noqa: PLC0415 - as above
    from headunit.twin import lit_display  # noqa: PLC0415 - as above

    heading(f"{radio.name}: script")
    click.echo()
    for line in transcript:
        did = " ".join(str(value) for key, value in line.items() if key not in _SEEN)
        heard = f"  ♪ {', '.join(line['sounds'])}" if line["sounds"] else ""
        row(clock(line["t_ms"]), f"{did:<24} {line['display']:<16}{heard}".rstrip())
    click.echo()
    if silent:
        warning(silent)
    shown = lit_display(unit).strip()
    heard = "it plays" if unit.playing else "it is silent"
    row("at the end", f"{heard}, and the display {f'shows {shown}' if shown else 'is dark'}", bold=True)
    note(state_words(unit))
    row("imagined", imagined_words(unit.profile), fg="yellow")
    click.echo()
