"""A progress bar with rate and remaining time, for a terminal."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Tell", "progress"]

Tell = "Callable[[int, int], None]"
"""Takes how much of the total is done, and the rows so far."""


@contextmanager
def progress(total: int | None, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on standard error when it is a terminal and not *quiet*; *total* None means not known."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _done, _rows: None
        return
    from rich.console import Console  # noqa: PLC0415 - only who sees a bar pays for it
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    shown = TextColumn("{task.fields[rows]:,} rows, {task.fields[rate]:,} rows/s,")
    columns = (BarColumn(), TaskProgressColumn(), shown, TimeRemainingColumn(), TextColumn("left"))
    started = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("bulk", total=total, rows=0, rate=0)

        def tell(done: int, rows: int) -> None:
            seconds = time.monotonic() - started
            bar.update(task, completed=done, rows=rows, rate=int(rows / seconds) if seconds else 0)

        yield tell
