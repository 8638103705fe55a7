"""How many tries were used and what is left of the round, counted from the journal; in doubt, more were used.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.recovery.case import results_of
from headunit.recovery.display import READY, Shown, read_display
from headunit.recovery.records import Held, Intent, Seen, WaitEnded, WaitPaused, WaitStarted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.facts.family import Family
    from headunit.recovery.ladder import Ladder
    from headunit.recovery.records import Record

__all__ = ["MANY", "Tally", "seen_state", "tally_of"]

MANY = 3
"""What stands for three or more tries used before the case was opened."""


class Tally(NamedTuple):
    """Hold the count at one moment; counts are of wrong codes, in doubt too high.

    *used* in all, as far as is told; *unsure*: it may be more, so that one try may be the last. *began*: the count at
    the start of the round. *pressed*: tries of this case, *weak* those with a code that is in doubt. *counter*: what
    the display last counted. *waited*: a wait was seen since the last try. *waiting*: it may be running still.
    *state*: what the display means, empty when nobody looked since the last try or the text is unknown.
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


def tally_of(records: Iterable[Record], family: Family | None, ladder: Ladder | None, used_before: int | None) -> Tally:
    """Count through *records*, with *used_before* tries used by anybody before (None: not known, MANY: or more)."""
    records = tuple(records)
    results = results_of(records)
    unsure = used_before is None or used_before >= MANY
    used = used_before or 0
    now = Tally(used=used, unsure=unsure, began=ladder.round_start(used) if ladder else 0)
    held: Held | None = None
    for record in records:
        event = record.event
        if isinstance(event, Held):
            held = event
        elif isinstance(event, Intent):
            now = _press(now, held, music=results.get(event.n) == "music")
        elif isinstance(event, Seen):
            now = _see(now, seen_state(event, family), ladder)
        elif isinstance(event, WaitStarted | WaitPaused):
            now = now._replace(waited=True, waiting=True, looked=False, state="")
        elif isinstance(event, WaitEnded):
            now = now._replace(waiting=False)
    return now


def seen_state(seen: Seen, family: Family | None) -> Shown:
    """Return what *seen* means on a radio of *family*; what the family has no word for, as it was read then."""
    shown = read_display(family, seen.text) if family else Shown()
    return shown if shown.claim else Shown(seen.state)


def _press(now: Tally, held: Held | None, *, music: bool) -> Tally:
    """Count a try; one that brought music was no wrong code."""
    weak = held is None or is_weak(held)
    now = now._replace(pressed=now.pressed + 1, weak=now.weak + weak, looked=False, waited=False, state="")
    return now._replace(solved=True) if music else now._replace(used=now.used + 1, solved=False)


def is_weak(held: Held) -> bool:
    """Return whether the code of *held* is in doubt: plausible, with rivals, or a character or its fitting unclear."""
    return held.doubtful or held.rivals or (held.source == "rule" and held.grade not in {"confirmed", "agreed"})


def _see(now: Tally, shown: Shown, ladder: Ladder | None) -> Tally:
    """Take in a look at the display: a count overrules the sum, and a prompt after a wait begins a round."""
    now = now._replace(looked=True, state=shown.state)
    if shown.used is not None or shown.left is not None:
        now = _counted(now._replace(counter=shown), shown, ladder)
    if shown.state == "wait":
        return now._replace(waited=True, waiting=True)
    if shown.state not in READY:
        return now
    over = now._replace(waited=False, waiting=False)
    return _round_over(over, ladder) if now.waited else over


def _counted(now: Tally, shown: Shown, ladder: Ladder | None) -> Tally:
    """Take the count from the display; tries left say the used ones only where the limit is known."""
    limit = ladder.limit if ladder else None
    if shown.used is not None:
        used = shown.used if limit is None else max(shown.used, now.used)
    elif limit is not None and shown.left is not None:
        used = max(limit - shown.left, 0)
    else:
        return now
    began = ladder.round_start(used if shown.state in READY else used - 1) if ladder else 0
    return now._replace(used=used, began=began, unsure=False)


def _round_over(now: Tally, ladder: Ladder | None) -> Tally:
    """Begin a round if the wait that was seen is one that ends rounds; an unexpected one proves more tries used."""
    if ladder is None or not (ladder.only_long or ladder.ends_round(now.used)):
        return now
    used = now.used if ladder.ends_round(now.used) else ladder.round_end(now.used)
    return now._replace(used=used, began=used, unsure=now.unsure and ladder.limit is not None)
