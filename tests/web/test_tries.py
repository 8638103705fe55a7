"""No page shows more tries, or permits more, than the engine does, whatever the other cases of the radio say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from headunit.errors import ReadFailedError
from headunit.recovery.records import Concluded, Opened, Seen
from headunit.recovery.store.cases import MemoryCaseStore
from headunit.web.case_view import binnacle
from tests.web.server import Bench
from tests.web.walker import NOTE, Walker, path_of

if TYPE_CHECKING:
    from headunit.recovery.case import Case

MAY_TRY = "One try, then look"
NOT_NOW = "Don’t type it now"


def case_id(walker: Walker) -> str:
    return walker.path.split("/")[2]


def pages_of(walker: Walker) -> dict[str, str]:
    """Return the pages of a case that tell of tries."""
    paths = (walker.path, f"{walker.path}/code", f"{walker.path}/display")
    return {path: walker.bench.client.get(path).text for path in (*paths, f"/cases/{case_id(walker)}")}


def tries_left(page: str) -> str:
    found = re.search(r'aria-label="(\d+) tr(?:y|ies) left"', page)
    return found[1] if found else "not known"


def at_press(bench: Bench) -> Walker:
    walker = Walker(bench)
    walker.answer(NOTE)
    walker.to("press")
    return walker


def test_a_wrong_code_of_another_case_is_counted_on_every_page() -> None:
    bench = Bench()
    first = at_press(bench)
    code = f"{first.path}/code"
    assert (tries_left(first.page), MAY_TRY in bench.client.get(code).text) == ("3", True)
    other = at_press(bench)
    other.answer("press")
    other.answer("wrong")
    pages = pages_of(first)

    assert first.key == "newer"
    for path, page in pages.items():
        assert "tries are left" not in page, path
    assert [tries_left(page) for page in list(pages.values())[:3]] == ["2", "2", "2"]
    assert (MAY_TRY in pages[code], NOT_NOW in pages[code]) == (False, True)
    assert "codes were typed there" in pages[f"/cases/{case_id(first)}"]


def test_once_the_other_case_is_counted_the_way_goes_on() -> None:
    bench = Bench()
    first = at_press(bench)
    other = at_press(bench)
    other.answer("press")
    other.answer("wrong")
    first.answer("here")
    page = bench.client.get(f"{first.path}/code").text

    assert tries_left(page) == "2"
    assert NOT_NOW not in page


def test_tries_told_to_another_case_are_not_permitted_here() -> None:
    bench = Bench()
    first = at_press(bench)
    other = Walker(bench)
    other.answer(NOTE)
    other.to("used")
    other.answer("2")
    page = bench.client.get(f"{first.path}/code").text

    assert tries_left(page) == "1"
    assert (MAY_TRY in page, NOT_NOW in page) == (False, True)


class Damaged(MemoryCaseStore):
    """Keep cases, one of which can't be read."""

    damaged = ""

    def read(self, case_id: str) -> Case:
        """Return the case, unless it is the damaged one."""
        if case_id == self.damaged:
            raise ReadFailedError("case-damaged", f"the case {case_id} is damaged", value=case_id)
        return super().read(case_id)


def test_a_case_that_cannot_be_read_makes_the_tries_unknown() -> None:
    kept = Damaged()
    bench = Bench(store=lambda: kept)
    walker, damaged = at_press(bench), Walker(bench)
    kept.damaged = case_id(damaged)
    pages = pages_of(walker)

    assert {tries_left(page) for page in pages.values()} == {"not known"}
    assert MAY_TRY not in pages[f"{walker.path}/code"]


def test_the_code_is_not_to_be_typed_while_nobody_said_what_came_of_a_try() -> None:
    bench = Bench()
    walker = at_press(bench)
    walker.answer("press")
    pages = pages_of(walker)

    for path in (f"{walker.path}/code", f"/cases/{case_id(walker)}"):
        assert "nobody has said yet what came of it" in pages[path]
        assert "Find the code first" not in pages[path]
        assert MAY_TRY not in pages[path]


def test_where_a_question_comes_first_the_code_page_says_so() -> None:
    bench = Bench()
    walker = at_press(bench)
    walker.answer("back")
    page = bench.client.get(f"{walker.path}/code").text

    assert "A question comes first" in page
    assert MAY_TRY not in page


def test_the_code_of_a_closed_case_is_not_to_be_typed() -> None:
    bench = Bench()
    walker = at_press(bench)
    bench.post(f"/cases/{case_id(walker)}/close")
    page = bench.client.get(f"{walker.path}/code").text

    assert "The case is closed" in page
    assert MAY_TRY not in page
    assert NOT_NOW not in page


def test_a_code_that_was_tried_is_not_offered_again() -> None:
    bench = Bench()
    walker = at_press(bench)
    walker.answer("press")
    walker.answer("wrong")

    assert "This code was tried already" in bench.client.get(f"{walker.path}/code").text


def test_the_display_is_looked_at_first_where_the_guard_wants_it() -> None:
    bench = Bench()
    walker = at_press(bench)
    bench.post(f"{walker.path}/display", value="odd text")

    assert "Look at the display first" in bench.client.get(f"{walker.path}/code").text


def test_more_tries_than_the_picture_has_bars_are_told_in_full() -> None:
    bench = Bench()
    walker = Walker(bench)
    cases = bench.place.cases
    case = cases.write(cases.read(case_id(walker)), Concluded("honda-5key", "person"))
    cases.write(case, Opened(0))
    page = walker.page

    assert binnacle(cases.read(case.id), cases.known(case)).left == 10
    assert tries_left(page) == "10"
    assert page.count("<i></i>") == 6


@pytest.mark.parametrize("value", ["CODE", "music"])
def test_nothing_is_written_behind_the_end_of_a_case(value: str) -> None:
    bench = Bench()
    walker = at_press(bench)
    bench.post(f"/cases/{case_id(walker)}/close")
    before = bench.place.cases.read(case_id(walker)).number
    answer = bench.post(f"{walker.path}/display", value=value)

    assert (answer.status_code, path_of(answer)) == (303, walker.path)
    assert path_of(bench.client.get(f"{walker.path}/display")) == walker.path
    assert bench.place.cases.read(case_id(walker)).number == before


def test_a_look_is_written_while_the_case_is_open() -> None:
    bench = Bench()
    walker = Walker(bench)
    bench.post(f"{walker.path}/display", value="SAFE")

    assert isinstance(bench.place.cases.read(case_id(walker)).records[-1].event, Seen)
