"""Run an entry plan on the unit's twin, key by key, and say whether it unlocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.twin.build import build
from headunit.twin.events import Battery, Ignition, Press, Release
from headunit.twin.words import TAP_MS

if TYPE_CHECKING:
    from headunit.panel import Plan
    from headunit.twin.machine import Machine
    from headunit.twin.profile import TwinProfile

__all__ = ["Moment", "Rehearsal", "rehearse", "wake"]

_BATTERY_V = 12.6
_LONGEST_HOLD_MS = 15_000
_LONGEST_WAKE_MS = 600_000
_LOOK_MS = 500


class Moment(NamedTuple):
    """Hold one line of a transcript: what was done, and what the unit then showed and sounded, at *t_ms*."""

    t_ms: int
    did: str
    display: str
    sound: str


class Rehearsal(NamedTuple):
    """Hold the outcome of a rehearsal; *imagined* names what of the twin no source gives."""

    unlocked: bool
    transcript: tuple[Moment, ...]
    imagined: tuple[str, ...]


def wake(profile: TwinProfile, code: str = "", salt: bytes = bytes(8)) -> Machine:
    """Return a unit after a battery change: connected, ignition on, and at its first prompt (a link: decided)."""
    unit = build(profile, code, salt)
    unit.apply(Ignition("on"))
    unit.apply(Battery(_BATTERY_V))
    if not unit.supply.radio_on:
        unit.apply(Press(profile.panel.power))
        unit.advance(TAP_MS)
        unit.apply(Release(profile.panel.power))
    while unit.panel.stage not in {"shut", "entry", "open"} and unit.now_ms < _LONGEST_WAKE_MS:
        due = unit.next_deadline()
        if due is None:
            break
        unit.advance(due - unit.now_ms)
    return unit


def rehearse(profile: TwinProfile, plan: Plan, code: str) -> Rehearsal:
    """Carry out *plan* on a twin whose code is *code*, from its first prompt after a battery change."""
    unit = wake(profile, code)
    sounds: list[str] = []
    unit.listen(lambda _t_ms, kind, detail: sounds.append(detail) if kind == "sound" else None)
    transcript = [Moment(unit.now_ms, "", unit.display, "")]
    for step in plan.steps:
        sounds.clear()
        if not _carry_out(unit, step):
            continue
        transcript.append(Moment(unit.now_ms, step.say, unit.display, ", ".join(dict.fromkeys(sounds))))
    return Rehearsal(unit.lock.phase is Phase.OPEN and unit.playing, tuple(transcript), profile.assumed)
