"""A file of serials: whole or not at all, every field as it was."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headunit.cli.bulk_csv import read_csv
from headunit.cli.main import main
from headunit.facts import load_catalogue

if TYPE_CHECKING:
    from pathlib import Path

CATALOGUE = load_catalogue()


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["bulk", *arguments])
    return int(ended.value.code or 0)


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8", errors="surrogateescape"))))


def test_columns_stay_text_and_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes('\ufeffid,serial,name\r\n0049,M123456,"a, b"\r\n007,1234,Žluť\r\n1\r\n'.encode())
    assert _run(str(source), str(target)) == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid,")
    target.write_bytes(target.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    rows = _rows(target)
    assert rows[0] == {
        "id": "0049",
        "serial": "M123456",
        "name": "a, b",
        "code": "2487",
        "rule": "ford-m",
        "evidence": "confirmed",
        "status": "found",
        "note": "",
        "route": "",
    }
    assert [row["status"] for row in rows] == ["found", "question", "damaged"]
    assert rows[1]["name"] == "Žluť"
    assert sorted(tmp_path.iterdir()) == [source, target]
    told = capsys.readouterr().err
    assert "3 rows: 1 damaged, 1 found, 1 question" in told
    assert "by rule: ford-m 1" in told


def test_bytes_that_are_no_utf8_come_out_as_they_went_in(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(b"serial,who\nM123456,M\xfcller\n")
    assert _run(str(source), str(target)) == 0
    assert b"M\xfcller" in target.read_bytes()


def test_a_rule_and_another_column_can_be_named(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("Seriennummer\n0017\n", encoding="utf-8")
    assert _run(str(source), str(target), "--column", "Seriennummer", "--rule", "becker-5", "--presets", "9") == 0
    assert _rows(target)[0]["code"] == "81136"


@pytest.mark.parametrize(
    ("content", "arguments", "status"),
    [
        (b"", [], 65),
        (b"id\n1\n", [], 65),
        (b"serial,code\nM123456,1\n", [], 65),
        (b"serial\nM123456\n", ["--rule", "nope"], 65),
        (b"serial\nM123456\n", ["--column", "x"], 65),
        (b'serial\n"' + b"x" * 1_000_100 + b"\n", [], 65),
        (b"\n\r\n", [], 65),
        (b'serial\n"M123456"x\n', [], 65),
        (b'"' + b"x" * 1_000_100 + b'"\n', [], 65),
        ("serial\nM123456\n".encode("utf-16"), [], 65),
        (b"serial\n0017\n", ["--presets", "12"], 65),
        (b"serial\nM123456\n", ["--delimiter", "ab"], 64),
        (b"serial\nM123456\n", ["--delimiter", "1"], 64),
        (b"serial\nM123456\n", ["--delimiter", '"'], 64),
        (b"sep=;\n", [], 65),
    ],
)
def test_what_can_not_be_answered_leaves_nothing_behind(
    tmp_path: Path, content: bytes, arguments: list[str], status: int
) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(content)
    assert _run(str(source), str(target), *arguments) == status
    assert list(tmp_path.iterdir()) == [source]


def test_input_and_output_must_differ(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("serial\nM123456\n", encoding="utf-8")
    assert _run(str(source), str(source)) == 65
    assert source.read_text(encoding="utf-8") == "serial\nM123456\n"


def test_an_old_output_survives_a_fault(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("id\n1\n", encoding="utf-8")
    target.write_text("old", encoding="utf-8")
    assert _run(str(source), str(target)) == 65
    assert target.read_text(encoding="utf-8") == "old"


def test_a_folder_as_input_can_not_be_read(tmp_path: Path) -> None:
    assert _run(str(tmp_path), str(tmp_path / "out.csv")) == 74


def test_rows_stream_from_a_pipe(tmp_path: Path) -> None:
    pipe, target = tmp_path / "pipe", tmp_path / "out.csv"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [sys.executable, "-m", "headunit", "bulk", str(pipe), str(target)], stderr=subprocess.PIPE
    ) as child:
        with pipe.open("w", encoding="utf-8") as file:
            file.write("serial\nM123456\n")
        child.communicate()
    assert child.returncode == 0
    assert _rows(target)[0]["code"] == "2487"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("arguments", "shown"), [((), True), (("--quiet",), False)])
def test_a_terminal_shows_progress_with_rate_and_remaining_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], *, shown: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    source = tmp_path / "in.csv"
    source.write_text("serial\n" + "M123456\n" * 6_000, encoding="utf-8")
    assert _run(str(source), str(tmp_path / "out.csv"), *arguments) == 0
    assert ("rows/s" in terminal.getvalue()) is shown
    assert ("left" in terminal.getvalue()) is shown


def test_each_row_may_name_its_rule_family_or_brand(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "serial,how,kind,car\n1234,fiat-daiichi,,\n1234,,fiat-vp1-vp2,\nM123456,fiat-visteon,,Fiat\n1234,nope,,\n0017,,,\n",
        encoding="utf-8",
    )
    columns = ("--rule-column", "how", "--family-column", "kind", "--brand-column", "car")
    assert _run(str(source), str(target), *columns, "--rule", "becker-4") == 0
    rows = _rows(target)
    assert [row["rule"] for row in rows] == ["fiat-daiichi", "fiat-vp1-vp2", "fiat-visteon", "", "becker-4"]
    assert [row["status"] for row in rows] == ["found", "found", "found", "error", "found"]
    assert rows[3]["note"] == "there is no rule 'nope': 'headunit rules' lists them"


def test_what_is_typed_in_a_hint_column_may_have_spaces_around_it(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("serial,car\nM123456, fiat \nM123456,\n", encoding="utf-8")
    assert _run(str(source), str(target), "--brand-column", "car") == 0
    assert [row["rule"] for row in _rows(target)] == ["fiat-visteon", "ford-m"]


@pytest.mark.parametrize(
    ("content", "arguments", "line"),
    [
        ("Shelf;Serial;Remark\n0049;M123456;a, b\n", (), "0049;M123456;a, b;2487;ford-m;confirmed;found;;"),
        ("id\tSERIAL\n0049\tM123456\n", (), "0049\tM123456\t2487\tford-m\tconfirmed\tfound\t\t"),
        ('"a;b","c;d",serial\n1,2,M123456\n', (), "1,2,M123456,2487,ford-m,confirmed,found,,"),
        ("price, net;serial\n1,5;M123456\n", (), "1,5;M123456;2487;ford-m;confirmed;found;;"),
        ("id|serial\n0049|M123456\n", ("--delimiter", "|"), "0049|M123456|2487|ford-m|confirmed|found||"),
        ("a;b,serial\n1,M123456\n", ("--delimiter", ","), "1,M123456,2487,ford-m,confirmed,found,,"),
        ("serial\tid\nM123456\t1\n", ("--delimiter", "tab"), "M123456\t1\t2487\tford-m\tconfirmed\tfound\t\t"),
        ("serial\nM123456\n", (), "M123456,2487,ford-m,confirmed,found,,"),
        ("sep=|\na|b,serial|serial\n1|2|M123456\n", (), "1|2|M123456|2487|ford-m|confirmed|found||"),
        ("\ufeff\n\nSEP=;\r\n\n1;2,serial;serial\n1;2;M123456\n", (), "1;2;M123456;2487;ford-m;confirmed;found;;"),
        ("sep=;\nserial,a;b\nM123456,2\n", ("--delimiter", ","), "M123456,2,2487,ford-m,confirmed,found,,"),
        ("sep=x,serial\n1,M123456\n", (), "1,M123456,2487,ford-m,confirmed,found,,"),
        ('size 5",b;serial\n1;M123456\n', (), "1;M123456;2487;ford-m;confirmed;found;;"),
    ],
)
def test_what_stands_between_the_fields_is_seen_in_the_header_or_named(
    tmp_path: Path, content: str, arguments: tuple[str, ...], line: str
) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(content, encoding="utf-8")
    assert _run(str(source), str(target), *arguments) == 0
    assert target.read_text(encoding="utf-8").splitlines()[1] == line


def test_a_missing_column_is_told_with_those_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.csv"
    source.write_text("id;number;car\n1;M123456;Ford\n", encoding="utf-8")
    assert _run(str(source), str(tmp_path / "out.csv")) == 65
    assert "there is no column 'serial', the file has 'id', 'number', 'car': name" in capsys.readouterr().err


def test_empty_lines_are_no_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(b"\xef\xbb\xbf\r\n\r\nid,serial\r\n\r\n1,M123456\r\n\r\n\r\n2,M123457\r\n\r\n")
    assert _run(str(source), str(target)) == 0
    assert [row["status"] for row in _rows(target)] == ["found", "found"]
    assert "2 rows: 2 found" in capsys.readouterr().err


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.csv"
    source.write_text('serial,note on it\nM123456,\n\nM123457,"open\nM123458,\nM123459,\n', encoding="utf-8")
    assert _run(str(source), str(tmp_path / "out.csv")) == 65
    told = capsys.readouterr().err
    assert "the row that begins in line 4 has a quotation mark that is never closed" in told
    assert list(tmp_path.iterdir()) == [source]


def test_a_file_without_lines_is_not_read_as_a_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headunit.cli.bulk_csv.LONGEST_LINE", 100)
    source = tmp_path / "in.csv"
    source.write_text("serial\n" + "M123456" * 20, encoding="utf-8")
    assert _run(str(source), str(tmp_path / "out.csv")) == 65
    assert "a line of it has more than 100 characters" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("serials", "status", "told"),
    [
        ("M123456\nVWZ1Z1C1419999\nXYZ\n", 0, ""),
        ("VWZ1Z1C1419999\nVWZ1Z1C1419998\n", 69, "no row got a code"),
        ("VWZ1Z1C1419999\nXYZ\n", 65, "no row got a code"),
        ("1234\n", 65, "no row got a code"),
        ("", 0, ""),
    ],
)
def test_the_exit_status_is_that_of_one_serial_where_no_row_got_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], serials: str, status: int, told: str
) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("serial\n" + serials, encoding="utf-8")
    assert _run(str(source), str(target)) == status
    assert ("no row got a code" in capsys.readouterr().err) is bool(told)
    assert len(_rows(target)) == serials.count("\n")


def test_a_dash_is_standard_input_and_output(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "headunit", "bulk", "-", "-"]
    given = b"serial,who\nM123456,M\xfcller\n"
    done = subprocess.run(command, input=given, capture_output=True, check=True, cwd=tmp_path)
    assert done.stdout == (
        b"serial,who,code,rule,evidence,status,note,route\nM123456,M\xfcller,2487,ford-m,confirmed,found,,\n"
    )
    assert done.stderr == b"1 row: 1 found\nby rule: ford-m 1\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("in.csv", "-", "--json"), "can't both go to standard output"),
        (("in.csv", "-", "--to", "parquet"), "to files only"),
        (("-", "out.csv", "--from", "parquet"), "to files only"),
    ],
)
def test_what_can_not_go_through_a_dash_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert _run(*arguments) == 64
    said = capsys.readouterr()
    assert told in said.out + said.err


def test_an_older_output_is_replaced(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("serial\nM123456\n", encoding="utf-8")
    target.write_text("old", encoding="utf-8")
    assert _run(str(source), str(target)) == 0
    assert _rows(target)[0]["code"] == "2487"


_FIELDS = st.text(st.sampled_from('\r\n",;\t a0Ž\udcff\0\ufeff') | st.characters(exclude_categories=["Cs"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=_FIELDS, fields=st.lists(_FIELDS), delimiter=st.sampled_from(",;\t|"), bom=st.booleans())
def test_every_field_comes_out_as_it_went_in(
    tmp_path: Path, name: str, fields: list[str], delimiter: str, *, bom: bool
) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    rows = [["serial", f"n{name}"], *(["M123456", field] for field in fields)]
    with source.open("w", encoding="utf-8", newline="", errors="surrogateescape") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, delimiter=delimiter, lineterminator="\n").writerows(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("headunit.cli.bulk.open_catalogue", lambda: CATALOGUE)
        arguments = ("--delimiter", delimiter, "--quiet", *(["--bom"] if bom else []))
        assert _run(str(source), str(target), *arguments) == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfserial" if bom else b"serial")
    with target.open(encoding="utf-8-sig", newline="", errors="surrogateescape") as file:
        assert [row[:2] for row in csv.reader(file, delimiter=delimiter)] == rows


def test_the_byte_order_mark_of_the_input_is_kept(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(b"\xef\xbb\xbf\r\nserial\r\nM123456\r\n")
    assert _run(str(source), str(target)) == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfserial,code,")
    source.write_bytes(b"serial\nM123456\n")
    assert _run(str(source), str(target)) == 0
    assert target.read_bytes().startswith(b"serial,code,")


def test_a_header_may_hold_line_breaks(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text('"shelf,\nrow";serial\n1;M123456\n', encoding="utf-8")
    assert _run(str(source), str(target)) == 0
    assert target.read_text(encoding="utf-8").endswith("\n1;M123456;2487;ford-m;confirmed;found;;\n")


def test_fields_that_are_taken_apart_wrongly_are_told_with_the_option_that_helps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.csv"
    source.write_text("id|serial\n1|M123456\n", encoding="utf-8")
    assert _run(str(source), str(tmp_path / "out.csv")) == 65
    assert "the file has 'id|serial': name the one with the serials with --column; what stands" in (
        told := capsys.readouterr().err
    )
    assert "with --delimiter" in told


def test_a_header_in_another_encoding_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes("Gerät;Größe\nM123456;1\n".encode("cp1252"))
    assert _run(str(source), str(tmp_path / "out.csv"), "--column", "Gerät") == 65
    assert "the header of " in (told := capsys.readouterr().err)
    assert "is no UTF-8 text, and has no column 'Gerät' as it is read: save it as UTF-8" in told


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("x" * 200, "the row that begins in line 6 has a field of more than 100 characters"),
        ('"' + "x\n" * 100, "the row that begins in line 6 has a quotation mark that is never closed"),
    ],
)
def test_a_long_field_is_no_open_quotation_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, field: str, told: str
) -> None:
    monkeypatch.setattr("headunit.cli.bulk_csv.LONGEST_FIELD", 100)
    source = tmp_path / "in.csv"
    source.write_text(f"\n\nsep=,\nserial,n\nM123456,1\nM123456,{field}\n", encoding="utf-8")
    assert _run(str(source), str(tmp_path / "out.csv")) == 65
    assert told in capsys.readouterr().err


def test_empty_lines_before_the_header_are_not_held_in_memory(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"\r\n" * 50_000 + b"serial\nM123456\n")
    tracemalloc.start()
    with read_csv(source, lambda _done, _rows: None, column="serial", delimiter="") as table:
        assert (table.names, list(table.rows)) == (["serial"], [["M123456"]])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_the_part_beside_the_output_is_no_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / ".out.csv.part"
    source.write_text("serial\nM123456\n", encoding="utf-8")
    (tmp_path / "link").symlink_to(source)
    for name in (source, tmp_path / "link"):
        assert _run(str(name), str(tmp_path / "out.csv")) == 65
        assert "input and output are the same file" in capsys.readouterr().err
    assert source.read_text(encoding="utf-8") == "serial\nM123456\n"


def test_names_that_lead_nowhere_are_told_of_the_right_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, long = tmp_path / "in.csv", "x" * 300
    source.write_text("serial\nM123456\n", encoding="utf-8")
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    target = str(tmp_path / "out.csv")
    for arguments, status, told in (
        ((long, target), 74, f"{long!r} can't be read (File name too long)"),
        ((str(source), long), 73, "can't write "),
        ((str(tmp_path / "a"), target), 74, "can't be read"),
        ((str(source), str(tmp_path / "a")), 73, "can't write "),
        (("", target), 64, "'INPUT': the name is empty"),
        ((str(source), ""), 64, "'OUTPUT': the name is empty"),
    ):
        assert _run(*arguments) == status
        assert told in capsys.readouterr().err
