"""The thread of a link: one job at a time, an end that cuts nothing off, and the link closed whatever happens."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError

import pytest

from headunit.errors import TryAgainError
from headunit.web.plug.worker import Worker


class Ends:
    """Note that the link was closed, and in which thread."""

    def __init__(self, *, left: bool = False) -> None:
        self.gone = left
        self.closed: list[str] = []
        self.worker = Worker(
            lambda: self.gone, lambda: self.closed.append(threading.current_thread().name), look_s=0.01
        )


def test_jobs_are_done_one_after_the_other_in_one_thread() -> None:
    ends, running, seen = Ends(), threading.Lock(), []

    def job() -> str:
        assert running.acquire(blocking=False)
        seen.append(threading.current_thread().name)
        running.release()
        return "done"

    futures = [ends.worker.do(job) for _ in range(20)]
    assert {future.result(10) for future in futures} == {"done"}
    assert set(seen) == {"diagnostic link"}
    ends.worker.end()
    ends.worker.join()
    assert ends.closed == ["diagnostic link"]


def test_what_a_job_raises_comes_to_whoever_waits_and_the_next_is_done() -> None:
    ends = Ends()

    def fails() -> None:
        raise ZeroDivisionError

    broken, whole = ends.worker.do(fails), ends.worker.do(lambda: 1)
    with pytest.raises(ZeroDivisionError):
        broken.result(10)
    assert whole.result(10) == 1
    ends.worker.end()
    ends.worker.join()


def test_an_end_waits_for_the_job_that_runs_and_drops_those_that_wait() -> None:
    ends, began, go = Ends(), threading.Event(), threading.Event()

    def long() -> str:
        began.set()
        assert go.wait(10)
        return "whole"

    runs, waits = ends.worker.do(long), ends.worker.do(lambda: "never")
    assert began.wait(10)
    ends.worker.end()
    ends.worker.end()
    assert not ends.closed
    go.set()
    ends.worker.join()
    assert runs.result(10) == "whole"
    with pytest.raises(CancelledError):
        waits.result(10)
    assert ends.closed == ["diagnostic link"]
    with pytest.raises(TryAgainError) as refused:
        ends.worker.do(lambda: None)
    assert refused.value.code == "link-closed"


def test_a_job_that_nobody_waits_for_any_more_is_not_begun() -> None:
    ends, began, go = Ends(), threading.Event(), threading.Event()

    def long() -> None:
        began.set()
        assert go.wait(10)

    ends.worker.do(long)
    assert began.wait(10)
    waits = ends.worker.do(lambda: pytest.fail("begun"))
    assert waits.cancel()
    go.set()
    assert ends.worker.do(lambda: 2).result(10) == 2
    ends.worker.end()
    ends.worker.join()


def test_a_link_that_was_left_is_closed() -> None:
    ends = Ends()
    assert ends.worker.do(lambda: 3).result(10) == 3
    assert not ends.closed
    ends.gone = True
    ends.worker.join()

    assert ends.worker.over
    assert ends.closed == ["diagnostic link"]
