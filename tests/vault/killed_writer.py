"""Kill writers of a vault with SIGKILL, one after the other, and say what each left; a program of its own.

``python killed_writer.py kill FOLDER ROUNDS`` kills; ``python killed_writer.py add FOLDER NAME COUNT`` is a writer that
adds COUNT entries, trying again while another one is at it. Both print one JSON document.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from headunit.errors import TryAgainError
from headunit.numbers import RadioCode
from headunit.vault.content import Vault
from headunit.vault.disk import RealDisk
from headunit.vault.entry import CodeSource, Entry
from headunit.vault.key import Cost
from headunit.vault.passphrase import Passphrase
from headunit.vault.reference import Reference
from headunit.vault.store import VaultStore

PASSPHRASE = Passphrase("correct horse battery")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
STEPS = ("remove", "write_new", "sync", "replace", "sync_folder")
MOST_STEPS = 29


class TellingDisk(RealDisk):
    """Write a byte to a pipe at every step, so that the killer knows where the writer is."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def __getattribute__(self, name: str) -> object:
        if name in STEPS:
            os.write(self._pipe, b".")
        return super().__getattribute__(name)


def store_in(folder: Path, disk: RealDisk) -> VaultStore:
    return VaultStore(path=folder / "vault.huv", disk=disk, random_bytes=os.urandom, cost=Cost(32, 1, 1))


def entry(name: str, reference: Reference) -> Entry:
    return Entry(
        id=reference,
        name=name,
        code=RadioCode("2487"),
        source=CodeSource.OWNER,
        added=NOON,
        changed=NOON,
        note="x" * 3000,
    )


def write_for_ever(store: VaultStore, done: int) -> None:
    """Count up in the vault, and tell each number that is sure to be kept."""
    while True:
        vault = store.change(PASSPHRASE, lambda old: Vault((old.entries[0], counted(old))))
        os.write(done, f"{vault.entries[1].name}\n".encode())


def counted(vault: Vault) -> Entry:
    return entry(str(int(vault.entries[1].name) + 1), Reference("00000001"))


def killed_round(folder: Path, steps: int) -> tuple[int, int]:
    """Kill a writer after *steps* of its steps; return the last number it told, and the number in the vault."""
    pipe, pipe_in = os.pipe()
    done, done_in = os.pipe()
    child = os.fork()
    if child == 0:
        write_for_ever(store_in(folder, TellingDisk(pipe_in)), done_in)
    os.close(pipe_in)
    os.close(done_in)
    for _ in range(steps):
        os.read(pipe, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = b""
    while piece := os.read(done, 65536):
        told += piece
    os.close(pipe)
    os.close(done)
    vault = store_in(folder, RealDisk()).open(PASSPHRASE)
    if vault.entries[0] != entry("the first", Reference("00000000")):
        raise AssertionError("an entry that nobody touched is not as it was")
    return int(told.split()[-1]) if told else -1, int(vault.entries[1].name)


def kill(folder: Path, rounds: int) -> dict[str, object]:
    """Kill that many writers and say how often the vault had just the told number, and how often the next."""
    store = store_in(folder, RealDisk())
    store.create(PASSPHRASE)
    first, second = entry("the first", Reference("00000000")), entry("0", Reference("00000001"))
    store.change(PASSPHRASE, lambda vault: vault.with_entry(first).with_entry(second))
    last, told_kept, next_kept, left_over = 0, 0, 0, 0
    for number in range(rounds):
        told, kept = killed_round(folder, 1 + number % MOST_STEPS)
        sure = max(told, last)
        if kept not in (sure, sure + 1):
            raise AssertionError(f"round {number}: {sure} was sure, the vault holds {kept}")
        told_kept, next_kept = told_kept + (kept == sure), next_kept + (kept == sure + 1)
        left_over += (folder / ".vault.huv.part").exists()
        last = kept
    return {"rounds": rounds, "told_kept": told_kept, "next_kept": next_kept, "left_over": left_over}


def add(folder: Path, name: str, count: int) -> dict[str, object]:
    """Add that many entries, trying again while another writer holds the lock."""
    store, busy, added = store_in(folder, RealDisk()), 0, 0
    while added < count:
        try:
            store.change(
                PASSPHRASE,
                lambda vault: vault.with_entry(entry(f"{name} {added}", Reference.new(os.urandom, vault.references))),  # noqa: B023 - run at once
            )
        except TryAgainError:
            busy += 1
        else:
            added += 1
    return {"added": added, "busy": busy}


if __name__ == "__main__":
    where = Path(sys.argv[2])
    result = kill(where, int(sys.argv[3])) if sys.argv[1] == "kill" else add(where, sys.argv[3], int(sys.argv[4]))
    sys.stdout.write(json.dumps(result))
