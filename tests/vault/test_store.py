"""The file of a vault: made once, changed by one writer at a time, copied, and brought up to date after a backup."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from headunit.errors import (
    CannotWriteError,
    ConfigurationError,
    FileMissingError,
    HeadunitError,
    InputError,
    ReadFailedError,
    TryAgainError,
)
from headunit.vault import sealed
from headunit.vault.content import Vault
from headunit.vault.disk import RealDisk
from headunit.vault.key import derive_key
from headunit.vault.passphrase import Passphrase
from headunit.vault.sealed import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from headunit.vault.entry import Entry
    from headunit.vault.key import Cost, VaultKey
    from headunit.vault.store import VaultStore

    MakeEntry = Callable[..., Entry]

OTHER = Passphrase("another passphrase")


def test_a_new_vault_is_empty_and_the_owners_alone(store: VaultStore, passphrase: Passphrase) -> None:
    store.create(passphrase)

    assert store.open(passphrase) == Vault()
    assert sorted(path.name for path in store.path.parent.iterdir()) == ["vault.huv", "vault.huv.lock"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in store.path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_folders_above_a_new_vault_are_the_owners_alone_too(store: VaultStore, passphrase: Passphrase) -> None:
    deep = replace(store, path=store.path.parent / "a" / "b" / "vault.huv")
    deep.create(passphrase)

    assert stat.S_IMODE((store.path.parent / "a").stat().st_mode) == 0o700


def test_a_vault_is_never_made_over_another(store: VaultStore, passphrase: Passphrase) -> None:
    store.create(passphrase)
    before = store.path.read_bytes()

    with pytest.raises(InputError) as exists:
        store.create(OTHER)
    assert exists.value.code == "vault-exists"
    assert store.path.read_bytes() == before


def test_a_new_passphrase_is_long_enough(store: VaultStore, passphrase: Passphrase) -> None:
    with pytest.raises(InputError, match="fewer than 8"):
        store.create(Passphrase("short"))
    store.create(passphrase)
    with pytest.raises(InputError, match="fewer than 8"):
        store.change_passphrase(passphrase, Passphrase("short"))
    assert store.open(passphrase) == Vault()


def test_a_change_is_kept_under_a_new_nonce_and_the_same_salt(
    store: VaultStore, passphrase: Passphrase, make_entry: MakeEntry
) -> None:
    store.create(passphrase)
    before = store.path.read_bytes()
    changed = store.change(passphrase, lambda vault: vault.with_entry(make_entry()))
    after = store.path.read_bytes()

    assert changed == store.open(passphrase) == Vault((make_entry(),))
    assert after[24:40] == before[24:40]
    assert after[40:52] != before[40:52]


def test_a_change_that_changes_nothing_writes_nothing(store: VaultStore, passphrase: Passphrase) -> None:
    store.create(passphrase)
    before = store.path.read_bytes()

    assert store.change(passphrase, lambda vault: vault) == Vault()
    assert store.path.read_bytes() == before


def test_a_fault_in_a_change_leaves_the_vault_as_it_was(store: VaultStore, passphrase: Passphrase) -> None:
    store.create(passphrase)
    before = store.path.read_bytes()

    def fault(vault: Vault) -> Vault:
        raise RuntimeError(vault)

    with pytest.raises(RuntimeError):
        store.change(passphrase, fault)
    assert store.path.read_bytes() == before
    store.change(passphrase, lambda vault: vault)


def test_a_new_passphrase_opens_the_vault_and_the_old_does_not(
    store: VaultStore, passphrase: Passphrase, make_entry: MakeEntry
) -> None:
    store.create(passphrase)
    store.change(passphrase, lambda vault: vault.with_entry(make_entry()))
    before = store.path.read_bytes()
    store.change_passphrase(passphrase, OTHER)

    assert store.open(OTHER) == Vault((make_entry(),))
    assert store.path.read_bytes()[24:40] != before[24:40]
    with pytest.raises(InputError, match="passphrase is wrong, or the file is damaged"):
        store.open(passphrase)


def test_the_passphrase_is_not_changed_without_the_old_one(store: VaultStore, passphrase: Passphrase) -> None:
    store.create(passphrase)
    with pytest.raises(InputError, match="passphrase is wrong"):
        store.change_passphrase(OTHER, OTHER)
    assert store.open(passphrase) == Vault()


@pytest.mark.parametrize("way", ["check", "open", "change", "change_passphrase", "back_up"])
def test_a_vault_that_is_not_there_is_named(
    store: VaultStore, passphrase: Passphrase, tmp_path: Path, way: str
) -> None:
    arguments: dict[str, tuple[Any, ...]] = {
        "check": (),
        "open": (passphrase,),
        "change": (passphrase, lambda vault: vault),
        "change_passphrase": (passphrase, OTHER),
        "back_up": (tmp_path / "backup", passphrase),
    }
    with pytest.raises(FileMissingError) as missing:
        getattr(store, way)(*arguments[way])
    assert missing.value.code == "vault-missing"
    assert list(tmp_path.iterdir()) == []


def test_a_vault_that_can_not_be_read_is_named(store: VaultStore, passphrase: Passphrase) -> None:
    store.path.mkdir(parents=True)

    with pytest.raises(ReadFailedError) as unread:
        store.open(passphrase)
    assert unread.value.code == "vault-unread"


def test_a_backup_is_opened_before_it_is_called_one(
    store: VaultStore, passphrase: Passphrase, make_entry: MakeEntry, tmp_path: Path
) -> None:
    store.create(passphrase)
    store.change(passphrase, lambda vault: vault.with_entry(make_entry()))

    assert store.back_up(tmp_path / "backup.huv", passphrase) == 1
    assert (tmp_path / "backup.huv").read_bytes() == store.path.read_bytes()
    assert stat.S_IMODE((tmp_path / "backup.huv").stat().st_mode) == 0o600
    with pytest.raises(InputError, match="passphrase is wrong"):
        store.back_up(tmp_path / "other.huv", OTHER)
    assert not (tmp_path / "other.huv").exists()


def test_a_backup_is_never_written_over(store: VaultStore, passphrase: Passphrase, tmp_path: Path) -> None:
    store.create(passphrase)
    for name in ("file", "link"):
        target = tmp_path / name
        target.write_text("precious", encoding="utf-8") if name == "file" else target.symlink_to(tmp_path / "nowhere")
        with pytest.raises(InputError) as exists:
            store.back_up(target, passphrase)
        assert exists.value.code == "backup-exists"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "precious"


def test_one_writer_at_a_time(store: VaultStore, passphrase: Passphrase, tmp_path: Path) -> None:
    store.create(passphrase)
    before = store.path.read_bytes()

    with store.disk.lock(store.path.with_name("vault.huv.lock")):
        for write in (
            lambda: store.change(passphrase, lambda vault: vault),
            lambda: store.change_passphrase(passphrase, OTHER),
            lambda: store.back_up(tmp_path / "backup", passphrase),
            lambda: store.create(passphrase),
        ):
            with pytest.raises(TryAgainError) as busy:
                write()
            assert (busy.value.code, busy.value.exit_status) == ("vault-busy", 75)
        assert store.open(passphrase) == Vault(), "reading needs no lock"
    assert store.path.read_bytes() == before
    store.change_passphrase(passphrase, OTHER)


def test_what_a_killed_writer_left_is_cleared_away(store: VaultStore, passphrase: Passphrase) -> None:
    store.create(passphrase)
    (store.path.parent / ".vault.huv.part").write_bytes(b"half")
    store.change_passphrase(passphrase, OTHER)

    assert sorted(path.name for path in store.path.parent.iterdir()) == ["vault.huv", "vault.huv.lock"]


class FullDisk(RealDisk):
    """Fail with ENOSPC at one step; a file that is being written gets half of its content."""

    def __init__(self, fails_at: str) -> None:
        self.fails_at = fails_at

    def _step(self, name: str) -> None:
        if name == self.fails_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def write_new(self, path: Path, content: bytes) -> None:
        super().write_new(path, content[: len(content) // 2] if self.fails_at == "write_new" else content)
        self._step("write_new")

    def sync(self, path: Path) -> None:
        self._step("sync")
        super().sync(path)

    def replace(self, source: Path, target: Path) -> None:
        self._step("replace")
        super().replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._step("sync_folder")
        super().sync_folder(folder)

    def make_folder(self, folder: Path) -> None:
        self._step("make_folder")
        super().make_folder(folder)


@pytest.mark.parametrize("step", ["write_new", "sync", "replace", "sync_folder"])
def test_a_full_disk_costs_nothing_that_was_there(
    store: VaultStore, passphrase: Passphrase, make_entry: MakeEntry, step: str
) -> None:
    store.create(passphrase)
    full = replace(store, disk=FullDisk(step))

    with pytest.raises(CannotWriteError, match="No space left on device") as refused:
        full.change(passphrase, lambda vault: vault.with_entry(make_entry()))

    assert (refused.value.code, refused.value.exit_status) == ("vault-unwritten", 73)
    assert len(store.open(passphrase).entries) == (1 if step == "sync_folder" else 0)
    assert sorted(path.name for path in store.path.parent.iterdir()) == ["vault.huv", "vault.huv.lock"]


@pytest.mark.parametrize("step", ["make_folder", "write_new", "sync", "replace"])
def test_a_vault_that_can_not_be_made_is_not_there(store: VaultStore, passphrase: Passphrase, step: str) -> None:
    with pytest.raises(CannotWriteError):
        replace(store, disk=FullDisk(step)).create(passphrase)
    assert not store.path.exists()


def test_a_folder_that_can_not_be_written_is_named(store: VaultStore, passphrase: Passphrase) -> None:
    store.path.parent.parent.joinpath("home").write_text("a file", encoding="utf-8")

    with pytest.raises(CannotWriteError) as refused:
        store.create(passphrase)
    assert refused.value.value == str(store.path)


def older_format(file: bytes, passphrase: Passphrase, usual: Cost) -> tuple[Vault, VaultKey]:
    """Read a format of the test's own: as format 1, and one byte more at the end."""
    return FORMATS[1](file[:-1], passphrase, usual)


