"""Every way in which a guarded reset can end: what the unit says, or doesn't, decides the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest

from headunit.diag.clock import JumpingClock
from headunit.diag.guard import Window
from headunit.diag.host import EcuHost
from headunit.diag.journal import ResetJournal, open_journal
from headunit.diag.links.errors import link_lost
from headunit.diag.links.twin import TwinLink
from headunit.diag.reset import Consent, ResetJob
from headunit.diag.reset_report import ResetReport, Verdict
from headunit.diag.wrappers import WrappedLink
from headunit.errors import CannotWriteError, LinkError
from headunit.twin.ecu import LOCK_STATES, twin_key
from tests.diag.setups import locked_unit
from tests.twin.ecu.bench import FAMILY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from headunit.diag.link import PduLink

Lie: TypeAlias = str | LinkError | None
"""An answer in hexadecimal digits, silence, or a link that breaks off."""

SESSION, SEED, KEY, START, RESULT, RESTART = "1003", "2701", "2702", "31010250", "31030250", "1101"
SUPPLY, LOCK, TRIES, FAULTS = "220142", "220150", "220151", "1902ff"
LOST = link_lost("the unit", "unplugged")
RUNNING = "71030250000232003200"
START_STATE = f"620150{LOCK_STATES['start']:02x}"


class Lying(WrappedLink):
    """Answer the requests that begin as in *lies* by what stands there, in turn, once *after* was sent.

    What is answered so never reaches the unit, unless *passed*; the last lie of a list goes on for ever if *ever*.
    """

    def __init__(self, inner: PduLink, lies: dict[str, list[Lie]], after: str, *, ever: bool, passed: bool) -> None:
        super().__init__(inner)
        self._lies = {start: list(answers) for start, answers in lies.items()}
        self._after, self._ever, self._passed = after, ever, passed
        self._now: list[Lie] = []
        self.sent: list[str] = []

    def send(self, request: bytes) -> None:
        text = request.hex()
        lies = next((lies for start, lies in self._lies.items() if text.startswith(start)), [])
        told = bool(lies) and (not self._after or any(sent.startswith(self._after) for sent in self.sent))
        self.sent.append(text)
        self._now = []
        if told:
            self._now = [lies[0] if self._ever and len(lies) == 1 else lies.pop(0)]
        if not told or self._passed:
            super().send(request)

    def receive(self, timeout_s: float) -> bytes | None:
        if not self._now:
            return super().receive(timeout_s)
        lie = self._now[0]
        if isinstance(lie, LinkError):
            self._now = []
            raise lie.with_traceback(None)
        if not timeout_s:
            return None
        if self._passed:
            while super().receive(timeout_s) is not None:
                pass
        self._now = self._now if lie is None else []
        return None if lie is None else bytes.fromhex(lie)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[ResetJournal]:
    with open_journal(tmp_path, FAMILY) as opened:
        yield opened


def ended(
    journal: ResetJournal, lies: dict[str, list[Lie]], after: str = "", *, ever: bool = True, passed: bool = False
) -> tuple[ResetReport, Lying]:
    clock, unit = JumpingClock(), locked_unit()
    link = Lying(TwinLink(EcuHost(unit, clock)), lies, after, ever=ever, passed=passed)
    job = ResetJob(link, FAMILY, Window(12.5, 15.0), journal, clock, key_for=twin_key, stamp=lambda: "now")
    report = job.run(Consent(reset=True, standing=True))
    assert link.sent.count(START) <= 1
    return report, link


BEFORE_THE_INTENT = [
    ({LOCK: ["7f2231"]}, "", "doesn't tell the state of its lock"),
    ({SUPPLY: [LOST]}, "", "the voltage can't be measured"),
    ({FAULTS: [LOST]}, "", "the unit can't be read"),
]


@pytest.mark.parametrize(("lies", "after", "words"), BEFORE_THE_INTENT)
def test_before_the_intent_all_that_is_amiss_is_a_refusal(
    journal: ResetJournal, lies: dict[str, list[Lie]], after: str, words: str
) -> None:
    report, link = ended(journal, lies, after)
    assert report.verdict == Verdict.REFUSED
    assert words in report.words
    assert journal.entries() == []
    assert all(sent[:2] in {"22", "19"} for sent in link.sent)


BEFORE_THE_START = [
    ({SESSION: [LOST]}, "", "broke off"),
    ({SESSION: ["7f1022"]}, "", "no session"),
    ({SEED: ["7f2737"]}, "", "no seed"),
    ({KEY: [None]}, "", "doesn't say that it took the key"),
    ({KEY: [LOST]}, "", "broke off"),
    ({KEY: ["7f2735"]}, "", "the key was refused"),
    ({SUPPLY: [LOST]}, SESSION, "broke off"),
    ({SUPPLY: ["6201422ee0"]}, SESSION, "the supply is 12.00 V"),
]


@pytest.mark.parametrize(("lies", "after", "words"), BEFORE_THE_START)
def test_between_intent_and_start_all_that_is_amiss_ends_safely(
    journal: ResetJournal, lies: dict[str, list[Lie]], after: str, words: str
) -> None:
    report, link = ended(journal, lies, after)
    assert report.verdict == Verdict.FAILED_SAFELY
    assert words in report.words
    assert [entry["event"] for entry in journal.entries()] == ["INTENT", "END"]
    assert START not in link.sent


def test_a_measurement_that_is_too_old_starts_nothing(journal: ResetJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.diag.guard.PERMIT_S", -1.0)
    report, link = ended(journal, {})
    assert (report.verdict, START in link.sent) == (Verdict.FAILED_SAFELY, False)
    assert "too old" in report.words


FROM_THE_START_ON = [
    ({START: [LOST]}, "", Verdict.FAILED_SAFELY, "never arrived"),
    ({START: ["7f3122"]}, "", Verdict.FAILED_SAFELY, "the unit refused"),
    ({START: ["7f3122"], RESULT: ["7f3172"]}, "", Verdict.NEEDS_RECOVERY, "stopped while writing"),
    ({RESULT: ["7f3122"]}, START, Verdict.UNKNOWN, "doesn't tell how it ended"),
    ({RESULT: ["71030250"]}, START, Verdict.UNKNOWN, "the answer has another length"),
    ({RESULT: [None]}, START, Verdict.UNKNOWN, "nobody knows how the reset ended"),
    ({RESULT: [RUNNING]}, START, Verdict.UNKNOWN, "still at it"),
    ({LOCK: [LOST]}, RESTART, Verdict.UNKNOWN, "then the link broke off"),
    ({LOCK: [START_STATE]}, RESTART, Verdict.UNKNOWN, "its lock says start"),
    ({LOCK: [None]}, RESTART, Verdict.UNKNOWN, "then the link broke off"),
    ({RESULT: [LOST]}, RESTART, Verdict.UNKNOWN, "then the link broke off"),
    ({RESULT: ["7f3122"]}, RESTART, Verdict.UNKNOWN, "the unit says done"),
    ({SUPPLY: ["7f2231"]}, "", Verdict.DONE, "the lock is reset"),
    ({SUPPLY: [LOST]}, START, Verdict.DONE, "the lock is reset"),
    ({RESTART: [LOST]}, "", Verdict.DONE, "the lock is reset"),
    ({FAULTS: [LOST]}, RESTART, Verdict.DONE, "the lock is reset"),
    ({TRIES: ["620151ff"]}, RESTART, Verdict.DONE, "no limit of tries"),
]


@pytest.mark.parametrize(("lies", "after", "verdict", "words"), FROM_THE_START_ON)
def test_from_the_start_on_only_what_the_unit_says_twice_decides(
    journal: ResetJournal, lies: dict[str, list[Lie]], after: str, verdict: str, words: str
) -> None:
    report, link = ended(journal, lies, after)
    assert report.verdict == verdict
    assert words in report.words
    assert link.sent.count(START) == 1
    assert (journal.open_intent() is not None) == (verdict == Verdict.UNKNOWN)


def test_a_silence_of_a_moment_while_the_unit_starts_is_waited_for(journal: ResetJournal) -> None:
    report, _ = ended(journal, {LOCK: [None] * 5}, RESTART, ever=False)
    assert report.verdict == Verdict.DONE


def test_a_start_that_is_refused_and_runs_all_the_same_is_followed_to_its_end(journal: ResetJournal) -> None:
    report, _ = ended(journal, {START: ["7f3121"]}, passed=True)
    assert report.verdict == Verdict.DONE


def test_an_intent_without_an_end_and_without_a_link_stays_open(journal: ResetJournal) -> None:
    journal.write("INTENT", "now")
    report, link = ended(journal, {RESULT: [LOST]})
    assert report.verdict == Verdict.UNKNOWN
    assert "can't be asked" in report.words
    assert START not in link.sent
    assert journal.open_intent() is not None


def test_an_intent_whose_reset_was_done_meanwhile_is_checked_and_closed(journal: ResetJournal) -> None:
    journal.write("INTENT", "now")
    report, link = ended(journal, {RESULT: ["71030250010564003200"]}, passed=True)
    assert report.verdict == Verdict.DONE
    assert (START in link.sent, journal.open_intent()) == (False, None)


def test_a_disk_that_is_full_starts_nothing(journal: ResetJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int, data: bytes) -> int:
        del descriptor, data
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("headunit.diag.journal.os.write", full)
    with pytest.raises(CannotWriteError) as caught:
        ended(journal, {})
    assert caught.value.code == "journal-write"
