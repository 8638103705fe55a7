"""What the attempt guard may allow at most, written a second time from the issue's table, and not from the product."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from headunit.facts.claims import Confidence
from headunit.recovery.display import own_meaning
from headunit.recovery.records import (
    Concluded,
    Correction,
    Held,
    Intent,
    Opened,
    Outcome,
    Seen,
    SourceState,
    Told,
    WaitEnded,
    WaitPaused,
    WaitResumed,
    WaitStarted,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.facts.family import Family
    from headunit.recovery.records import Record

READY = {"asks", "entry"}
MINUTE_S = 60


def model_allows(
    records: tuple[Record, ...],
    family: Family | None,
    held: Held,
    named: Callable[[str], Family | None],
) -> bool:
    """Return whether the table allows a try with *held*, as *family* and as all that a try was made as."""
    events = [record.event for record in records]
    results = {event.intent: event.result for event in events if isinstance(event, Outcome | Correction)}
    moves = [event for event in events if isinstance(event, Seen | WaitStarted | WaitPaused) or presses(event)]
    tries = [event for event in moves if presses(event)]
    if not moves or not isinstance(moves[-1], Seen) or shown(moves[-1], family)[0] not in READY:
        return False
    if tries and isinstance(tries[-1], Intent) and results.get(tries[-1].n) == "music":
        return False
    return all(counts_allow(records, results, radio, held) for radio in [family, *tried_as(events, named)])


def tried_as(events: list[Any], named: Callable[[str], Family | None]) -> list[Family | None]:
    """Return the families that were concluded at the first try or since, but for those that a display's count freed."""
    names = list(
        accumulate(events, lambda name, event: event.family if isinstance(event, Concluded) else name, initial="")
    )
    first = next((at for at, event in enumerate(events) if presses(event)), len(events))

    def frees(at: int, name: str) -> bool:
        if not isinstance(events[at], Seen):
            return False
        new, old = named(names[at]), named(name)
        return new is not None and counts(events[at], new) and not (old is not None and counts(events[at], old))

    lasting = {name: max(at for at, each in enumerate(names) if each == name) for name in names[first:]}
    return [
        named(name)
        for name, last in lasting.items()
        if not any(frees(at, name) for at in range(max(last, first), len(events)))
    ]


def presses(event: Any) -> bool:  # noqa: ANN401 - any event
    """Return whether a code was typed: here, or meanwhile in another case of the radio."""
    return isinstance(event, Intent) or (isinstance(event, Told) and event.what == "elsewhere")


def counts(seen: Seen, family: Family) -> bool:
    """Return whether the family's own words give a count that can be used."""
    read = own_meaning(family, seen.text)
    return read.used is not None or (read.left is not None and schedule(family)[1] is not None)


def counts_allow(records: tuple[Record, ...], results: dict[int, str], family: Family | None, held: Held) -> bool:
    """Return whether the table allows a try with *held* by the tries that are left on a radio of *family*."""
    events = [record.event for record in records]
    looks = [shown(event, family) for event in events if isinstance(event, Seen)]
    tries = [event for event in events if presses(event)]
    good = held.source != "rule" or held.grade in {"confirmed", "agreed"}
    good = good and not held.doubtful and not held.rivals
    told = [event.used for event in events if isinstance(event, Opened)]
    before = None if not told or None in told else max(used for used in told if used is not None)
    steps, cap = schedule(family)
    if not steps:
        counts = [look for look in looks if look[1:] != (None, None)][-1:]
        few = any(left is not None and left <= 1 for _, _, left in counts)
        used = next((used for _, used, _ in reversed(looks) if used is not None), before or 0)
        return good and not tries and used < 3 and not few
    starts = [None] if before in {None, 3} else list(range(int(before or 0) + 1))
    replays = [(start, doubting) for start in starts for doubting in (True, False)]
    lefts = [replay(records, results, family, start, steps, cap, doubting) for start, doubting in replays]
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


def least_s(steps: list[int], wrong: int) -> int:
    """Return how long a wait that is seen after *wrong* tries takes at least."""
    waits = [steps[min(at, len(steps)) - 1] for at in range(max(wrong, 1), wrong + 999)]
    wait = next((each for each in waits if each >= MINUTE_S), MINUTE_S)
    return MINUTE_S if wait == 10**9 else wait