def newer_format(file: bytes, passphrase: Passphrase, usual: Cost) -> tuple[Vault, VaultKey]:
    """Read what would be format 2: as format 1, under the number 2."""
    return FORMATS[1](file, passphrase, usual)


@pytest.fixture
def later_store(store: VaultStore, monkeypatch: pytest.MonkeyPatch) -> VaultStore:
    """Return the store of a later program: it writes format 2, and reads 1, which had one byte more."""
    monkeypatch.setattr(sealed, "FORMAT_VERSION", 2)
    return replace(store, formats={1: older_format, 2: newer_format})


@pytest.fixture
def old_file(store: VaultStore, passphrase: Passphrase, make_entry: MakeEntry) -> bytes:
    store.create(passphrase)
    store.change(passphrase, lambda vault: vault.with_entry(make_entry()))
    store.path.write_bytes(store.path.read_bytes() + b"+")
    return store.path.read_bytes()


@pytest.mark.parametrize("way", ["open", "change", "change_passphrase"])
def test_an_older_format_is_kept_as_a_backup_and_written_anew(
    old_file: bytes, later_store: VaultStore, passphrase: Passphrase, make_entry: MakeEntry, way: str
) -> None:
    if way == "open":
        assert later_store.open(passphrase) == Vault((make_entry(),))
    elif way == "change":
        later_store.change(passphrase, lambda vault: vault)
    else:
        later_store.change_passphrase(passphrase, OTHER)

    names = sorted(path.name for path in later_store.path.parent.iterdir())
    assert len(names) == 3
    assert names[1:] == ["vault.huv", "vault.huv.lock"]
    assert names[0].startswith("vault.format-1.")
    assert names[0].endswith(".huv")
    assert (later_store.path.parent / names[0]).read_bytes() == old_file
    assert later_store.path.read_bytes()[:10] == b"\x89HUV\r\n\x1a\n\x00\x02"
    assert later_store.open(OTHER if way == "change_passphrase" else passphrase) == Vault((make_entry(),))
    assert len(list(later_store.path.parent.iterdir())) == 3, "a file in the newest format is opened as it is"


