"""Other cases are read once as long as they don't grow, whoever lets them grow, and never from memory alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.errors import ReadFailedError
from headunit.recovery.guard import standing_of
from headunit.recovery.store.cases import MemoryCaseStore
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


class Broken(MemoryCaseStore):
    """Keep cases, of which one can't be read."""

    name = ""

    def read(self, case_id: str) -> Case:
        """Return the case, or fail."""
        if case_id == self.name:
            raise ReadFailedError("case-damaged", f"the case {case_id} can't be read", next_step="delete it")
        return super().read(case_id)

    def delete(self, case_id: str) -> None:
        """Delete the case without a look into it."""
        self.name = ""
        super().delete(case_id)


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


def test_what_a_deleted_case_counted_counts_in_the_others_of_its_radio(bench: Bench) -> None:
    kept, gone = told(bench), told(bench)
    kept.to("press")
    gone.to("outcome")
    gone.answer("wrong")
    assert bench.post(f"/cases/{name_of(gone)}/delete", sure="yes").status_code == 303

    assert standing_of(bench.place.cases.read(name_of(kept)), bench.place.known).tally.used == 1


def test_of_a_case_that_cannot_be_read_nothing_is_handed_over() -> None:
    broken = Broken()
    bench = Bench(store=lambda: broken)
    walker = told(bench)
    broken.name = name_of(told(bench))

    assert bench.post(f"/cases/{broken.name}/delete", sure="yes").status_code == 303
    assert bench.client.get(walker.path).status_code == 200
