"""Run a coroutine in a thread of its own: beside the tests in a browser, a loop may be running in this one."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Return what *work* returns; raises what it raises."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()
