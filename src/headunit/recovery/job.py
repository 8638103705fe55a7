"""The content of a workshop's job sheet, taken from the journal of a case: never a code.  Pure."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from headunit.recovery.asks import family_of
from headunit.recovery.case import results_of
from headunit.recovery.records import (
    Closed,
    Correction,
    Customer,
    Held,
    Intent,
    Note,
    Opened,
    Ownership,
    Planned,
    Seen,
    WaitEnded,
    WaitStarted,
)
from headunit.vault.paper.sheet_content import JobSheet, JobStep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, tzinfo

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["job_of"]

_RESULTS = {
    "music": "The radio plays.",
    "no-lock": "The radio asked for no code.",
    "no-code": "The radio takes no code by its keys: the official way was shown.",
    "given-up": "Ended without music.",
    "": "Not ended yet.",
}
_OUTCOMES = {
    "music": "it plays",
    "wrong": "the code was refused",
    "no-reaction": "nothing happened",
    "unclear": "not clear",
}
_SOURCES = {"rule": "worked out from the serial", "card": "code card", "dealer": "dealer", "vault": "own records"}
_NUMBERS = {
    "serial": "Serial",
    "part-number": "Part number",
    "model-number": "Model number",
    "firmware": "Firmware",
    "vin": "VIN",
}
_TRIED = {"opened": "opened the simulated radio", "failed": "failed on the simulated radio", "no plan": "none at hand"}


def job_of(case: Case, known: Knowledge, day: date, *, workshop: tuple[str, ...] = (), zone: tzinfo = UTC) -> JobSheet:
    """Return the sheet of *case*, printed on *day*; *workshop* are the lines of its address, times are of *zone*."""
    customer, closed = case.last(Customer), case.last(Closed)
    family = family_of(case, known)
    car = (("Car", case.told("car") or (customer.car if customer else "")),)
    notes = [record.event.text for record in case.records if isinstance(record.event, Note)]
    return JobSheet(
        number=case.id,
        day=day,
        workshop=workshop,
        customer=(customer.customer,) if customer else (),
        car=car,
        unit=(("Radio", family.name if family else ""), *((("Front", case.panel),) if case.panel else ())),
        numbers=tuple((label, case.told(what)) for what, label in _NUMBERS.items() if case.told(what)),
        steps=tuple(_steps(case, zone)),
        result=_RESULTS[closed.result if closed else ""],
        ownership=tuple(record.event.seen for record in case.records if isinstance(record.event, Ownership)),
        remarks="\n".join(notes),
    )


def _steps(case: Case, zone: tzinfo) -> Iterator[JobStep]:
    results = results_of(case.records)
    for record in case.records:
        words = _WORDS.get(type(record.event))
        told = words(record.event, results) if words else None
        if told:
            yield JobStep(when=f"{record.at.astimezone(zone):%Y-%m-%d %H:%M}", what=told[0], evidence=told[1])


_Words = tuple[str, str] | None


def _opened(event: Opened, _results: dict[int, str]) -> _Words:
    used = {None: "not known", 3: "three or more"}.get(event.used, str(event.used))
    return f"Tries used before: {used}", "as told, not seen"


def _seen(event: Seen, _results: dict[int, str]) -> _Words:
    return f"The display shows {event.text}", "seen on the radio"


def _held(event: Held, _results: dict[int, str]) -> _Words:
    doubt = ", in doubt" if event.doubtful or event.rivals else ""
    rule = f"rule {event.rule}, {event.grade}" if event.rule else _SOURCES.get(event.source, event.source)
    return f"A code was found: {_SOURCES.get(event.source, event.source)}", rule + doubt


def _planned(event: Planned, _results: dict[int, str]) -> _Words:
    return "The keys were planned and rehearsed", f"the plan {_TRIED.get(event.rehearsed, event.rehearsed)}"


def _intent(event: Intent, results: dict[int, str]) -> _Words:
    result = _OUTCOMES.get(results.get(event.n, ""), "outcome not told; it counts as a try")
    return f"Try {event.n}: {result}", "allowed by the attempt guard"


def _correction(event: Correction, _results: dict[int, str]) -> _Words:
    return f"Try {event.intent}, corrected: {_OUTCOMES[event.result]}", "a later record; none was changed"


_WORDS: dict[type, Callable[..., _Words]] = {
    Opened: _opened,
    Seen: _seen,
    Held: _held,
    Planned: _planned,
    Intent: _intent,
    Correction: _correction,
    WaitStarted: lambda _event, _results: ("The radio waits", "its display"),
    WaitEnded: lambda _event, _results: ("The wait is over", "its display"),
}
