"""Answer many serials: one row in, the same row out with what was found.  Pure; files are the caller's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from headunit.codes.find import find_codes
from headunit.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from headunit.codes.answer import CodeAnswer
    from headunit.facts.catalogue import Catalogue

__all__ = ["ADDED_COLUMNS", "BulkJob", "Summary"]

ADDED_COLUMNS = ("code", "rule", "evidence", "status", "note")
"""Columns that are added behind those of the input; ``status`` is found, question, refused, error or damaged."""


@dataclass(slots=True)
class Summary:
    """Count the rows by status and by rule."""

    rows: int = 0
    by_status: dict[str, int] = field(default_factory=dict)
    by_rule: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class BulkJob:
    """Answer rows of text fields by the serial in *column*; *rule* and *presets* as in :func:`find_codes`."""

    catalogue: Catalogue
    column: str = "serial"
    rule: str = ""
    presets: int | None = None
    summary: Summary = field(default_factory=Summary)

    def header(self, names: Sequence[str]) -> list[str]:
        """Return the output's column names.

        Raises UnknownNameError (``unknown-column``) and InputError (``column-clash``, ``column-twice``).
        """
        if self.column not in names:
            raise UnknownNameError(
                "unknown-column",
                f"there is no column {self.column!r}",
                value=self.column,
                expected="one of " + ", ".join(names),
                next_step="name it with --column",
            )
        if list(names).count(self.column) > 1:
            raise InputError(
                "column-twice",
                f"the column {self.column!r} stands twice in the header",
                value=self.column,
                next_step="rename one of them",
            )
        clash = [name for name in names if name in ADDED_COLUMNS]
        if clash:
            raise InputError(
                "column-clash",
                f"the input already has a column {clash[0]!r}, which would be added",
                value=clash[0],
                expected="no column named " + ", ".join(ADDED_COLUMNS),
                next_step="rename or remove it",
            )
        return [*names, *ADDED_COLUMNS]

    def rows(self, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[list[str]]:
        """Give each row with the added fields; a row with too few or too many fields is kept and marked damaged."""
        place = list(names).index(self.column)
        for row in rows:
            if len(row) == len(names):
                added = self._answer(row[place])
            else:
                added = ("", "", "", "damaged", _damage(row, len(names)))
            self.summary.rows += 1
            _count(self.summary.by_status, added[3])
            if added[1]:
                _count(self.summary.by_rule, added[1])
            yield [*_fitted(row, len(names)), *added]

    def _answer(self, serial: str) -> tuple[str, str, str, str, str]:
        try:
            answer = find_codes(serial, self.catalogue, rule=self.rule, presets=self.presets)
        except InputError as error:
            return "", "", "", "error", str(error)
        return _fields(answer)


def _fields(answer: CodeAnswer) -> tuple[str, str, str, str, str]:
    if answer.candidates:
        first = answer.candidates[0]
        rivals = [f"rival code {other.code.reveal()}" for other in answer.candidates[1:]]
        return (
            first.code.reveal(),
            first.rule,
            str(first.evidence.grade),
            "found",
            "; ".join([*first.warnings, *rivals]),
        )
    if answer.question:
        rules = ", ".join(option.rule for option in answer.question.options if option.rule)
        return "", "", "", "question", f"{answer.question.text} ({rules})" if rules else answer.question.text
    return "", "", "", "refused", "; ".join(refusal.reason for refusal in answer.refused)


def _damage(row: Sequence[str], expected: int) -> str:
    lost = row[expected:]
    note = f"the row has {len(row)} fields, the header has {expected}"
    return f"{note}; left over: {' | '.join(lost)}" if lost else note


def _fitted(row: Sequence[str], length: int) -> list[str]:
    return [*row[:length], *[""] * (length - len(row))]


def _count(counts: dict[str, int], key: str) -> None:
    counts[key] = counts.get(key, 0) + 1
