"""Records are read back as they were written, or refused; a case knows what follows from them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import InputError
from headunit.recovery.case import Case, check_case_id, new_case_id
from headunit.recovery.records import KINDS, Opened, Planned, Record
from headunit.recovery.store.record_json import record_document, record_from, record_from_text, record_text
from tests.recovery.journals import START, journal, journals

GOOD: dict[str, Any] = {"v": 1, "number": 1, "at": "2026-01-01T12:00:00Z", "kind": "opened", "used": 0}


@given(st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.builds(Record, st.integers(1, 10**6), st.datetimes(
    datetime(2000, 1, 1), datetime(2099, 1, 1)  # noqa: DTZ001 - the zone is added below
).map(lambda time: time.replace(microsecond=0, tzinfo=UTC)), st.from_type(KINDS[kind]))))  # fmt: skip
def test_every_record_comes_back(record: Record) -> None:
    document = record_document(record)
    result = getattr(record.event, "result", "")
    if document["kind"] in {"outcome", "correction"} and result not in {"music", "wrong", "no-reaction", "unclear"}:
        with pytest.raises(InputError):
            record_from_text(record_text(record))
        return
    assert record_from_text(record_text(record)) == record


@given(journals())
def test_a_journal_comes_back(records: tuple[Record, ...]) -> None:
    assert tuple(record_from_text(record_text(record)) for record in records) == records


def test_no_field_of_a_record_hides_another() -> None:
    for kind in KINDS.values():
        assert not {"v", "number", "at", "kind"} & set(kind._fields)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": None},
        {"kind": "nothing"},
        {"used": "1"},
        {"used": True},
        {"used": 1.0},
        {"more": 1},
        {"number": 0},
        {"number": True},
        {"number": "1"},
        {"at": "yesterday"},
        {"at": None},
        {"kind": "outcome", "intent": 1, "result": "broken"},
        {"kind": "planned", "panel": "", "complete": True, "assumed": [1], "rehearsed": ""},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused(change: dict[str, Any]) -> None:
    document = {**GOOD, **change}
    if "kind" in change:
        del document["used"]
    with pytest.raises(InputError) as told:
        record_from(document)
    assert told.value.code == "case-record"


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '"text"', "[" * 100_000])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        record_from_text(text)


def test_a_tuple_is_a_list_in_json() -> None:
    record = Record(1, START, Planned("", complete=False, assumed=("start",), rehearsed="opened"))

    assert json.loads(record_text(record))["assumed"] == ["start"]


@given(st.binary(min_size=4, max_size=9))
def test_an_id_is_read_as_it_is_written_by_hand(random: bytes) -> None:
    name = new_case_id(random)

    assert check_case_id(f" {name[:3].lower()}-{name[3:].replace('0', 'O').replace('1', 'l')} ") == name


@pytest.mark.parametrize("text", ["", "ABC12", "ABC1234", "ABCU12", "ABC12!"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(InputError) as told:
        check_case_id(text)
    assert told.value.code == "case-id"


def test_a_case_without_records_knows_nothing() -> None:
    case = Case("ABC123")

    assert (case.number, case.family, case.panel, case.open_intent, case.held, case.last_seen) == (
        0,
        "",
        "",
        None,
        None,
        None,
    )
    assert case.grown(journal(Opened(1))).number == 1
