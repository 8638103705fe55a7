"""Other cases are read once as long as they don't grow, whoever lets them grow, and never from memory alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.recovery.store import MemoryCaseStore
from tests.web.server import Bench
from tests.web.walker import Walker

if TYPE_CHECKING:
    from headunit.recovery.case import Case

SERIAL = "V003098"


class Counting(MemoryCaseStore):
    """Keep cases, and the names of those that were read."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def read(self, case_id: str) -> Case:
        """Return the case, and note it."""
        self.names.append(case_id)
        return super().read(case_id)


@pytest.fixture
def kept() -> Counting:
    return Counting()


@pytest.fixture
def bench(kept: Counting) -> Bench:
    return Bench(store=lambda: kept)


def told(bench: Bench) -> Walker:
    walker = Walker(bench)
    walker.answer(SERIAL)
    return walker


def name_of(walker: Walker) -> str:
    return walker.path.split("/")[2]


def test_a_page_reads_its_own_case_and_no_other_that_has_not_grown(bench: Bench, kept: Counting) -> None:
    others = [name_of(told(bench)) for _ in range(5)]
    walker = told(bench)
    assert walker.page
    assert bench.client.get("/cases").status_code == 200
    kept.names.clear()

    assert walker.page
    assert bench.client.get("/cases").status_code == 200
    assert not {*kept.names} & {*others}


def test_a_case_that_another_program_goes_on_with_is_read_again(bench: Bench, kept: Counting) -> None:
    walker, other = told(bench), told(bench)
    for one in (walker, other):
        one.to("checklist")
    assert "codes were typed there" not in walker.page
    elsewhere = Walker(Bench(store=lambda: kept))
    elsewhere.path = other.path
    elsewhere.to("outcome")
    elsewhere.answer("wrong")

    assert "codes were typed there" in walker.page


def test_a_case_that_was_deleted_counts_no_more(bench: Bench) -> None:
    first = told(bench)
    first.to("outcome")
    first.answer("wrong")
    walker = told(bench)
    walker.to("used")
    assert name_of(first) in walker.page
    bench.place.cases.delete(name_of(first))

    assert name_of(first) not in walker.page


def test_another_case_of_the_same_name_and_length_is_read(bench: Bench, kept: Counting) -> None:
    first = name_of(told(bench))
    walker = told(bench)
    assert walker.page
    bench.clock.ms += 1000
    records = kept.read(first).records
    kept.delete(first)  # by another program
    kept.open_case(first, bench.place.cases.now())
    kept.append(first, 0, records)
    kept.names.clear()

    assert walker.page
    assert first in kept.names
