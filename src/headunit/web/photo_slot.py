"""The slot for photos on the pages that ask for the label, the serial or a code on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from headunit.recovery.asks import Ask
    from headunit.recovery.case import Case
    from headunit.web.place import Place

__all__ = ["PHOTO_KEYS", "Slot", "slot_of"]

PHOTO_KEYS = ("label", "serial", "code")
"""The questions that a photo may answer, as in ``headunit recover``."""


class Slot(NamedTuple):
    """Hold what the slot says: whether photos can be read (*able*), whether print can (*prints*), for a *card*.

    *waiting* leads to photos that are being read, or were, and not yet answered with; *kept* counts those of the case.
    """

    able: bool
    prints: bool
    card: bool
    waiting: bool
    kept: int


def slot_of(case: Case, ask: Ask, place: Place, visitor: str, *, here: bool = False) -> Slot | None:
    """Return the slot of *ask* for *visitor*, None where no photo answers it; *here*: the page is about the photos."""
    if ask.key not in PHOTO_KEYS:
        return None
    card = ask.key == "code"
    desk = place.labels
    if desk is None:
        return Slot(able=False, prints=False, card=card, waiting=False, kept=0)
    job = None if here else desk.job(case.id, visitor)
    kept = 0 if card or here else len(place.photos.paths(case.id))
    return Slot(able=True, prints=desk.prints, card=card, waiting=job is not None and job.card == card, kept=kept)
