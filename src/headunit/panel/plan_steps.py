"""One step of an entry plan: what is pressed, held, turned or looked at, in words and as data."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["JOINED", "Step"]

JOINED = " + "
"""Stands between the keys of a chord."""


class Step(NamedTuple):
    """Name one thing to do.

    *action* is ``switch-on`` (*key*: ``ignition`` or ``radio``), ``look``, ``wait``, ``press``, ``hold``, ``chord`` or
    ``turn``. *times* counts presses or detents (negative: backwards), 0 where there is nothing to do; *hold_ms* is how
    long a rehearsal holds, a little longer than needed, None where nothing is held. *say* tells it to a person, and
    holds digits of the code. *shows* is the text that the display then shows as far as sources say it, else empty.
    """

    action: str
    key: str
    times: int
    hold_ms: int | None
    say: str
    shows: str = ""
