"""What a plan for a simulated radio takes from assumptions, marked in the words of its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from headunit.panel.plan_steps import Step

__all__ = ["marked", "not_for_a_real_radio"]

_KEY = "no source names this key"
_LONG = "no source says how long"
_SHOWN = "no source says what it shows"
_MARKS = {
    "asks": (({"display_asks"}, _SHOWN), ({"start"}, "no source says what the digits begin with")),
    "opening": (({"open_action", "open_keys"}, _KEY), ({"open_hold_ms"}, _LONG)),
    "zeros": (({"start"}, "no source says what the digits begin with"),),
    "digits": (
        ({"method", "digit_keys", "cursor_keys"}, _KEY),
        ({"first_press"}, "no source says what the first press does"),
    ),
    "sending": (({"confirm_action", "confirm_keys"}, _KEY), ({"confirm_hold_ms"}, _LONG)),
    "opened": (({"display_unlocked"}, _SHOWN),),
}
"""Part of a plan → the values of a panel it hangs on, and what is said where one of them is assumed."""

_TIMED = frozenset({"hold", "chord"})


def marked(steps: Iterable[Step], part: str, imagined: frozenset[str]) -> Iterator[Step]:
    """Give *steps*, marked where what that *part* of a plan hangs on is among the *imagined* values."""
    for step in steps:
        reasons = [
            reason for names, reason in _MARKS[part] if names & imagined and (reason != _LONG or step.action in _TIMED)
        ]
        yield step._replace(say=f"{step.say} (imagined: {reasons[0]})") if reasons else step


def not_for_a_real_radio(unknown: tuple[str, ...]) -> str:
    """Return the sentence that stands above the plan of a simulated radio; *unknown* is what no source says."""
    return f"Not for a real radio: no source says {'; '.join(unknown)}. The simulated radio made it up."
