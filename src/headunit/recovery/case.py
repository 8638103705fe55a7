"""One case: its journal, and what follows from it.  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from headunit.errors import InputError
from headunit.recovery.records import Concluded, Correction, Held, Intent, Outcome, Record, Seen, SourceState, Told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from headunit.recovery.records import Event

__all__ = ["Case", "check_case_id", "last_of", "new_case_id", "results_of"]

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U."""
_LENGTH = 6
ID_BYTES = 4
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})

_OF_A_RULE = ("serial", "brand", "detail", "legible", "doubt", "reading")
"""What a rule's code was worked out by."""

E = TypeVar("E", bound="Event")


def new_case_id(random: bytes) -> str:
    """Return the id of a new case, six characters such as ``7K3M9X``, from at least four random bytes."""
    number = int.from_bytes(random[:ID_BYTES])
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_LENGTH))


def check_case_id(text: str) -> str:
    """Return *text* as the id of a case; raises InputError (``case-id``)."""
    plain = text.strip().upper().translate(_READ_AS)
    if not re.fullmatch(f"[{_ALPHABET}]{{{_LENGTH}}}", plain):
        raise InputError(
            "case-id",
            f"{text!r} is no case",
            value=text,
            expected="six letters and digits, as in 7K3M9X",
            next_step="'headunit case list' shows them",
        )
    return plain


class Case(NamedTuple):
    """Hold the journal of the case *id*."""

    id: str
    records: tuple[Record, ...] = ()

    @property
    def number(self) -> int:
        """Return the number of the last record, 0 when there is none."""
        return self.records[-1].number if self.records else 0

    @property
    def family(self) -> str:
        """Return the id of the family that was concluded last, empty when it is not known."""
        concluded = self.last(Concluded)
        return concluded.family if concluded else ""

    @property
    def panel(self) -> str:
        """Return the panel variant that was concluded last."""
        concluded = self.last(Concluded)
        return concluded.panel if concluded else ""

    @property
    def open_intent(self) -> Intent | None:
        """Return the try whose outcome nobody has told yet."""
        intent = self.last(Intent)
        return intent if intent and intent.n not in results_of(self.records) else None

    @property
    def held(self) -> Held | None:
        """Return the code that is held: not tried since, and nothing given up or told anew that it was judged by."""
        record = last_of(self.records, Held, Intent)
        if record is None or not isinstance(record.event, Held) or self.overtaken(record):
            return None
        return record.event

    def overtaken(self, record: Record) -> bool:
        """Return whether since the *record* of a code its source was given up, or what it was judged by changed."""
        source = record.event.source if isinstance(record.event, Held) else ""
        later = (later.event for later in self.records[record.number :])
        given_up = any(isinstance(one, SourceState) and one[:2] == (source, "none") for one in later)
        return given_up or self.told_anew(record.number, *(_OF_A_RULE if source == "rule" else ()))

    def told_anew(self, number: int, *whats: str) -> bool:
        """Return whether one of *whats*, or which radio it is, was told after the record *number*."""
        later = (record.event for record in self.records[number:])
        told = any(isinstance(one, Told) and one.what in {"radio", *whats} for one in later)
        return told or Case(self.id, self.records[:number]).family != self.family

    @property
    def tried(self) -> bool:
        """Return whether a code was tried in this case."""
        return last_of(self.records, Intent) is not None

    def last(self, kind: type[E]) -> E | None:
        """Return the last event of *kind*."""
        record = last_of(self.records, kind)  # type: ignore[arg-type]
        return record.event if record else None  # type: ignore[return-value]

    def told_all(self, what: str) -> list[str]:
        """Return all that was told of *what*, in turn."""
        return [
            record.event.value
            for record in self.records
            if isinstance(record.event, Told) and record.event.what == what
        ]

    def told(self, what: str) -> str:
        """Return what was told last of *what*, empty when nothing was."""
        values = self.told_all(what)
        return values[-1] if values else ""

    def following(self, events: Iterable[Event], at: datetime) -> tuple[Record, ...]:
        """Return *events* as the next records."""
        return tuple(Record(number, at, event) for number, event in enumerate(events, self.number + 1))

    def grown(self, records: tuple[Record, ...]) -> Case:
        """Return the case with *records* added."""
        return Case(self.id, self.records + records)

    @property
    def last_seen(self) -> Seen | None:
        """Return what the display was last told to show."""
        return self.last(Seen)


def last_of(records: tuple[Record, ...], *kinds: type[Event]) -> Record | None:
    """Return the last record whose event is of one of *kinds*."""
    return next((record for record in reversed(records) if isinstance(record.event, kinds)), None)


def results_of(records: Iterable[Record]) -> dict[int, str]:
    """Return what came of each try with an outcome, as it was last corrected, by the number of the try."""
    return {
        record.event.intent: record.event.result for record in records if isinstance(record.event, Outcome | Correction)
    }
