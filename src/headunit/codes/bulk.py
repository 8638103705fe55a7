"""Answer many serials: one row in, the same row out with what was found.  Pure; files are the caller's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from headunit.codes.row_answer import NO_SERIAL, Added, Hints, RowAnswers
from headunit.codes.rules.becker import check_presets
from headunit.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from headunit.facts.catalogue import Catalogue

__all__ = ["ADDED_COLUMNS", "NO_SERIAL", "BulkJob", "Columns", "Summary"]

ADDED_COLUMNS = Added._fields
"""Columns that are added behind those of the input."""
MOST_COLUMNS_TOLD = 30
"""Columns that an error names at most."""
LONGEST_NAME = 255
"""Characters of the name of a rule, family or brand in a row, as of a file; longer ones name nothing and are cut."""


@dataclass(slots=True)
class Summary:
    """Count the rows by status and by rule."""

    rows: int = 0
    by_status: dict[str, int] = field(default_factory=dict)
    by_rule: dict[str, int] = field(default_factory=dict)

    def add(self, answer: Added, rows: int = 1) -> None:
        """Count *rows* rows that got *answer*."""
        self.rows += rows
        self.by_status[answer.status] = self.by_status.get(answer.status, 0) + rows
        if answer.rule:
            self.by_rule[answer.rule] = self.by_rule.get(answer.rule, 0) + rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Name the columns that are read: the serial's, and those with a rule id, family id or brand, where there are."""

    serial: str = "serial"
    rule: str = ""
    family: str = ""
    brand: str = ""

    @property
    def hints(self) -> tuple[str, str, str]:
        """Return the columns of a row's hints, empty where there is none."""
        return self.rule, self.family, self.brand

    def found_in(self, names: Sequence[str]) -> Columns:
        """Return the columns as *names* spells them; capitals and spaces around a name don't matter.

        Raises UnknownNameError (``unknown-column``) and InputError (``column-twice``).
        """
        return Columns(
            serial=_place(self.serial, names, "name the one with the serials with --column"),
            rule=_place(self.rule, names, "check the name") if self.rule else "",
            family=_place(self.family, names, "check the name") if self.family else "",
            brand=_place(self.brand, names, "check the name") if self.brand else "",
        )


@dataclass(slots=True, kw_only=True)
class BulkJob:
    """Answer rows by what their *columns* say; an empty field counts as what *hints* holds for all rows.

    Raises InputError (``presets-range``).
    """

    catalogue: Catalogue
    columns: Columns = field(default_factory=Columns)
    hints: Hints = field(default_factory=Hints)
    presets: int | None = None
    summary: Summary = field(default_factory=Summary)
    answers: RowAnswers = field(init=False)

    def __post_init__(self) -> None:
        """Check what holds for all rows, once, and make the answers' memory."""
        if self.presets is not None:
            check_presets(self.presets)
        self.answers = RowAnswers(self.catalogue, presets=self.presets)

    def header(self, names: Sequence[str]) -> list[str]:
        """Return the output's column names, and spell the job's columns as *names* does.

        Raises UnknownNameError (``unknown-column``) and InputError (``column-clash``, ``column-twice``).
        """
        self.columns = self.columns.found_in(names)
        clash = [name for name in names if name.strip().casefold() in ADDED_COLUMNS]
        if clash:
            next_step = "rename or remove it"
            if clash[0] == self.columns.rule:
                next_step = "rename it and name it anew with --rule-column; the added one says what gave the code"
            raise InputError(
                "column-clash",
                f"the input already has a column {clash[0]!r}, which would be added",
                value=clash[0],
                expected="no column named " + ", ".join(ADDED_COLUMNS),
                next_step=next_step,
            )
        return [*names, *ADDED_COLUMNS]

    def hints_of(self, fields: Iterable[str | None]) -> Hints:
        """Return the hints for a row from its *fields* for rule, family and brand.

        A row that names its rule or its family is of that one, whatever holds for the others.
        """
        rule, family, brand = (_name((field or "").strip()) for field in fields)
        if not (rule or family):
            rule, family = self.hints.rule, self.hints.family
        return Hints(rule, family, brand or self.hints.brand)

    def rows(self, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[list[str]]:
        """Give each row with the added fields; a row with too few or too many fields is kept and marked damaged."""
        columns = self.columns.found_in(names)
        place = list(names).index(columns.serial)
        hint_places = [list(names).index(column) if column else None for column in columns.hints]
        own_hints = any(columns.hints)
        for row in rows:
            if len(row) == len(names):
                hints = self.hints
                if own_hints:
                    hints = self.hints_of("" if at is None else row[at] for at in hint_places)
                added = self.answers.answer(row[place], hints)
            else:
                added = Added(status="damaged", note=_damage(row, len(names)))
            self.summary.add(added)
            yield [*_fitted(row, len(names)), *added]


def _place(column: str, names: Sequence[str], next_step: str) -> str:
    """Return *column* as it stands in *names*, once; the very same name goes before one in other capitals."""
    folded = column.strip().casefold()
    found = [name for name in names if name == column] or [name for name in names if name.strip().casefold() == folded]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            "column-twice",
            f"the column {column!r} stands twice in the header",
            value=column,
            next_step="rename one of them",
        )
    told = ", ".join(repr(name) for name in names[:MOST_COLUMNS_TOLD])
    more = f" and {len(names) - MOST_COLUMNS_TOLD} more" if len(names) > MOST_COLUMNS_TOLD else ""
    raise UnknownNameError(
        "unknown-column",
        f"there is no column {column!r}, the file has {told}{more}",
        value=column,
        expected=f"one of {told}{more}",
        next_step=next_step,
    )


def _name(text: str) -> str:
    """Return *text*, or what names nothing either, and is short, in the place of a very long one."""
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}… ({len(text)} characters)"


def _damage(row: Sequence[str], expected: int) -> str:
    lost = row[expected:]
    note = f"the row has {len(row)} field{'' if len(row) == 1 else 's'}, the header has {expected}"
    return f"{note}; left over: {' | '.join(lost)}" if lost else note


def _fitted(row: Sequence[str], length: int) -> list[str]:
    return [*row[:length], *[""] * (length - len(row))]
