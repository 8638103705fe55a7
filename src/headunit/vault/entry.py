"""One radio in the vault: which unit it is, its numbers, its code, and where the code is from."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from headunit.codes.candidate import Grade
from headunit.errors import InputError
from headunit.numbers import RadioCode, Vin, canonical
from headunit.vault.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CodeSource", "Entry", "entry_from_texts", "revealed_texts"]

LONGEST_LINE = 200
LONGEST_NOTE = 4_000

_BOOKKEEPING = frozenset({"id", "added", "changed"})
_LINES = ("name", "serial", "part_number", "car")
_FAMILY_OR_NONE = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?")
_NOWHERE = "\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""Controls, line ends, marks that turn the direction of writing, halves of characters, and what XML can't hold."""
_UNPRINTABLE = re.compile(f"[\x00-\x1f{_NOWHERE}]")
_UNPRINTABLE_IN_NOTE = re.compile(f"[\x00-\x08\x0b-\x1f{_NOWHERE}]")
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_Choice = TypeVar("_Choice", bound=StrEnum)


class CodeSource(StrEnum):
    """Say where a code is from. A source is no evidence of a rule."""

    RULE = "rule"
    CARD = "card"
    DEALER = "dealer"
    IMAGE = "image"
    OWNER = "owner"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Hold what is kept of one radio; an empty text means that it is not known.

    *family* is an id of the catalogue. *evidence* is the grade of a code that a rule or an image gave, else ``None``.
    *added* and *changed* are aware times, kept to the second. Raises InputError (``entry-text``, ``entry-empty``,
    ``entry-time``).
    """

    id: Reference
    name: str
    code: RadioCode
    source: CodeSource
    added: datetime
    changed: datetime
    family: str = ""
    serial: str = ""
    part_number: str = ""
    car: str = ""
    vin: Vin | None = None
    evidence: Grade | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse texts that a terminal, a page or another program would stumble over."""
        for field in _LINES:
            _check_text(field, getattr(self, field), _UNPRINTABLE, LONGEST_LINE)
        _check_text("note", self.note, _UNPRINTABLE_IN_NOTE, LONGEST_NOTE)
        if len(self.family) > LONGEST_LINE or not _FAMILY_OR_NONE.fullmatch(self.family):
            raise _text_error("family", "is no id of a family", "small letters, digits and hyphens")
        if not self.name.strip():
            raise InputError(
                "entry-empty",
                "an entry of the vault needs a name",
                expected="a name such as 'Fiesta, blue'",
                next_step="give it a name",
            )
        for moment in (self.added, self.changed):
            if moment.utcoffset() is None:
                raise InputError("entry-time", "a time in the vault needs its time zone", value=str(moment))

    def has_number(self, text: str) -> bool:
        """Say whether *text* is a part of the serial or of the part number; blanks and hyphens don't count."""
        wanted = canonical(text)
        return bool(wanted) and any(wanted in canonical(number) for number in (self.serial, self.part_number))

    @property
    def content(self) -> tuple[object, ...]:
        """Return what is told of the radio: everything but the reference and the times."""
        return tuple(getattr(self, field.name) for field in fields(self) if field.name not in _BOOKKEEPING)


def _check_text(field: str, text: str, unprintable: re.Pattern[str], longest: int) -> None:
    if len(text) > longest:
        raise _text_error(field, f"has {len(text)} characters", f"at most {longest} characters")
    if unprintable.search(text):
        raise _text_error(field, "holds a character that can't be printed", "letters, digits, signs and blanks")


def _text_error(field: str, fault: str, expected: str) -> InputError:
    return InputError(
        "entry-text",
        f"the field {field.replace('_', ' ')} {fault}",
        value=field,
        expected=expected,
        next_step="correct it and try again",
    )


def revealed_texts(entry: Entry) -> dict[str, str]:
    """Return every field as text, by its name, the code in clear: for what is encrypted or exported, nothing else."""
    return {
        "id": str(entry.id),
        "name": entry.name,
        "family": entry.family,
        "serial": entry.serial,
        "part_number": entry.part_number,
        "code": entry.code.reveal(),
        "source": str(entry.source),
        "evidence": str(entry.evidence or ""),
        "car": entry.car,
        "vin": str(entry.vin or ""),
        "note": entry.note,
        "added": _time_text(entry.added),
        "changed": _time_text(entry.changed),
    }


def entry_from_texts(texts: Mapping[str, str]) -> Entry:
    """Return the entry that *texts*, made by :func:`revealed_texts`, describe; unknown names are left alone.

    Raises InputError: what the types of the fields raise, and ``entry-value``.
    """
    known = {field.name: texts[field.name] for field in fields(Entry) if field.name in texts}
    missing = [name for name in ("id", "name", "code", "source", "added", "changed") if name not in known]
    if missing:
        raise InputError("entry-value", f"an entry lacks the field {missing[0]}", value=missing[0])
    return Entry(
        id=Reference.read(known["id"]),
        name=known["name"],
        code=RadioCode(known["code"]),
        source=_choice(CodeSource, known["source"]),
        added=_time(known["added"]),
        changed=_time(known["changed"]),
        family=known.get("family", ""),
        serial=known.get("serial", ""),
        part_number=known.get("part_number", ""),
        car=known.get("car", ""),
        vin=Vin(known["vin"]) if known.get("vin") else None,
        evidence=_choice(Grade, known["evidence"]) if known.get("evidence") else None,
        note=known.get("note", ""),
    )


def _choice(kind: type[_Choice], text: str) -> _Choice:
    try:
        return kind(text)
    except ValueError:
        raise _value_error(text, "one of " + ", ".join(kind)) from None


def _time(text: str) -> datetime:
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
    except ValueError:
        raise _value_error(text, "a time such as 2026-11-22T18:30:00Z") from None


def _time_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_TIME)


def _value_error(text: str, expected: str) -> InputError:
    return InputError("entry-value", f"{text[:40]!r} is no value of an entry", value=text[:40], expected=expected)