def replay(  # noqa: C901, PLR0912, PLR0915 - one loop over what happened, as the table is read
    records: tuple[Record, ...],
    results: dict[int, str],
    family: Family | None,
    start: int | None,
    steps: list[int],
    cap: int | None,
    doubting: bool,  # noqa: FBT001 - one of two readings
) -> Any:  # noqa: ANN401 - a number, or "alone"
    """Return how many tries are left in the round; "alone" where there are neither rounds nor a limit.

    *doubting*: a wait ends a round only if the family's own word or a try of this case brought it, and if the clock
    leaves time for it since it was seen to begin or to go on.
    """

    def ends(wrong: int) -> bool:
        return wrong > 0 and (steps[min(wrong, len(steps)) - 1] >= MINUTE_S or (cap is not None and wrong >= cap))

    def begin(wrong: int) -> int:
        return next((at for at in range(wrong, 0, -1) if ends(at)), 0)

    used, sure = start or 0, start is not None
    base, waited, mine, real, ends_at, runs = begin(used), False, None, False, None, False
    for record in records:
        move = record.event
        if isinstance(move, Intent):
            used, waited, mine, real, ends_at = used + (results.get(move.n) != "music"), False, record.at, False, None
            continue
        if isinstance(move, Told) and presses(move):
            used, waited, mine, real, ends_at = used + int(move.value), False, record.at, False, None
            continue
        if isinstance(move, WaitEnded):
            runs = False
        if not isinstance(move, Seen | WaitStarted | WaitPaused | WaitResumed):
            continue
        if isinstance(move, WaitPaused):
            waited, runs, ends_at, real, mine = True, True, None, real or mine is not None, None
            continue
        if isinstance(move, WaitResumed) and not runs:
            continue
        state, counted, left = shown(move, family) if isinstance(move, Seen) else ("wait", None, None)
        if counted is not None or (left is not None and cap is not None and left <= cap):
            used = max(counted, used if cap else 0) if counted is not None else max((cap or 0) - (left or 0), 0)
            base, sure = begin(used if state in READY else used - 1), sure or cap is None or left is not None
        if state == "wait":
            read = own_meaning(family, move.text) if isinstance(move, Seen) and family else None
            waited, runs, real = True, True, real or mine is not None or bool(read and read.claim)
            proved = read and read.claim and counted is None and left is None
            if proved and not ends(used) and not any(0 < step < MINUTE_S for step in steps):
                used = next(at for at in range(used, used + 999) if ends(at))
            if real:
                then = min(mine or record.at, record.at) + timedelta(seconds=least_s(steps, used))
                ends_at = then if ends_at is None else min(ends_at, then)
            if read and read.claim and read.minutes is not None:
                ends_at = record.at + timedelta(minutes=read.minutes)
        if state == "dark":
            ends_at, real, mine = None, real or mine is not None, None
        if state in READY:
            over = (ends_at is not None and record.at >= ends_at) if doubting else waited
            waited, mine, real, ends_at, runs = False, None, False, None, False
            if not over:
                continue
            if ends(used) or not any(0 < step < MINUTE_S for step in steps):
                used = next(at for at in range(used, used + 999) if ends(at))
                base, sure = used, sure or cap is None
    if not sure:
        return "alone" if cap is None and min(steps) >= MINUTE_S and used == base else 0
    if cap is not None and used + 1 >= cap:
        return 0
    rounds = [at for at in range(used + 1, (cap or used + 99) + 1) if not ends(at)]
    if used == base and not rounds:
        return cap - used if cap else "alone"
    end = next(at for at in range(base + 1, base + 999) if ends(at))
    return end - used


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
    read = own_meaning(family, seen.text) if family else None
    if not (read and read.claim):
        return seen.state, seen.used, seen.left
    used, left = [each for each in (read.used, seen.used) if each is not None], [read.left, seen.left]
    return read.state, max(used, default=None), min((each for each in left if each is not None), default=None)
