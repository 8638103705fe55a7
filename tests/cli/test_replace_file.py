"""Files appear whole or not at all, in the place and with the rights they had."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING, TextIO

import pytest

from headunit.cli import replace_file
from headunit.cli.replace_file import replacing, replacing_bytes, write_whole, write_whole_bytes
from headunit.errors import CannotWriteError, InputError
from headunit.recovery.store.sqlite_cases import SqliteCaseStore

if TYPE_CHECKING:
    from pathlib import Path


def _half(file: TextIO, fault: type[BaseException]) -> None:
    file.write("half")
    raise fault


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_the_owners_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "new", "text")
    assert (tmp_path / "new").read_text(encoding="utf-8") == "text"
    assert _mode(tmp_path / "new") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_an_old_file_keeps_its_rights(tmp_path: Path) -> None:
    target = tmp_path / "old"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    write_whole(target, "new")
    assert (target.read_text(encoding="utf-8"), _mode(target)) == ("new", 0o640)


def test_a_link_stays_and_what_it_points_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_whole(tmp_path / "link", "text")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "text"


def test_links_that_lead_in_a_circle_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(CannotWriteError, match="symbolic links"):
        write_whole(tmp_path / "a", "text")


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for target in (pipe, tmp_path):
        with pytest.raises(CannotWriteError, match="no regular file"):
            write_whole(target, "text")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt])
def test_a_fault_leaves_the_old_content_and_nothing_beside(tmp_path: Path, fault: type[BaseException]) -> None:
    target = tmp_path / "out"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(fault), replacing(target) as file:
        _half(file, fault)
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_request_to_end_clears_away_what_is_half_written(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended, replacing(tmp_path / "out"):
        signal.raise_signal(signal.SIGTERM)
    assert ended.value.code == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is before


def test_what_a_killed_run_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / ".out.part").write_text("stale", encoding="utf-8")
    write_whole(tmp_path / "out", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_link_left_in_the_place_of_the_part_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("precious", encoding="utf-8")
    (tmp_path / ".out.part").symlink_to(tmp_path / "other")
    write_whole(tmp_path / "out", "text")
    assert (tmp_path / "other").read_text(encoding="utf-8") == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "out"]


def test_two_runs_do_not_write_one_target(tmp_path: Path) -> None:
    with replacing_bytes(tmp_path / "out") as first:
        first.write(b"first")
        with pytest.raises(CannotWriteError) as caught:
            write_whole(tmp_path / "out", "second")
        assert caught.value.code == "target-busy"
    assert (tmp_path / "out").read_bytes() == b"first"


@pytest.mark.parametrize("rest", [False, True])
def test_a_part_that_another_run_takes_away_meanwhile_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, rest: bool
) -> None:
    real_lock, part = vars(replace_file)["_lock"], tmp_path / ".out.part"
    taken: list[Path] = []
    if rest:
        part.write_text("stale", encoding="utf-8")

    def lock_late(file: object, target: Path) -> None:
        real_lock(file, target)
        if not taken:
            taken.append(part.rename(tmp_path / "elsewhere"))

    monkeypatch.setattr(replace_file, "_lock", lock_late)
    write_whole(tmp_path / "out", "text")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "text"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "out"]


def test_a_part_that_is_gone_before_it_can_be_cleared_away_is_no_fault(tmp_path: Path) -> None:
    vars(replace_file)["_clear_away"](tmp_path / ".out.part", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_vault_and_the_cases_are_never_written_over(tmp_path: Path) -> None:
    vault, cases = tmp_path / "vault.huv", tmp_path / "cases.sqlite3"
    vault.write_bytes(b"\x89HUV\r\n\x1a\n and all the codes")
    with SqliteCaseStore(cases):
        pass
    (tmp_path / "link").symlink_to(vault)
    for target, code in (
        (vault, "output-is-vault"),
        (tmp_path / "link", "output-is-vault"),
        (cases, "output-is-cases"),
    ):
        before = target.read_bytes()
        with pytest.raises(InputError) as refused:
            write_whole_bytes(target, b"a report")
        assert (refused.value.code, target.read_bytes()) == (code, before)


def test_another_programs_database_is_replaced_like_any_file(tmp_path: Path) -> None:
    target = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(target)) as other:
        other.execute("CREATE TABLE t (x)")
    write_whole(target, "text")
    assert target.read_text(encoding="utf-8") == "text"
