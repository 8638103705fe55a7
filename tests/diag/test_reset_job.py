"""The guarded reset from the tester's side: its order, its refusals, and what it says when the link fails."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

import pytest

from headunit.diag.clock import JumpingClock
from headunit.diag.guard import Window
from headunit.diag.host import EcuHost
from headunit.diag.identify import identify, read_faults
from headunit.diag.journal import delete_journals, open_journal
from headunit.diag.links.twin import TwinLink
from headunit.diag.report_html import report_html
from headunit.diag.reset import Consent, ResetJob
from headunit.diag.reset_report import EXIT_STATUS, ResetReport, Verdict, report_document
from headunit.diag.wrappers import FAULTS, FaultLink, RecordingLink
from headunit.errors import CannotWriteError, LinkError, NotAllowedError
from headunit.twin.ecu import DiagnosedUnit, Step, twin_key
from headunit.twin.ecu.cells import GATE
from headunit.twin.events import Battery
from tests.diag.setups import locked_unit
from tests.twin.ecu.bench import CODE, FAMILY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WINDOW = Window(12.5, 15.0)
STAMP = "2026-11-23T00:00:00+00:00"
YES = Consent(reset=True, standing=True)
START = bytes.fromhex("31010250")


class Done(NamedTuple):
    report: ResetReport
    unit: DiagnosedUnit
    sent: list[bytes]
    messages: int
    journal: list[str]


def reset(
    folder: Path,
    unit: DiagnosedUnit | None = None,
    faults: dict[int, str] | None = None,
    consent: Consent = YES,
    tell: Callable[[str], None] | None = None,
) -> Done:
    unit = unit or locked_unit()
    clock = JumpingClock()
    recording = RecordingLink(TwinLink(EcuHost(unit, clock)), clock)
    link = FaultLink(recording, faults or {}, clock)
    with open_journal(folder, FAMILY) as journal:
        job = ResetJob(link, FAMILY, WINDOW, journal, clock, key_for=twin_key, stamp=lambda: STAMP, tell=tell)
        report = job.run(consent)
        sent = [entry.message for entry in recording.exchanges if entry.direction == "sent"]
        return Done(report, unit, sent, link.count, [entry["event"] for entry in journal.entries()])


def test_a_reset_looks_measures_notes_down_starts_once_and_looks_again(tmp_path: Path) -> None:
    told: list[str] = []
    done = reset(tmp_path, tell=told.append)
    assert (done.report.verdict, done.journal) == (Verdict.DONE, ["INTENT", "END"])
    assert done.unit.lock.record.total == 0
    assert done.sent.count(START) == 1
    assert [told.index(words) for words in told] == sorted(told.index(words) for words in told)
    assert told[-1].startswith("done: ")
    before, after = done.report.before, done.report.after
    assert before is not None and after is not None  # noqa: PT018 - both are needed below
    assert before.lock is not None and after.lock is not None  # noqa: PT018 - as above
    assert (before.lock.tries_left, after.lock.tries_left) == (2, 3)


@pytest.mark.parametrize(
    ("consent", "verdict"),
    [(Consent(reset=False, standing=True), "the reset"), (Consent(reset=True, standing=False), "stands still")],
)
def test_without_consent_nothing_begins(tmp_path: Path, consent: Consent, verdict: str) -> None:
    done = reset(tmp_path, consent=consent)
    assert (done.report.verdict, done.journal) == (Verdict.REFUSED, [])
    assert verdict in done.report.words
    assert {request[0] for request in done.sent} == {0x19, 0x22}


@pytest.mark.parametrize(
    ("volts", "verdict"), [(12.49, Verdict.REFUSED), (12.50, Verdict.DONE), (15.1, Verdict.REFUSED)]
)
def test_the_window_decides_and_there_is_no_way_round(tmp_path: Path, volts: float, verdict: str) -> None:
    unit = locked_unit()
    unit.apply(Battery(volts))
    assert reset(tmp_path, unit).report.verdict == verdict


def test_an_open_radio_and_a_spoilt_one_are_not_touched(tmp_path: Path) -> None:
    unit = locked_unit()
    unit.enter(CODE)
    unit.advance(5_000)
    assert reset(tmp_path, unit).report.verdict == Verdict.REFUSED
    unit = locked_unit()
    unit.ecu.spoilt = True
    assert reset(tmp_path, unit).report.verdict == Verdict.NEEDS_RECOVERY


def test_a_unit_that_makes_testers_wait_is_left_alone(tmp_path: Path) -> None:
    unit = locked_unit()
    unit.ecu.flash.put("server", GATE, b"\x03")
    unit.ecu.flash.begin(unit.now_ms)
    unit.advance(10)
    unit.request(b"\x11\x03")
    unit.advance(1_000)
    done = reset(tmp_path, unit)
    assert done.report.verdict == Verdict.FAILED_SAFELY
    assert "requiredTimeDelayNotExpired" in done.report.words
    assert START not in done.sent


class _Sagging(JumpingClock):
    """Let the voltage of *unit* fall at *at_s*."""

    def __init__(self, unit: DiagnosedUnit, volts: float, at_step: int) -> None:
        super().__init__()
        self.unit, self.volts, self.at_step = unit, volts, at_step

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        if self.unit.ecu.job.step == self.at_step and not self.unit.ecu.flash.busy:
            self.unit.apply(Battery(self.volts))


@pytest.mark.parametrize(
    ("story", "step", "verdict"),
    [
        ("hardened", Step.PREPARE, Verdict.FAILED_SAFELY),
        ("hardened", Step.ERASE, Verdict.FAILED_SAFELY),
        ("hardened", Step.WRITE, Verdict.FAILED_SAFELY),
        ("article", Step.PREPARE, Verdict.FAILED_SAFELY),
        ("article", Step.ERASE, Verdict.NEEDS_RECOVERY),
    ],
)
def test_a_supply_that_sags_in_the_middle_is_told_as_it_is(tmp_path: Path, story: str, step: int, verdict: str) -> None:
    unit = locked_unit(story)
    clock = _Sagging(unit, 12.2, step)
    with open_journal(tmp_path, FAMILY) as journal:
        link = TwinLink(EcuHost(unit, clock))
        job = ResetJob(
            link,
            FAMILY,
            Window(12.5, 15.0),
            journal,
            clock,
            key_for=twin_key,
            stamp=lambda: STAMP,
        )
        report = job.run(YES)
    assert (report.verdict, unit.ecu.spoilt) == (verdict, verdict == Verdict.NEEDS_RECOVERY)
    assert unit.lock.record.total == 1
    assert "the supply fell below the window" in report.words


def truthful(done: Done) -> bool:
    """Return whether the report says what really became of the unit, or that it isn't known."""
    cleared, job = done.unit.lock.record.total == 0, done.unit.ecu.job.step
    if done.report.verdict == Verdict.DONE:
        return cleared and job == Step.DONE
    if done.report.verdict in {Verdict.FAILED_SAFELY, Verdict.REFUSED}:
        return not cleared and job in {Step.IDLE, Step.STOPPED}
    return done.report.verdict == Verdict.UNKNOWN


