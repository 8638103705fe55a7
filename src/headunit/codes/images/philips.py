"""Philips DC 5xx: a 24C02 of which only the first two digits of the code are published.

    0x59  high half: 1 wait, 2 may be typed; low half: first digit       0x5B  high half: 1 locked
    0x5A  high half: second digit; low half: length of the wait

Source: E11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.images.layout import Decoded, Layout, Mark, MarkKind
from headunit.codes.images.proof import proof

if TYPE_CHECKING:
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["LAYOUTS"]

_INCOMPLETE = "the published note names the places of the first two digits only, so the code is not whole"
_STATES = {1: "the radio waits: no code can be typed", 2: "a code may be typed"}
_LOCKED = 1


def _decode(_: MemoryImage) -> Decoded:
    """Refuse: half a code is none."""
    return _INCOMPLETE


def _state_is_known(image: MemoryImage) -> bool:
    """Return whether the entry state is one of the two that are described."""
    return image.byte(0x59) >> 4 in _STATES


def _lock(image: MemoryImage) -> tuple[str, ...]:
    """Tell whether the radio waits and whether it is locked."""
    locked = "the radio is locked" if image.byte(0x5B) >> 4 == _LOCKED else "the radio is not locked"
    return (_STATES[image.byte(0x59) >> 4], locked)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="philips-dc5xx",
        title="Philips DC 5xx",
        chip="24C02",
        sizes_bytes=(256,),
        families=(),
        route="dealer",
        evidence=proof(Grade.PLAUSIBLE, 0, 1, "E11"),
        where="from 0x59 on; not published to the end",
        marks=(Mark(kind=MarkKind.RANGE, words="a known entry state at 0x59", present=_state_is_known),),
        decode=_decode,
        lock=_lock,
    ),
)
