"""The plan inside a rehearsal: told step by step, and done where the display is as the step expects it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

import click

from headunit.cli.output import command, note, row, warning
from headunit.cli.rehearse_words import state_words
from headunit.facts.assumptions import load_assumptions
from headunit.lock import Phase
from headunit.numbers import RadioCode
from headunit.panel import panel_from_facts, plan_for_twin, why_no_plan
from headunit.panel.wiring import fields_of
from headunit.twin import HeadUnit, carry_out_words, lit_display, wake, words_for

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.panel import Panel, Step
    from headunit.twin import Machine, TwinProfile

__all__ = ["Guide"]

_FOR_ONE = "Not for a real radio: these steps open the simulated one."
_NOTHING = "Such a radio has no code to enter: there is no plan."


class _Stand(NamedTuple):
    """Hold how an entry stands: the panel's stage, what was entered, the place that is next, and what is shown."""

    stage: str
    entry: str
    cursor: int
    shown: str

    def fits(self, other: _Stand) -> bool:
        """Return whether both mean the same; counts beside the digits don't matter."""
        return self[:3] == other[:3]


class Guide:
    """Lead through the plan of one simulated radio."""

    def __init__(self, radio: Family, profile: TwinProfile, code: str) -> None:
        """Make the plan; a radio without a lock has none."""
        self._profile = profile
        self._code = code
        self._at = 0
        self._expected: tuple[_Stand, ...] = ()
        self._for_a_real_one = why_no_plan(radio, profile.variant) is None
        plan = plan_for_twin(radio, RadioCode(code), load_assumptions(), profile.variant) if profile.lock else None
        self.steps = plan.steps if plan else ()
        _, unknown = panel_from_facts(radio, profile.variant)
        self._warning = plan.warnings[0] if plan and unknown else _FOR_ONE

    def show(self) -> None:
        """Show the whole plan with what to type, and what holds for a real radio; 'next' then begins with it."""
        self._at = 0
        if not self.steps:
            note(_NOTHING)
            return
        warning(self._warning)
        for number, step in enumerate(self.steps, 1):
            row(f"{number:>2}", step.say)
            if typed := self._typed(step):
                click.secho(f"{' ' * 14}> {typed}", fg="cyan")
        note("'next' does one step after another.")
        note("For a real one:" if self._for_a_real_one else "For a real one there is no plan; this says whom to ask:")
        profile = self._profile
        command(f"headunit plan {profile.family}" + (f" --panel {quote(profile.variant)}" if profile.variant else ""))

    def next(self, unit: Machine) -> str | None:
        """Tell the next step and return the words for it, empty for a look; None where it must not be done."""
        if not self.steps:
            note(_NOTHING)
            return None
        if self._at == len(self.steps):
            self._at = 0
            note("That was the whole plan; the next 'next' begins anew.")
            return None
        if not self._is_ready(unit):
            return None
        if self._at == 0:
            warning(self._warning)
        step = self.steps[self._at]
        self._at += 1
        row(f"{self._at:>2}", step.say)
        return self._typed(step)

    def _typed(self, step: Step) -> str:
        return words_for(step, self._profile.panel.power)

    @property
    def done(self) -> bool:
        """Return whether the step told last is the last of all."""
        return self._at == len(self.steps)

    def _is_ready(self, unit: Machine) -> bool:
        """Return whether *unit* stands as the next step expects it; say what to do where it doesn't."""
        if self._at in {0, len(self.steps) - 1}:
            return True
        self._expected = self._expected or self._rehearsed()
        now, wanted = _stand(unit), self._expected[self._at - 1]
        if now.fits(wanted):
            return True
        if now.fits(self._expected[0]):
            note("It asks anew, so the plan begins anew.")
            self._at = 0
            return True
        shown = f"the display shows {now.shown}" if now.shown else "the display is dark"
        warning(f"Step {self._at + 1} is not done: {shown}, and this step expects {wanted.shown}.")
        note(_way_back(unit, now, wanted))
        return False

    def _rehearsed(self) -> tuple[_Stand, ...]:
        """Return how a radio stands after each step when nothing comes between."""
        unit = wake(self._profile, self._code)
        stands = []
        for step in self.steps:
            carry_out_words(unit, self._typed(step))
            stands.append(_stand(unit))
        return tuple(stands)


def _stand(unit: Machine) -> _Stand:
    shown = lit_display(unit).strip()  # looking brings the panel up to now
    return _Stand(unit.panel.stage, unit.panel.entry, unit.panel.cursor, shown)


def _way_back(unit: Machine, now: _Stand, wanted: _Stand) -> str:
    """Say what to type so that the plan can go on."""
    anew = "'next' then begins anew."
    if not unit.supply.awake:
        return f"Type {_to_wake(unit)}; {anew}"
    if now.stage in {"closed", "splash"}:
        return f"{state_words(unit)} {_to_wait(unit)}".rstrip()
    if now.stage == "open":
        return f"{state_words(unit)} To make it ask again, type '{_cut(unit)}'; {anew}"
    presses = _presses_to(unit.profile.panel, now, wanted)
    if presses:
        return f"Type '{presses}', then 'next'."
    return f"Type '{_cut(unit)}', and it asks anew; {anew}"


def _to_wait(unit: Machine) -> str:
    """Return the words that wait until it asks; empty where no wait helps."""
    if isinstance(unit, HeadUnit) and unit.lock.phase in {Phase.LOCKED, Phase.BARRED, Phase.FAULT}:
        return ""
    return "Type 'wait' until it asks; 'next' then begins anew."


def _to_wake(unit: Machine) -> str:
    """Return the words that give the radio its supply and switch it on."""
    car = unit.supply.car
    fixes = (
        ("refit", not car.plugged),
        ("ground good", not car.ground),
        ("fuse battery in", not car.feed_fuse),
        ("fuse accessory in", not car.accessory_fuse),
        ("battery on", car.battery_v < unit.profile.supply.brown_v),
        ("ignition on", car.ignition == "off"),
    )
    needed = [words for words, wanting in fixes if wanting]
    return f"'{', '.join(needed or [unit.profile.panel.power])}'"


def _cut(unit: Machine) -> str:
    """Return the words for a loss of supply that is long enough."""
    return f"battery off for {max(10, unit.profile.supply.hold_up_ms // 1000 + 1)}s"


def _presses_to(panel: Panel, now: _Stand, wanted: _Stand) -> str:
    """Return the presses that bring each digit to what is wanted; empty where keys don't step digits one by one."""
    if panel.method not in {"increment", "clock-keys"} or now.stage != wanted.stage:
        return ""
    told = []
    for key, field in zip(panel.digit_keys, fields_of(panel), strict=False):
        shown, target = now.entry[field.first : field.last], wanted.entry[field.first : field.last]
        if shown != target and target not in field.order:
            return ""
        times = 0
        while shown != target:
            shown, times = field.after[shown], times + 1
        if times:
            told.append(key if times == 1 else f"{key} x{times}")
    return ", ".join(told)