def test_a_backup_of_an_older_format_is_a_plain_copy(
    old_file: bytes, later_store: VaultStore, passphrase: Passphrase, tmp_path: Path
) -> None:
    assert later_store.back_up(tmp_path / "backup", passphrase) == 1
    assert (tmp_path / "backup").read_bytes() == later_store.path.read_bytes() == old_file


def test_a_newer_format_is_refused_and_left_alone(
    store: VaultStore, later_store: VaultStore, passphrase: Passphrase
) -> None:
    later_store.create(passphrase)
    before = later_store.path.read_bytes()

    for way in (store.check, lambda: store.open(passphrase), lambda: store.change_passphrase(passphrase, OTHER)):
        with pytest.raises(ConfigurationError) as newer:
            way()
        assert newer.value.code == "vault-newer"
    assert later_store.path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"\x89HUV", b"no vault at all" * 100, b"\x89HUV\r\n\x1a\n\x00\x01" + bytes(99)]
)
def test_a_damaged_file_is_refused_and_left_alone(store: VaultStore, passphrase: Passphrase, content: bytes) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(content)

    for way in (store.open, lambda given: store.change(given, lambda vault: vault), store.create):
        with pytest.raises(HeadunitError):
            way(passphrase)
    assert store.path.read_bytes() == content


