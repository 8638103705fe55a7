"""What each wrong code in turn brings, as far as sources say: the steps that the attempt guard counts on.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.facts.claims import Confidence
from headunit.recovery.durations import time_in_words
from headunit.recovery.refusals import RoundEnd

if TYPE_CHECKING:
    from headunit.facts.claims import Fact
    from headunit.facts.family import Family, LockSchedule

__all__ = ["ROUND_S", "Ladder", "ladder_of"]

ROUND_S = 60
"""A wait of so many seconds ends a round."""

_OPEN_END_S = 10**9
"""Stands for a wait of which only is told that it comes."""
_FAR = 1_000
"""As many wrong codes as nobody types: a round that doesn't end before is said to end there."""


class Ladder(NamedTuple):
    """Hold the waits after wrong code 1, 2 … in seconds, and the wrong codes after which it is locked or barred.

    After *first* comes *later*, again and again; where that is empty the last of *first* again, doubled each time if
    *doubling*. *never*: a source says that it never locks for good, and none names a limit.
    """

    first: tuple[int, ...]
    later: tuple[int, ...] = ()
    doubling: bool = False
    locked_after: int | None = None
    barred_after: int | None = None
    never: bool = False

    @property
    def limit(self) -> int | None:
        """Return the wrong codes after which no wait helps any more, None where no source names such a limit."""
        return min((cap for cap in (self.locked_after, self.barred_after) if cap is not None), default=None)

    @property
    def tells(self) -> bool:
        """Return whether it says when the next round ends at all."""
        return self.doubling or self.limit is not None or any(wait >= ROUND_S for wait in (*self.first, *self.later))

    @property
    def only_long(self) -> bool:
        """Return whether each wait ends a round, so that any wait that was seen did."""
        return all(wait >= ROUND_S for wait in (*self.first, *self.later) if wait)

    def wait_s(self, wrong: int) -> int:
        """Return the wait that the *wrong*-th wrong code brings, 0 for none."""
        if wrong < 1 or not self.first:
            return 0
        if wrong <= len(self.first):
            return self.first[wrong - 1]
        beyond = wrong - len(self.first)
        if self.later:
            return self.later[(beyond - 1) % len(self.later)]
        return min(self.first[-1] << min(beyond, 30), _OPEN_END_S - 1) if self.doubling else self.first[-1]

    def ends_round(self, wrong: int) -> bool:
        """Return whether the *wrong*-th wrong code ends a round: by a wait of a minute or more, a lock or a bar."""
        return self.wait_s(wrong) >= ROUND_S or (self.limit is not None and wrong >= self.limit)

    def round_start(self, used: int) -> int:
        """Return how many wrong codes there were when the round began that comes after *used*."""
        return next((wrong for wrong in range(used, 0, -1) if self.ends_round(wrong)), 0)

    def round_end(self, used: int) -> int:
        """Return the wrong code that ends the round after *used*."""
        return next((wrong for wrong in range(used + 1, used + _FAR) if self.ends_round(wrong)), used + _FAR)

    @property
    def longest_round(self) -> int:
        """Return the most wrong codes that a round has."""
        first = self.round_end(0)
        return max(first, self.round_end(first) - first)

    def one_by_one(self, used: int) -> bool:
        """Return whether after *used* there are no rounds: each wrong code brings its own wait, up to the limit."""
        last = used + len(self.first) + len(self.later) if self.limit is None else self.limit
        return all(self.ends_round(wrong) for wrong in range(used + 1, last + 1))

    def served_s(self, used: int) -> int:
        """Return the least time that a wait which is seen after *used* wrong codes takes, by what sources say."""
        wait_s = self.wait_s(used if self.ends_round(used) else self.round_end(used))
        return ROUND_S if wait_s >= _OPEN_END_S else max(wait_s, ROUND_S)

    def after_round(self, used: int) -> RoundEnd | None:
        """Return the wait that ends the round after *used*, and the tries that it gives back; None at a limit."""
        end = self.round_end(used)
        wait_s = self.wait_s(end)
        if not ROUND_S <= wait_s < _OPEN_END_S or (self.limit is not None and end >= self.limit - 1):
            return None
        for_good = None if self.limit is None else self.limit - end
        return RoundEnd(time_in_words(wait_s), self.round_end(end) - end, for_good, self.never)

    @property
    def each_alone(self) -> bool:
        """Return whether each try is a round of its own from the first on, and none the last for ever."""
        return self.limit is None and bool(self.first) and min((*self.first, *self.later)) >= ROUND_S


def ladder_of(family: Family | None) -> Ladder | None:
    """Return the ladder that sources give, or None: not known, disputed, the article's alone, or silent on tries."""
    claim = family.lock_schedule.best if family else None
    if claim is None or claim.confidence is Confidence.ARTICLE:
        return None
    ladder = _ladder(claim.value)._replace(never=_never(family.lock_schedule) if family else False)
    return ladder if ladder.tells else None


def _never(told: Fact[LockSchedule]) -> bool:
    """Return whether a source says that the radio never locks for good, and none that it does."""
    sourced = [claim.value for claim in told.claims if claim.confidence is not Confidence.ARTICLE]
    return any(one.never_permanent for one in sourced) and all(_ladder(one).limit is None for one in sourced)


def _ladder(told: LockSchedule) -> Ladder:
    first, later = _waits(told)
    return Ladder(
        first,
        later,
        doubling=bool(told.doubling_from_s),
        locked_after=told.locked_after_wrong or (len(later) * (told.rounds_before_locked or 0)) or None,
        barred_after=told.permanent_after_wrong,
    )


def _waits(told: LockSchedule) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the waits of the first wrong codes, and those that then come again and again."""
    if told.waits_s:
        return told.waits_s, told.waits_s if told.rounds_before_locked else ()
    if told.doubling_from_s:
        return (told.doubling_from_s,), ()
    if told.free_wrong and told.wait_between_s:
        return _round(told.free_wrong, told.wait_between_s), ()
    first = told.first_round_wrong or told.wrong_per_round
    if not first:
        return (), ()
    wait_s = max(told.round_wait_s) if told.round_wait_s else _OPEN_END_S
    return _round(first, wait_s), _round(told.later_rounds_wrong or told.wrong_per_round or first, wait_s)


def _round(tries: int, wait_s: int) -> tuple[int, ...]:
    return (*(0,) * (tries - 1), wait_s)
