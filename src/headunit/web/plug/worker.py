"""The thread that owns a link: one job after the other, and the link is closed in the end, whatever happens."""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from headunit.errors import TryAgainError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Worker", "link_busy", "link_closed"]

_LOOK_S = 0.5
_Job = tuple["Callable[[], Any] | None", "Future[Any]"]


class Worker:
    """Do jobs in a thread, one at a time, until :meth:`end` is called or *left* says that nobody is there any more.

    *closing* is called last, in the same thread; a job that runs is never cut off.
    """

    def __init__(self, left: Callable[[], bool], closing: Callable[[], None], *, look_s: float = _LOOK_S) -> None:
        """Begin at once; *look_s*: how often to ask *left* while there is nothing to do, in seconds."""
        self._left, self._closing, self._look_s = left, closing, look_s
        self._queue: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._over = False
        self._thread = threading.Thread(target=self._run, name="diagnostic link")
        self._thread.start()

    @property
    def over(self) -> bool:
        """Return whether no more jobs are taken."""
        return self._over

    @property
    def ended(self) -> bool:
        """Return whether the link is closed, and nothing runs any more."""
        return not self._thread.is_alive()

    def do(self, job: Callable[[], Any]) -> Future[Any]:
        """Put *job* behind those that wait; raises TryAgainError (``link-closed``) where it is over."""
        future: Future[Any] = Future()
        with self._lock:
            if self._over:
                raise link_closed()
            self._queue.put((job, future))
        return future

    def end(self) -> None:
        """Take no more jobs; those that wait are dropped, the one that runs comes to its end."""
        with self._lock:
            if not self._over:
                self._over = True
                self._queue.put((None, Future()))

    def join(self, timeout_s: float | None = None) -> None:
        """Wait until the link is closed, *timeout_s* at most."""
        self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            while not self._over:
                self._next()
        finally:
            self.end()
            self._drop()
            self._closing()

    def _next(self) -> None:
        try:
            job, future = self._queue.get(timeout=self._look_s)
        except queue.Empty:
            if self._left():
                self.end()
            return
        if job is None or not future.set_running_or_notify_cancel():
            return
        try:
            result = job()
        except BaseException as fault:  # noqa: BLE001 - whoever waits for the job gets it
            future.set_exception(fault)
        else:
            future.set_result(result)

    def _drop(self) -> None:
        while not self._queue.empty():
            job, future = self._queue.get()
            if job is not None:
                future.cancel()


def link_closed() -> TryAgainError:
    """Return the error of a link that was closed."""
    return TryAgainError("link-closed", "the link is closed", next_step="open it again")


def link_busy() -> TryAgainError:
    """Return the error of a link on which something is under way."""
    return TryAgainError("link-busy", "the link is busy: one thing at a time", next_step="wait a moment")