def fail_at(tmp_path: Path, fault: str, step: int) -> int:
    """Let *fault* happen to every *step*-th message, in turn, and return how many runs there were."""
    messages = reset(tmp_path / "whole").messages
    verdicts = set()
    numbers = range(FAULTS.index(fault), messages, step)
    for number in numbers:
        done = reset(tmp_path / f"{number}", faults={number: fault})
        starts = done.sent.count(START) - (fault == "duplicate" and done.sent.count(START) == 2)
        assert starts <= 1, number
        assert truthful(done), (number, done.report.verdict, done.report.words)
        if done.report.verdict == Verdict.UNKNOWN:
            assert done.journal == ["INTENT"], number
            again = reset(tmp_path / f"{number}", done.unit)
            assert again.report.verdict in {Verdict.DONE, Verdict.FAILED_SAFELY}, number
            assert START not in again.sent
            assert truthful(again), number
        verdicts.add(done.report.verdict)
    assert Verdict.DONE in verdicts
    return len(numbers)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_many_messages_never_makes_a_second_start_nor_an_untrue_report(tmp_path: Path, fault: str) -> None:
    assert fail_at(tmp_path, fault, 23) > 20


@pytest.mark.verify
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_every_message_never_makes_a_second_start_nor_an_untrue_report(tmp_path: Path, fault: str) -> None:
    runs = fail_at(tmp_path, fault, 1)
    print(f"\n{runs} messages failed: {fault}")  # noqa: T201 - the figure of make verify


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_message_of_identify_and_faults_is_never_believed(fault: str) -> None:
    for number in range(FAULTS.index(fault), 80, 7):
        clock = JumpingClock()
        link = FaultLink(TwinLink(EcuHost(locked_unit(), clock)), {number: fault}, clock)
        identity = identify(link)
        assert {identity.text("vin"), "ZZZTWNNNZ00000001"} <= {"ZZZTWNNNZ00000001", ""}
        assert {identity.text("serial"), "M123456"} <= {"M123456", ""}
        if identity.text("vin") == "":
            assert not identity.complete
        try:
            assert read_faults(link) == ()
        except LinkError as lost:
            assert lost.code in {"link-lost", "no-answer"}  # noqa: PT017 - the other outcome is fine too


