"""The whole way by forms alone, as without JavaScript: display, label, code, keys, wait, vault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from headunit.errors import ReadFailedError
from headunit.recovery.case import results_of
from headunit.recovery.guard import standing_of
from headunit.recovery.records import Closed, Intent
from headunit.recovery.store.cases import MemoryCaseStore
from headunit.web import cases
from headunit.web.cases import Given
from tests.web.server import Bench
from tests.web.walker import NOTE, NOTE_CODE, WORDS, Walker, path_of

if TYPE_CHECKING:
    from pathlib import Path

    from headunit.recovery.case import Case


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(folder=tmp_path)


def test_one_tap_on_the_first_page_leads_on(bench: Bench) -> None:
    page = bench.client.get("/").text
    values = re.findall(r'class="choice" name="display" value="([^"]*)"', page)

    assert page.index("Stop. Press no more keys") < page.index("<h1")
    assert len(values) == 12
    for value in values:
        assert Walker(bench, value).page


def test_the_whole_way_to_music_and_into_the_vault(bench: Bench) -> None:
    walker = Walker(bench)
    assert walker.answer(NOTE).status_code == 303
    walker.to("legible")
    to_code = walker.answer("yes")
    assert path_of(to_code).endswith("/code")
    page = bench.client.get(path_of(to_code)).text
    assert ", ".join(NOTE_CODE) in page
    assert "Confirmed" in page
    assert "Not known" in page
    walker.to("press")
    assert "From here on it counts as a try" in walker.page
    walker.to("outcome")
    walker.answer("music")
    assert "Write the code down now" in walker.page
    walker.answer("written")
    assert walker.key == "keep"
    kept = walker.answer("vault", passphrase=WORDS, again=WORDS)
    assert kept.status_code == 303
    assert "It plays. The case is closed." in walker.page
    assert NOTE in bench.client.get("/keep").text


def test_the_try_is_written_down_before_the_keys_are_shown(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer(NOTE)
    walker.to("press")
    before = bench.place.cases.read(walker.path.split("/")[2])
    assert before.open_intent is None
    walker.answer("press")

    case = bench.place.cases.read(before.id)
    assert case.open_intent is not None
    assert results_of(case.records) == {}


def test_a_wrong_code_is_counted_and_leads_to_a_running_wait(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer(NOTE)
    walker.to("outcome")
    walker.answer("WAIT 60")
    page = walker.page

    assert walker.key in {"wait", "source"}
    assert "press nothing" in page.casefold()


def test_a_second_answer_to_one_question_changes_nothing(bench: Bench) -> None:
    walker = Walker(bench)
    page = walker.page
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number is not None
    first = bench.post(walker.path, key="label", number=number[1], value=NOTE)
    records = len(bench.place.cases.read(walker.path.split("/")[2]).records)
    again = bench.post(walker.path, key="label", number=number[1], value=NOTE)

    assert first.status_code == 303
    assert again.status_code == 409
    assert "answered already" in again.text
    assert len(bench.place.cases.read(walker.path.split("/")[2]).records) == records


def test_the_case_goes_on_after_a_restart(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer(NOTE)
    walker.to("checklist")
    kept = bench.place.cases.store
    again = Bench(store=lambda: kept)
    page = again.client.get(walker.path)

    assert page.status_code == 200
    assert "Now at the radio" in page.text
    assert ", ".join(NOTE_CODE) in again.client.get(f"{walker.path}/code").text


def test_without_a_label_the_official_way_is_shown_with_a_letter(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("unread")
    walker.answer("none")
    walker.answer("own")
    walker.answer("unknown")
    walker.answer("none")

    assert walker.key == "dealer"
    assert "Request for a radio security code" in walker.page
    walker.answer("answered")
    assert walker.key == "code"
    refused = walker.answer("12")
    assert refused.status_code == 422
    walker.answer("1234")
    assert "1, 2, 3, 4" in bench.client.get(f"{walker.path}/code").text


def test_a_code_that_was_typed_is_gone_after_a_restart(bench: Bench) -> None:
    walker = Walker(bench)
    for said in ("unread", "none", "own", "unknown", "dealer", "answered", "1234"):
        walker.answer(said)
    kept = bench.place.cases.store
    page = Bench(store=lambda: kept).client.get(f"{walker.path}/code")

    assert page.status_code == 200
    assert "1, 2, 3, 4" in bench.client.get(f"{walker.path}/code").text
    assert "1, 2, 3, 4" not in page.text


def test_the_codes_of_many_cases_are_kept_and_the_oldest_goes_first(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "_MOST_REMEMBERED", 2)
    walkers = [Walker(bench) for _ in range(3)]
    for walker in walkers:
        for said in ("unread", "none", "own", "unknown", "dealer", "answered", "1234"):
            walker.answer(said)
    shown = ["1, 2, 3, 4" in bench.client.get(f"{walker.path}/code").text for walker in walkers]

    assert shown == [False, True, True]


def test_a_stop_leads_to_the_cases(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer(NOTE)
    walker.to("press")

    assert path_of(walker.answer("stop")) == "/cases"


@pytest.mark.parametrize("display", ["", "5"])
def test_what_is_no_display_begins_no_case(bench: Bench, display: str) -> None:
    answer = bench.post("/", display=display)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert bench.place.cases.heads() == ()


def test_the_first_page_leads_back_to_the_open_case_while_it_is_there(bench: Bench) -> None:
    walker = Walker(bench)
    assert walker.page
    assert walker.path in bench.client.get("/").text
    assert walker.path in bench.client.get("/rehearse/").text
    bench.place.cases.delete(walker.path.split("/")[2])

    assert bench.client.get("/").status_code == 200
    assert walker.path not in bench.client.get("/").text


def test_a_case_never_takes_the_name_of_another() -> None:
    kept = MemoryCaseStore()
    first = Walker(Bench(store=lambda: kept))  # each bench begins to count its random bytes anew
    second = Walker(Bench(store=lambda: kept))

    assert first.path != second.path
    assert len(kept.heads()) == 2


def test_a_look_at_the_display_is_open_from_everywhere(bench: Bench) -> None:
    walker = Walker(bench)
    answer = bench.post(f"{walker.path}/display", value="WAIT 60")

    assert "What does it show now?" in bench.client.get(f"{walker.path}/display").text
    assert answer.status_code == 303
    assert bench.place.cases.read(walker.path.split("/")[2]).last_seen.text == "WAIT 60"  # type: ignore[union-attr]
    assert bench.post(f"{walker.path}/display", value="").status_code == 422


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SJNFBAJ10U1234567", "That is your car’s VIN"),
        (NOTE, "That is the radio’s serial"),
        ("50700012", "the same on many radios"),
        ("BP5387W1O00653", "Is it a letter or a digit?"),
        ("XK2200184417A9", "Not known"),
        ("Code: 5321", "That looks like the code itself"),
        ("precode V003", "That is the radio’s precode"),
        ("", ""),
    ],
)
def test_a_number_is_told_while_it_is_typed(bench: Bench, text: str, told: str) -> None:
    assert told in bench.post("/read", text=text).text


def test_cases_are_listed_noted_printed_and_deleted(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer(NOTE)
    case = walker.path.split("/")[2]

    assert case in bench.client.get("/cases").text
    bench.post(f"/cases/{case}/note", text="code is 4711")
    record = bench.client.get(f"/cases/{case}").text
    assert "4711" not in record
    assert "code is ####" in record
    assert bench.post(f"/cases/{case}/note", text=" ").status_code == 422
    assert "Garage Muster" not in bench.client.get(f"/cases/{case}/sheet").text
    sheet = bench.post(f"/cases/{case}/sheet", workshop="Garage Muster\nAm Weg 1")
    assert "Garage Muster" in sheet.text
    assert NOTE_CODE not in sheet.text
    assert bench.post(f"/cases/{case}/delete").status_code == 422
    assert bench.post(f"/cases/{case}/delete", sure="yes").status_code == 303
    assert bench.client.get(f"/cases/{case}").status_code == 404


def test_a_case_is_closed_once(bench: Bench) -> None:
    case = Walker(bench).path.split("/")[2]
    closed = [bench.post(f"/cases/{case}/close") for _ in range(2)]

    assert [path_of(answer) for answer in closed] == [f"/cases/{case}"] * 2
    assert "Ended without music" in bench.client.get(f"/cases/{case}").text
    assert sum(isinstance(record.event, Closed) for record in bench.place.cases.read(case).records) == 1


def test_the_keys_are_shown_one_by_one_where_a_plan_is_known(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("V003098")
    walker.to("press")
    walker.answer("press")
    page = walker.page

    assert "Press these keys" in page
    assert page.count("data-step>") > 4
    assert '<kbd class="k">' in page


def test_after_a_restart_the_keys_of_a_try_are_not_shown_again(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("V003098")
    walker.to("press")
    walker.answer("press")
    kept = bench.place.cases.store
    page = Bench(store=lambda: kept).client.get(walker.path).text

    assert "Press these keys" in walker.page
    assert "Press these keys" not in page
    assert "press nothing more" in page


def test_an_earlier_case_of_the_same_radio_counts_here_too(bench: Bench) -> None:
    first = Walker(bench)
    first.answer("V003098")
    first.to("outcome")
    first.answer("wrong")
    again = Walker(bench)
    again.answer("V003098")

    again.to("used")

    assert f"Case {first.path.split('/')[2]} is of the same serial" in again.page
    again.answer("0")
    assert counted(again) == 1


def test_a_try_in_another_case_is_counted_or_leads_there(bench: Bench) -> None:
    first, again = Walker(bench), Walker(bench)
    for one in (first, again):
        one.answer("V003098")
        one.to("checklist")
    first.to("outcome")
    first.answer("wrong")

    there = f"/case/{first.path.split('/')[2]}"
    assert "codes were typed there" in again.page
    assert "headunit recover" not in again.page
    assert path_of(again.answer("there")) == there
    assert counted(again) == 0
    again.answer("here")
    assert counted(again) == 1
    assert "codes were typed there" not in again.page


def test_a_try_that_another_case_makes_meanwhile_is_counted_before_the_own_one() -> None:
    kept = MemoryCaseStore()
    bench = Bench(store=lambda: kept)
    first, again = Walker(bench), Walker(bench)
    for one in (first, again):
        one.answer("V003098")
        one.to("press")
    case = bench.place.cases.read(again.path.split("/")[2])
    known = bench.place.cases.known(case)
    first.answer("press")
    taken = bench.place.cases.take(case, Given("press", case.number, "press"), known)

    assert taken.case.open_intent is None
    assert counted(again) == 1
    assert not any(isinstance(record.event, Intent) for record in taken.case.records)


def test_an_earlier_answer_is_changed_on_the_way_back(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("V003098")
    walker.to("checklist")
    assert "Change an earlier answer" in walker.page
    code = f"{walker.path}/code"
    assert bench.client.get(code).status_code == 200

    walker.answer("back")
    assert walker.key == "change"
    assert "Change an earlier answer" not in walker.page
    walker.answer("serial")

    assert walker.key == "serial"
    assert bench.client.get(code).status_code == 303
    walker.answer("V003099")
    walker.to("checklist")
    assert bench.client.get(code).status_code == 200


def test_a_character_in_doubt_is_asked_for(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("V003098")
    walker.to("legible")
    walker.answer("no")
    assert walker.key == "doubt"
    assert "V 0 0 3 0 9 8" in walker.page
    assert walker.answer("V00309").status_code == 422
    walker.answer("V00309?")
    assert walker.key == "reading"
    walker.answer("3")

    assert "One wrong character gives another code" in bench.client.get(f"{walker.path}/code").text


def test_a_case_that_cannot_be_read_is_listed_and_deleted() -> None:
    kept = Damaged()
    bench = Bench(store=lambda: kept)
    damaged, walker = Walker(bench), Walker(bench)
    kept.damaged = damaged.path.split("/")[2]
    assert bench.client.get(damaged.path).status_code == 503
    walker.answer("V003098")
    walker.to("used")
    assert f"Case {kept.damaged} can’t be read" in walker.page

    listed = bench.client.get("/cases").text
    assert "It can’t be read" in listed
    assert walker.path.split("/")[2] in listed
    gone = kept.damaged
    assert bench.post(f"/cases/{gone}/delete", sure="yes").status_code == 303
    assert gone not in bench.client.get("/cases").text


class Damaged(MemoryCaseStore):
    """Keep cases, one of which can't be read."""

    damaged = ""

    def read(self, case_id: str) -> Case:
        """Return the case, unless it is the damaged one."""
        if case_id == self.damaged:
            raise ReadFailedError("case-damaged", f"the case {case_id} is damaged", value=case_id)
        return super().read(case_id)

    def delete(self, case_id: str) -> None:
        """Forget the case, which nobody has to read for it."""
        self.damaged = ""
        super().delete(case_id)


def counted(walker: Walker) -> int:
    """Return the wrong codes that the case counts."""
    kept = walker.bench.place.cases
    case = kept.read(walker.path.split("/")[2])
    return standing_of(case, kept.known(case)).tally.used
