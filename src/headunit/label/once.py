"""Examine one picture whose lines were read: say what each is, look again at the serial, and settle it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from headunit.label.candidates import Roles, assign_roles
from headunit.label.captions import Caption
from headunit.label.coded import part_by_codes
from headunit.label.lack import Lack
from headunit.label.look_again import wider_strip
from headunit.label.models import load_model
from headunit.label.parse_line import parse
from headunit.label.part import holds_most_of, in_long_groups, is_any_part, says_it_is_part
from headunit.label.patterns import serial_patterns
from headunit.label.read_line import read_line, white_level
from headunit.label.rows import find_values
from headunit.label.runs import without_identifier
from headunit.label.settle import Settled, settle
from headunit.label.sheet import Piece
from headunit.label.two_rows import without_edge
from headunit.numbers import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from headunit.label.barcodes import Barcode
    from headunit.label.value import Value
    from headunit.numbers.shapes import NumberShape

__all__ = ["Examined", "examine", "longer", "needs_other_looks", "settles", "standing", "with_parts_of"]

_MOST_MORE = 2
_SEEN_WELL = 0.8


@dataclass(frozen=True, kw_only=True)
class Examined:
    """Hold what a picture says: the roles of its runs, the second look at the serial, and the serial as settled.

    *lack*: why a number that was read is not settled as the serial.
    """

    roles: Roles
    again: tuple[Value, ...]
    settled: Settled | None
    lack: Lack | None = None


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
    if roles.serials:
        again = (without_identifier(_looked_at_again(pixels, roles.serials[0].value, pieces), patterns),)
    if roles.part is not None:
        part = longer(roles.part, _wider(pixels, roles.part, pieces))
        roles = replace(roles, part=part_by_codes(part, barcodes))
    settled = settle(roles, barcodes, patterns, (*again, *others))
    return Examined(roles=roles, again=again, settled=settled)


def _looked_at_again(pixels: NDArray[np.uint8], value: Value, pieces: Sequence[Piece]) -> Value:
    """Return a wider look at each row of *value*."""
    if not value.stacked:
        return _wider(pixels, value, pieces)
    first, second = value.stacked
    above = without_edge(first, _wider(pixels, first, pieces), behind=True)
    under = without_edge(second, _wider(pixels, second, pieces), behind=False)
    return replace(
        above,
        cells=(*above.cells, *under.cells),
        shown=f"{above.shown} {under.shown}",
        cut_right=under.cut_right,
        tells_oh=above.tells_oh and under.tells_oh,
    )


def _wider(pixels: NDArray[np.uint8], value: Value, pieces: Sequence[Piece]) -> Value:
    strip = wider_strip(value, pieces)
    line = read_line(pixels, np.array(strip, np.float32), load_model("read"), white_level(pixels))
    return parse(Piece(corners=strip, line=line), captions=False)


def longer(value: Value, again: Value) -> Value:
    """Return *value* with what a second, wider look saw behind it, where both agree on all before."""
    more = again.cells[len(value.cells) :]
    same = again.text[: len(value.text)] == value.text
    near = len(more) in range(1, _MOST_MORE + 1) and all(cell.sure > _SEEN_WELL for cell in more)
    return replace(value, cells=(*value.cells, *more)) if same and near else value


def standing(entry: Examined) -> float:
    """Return how much one reading of the label is worth, by what its own picture shows."""
    if entry.settled is None:
        return 0.0
    top = entry.roles.serials[0] if entry.roles.serials else None
    known = sum(cell.sure for cell in (top.value.cells if top else entry.settled.cells))
    score = top.score if top else 0.0
    return known + score + 5.0 * (entry.settled.barcode is not None)


def needs_other_looks(entry: Examined) -> bool:
    """Return whether no serial was found, or one that may as well be the part number."""
    settled = entry.settled
    if settled is None or (settled.unsure and not entry.roles.serials):
        return True
    return settled.alone and entry.roles.part is None


def settles(entry: Examined) -> bool:
    """Return whether no further look is needed: a serial without hidden characters that nothing puts in doubt."""
    settled = entry.settled
    if settled is None or settled.unsure or settled.cut_left or settled.cut_right:
        return False
    return all(cell.choices for cell in settled.cells)


def with_parts_of(entry: Examined, looks: Sequence[Examined]) -> Examined:
    """Return *entry* with the part number and VINs of any of the *looks* at the label.

    With nothing but its looks to speak for it, a number that one of them takes for the part number is no serial, nor is
    the only number of the label: it may be either.
    """
    parts = [look.roles.part for look in (entry, *looks) if look.roles.part is not None]
    vins = tuple(dict.fromkeys(vin for look in (entry, *looks) for vin in look.roles.vins))
    named = [part for part in parts if says_it_is_part(part, entry.roles.part_forms)]
    roles = replace(entry.roles, part=next(iter((*named, *parts)), None), vins=vins)
    settled = entry.settled
    if settled is None:
        return replace(entry, roles=roles, lack=None)
    if settled.alone and not parts:
        return replace(entry, roles=roles, settled=None, lack=Lack.EITHER)
    return replace(entry, roles=roles, settled=_told_from_parts(settled, parts, named, entry.roles), lack=None)


def _told_from_parts(settled: Settled, parts: Sequence[Value], named: Sequence[Value], own: Roles) -> Settled | None:
    """Return *settled* as *parts* leave it: none of them, in doubt, or as it is by its caption or known form.

    *named*: those of them that say so. A bar code's number that holds most of what another look takes for the part
    number is one where the print around the code shows none (*own*) or that look is sure of it; else, or like one, it
    may be.
    """
    captioned = settled.value is not None and settled.value.caption is Caption.SERIAL
    formed = settled.form is not None and settled.form.lettered
    if captioned or formed:
        return settled
    alike = is_any_part(settled.cells, parts)
    if settled.barcode is None:
        # Beside a part number that says so, another look's guess is no more than a doubt.
        against = named if own.part in named else parts
        return None if is_any_part(settled.cells, against) else replace(settled, unsure=settled.unsure or alike)
    text = "".join(cell.best for cell in settled.cells)
    for part in parts:
        if holds_most_of(text, part) and (part in named or (own.part is None and not in_long_groups(part))):
            return None
    held = any(holds_most_of(text, part) for part in parts)
    return replace(settled, unsure=True) if alike or held else settled
