"""From roles and bar codes to the serial, character by character, each with its chance and origin.  Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.label.align_text import agreement, pair_up
from headunit.label.candidates import is_vin
from headunit.label.captions import Caption
from headunit.label.coded import contradict, may_stand_for_part, serial_from_barcodes
from headunit.label.fit import best_fit, constrained, with_lost_at_gap
from headunit.label.front import SAME_TEXT, without_echo
from headunit.label.merge import LEAST_AGREEMENT, merged
from headunit.label.part import may_be_part
from headunit.label.payloads import SERIAL_MARKS
from headunit.label.settled import Settled
from headunit.label.vote import voted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from headunit.label.barcodes import Barcode
    from headunit.label.candidates import Candidate, Roles
    from headunit.label.fit import Fit
    from headunit.label.patterns import Pattern
    from headunit.label.value import Cell, Value

__all__ = ["Settled", "settle"]

_CLEAR_LEAD = 1.5
_TELLING = 3.0
_SHORTEST_TOLD = 7
_MOST_LOST = 3


def settle(
    roles: Roles,
    barcodes: Sequence[Barcode],
    patterns: Mapping[int, Sequence[Pattern]],
    again: Sequence[Value] = (),
    *,
    print_is_read: bool = True,
) -> Settled | None:
    """Return what the serial is, or None when nothing on the label looks like one.

    *again*: the same number read once more, in a wider strip, in another shot, or in shots laid over each other.
    """
    read = _from_print(roles, patterns, again)
    coded = serial_from_barcodes(barcodes, roles, read, patterns, print_is_read=print_is_read)
    if coded is None and read is not None and contradict(barcodes, roles, patterns):
        return replace(read, unsure=True)
    return coded or read


def _from_print(roles: Roles, patterns: Mapping[int, Sequence[Pattern]], again: Sequence[Value]) -> Settled | None:
    if not roles.serials:
        return None
    top = roles.serials[0]
    cells = voted(top.value.cells, [value.cells for value in again])
    cells = with_lost_at_gap(without_echo(cells, top.value, roles), patterns)
    cells, support, grown = _supported(cells, top.value, roles)
    left, right = top.value.cut_left, top.value.cut_right
    told = replace(top.value, cells=cells)
    if is_vin(told.text) or may_be_part(told, patterns, roles.part_forms):
        return None
    fit = best_fit(cells, patterns, cut_left=left, cut_right=right)
    left, right = _open_ends(cells, fit, open_ends=(left and not grown, right and not grown))
    raw = cells
    if fit is not None:
        raw = fit.cells
        cells = tuple(constrained(cell, place) for cell, place in zip(fit.cells, fit.pattern.places, strict=True))
    tells = sum(value.tells_oh for value in again) * 2 > len(again) if len(again) > 1 else top.value.tells_oh
    alone = _stands_alone(top, fit, support)
    formed = fit is not None and fit.lettered
    return Settled(
        cells=cells,
        raw=raw,
        value=replace(top.value, tells_oh=tells),
        form=fit,
        bent=fit.bent if fit is not None else (),
        unsure=alone or _rivalled(top, roles.serials) or (not formed and may_stand_for_part(cells, top.value, roles)),
        alone=alone,
        support=support,
        cut_left=left,
        cut_right=right,
    )


def _open_ends(cells: tuple[Cell, ...], fit: Fit | None, *, open_ends: tuple[bool, bool]) -> tuple[bool, bool]:
    """Return whether something may still be hidden at the ends: a form of fixed length tells that this is all."""
    if fit is not None:
        letters = fit.pattern.fixed > 1 or (fit.pattern.fixed and fit.pattern.telling > _TELLING and not fit.bent)
        if len(fit.cells) > len(cells) or (letters and not fit.pattern.open_ended):
            open_ends = (False, False)
    # No known form tells that so few are all: the rest may stand in the next row.
    short = (fit is None or fit.pattern.open_ended) and len(fit.cells if fit else cells) < _SHORTEST_TOLD
    return open_ends[0], open_ends[1] or short


def _supported(cells: tuple[Cell, ...], value: Value, roles: Roles) -> tuple[tuple[Cell, ...], int, bool]:
    """Return the cells with what other print on the label says of the same number, and how many readings agree."""
    support, grown = 1, False
    for other in roles.others:
        if any(piece in value.pieces for piece in other.pieces) or other.rows > 1:
            continue
        trimmed = _trimmed(cells, other.cells, cut_left=value.cut_left)
        if len(trimmed) >= 0.7 * len(cells) and agreement(cells, trimmed) >= SAME_TEXT:
            if len(trimmed) > len(cells) and (value.cut_left or value.cut_right):
                cells = merged(trimmed, cells, 1.0)
                grown = True
            else:
                cells = merged(cells, trimmed, 0.6)
            support += 1
    return cells, support, grown


def _trimmed(cells: Sequence[Cell], other: Sequence[Cell], *, cut_left: bool) -> tuple[Cell, ...]:
    """Return *other* without what stands before *cells* in it: a data identifier, or the part number."""
    _, pairs = pair_up(cells, other)
    first = next((j for i, j in pairs if i is not None and j is not None), 0)
    front = "".join(cell.best for cell in other[:first])
    # A few lost characters are neither a part number nor a bar code's identifier.
    lost = cut_left and first <= _MOST_LOST and front not in SERIAL_MARKS
    return tuple(other[0 if lost else first :])


def _rivalled(top: Candidate, serials: Sequence[Candidate]) -> bool:
    """Return whether another number of the label may as well be the serial."""
    if top.value.caption is Caption.SERIAL or (top.fit is not None and top.fit.pattern.fixed > 1):
        return False
    text = top.value.text
    for other in serials[1:]:
        same = other.value.text in text or text in other.value.text
        if not same and agreement(top.value.cells, other.value.cells) < LEAST_AGREEMENT:
            return top.score - other.score < _CLEAR_LEAD
    return False


def _stands_alone(top: Candidate, fit: Fit | None, support: int) -> bool:
    """Return whether nothing but its looks says that this is the serial: no caption, no known form, no second print."""
    known = fit is not None and fit.pattern.fixed > 0
    return top.value.caption is not Caption.SERIAL and not known and support < 2  # noqa: PLR2004
