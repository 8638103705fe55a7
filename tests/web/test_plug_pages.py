"""The pages of the diagnostic plug: the whole story without a script, what is refused, in both languages."""

from __future__ import annotations

import html
import json
import re
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from headunit.diag.identify import Fault, Identity, Value
from headunit.diag.reset_report import Line
from headunit.diag.servers import DoipServer, Elm327Server
from headunit.diag.tester import Refusal
from headunit.recovery.records import Told
from headunit.web.app import web_app
from headunit.web.door import Door, Word
from headunit.web.headers import CONTENT_POLICY
from headunit.web.plug.desk import KEPT_MS
from headunit.web.plug.session import IDLE_MS
from headunit.web.serve import Idle, Watch
from tests.fewer import A_QUARTER
from tests.web.places import Numbers
from tests.web.plug_bench import FAMILY, PlugBench, a_host, plug_bench
from tests.web.server import Bench
from tests.web.walker import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GERMAN = {"accept-language": "de-DE,de;q=0.9,en;q=0.5"}
HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PlugBench]:
    with plug_bench(tmp_path, ports=("/dev/ttyUSB0", "/dev/ttyUSB1")) as one:
        yield one


def text_of(page: str) -> str:
    """Return what a person reads in the main part of a page."""
    main = re.sub(
        r"<(script|noscript).*?</\1>", " ", page.partition("<main")[2].partition("</main>")[0], flags=re.DOTALL
    )
    return html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", main)))


def wait_for_the_reset(bench: PlugBench) -> str:
    """Wait until the reset that runs is over, and return its page."""
    bench.session.worker.do(lambda: None).result(30)
    answer = bench.client.get(f"{bench.at}/reset")
    assert answer.status_code == 200
    return answer.text


def agree(bench: PlugBench) -> str:
    """Consent to the reset, and return the page of its end."""
    answer = bench.post(f"{bench.at}/reset", standing="yes", reset="yes")
    assert answer.status_code == 303, answer.text
    return wait_for_the_reset(bench)


def test_the_whole_story_with_a_simulated_radio(bench: PlugBench) -> None:
    assert "A simulated radio is there" in bench.open()
    assert "12.80 V measured by the adapter" in text_of(bench.page)
    assert bench.do("identify").status_code == 303
    assert "M123456" in bench.page
    assert "Not told The unit has no such value or routine (requestOutOfRange)" in text_of(bench.page)
    assert bench.do("faults").status_code == 303
    assert "None is stored." in bench.page
    assert "Your consent" in bench.client.get(f"{bench.at}/reset").text
    page = agree(bench)

    assert "Done, and checked" in page
    assert "the radio asks for its code, with 3 tries" in text_of(page)
    assert "Adapter: 12.80 – 12.80 V" in page
    assert "The unit itself: 12.80 – 12.80 V" in page
    assert "Your consent" in bench.client.get(f"{bench.at}/reset?again=yes").text
    assert "See how the reset ended" in bench.page


def test_the_report_is_a_file_with_json_beside_it(bench: PlugBench) -> None:
    bench.open()
    assert bench.client.get(f"{bench.at}/report.html").status_code == 404
    agree(bench)
    page, document = (bench.client.get(f"{bench.at}/report.{kind}") for kind in ("html", "json"))

    assert page.headers["content-disposition"] == 'attachment; filename="reset.html"'
    assert page.headers["content-security-policy"] == CONTENT_POLICY
    assert "<svg" in page.text
    assert document.headers["content-type"] == "application/json"
    told = json.loads(document.text)
    assert (told["format"], told["verdict"]) == ("headunit/diag-reset/1", "done")
    assert bench.client.get(f"{bench.at}/report.exe").status_code == 404


@pytest.mark.parametrize(("volts", "head"), [("12.49", "Refused: nothing was changed"), ("12.50", "Done, and checked")])
def test_the_voltage_decides(bench: PlugBench, volts: str, head: str) -> None:
    page = bench.open(f"twin:{FAMILY}?wrong=6&volts={volts}")
    assert ("nothing can be reset" in page) == (head[0] == "R")

    assert head in agree(bench)


@pytest.mark.parametrize(
    ("story", "head"),
    [("hardened", "Not done: the unit is as it was"), ("article", "The unit needs a workshop")],
)
def test_a_supply_that_sags_is_told_as_it_is(bench: PlugBench, story: str, head: str) -> None:
    with DoipServer(a_host(bench.links, story=story, sag=12.0)) as one:
        bench.open(one.uri)
        page = agree(bench)
        bench.desk.close_all()

    assert head in page


