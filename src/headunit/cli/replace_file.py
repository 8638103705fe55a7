"""Write a file whole: beside its target first, then put in its place, so that nothing half written is ever seen."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from headunit.errors import CannotWriteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["replacing", "write_whole"]


@contextmanager
def replacing(target: Path, *, errors: str = "strict") -> Iterator[TextIO]:
    """Open a file beside *target* for UTF-8 text; at the end it takes the target's place, on any fault it goes.

    Raises CannotWriteError (``cannot-write``).
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="", errors=errors) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as fault:
        raise CannotWriteError(
            "cannot-write",
            f"can't write {str(target)!r} ({fault.strerror or fault})",
            value=str(target),
            next_step="check the folder, its rights and the free space",
        ) from fault
    finally:
        beside.unlink(missing_ok=True)


def write_whole(target: Path, text: str) -> None:
    """Write *text* as the whole content of *target*; raises CannotWriteError (``cannot-write``)."""
    with replacing(target) as file:
        file.write(text)
