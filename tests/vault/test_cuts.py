"""The current fails before every step of every write: the vault opens, with the old content or the new."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from headunit.vault.content import Vault
from headunit.vault.passphrase import Passphrase
from headunit.vault.store import VaultStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.vault.entry import Entry
    from headunit.vault.key import Cost

    MakeEntry = Callable[..., Entry]

PATH = PurePosixPath("/home/vault.huv")
OTHER = Passphrase("another passphrase")
MOST_STEPS = 40


@pytest.fixture
def store_on(cheap: Cost, random_bytes: Callable[[int], bytes]) -> Callable[[Any], VaultStore]:
    def make(disk: Any) -> VaultStore:  # noqa: ANN401 - a disk in memory
        return VaultStore(path=PATH, disk=disk, random_bytes=random_bytes, cost=cheap)  # type: ignore[arg-type]

    return make


@pytest.fixture
def images(
    simulated_disk: Any,  # noqa: ANN401 - the class of the test's disk
    power_cut: type[BaseException],
    store_on: Callable[[Any], VaultStore],
) -> Callable[..., list[dict[PurePosixPath, bytes]]]:
    def cut_everywhere(before: dict[PurePosixPath, bytes], work: Callable[[VaultStore], object]) -> Any:  # noqa: ANN401
        """Return what may be on the disk after a cut before each step of *work*."""
        found = []
        for step in range(1, MOST_STEPS):
            disk = simulated_disk(before, cut_before=step)
            try:
                work(store_on(disk))
            except power_cut:
                found += list(disk.after_the_cut())
            else:
                assert step > 5, "a write has at least five steps"
                return found
        raise AssertionError

    return cut_everywhere


@pytest.fixture
def written(simulated_disk: Any, store_on: Callable[[Any], VaultStore], passphrase: Passphrase) -> Any:  # noqa: ANN401
    """Return the files of a whole, empty vault."""
    disk = simulated_disk()
    store_on(disk).create(passphrase)
    return {path: file.content for path, file in disk.names.items()}


def test_a_change_is_there_wholly_or_not_at_all(
    images: Any,  # noqa: ANN401 - as above
    written: Any,  # noqa: ANN401
    store_on: Callable[[Any], VaultStore],
    simulated_disk: Any,  # noqa: ANN401
    passphrase: Passphrase,
    make_entry: MakeEntry,
) -> None:
    old, new = Vault(), Vault((make_entry(),))

    def work(store: VaultStore) -> None:
        store.change(passphrase, lambda vault: vault.with_entry(make_entry()))

    seen = []
    for files in images(written, work):
        store = store_on(simulated_disk(files))
        seen.append(store.open(passphrase))
        store.change(passphrase, lambda _: Vault())
        assert store.open(passphrase) == Vault(), "what was left lying about does not hinder the next change"

    assert {len(vault.entries) for vault in seen} == {0, 1}
    assert all(vault in (old, new) for vault in seen)


def test_a_new_vault_is_there_wholly_or_not_at_all(
    images: Any,  # noqa: ANN401 - as above
    store_on: Callable[[Any], VaultStore],
    simulated_disk: Any,  # noqa: ANN401
    passphrase: Passphrase,
) -> None:
    for files in images({}, lambda store: store.create(passphrase)):
        store = store_on(simulated_disk(files))
        if PATH not in files:
            store.create(passphrase)
        assert store.open(passphrase) == Vault()


def test_one_of_the_two_passphrases_opens_the_vault(
    images: Any,  # noqa: ANN401 - as above
    written: Any,  # noqa: ANN401
    store_on: Callable[[Any], VaultStore],
    simulated_disk: Any,  # noqa: ANN401
    passphrase: Passphrase,
) -> None:
    opened = []
    for files in images(written, lambda store: store.change_passphrase(passphrase, OTHER)):
        store = store_on(simulated_disk(files))
        right = passphrase if files[PATH] == written[PATH] else OTHER
        assert store.open(right) == Vault()
        opened.append(right)

    assert set(opened) == {passphrase, OTHER}


def test_a_backup_is_whole_or_not_there_and_the_vault_stays(
    images: Any,  # noqa: ANN401 - as above
    written: Any,  # noqa: ANN401
    passphrase: Passphrase,
) -> None:
    backup = PurePosixPath("/home/backup.huv")
    for files in images(written, lambda store: store.back_up(backup, passphrase)):
        assert files[PATH] == written[PATH]
        assert files.get(backup, written[PATH]) == written[PATH]


def test_the_test_would_notice_a_write_that_is_not_synced(
    images: Any,  # noqa: ANN401 - as above
    written: Any,  # noqa: ANN401
    simulated_disk: Any,  # noqa: ANN401
    monkeypatch: pytest.MonkeyPatch,
    passphrase: Passphrase,
    make_entry: MakeEntry,
) -> None:
    monkeypatch.setattr(simulated_disk, "sync", lambda disk, path: disk._step())  # noqa: ARG005, SLF001 - a disk that lies

    def work(store: VaultStore) -> None:
        store.change(passphrase, lambda vault: vault.with_entry(make_entry()))

    lengths = {len(files[PATH]) for files in images(written, work)}

    assert min(lengths) < len(written[PATH]), "a cut can leave a vault cut short"
