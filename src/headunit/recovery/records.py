"""What happened in a case, one record after the other; nothing is ever changed, and no record holds a code.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "KINDS",
    "RESULTS",
    "Closed",
    "Concluded",
    "Correction",
    "Customer",
    "Event",
    "Held",
    "Intent",
    "Note",
    "Opened",
    "Outcome",
    "Ownership",
    "Planned",
    "Record",
    "Seen",
    "SourceState",
    "Told",
    "WaitEnded",
    "WaitPaused",
    "WaitResumed",
    "WaitStarted",
]

RESULTS = ("music", "wrong", "no-reaction", "unclear")
"""What a try can lead to; all but music count as a used try."""


class Opened(NamedTuple):
    """Say how many tries anybody had *used* before.

    0, 1, 2; 3 for three or more; from 4 on at most so many; None for *don't know*.
    """

    used: int | None


class Seen(NamedTuple):
    """Hold a display *text*, its digits masked, and its meaning; *by* is ``radio``, ``others`` or ``person``."""

    text: str
    state: str
    used: int | None = None
    left: int | None = None
    minutes: int | None = None
    by: str = "radio"


class Told(NamedTuple):
    """Hold a piece of evidence: its *what* (``serial``, ``vin``, ``label`` …) and its *value* as text."""

    what: str
    value: str


class Concluded(NamedTuple):
    """Say which *family* the radio is of (empty: not known), *how* that was found, and the *panel* variant."""

    family: str
    how: str
    panel: str = ""


class Held(NamedTuple):
    """Say that a code is held, and where it is from, never which.

    *source* is ``rule``, ``card``, ``dealer`` or ``vault``; *grade* and *rule* are those of a rule. *doubtful*: a
    character of the serial, or the code's fitting, is in doubt. *rivals*: other codes answer the same serial.
    """

    source: str
    grade: str = ""
    rule: str = ""
    doubtful: bool = False
    rivals: bool = False


class SourceState(NamedTuple):
    """Say how far a *source* of a code is asked: ``chosen``, ``none``, ``asked``, ``answered`` or ``refused``."""

    source: str
    state: str
    why: str = ""


class Planned(NamedTuple):
    """Say that a plan was made: for which *panel*, whether *complete*, what it *assumed*, how its rehearsal went."""

    panel: str
    complete: bool
    assumed: tuple[str, ...]
    rehearsed: str


class Intent(NamedTuple):
    """Say that the keys are about to be pressed for the *n*-th time, with a code from *source*."""

    n: int
    source: str


class Outcome(NamedTuple):
    """Say what came of the try *intent*: one of RESULTS."""

    intent: int
    result: str


class Correction(NamedTuple):
    """Say that the outcome of the try *intent* was written down wrong, and what it was."""

    intent: int
    result: str


class WaitStarted(NamedTuple):
    """Say that the radio began to wait, or was found waiting."""


class WaitPaused(NamedTuple):
    """Say that the wait can't have run on: *reason* is ``switched-off``, ``power-cut`` or ``unknown``."""

    reason: str


class WaitResumed(NamedTuple):
    """Say that what the wait needs is there again."""


class WaitEnded(NamedTuple):
    """Say that the display showed the end of the wait."""


class Ownership(NamedTuple):
    """Say what was *seen* that proves the ownership; a copy is never kept."""

    seen: str


class Customer(NamedTuple):
    """Hold whose car it is, in a workshop's own words, and the *car*."""

    customer: str
    car: str = ""


class Note(NamedTuple):
    """Hold a remark."""

    text: str


class Closed(NamedTuple):
    """Say how the case ended: ``music``, ``no-code``, ``no-lock`` or ``given-up``."""

    result: str


Event: TypeAlias = (
    Opened
    | Seen
    | Told
    | Concluded
    | Held
    | SourceState
    | Planned
    | Intent
    | Outcome
    | Correction
    | WaitStarted
    | WaitPaused
    | WaitResumed
    | WaitEnded
    | Ownership
    | Customer
    | Note
    | Closed
)

KINDS: dict[str, type[Event]] = {
    "opened": Opened,
    "shown": Seen,
    "told": Told,
    "concluded": Concluded,
    "held": Held,
    "source-state": SourceState,
    "planned": Planned,
    "intent": Intent,
    "outcome": Outcome,
    "correction": Correction,
    "wait-started": WaitStarted,
    "wait-paused": WaitPaused,
    "wait-resumed": WaitResumed,
    "wait-ended-by-display": WaitEnded,
    "ownership": Ownership,
    "customer": Customer,
    "note": Note,
    "closed": Closed,
}
"""The name of each kind of record in a journal (docs/reference/case-format.md) → its type."""


class Record(NamedTuple):
    """Hold one entry of the journal: its *number* from 1, the time it was written (UTC), and what happened."""

    number: int
    at: datetime
    event: Event
