"""How many tries were used and what is left of the round, counted from the journal; in doubt, more were used.  Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from headunit.recovery.case import results_of
from headunit.recovery.display import READY, Shown, own_meaning
from headunit.recovery.records import Held, Intent, Opened, Seen, Told, WaitEnded, WaitPaused, WaitResumed, WaitStarted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from headunit.facts.family import Family
    from headunit.recovery.ladder import Ladder
    from headunit.recovery.records import Record

__all__ = ["MANY", "OPEN", "RECALLED", "Tally", "counts_told", "seen_state", "tally_of"]

MANY = 3
"""What stands for three or more tries used before the case was opened; a higher number is the most there were."""

RECALLED = Told("used", "recalled")
"""What stands before a number told by somebody who had answered *I don't know*."""

OPEN = frozenset({"plays", "unlocked"})
"""States of a radio that took its code."""


class Tally(NamedTuple):
    """Hold the count at one moment; counts are of wrong codes, in doubt too high.

    *used* in all, as far as is told; *unsure*: it may be more, so that one try may be the last. *began*: the count at
    the start of the round. *pressed*: tries since this case began, in others too, *weak* those of this one with a code
    that is in doubt. *counter*: what the display last counted. *waited*: a wait was seen since the last try. *waiting*:
    it may be running still. *state*: what the display means, empty when nobody looked since the last try or the text is
    unknown. *tried_at*: when a try began that no prompt was seen after. *real*: the wait that was seen is by the
    family's own word, or came after a try of this case. *over_at*: when it can be over at the earliest, None while it
    is paused.
    """

    used: int = 0
    unsure: bool = False
    began: int = 0
    pressed: int = 0
    weak: int = 0
    counter: Shown = Shown()
    waited: bool = False
    waiting: bool = False
    looked: bool = False
    state: str = ""
    solved: bool = False
    tried_at: datetime | None = None
    real: bool = False
    over_at: datetime | None = None


def tally_of(
    records: Iterable[Record],
    family: Family | None,
    ladder: Ladder | None,
    used_before: int | None,
    *,
    or_more: bool = False,
    believing: bool = False,
) -> Tally:
    """Count through *records*, with *used_before* tries used by anybody before (None: not known), or more of them.

    With *believing* any wait that was seen ends a round; else only a real one that the clock leaves time for.
    """
    records = tuple(records)
    results = results_of(records)
    unsure = used_before is None or or_more
    used = used_before or 0
    now = Tally(used=used, unsure=unsure, began=ladder.round_start(used) if ladder else 0)
    held: Held | None = None
    for record in records:
        event = record.event
        if isinstance(event, Held):
            held = event
        elif isinstance(event, Intent):
            now = _press(now, held, record.at, music=results.get(event.n) == "music")
        elif isinstance(event, Seen):
            now = _see(now, seen_state(event, family), record.at, ladder, believing=believing)
        elif isinstance(event, WaitStarted):
            now = _waits(now._replace(looked=False, state=""), Shown("wait"), record.at, ladder)
        elif isinstance(event, WaitPaused):
            now = _pause(now._replace(waited=True, waiting=True, looked=False, state=""))
        elif isinstance(event, WaitResumed) and now.waiting:
            now = _waits(now, Shown("wait"), record.at, ladder)
        elif isinstance(event, Told) and event.what == "elsewhere":
            now = _pressed_elsewhere(now, int(event.value), record.at)
        elif isinstance(event, WaitEnded):
            now = now._replace(waiting=False)
    return now


def counts_told(records: Iterable[Record]) -> list[int | None]:
    """Return the numbers of used tries that were told; None for *don't know*, unless it came back to who said it."""
    told: list[int | None] = []
    for record in records:
        if record.event == RECALLED:
            told = [used for used in told if used is not None]
        elif isinstance(record.event, Opened):
            told.append(record.event.used)
    return told


def seen_state(seen: Seen, family: Family | None) -> Shown:
    """Return what *seen* means on a radio of *family*; what the family has no word for, as it was read then.

    A masked text can have lost its count, so the worse of it and of what was read then is taken.
    """
    shown = own_meaning(family, seen.text) if family else Shown()
    used = max((count for count in (shown.used, seen.used) if count is not None), default=None)
    left = min((count for count in (shown.left, seen.left) if count is not None), default=None)
    state, minutes = (shown.state, shown.minutes) if shown.claim else (seen.state, seen.minutes)
    return Shown(state, used, left, minutes, shown.claim)


