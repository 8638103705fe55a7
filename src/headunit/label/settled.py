"""The serial as far as it is known, with what speaks for it.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.label.barcodes import Barcode
    from headunit.label.fit import Fit
    from headunit.label.value import Cell, Value

__all__ = ["Settled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Hold the serial as far as it is known: *cells* (hidden ones empty), and for each the reading before any bending.

    *barcode*: the text is a bar code's. *form*: the known form it has. *unsure*: it may be another number of the label.
    *alone*: nothing but its looks says that it is the serial, no caption, no known form, no second print.
    *disputed*: the place where the print clearly shows another character than the bar code, and that character.
    *bent*: places where the known form overruled the camera. *support*: how many independent readings agree.
    """

    cells: tuple[Cell, ...]
    raw: tuple[Cell, ...]
    value: Value | None
    form: Fit | None = None
    barcode: Barcode | None = None
    bent: tuple[int, ...] = ()
    unsure: bool = False
    alone: bool = False
    disputed: tuple[int, str] | None = None
    support: int = 1
    cut_left: bool = False
    cut_right: bool = False
