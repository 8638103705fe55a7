"""One suite over every link: the same requests get the same answers, whatever carries them."""

from __future__ import annotations

import pytest

from headunit.diag import tester as testers
from headunit.diag.clock import JumpingClock
from headunit.diag.identify import identify, read_faults
from headunit.diag.link import PduLink, Voltmeter
from headunit.twin.ecu import LOCK_STATES, twin_key
from tests.diag.setups import LINKS, linked, locked_unit

SCRIPT = (
    "22F190", "22F187", "22F18CF191", "220150", "220151", "22FD01", "221234", "3E00", "190A", "1902FF", "83", "22",
    "2701", "1003", "2701", "270200000000", "2701", "KEY", "2701", "2E016030313233343536373839414243444546",
    "220160", "31010250", "RESULT", "1101", "220150", "1003", "31030250",
)  # fmt: skip
WAIT_S = 5.0


def ask(link: PduLink, request: bytes) -> str:
    """Return every answer to *request*, one after the other."""
    link.send(request)
    answers: list[str] = []
    while (answer := link.receive(WAIT_S)) is not None:
        answers.append(answer.hex())
        if not answer.startswith(b"\x7f") or answer[2] != 0x78:
            break
    return " ".join(answers)


def transcript(link: PduLink, clock: JumpingClock) -> list[str]:
    told: list[str] = []
    for step in SCRIPT:
        if step == "RESULT":
            statuses = []
            for _ in range(30):
                statuses.append(ask(link, bytes.fromhex("31030250")))
                clock.sleep(0.25)
            told += dict.fromkeys(statuses)
        elif step == "KEY":
            told.append(ask(link, b"\x27\x02" + twin_key(bytes.fromhex(told[-1])[2:])))
        else:
            told.append(ask(link, bytes.fromhex(step)))
            if step == "1101":
                clock.sleep(90)
    return told


@pytest.fixture(scope="module")
def expected() -> list[str]:
    clock = JumpingClock()
    with linked("twin", locked_unit(), clock) as link:
        return transcript(link, clock)


def test_the_transcript_tells_a_whole_reset(expected: list[str]) -> None:
    assert expected[-1].startswith("7103025001056400")
    assert f"620150{LOCK_STATES['prompt']:02x}" in expected
    assert expected.count("6702") == 1


@pytest.mark.parametrize("kind", LINKS)
def test_every_link_gives_the_same_transcript(kind: str, expected: list[str]) -> None:
    clock, unit = JumpingClock(), locked_unit()
    with linked(kind, unit, clock) as link:
        assert transcript(link, clock) == expected
        assert unit.lock.record.total == 0
        assert link.info.local


@pytest.mark.parametrize("kind", LINKS)
def test_who_the_unit_is_and_what_it_stores_is_read_over_every_link(kind: str) -> None:
    with linked(kind, locked_unit()) as link:
        identity = identify(link)
        assert (identity.text("vin"), identity.text("serial"), identity.complete) == (
            "ZZZTWNNNZ00000001",
            "M123456",
            True,
        )
        assert identity.text("system_name") == ""
        assert read_faults(link) == ()


@pytest.mark.parametrize("kind", LINKS)
def test_the_adapters_that_can_measure_the_voltage_and_the_others_say_none(kind: str) -> None:
    with linked(kind, locked_unit()) as link:
        sample = link.sample() if isinstance(link, Voltmeter) else None
        measures = kind == "twin" or kind.startswith("elm327")
        assert (sample is not None) == measures
        assert sample is None or sample.volts == 12.8


@pytest.mark.parametrize("kind", LINKS)
def test_silence_is_told_as_none(kind: str) -> None:
    with linked(kind, locked_unit()) as link:
        link.send(b"\x3e\x80")
        assert link.receive(0.05) is None
        assert ask(link, b"\x3e\x00") == "7e00"


@pytest.mark.parametrize("kind", LINKS)
def test_an_answer_that_nobody_fetched_is_not_taken_for_the_next_one(kind: str) -> None:
    with linked(kind, locked_unit()) as link:
        tester = testers.Tester(link)
        for _ in range(3):
            link.send(bytes.fromhex("22F190"))
        assert link.receive(WAIT_S) is not None
        assert tester.read(0xF187) == b"TWIN-00001"
