"""A place for the web app that keeps everything in memory or in a folder of the test, with a clock of its own."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.recovery.asks import Knowledge
from headunit.recovery.store.cases import MemoryCaseStore
from headunit.recovery.store.photos import PhotoStore
from headunit.vault.disk import RealDisk
from headunit.vault.key import Cost
from headunit.vault.store import VaultStore
from headunit.web.cases import Cases
from headunit.web.label_desk import LabelDesk
from headunit.web.place import Place
from headunit.web.rehearsals import Rehearsals
from headunit.web.vaults import Vaults
from headunit.web.visitor import Names

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.recovery.store.cases import CaseStore
    from headunit.web.clock import Clock
    from headunit.web.photo_reader import PhotoReader

START = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHEAP = Cost(memory_kib=32, iterations=1, lanes=1)
"""A key that costs nothing: what is tested here is the page, not the key."""


class Numbers:
    """Give bytes that are different each time, and the same in each run."""

    def __init__(self) -> None:
        self._next = itertools.count(1)

    def __call__(self, count: int) -> bytes:
        return (next(self._next) * 0x9E3779B97F4A7C15 % (1 << 8 * count)).to_bytes(count, "big")


def a_place(
    clock: Clock,
    folder: Path | None = None,
    *,
    store: Callable[[], CaseStore] | None = None,
    most: int = 32,
    reader: PhotoReader | None = None,
) -> Place:
    """Return a place; with *folder* it has a vault and photos there, and with *reader* they are read."""
    known = Knowledge(load_catalogue(), load_assumptions)
    numbers, kept = Numbers(), MemoryCaseStore()

    def now() -> datetime:
        return START + timedelta(milliseconds=clock.now_ms())

    vaults = None
    if folder is not None:
        vault = VaultStore(path=folder / "vault.huv", disk=RealDisk(), random_bytes=numbers, cost=CHEAP)
        vaults = Vaults(vault, clock, now, numbers)
    photos = PhotoStore((folder or Path("nowhere")) / "photos")
    return Place(
        known=known,
        cases=Cases(store or (lambda: kept), known, now, numbers),
        rehearsals=Rehearsals(known.catalogue, clock, most=most),
        vaults=vaults,
        photos=photos,
        labels=LabelDesk(reader, photos) if reader else None,
        folder=str(folder or "in memory"),
        names=Names(numbers),
    )
