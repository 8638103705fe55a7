"""What the pages work on: the facts, the cases, the vault, the rehearsals, and where all that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.recovery.asks import Knowledge
    from headunit.web.cases import Cases
    from headunit.web.plug import PlugDesk
    from headunit.web.rehearsals import Rehearsals
    from headunit.web.vaults import Vaults

__all__ = ["Place"]


class Place(NamedTuple):
    """Hold what the pages work on; *vaults* and *plug* are None where this installation has no such extra."""

    known: Knowledge
    cases: Cases
    rehearsals: Rehearsals
    vaults: Vaults | None
    folder: str
    random_name: Callable[[], str]
    plug: PlugDesk | None = None