def test_a_journal_with_an_open_intent_makes_the_next_run_look_first(tmp_path: Path) -> None:
    with open_journal(tmp_path, FAMILY) as journal:
        journal.write("INTENT", "2026-11-23T00:00:00+00:00")
    done = reset(tmp_path)
    assert (done.report.verdict, done.journal) == (Verdict.FAILED_SAFELY, ["INTENT", "END"])
    assert START not in done.sent
    assert reset(tmp_path, done.unit).report.verdict == Verdict.DONE


def test_a_journal_line_that_was_cut_off_does_not_spoil_the_next(tmp_path: Path) -> None:
    with open_journal(tmp_path, FAMILY) as journal:
        journal.write("INTENT", "t")
        path = journal.path
    path.write_bytes(path.read_bytes() + b'\n["END"]\n{"event":"EN')
    with open_journal(tmp_path, FAMILY) as journal:
        assert journal.open_intent() is not None
        journal.write("END", "t")
        assert journal.open_intent() is None


def test_a_journal_is_held_by_one_run_and_has_to_be_writable(tmp_path: Path) -> None:
    with open_journal(tmp_path, FAMILY), pytest.raises(NotAllowedError), open_journal(tmp_path, FAMILY):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWriteError), open_journal(tmp_path / "file", FAMILY):
        pass


def test_only_journals_of_resets_that_have_ended_are_deleted(tmp_path: Path) -> None:
    for unit, events in {"ended": ("INTENT", "END"), "cut": ("INTENT",), "new": ()}.items():
        with open_journal(tmp_path, unit) as journal:
            for event in events:
                journal.write(event, "t")
    other = tmp_path / "kept.txt"
    other.write_text("mine")
    with open_journal(tmp_path, "held") as held:
        held.write("INTENT", "t")
        held.write("END", "t")
        assert not delete_journals(tmp_path)
        assert held.path.exists()
    assert not delete_journals(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    with open_journal(tmp_path, "cut") as journal:
        assert journal.open_intent() is not None
        journal.write("END", "t")

    assert delete_journals(tmp_path)
    assert list(tmp_path.iterdir()) == [other]
    assert delete_journals(tmp_path / "none")


def test_a_journal_that_can_not_be_deleted_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").mkdir()
    with pytest.raises(CannotWriteError) as caught:
        delete_journals(tmp_path)
    assert caught.value.code == "journal-delete"


def test_a_journal_that_was_deleted_while_it_was_opened_is_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(_descriptor: int, _how: int) -> None:
        for path in tmp_path.iterdir():
            path.unlink()

    monkeypatch.setattr("headunit.diag.journal.fcntl.flock", late)
    with pytest.raises(NotAllowedError) as caught, open_journal(tmp_path, FAMILY):
        pass
    assert caught.value.code == "journal-held"


def test_an_intent_that_the_disk_took_in_part_starts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    monkeypatch.setattr("headunit.diag.journal.os.write", lambda at, data: whole(at, data[:9]))
    unit = locked_unit()
    with pytest.raises(CannotWriteError) as caught:
        reset(tmp_path, unit)
    assert caught.value.code == "journal-write"
    assert unit.ecu.job.step == Step.IDLE


def test_an_end_that_can_not_be_noted_down_is_told_and_the_next_run_looks_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, unit = os.write, locked_unit()

    def full(descriptor: int, data: bytes) -> int:
        if b"END" in data:
            raise OSError(28, "No space left on device")
        return whole(descriptor, data)

    with monkeypatch.context() as patched:
        patched.setattr("headunit.diag.journal.os.write", full)
        done = reset(tmp_path, unit)
    assert (done.report.verdict, done.journal) == (Verdict.DONE, ["INTENT"])
    assert "the end can't be noted down: the next run looks first" in [line.words for line in done.report.lines]
    again = reset(tmp_path, unit)
    assert (again.report.verdict, START in again.sent) == (Verdict.DONE, False)


class _Page(HTMLParser):
    """Collect what stands in a page and that its tags close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in {"meta", "line", "polyline"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"line", "polyline"}:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("consent", [YES, Consent(reset=False, standing=True)])
def test_the_report_is_a_whole_page_and_a_whole_document(tmp_path: Path, consent: Consent) -> None:
    report = reset(tmp_path, consent=consent).report
    page = _Page()
    page.feed(report_html(report))
    assert page.open == []
    assert report.words in page.text
    assert "invented" in page.text
    assert ("polyline" in report_html(report)) == (consent == YES)
    document = json.loads(json.dumps(report_document(report)))
    assert document["verdict"] == report.verdict
    assert report.verdict in EXIT_STATUS
