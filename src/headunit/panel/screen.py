"""What stands on the display of a panel, worked out only when somebody looks."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from headunit.panel.model import NEVER

if TYPE_CHECKING:
    from headunit.panel.model import LockView, Panel, PanelState

__all__ = ["next_frame", "render"]

_KINDS = {
    "start": "start",
    "charging": "entry",
    "settling": "entry",
    "recording": "wrong",
    "refused": "wrong",
    "waiting": "wait",
    "locked": "locked",
    "barred": "permanent",
    "fault": "fault",
    "open": "unlocked",
    "new": "new",
    "wait": "start",
    "secure": "asks",
}


def render(panel: Panel, state: PanelState, view: LockView) -> str:
    """Return the display text, filled up to the cells of the display; a blinking text is empty in its dark half."""
    kind = _kind(panel, state, view)
    if not kind or _dark(panel, state, kind):
        return " " * panel.cells
    text = ""
    for name, template in panel.displays:
        if name == kind:
            text = _filled(panel, state, view, template) if "{" in template else template
            break
    return text.ljust(panel.cells)[: panel.cells or None]


def next_frame(panel: Panel, state: PanelState, view: LockView) -> int | None:
    """Return in how many milliseconds a blinking text goes dark or lights up, or None when nothing blinks."""
    kind = _kind(panel, state, view)
    if kind == "hello":
        return state.stage_at + panel.hello_ms - state.now
    if not _blinks(panel, state, kind):
        return None
    _, left_ms = _blink(panel, state)
    if panel.flash.for_ms:
        left_ms = min(left_ms, state.stage_at + panel.flash.for_ms - state.now)
    return left_ms


def _kind(panel: Panel, state: PanelState, view: LockView) -> str:
    if state.stage == "dead" or view.phase == "off":
        return ""
    if view.phase == "prompt":
        return "entry" if state.stage == "entry" else "asks"
    if view.phase == "open" and state.now - state.stage_at < panel.hello_ms:
        return "hello"
    if view.phase == "waiting" and state.idle_at != NEVER and panel.busy_ms:
        return "busy"
    return _KINDS.get(view.phase, "")


def _blinks(panel: Panel, state: PanelState, kind: str) -> bool:
    flash = panel.flash
    if not (flash.half_ms or flash.pattern_ms) or kind not in flash.states:
        return False
    return not flash.for_ms or (state.fresh and state.now - state.stage_at < flash.for_ms)


def _dark(panel: Panel, state: PanelState, kind: str) -> bool:
    return _blinks(panel, state, kind) and _blink(panel, state)[0]


def _blink(panel: Panel, state: PanelState) -> tuple[bool, int]:
    """Return whether a blinking text is dark now, and for how long it stays so."""
    flash = panel.flash
    if not flash.pattern_ms:
        halves, passed = divmod(state.now - state.stage_at, flash.half_ms)
        return halves % 2 == 1, flash.half_ms - passed
    ends = tuple(accumulate(flash.pattern_ms))
    passed = (state.now - state.lit_at) % ends[-1]
    part = bisect_right(ends, passed)
    return part % 2 == 0, ends[part] - passed


def _filled(panel: Panel, state: PanelState, view: LockView, text: str) -> str:
    digits = state.entry
    hidden = panel.leading_zeros_hidden
    if hidden and digits[:hidden] == "0" * hidden:
        digits = digits[hidden:]
    used = (
        " " if not view.used else chr((ord("0") + view.used) % 256) if panel.count_shown == "cell" else str(view.used)
    )
    left = "" if view.left is None else str(view.left)
    minutes = str(-(-view.wait_left_ms // 60_000))
    for slot, value in (
        ("{digits}", digits),
        ("{used}", used if view.used else " "),
        ("{one}", used if view.used == 1 else " "),
        ("{left}", left),
        ("{minutes}", minutes),
    ):
        text = text.replace(slot, value)
    return text
