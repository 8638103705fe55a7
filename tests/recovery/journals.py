"""Journals for tests: from events, and arbitrary ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from headunit.recovery.records import (
    RESULTS,
    Concluded,
    Correction,
    Held,
    Intent,
    Note,
    Opened,
    Outcome,
    Record,
    Seen,
    SourceState,
    Told,
    WaitEnded,
    WaitPaused,
    WaitResumed,
    WaitStarted,
)
from headunit.recovery.tally import RECALLED

if TYPE_CHECKING:
    from headunit.recovery.records import Event

TAKEN_FOR = (
    "",
    "vag-safe-generic",
    "opel-car2003",
    "ford-keycode",
    "gm-theftlock",
    "renault-dacia-precode",
    "clarion-c7-psa",
)
"""Radios that a case is taken for, one after the other: with every kind of schedule and of counting display."""

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
ASKS = Seen("CODE", "asks", by="person")
WAITS = Seen("…", "wait", by="person")
CARD = Held("card")
PLAUSIBLE = Held("rule", "plausible", "some-rule")


def journal(*events: Event, seconds: int = 60) -> tuple[Record, ...]:
    """Return *events* as a journal, a minute apart."""
    return tuple(Record(at, START + timedelta(seconds=seconds * at), event) for at, event in enumerate(events, 1))


def codes() -> st.SearchStrategy[Held]:
    grades = st.sampled_from(["confirmed", "agreed", "plausible"])
    from_rule = st.builds(Held, st.just("rule"), grades, st.just("r"), st.booleans(), st.booleans())
    return st.sampled_from([CARD, Held("dealer"), Held("vault"), Held("card", doubtful=True)]) | from_rule


def texts() -> st.SearchStrategy[Seen]:
    shown = [
        "CODE",
        "SAFE",
        "1 SAFE",
        "2 SAFE",
        "7 SAFE",
        "10 ----",
        "1 SAFE",
        "WAIT",
        "ERR2",
        "COdE",
        "LOCKED",
        "2 1000",
        "OFF",
        "WAIT 29",
    ]
    states = ["asks", "entry", "wait", "wrong", "locked", "dark", ""]
    counts = st.none() | st.integers(0, 99)  # a display has two places for a count
    minutes = st.none() | st.integers(0, 9_999)
    return st.builds(
        Seen, st.sampled_from(shown), st.sampled_from(states), counts, counts, minutes, by=st.just("person")
    )


def moves() -> st.SearchStrategy[list[Event]]:
    """Return what can happen between two looks."""
    tried = st.tuples(codes(), st.just(Intent(0, "card")), st.sampled_from([*RESULTS, ""]), texts() | st.just(ASKS))
    served = st.sampled_from([[WaitStarted(), ASKS], [WAITS, ASKS], [Seen("2 SAFE", "wait"), ASKS, WaitEnded()]])
    other = st.sampled_from([
        Opened(0), Opened(1), Opened(2), Opened(3), Opened(4), Opened(8), Opened(None), RECALLED,
        Note("x"), WaitPaused("unknown"), WaitResumed(), ASKS,
        SourceState("card", "none"), SourceState("dealer", "refused"), WaitStarted(), WaitEnded(),
        Correction(1, "wrong"), Correction(1, "music"), Told("elsewhere", "1"), Told("elsewhere", "2"),
    ])  # fmt: skip
    renamed = st.sampled_from([Concluded(name, "named") for name in TAKEN_FOR])
    singles = (codes() | texts() | other | renamed).map(lambda event: [event])
    return st.one_of(tried.map(_attempt), served, singles)


def renamings() -> st.SearchStrategy[list[list[Event]]]:
    """Return one wrong code of a radio that is taken for one and then for another, so that more may be left."""
    named: st.SearchStrategy[Event] = st.sampled_from([Concluded(name, "named") for name in TAKEN_FOR])
    look: st.SearchStrategy[Event] = st.sampled_from([ASKS, Seen("7 SAFE", ""), Seen("1 SAFE", "")])
    again = st.tuples(codes(), named, look).map(_renamed)
    looks = st.lists(st.tuples(named, look).map(lambda pair: [*pair]), max_size=2)
    opened: st.SearchStrategy[Event] = st.builds(Opened, st.integers(0, 1))
    return st.tuples(opened, look, looks, again, looks).map(
        lambda one: [[one[0], one[1]], *one[2], one[3], *one[4], [ASKS]]
    )


def _attempt(parts: tuple[Held, Intent, str, Seen]) -> list[Event]:
    held, intent, result, seen = parts
    return [held, intent, *([Outcome(0, result)] if result else []), seen]


def _renamed(parts: tuple[Held, Event, Event]) -> list[Event]:
    """Return a wrong code, another name for the radio, and a look at it."""
    held, concluded, seen = parts
    return [held, Intent(0, "card"), Outcome(0, "wrong"), concluded, seen, ASKS]


def journals() -> st.SearchStrategy[tuple[Record, ...]]:
    """Return arbitrary journals; their tries are numbered in turn."""
    either = st.lists(moves(), max_size=9) | renamings()
    events = either.map(lambda parts: _numbered([one for part in parts for one in part]))
    return st.tuples(events, st.lists(st.sampled_from([0, 60, 1_800, 7_200, 10**6, -7_200]), min_size=1)).map(_timed)


def _timed(parts: tuple[list[Event], list[int]]) -> tuple[Record, ...]:
    """Return the events with those gaps between them in turn, the clock set back now and then."""
    events, gaps = parts
    times = accumulate((gaps[at % len(gaps)] for at in range(len(events))), initial=0)
    timed = enumerate(zip(events, times, strict=False), 1)
    return tuple(Record(at, START + timedelta(seconds=time), event) for at, (event, time) in timed)


def _numbered(events: list[Event]) -> list[Event]:
    tries = 0
    done: list[Event] = []
    for event in events:
        if isinstance(event, Intent):
            tries += 1
            done.append(event._replace(n=tries))
        elif isinstance(event, Outcome):
            done.append(event._replace(intent=tries))
        else:
            done.append(event)
    return done
