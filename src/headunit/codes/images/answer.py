"""The answer for one memory image: what each layout reads in it, and how far it is sure to be that radio's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from headunit.numbers.radio_code import RadioCode

if TYPE_CHECKING:
    from headunit.codes.candidate import Question, Refusal
    from headunit.codes.images.layout import Decoded, Layout, Mark

__all__ = ["Comparison", "ImageAnswer", "Standing", "StoredCode"]


class Standing(StrEnum):
    """Say why a layout is believed: a mark ``recognised`` it, somebody ``named`` it, or it is only ``possible``."""

    RECOGNISED = "recognised"
    NAMED = "named"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Compare with what the code rules give for a *serial* that stands in the same memory.

    *agrees* is None when no rule takes that serial; *reason* then says why.  *code* and *rule* are the rule's.
    """

    serial: str
    agrees: bool | None
    rule: str = ""
    code: RadioCode | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCode:
    """Hold what one layout reads in an image.

    *outcome* is the code, or why there is none.  *found* and *missing* are the layout's marks.  *rival* is the code in
    the other byte order, where nothing tells the order.  *swapped*: read with the bytes of each word exchanged.
    """

    layout: Layout
    standing: Standing
    outcome: Decoded
    found: tuple[Mark, ...] = ()
    missing: tuple[Mark, ...] = ()
    swapped: bool = False
    rival: RadioCode | None = None
    lock: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def code(self) -> RadioCode | None:
        """Return the code, or None after a refusal."""
        return self.outcome if isinstance(self.outcome, RadioCode) else None

    @property
    def reason(self) -> str:
        """Return why there is no code, or an empty text."""
        return self.outcome if isinstance(self.outcome, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageAnswer:
    """Hold the whole answer: *stored* is ranked, best first; *possible* layouts fit and nothing speaks for them.

    *repeats_after* is the size in bytes after which the image only repeats itself, or 0.
    """

    size_bytes: int
    repeats_after: int = 0
    stored: tuple[StoredCode, ...] = ()
    possible: tuple[Layout, ...] = ()
    refused: tuple[Refusal, ...] = ()
    question: Question | None = None
