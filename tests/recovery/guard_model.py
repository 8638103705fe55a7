"""What the attempt guard may allow at most, written a second time from the issue's table, and not from the product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headunit.facts.claims import Confidence
from headunit.recovery.display import read_display
from headunit.recovery.records import Correction, Held, Intent, Opened, Outcome, Seen, SourceState, WaitPaused, WaitStarted

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.recovery.records import Record


def model_allows(records: tuple[Record, ...], family: Family | None, held: Held) -> bool:
    """Return whether the table can allow a try with *held* after *records*."""
    events = [record.event for record in records]
    results = {event.intent: event.result for event in events if isinstance(event, Outcome | Correction)}
    moves = [event for event in events if isinstance(event, Seen | Intent | WaitStarted | WaitPaused)]
    intents = [event for event in events if isinstance(event, Intent)]
    if not moves or not isinstance(moves[-1], Seen) or shown(moves[-1], family)[0] not in {"asks", "entry"}:
        return False
    if intents and results.get(intents[-1].n) == "music":
        return False
    good = held.grade in {"confirmed", "agreed"} if held.source == "rule" else True
    good = good and not held.doubtful and not held.rivals
    told = [event.used for event in events if isinstance(event, Opened)]
    before = None if not told or None in told else max(told)  # type: ignore[type-var]
    waits = schedule(family)
    counts = [shown(event, family) for event in events if isinstance(event, Seen)]
    if waits is None:
        used, left = max((c[1] or 0 for c in counts[-1:]), default=0), [c[2] for c in counts[-1:] if c[2] is not None]
        return good and not intents and (before is None or before < 3) and used < 3 and all(one > 1 for one in left)
    if not good:
        states = {event.source: event.state for event in events if isinstance(event, SourceState)}
        if states.get("card") != "none" or states.get("dealer") != "refused":
            return False
    counted = any(count != (None, None) for _, *rest in counts for count in [tuple(rest)])
    return counted or all(within(waits, events, results, start, good) for start in range(min(before or 0, 2) + 1))


def within(waits: tuple[list[int], int | None], events: list[Any], results: dict[int, str], used: int, good: bool) -> bool:  # noqa: FBT001
    """Return whether one more wrong code after those counted neither locks nor uses the round's last try."""
    steps, cap = waits
    used += sum(results.get(event.n) != "music" for event in events if isinstance(event, Intent))
    if cap is not None and used + 1 >= cap:
        return False
    after = steps[used] if used < len(steps) else steps[-1]
    alone = used == 0 or steps[min(used, len(steps)) - 1] >= 60
    return after < 60 or (alone and good) or any(isinstance(event, Seen | WaitStarted) and getattr(event, "state", "wait") == "wait" for event in events)


def schedule(family: Family | None) -> tuple[list[int], int | None] | None:
    """Return the waits after the first hundred wrong codes, and the count that locks; None where no source tells."""
    best = family.lock_schedule.best if family else None
    if best is None or best.confidence is Confidence.ARTICLE:
        return None
    told = best.value
    caps = [told.locked_after_wrong, told.permanent_after_wrong, 4 * (told.rounds_before_locked or 0) or None]
    cap = min([one for one in caps if one], default=None)
    size, wait = told.first_round_wrong or told.wrong_per_round or 0, max(told.round_wait_s or (10**9,))
    if told.waits_s:
        steps = list(told.waits_s) * (30 if told.rounds_before_locked else 1)
    elif told.doubling_from_s:
        steps = [told.doubling_from_s << at for at in range(30)]
    elif told.free_wrong:
        steps = [0] * (told.free_wrong - 1) + [told.wait_between_s or 0] * 90
    elif size:
        later = told.later_rounds_wrong or told.wrong_per_round or size
        steps = [0] * (size - 1) + [wait] + ([0] * (later - 1) + [wait]) * 30
    else:
        steps = [0] * 100
    return (steps, cap) if cap or max(steps) >= 60 else None


def shown(seen: Seen, family: Family | None) -> tuple[str, int | None, int | None]:
    """Return state, tries used and tries left of a display text."""
    read = read_display(family, seen.text) if family else None
    return (read.state, read.used, read.left) if read and read.claim else (seen.state, None, None)
