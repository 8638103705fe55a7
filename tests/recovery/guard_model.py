"""What the attempt guard may allow at most, written a second time from the issue's table, and not from the product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headunit.facts.claims import Confidence
from headunit.recovery.display import read_display
from headunit.recovery.records import (
    Correction,
    Held,
    Intent,
    Opened,
    Outcome,
    Seen,
    SourceState,
    WaitPaused,
    WaitStarted,
)

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.recovery.records import Record

READY = {"asks", "entry"}
MINUTE_S = 60


def model_allows(records: tuple[Record, ...], family: Family | None, held: Held) -> bool:
    """Return whether the table allows a try with *held* after *records*."""
    events = [record.event for record in records]
    results = {event.intent: event.result for event in events if isinstance(event, Outcome | Correction)}
    moves = [event for event in events if isinstance(event, Seen | Intent | WaitStarted | WaitPaused)]
    looks = [shown(event, family) for event in moves if isinstance(event, Seen)]
    tries = [event for event in moves if isinstance(event, Intent)]
    if not moves or not isinstance(moves[-1], Seen) or looks[-1][0] not in READY:
        return False
    if tries and results.get(tries[-1].n) == "music":
        return False
    good = held.source != "rule" or held.grade in {"confirmed", "agreed"}
    good = good and not held.doubtful and not held.rivals
    told = [event.used for event in events if isinstance(event, Opened)]
    before = None if not told or None in told else max(used for used in told if used is not None)
    steps, cap = schedule(family)
    if not steps:
        counts = [look for look in looks if look[1:] != (None, None)][-1:]
        bad = any((used or 0) >= 3 or (left is not None and left <= 1) for _, used, left in counts)
        return good and not tries and before != 3 and not bad
    starts = [None] if before in {None, 3} else list(range(int(before or 0) + 1))
    lefts = [replay(moves, results, family, start, steps, cap) for start in starts]
    if good:
        return all(left == "alone" or left > 1 for left in lefts)
    states = {event.source: event.state for event in events if isinstance(event, SourceState)}
    first = not any(weak for weak in weak_tries(events))
    return (
        first
        and states.get("card") == "none"
        and states.get("dealer") == "refused"
        and all(left != "alone" and left > 1 for left in lefts)
    )


def weak_tries(events: list[Any]) -> list[bool]:
    """Return for each try whether its code was in doubt."""
    held: list[Held] = []
    weak = []
    for event in events:
        if isinstance(event, Held):
            held.append(event)
        if isinstance(event, Intent):
            ok = held and (held[-1].source != "rule" or held[-1].grade in {"confirmed", "agreed"})
            weak.append(not ok or held[-1].doubtful or held[-1].rivals)
    return weak


def replay(
    moves: list[Any],
    results: dict[int, str],
    family: Family | None,
    start: int | None,
    steps: list[int],
    cap: int | None,
) -> Any:  # noqa: ANN401 - a number, or "alone"
    """Return how many tries are left in the round; "alone" for one that is a round of its own."""

    def ends(wrong: int) -> bool:
        return wrong > 0 and (steps[min(wrong, len(steps)) - 1] >= MINUTE_S or (cap is not None and wrong >= cap))

    def begin(wrong: int) -> int:
        return next((at for at in range(wrong, 0, -1) if ends(at)), 0)

    used, sure = start or 0, start is not None
    base, waited = begin(used), False
    for move in moves:
        if isinstance(move, Intent):
            used, waited = used + (results.get(move.n) != "music"), False
            continue
        state, counted, left = shown(move, family) if isinstance(move, Seen) else ("wait", None, None)
        if counted is not None or (left is not None and cap is not None):
            used = max(counted, used if cap else 0) if counted is not None else max((cap or 0) - (left or 0), 0)
            base, sure = begin(used if state in READY else used - 1), True
        waited = waited or state == "wait"
        if state in READY and waited:
            waited = False
            if ends(used) or not any(0 < step < MINUTE_S for step in steps):
                used = next(at for at in range(used, used + 999) if ends(at))
                base, sure = used, sure or cap is None
    if not sure:
        return "alone" if cap is None and min(steps) >= MINUTE_S and used == base else 0
    if cap is not None and used + 1 >= cap:
        return 0
    end = next(at for at in range(base + 1, base + 999) if ends(at))
    return "alone" if (used, end) == (base, base + 1) else end - used


def schedule(family: Family | None) -> tuple[list[int], int | None]:
    """Return the waits after the first wrong codes, and the count that locks; nothing where no source tells."""
    best = family.lock_schedule.best if family else None
    if best is None or best.confidence is Confidence.ARTICLE:
        return [], None
    told = best.value
    caps = [told.locked_after_wrong, told.permanent_after_wrong, 4 * (told.rounds_before_locked or 0) or None]
    cap = min((one for one in caps if one), default=None)
    size, wait = told.first_round_wrong or told.wrong_per_round or 0, max(told.round_wait_s or (10**9,))
    if told.waits_s:
        steps = list(told.waits_s) * (300 if told.rounds_before_locked else 1)
    elif told.doubling_from_s:
        steps = [told.doubling_from_s << min(at, 30) for at in range(900)]
    elif told.free_wrong:
        steps = [0] * (told.free_wrong - 1) + [told.wait_between_s or 0] * 900
    elif size:
        later = told.later_rounds_wrong or told.wrong_per_round or size
        steps = [0] * (size - 1) + [wait] + ([0] * (later - 1) + [wait]) * 600
    else:
        steps = [0] * 900
    return (steps, cap) if cap or max(steps) >= MINUTE_S else ([], None)


def shown(seen: Seen, family: Family | None) -> tuple[str, int | None, int | None]:
    """Return state, tries used and tries left of a display text."""
    read = read_display(family, seen.text) if family else None
    return (read.state, read.used, read.left) if read and read.claim else (seen.state, None, None)
