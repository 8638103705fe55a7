"""What a job sheet tells, whatever it is printed with.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

__all__ = ["JobSheet", "JobStep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStep:
    """Hold one thing that was done: *when* in words or as a date, *what*, and the *evidence* behind it."""

    when: str
    what: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSheet:
    """Hold what a job sheet tells, as texts ready to print; never a code.

    *car*, *unit* and *numbers* are pairs of label and text. *ownership* says what was seen, one thing a line; when it
    is empty the sheet has boxes to tick. *signatures* are the roles that sign. *for_owner*: it is for the owner alone,
    so that it has no addresses, no ownership and no signatures.
    """

    number: str
    day: date
    workshop: tuple[str, ...]
    customer: tuple[str, ...]
    car: tuple[tuple[str, str], ...]
    unit: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]
    steps: tuple[JobStep, ...]
    result: str
    ownership: tuple[str, ...] = ()
    remarks: str = ""
    signatures: tuple[str, ...] = ("Workshop", "Customer")
    for_owner: bool = False
