"""What the pages work on: the facts, the cases, the vault, the photos, the rehearsals, and where all that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.store.photos import PhotoStore
    from headunit.web.cases import Cases
    from headunit.web.label_desk import LabelDesk
    from headunit.web.plug import PlugDesk
    from headunit.web.rehearsals import Rehearsals
    from headunit.web.vaults import Vaults
    from headunit.web.visitor import Names

__all__ = ["Place"]


class Place(NamedTuple):
    """Hold what the pages work on; *vaults*, *labels* and *plug* are None where this installation can't have them."""

    known: Knowledge
    cases: Cases
    rehearsals: Rehearsals
    vaults: Vaults | None
    photos: PhotoStore
    labels: LabelDesk | None
    folder: str
    names: Names
    plug: PlugDesk | None = None

    def sweep(self) -> None:
        """Forget what is due: vaults that nobody uses, what cases know from one that is locked now, and left links."""
        if self.vaults is not None:
            for case_id in self.vaults.sweep():
                self.cases.forget_code(case_id)
        if self.plug is not None:
            self.plug.sweep()

    def busy(self) -> bool:
        """Return whether something is under way that the program stays for: a reset over the plug."""
        return self.plug is not None and self.plug.resetting