def test_a_damaged_header_costs_what_the_store_is_used_to(
    store: VaultStore, passphrase: Passphrase, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = []

    def derive(given: Passphrase, cost: Cost, salt: bytes) -> VaultKey:
        paid.append(cost)
        return derive_key(given, cost, salt)

    monkeypatch.setattr(sealed, "derive_key", derive)
    store.create(passphrase)
    store.path.write_bytes(store.path.read_bytes()[:20])

    with pytest.raises(InputError, match="passphrase is wrong, or the file is damaged"):
        store.open(passphrase)
    assert paid == [store.cost]


def test_too_little_memory_for_a_new_passphrase_is_said(
    store: VaultStore, passphrase: Passphrase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starve(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setitem(derive_key.__globals__, "Argon2id", starve)
    with pytest.raises(HeadunitError) as refused:
        store.create(passphrase)
    assert refused.value.code == "memory-short"
    assert not store.path.exists()


def test_a_file_that_comes_meanwhile_is_not_written_over_by_a_backup(
    store: VaultStore, passphrase: Passphrase, tmp_path: Path
) -> None:
    class LateDisk(RealDisk):
        def sync(self, path: Path) -> None:
            super().sync(path)
            (tmp_path / "backup").write_text("precious", encoding="utf-8")

    store.create(passphrase)
    with pytest.raises(InputError) as refused:
        replace(store, disk=LateDisk()).back_up(tmp_path / "backup", passphrase)
    assert refused.value.code == "backup-exists"
    assert (tmp_path / "backup").read_text(encoding="utf-8") == "precious"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.parametrize("there", [False, True])
def test_a_backup_needs_no_hard_links(
    store: VaultStore,
    passphrase: Passphrase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    there: bool,  # noqa: FBT001 - a column
) -> None:
    def link(_source: Path, target: Path) -> None:
        if there:
            target.write_text("precious", encoding="utf-8")
        raise PermissionError(1, "Operation not permitted")

    store.create(passphrase)
    monkeypatch.setattr("os.link", link)
    if there:
        with pytest.raises(InputError):
            store.back_up(tmp_path / "backup", passphrase)
        assert (tmp_path / "backup").read_text(encoding="utf-8") == "precious"
    else:
        assert store.back_up(tmp_path / "backup", passphrase) == 0
        assert (tmp_path / "backup").read_bytes() == store.path.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "home"]
