"""Parquet in and out: types stay, nothing is guessed, a damaged file is an error of ours."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headunit.cli.bulk_parquet import BATCH_BYTES, FEWEST_ROWS, MOST_ROWS, batch_rows
from headunit.cli.main import main
from headunit.facts import load_catalogue

if TYPE_CHECKING:
    from pathlib import Path

CATALOGUE = load_catalogue()
OUR_ERRORS = {65, 66, 73, 74, 78}


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["bulk", *map(str, arguments)])
    return int(ended.value.code or 0)


def write(path: Path, columns: dict[str, Any], **options: Any) -> Path:  # noqa: ANN401 - whatever Parquet takes
    pq.write_table(pa.table(columns), path, **options)
    return path


SERIALS = ["M123456", None, "v123456", "M12345", "1234", ""]
STATUSES = ["found", "damaged", "found", "error", "question", "damaged"]


def test_columns_keep_their_types_and_six_of_text_are_added(tmp_path: Path) -> None:
    columns = {
        "serial": pa.array(SERIALS, pa.large_string()),
        "shelf": pa.array([49, None, 3, 4, 5, 6], pa.int16()),
        "day": pa.array([dt.date(2024, 2, 29)] * 6),
        "tags": pa.array([["a"], [], None, ["b", "c"], [], []], pa.list_(pa.string())),
        "kind": pa.array(["x", "y"] * 3).dictionary_encode(),
    }
    source, target = write(tmp_path / "in.parquet", columns), tmp_path / "out.parquet"
    assert run(source, target) == 0
    given, made = pq.read_table(source), pq.read_table(target)
    assert made.select(given.column_names).equals(given)
    assert made.schema.types[len(columns) :] == [pa.string()] * 6
    assert made["status"].to_pylist() == STATUSES
    assert made["code"].to_pylist() == ["2487", "", "3067", "", "", ""]
    assert made["note"].to_pylist()[1] == "the row has no serial"


def test_csv_and_parquet_give_the_same_answers_each_way(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(
        'id,serial,brand\n0049,M123456,Ford\n007,1234,"Fi,at"\n1\n2,d123,,x\n3,M12345O,\n', encoding="utf-8"
    )
    hint = ("--brand-column", "brand")
    assert run(tmp_path / "in.csv", tmp_path / "out.csv", *hint) == 0
    assert run(tmp_path / "in.csv", tmp_path / "out.parquet", *hint) == 0
    table = pq.read_table(tmp_path / "out.parquet")
    assert set(table.schema.types) == {pa.string()}
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    assert table.to_pylist() == rows
    assert [row["status"] for row in rows] == ["found", "question", "damaged", "damaged", "error"]

    pq.write_table(table.select(["id", "serial", "brand"]), tmp_path / "again.parquet")
    assert run(tmp_path / "again.parquet", tmp_path / "again.csv", *hint) == 0
    again = list(csv.DictReader(io.StringIO((tmp_path / "again.csv").read_text(encoding="utf-8"))))
    whole = [row["status"] != "damaged" for row in rows]
    assert [row for row, kept in zip(again, whole, strict=True) if kept] == [
        row for row, kept in zip(rows, whole, strict=True) if kept
    ]


def test_values_become_text_in_csv_and_a_list_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns = {"serial": ["M123456"], "n": [49], "day": [dt.date(2024, 2, 29)], "raw": [b"a\xff"], "none": [None]}
    assert run(write(tmp_path / "in.parquet", columns), tmp_path / "out.csv") == 65
    assert "'raw' holds binary, which has no form in CSV" in capsys.readouterr().err
    assert run(write(tmp_path / "in.parquet", columns | {"raw": [b"text"]}), tmp_path / "out.csv") == 65
    del columns["raw"]
    assert run(write(tmp_path / "in.parquet", columns), tmp_path / "out.csv") == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[1].startswith("M123456,49,2024-02-29,,2487,")
    assert run(write(tmp_path / "in.parquet", columns | {"list": [[1]]}), tmp_path / "out2.csv") == 65
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.csv"]


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.binary_view(), pa.binary(1), pa.list_(pa.int8())])
def test_what_has_no_form_in_csv_is_refused_by_its_type_before_the_first_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: pa.DataType
) -> None:
    source = write(tmp_path / "in.parquet", {"serial": ["M123456"], "raw": pa.array([None], kind)})
    assert run(source, "-", "--to", "csv") == 65
    told = capsys.readouterr()
    assert told.out == ""
    assert f"'raw' holds {pq.read_schema(source).field('raw').type}, which has no form in CSV" in told.err


def test_a_dictionary_of_bytes_is_bytes(tmp_path: Path) -> None:
    columns = {"serial": ["M123456"], "raw": pa.array([b"a"]).dictionary_encode()}
    assert run(write(tmp_path / "in.parquet", columns), tmp_path / "out.csv") == 65


def test_a_column_of_nothing_but_nulls_says_nothing(tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet", {"serial": ["M123456", "1234"], "car": pa.nulls(2)})
    assert run(source, tmp_path / "out.parquet", "--brand-column", "car") == 0
    assert pq.read_table(tmp_path / "out.parquet")["status"].to_pylist() == ["found", "question"]
    source = write(tmp_path / "in.parquet", {"serial": pa.nulls(2)})
    assert run(source, tmp_path / "out.parquet") == 65
    assert pq.read_table(tmp_path / "out.parquet")["status"].to_pylist() == ["damaged", "damaged"]


def test_a_carriage_return_in_a_text_stays_in_its_field(tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet", {"serial": ["M123456"], "remark\r": ["a\rb"]})
    assert run(source, tmp_path / "out.csv", "--bom") == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [row[:3] for row in csv.reader(file)] == [
            ["\ufeffserial", "remark\r", "code"],
            ["M123456", "a\rb", "2487"],
        ]


def test_bytes_that_are_no_utf8_are_shown_in_parquet(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"serial,who\nM123456,M\xfcller\n")
    assert run(tmp_path / "in.csv", tmp_path / "out.parquet") == 0
    assert pq.read_table(tmp_path / "out.parquet")["who"].to_pylist() == ["M\\xfcller"]


def test_an_empty_file_of_rows_gives_an_empty_file_of_rows(tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet", {"serial": pa.array([], pa.string())})
    assert run(source, tmp_path / "out.parquet") == 0
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0
    (tmp_path / "in.csv").write_text("serial\n", encoding="utf-8")
    assert run(tmp_path / "in.csv", tmp_path / "out.parquet") == 0
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


def test_formats_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("serial\nM123456\n", encoding="utf-8")
    assert run(tmp_path / "in.txt", tmp_path / "a", "--to", "parquet") == 0
    assert run(tmp_path / "a", tmp_path / "b.csv", "--from", "parquet") == 65  # 'code' would be added twice
    assert pq.read_table(tmp_path / "a")["code"].to_pylist() == ["2487"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet", {"serial": SERIALS * 500}, row_group_size=700)
    for name in ("a", "b"):
        assert run(source, tmp_path / f"{name}.parquet", "--quiet") == 0
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_json_and_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = write(tmp_path / "in.parquet", {"serial": SERIALS}), tmp_path / "out.parquet"
    assert run(source, target, "--json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == {
        "format": "headunit/bulk/1",
        "input": str(source),
        "output": str(target),
        "rows": 6,
        "by_status": {"damaged": 2, "error": 1, "found": 2, "question": 1},
        "by_rule": {"ford-m": 1, "ford-v": 1},
    }
    assert told.err == ""
    assert run(source, target, "--quiet") == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("columns", "arguments", "message"),
    [
        ({"serial": [123456]}, (), "holds int64, not text"),
        ({"serial": ["M123456"], "b": [1]}, ("--brand-column", "b"), "holds int64, not text"),
        ({"id": ["1"]}, (), "there is no column 'serial'"),
        ({"serial": ["x"]}, ("--rule-column", "r"), "there is no column 'r'"),
        ({"serial": ["x"], "note": ["x"]}, (), "already has a column 'note'"),
        ({"serial": ["x"]}, ("--family", "nope"), "there is no family 'nope'"),
        ({"serial": ["x"]}, ("--brand", "nope"), "there is no brand 'nope'"),
    ],
)
def test_a_file_that_can_not_be_answered_leaves_nothing_behind(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    columns: dict[str, Any],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    source = write(tmp_path / "in.parquet", columns)
    assert run(source, tmp_path / "out.parquet", *arguments) == 65
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [source]


def test_a_foreign_a_missing_and_a_cut_file_are_errors(tmp_path: Path) -> None:
    (tmp_path / "in.parquet").write_bytes(b"serial\nM123456\n")
    assert run(tmp_path / "in.parquet", tmp_path / "out.csv") == 65
    assert run(tmp_path / "none.parquet", tmp_path / "out.csv") == 66
    assert run(tmp_path, tmp_path / "out.csv", "--from", "parquet") == 74
    source = write(tmp_path / "whole.parquet", {"serial": SERIALS})
    (tmp_path / "in.parquet").write_bytes(source.read_bytes()[:-9])
    assert run(tmp_path / "in.parquet", tmp_path / "out.csv") == 65
    os.mkfifo(tmp_path / "pipe.parquet")
    writer = os.open(tmp_path / "pipe.parquet", os.O_RDWR)
    assert run(tmp_path / "pipe.parquet", tmp_path / "out.csv") == 65
    os.close(writer)
    assert not (tmp_path / "out.csv").exists()


def test_damage_in_the_midst_of_a_file_is_an_error_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(
        tmp_path / "in.parquet",
        {"serial": [f"M{number:06d}" for number in range(3000)]},
        row_group_size=1000,
        write_page_checksum=True,
    )
    content = bytearray(source.read_bytes())
    content[len(content) // 2] ^= 1
    source.write_bytes(content)
    assert run(source, tmp_path / "out.parquet") == 65
    assert "is no readable Parquet file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [source]


class _Metadata:
    """State what a file states of itself."""

    def __init__(self, rows: int, *sizes: int) -> None:
        self.num_rows, self.sizes, self.num_row_groups = rows, sizes, len(sizes)

    def row_group(self, place: int) -> Any:  # noqa: ANN401 - as pyarrow's
        return type("Group", (), {"total_byte_size": self.sizes[place]})


@pytest.mark.parametrize(
    ("rows", "sizes", "expected"),
    [
        (0, (), MOST_ROWS),
        (2_000_000, (20_000_000, 20_000_000), MOST_ROWS),
        (1_000, (64 * 2**20,), FEWEST_ROWS),
        (20_000, (5_000 * 20_000,), BATCH_BYTES // 5_000),
        (10, (-5,), MOST_ROWS),
    ],
)
def test_wide_rows_come_in_smaller_batches(rows: int, sizes: tuple[int, ...], expected: int) -> None:
    assert batch_rows(_Metadata(rows, *sizes)) == expected


def test_wide_rows_of_csv_come_in_smaller_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.cli.bulk_parquet.BATCH_BYTES", 2_000)
    (tmp_path / "in.csv").write_text("serial,text\n" + f"M123456,{'x' * 600}\n" * 5, encoding="utf-8")
    assert run(tmp_path / "in.csv", tmp_path / "out.parquet") == 0
    metadata = pq.ParquetFile(tmp_path / "out.parquet").metadata
    assert [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)] == [2, 2, 1]


@pytest.mark.parametrize(
    ("method", "message"),
    [
        ("headunit.codes.tables.BatchAnswers.added", "is no readable Parquet file (too wide)"),
        ("pyarrow.parquet.ParquetWriter.write_batch", "can't be written as Parquet (too wide)"),
    ],
)
def test_what_the_library_can_not_do_with_the_rows_is_an_error_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, method: str, message: str
) -> None:
    def fail(*_: object) -> None:
        text = "too wide"
        raise pa.ArrowInvalid(text)

    source = write(tmp_path / "in.parquet", {"serial": ["M123456"]})
    monkeypatch.setattr(method, fail)
    assert run(source, tmp_path / "out.parquet") == 65
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [source]


def test_without_the_extra_the_message_says_how_to_install_it(tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet", {"serial": ["M123456"]})
    hide = "import sys; sys.modules['pyarrow'] = None; from headunit.cli.main import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", hide, "bulk", str(source), str(tmp_path / "out.csv"), "--json"]
    child = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert child.returncode == 78
    error = json.loads(child.stdout)["error"]
    assert (error["code"], error["next"]) == (
        "extra-missing",
        "run 'make extras' in Headunit's folder, or there: python3 -m pip install '.[bulk]'",
    )


def test_csv_needs_no_extra(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("serial\nM123456\n", encoding="utf-8")
    spy = (
        "import atexit, sys; from headunit.cli.main import main;"
        "atexit.register(lambda: print(sorted({'numpy', 'pyarrow', 'rich'} & set(sys.modules)))); main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", spy, "bulk", str(tmp_path / "in.csv"), str(tmp_path / "out.csv")]
    assert subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout == "[]\n"


def _seeds() -> list[bytes]:
    rows = {"serial": ["M123456", "V123456", None, "", "M12345O"] * 20, "n": list(range(100)), "l": [[1], []] * 50}
    written = []
    for columns, options in (
        (["serial", "n", "l"], {}),
        (["serial"], {"compression": "none", "store_schema": False}),
        (["serial", "n"], {"data_page_version": "2.0", "compression": "zstd", "use_dictionary": False}),
    ):
        file = io.BytesIO()
        pq.write_table(pa.table(rows).select(columns), file, row_group_size=40, **options)
        written.append(file.getvalue())
    return written


_DAMAGE = st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=4), st.integers(0, 6)), max_size=6)


@st.composite
def parquet_bytes(draw: st.DrawFn) -> bytes:
    """Give a file with bytes changed, mostly at its end, where its table of contents stands, or any bytes."""
    content = bytearray(draw(st.sampled_from(_SEEDS) | st.binary(max_size=100)))
    for place, put, taken in draw(_DAMAGE):
        at = len(content) - place % (len(content) + 1)
        content[at : at + taken] = put
    return bytes(content)


_SEEDS = _seeds()
_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


_CSV_PARTS = [b"serial", b"M123456", b",", b";", b"\t", b"\n", b"\r", b'"', b"\0", b"\xff", b"1234", b"n"]
_CSV = st.lists(st.sampled_from(_CSV_PARTS)).map(lambda parts: b"serial,n\n" + b"".join(parts))
_FORMATS = st.sampled_from(["csv", "parquet"])


def answer_file(folder: Path, content: bytes, from_format: str, to_format: str) -> None:
    """Run bulk on a file with *content*: a result, or one of our errors and nothing left behind."""
    (folder / "in").write_bytes(content)
    (folder / "out").unlink(missing_ok=True)
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(io.StringIO()) as told:
        patch.setattr("headunit.cli.bulk.open_catalogue", lambda: CATALOGUE)  # reading it takes longer than the file
        status = run(folder / "in", folder / "out", "--from", from_format, "--to", to_format, "--quiet")
    if told.getvalue():
        assert told.getvalue().startswith("headunit: ")
        assert status in OUR_ERRORS
    else:
        assert status in {0, 65, 69}
    assert {path.name for path in folder.iterdir()} == ({"in"} if told.getvalue() else {"in", "out"})


@_ONE_FOLDER
@given(content=parquet_bytes(), to_format=_FORMATS)
def test_any_parquet_file_gives_a_result_or_one_of_our_errors(tmp_path: Path, content: bytes, to_format: str) -> None:
    answer_file(tmp_path, content, "parquet", to_format)


@_ONE_FOLDER
@given(content=st.binary(max_size=200) | _CSV, to_format=_FORMATS)
def test_any_csv_file_gives_a_result_or_one_of_our_errors(tmp_path: Path, content: bytes, to_format: str) -> None:
    answer_file(tmp_path, content, "csv", to_format)


@pytest.mark.verify
@_ONE_FOLDER
@given(content=parquet_bytes(), to_format=_FORMATS)
def test_any_parquet_file_at_length(tmp_path: Path, content: bytes, to_format: str) -> None:
    answer_file(tmp_path, content, "parquet", to_format)


@pytest.mark.verify
@_ONE_FOLDER
@given(content=st.binary(max_size=200) | _CSV, to_format=_FORMATS)
def test_any_csv_file_at_length(tmp_path: Path, content: bytes, to_format: str) -> None:
    answer_file(tmp_path, content, "csv", to_format)
