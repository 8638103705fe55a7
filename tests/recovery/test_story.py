"""A case told in words, for a person: every kind of record, in order, and no code."""

from __future__ import annotations

import pytest
from hypothesis import given

from headunit.recovery.case import Case
from headunit.recovery.records import (
    Closed,
    Concluded,
    Correction,
    Customer,
    Event,
    Held,
    Intent,
    Note,
    Opened,
    Outcome,
    Ownership,
    Planned,
    Record,
    Seen,
    SourceState,
    Told,
    WaitEnded,
    WaitPaused,
    WaitResumed,
    WaitStarted,
)
from headunit.recovery.story import story
from tests.recovery.journals import journal, journals
from tests.recovery.way import FORD_READY, Way

KNOWN = Way().known


def told(*events: Event) -> list[tuple[str, str]]:
    return [(one.what, one.basis) for one in story(Case("ABC123", journal(*events)), KNOWN)]


@pytest.mark.parametrize(
    ("event", "what", "basis"),
    [
        (Opened(None), "Wrong codes typed before: not known.", "as told, not seen"),
        (Seen("nothing", "dark", by="person"), "The display is dark.", "seen"),
        (Seen("CODE", "asks", by="others"), "The display shows CODE.", "seen; its meaning is known of other radios"),
        (Seen("A\x1bB", "wait", by="person"), "The display shows A·B.", "seen; its meaning was told"),
        (Told("label", ""), "The label can't be read or reached.", "as told"),
        (Told("vin", "WF0"), "The VIN is WF0.", "from the label"),
        (Told("car", "Ford 2003"), "The car: Ford 2003.", ""),
        (Told("seen", "weak-battery"), "Observed: the battery is weak or was flat.", "as told"),
        (Told("seen", "gone"), "Observed: gone.", "as told"),
        (Told("new", "thing"), "new: thing.", "as told"),
        (Concluded("", "not known"), "Which radio it is, is not known.", ""),
        (Concluded("volvo-sc8xx", "named"), "The radio is taken for: Volvo SC-8xx radios.", "named by hand"),
        (Concluded("volvo-sc8xx", "x", "grey"), "Its front: grey.", "chosen"),
        (Concluded("dropped", "chosen"), "The radio is taken for: dropped.", "chosen from those that fit"),
        (Held("rule", "agreed", "r", rivals=True), "A code is at hand, worked out from the serial.",
         "rule r, agreed, another code fits the same serial"),
        (SourceState("dealer", "asked"), "The dealer is asked for the code.", ""),
        (SourceState("rule", "none", "why"), "The serial gives no code.", "why"),
        (Planned("", complete=True, assumed=(), rehearsed="failed"),
         "The keys were planned, and tried on the simulated radio.", "it did not open"),
        (Outcome(1, "music"), "Try 1: the radio plays.", "as told, not seen"),
        (WaitStarted(), "The radio waits.", "seen on its display"),
        (WaitPaused("power-cut"), "The radio lost its supply: the wait may begin anew.", "as told, not seen"),
        (WaitPaused("new"), "Nobody knows whether it was on all the time: the wait begins anew.", "as told, not seen"),
        (WaitResumed(), "The wait goes on.", "as told, not seen"),
        (WaitEnded(), "The wait is over.", "seen on its display"),
        (Ownership("papers"), "Seen as proof of ownership: papers.", "seen; no copy is kept"),
        (Customer("A", "a car"), "Customer: A a car.", ""),
        (Note("new fuse"), "Remark: new fuse", ""),
        (Closed("music"), "The case is closed. The radio plays.", ""),
        (Closed("new"), "The case is closed.", ""),
    ],
)  # fmt: skip
def test_every_record_is_a_sentence(event: Event, what: str, basis: str) -> None:
    assert told(event) == [(what, basis)]


@pytest.mark.parametrize(
    "event",
    [
        *(Told(what, "") for what in ("serial", "car", "vin", "part-number", "whose", "new")),
        *(Told("change", value) for value in ("asked", "nothing")),
        Told("used", "asked"),
        Told("newer", "XYZ789 1"),
        Told("look", "again"),
        Told("panel", "x"),
        SourceState("any", "chosen"),
    ],
)
def test_what_only_leads_to_the_next_question_is_left_out(event: Event) -> None:
    assert told(event) == []


def test_a_count_from_an_earlier_case_says_so() -> None:
    counted, named = told(Opened(1), Told("earlier", "XYZ789"))

    assert counted == ("Wrong codes typed before: 1.", "counted in case XYZ789")
    assert named[0] == "Case XYZ789 is of the same serial."


def test_a_correction_names_what_was_written_before() -> None:
    lines = told(Intent(1, "card"), Outcome(1, "wrong"), Correction(1, "music"))

    assert lines[-1][0] == "Try 1, corrected: the radio plays, not: the code was refused."
    assert lines[1][0] == "Try 1: the code was refused."
    assert told(Correction(1, "music"))[0][0] == "Try 1, corrected: the radio plays."


def test_the_whole_way_is_told_without_a_code() -> None:
    way = Way(*FORD_READY, "press", "music", "written")
    lines = story(way.case, way.known)

    assert lines[0].what == "The display shows CODE."
    assert lines[-1].what == "The case is closed. The radio plays."
    assert "2487" not in repr(lines)


@given(journals())
def test_any_journal_can_be_told(records: tuple[Record, ...]) -> None:
    happened = story(Case("ABC123", records), KNOWN)

    assert all(one.what.isprintable() and one.what for one in happened)
