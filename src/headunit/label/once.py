"""Examine one picture whose lines were read: say what each is, look again at the serial, and settle it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from headunit.label.candidates import Roles, assign_roles
from headunit.label.look_again import wider_strip
from headunit.label.models import load_model
from headunit.label.patterns import serial_patterns
from headunit.label.read_line import read_line, white_level
from headunit.label.settle import Settled, settle
from headunit.label.sheet import Piece
from headunit.label.value import Value, find_values, parse
from headunit.numbers import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from headunit.label.barcodes import Barcode
    from headunit.numbers.shapes import NumberShape

__all__ = ["Examined", "examine"]


@dataclass(frozen=True, kw_only=True)
class Examined:
    """Hold what a picture says: the roles of its runs, the second look at the serial, and the serial as settled."""

    roles: Roles
    again: tuple[Value, ...]
    settled: Settled | None


def examine(
    pixels: NDArray[np.uint8],
    pieces: Sequence[Piece],
    barcodes: Sequence[Barcode],
    shapes: tuple[NumberShape, ...],
    others: Sequence[Value] = (),
) -> Examined:
    """Return what *pieces* of *pixels* and the bar codes say; *others* are readings of the same serial elsewhere."""
    patterns = serial_patterns(shapes)
    roles = assign_roles(find_values(pieces), patterns, shapes, [canonical(code.text) for code in barcodes])
    again: tuple[Value, ...] = ()
    if roles.serials and roles.serials[0].value.rows == 1:
        strip = wider_strip(roles.serials[0].value, pieces)
        line = read_line(pixels, np.array(strip, np.float32), load_model("read"), white_level(pixels))
        again = (parse(Piece(corners=strip, line=line), captions=False),)
    settled = settle(roles, barcodes, patterns, (*again, *others))
    return Examined(roles=roles, again=again, settled=settled)
