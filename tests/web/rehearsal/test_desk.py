"""The desk keeps a bounded number of rehearsals, and none for ever."""

from __future__ import annotations

from itertools import count

from headunit.web.rehearsal import Desk
from tests.web.fronts import HONDA, session_for


class Hands:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.ms = 0.0

    def now_ms(self) -> float:
        return self.ms


def desk(clock: Hands, most: int = 2) -> Desk:
    names = count(1)
    return Desk(lambda: f"name {next(names)}", clock.now_ms, most=most, idle_ms=1000)


def test_a_session_is_found_by_its_name() -> None:
    kept, session = desk(Hands()), session_for(HONDA)
    name = kept.put(session)

    assert kept.find(name) is session
    assert kept.find("another") is None
    assert len(kept) == 1


def test_the_one_unused_longest_goes_first() -> None:
    kept = desk(Hands())
    first, second = kept.put(session_for(HONDA)), kept.put(session_for(HONDA))
    kept.find(first)
    kept.put(session_for(HONDA))

    assert kept.find(first) is not None
    assert kept.find(second) is None
    assert len(kept) == 2


def test_a_session_that_lies_idle_is_gone_and_one_in_use_is_not() -> None:
    clock = Hands()
    kept = desk(clock)
    used, idle = kept.put(session_for(HONDA)), kept.put(session_for(HONDA))
    clock.ms = 999
    assert kept.find(used) is not None
    clock.ms = 1000

    assert kept.find(idle) is None
    assert kept.find(used) is not None
    clock.ms = 2000
    assert len(kept) == 0
