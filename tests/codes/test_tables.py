"""Whole tables are the rule, and a batch gets what its rows get one by one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.codes.bulk import ADDED_COLUMNS, NO_SERIAL, BulkJob, Columns
from headunit.codes.row_answer import Added, Hints
from headunit.codes.rules.ford import SQUARE_M, SQUARE_V, ford_code
from headunit.codes.spaces import FORD_SPACES
from headunit.codes.tables import BatchAnswers, ford_table, is_text, shown
from tests.codes.serial_texts import CATALOGUE, hint_texts, serial_texts

if TYPE_CHECKING:
    from headunit.codes.rules.ford import Square

JOB = BulkJob(catalogue=CATALOGUE)
BATCHES = BatchAnswers(JOB)
HINTED = BatchAnswers(
    BulkJob(catalogue=CATALOGUE, columns=Columns(rule="r", family="f", brand="b"), hints=Hints(brand="Fiat"))
)


@pytest.mark.parametrize(
    ("letter", "square", "expected"),
    [
        ("M", SQUARE_M, "3bc66f899613d5911ca0e423c2a75d0c7293bcbd0f735afc5bae3ef78aa19544"),
        ("V", SQUARE_V, "be7c5a9fb53a55bf8889bccca85863f5e6842d181dbc1b7720afbd0a2de3b7ad"),
    ],
    ids=["ford-m", "ford-v"],
)
def test_a_table_is_the_rule_on_every_serial(letter: str, square: Square, expected: str) -> None:
    table = ford_table(square).tolist()
    lines = (f"{letter}{number:06d} {code:04d}\n" for number, code in enumerate(table))
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == expected
    assert all(f"{table[number]:04d}" == ford_code(f"{number:06d}", square) for number in range(0, 1_000_000, 99_991))


def test_the_spaces_name_the_rules_that_share_their_table() -> None:
    for space in FORD_SPACES:
        for rule in space.rules:
            added = JOB.answers.answer(space.sample, Hints(rule=rule))
            assert (added.rule, added.code) == (rule, space.code(space.sample))


def answered(batch: pa.RecordBatch, batches: BatchAnswers = BATCHES) -> list[Added]:
    columns = batches.added(batch)
    assert [column.type for column in columns] == [pa.string()] * len(ADDED_COLUMNS)
    return [Added(*row) for row in zip(*(column.to_pylist() for column in columns), strict=True)]


def expected(serial: bytes | None, hints: Hints) -> Added:
    if serial is None:
        return NO_SERIAL
    return JOB.answers.answer(serial.decode("utf-8", "surrogateescape"), hints)


SERIALS = st.none() | serial_texts().map(lambda text: text.encode("utf-8", "surrogatepass"))


def as_text(serials: list[bytes | None]) -> pa.Array:
    """Return a column of text from bytes that may be no UTF-8, as a damaged file may hold them."""
    binary = pa.array(serials, pa.binary())
    return pa.Array.from_buffers(pa.string(), len(binary), binary.buffers())


@given(st.lists(SERIALS, max_size=12), st.integers(0, 3))
def test_a_batch_gets_what_its_rows_get_one_by_one(serials: list[bytes | None], start: int) -> None:
    batch = pa.record_batch({"serial": as_text(serials)}).slice(min(start, len(serials)))
    assert answered(batch) == [expected(serial, Hints()) for serial in serials[start:]]


@given(st.lists(st.tuples(SERIALS, hint_texts), max_size=12))
def test_each_row_is_answered_by_its_own_rule_family_and_brand(rows: list[tuple[bytes | None, Hints]]) -> None:
    columns = {"serial": as_text([serial for serial, _ in rows])}
    columns |= {name: pa.array([hints[place] for _, hints in rows], pa.string()) for place, name in enumerate("rfb")}
    with_default = [(serial, hints._replace(brand=hints.brand or "Fiat")) for serial, hints in rows]
    assert answered(pa.record_batch(columns), HINTED) == [expected(*row) for row in with_default]


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())],
    ids=str,
)
def test_text_is_read_however_it_is_stored(kind: pa.DataType) -> None:
    serials = ["M123456", None, "v123456", "M12345", ""]
    column = pa.array(serials, pa.string()).cast(kind)
    assert is_text(kind)
    codes = [row.code for row in answered(pa.record_batch({"serial": column}))]
    assert codes == ["2487", "", "3067", "", ""]


def test_a_column_may_hold_no_bytes_at_all() -> None:
    assert answered(pa.record_batch({"serial": pa.array([None, None], pa.string())})) == [NO_SERIAL, NO_SERIAL]
    assert answered(pa.record_batch({"serial": pa.array([], pa.string())})) == []
    assert answered(pa.record_batch({"serial": pa.nulls(2)})) == [NO_SERIAL, NO_SERIAL]


def test_bytes_behind_a_null_are_not_read() -> None:
    offsets = pa.array([0, 7, 14], pa.int32()).buffers()[1]
    column = pa.Array.from_buffers(pa.string(), 2, [pa.py_buffer(b"\x02"), offsets, pa.py_buffer(b"M123456V123456")])
    assert [row.status for row in answered(pa.record_batch({"serial": column}))] == ["damaged", "found"]


def test_the_summary_counts_a_batch() -> None:
    job = BulkJob(catalogue=CATALOGUE)
    BatchAnswers(job).added(pa.record_batch({"serial": pa.array(["M123456", "M123457", None, "1234", "V000000"])}))
    assert job.summary.rows == 5
    assert job.summary.by_status == {"damaged": 1, "found": 3, "question": 1}
    assert job.summary.by_rule == {"ford-m": 2, "ford-v": 1}


def test_what_is_no_text_is_not_taken_for_it() -> None:
    assert not is_text(pa.int64())
    assert not is_text(pa.dictionary(pa.int8(), pa.int64()))
    assert not is_text(pa.binary())
    assert not is_text(pa.dictionary(pa.int8(), pa.binary()))


def test_bytes_that_are_no_utf8_are_shown() -> None:
    assert shown(["a\udcff", "Ž"]) == ["a\\xff", "Ž"]