def test_an_open_lock_is_left_alone_and_nothing_was_measured(bench: PlugBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.diag.reset.read_lock", lambda _: None)
    bench.open()
    page = agree(bench)

    assert "Refused: nothing was changed" in page
    assert "The supply, measured" not in page


def test_an_end_that_nobody_knows_says_to_run_it_again(bench: PlugBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.diag.reset_watch.ResetWatch.settled", lambda _: None)
    bench.open()

    assert "Run it again: it looks first" in agree(bench)


@pytest.mark.parametrize("ticks", [{}, {"standing": "yes"}, {"reset": "yes"}, {"standing": "no", "reset": "yes"}])
def test_nothing_is_reset_without_both_ticks(bench: PlugBench, ticks: dict[str, str]) -> None:
    bench.open()
    answer = bench.post(f"{bench.at}/reset", **ticks)

    assert answer.status_code == 422
    assert "tick both boxes first" in answer.text
    assert bench.session.report is None
    assert bench.session.done == 1


def test_a_real_radio_is_only_read_and_the_page_says_why(bench: PlugBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.diag.guarded.twin_family", lambda _: "")
    with Elm327Server(a_host(bench.links)) as one:
        page = bench.open(one.uri)
        assert "Taken for a real radio" in page
        assert "Does the car stand still?" in page
        assert "Who it is" not in page
        for do in ("identify", "faults", "standing"):
            refused = bench.do(do)
            assert refused.status_code == 422
            assert "Nobody confirmed that the car stands still" in refused.text
        assert "data-stamp" in bench.client.get(f"{bench.at}/live").text
        assert bench.do("standing", standing="yes").status_code == 303
        assert "12.80 V measured by the adapter" in text_of(bench.page)
        assert bench.do("identify").status_code == 303
        page = bench.page
        assert "M123456" in page
        assert "No source documents the reset of any real radio" in page
        assert f"{bench.at}/reset" not in page
        for answer in (
            bench.client.get(f"{bench.at}/reset"),
            bench.post(f"{bench.at}/reset", standing="yes", reset="yes"),
        ):
            assert answer.status_code == 422
            assert "No source documents the reset of a real radio" in answer.text
        bench.desk.close_all()


def test_where_nothing_measures_the_voltage_of_a_real_radio_is_not_known(
    bench: PlugBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headunit.diag.guarded.twin_family", lambda _: "")
    with DoipServer(a_host(bench.links)) as one:
        bench.open(one.uri)
        bench.do("standing", standing="yes")
        assert "This link doesn’t measure it." in bench.page
        bench.desk.close_all()


def test_identity_goes_into_the_case_as_evidence(bench: PlugBench) -> None:
    bench.open()
    assert "There is no open case" in bench.do("keep").text
    case_path = path_of(bench.post("/", display="CODE"))
    bench.client.get(case_path)
    assert "The unit told nothing of itself" in bench.do("keep").text
    bench.do("identify")
    assert "Put it into my case" in bench.page
    assert bench.do("keep").status_code == 303
    assert "It is in your case" in bench.page
    case = bench.place.cases.read(case_path.rpartition("/")[2])
    assert Told("plug-unit", "simulated") in [record.event for record in case.records]
    page = bench.client.get(case_path).text
    assert "M123456, TWIN-00001, ZZZTWNNNZ00000001, TWIN-HW-1, as the unit told over its plug" in page
    number = re.search(r'name="number" value="([0-9]+)"', page)
    assert number is not None
    assert bench.post(case_path, key="label", number=number[1], value="plug").status_code == 303
    assert bench.place.cases.read(case.id).told("serial") == "M123456"


def test_what_is_shown_in_digits_is_no_text_of_the_unit(bench: PlugBench) -> None:
    bench.open()
    bench.client.get(path_of(bench.post("/", display="CODE")))
    bench.session.identity = Identity((Value("serial", 0xF18C, "0001", b"\0\1"),))

    assert "The unit told nothing of itself" in bench.do("keep").text


def test_faults_are_told_in_plain_words(bench: PlugBench) -> None:
    bench.open()
    bench.session.faults = (Fault("B1A12-16", 0x9A1216, 9, "failing now, confirmed"), Fault("U0140-00", 1, 0, "stored"))
    told = text_of(bench.page)
    assert "B1A12-16 failing now, confirmed It is about: body and comfort, radios too." in told
    assert "U0140-00 stored It is about: the wires between units." in told
    bench.session.faults = Refusal(0x11)
    assert "Not told: the unit doesn’t know this service (serviceNotSupported)" in text_of(bench.page)


def test_a_value_that_could_not_be_read_says_why(bench: PlugBench) -> None:
    bench.open()
    bench.session.identity = Identity(
        (Value("vin", 0xF190, "", b"", problem="the unit answers differently each time"),)
    )

    assert "The unit answers differently each time" in text_of(bench.page)


def test_what_lasts_is_shown_as_under_way_and_comes_to_its_end(
    bench: PlugBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go = threading.Event(), threading.Event()

    def slow(_job: object, _consent: object) -> None:
        bench.session.lines = (Line(1.5, "the start never arrived, and nothing was changed"),)
        began.set()
        assert go.wait(30)

    monkeypatch.setattr("headunit.web.plug_pages._SETTLE_S", 0.01)
    monkeypatch.setattr("headunit.diag.reset.ResetJob.run", slow)
    bench.open()
    bench.session.opening.result(30)
    assert bench.post(f"{bench.at}/reset", standing="yes", reset="yes").status_code == 303
    assert began.wait(30)
    page, live = bench.client.get(f"{bench.at}/reset").text, bench.client.get(f"{bench.at}/live").text
    assert "The reset is under way" in page
    assert "Look again" in page
    assert "The start never arrived" in live
    assert "Resetting. Leave everything connected" in bench.page
    busy = bench.do("identify")
    assert busy.status_code == 409
    assert "one thing at a time" in busy.text
    assert "one thing at a time" in bench.post("/plug", family=FAMILY).text
    go.set()
    bench.session.worker.do(lambda: None).result(30)
    assert "The reset is under way" not in bench.client.get(f"{bench.at}/reset").text


def test_the_key_that_closes_a_link_waits_for_no_reset(bench: PlugBench, monkeypatch: pytest.MonkeyPatch) -> None:
    began, go = threading.Event(), threading.Event()

    def slow(_job: object, _consent: object) -> None:
        began.set()
        assert go.wait(30)

    monkeypatch.setattr("headunit.web.plug_pages._SETTLE_S", 0.01)
    monkeypatch.setattr("headunit.diag.reset.ResetJob.run", slow)
    bench.open()
    bench.session.opening.result(30)
    session = bench.session
    bench.post(f"{bench.at}/reset", standing="yes", reset="yes")
    assert began.wait(30)
    assert bench.do("close").status_code == 303
    assert (session.ended, session.doing) == (False, "reset")
    assert "The reset is under way" in bench.client.get(f"{bench.at}/reset").text
    go.set()
    session.worker.join()

    assert session.ended


def test_what_nobody_foresaw_is_told_and_not_passed_over(bench: PlugBench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_link: object) -> None:
        message = "odd"
        raise ArithmeticError(message)

    bench.open()
    monkeypatch.setattr("headunit.web.plug.session.identify", broken)
    with pytest.raises(ArithmeticError):
        bench.session.identify().result(30)
    assert "Something went wrong that this program doesn’t know" in text_of(bench.page)


def test_the_live_part_measures_anew_and_is_stamped(bench: PlugBench) -> None:
    bench.open()
    first = bench.client.get(f"{bench.at}/live").text
    bench.do("faults")
    second = bench.client.get(f"{bench.at}/live").text
    stamps = [re.search(r'data-stamp="([^"]+)"', page) for page in (first, second)]

    assert None not in stamps
    assert stamps[0] != stamps[1]
    assert "12.80" in first
    assert bench.client.get("/plug/at/nobody/live").status_code == 404


def test_a_link_is_closed_by_its_key_or_by_being_left(bench: PlugBench) -> None:
    bench.open()
    assert "Back to the open link" in bench.client.get("/plug").text
    first = bench.session
    assert path_of(bench.do("close")) == "/plug"
    assert first.closed
    assert "The link is closed" in bench.page
    assert "Back to the open link" not in bench.client.get("/plug").text
    assert "data-over" in bench.page
    assert "12.80" in bench.client.get(f"{bench.at}/live").text
    reset = bench.client.get(f"{bench.at}/reset")
    assert "Nothing is reset here" in reset.text
    assert "open it again" in reset.text
    bench.open()
    left = bench.session
    bench.clock.ms += IDLE_MS + 1
    left.worker.join()
    assert left.closed


def test_a_link_that_was_left_is_closed_by_the_request_of_anybody(bench: PlugBench) -> None:
    bench.open()
    session = bench.session
    bench.clock.ms += IDLE_MS + 1
    bench.another().get("/settings")
    assert session.closed
    session.worker.join()
    bench.clock.ms += KEPT_MS
    bench.another().get("/settings")

    assert bench.client.get(bench.at).status_code == 404


def test_what_was_read_goes_with_everything(bench: PlugBench) -> None:
    bench.open()
    bench.do("identify")
    assert "Everything is deleted" in bench.post("/settings", sure="yes").text

    assert bench.client.get(bench.at).status_code == 404
    assert "Back to the open link" not in bench.client.get("/plug").text


def test_a_consent_is_good_for_one_reset(bench: PlugBench) -> None:
    bench.open()
    form = bench.client.get(f"{bench.at}/reset").text
    assert "Done, and checked" in agree(bench)
    (turn,) = re.findall('name="turn" value="([^"]*)"', form)
    # As a page that was loaded anew sends it, and a second tab that still shows the form.
    again = bench.post(f"{bench.at}/reset", standing="yes", reset="yes", turn=turn)
    assert (again.status_code, bench.session.doing) == (303, "")
    assert bench.session.resets == 1
    form = bench.client.get(f"{bench.at}/reset?again=yes").text
    (turn,) = re.findall('name="turn" value="([^"]*)"', form)
    assert bench.post(f"{bench.at}/reset", standing="yes", reset="yes", turn=turn).status_code == 303
    wait_for_the_reset(bench)

    assert bench.session.resets == 2


def test_the_journal_of_a_reset_goes_with_everything_once_it_has_an_end(bench: PlugBench, tmp_path: Path) -> None:
    bench.open()
    assert "Done, and checked" in agree(bench)
    (journal,) = tmp_path.glob("*.jsonl")
    whole = journal.read_text()
    journal.write_text(whole[: whole.index('{"event": "END"')])

    refused = bench.post("/settings", sure="yes")
    assert "Not everything could be deleted" in refused.text
    assert "journal of a reset without an end stays" in refused.text
    journal.write_text(whole)
    assert "Everything is deleted" in bench.post("/settings", sure="yes").text
    assert list(tmp_path.iterdir()) == []


def test_behind_the_door_a_link_belongs_to_the_name_that_the_door_gave(bench: PlugBench) -> None:
    word = Word(Numbers(), bench.clock)
    app = web_app(bench.place, ("127.0.0.1",), [Middleware(Door, word=word)])
    phone, other = (TestClient(app, base_url="https://127.0.0.1", follow_redirects=False) for _ in range(2))

    def post(path: str, **fields: str) -> tuple[int, str]:
        token = bench.place.names.token(phone.cookies["__Host-headunit"])
        answer = phone.post(path, data={"token": token, **fields})
        return answer.status_code, answer.headers.get("location", "")

    phone.get("/plug")
    before = phone.cookies["__Host-headunit"]
    assert post("/plug", family=FAMILY)[0] == 403
    assert post("/door", word=word.text)[0] == 303
    status, at = post("/plug", family=FAMILY)
    assert (status, phone.get(at).status_code) == (303, 200)
    other.cookies.set("__Host-headunit", before)

    assert other.get(at).status_code == 403
    assert bench.desk.current(phone.cookies["__Host-headunit"])
    assert not bench.desk.current(before)


def test_the_program_does_not_end_while_a_reset_runs(bench: PlugBench) -> None:
    bench.open()
    used = Idle(bench.clock)
    watch = Watch(used, 60_000, bench.place.sweep, bench.place.busy)
    bench.session.doing = "reset"
    bench.clock.ms += 60_000
    assert watch.left_ms() == 60_000
    bench.session.doing = ""
    bench.clock.ms += 60_000

    assert watch.left_ms() == 0


def test_another_browser_finds_nothing(bench: PlugBench) -> None:
    bench.open()
    other = bench.another()

    for path in ("", "/live", "/reset", "/report.html"):
        assert other.get(bench.at + path).status_code == 404


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"port": "/dev/ttyUSB0"}, "address of the unit is missing"),
        ({"port": "/etc/passwd", "address": "727:72F"}, "is no serial port or CAN adapter"),
        ({"link": "doip://example.org?address=0727"}, "no address in figures of your own network"),
        ({"link": "file:///etc/passwd"}, "there is no link"),
        ({}, "there is no link"),
    ],
)
def test_what_can_t_be_opened_is_told_on_the_form(bench: PlugBench, fields: dict[str, str], told: str) -> None:
    answer = bench.post("/plug", **fields)

    assert answer.status_code == 422
    assert told in text_of(answer.text)
    for value in fields.values():
        assert html.escape(value) in answer.text


def test_a_simulated_radio_that_is_not_there_says_so(bench: PlugBench) -> None:
    page = bench.open("", family="no-such-radio")

    assert "The link could not be opened" in page
    assert "no-such-radio" in page
    assert "Open it again" in page


def test_from_a_phone_little_can_be_opened(tmp_path: Path) -> None:
    named = "doip://127.0.0.1:1?address=0727"
    with plug_bench(tmp_path, ports=("/dev/ttyUSB0",), far=True, offered=(named,)) as phone:
        page = phone.client.get("/plug").text
        assert 'name="link" type="text"' not in page
        assert "From a phone only simulated radios" in page
        assert named.replace("&", "&amp;") in page
        for link in (
            "doip://127.0.0.1:2?address=0727",
            "tcp-lines://192.168.0.1:80",
            "elm327:/dev/ttyUSB9?address=727:72F",
        ):
            refused = phone.post("/plug", link=link)
            assert refused.status_code == 422
            assert "From another device only" in refused.text
        assert "could not be opened" in phone.open(named)
        assert "A simulated radio is there" in phone.open("", family=FAMILY)


def test_without_serial_ports_and_without_the_extra_the_page_says_so(tmp_path: Path) -> None:
    with plug_bench(tmp_path) as bench:
        assert "No serial port is seen" in bench.client.get("/plug").text
    plain = Bench()
    assert "This installation has no diagnostics" in plain.client.get("/plug").text
    assert plain.post("/plug", family=FAMILY).status_code == 422
    assert plain.client.get("/plug/at/x").status_code == 422


def test_the_radio_of_the_case_is_the_one_that_is_offered(bench: PlugBench) -> None:
    case_path = path_of(bench.post("/", display="CODE"))
    bench.client.get(case_path)
    case = bench.place.cases.read(case_path.rpartition("/")[2])
    number = str(case.number)
    bench.post(case_path, key="label", number=number, value="BP5387W1000653")
    family = bench.place.cases.read(case.id).family

    page = bench.client.get("/plug").text
    assert bool(family) == (f'<option value="{family}" selected>' in page)


def test_the_pages_are_german(bench: PlugBench) -> None:
    bench.client.headers.update(GERMAN)
    bench.open(f"twin:{FAMILY}?wrong=6")
    bench.do("identify")
    bench.do("faults")
    pages = [bench.client.get("/plug").text, bench.page, bench.client.get(f"{bench.at}/reset").text, agree(bench)]
    refused = bench.post("/plug", link="doip://example.org?address=0727").text

    for page in (*pages, refused):
        assert 'lang="en"' not in page.replace('<button class="plain" name="lang" value="en" lang="en">', "")
        told = text_of(re.sub("<option.*?</option>", "", page))
        assert not re.search(r"\b(the|and|with|supply|lock|unit)\b", told.replace(FAMILY, "")), told
    assert "Fertig und geprüft" in pages[-1]
    assert "keine Adresse in Ziffern" in refused


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlugBench]:
    with plug_bench(tmp_path_factory.mktemp("plug")) as one:
        yield one


@A_QUARTER
@given(text=st.text(max_size=60))
def test_any_text_in_its_forms_is_answered_and_comes_back_escaped(shared: PlugBench, text: str) -> None:
    typed = text + HOSTILE
    answers = [
        shared.post("/plug", link=typed),
        shared.post("/plug", port=typed, address=typed),
        shared.client.get("/plug/at/" + "x" * 30),
        shared.post("/plug", family=typed),
    ]
    if answers[-1].status_code == 303:
        shared.at = path_of(answers[-1])
        answers += [shared.client.get(shared.at), shared.do(typed, standing=typed)]
        shared.session.worker.join()

    for answer in answers:
        assert answer.status_code < 500
        assert "<script>alert" not in answer.text
        assert HOSTILE not in answer.text
