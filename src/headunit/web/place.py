"""What the pages work on: the facts, the cases, the vault, the photos, the rehearsals, and where all that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.photo_store import PhotoStore
    from headunit.web.cases import Cases
    from headunit.web.label_desk import LabelDesk
    from headunit.web.rehearsals import Rehearsals
    from headunit.web.vaults import Vaults
    from headunit.web.visitor import Names

__all__ = ["Place"]


class Place(NamedTuple):
    """Hold what the pages work on; *vaults* and *labels* are None where this installation can't have them."""

    known: Knowledge
    cases: Cases
    rehearsals: Rehearsals
    vaults: Vaults | None
    photos: PhotoStore
    labels: LabelDesk | None
    folder: str
    names: Names

    def sweep(self) -> None:
        """Forget what is due: vaults that nobody uses, and what cases know from one that is locked now."""
        if self.vaults is not None:
            for case_id in self.vaults.sweep():
                self.cases.forget_code(case_id)
