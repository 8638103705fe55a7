"""Many rows: nothing is lost, nothing is guessed."""

from __future__ import annotations

import pytest

from headunit.codes.bulk import ADDED_COLUMNS, BulkJob
from headunit.codes.row_answer import Hints
from headunit.errors import InputError, UnknownNameError
from headunit.facts import load_catalogue

CATALOGUE = load_catalogue()


def _run(rows: list[list[str]], names: list[str] | None = None, **options: object) -> list[list[str]]:
    job = BulkJob(catalogue=CATALOGUE, **options)  # type: ignore[arg-type]
    return list(job.rows(names or ["serial"], rows))


@pytest.mark.parametrize(
    ("serial", "status", "code", "rule", "evidence", "note"),
    [
        ("M123456", "found", "2487", "ford-m", "confirmed", ""),
        ("1234", "question", "", "", "", "fits 7 rules"),
        ("VWZ1Z1C1419999", "refused", "", "", "", "No public rule"),
        ("XYZ", "error", "", "", "", "fits no serial"),
        ("", "error", "", "", "", "no letter and no digit"),
        ("12345678", "question", "", "", "", "can be a serial of these"),
    ],
)
def test_each_row_gets_its_status(serial: str, status: str, code: str, rule: str, evidence: str, note: str) -> None:
    row = _run([[serial]])[0]
    assert row[:5] == [serial, code, rule, evidence, status]
    assert note in row[5]


def test_a_rival_code_is_noted() -> None:
    row = _run([["0015"]], hints=Hints(rule="becker-4"))[0]
    assert row[4] == "found"
    assert "rival code 0130" in row[5]


def test_presets_are_passed_on() -> None:
    assert len(_run([["0017"]], hints=Hints(rule="becker-5"), presets=9)[0][1]) == 5


def test_damaged_rows_are_kept_and_marked() -> None:
    short, long = _run([["1"], ["1", "M123456", "x", "y"]], names=["id", "serial"])
    assert short == ["1", "", "", "", "", "damaged", "the row has 1 fields, the header has 2"]
    assert long == ["1", "M123456", "", "", "", "damaged", "the row has 4 fields, the header has 2; left over: x | y"]


def test_the_summary_counts_by_status_and_rule() -> None:
    job = BulkJob(catalogue=CATALOGUE)
    list(job.rows(["serial"], [["M123456"], ["M123457"], ["1234"], []]))
    assert job.summary.rows == 4
    assert job.summary.by_status == {"found": 2, "question": 1, "damaged": 1}
    assert job.summary.by_rule == {"ford-m": 2}


def test_the_header_gets_the_added_columns() -> None:
    assert BulkJob(catalogue=CATALOGUE).header(["id", "serial"]) == ["id", "serial", *ADDED_COLUMNS]


@pytest.mark.parametrize(
    ("names", "kind", "code"),
    [
        (["id"], UnknownNameError, "unknown-column"),
        (["serial", "serial"], InputError, "column-twice"),
        (["serial", "note"], InputError, "column-clash"),
        (["code", "serial"], InputError, "column-clash"),
    ],
)
def test_headers_that_can_not_be_answered_are_refused(names: list[str], kind: type[InputError], code: str) -> None:
    with pytest.raises(kind) as caught:
        BulkJob(catalogue=CATALOGUE).header(names)
    assert caught.value.code == code