def _press(now: Tally, held: Held | None, at: datetime, *, music: bool) -> Tally:
    """Count a try; one that brought music was no wrong code."""
    weak = held is None or is_weak(held)
    now = now._replace(pressed=now.pressed + 1, weak=now.weak + weak, looked=False, waited=False, state="")
    now = now._replace(tried_at=at, real=False, over_at=None)
    return now._replace(solved=True) if music else now._replace(used=now.used + 1, solved=False)


def _pressed_elsewhere(now: Tally, tries: int, at: datetime) -> Tally:
    """Count tries that another case of the radio has made; the display has to be looked at again.

    With what code they were made is not carried along: any may have been in doubt.
    """
    now = now._replace(used=now.used + tries, pressed=now.pressed + tries, weak=now.weak + tries)
    now = now._replace(looked=False, waited=False, state="")
    return now._replace(tried_at=at, real=False, over_at=None, solved=False)


def is_weak(held: Held) -> bool:
    """Return whether the code of *held* is in doubt: plausible, with rivals, or a character or its fitting unclear."""
    return held.doubtful or held.rivals or (held.source == "rule" and held.grade not in {"confirmed", "agreed"})


def _see(now: Tally, shown: Shown, at: datetime, ladder: Ladder | None, *, believing: bool) -> Tally:
    """Take in a look at the display: a count overrules the sum, and a prompt after a wait begins a round."""
    now = now._replace(looked=True, state=shown.state)
    if shown.used is not None or shown.left is not None:
        now = _counted(now._replace(counter=shown), shown, ladder)
    if shown.state == "wait":
        return _waits(now, shown, at, ladder)
    if shown.state == "dark":
        return _pause(now)
    if shown.state not in READY:
        return now
    ended = now.waited if believing else now.over_at is not None and at >= now.over_at
    over = now._replace(waited=False, waiting=False, tried_at=None, real=False, over_at=None)
    return _round_over(over, ladder) if ended else over


def _waits(now: Tally, shown: Shown, at: datetime, ladder: Ladder | None) -> Tally:
    """Take in a wait: it is served from the try or first look on, or for the minutes that it shows."""
    now = now._replace(waited=True, waiting=True, real=now.real or now.tried_at is not None or shown.claim is not None)
    if not now.real or ladder is None:
        return now
    if shown.claim is not None and shown.used is None and shown.left is None and ladder.only_long:
        # the radio's own word for a wait proves a round's last wrong code, whoever typed it and however short the look
        now = now._replace(used=now.used if ladder.ends_round(now.used) else ladder.round_end(now.used))
    if shown.minutes is not None and shown.claim is not None:
        return now._replace(over_at=at + timedelta(minutes=shown.minutes))
    since = at if now.tried_at is None else min(now.tried_at, at)
    over_at = since + timedelta(seconds=ladder.served_s(now.used))
    return now._replace(over_at=over_at if now.over_at is None else min(now.over_at, over_at))


def _pause(now: Tally) -> Tally:
    """Take in that a wait was interrupted: what was served counts no more."""
    return now._replace(real=now.real or now.tried_at is not None, tried_at=None, over_at=None)


def _counted(now: Tally, shown: Shown, ladder: Ladder | None) -> Tally:
    """Take the count from the display; tries left say the used ones only where the limit is known."""
    limit = ladder.limit if ladder else None
    counts = [] if shown.used is None else [shown.used if limit is None else max(shown.used, now.used)]
    if limit is not None and shown.left is not None and shown.left <= limit:
        counts.append(limit - shown.left)
    if not counts:
        return now
    used = max(counts)
    began = ladder.round_start(used if shown.state in READY else used - 1) if ladder else 0
    # where a limit counts, tries used within a round say nothing of those before it
    unsure = now.unsure and limit is not None and shown.left is None
    return now._replace(used=used, began=began, unsure=unsure)


def _round_over(now: Tally, ladder: Ladder | None) -> Tally:
    """Begin a round if the wait that was seen is one that ends rounds; an unexpected one proves more tries used."""
    if ladder is None or not (ladder.only_long or ladder.ends_round(now.used)):
        return now
    used = now.used if ladder.ends_round(now.used) else ladder.round_end(now.used)
    return now._replace(used=used, began=used, unsure=now.unsure and ladder.limit is not None)
