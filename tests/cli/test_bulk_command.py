"""A file of serials: whole or not at all, every field as it was."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from headunit.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


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
