"""The page of a wait: a clock where sources say how long it takes, none where nobody knows, and what interrupts it."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from headunit.recovery.records import Concluded, WaitStarted
from headunit.web.app import web_app
from headunit.web.serve import Idle, watching
from tests.web.server import Bench
from tests.web.walker import NOTE, Walker

HOUR_S = 3600


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


def left_s(walker: Walker) -> int:
    """Return the seconds that the page says are left, by the clock of the server."""
    found = re.search(r'data-left-s="(\d+)"', walker.page)
    assert found is not None
    return int(found[1])


def left(walker: Walker) -> str:
    found = re.search(r"data-left-text>(\d+)<", walker.page)
    assert found is not None
    return found[1]


def test_the_clock_shows_what_is_left(walker: Walker) -> None:
    assert (left_s(walker), left(walker)) == (HOUR_S, "60")
    walker.bench.clock.ms += 10 * 60_000
    assert (left_s(walker), left(walker)) == (HOUR_S - 600, "50")
    walker.bench.clock.ms += HOUR_S * 1000
    assert left(walker) == "0"


def test_a_wait_that_was_interrupted_stands_still_and_starts_again(walker: Walker) -> None:
    walker.bench.clock.ms += 30 * 60_000
    walker.answer("was-off")
    assert "The wait stands still" in walker.page
    assert "data-left-s" not in walker.page
    walker.answer("on-again")

    assert "The wait stands still" not in walker.page
    assert left(walker) == "60"


def test_where_nobody_knows_how_long_it_takes_there_is_no_clock() -> None:
    walker = Walker(Bench(), "WAIT")
    walker.answer(NOTE)
    walker.to("wait")

    assert "Nobody knows how long it takes" in walker.page
    assert "data-left-s" not in walker.page


def test_the_program_stays_until_a_wait_that_is_shown_is_over(walker: Walker) -> None:
    used = Idle(walker.bench.clock)
    client = TestClient(web_app(walker.bench.place, inside=[watching(used)]), base_url="http://127.0.0.1")
    half = 1000 * HOUR_S // 2
    assert used.left_ms(half) == half
    assert client.get("/settings").status_code == 200
    assert used.left_ms(half) == half

    assert client.get(walker.path).status_code == 200
    assert used.left_ms(half) == 1000 * HOUR_S + 10 * 60_000
    walker.bench.clock.ms += 1000 * HOUR_S
    assert used.left_ms(half) == 10 * 60_000


def test_the_longest_wait_keeps_the_program_for_two_hours() -> None:
    clock = Bench().clock
    used = Idle(clock)
    used.stay(24_000 * HOUR_S)

    assert used.left_ms(1) == 2_000 * HOUR_S
