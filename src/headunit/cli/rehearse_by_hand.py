"""A rehearsal by hand: one line after another, with the display, the sounds and the state of the car after each."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, NamedTuple

import click

from headunit.cli.durations import clock
from headunit.cli.output import heading, note, row, text_width, warning
from headunit.cli.rehearse_imagined import tell_imagined
from headunit.cli.rehearse_outcomes import WaitWatch, outcome_words
from headunit.cli.rehearse_plan import Guide
from headunit.cli.rehearse_words import HELP, car_words, in_between, standing, state_words
from headunit.cli.twin_files import imagined_words
from headunit.errors import HeadunitError
from headunit.twin import blinking, lit_display, moves_of, wake

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.facts.family import Family
    from headunit.twin import Machine, TwinProfile

__all__ = ["rehearse_by_hand"]

_MOST_CHANGES = 8
_MOST_DEADLINES = 100_000
"""How many times a wait looks for a change before it gives up."""

_ENDS = frozenset({"quit", "exit", "q", "bye"})
_STOPPED = 130
_VERDICTS = {"accepted": "(the code is right)", "refused": "(the code is wrong)"}
"""What the log has for programs, and a person would only hear as one more beep."""


class _Changes:
    """Collect what was seen and heard; a blinking text counts once, as do keys that stay held."""

    def __init__(self, unit: Machine) -> None:
        self.told: list[tuple[int, str]] = []
        self._unit = unit
        self._shown = lit_display(unit).rstrip()
        unit.listen(self._hear)

    def _hear(self, t_ms: int, kind: str, detail: str) -> None:
        if kind == "display":
            shown = lit_display(self._unit).rstrip()
            if shown != self._shown:
                self._shown = shown
                self.told.append((t_ms, shown.strip() or "(dark)"))
        elif kind == "sound" and detail in _VERDICTS:
            self.told.append((t_ms, _VERDICTS[detail]))
        elif kind == "audio" or (kind == "sound" and detail != "click"):
            self.told.append((t_ms, f"♪ {detail}"))
        elif kind == "gesture":
            told = f"(its hidden combination of keys: {detail})"
            if told not in {text for _, text in self.told}:
                self.told.append((t_ms, told))


class _Rehearsal(NamedTuple):
    """Hold the unit, the plan that opens it, and the wait that it makes."""

    unit: Machine
    guide: Guide
    wait: WaitWatch


def rehearse_by_hand(radio: Family, profile: TwinProfile, code: str, *, made_up: bool) -> int:
    """Read one line after another until there is no more or *quit*, and return the exit status."""
    unit = wake(profile, code)
    here = _Rehearsal(unit, Guide(radio, profile, code), WaitWatch())
    _greet(unit, radio, code if made_up else "")
    _show(unit)
    _prepare_input()
    while True:
        try:
            line = _ask()
            if line is None or line.lower() in _ENDS:
                break
            _obey(here, line)
        except HeadunitError as error:
            warning(str(error))
        except (click.Abort, KeyboardInterrupt):
            _part()
            return _STOPPED
    _part()
    return 0


def _greet(unit: Machine, radio: Family, made_up: str) -> None:
    variant = f" ({unit.profile.variant})" if unit.profile.variant else ""
    heading(f"{radio.name}{variant}: rehearsal")
    note("A simulated radio: nothing here touches a real one, and no try is spent.")
    warning(imagined_words(unit.profile))
    if made_up:
        row("its code", f"{made_up} (made up)")
    _keys(unit)
    click.echo()
    words = "Type keys, or what happens to the car; 'help' shows how"
    note(f"{words}, 'plan' how the code is entered." if unit.profile.lock else f"{words}. It has no code to enter.")
    click.echo()


def _part() -> None:
    click.echo()
    note("The rehearsal is over. Nothing of it is kept.")


def _prepare_input() -> None:
    """Let lines be edited on a terminal, and take any bytes from elsewhere."""
    if sys.stdin.isatty():
        try:
            import readline  # noqa: F401, PLC0415 - importing it is what makes lines editable; not every system has it
        except ImportError:
            return
    elif isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _ask() -> str | None:
    """Return the next line; None where there is no more. What isn't typed on a terminal is shown as if it were."""
    if sys.stdin.isatty():
        try:
            return input("> ").strip()
        except EOFError:
            return None
    line = sys.stdin.readline()
    if not line:
        return None
    click.echo(f"> {''.join(character for character in line if character.isprintable())}")
    return line.strip()


