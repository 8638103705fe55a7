"""The content of a workshop's job sheet, taken from the journal of a case: never a code.  Pure."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from headunit.recovery.asks import family_of
from headunit.recovery.records import (
    Closed,
    Correction,
    Customer,
    Held,
    Intent,
    Note,
    Opened,
    Outcome,
    Ownership,
    Planned,
    Seen,
    WaitEnded,
    WaitStarted,
)
from headunit.recovery.story import CLOSED, story
from headunit.vault.paper.sheet_content import JobSheet, JobStep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, tzinfo

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["job_of"]

_NUMBERS = {
    "serial": "Serial",
    "part-number": "Part number",
    "model-number": "Model number",
    "firmware": "Firmware",
    "vin": "VIN",
}
_ON_THE_SHEET = (Opened, Seen, Held, Planned, Intent, Outcome, Correction, WaitStarted, WaitEnded)
"""What the work was; the rest stands in the rows above and below it, or led only to the next question."""


def job_of(case: Case, known: Knowledge, day: date, *, workshop: tuple[str, ...] = (), zone: tzinfo = UTC) -> JobSheet:
    """Return the sheet of *case*, printed on *day*; *workshop* are the lines of its address, times are of *zone*.

    Who sees to a car of their own, and names no workshop, gets a sheet without what only a workshop needs.
    """
    customer, closed = case.last(Customer), case.last(Closed)
    family = family_of(case, known)
    car = case.told("car") or (customer.car if customer else "") or case.told("brand")
    notes = [record.event.text for record in case.records if isinstance(record.event, Note)]
    return JobSheet(
        number=case.id,
        day=day,
        workshop=workshop,
        customer=(customer.customer,) if customer else (),
        car=(("Car", car),),
        unit=(("Radio", family.name if family else ""), *((("Front", case.panel),) if case.panel else ())),
        numbers=(
            *((label, case.told(what)) for what, label in _NUMBERS.items() if case.told(what)),
            *(("Label", text) for text in case.told_all("label") if text and text != case.family),
        ),
        steps=tuple(_steps(case, known, zone)),
        result=CLOSED[closed.result] if closed else "Not ended yet.",
        ownership=tuple(record.event.seen for record in case.records if isinstance(record.event, Ownership)),
        remarks="\n".join(notes),
        for_owner=case.told("whose") == "own" and not workshop,
    )


def _steps(case: Case, known: Knowledge, zone: tzinfo) -> Iterator[JobStep]:
    for happened in story(case, known):
        if isinstance(happened.event, _ON_THE_SHEET):
            when = f"{happened.at.astimezone(zone):%Y-%m-%d %H:%M}"
            yield JobStep(when=when, what=happened.what, evidence=happened.basis)
