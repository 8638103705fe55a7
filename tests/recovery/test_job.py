"""The job sheet tells what the journal of a case holds, and never a code."""

from __future__ import annotations

from datetime import date, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from headunit.recovery.case import Case
from headunit.recovery.job import job_of
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
    Seen,
    Told,
    WaitEnded,
    WaitStarted,
)
from tests.recovery.journals import journal
from tests.recovery.way import FORD_READY, Way

if TYPE_CHECKING:
    from headunit.vault.paper.sheet_content import JobSheet

DAY = date(2026, 11, 22)


def sheet(*events: Event) -> JobSheet:
    return job_of(Case("ABC123", journal(*events)), Way().known, DAY, workshop=("Garage Sound", "12 High Street"))


def test_a_whole_case_is_told_step_by_step() -> None:
    told = sheet(
        Seen("CODE", "asks"),
        Told("label", "Ford Fiesta 2003 M123456"),
        Told("serial", "M123456"),
        Told("part-number", "1S7F"),
        Told("car", "Ford Fiesta 2003"),
        Concluded("ford-keycode", "the label", "some front"),
        Customer("A. Customer", "not this one"),
        Ownership("registration"),
        Opened(0),
        Held("rule", "confirmed", "ford-m"),
        Planned("", complete=True, assumed=(), rehearsed="opened"),
        Intent(1, "rule"),
        Outcome(1, "wrong"),
        WaitStarted(),
        WaitEnded(),
        Held("card", doubtful=True),
        Intent(2, "card"),
        Outcome(2, "unclear"),
        Correction(2, "music"),
        Note("battery replaced"),
        Closed("music"),
    )

    assert (told.number, told.day, told.workshop) == ("ABC123", DAY, ("Garage Sound", "12 High Street"))
    assert told.customer == ("A. Customer",)
    assert told.car == (("Car", "Ford Fiesta 2003"),)
    assert told.unit == (("Radio", "Ford Keycode radios with an M or V serial"), ("Front", "some front"))
    assert told.numbers == (("Serial", "M123456"), ("Part number", "1S7F"), ("Label", "Ford Fiesta 2003 M123456"))
    assert told.ownership == ("registration",)
    assert told.remarks == "battery replaced"
    assert told.result == "The radio plays."
    assert [(step.what, step.evidence) for step in told.steps] == [
        ("The display shows CODE.", "seen; this radio's own word"),
        ("Wrong codes typed before: none.", "as told, not seen"),
        ("A code is at hand, worked out from the serial.", "rule ford-m, confirmed"),
        ("The keys were planned, and tried on the simulated radio.", "it opened"),
        ("Try 1 begins, with the code worked out from the serial.", "the attempt guard allowed it"),
        ("Try 1: the code was refused.", "as told, not seen"),
        ("The radio waits.", "seen on its display"),
        ("The wait is over.", "seen on its display"),
        ("A code is at hand, from a code card, a sticker or the service book.", "in doubt"),
        (
            "Try 2 begins, with the code from a code card, a sticker or the service book.",
            "the attempt guard allowed it",
        ),
        ("Try 2: it is not clear what came of it.", "as told, not seen"),
        (
            "Try 2, corrected: the radio plays, not: it is not clear what came of it.",
            "as told later; both records are kept",
        ),
    ]
    assert told.steps[0].when == "2026-01-01 12:01"


def test_times_are_those_of_the_workshop() -> None:
    case = Case("ABC123", journal(Seen("CODE", "asks")))

    assert job_of(case, Way().known, DAY, zone=timezone(timedelta(hours=2))).steps[0].when == "2026-01-01 14:01"


@pytest.mark.parametrize(("used", "words"), [(None, "not known"), (3, "three or more"), (2, "2")])
def test_tries_used_before_are_told_as_they_were(used: int | None, words: str) -> None:
    assert sheet(Opened(used)).steps[0].what == f"Wrong codes typed before: {words}."


def test_what_is_not_known_is_left_to_fill_in() -> None:
    told = sheet(Intent(1, "card"))

    assert told.customer == ()
    assert told.car == (("Car", ""),)
    assert told.unit == (("Radio", ""),)
    assert told.steps[0].what.endswith("What came of it was not told, so it counts as a wrong code.")
    assert told.result == "Not ended yet."
    assert sheet(Customer("A. Customer", "a blue one")).car == (("Car", "a blue one"),)
    assert sheet(Told("brand", "Ford")).car == (("Car", "Ford"),)


def test_an_owner_gets_no_lines_that_only_a_workshop_needs() -> None:
    mine = Case("ABC123", journal(Told("whose", "own")))

    assert job_of(mine, Way().known, DAY).for_owner
    assert not job_of(mine, Way().known, DAY, workshop=("Garage Sound",)).for_owner
    assert not sheet(Told("whose", "customer")).for_owner


def test_no_code_is_on_the_sheet() -> None:
    way = Way(*FORD_READY, "press", "music", "written")

    assert way.known.code is None
    assert "2487" not in repr(job_of(way.case, way.known, DAY))
