"""A vault that costs little, entries to put into it, and a disk on which the current can fail."""

from __future__ import annotations

import random
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from headunit.codes.candidate import Grade
from headunit.numbers import RadioCode, Vin
from headunit.vault.disk import RealDisk
from headunit.vault.entry import CodeSource, Entry
from headunit.vault.key import Cost
from headunit.vault.passphrase import Passphrase
from headunit.vault.reference import Reference
from headunit.vault.store import VaultStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path, PurePosixPath

CHEAP = Cost(memory_kib=32, iterations=1, lanes=1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def cheap() -> Cost:
    return CHEAP


@pytest.fixture
def passphrase() -> Passphrase:
    return Passphrase("correct horse battery")


@pytest.fixture
def random_bytes() -> Callable[[int], bytes]:
    return random.Random(1).randbytes  # noqa: S311 - the same bytes at every run


@pytest.fixture
def store(tmp_path: Path, random_bytes: Callable[[int], bytes]) -> VaultStore:
    return VaultStore(path=tmp_path / "home" / "vault.huv", disk=RealDisk(), random_bytes=random_bytes, cost=CHEAP)


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    def make(**changed: Any) -> Entry:  # noqa: ANN401 - any field
        fields: dict[str, Any] = {
            "id": Reference("7K3MQ9XD"),
            "name": "Fiesta, blue",
            "code": RadioCode("2487"),
            "source": CodeSource.RULE,
            "added": NOON,
            "changed": NOON,
            "family": "ford-keycode",
            "serial": "M123456",
            "part_number": "6S61-18K876-AA",
            "car": "Ford Fiesta 2004",
            "vin": Vin("WF0AXXGAJA4A12345"),
            "evidence": Grade.CONFIRMED,
            "note": 'first line\n\tsecond <line> & "Š"',
        }
        return Entry(**{**fields, **changed})

    return make


@pytest.fixture
def entry_texts() -> dict[str, str]:
    """Return the entry of ``make_entry`` as its texts are written down, the code in clear."""
    return {
        "id": "7K3M-Q9XD",
        "name": "Fiesta, blue",
        "family": "ford-keycode",
        "serial": "M123456",
        "part_number": "6S61-18K876-AA",
        "code": "2487",
        "source": "rule",
        "evidence": "confirmed",
        "car": "Ford Fiesta 2004",
        "vin": "WF0AXXGAJA4A12345",
        "note": 'first line\n\tsecond <line> & "Š"',
        "added": "2026-11-22T12:00:00Z",
        "changed": "2026-11-22T12:00:00Z",
    }


class PowerCut(BaseException):
    """The current fails; nothing in the program may catch it."""


class _File:
    """Hold what a program sees of a file, and what the disk is sure to keep."""

    def __init__(self, content: bytes, *, synced: bool = False) -> None:
        self.content, self.synced = content, synced


class SimulatedDisk:
    """Keep files in memory, and forget after a cut what was not synced.

    Changes of names reach the disk in their order, some or all of them; the content of a file that was not synced may
    be anything between nothing and all of it. *cut_before* is the step before which the current fails; writing a file
    has two steps.
    """

    def __init__(self, files: dict[PurePosixPath, bytes] | None = None, *, cut_before: int = -1) -> None:
        self.names = {path: _File(content, synced=True) for path, content in (files or {}).items()}
        self._durable = dict(self.names)
        self._waiting: list[Callable[[dict[PurePosixPath, _File]], None]] = []
        self._cut_before, self.steps = cut_before, 0

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self._cut_before:
            raise PowerCut

    def _rename(self, change: Callable[[dict[PurePosixPath, _File]], None]) -> None:
        change(self.names)
        self._waiting.append(change)

    def read(self, path: PurePosixPath, at_most: int) -> bytes:
        if path not in self.names:
            raise FileNotFoundError(path)
        return self.names[path].content[:at_most]

    def exists(self, path: PurePosixPath) -> bool:
        return path in self.names

    def write_new(self, path: PurePosixPath, content: bytes) -> None:
        if path in self.names:
            raise FileExistsError(path)
        self._step()
        file = _File(content[: len(content) // 2])
        self._rename(lambda names: names.update({path: file}))
        self._step()
        file.content = content

    def sync(self, path: PurePosixPath) -> None:
        self._step()
        self.names[path].synced = True

    def replace(self, source: PurePosixPath, target: PurePosixPath) -> None:
        self._step()
        self._rename(lambda names: names.update({target: names.pop(source)}) if source in names else None)

    def add(self, source: PurePosixPath, target: PurePosixPath) -> None:
        if target in self.names:
            raise FileExistsError(target)
        self.replace(source, target)

    def sync_folder(self, folder: PurePosixPath) -> None:  # noqa: ARG002 - there is one folder
        self._step()
        self._durable = dict(self.names)
        self._waiting = []

    def remove(self, path: PurePosixPath) -> None:
        if path in self.names:
            self._step()
            self._rename(lambda names: names.pop(path, None))  # type: ignore[arg-type]

    def make_folder(self, folder: PurePosixPath) -> None:
        pass

    def lock(self, path: PurePosixPath) -> AbstractContextManager[None]:  # noqa: ARG002 - one process
        return nullcontext()

    def after_the_cut(self) -> Iterator[dict[PurePosixPath, bytes]]:
        """Yield every content that the disk may have now."""
        for reached in range(len(self._waiting) + 1):
            names = dict(self._durable)
            for change in self._waiting[:reached]:
                change(names)
            for share in (0.0, 0.3, 1.0):
                yield {
                    path: file.content if file.synced else file.content[: int(len(file.content) * share)]
                    for path, file in names.items()
                }


@pytest.fixture
def simulated_disk() -> type[SimulatedDisk]:
    return SimulatedDisk


@pytest.fixture
def power_cut() -> type[PowerCut]:
    return PowerCut
