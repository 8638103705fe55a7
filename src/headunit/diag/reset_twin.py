"""Make the reset of a simulated unit ready: its window, its journal, its key; a real unit gets none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from headunit.diag.guard import Window
from headunit.diag.journal import open_journal
from headunit.diag.reset import ResetJob
from headunit.errors import NotAllowedError
from headunit.facts.assumptions import load_assumptions
from headunit.twin.ecu import ecu_profile, twin_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from headunit.diag.clock import Clock
    from headunit.diag.open import Opened

__all__ = ["refuse_what_may_be_real", "reset_job", "window_of"]


def window_of(family: str) -> Window:
    """Return the voltages between which a twin of *family* may be reset."""
    unit = ecu_profile(family, load_assumptions())
    return Window(unit.lowest_v, unit.highest_v)


def refuse_what_may_be_real(opened: Opened) -> None:
    """Raise NotAllowedError (``reset-not-documented``) unless a simulated unit is at the end of *opened*."""
    if not opened.family:
        raise NotAllowedError(
            "reset-not-documented",
            "no source documents the reset of a real radio, and this may be one",
            value=opened.link.info.uri,
            next_step="nothing was sent; a dealer can do it, or enter the code",
        )


@contextmanager
def reset_job(
    opened: Opened,
    folder: Path,
    clock: Clock,
    *,
    stamp: Callable[[], str],
    version: str,
    tell: Callable[[str], None] | None = None,
) -> Iterator[ResetJob]:
    """Give the job that resets the twin at the end of *opened*, with its journal in *folder*.

    Raises NotAllowedError (``reset-not-documented``) for what may be real, and what open_journal raises.
    """
    refuse_what_may_be_real(opened)
    serial = ecu_profile(opened.family, load_assumptions()).serial
    with open_journal(folder, f"{opened.family} {serial}") as journal:
        yield ResetJob(
            opened.link,
            opened.family,
            window_of(opened.family),
            journal,
            clock,
            key_for=twin_key,
            stamp=stamp,
            version=version,
            tell=tell,
        )
