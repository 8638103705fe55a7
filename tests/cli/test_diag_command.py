"""``diag``: what is read, what is refused before anything is sent, and a reset with its report."""

from __future__ import annotations

import json
import signal
import sys
from html import unescape
from typing import TYPE_CHECKING

import click
import pytest

from headunit.cli import diag_reset
from headunit.diag.host import EcuHost
from headunit.diag.servers import DoipServer, TcpLinesServer
from headunit.diag.tester import Refusal
from tests.cli.diag_clock import jumping
from tests.diag.setups import locked_unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.runner import Runner

__all__ = ["jumping"]

TWIN = "twin:nissan-qashqai-j10-article"
FAMILY = "nissan-qashqai-j10-article"
pytestmark = pytest.mark.usefixtures("jumping")


def test_links_are_named_with_what_they_need(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("diag", "links")
    assert told.status == 0
    assert "elm327:/dev/ttyUSB0?address=727:72F" in told.words
    assert "untested with a real one" in told.words
    document = run("diag", "links", "--json").document
    assert [link["scheme"] for link in document["links"]] == ["twin", "can", "elm327", "doip", "tcp-lines"]
    assert all(link["ready"] for link in document["links"])
    monkeypatch.setattr("headunit.cli.diag.find_spec", lambda _: None)
    assert "headunit[obd]" in run("diag", "links").out


def test_without_the_library_no_serial_ports_are_seen(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "serial.tools.list_ports", None)
    assert "none seen" in run("diag", "links").out
    assert run("diag", "links", "--json").document["serial_ports"] == []


def test_a_probe_tells_adapter_voltage_and_that_the_unit_is_simulated(run: Runner) -> None:
    told = run("diag", "probe", "--link", f"{TWIN}?volts=12.6")
    assert told.status == 0
    assert "12.60 V" in told.out
    assert f"simulated: {FAMILY}" in told.out
    document = run("diag", "probe", "--link", TWIN, "--json").document
    assert (document["twin"], document["volts"], document["link"]["scheme"]) == (FAMILY, 12.8, "twin")


def test_a_link_that_measures_nothing_says_so(run: Runner) -> None:
    with TcpLinesServer(EcuHost(locked_unit())) as server:
        told = run("diag", "probe", "--link", server.uri)
        assert "not measured by this link" in told.words
        assert run("diag", "probe", "--link", server.uri, "--json").document["volts"] is None


def test_who_a_unit_is_is_shown_with_what_it_refuses(run: Runner) -> None:
    told = run("diag", "identify", "--link", TWIN)
    assert told.status == 0
    assert "Read from a simulated unit" in told.out
    assert "ZZZTWNNNZ00000001" in told.out
    assert "requestOutOfRange" in told.words
    document = run("diag", "identify", "--link", TWIN, "--json").document
    assert document["complete"]
    values = {value["name"]: value for value in document["values"]}
    assert values["serial"]["text"] == "M123456"
    assert values["system_name"]["refused"] == "31"


def test_an_unsteady_value_is_told_and_the_status_says_try_again(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    count = iter(range(10_000))
    monkeypatch.setattr("headunit.diag.tester.Tester.read", lambda _, did: bytes((did & 0xFF, next(count) & 0xFF)))
    told = run("diag", "identify", "--link", TWIN)
    assert told.status == 75
    assert "differently each time" in told.words


def test_stored_faults_are_listed_or_there_are_none(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("diag", "faults", "--link", TWIN)
    assert (told.status, "none" in told.out) == (0, True)
    monkeypatch.setattr("headunit.diag.tester.Tester.faults", lambda _: ((0x9A1216, 0x08),))
    assert "B1A12-16" in run("diag", "faults", "--link", TWIN).out
    faults = run("diag", "faults", "--link", TWIN, "--json").document["faults"]
    assert faults == [{"code": "B1A12-16", "status": "08", "words": "confirmed"}]


def test_a_unit_that_refuses_its_faults_is_an_answer(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.diag.tester.Tester.faults", lambda _: Refusal(0x11))
    told = run("diag", "faults", "--link", TWIN)
    assert (told.status, "serviceNotSupported" in told.words) == (69, True)
    document = run("diag", "faults", "--link", TWIN, "--json").document
    assert (document["refused"], document["faults"]) == ("11", [])


# What may be real.


def real(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no address count as this machine, as with an adapter in the network."""
    monkeypatch.setattr("headunit.diag.uri._is_loopback", lambda _: False)


@pytest.mark.parametrize("command", ["probe", "identify", "faults"])
def test_a_unit_that_may_be_real_is_asked_only_once_the_car_stands(
    run: Runner, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    real(monkeypatch)
    host = EcuHost(locked_unit())
    heard: list[bytes] = []
    exchange = EcuHost.exchange

    def listen(self: EcuHost, request: bytes, *, functional: bool = False) -> Iterator[bytes]:
        heard.append(request)
        return exchange(self, request, functional=functional)

    monkeypatch.setattr(EcuHost, "exchange", listen)
    with DoipServer(host) as gateway:
        told = run("diag", command, "--link", gateway.uri, "--json")
        assert told.status == 77
        assert told.document["error"]["code"] == "car-moves"
        assert heard == []
        told = run("diag", command, "--link", gateway.uri, "--standing", "--json")
        assert told.status == 0
        assert told.document["twin"] is None
    assert {request[0] for request in heard} <= {0x22, 0x19}


def test_at_a_terminal_the_person_is_asked_whether_the_car_stands(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    real(monkeypatch)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter([False, True])
    monkeypatch.setattr("click.confirm", lambda *_, **__: next(answers))
    with DoipServer(EcuHost(locked_unit())) as gateway:
        assert run("diag", "probe", "--link", gateway.uri).status == 77
        told = run("diag", "probe", "--link", gateway.uri)
        assert (told.status, "taken for a real one" in told.words) == (0, True)


def test_the_reset_of_what_may_be_real_is_refused(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    real(monkeypatch)
    unit = locked_unit()
    with DoipServer(EcuHost(unit)) as gateway:
        told = run("diag", "reset", "--link", gateway.uri, "--standing", "--yes", "--json")
    assert (told.status, told.document["error"]["code"]) == (77, "reset-not-documented")
    assert unit.lock.record.total == 1


# The reset.


@pytest.mark.parametrize("options", [(), ("--standing",), ("--yes",)])
def test_without_a_consent_nothing_is_reset(run: Runner, options: tuple[str, ...]) -> None:
    told = run("diag", "reset", "--link", f"{TWIN}?wrong=1", *options, given="")
    assert told.status == 77
    assert "nobody confirmed" in told.words


def test_a_reset_tells_its_story_and_writes_its_report(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    link = f"{TWIN}?wrong=1"
    told = run("diag", "reset", "--link", link, "--yes", "--standing", "--report", str(file), given="")
    assert told.status == 0
    assert "Audio security reset: done" in told.out
    assert "its services are invented" in told.words
    assert "start" in told.err
    assert "<svg" in file.read_text(encoding="utf-8")
    document = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (document["format"], document["verdict"]) == ("headunit/diag-reset/1", "done")
    assert document["before"]["lock"]["tries_left"] < document["after"]["lock"]["tries_left"]
    (journal,) = (tmp_path / "home" / "diag").glob("*.jsonl")
    assert journal.read_text(encoding="utf-8").count('"INTENT"') == 1


def test_the_journal_s_folder_can_be_chosen(run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("HEADUNIT_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "state"))
    options = ("--link", f"{TWIN}?wrong=1", "--yes", "--standing", "--json")
    assert run("diag", "reset", *options, "--journal", str(tmp_path / "mine"), given="").document["verdict"] == "done"
    assert len(list((tmp_path / "mine").glob("*.jsonl"))) == 1
    assert run("diag", "reset", *options, given="").status == 0
    assert len(list((tmp_path / "state" / "headunit" / "diag").glob("*.jsonl"))) == 1


@pytest.mark.parametrize(("volts", "status"), [("12.49", 77), ("12.50", 0)])
def test_the_voltage_decides_and_no_option_overrules_it(run: Runner, volts: str, status: int) -> None:
    link = f"{TWIN}?wrong=1&volts={volts}"
    told = run("diag", "reset", "--link", link, "--yes", "--standing", "--json", given="")
    assert told.status == status
    assert told.document["verdict"] == ("done" if status == 0 else "refused")
    assert not [name for name in run("diag", "reset", "--help").out.split() if "force" in name or "ignore" in name]


def test_a_refusal_before_anything_was_measured_has_no_voltage(run: Runner) -> None:
    told = run("diag", "reset", "--link", TWIN, "--standing", given="")
    assert "supply" not in told.out


def test_at_a_terminal_both_questions_are_asked(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    asked: list[str] = []

    def confirm(text: str, **_: object) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr("click.confirm", confirm)
    assert run("diag", "reset", "--link", f"{TWIN}?wrong=1").status == 0
    assert ["stand still" in asked[0], "Reset the lock" in asked[1]] == [True, True]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_a_closed_terminal_or_a_polite_kill_does_not_stop_a_reset(
    capsys: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    mine = signal.signal(number, lambda *_: pytest.fail("it was stopped"))
    try:
        before = signal.getsignal(number)
        with diag_reset._unstoppable():  # noqa: SLF001 - what the command runs in
            signal.raise_signal(number)
        assert "isn't stopped half-way" in capsys.readouterr().err
        assert signal.getsignal(number) is before
    finally:
        signal.signal(number, mine)


@pytest.mark.parametrize("fault", [BrokenPipeError(32, "Broken pipe"), OSError(5, "Input/output error")])
def test_a_reset_goes_on_where_nobody_listens_any_more(
    run: Runner, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    echo = click.echo

    def deaf(message: str = "", **options: bool) -> None:
        if options.get("err"):
            raise fault
        echo(message)

    monkeypatch.setattr("headunit.cli.diag_reset.click.echo", deaf)
    told = run("diag", "reset", "--link", f"{TWIN}?wrong=1", "--standing", "--yes")
    assert told.status == 0
    assert "the lock is reset" in told.words


def test_a_code_that_was_given_stands_in_no_report(run: Runner, tmp_path: Path) -> None:
    link = f"{TWIN}?wrong=1&%63ode=7391&volts=12.9"
    options = ("--standing", "--yes", "--report", str(tmp_path / "r"), "--journal", str(tmp_path / "j"))
    assert run("diag", "reset", "--link", link, *options).status == 0
    kept = [unescape(path.read_text()) for path in tmp_path.rglob("*.*")]
    assert len(kept) == 3
    assert all(f"{TWIN}?wrong=1&code=####&volts=12.9" in text for text in kept)
    assert not any("7391" in text for text in kept)


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("usb:1", "link-uri"),
        ("doip://127.0.0.1:1", "link-address"),
        ("can:virtual:x", "link-address"),
        ("tcp-lines://127.0.0.1", "link-uri"),
        ("can:virtual:x?address=7DF:7E8", "link-to-many"),
        ("can:virtual:x?address=7E0:7df", "link-to-many"),
        ("elm327://127.0.0.1:1?address=7df:7E8", "link-to-many"),
        ("doip://127.0.0.1:1?address=E000", "link-to-many"),
        ("doip://127.0.0.1:1?address=efff", "link-to-many"),
        (f"{TWIN}?volts=a", "link-number"),
        (f"{TWIN}?story=none", "twin-story"),
        ("twin:nissan-nats-audio-link", "no-code-no-reset"),
    ],
)
def test_a_link_that_can_not_be_is_said_in_a_sentence(run: Runner, uri: str, code: str) -> None:
    told = run("diag", "identify", "--link", uri, "--json")
    assert told.status == 65
    assert told.document["error"]["code"] == code
