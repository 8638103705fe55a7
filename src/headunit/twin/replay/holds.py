"""How long the confirm key must be held: the twin's own limits beside the measured ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.twin.events import Battery, Press, Release
from headunit.twin.replay.document import Image
from headunit.twin.replay.result import AGREES, DIFFERS, Result
from headunit.twin.replay.sides import VERDICT_MS, Difference

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.twin.head_unit import HeadUnit
    from headunit.twin.replay.document import HoldLimit

__all__ = ["check_hold"]

_NEW = Image("1234", 0, 0xAA, 148, 0)
_VOLTS = 14.0
_POWER_AT_MS = 500
_PROMPT_AT_MS = 5100
_LONG_MS = 4000


def check_hold(limit: HoldLimit, build: Callable[[Image], HeadUnit]) -> Result:
    """Return how the twin's verdict and the limit of its shortest hold compare with *limit*."""
    name = f"hold_threshold / {limit.key} +{limit.phase_ms:g}"
    held = _verdict_ms(build(_NEW), limit, _LONG_MS)
    found = []
    if held is None or abs(held - limit.verdict_ms) > VERDICT_MS:
        seen = "none" if held is None else f"{held} ms"
        found.append(Difference(0, "verdict after the press", f"{limit.verdict_ms:.0f} ms", seen))
    for hold_ms, submits in ((limit.too_short_ms - VERDICT_MS, False), (limit.enough_ms + VERDICT_MS, True)):
        if (_verdict_ms(build(_NEW), limit, round(hold_ms)) is not None) != submits:
            words = ("a verdict", "none") if submits else ("no verdict", "one")
            found.append(Difference(0, f"a hold of {hold_ms:.0f} ms", *words))
    late = () if held is None else (round(held - limit.verdict_ms, 1),)
    return Result(name, DIFFERS if found else AGREES, "", tuple(found), (("hold limits", 3 - len(found)),), late)


def _verdict_ms(unit: HeadUnit, limit: HoldLimit, hold_ms: int) -> int | None:
    """Hold the key on a new unit at its prompt; return how long after the press its code was judged, if it was."""
    unit.apply(Battery(_VOLTS))
    unit.advance(_POWER_AT_MS)
    unit.apply(Press(unit.profile.panel.power))
    unit.advance(100)
    unit.apply(Release(unit.profile.panel.power))
    pressed = _PROMPT_AT_MS + round(limit.phase_ms)
    unit.advance(pressed - unit.now_ms)
    unit.apply(Press(limit.key))
    released = False
    while unit.now_ms < pressed + _LONG_MS:
        if not released and unit.now_ms >= pressed + hold_ms:
            unit.apply(Release(limit.key))
            released = True
        if unit.lock.wrong:
            return unit.now_ms - pressed
        due = unit.next_deadline()
        stop = pressed + (_LONG_MS if released else hold_ms)
        unit.advance(min(stop if due is None else due, stop) - unit.now_ms)
    return None
