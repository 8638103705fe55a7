"""Many rows: nothing is lost, nothing is guessed."""

from __future__ import annotations

import pytest

from headunit.codes.bulk import ADDED_COLUMNS, BulkJob, Columns
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
        ("-", "error", "", "", "", "no letter and no digit"),
        ("", "damaged", "", "", "", "the row has no serial"),
        (" \t\u00a0", "damaged", "", "", "", "the row has no serial"),
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
    assert short == ["1", "", "", "", "", "damaged", "the row has 1 field, the header has 2", ""]
    note = "the row has 4 fields, the header has 2; left over: x | y"
    assert long == ["1", "M123456", "", "", "", "damaged", note, ""]


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
        (["Serial", "SERIAL"], InputError, "column-twice"),
        (["serial", "note"], InputError, "column-clash"),
        (["code", "serial"], InputError, "column-clash"),
        (["serial", " Code"], InputError, "column-clash"),
    ],
)
def test_headers_that_can_not_be_answered_are_refused(names: list[str], kind: type[InputError], code: str) -> None:
    with pytest.raises(kind) as caught:
        BulkJob(catalogue=CATALOGUE).header(names)
    assert caught.value.code == code


@pytest.mark.parametrize("names", [["id", "Serial"], ["id", " SERIAL "], ["Serial", "serial"], ["serial", "Serial"]])
def test_capitals_and_spaces_around_a_column_name_do_not_matter(names: list[str]) -> None:
    job = BulkJob(catalogue=CATALOGUE)
    assert job.header(names) == [*names, *ADDED_COLUMNS]
    place = names.index("serial") if "serial" in names else 1
    assert job.columns.serial == names[place]
    row = ["", ""]
    row[place] = "M123456"
    assert next(job.rows(names, [row]))[2] == "2487"


def test_a_missing_column_is_told_with_those_that_there_are() -> None:
    with pytest.raises(UnknownNameError, match="there is no column 'serial', the file has 'id', 'no'") as caught:
        BulkJob(catalogue=CATALOGUE).header(["id", "no"])
    assert caught.value.expected == "one of 'id', 'no'"
    with pytest.raises(UnknownNameError, match="'c29' and 71 more:"):
        BulkJob(catalogue=CATALOGUE).header([f"c{place}" for place in range(101)])
    with pytest.raises(UnknownNameError, match="there is no column ''"):
        BulkJob(catalogue=CATALOGUE, columns=Columns(serial="")).header(["id"])


@pytest.mark.parametrize("presets", [3, 10])
def test_a_number_of_station_keys_that_no_radio_has_is_refused_before_any_row(presets: int) -> None:
    with pytest.raises(InputError, match="4 to 9"):
        BulkJob(catalogue=CATALOGUE, presets=presets)


def test_a_refused_row_gets_the_official_route_and_no_other_row_does() -> None:
    rows = _run([["VWZ1Z1C1419999"], ["M123456"], ["1234"], ["XYZ"]])
    assert rows[0][6].startswith("Volkswagen, Audi, Škoda or SEAT dealer: Ask ")
    assert [row[6] for row in rows[1:]] == ["", "", ""]


def test_a_row_may_name_its_brand() -> None:
    rows = _run([["M123456", "Fiat"], ["M123456", ""]], names=["serial", "Car"], columns=Columns(brand="car"))
    assert [row[3] for row in rows] == ["fiat-visteon", "ford-m"]


def test_a_column_of_rules_that_is_named_as_the_added_one_is_refused_with_the_way_out() -> None:
    with pytest.raises(InputError, match="rename it and name it anew with --rule-column") as caught:
        BulkJob(catalogue=CATALOGUE, columns=Columns(rule="rule")).header(["serial", "Rule"])
    assert caught.value.code == "column-clash"


@pytest.mark.parametrize("brand", ["Ford" + " " * 20_000 + "x", "Ford" + "-" * 20_000, "ford" * 5_000])
def test_a_very_long_name_in_a_row_names_nothing_and_is_told_in_short(brand: str) -> None:
    rows = _run([["M123456", brand]], names=["serial", "car"], columns=Columns(brand="car"))
    assert rows[0][5] == "error"
    assert f"… ({len(brand)} characters)" in rows[0][6]
    assert len(rows[0][6]) < 1_000