def _obey(here: _Rehearsal, line: str) -> None:
    if not line:
        return
    told = _TOLD.get(line.lower())
    if told is not None:
        told(here)
        return
    if line.lower() != "next":
        _do(here, line)
        return
    words = here.guide.next(here.unit)
    if words:
        _do(here, words)
    elif words is not None:
        (_look if here.guide.done else _show_only)(here)


def _do(here: _Rehearsal, line: str) -> None:
    """Do what *line* says, and tell what came of it."""
    unit = here.unit
    moves = moves_of(line, unit.profile.panel)
    before = standing(unit)
    changes = _Changes(unit)
    for move in moves:
        if move.event is not None:
            unit.apply(move.event)
        _run(unit, move.then_ms)
    unit.listen(None)
    left_out = len(changes.told) - _MOST_CHANGES
    if left_out > 0:
        click.secho(f"      … {left_out} more before", dim=True)
    for t_ms, text in changes.told[-_MOST_CHANGES:]:
        click.secho(f"      {clock(t_ms, tenths=True)}  {text}", dim=True)
    _show(unit)
    outcomes = [outcome_words(move.event, unit) for move in moves]
    changed = standing(unit) != before
    for text in (*outcomes, here.wait.told(unit), state_words(unit) if changed else ""):
        if text:
            note(text)


def _run(unit: Machine, ms: int | None) -> None:
    """Let *ms* pass, or what it takes until the radio changes what it does."""
    if ms is not None:
        unit.advance(ms)
        return
    before = standing(unit)
    for _ in range(_MOST_DEADLINES):
        due = unit.next_deadline()
        if due is None:
            break
        unit.advance(due - unit.now_ms)
        if standing(unit) != before and not in_between(unit):
            return
    if standing(unit) == before:
        note("nothing will change by itself")


def _help(_here: _Rehearsal) -> None:
    for what, meaning in HELP:
        click.echo(f"  {click.style(f'{what:<18}', fg='cyan')}{meaning}")


def _look(here: _Rehearsal) -> None:
    _show(here.unit)
    note(state_words(here.unit))


def _show_only(here: _Rehearsal) -> None:
    _show(here.unit)


def _keys(unit: Machine) -> None:
    row("keys", "  ".join(key.id for key in unit.profile.panel.keys))


_TOLD: dict[str, Callable[[_Rehearsal], None]] = {
    "help": _help,
    "?": _help,
    "keys": lambda here: _keys(here.unit),
    "plan": lambda here: here.guide.show(),
    "look": _look,
    "imagined": lambda here: tell_imagined(here.unit.profile),
}


def _show(unit: Machine) -> None:
    """Draw the display with the state of the car beside it."""
    width = max(unit.profile.panel.cells, 12)
    heard = "♪ music" if unit.playing else "silent"
    blinks = ("blinking",) if blinking(unit) else ()
    beside = " · ".join((*blinks, heard, *car_words(unit.supply.car), clock(unit.now_ms)))
    click.echo(f"  ┌─{'─' * width}─┐")
    text = click.style(f"{lit_display(unit):<{width}}", fg="green", bold=True)
    fits = width + 8 + len(beside) <= text_width()
    click.echo(f"  │ {text} │" + (f"  {beside}" if fits else ""))
    click.echo(f"  └─{'─' * width}─┘")
    if not fits:
        note(beside)
