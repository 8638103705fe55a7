"""Forms that are sent twice, late, or from another browser: a try is counted once, and its keys have one reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from headunit.recovery.records import Intent, Outcome
from tests.web.server import HOST, Bench
from tests.web.walker import WORDS, Walker, path_of

if TYPE_CHECKING:
    from pathlib import Path

KEYS = "Press these keys"
FOLDED = "Did you press any of these keys already?"
SERIAL = "V003098"
"""A made-up serial of a Ford radio, whose keys are known."""


def case_id(walker: Walker) -> str:
    return walker.path.split("/")[2]


def at(bench: Bench, key: str) -> Walker:
    walker = Walker(bench)
    walker.answer(SERIAL)
    walker.to(key)
    return walker


def number_of(page: str) -> str:
    found = re.search(r'name="number" value="(\d+)"', page)
    assert found is not None
    return found[1]


def tries(walker: Walker) -> int:
    records = walker.bench.place.cases.read(case_id(walker)).records
    return sum(isinstance(record.event, Intent) for record in records)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_second_tap_on_begin_says_that_the_try_counts_once(bench: Bench) -> None:
    walker = at(bench, "press")
    number = number_of(walker.page)
    first = bench.post(walker.path, key="press", number=number, value="press")
    second = bench.post(walker.path, key="press", number=number, value="press")

    assert (first.status_code, second.status_code) == (303, 409)
    assert "counts once" in second.text
    assert "nothing was written" not in second.text
    assert KEYS in second.text
    assert tries(walker) == 1


def test_a_remark_in_another_tab_does_not_make_an_answer_too_late(bench: Bench) -> None:
    walker = at(bench, "press")
    for key, value, event in (("press", "press", Intent), ("outcome", "music", Outcome)):
        number = number_of(walker.page)
        bench.post(f"/cases/{case_id(walker)}/note", text="hello")
        assert bench.post(walker.path, key=key, number=number, value=value).status_code == 303
        assert bench.place.cases.read(case_id(walker)).last(event)


def test_a_look_in_another_tab_does_not_make_the_outcome_too_late(bench: Bench) -> None:
    walker = at(bench, "outcome")
    number = number_of(walker.page)
    bench.post(f"{walker.path}/display", value="CODE")

    assert bench.post(walker.path, key="outcome", number=number, value="wrong").status_code == 303


def test_an_answer_to_a_page_that_the_case_left_behind_is_not_written(bench: Bench) -> None:
    walker = at(bench, "press")
    number = number_of(walker.page)
    bench.post(f"{walker.path}/display", value="CODE")
    walker.to("press")
    late = bench.post(walker.path, key="press", number=number, value="press")

    assert late.status_code == 409
    assert "The case went on since that page was opened" in late.text
    assert "answered already" not in late.text
    assert tries(walker) == 0


def test_the_keys_of_a_try_are_for_the_browser_that_wrote_it_down(bench: Bench) -> None:
    walker = at(bench, "press")
    walker.answer("press")
    theirs = TestClient(bench.client.app, base_url=f"http://{HOST}").get(walker.path).text

    assert KEYS not in theirs
    assert "data-step>" not in theirs
    assert "press nothing more" in theirs
    assert KEYS in walker.page


def test_a_second_showing_of_the_keys_asks_first(bench: Bench) -> None:
    walker = at(bench, "press")
    walker.answer("press")
    once, twice = walker.page, walker.page
    bench.post(walker.path, key="outcome", number=number_of(twice), value="")
    again = walker.page

    assert (KEYS in once, FOLDED in once) == (True, False)
    for page in (twice, again):
        assert (KEYS in page, FOLDED in page) == (False, True)
        assert page.index("<details") < page.index("data-step>") < page.rindex("</details>")


def test_where_the_steps_stand_is_kept_for_the_try_not_for_the_record(bench: Bench) -> None:
    walker = at(bench, "outcome")
    bench.post(f"/cases/{case_id(walker)}/note", text="hello")

    assert f'data-steps="{case_id(walker)}-1"' in walker.page


def test_what_to_mind_stands_before_the_first_key(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("Nissan Qashqai audio 2012")
    for value in {"family": "nissan-qashqai-j10-audio-2012"}.values():
        if walker.key == "family":
            walker.answer(value)
    while walker.key != "outcome":
        said = {"whose": "own", "used": "0", "source": "card", "code": "2540", "serial": "unread", "panel": "usual"}
        assert walker.answer(said.get(walker.key) or walker.first_choice).status_code == 303
    page = walker.page

    assert page.index("Please mind") < page.index("data-step>")
    assert re.search(r"<details class=\"sect minds\"><summary>.*?[2-9] things to mind</summary>", page, re.DOTALL)


def test_a_code_that_was_told_is_forgotten_with_the_end_of_the_case(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("unread")
    for said in ("none", "own", "unknown", "none", "answered", "1234"):
        walker.answer(said)
    code = f"{walker.path}/code"
    assert "1, 2, 3, 4" in bench.client.get(code).text
    bench.post(f"/cases/{case_id(walker)}/close")

    assert "1, 2, 3, 4" not in bench.client.get(code).text


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("Mercedes Becker", "12345", "What form this radio’s code has is not known."),
        ("Nissan Qashqai audio 2012", "2540", "It has the form that this radio wants."),
        ("", "1234", ""),
    ],
)
def test_a_code_is_said_to_fit_only_where_its_form_is_known(bench: Bench, name: str, code: str, told: str) -> None:
    walker = Walker(bench)
    walker.answer(name or "unread")
    known = {"family": {"Mercedes Becker": "mercedes-becker"}.get(name, "nissan-qashqai-j10-audio-2012")}
    said = {"car": "none", "whose": "own", "used": "0", "source": "card", "code": code, **(known if name else {})}
    while bench.client.get(f"{walker.path}/code").status_code != 200:
        assert walker.answer(said.get(walker.key) or walker.first_choice).status_code == 303
    page = bench.client.get(f"{walker.path}/code").text

    assert ", ".join(code) in page
    for text in ("It has the form", "What form this radio’s code has", "It does not have the form"):
        assert (text in page) == told.startswith(text)


def test_a_double_click_on_the_first_page_begins_one_case(bench: Bench) -> None:
    page = bench.client.get("/").text
    mark = re.findall(r'name="once" value="([^"]+)"', page)
    first = bench.post("/", display="CODE", once=mark[0])
    second = bench.post("/", display="CODE", once=mark[0])
    other = bench.post("/", display="SAFE", once=mark[0])
    later = bench.post("/", display="CODE", once="of another page")

    assert len(set(mark)) == 1
    assert path_of(first) == path_of(second)
    assert len({path_of(one) for one in (first, other, later)}) == 3
    assert len(bench.place.cases.heads()) == 3


def test_a_case_that_was_deleted_is_begun_anew(bench: Bench) -> None:
    first = bench.post("/", display="CODE", once="mark")
    bench.post(f"/cases/{path_of(first).split('/')[2]}/delete", sure="yes")

    assert path_of(bench.post("/", display="CODE", once="mark")) != path_of(first)


def test_only_so_many_marks_are_remembered(bench: Bench) -> None:
    first = bench.post("/", display="CODE", once="mark 0")
    for at_ in range(1, 65):
        bench.place.cases.begin("CODE", f"mark {at_}")

    assert path_of(bench.post("/", display="CODE", once="mark 0")) != path_of(first)


def test_a_code_that_is_sent_twice_is_kept_once(tmp_path: Path) -> None:
    bench = Bench(folder=tmp_path)
    bench.post("/keep", do="new", passphrase=WORDS, again=WORDS)
    form = {"name": "Fiesta", "code": "1234", "source": "card", "serial": SERIAL}
    first, second = bench.post("/keep/add", **form), bench.post("/keep/add", **form)
    other = bench.post("/keep/add", **{**form, "code": "4321"})

    assert (first.status_code, second.status_code, other.status_code) == (303, 409, 303)
    assert "kept already" in second.text
    assert bench.client.get("/keep").text.count('value="remove"') == 2
