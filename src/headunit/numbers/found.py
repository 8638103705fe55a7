"""What reading a text finds: numbers, and what else they may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from headunit.numbers.shapes import NumberKind

__all__ = ["Alternative", "Reading"]


class Alternative(NamedTuple):
    """Suggest another reading: *value*, the kind it would be, and *why* it is worth a second look at the label."""

    value: str
    kind: NumberKind
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Hold one number: *value* without separators, *given* as typed, what it is and *why*.

    *families* are the ids whose pattern fits most closely, *also* those whose wider pattern fits too, *unsolved* ids of
    serials without a public rule; *captioned*: a caption agreed. *caution*: what to check before trusting it.
    """

    kind: NumberKind
    value: str
    given: str
    why: str
    families: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    unsolved: tuple[str, ...] = ()
    where: str = ""
    alternatives: tuple[Alternative, ...] = ()
    captioned: bool = False
    caution: str = ""
    score: int = field(default=0, compare=False)
