"""Every store of cases keeps the same promises; the one on disk keeps them through cuts, damage and company."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

import pytest

from headunit.errors import (
    CannotWriteError,
    ConfigurationError,
    HeadunitError,
    ReadFailedError,
    TryAgainError,
    UnknownNameError,
)
from headunit.recovery.case import Case
from headunit.recovery.records import Held, Intent, Note, Opened, Outcome, Planned, Record
from headunit.recovery.store import sqlite_file
from headunit.recovery.store.cases import CaseStore, MemoryCaseStore
from headunit.recovery.store.sqlite_cases import SqliteCaseStore
from headunit.recovery.store.sqlite_file import SCHEMAS, connect
from tests.recovery.journals import START, journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CASE = "ABC123"
RECORDS = journal(
    Opened(1), Held("card"), Planned("", complete=True, assumed=("start",), rehearsed="opened"), Note("ä“—")
)
NEXT_SCHEMA = (*SCHEMAS, "CREATE TABLE later (id TEXT) STRICT;")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "cases.sqlite3"


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, file: Path) -> Iterator[CaseStore]:
    if request.param == "memory":
        yield MemoryCaseStore()
        return
    with SqliteCaseStore(file) as opened:
        yield opened


# What every store promises.


def test_it_gives_back_what_was_written(store: CaseStore) -> None:
    store.open_case(CASE, START)
    store.append(CASE, 0, RECORDS[:2])
    store.append(CASE, 2, RECORDS[2:])

    assert store.read(CASE) == Case(CASE, RECORDS)
    assert [(head.id, head.opened, head.records) for head in store.heads()] == [(CASE, START, 4)]


def test_the_second_of_two_writers_is_told(store: CaseStore) -> None:
    store.open_case(CASE, START)
    store.append(CASE, 0, RECORDS[:1])

    with pytest.raises(TryAgainError) as told:
        store.append(CASE, 0, (Record(1, START, Intent(1, "card")),))
    assert (told.value.code, told.value.exit_status) == ("case-moved", 75)
    assert store.read(CASE).records == RECORDS[:1]


def test_records_follow_one_another(store: CaseStore) -> None:
    store.open_case(CASE, START)

    with pytest.raises(ValueError, match="0"):
        store.append(CASE, 0, RECORDS[1:])
    assert store.read(CASE).records == ()


def test_an_id_is_given_once(store: CaseStore) -> None:
    store.open_case(CASE, START)

    with pytest.raises(TryAgainError) as told:
        store.open_case(CASE, START)
    assert told.value.code == "case-exists"


def test_an_unknown_case_is_said_to_be_one(store: CaseStore) -> None:
    for act in (lambda: store.read(CASE), lambda: store.delete(CASE), lambda: store.append(CASE, 0, RECORDS)):
        with pytest.raises(UnknownNameError) as told:
            act()
        assert told.value.code == "unknown-case"


def test_a_deleted_case_is_gone(store: CaseStore) -> None:
    store.open_case(CASE, START)
    store.append(CASE, 0, RECORDS)
    store.open_case("ABC124", START)
    store.delete(CASE)

    assert [head.id for head in store.heads()] == ["ABC124"]


# What the one on disk promises besides.


def test_the_folder_and_the_file_are_the_owners_alone(file: Path) -> None:
    with SqliteCaseStore(file) as store:
        store.open_case(CASE, START)
        modes = {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()}

    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}


def test_a_deleted_case_leaves_nothing_in_the_files(file: Path) -> None:
    with SqliteCaseStore(file) as store:
        store.open_case(CASE, START)
        store.append(CASE, 0, journal(Note("a name that must go")))
        store.delete(CASE)
        assert all(b"must go" not in path.read_bytes() for path in file.parent.iterdir())


def test_a_record_is_never_changed(file: Path) -> None:
    with SqliteCaseStore(file) as store:
        store.open_case(CASE, START)
        store.append(CASE, 0, RECORDS)
    other = connect(file)

    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        other.execute("UPDATE records SET content = '{}'")
    other.close()


class CutError(Exception):
    """Stand for the moment in which the machine dies."""


def cut_at(number: int) -> Callable[[str], None]:
    steps = count(1)

    def step(_name: str) -> None:
        if next(steps) == number:
            raise CutError

    return step


def work(file: Path, step: Callable[[str], None], done: list[str]) -> None:
    """Open a case and make a try, noting what has returned."""
    store = SqliteCaseStore(file, step=step)
    done.append("made")
    store.open_case(CASE, START)
    done.append("opened")
    store.append(CASE, 0, journal(Opened(0), Held("card"), Intent(1, "card")))
    done.append("intent")
    store.append(CASE, 3, (Record(4, START, Outcome(1, "wrong")),))
    done.append("outcome")


def test_a_cut_at_any_write_loses_nothing_that_had_returned(tmp_path: Path) -> None:
    wanted = {"made": 0, "opened": 0, "intent": 3, "outcome": 4}
    for number in count(1):
        done: list[str] = []
        file = tmp_path / str(number) / "cases.sqlite3"
        with suppress(CutError):
            work(file, cut_at(number), done)
        copy = tmp_path / f"{number}-copy"
        copy.mkdir()
        for path in file.parent.iterdir():
            shutil.copy(path, copy / path.name)
        with SqliteCaseStore(copy / "cases.sqlite3") as after:
            if "opened" in done:
                records = after.read(CASE).records
                assert len(records) >= wanted[done[-1]]
                assert len(records) in {0, 3, 4}
        if done and done[-1] == "outcome":
            break
    assert number > 12


def test_two_who_make_the_file_at_once_share_one(file: Path) -> None:
    def other(name: str) -> None:
        if name == "place":
            with SqliteCaseStore(file) as quicker:
                quicker.open_case(CASE, START)

    with SqliteCaseStore(file, step=other) as store:
        assert [head.id for head in store.heads()] == [CASE]
    assert [path.name for path in file.parent.iterdir()] == ["cases.sqlite3"]


def filled(file: Path) -> None:
    with SqliteCaseStore(file) as store:
        store.open_case(CASE, START)
        store.append(CASE, 0, RECORDS)


def test_every_flipped_byte_is_refused_or_harmless(file: Path, tmp_path: Path) -> None:
    filled(file)
    whole = file.read_bytes()
    hurt = tmp_path / "hurt.sqlite3"
    refused: list[str] = []
    for at in range(0, len(whole), 7):
        content = bytearray(whole)
        content[at] ^= 0xFF
        hurt.write_bytes(content)
        try:
            with SqliteCaseStore(hurt) as store:
                assert store.read(CASE).records == RECORDS
                assert len(store.heads()) == 1
        except HeadunitError as fault:
            refused.append(fault.code)
        for name in ("hurt.sqlite3-wal", "hurt.sqlite3-shm"):
            (tmp_path / name).unlink(missing_ok=True)
    assert len(refused) > 50
    assert set(refused) <= {"cases-damaged", "cases-newer", "cases-unwritten", "unknown-case"}


@pytest.mark.parametrize("length", [0, 1, 99, 100, 1000, 4096, 8192])
def test_a_truncated_file_is_refused_and_left_alone(file: Path, length: int) -> None:
    filled(file)
    file.write_bytes(file.read_bytes()[:length])

    with pytest.raises(ReadFailedError) as told:
        SqliteCaseStore(file)
    assert told.value.code == "cases-damaged"
    assert "put a backup" in str(told.value)
    assert file.stat().st_size == length


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be looked at" * 20])
def test_a_file_of_another_kind_is_refused(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)

    with pytest.raises(ReadFailedError):
        SqliteCaseStore(file)
    assert file.read_bytes() == content


def test_another_programs_database_is_refused(file: Path) -> None:
    file.parent.mkdir()
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE things (id)")
    other.commit()
    other.close()

    with pytest.raises(ReadFailedError, match="no file of Headunit's"):
        SqliteCaseStore(file)


@pytest.mark.parametrize(
    "content",
    ['{"v":1}', '{"v":1,"number":1,"at":"2026-01-01T12:01:00Z","kind":"opened","used":0}'],
    ids=["no record", "another record"],
)
def test_a_record_that_was_tampered_with_is_refused(file: Path, content: str) -> None:
    filled(file)
    other = connect(file)
    other.execute("DROP TRIGGER records_stay")
    other.execute("UPDATE records SET content = ? WHERE number = 1", (content,))
    other.close()

    with SqliteCaseStore(file) as store, pytest.raises(ReadFailedError, match="record 1 of case"):
        store.read(CASE)


@pytest.mark.parametrize("where", ["number = 4", "number > 0", "number = 2"])
def test_a_record_that_is_missing_is_noticed(file: Path, where: str) -> None:
    filled(file)
    other = connect(file)
    other.execute(f"DELETE FROM records WHERE {where}")  # noqa: S608 - the test's own words
    other.close()

    with SqliteCaseStore(file) as store, pytest.raises(ReadFailedError):
        store.read(CASE)


def test_a_time_that_is_none_is_refused(file: Path) -> None:
    filled(file)
    other = connect(file)
    other.execute("UPDATE cases SET opened = 'yesterday'")
    other.close()

    with SqliteCaseStore(file) as store, pytest.raises(ReadFailedError, match="at no time"):
        store.heads()


def test_a_record_of_a_later_version_is_refused(file: Path) -> None:
    from headunit.recovery.store.sqlite_cases import _digest  # noqa: PLC0415 - as a later program would write it

    filled(file)
    text = '{"v":2}'
    digest = _digest(_digest("", CASE), text)
    other = connect(file)
    other.execute("DELETE FROM records")
    other.execute("INSERT INTO records VALUES (?, 1, ?, ?)", (CASE, text, digest))
    other.execute("UPDATE cases SET number = 1, digest = ?", (digest,))
    other.close()

    with SqliteCaseStore(file) as store, pytest.raises(ReadFailedError, match="version is 2"):
        store.read(CASE)


def test_an_older_format_is_kept_and_brought_up_to_date(file: Path) -> None:
    filled(file)

    with SqliteCaseStore(file, schemas=NEXT_SCHEMA) as store:
        assert store.read(CASE).records == RECORDS
    backup = file.with_name("cases.format-1.sqlite3")
    assert backup.stat().st_mode & 0o777 == 0o600
    with SqliteCaseStore(backup) as old:
        assert old.read(CASE).records == RECORDS


def test_a_newer_format_is_refused(file: Path) -> None:
    with SqliteCaseStore(file, schemas=NEXT_SCHEMA):
        pass
    before = file.read_bytes()

    with pytest.raises(ConfigurationError) as told:
        SqliteCaseStore(file)
    assert (told.value.code, told.value.exit_status) == ("cases-newer", 78)
    assert file.read_bytes() == before


def test_a_cut_while_it_is_brought_up_to_date_leaves_old_or_new(file: Path) -> None:
    filled(file)
    for number in (1, 2):
        with pytest.raises(CutError):
            SqliteCaseStore(file, schemas=NEXT_SCHEMA, step=cut_at(number))
        with SqliteCaseStore(file, schemas=NEXT_SCHEMA[: 1 + (number == 2)]) as store:
            assert store.read(CASE).records == RECORDS


def test_two_who_bring_it_up_to_date_at_once_do_it_once(file: Path) -> None:
    filled(file)

    def other(name: str) -> None:
        if name == "backed-up":
            SqliteCaseStore(file, schemas=NEXT_SCHEMA).close()

    with SqliteCaseStore(file, schemas=NEXT_SCHEMA, step=other) as store:
        assert store.read(CASE).records == RECORDS


def test_a_step_that_fails_leaves_the_old_format(file: Path) -> None:
    filled(file)

    with pytest.raises(HeadunitError):
        SqliteCaseStore(file, schemas=(*SCHEMAS, "CREATE TABLE records (id TEXT);"))
    with SqliteCaseStore(file) as store:
        assert store.read(CASE).records == RECORDS


def full(path: Path) -> sqlite3.Connection:
    connection = connect(path)
    connection.execute("PRAGMA max_page_count = 1")
    return connection


def read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)


def test_a_full_disk_is_told_and_nothing_is_lost(file: Path) -> None:
    filled(file)

    with SqliteCaseStore(file, connect=full) as store:
        with pytest.raises(CannotWriteError) as told:
            store.append(CASE, 4, (Record(5, START, Note("x" * 100_000)),))
        assert (told.value.code, told.value.exit_status) == ("cases-unwritten", 73)
        assert "press nothing" in str(told.value)
        assert store.read(CASE).records == RECORDS


def test_a_file_that_can_only_be_read_is_told(file: Path) -> None:
    filled(file)

    with SqliteCaseStore(file, connect=read_only) as store, pytest.raises(CannotWriteError):
        store.append(CASE, 4, (Record(5, START, Note("x")),))


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CannotWriteError) as told:
        SqliteCaseStore(tmp_path / "file" / "cases.sqlite3")
    assert told.value.code == "cases-unwritten"


def quick(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=0, isolation_level=None)


def test_while_another_writes_one_is_told_to_try_again(file: Path) -> None:
    filled(file)
    other = connect(file)
    other.execute("BEGIN IMMEDIATE")

    with SqliteCaseStore(file, connect=quick) as store, pytest.raises(TryAgainError) as told:
        store.append(CASE, 4, (Record(5, START, Note("x")),))
    other.execute("ROLLBACK")
    other.close()
    assert told.value.code == "cases-busy"


def test_no_part_is_left_behind(file: Path) -> None:
    with pytest.raises(CutError):
        SqliteCaseStore(file, step=cut_at(1))
    assert os.listdir(file.parent) == []  # noqa: PTH208 - the names are all that counts


def no_link(_source: object, _target: object) -> None:
    raise PermissionError


def test_where_files_can_not_be_linked_it_is_copied_into_place(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_link)
    filled(file)
    with SqliteCaseStore(file) as opened:
        assert opened.read(CASE).records == RECORDS
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir() if path.suffix not in {"", ".sqlite3"}] == []


def test_a_file_that_another_made_first_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(file)
    before = file.read_bytes()
    monkeypatch.setattr(os, "link", no_link)
    beside = file.with_name("beside")
    beside.write_bytes(b"later")
    sqlite_file._place(beside, file)  # noqa: SLF001 - the moment between two programs can't be had otherwise
    assert file.read_bytes() == before
