"""A wait as time served in the unit's own terms: what it needs, and what interrupts it; never the clock alone.  Pure.

The clock of this machine can be set back or forth, so it decides nothing: it only tells when a look at the display is
worth while. What a source does not say is read the longest way.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from headunit.facts.claims import Confidence
from headunit.recovery.ladder import ladder_of
from headunit.recovery.records import Seen, WaitEnded, WaitPaused, WaitResumed, WaitStarted
from headunit.recovery.tally import seen_state

if TYPE_CHECKING:
    from datetime import datetime

    from headunit.facts.claims import Fact
    from headunit.facts.family import Family
    from headunit.recovery.records import Event, Record

__all__ = ["Wait", "wait_of"]

_NEEDS = {
    "radio-on": "Leave the radio switched on, and the ignition as far as the radio needs it.",
    "radio-and-ignition": "Leave both the radio and the ignition on; a charger on the battery helps.",
    "ignition": "Leave the ignition on; a charger on the battery helps.",
    "power": "Leave the battery connected; the radio may be off.",
    "unknown": "Leave radio and ignition on: what this radio counts is not known.",
}
_CUTS = {
    "restarts": "Don't disconnect the battery: the wait would start again.",
    "kept": "A loss of supply pauses the wait; it goes on afterwards.",
    "cleared": "A loss of supply is said to clear the wait, but don't count on it.",
    "unknown": "Don't disconnect the battery: the wait may start again.",
}
_NOT_TOLD_S = 10**8
"""A wait of which only is told that it comes is longer than this."""

T = TypeVar("T")


class Wait(NamedTuple):
    """Hold a wait that may be running.

    *needs* is ``radio-on``, ``ignition``, ``radio-and-ignition``, ``power`` or ``unknown``; *cut* what a loss of supply
    does: ``restarts``, ``kept``, ``cleared`` or ``unknown``. *longest_s* is its length where a source or the display
    gives it. *served_s* is what it has had at least; *since* when it last began to run, None while it is paused;
    *seen* when it was last seen to run. *doubted*: the clock was set back meanwhile.
    """

    needs: str
    cut: str
    longest_s: int | None
    served_s: int
    since: datetime | None
    seen: datetime
    doubted: bool

    @property
    def paused(self) -> bool:
        """Return whether what it needs is missing."""
        return self.since is None

    def left_s(self, now: datetime) -> int | None:
        """Return the seconds until a look is worth while, None where nobody can say; never negative."""
        if self.longest_s is None or self.needs == "unknown" or self.since is None or self.doubted:
            return None
        return max(self.longest_s - self.served_s - max(_seconds(self.since, now), 0), 0)

    @property
    def due(self) -> datetime | None:
        """Return when a look is worth while, only where sources say how long it takes and what it needs."""
        left_s = None if self.since is None else self.left_s(self.since)
        return None if left_s is None or self.since is None else self.since + timedelta(seconds=left_s)

    @property
    def words(self) -> tuple[str, str]:
        """Return what to leave on, and what not to do."""
        return _NEEDS[self.needs], _CUTS[self.cut]


def wait_of(records: tuple[Record, ...], family: Family | None, used: int) -> Wait | None:
    """Return the wait that runs after *used* wrong codes; None when none was started, or the display showed its end."""
    needs, cut = _needs(family), _cut(family)
    wait: Wait | None = None
    last: Event | None = None
    for record in records:
        event, before, last = record.event, last, record.event
        if isinstance(event, WaitStarted):
            wait = Wait(needs, cut, _longest(family, used), 0, record.at, record.at, doubted=False)
            # the look that found it comes before its start, and can show minutes
            wait = _looked(wait, before, family, record.at) if isinstance(before, Seen) else wait
        elif wait is None:
            continue
        elif isinstance(event, WaitEnded):
            wait = None
        elif isinstance(event, WaitPaused):
            wait = _paused(wait, event.reason, record.at)
        elif isinstance(event, WaitResumed):
            wait = wait._replace(since=record.at, seen=record.at)
        elif isinstance(event, Seen):
            wait = _looked(wait, event, family, record.at)
    return wait


def _paused(wait: Wait, reason: str, at: datetime) -> Wait:
    """Stop the wait; what it had served stays only where a source says so."""
    # when the supply went is not known: the time up to the last look is all that was served for certain
    served = wait.served_s if wait.since is None else wait.served_s + max(_seconds(wait.since, wait.seen), 0)
    keeps = reason == "power-cut" and wait.cut == "kept"
    back = wait.since is not None and at < wait.since
    return wait._replace(served_s=served if keeps and not back else 0, since=None, doubted=wait.doubted or back)


def _looked(wait: Wait, seen: Seen, family: Family | None, at: datetime) -> Wait:
    """Take the minutes that the display shows; notice a clock that was set back."""
    minutes = seen_state(seen, family).minutes
    if minutes is not None:
        since = at if wait.since else None
        return wait._replace(longest_s=60 * minutes, served_s=0, since=since, seen=at, doubted=False)
    back = wait.since is not None and at < wait.since
    return wait._replace(doubted=wait.doubted or back, seen=at)


def _longest(family: Family | None, used: int) -> int | None:
    ladder = ladder_of(family)
    seconds = ladder.wait_s(used) if ladder else 0
    return seconds if 0 < seconds < _NOT_TOLD_S else None


def _needs(family: Family | None) -> str:
    rule = _sourced(family.wait_rule) if family else None
    return rule.needs if rule else "unknown"


def _cut(family: Family | None) -> str:
    cut = _sourced(family.power_cut) if family else None
    return cut.wait if cut and cut.wait in _CUTS else "kept" if cut and cut.wait == "paused" else "unknown"


def _sourced(fact: Fact[T]) -> T | None:
    best = fact.best
    return best.value if best and best.confidence is not Confidence.ARTICLE else None


def _seconds(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds())
