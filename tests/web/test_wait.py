"""The page of a wait: a clock where sources say how long it takes, none where nobody knows, and what interrupts it."""

from __future__ import annotations

import re

import pytest

from headunit.recovery.records import Concluded, WaitStarted
from tests.web.places import START
from tests.web.server import Bench
from tests.web.walker import NOTE, Walker

HOUR_MS = 3_600_000


@pytest.fixture
def walker() -> Walker:
    """Walk to a wait of an hour that begins now, at a radio of which sources say what its wait needs."""
    walker = Walker(Bench(), "SAFE")
    cases, name = walker.bench.place.cases, walker.path.split("/")[2]
    cases.write(cases.read(name), Concluded("vw-premium-5-delco", "person"))
    for said in ("own", "0"):
        walker.answer(said)
    walker.bench.post(f"{walker.path}/display", value="2 SAFE")
    cases.write(cases.read(name), WaitStarted())
    for said in ("card", "1234"):
        walker.answer(said)
    assert walker.key == "wait"
    return walker


def due_ms(walker: Walker) -> float:
    """Return when the page says that a look is worth while, in ms of the clock of the test."""
    found = re.search(r'data-due-ms="(\d+)"', walker.page)
    assert found is not None
    return int(found[1]) - START.timestamp() * 1000


def left(walker: Walker) -> str:
    found = re.search(r"data-left-text>(\d+)<", walker.page)
    assert found is not None
    return found[1]


def test_the_clock_shows_what_is_left(walker: Walker) -> None:
    begun = walker.bench.clock.ms

    assert (due_ms(walker), left(walker)) == (begun + HOUR_MS, "60")
    walker.bench.clock.ms += 10 * 60_000
    assert (due_ms(walker), left(walker)) == (begun + HOUR_MS, "50")
    walker.bench.clock.ms += HOUR_MS
    assert left(walker) == "0"


def test_a_wait_that_was_interrupted_stands_still_and_starts_again(walker: Walker) -> None:
    walker.bench.clock.ms += 30 * 60_000
    walker.answer("was-off")
    assert "The wait stands still" in walker.page
    assert "data-due-ms" not in walker.page
    walker.answer("on-again")

    assert "The wait stands still" not in walker.page
    assert left(walker) == "60"


def test_where_nobody_knows_how_long_it_takes_there_is_no_clock() -> None:
    walker = Walker(Bench(), "WAIT")
    walker.answer(NOTE)
    walker.to("wait")

    assert "Nobody knows how long it takes" in walker.page
    assert "data-due-ms" not in walker.page
