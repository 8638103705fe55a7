"""Photos of a case: kept in order, readable by the owner alone, gone with the case, and never outside the folder."""

from __future__ import annotations

import shutil
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from headunit.errors import CannotWriteError, UnknownNameError
from headunit.recovery.store.photos import PhotoStore

if TYPE_CHECKING:
    from pathlib import Path

CASE = "7K3M9X"


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "state" / "photos")


def put(store: PhotoStore, *contents: bytes, case: str = CASE) -> None:
    room = store.room()
    paths = [room / f"{number}.new" for number, _ in enumerate(contents)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    store.add(case, paths)
    room.rmdir()


def test_without_a_photo_there_is_nothing_not_even_a_folder(store: PhotoStore, tmp_path: Path) -> None:
    assert store.kept(CASE) == ()
    store.sweep()
    store.delete(CASE)
    store.delete_all()

    assert not (tmp_path / "state").exists()


def test_photos_keep_their_order_and_are_told_apart(store: PhotoStore) -> None:
    put(store, *(b"%d" % number for number in range(11)))

    assert [photo.name for photo in store.kept(CASE)] == [f"{number}.jpg" for number in range(1, 12)]
    assert store.read(CASE, "11.jpg") == b"10"
    assert store.kept(CASE)[0].sha256 == sha256(b"0").hexdigest()
    assert store.kept(CASE)[0].told == f"1.jpg (SHA-256 {sha256(b'0').hexdigest()[:16]}…)"


def test_folder_and_files_are_the_owner_s_alone(store: PhotoStore, tmp_path: Path) -> None:
    put(store, b"a")
    folder = tmp_path / "state" / "photos"

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / CASE).stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / CASE / "1.jpg").stat().st_mode) == 0o600


def test_a_new_photo_never_takes_the_name_of_one_that_is_there(store: PhotoStore) -> None:
    put(store, b"a", b"b")
    store.remove(CASE, "1.jpg")
    put(store, b"c")

    assert [(photo.name, store.read(CASE, photo.name)) for photo in store.kept(CASE)] == [
        ("2.jpg", b"b"),
        ("3.jpg", b"c"),
    ]


@pytest.mark.parametrize("name", ["../cases.sqlite3", "2.jpg", "", "1.jpg/", "/etc/passwd", "01.jpg", "1.JPG", "x.jpg"])
def test_a_name_from_outside_never_leads_out_of_the_folder(name: str, store: PhotoStore, tmp_path: Path) -> None:
    put(store, b"a")
    (tmp_path / "state" / "photos" / CASE / "x.jpg").write_bytes(b"not ours")
    (tmp_path / "state" / "cases.sqlite3").write_bytes(b"cases")

    with pytest.raises(UnknownNameError, match="no photo"):
        store.read(CASE, name)
    with pytest.raises(UnknownNameError, match="no photo"):
        store.remove(CASE, name)
    assert (tmp_path / "state" / "cases.sqlite3").exists()


def test_photos_go_with_their_case_and_with_everything(store: PhotoStore, tmp_path: Path) -> None:
    put(store, b"a")
    put(store, b"b", case="AAAAAA")
    store.delete(CASE)
    assert (store.kept(CASE), len(store.kept("AAAAAA"))) == ((), 1)

    store.delete_all()
    assert not (tmp_path / "state" / "photos").exists()


def test_of_everything_what_can_go_goes(store: PhotoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, b"a")
    put(store, b"b", case="AAAAAA")
    (tmp_path / "state" / "photos" / "stray").write_bytes(b"c")
    remove = shutil.rmtree

    def removed(path: Path) -> None:
        if path.name == "AAAAAA":
            raise PermissionError(13, "Permission denied")
        remove(path)

    monkeypatch.setattr(shutil, "rmtree", removed)
    with pytest.raises(CannotWriteError, match="Permission denied"):
        store.delete_all()

    assert [path.name for path in (tmp_path / "state" / "photos").iterdir()] == ["AAAAAA"]


def test_what_an_earlier_program_left_is_swept(store: PhotoStore) -> None:
    put(store, b"a")
    room = store.room()
    (room / "1").write_bytes(b"half")
    store.sweep()

    assert not room.exists()
    assert len(store.kept(CASE)) == 1


def test_a_fault_of_the_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "photos").write_bytes(b"a file where the folder should be")

    with pytest.raises(CannotWriteError, match="can't be read or written"):
        PhotoStore(tmp_path / "photos").room()
