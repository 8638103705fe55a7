"""Labels that are being read: one at a time, in the order in which they came; what came of each is in memory alone."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass, replace
from itertools import count
from queue import Full, Queue
from typing import TYPE_CHECKING

from headunit.errors import HeadunitError, InputError, TryAgainError
from headunit.web.photo_reader import Shot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from headunit.label.reading import LabelReading
    from headunit.recovery.store.photos import PhotoStore
    from headunit.web.photo_reader import PhotoReader

__all__ = ["Job", "LabelDesk"]

_MOST_WAITING = 3
_MOST_REMEMBERED = 16
_Owner = tuple[str, str]
"""A case, and the visitor who had its label read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Hold one label: how many *shots* of it there are and were *opened*, then its *reading* or its *fault*.

    *answers* are what the person said to its questions, by their index. *card*: it is a code card. *kept*: its photos
    stay with the case.
    """

    ticket: int
    shots: int
    card: bool = False
    opened: int = 0
    reading: LabelReading | None = None
    fault: HeadunitError | None = None
    answers: Mapping[int, str] | None = None
    kept: bool = True

    @property
    def done(self) -> bool:
        """Return whether it was read, or can't be."""
        return self.reading is not None or self.fault is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """Hold what is to be read: *photos* of the case that *owner* begins with; those in *folder* are new, and go then.

    *card*: a code card, which is never kept. *instead*: the new photos take the place of those that are kept.
    """

    owner: _Owner
    ticket: int
    photos: tuple[Path, ...]
    folder: Path | None = None
    card: bool = False
    instead: bool = False

    @property
    def case(self) -> str:
        """Return the case that the photos are of."""
        return self.owner[0]

    def shots(self) -> tuple[Shot, ...]:
        """Return the photos, and where the new ones are to be written anew."""
        return tuple(Shot(path, self._anew(path)) for path in self.photos)

    def _anew(self, path: Path) -> Path | None:
        return None if self.card or path.parent != self.folder else path.with_name(f"{path.name}.jpg")


class LabelDesk:
    """Read labels in a thread of its own; a reading is forgotten with its case, or when many newer ones came.

    The photos belong to the case, but a reading, which may hold a code, to the browser that asked for it: *visitor*.
    """

    def __init__(self, reader: PhotoReader, store: PhotoStore, *, prints: bool = True) -> None:
        """Take what reads, and where photos are kept; without *prints* it reads bar codes alone."""
        self.prints = prints
        self._reader = reader
        self._store = store
        self._tickets = count(1)
        self._jobs: dict[_Owner, Job] = {}
        self._orders: Queue[_Order] = Queue(_MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(
        self, case_id: str, visitor: str, photos: Sequence[Path], folder: Path, *, card: bool, more: bool
    ) -> None:
        """Have new *photos* in *folder* read, with *more* together with those that are kept; the folder is ours then.

        Raises TryAgainError (``photos-busy``).
        """
        earlier = self._store.paths(case_id) if more else ()
        self._put(
            _Order(
                owner=(case_id, visitor), ticket=next(self._tickets), photos=(*earlier, *photos), folder=folder,
                card=card, instead=not (card or more),
            )
        )  # fmt: skip

    def again(self, case_id: str, visitor: str) -> None:
        """Have the kept photos of a case read once more; raises TryAgainError (``photos-busy``)."""
        photos = self._store.paths(case_id)
        if photos:
            self._put(_Order(owner=(case_id, visitor), ticket=next(self._tickets), photos=photos))

    def job(self, case_id: str, visitor: str) -> Job | None:
        """Return the label of a case, None where this *visitor* has none in memory."""
        with self._lock:
            return self._jobs.get((case_id, visitor))

    def answer(self, case_id: str, visitor: str, answers: Mapping[int, str]) -> None:
        """Hold what the person said."""
        owner = (case_id, visitor)
        with self._lock:
            job = self._jobs.get(owner)
            if job is not None and job.reading is not None:
                self._jobs[owner] = replace(job, answers=dict(answers))

    def forget(self, case_id: str) -> None:
        """Forget the label of a case, whoever had it read; what is still being read of it is thrown away."""
        with self._lock:
            for owner in [owner for owner in self._jobs if owner[0] == case_id]:
                del self._jobs[owner]

    def forget_all(self) -> None:
        """Forget every label."""
        with self._lock:
            self._jobs.clear()

    def join(self) -> None:
        """Return when nothing waits to be read."""
        self._orders.join()

    def _put(self, order: _Order) -> None:
        with self._lock:
            if any(owner[0] == order.case and not job.done for owner, job in self._jobs.items()):
                raise _busy()
            try:
                self._orders.put_nowait(order)
            except Full:
                raise _busy() from None
            self._jobs.pop(order.owner, None)
            if len(self._jobs) >= _MOST_REMEMBERED:
                self._drop_oldest()
            self._jobs[order.owner] = Job(ticket=order.ticket, shots=len(order.photos), card=order.card)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="labels", daemon=True)
                self._thread.start()

    def _drop_oldest(self) -> None:
        """Forget the oldest that is done; there is one, for only few can wait."""
        del self._jobs[next(name for name, job in self._jobs.items() if job.done)]

    def _work(self) -> None:
        while True:
            order = self._orders.get()
            try:
                self._read(order)
            finally:
                self._orders.task_done()

    def _read(self, order: _Order) -> None:
        """Read one label; whatever comes of it, a page can say it."""
        shots = order.shots()
        try:
            reading = self._reader(shots, lambda number: self._change(order, opened=number))
            self._change(order, reading=reading, kept=self._keep(order, shots, reading))
        except HeadunitError as fault:
            self._change(order, fault=fault)
        except OSError:
            self._change(order, fault=_unread())
        finally:
            if order.folder is not None:
                shutil.rmtree(order.folder, ignore_errors=True)

    def _keep(self, order: _Order, shots: Sequence[Shot], reading: LabelReading) -> bool:
        """Keep the new photos, unless the case is gone by now or they show a code; return whether they stay."""
        new = [shot.keep for shot in shots if shot.keep is not None]
        with self._lock:
            if order.folder is None:
                return True
            if not self._waits(order) or order.card or reading.code is not None:
                return False
            old = self._store.kept(order.case) if order.instead else ()
            self._store.add(order.case, new)
            for photo in old:
                self._store.remove(order.case, photo.name)
            return True

    def _waits(self, order: _Order) -> bool:
        job = self._jobs.get(order.owner)
        return job is not None and job.ticket == order.ticket

    def _change(self, order: _Order, **changes: object) -> None:
        with self._lock:
            if self._waits(order):
                self._jobs[order.owner] = replace(self._jobs[order.owner], **changes)  # type: ignore[arg-type]


def _unread() -> InputError:
    return InputError("photos-unread", "the photos could not be read", next_step="send them again")


def _busy() -> TryAgainError:
    return TryAgainError(
        "photos-busy", "other photos are being read just now", next_step="wait a moment, then send these again"
    )
