"""What stands in front of the serial in a bar code: its own first character, or a mark (S) that is none of it?  Pure.

The print below a bar code repeats the code with its mark, so it is no witness against the number printed elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.label.align_text import agreement, pair_up
from headunit.label.captions import Caption
from headunit.label.payloads import SERIAL_MARKS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from headunit.label.candidates import Roles
    from headunit.label.value import Cell, Value

__all__ = ["SAME_TEXT", "lead_by_print", "prints_of", "without_echo"]

SAME_TEXT = 0.72
_ALL_BUT_SAME = 0.9


def lead_by_print(whole: Sequence[Cell], roles: Roles, marks: Collection[int]) -> int | None:
    """Return how many characters at the beginning of *whole* aren't the serial's, or None where the print is silent.

    *marks*: how many characters a known mark in front has. Print with the serial's caption decides. Other print that
    has the mark may only repeat the code, so it takes two of it; print without it decides.
    """
    seen = [(value, lead) for value in prints_of(roles) if (lead := _lead(whole, value)) is not None]
    captioned = [(agreement(whole[lead:], v.cells), lead) for v, lead in seen if v.caption is Caption.SERIAL]
    if captioned:
        return max(captioned)[1]
    leads = [lead for _, lead in seen]
    without = [lead for lead in leads if lead and lead in marks]
    if without:
        return min(without)
    return 0 if leads.count(0) > 1 or (leads and not any(marks)) else None


def without_echo(cells: tuple[Cell, ...], value: Value, roles: Roles) -> tuple[Cell, ...]:
    """Return the printed *cells* without a bar code's mark, where the number stands without it elsewhere."""
    if value.caption is Caption.SERIAL:
        return cells
    text = "".join(cell.best or "?" for cell in cells)
    marks = {len(mark) for mark in SERIAL_MARKS if text.startswith(mark)}
    others = [other for other in prints_of(roles) if not any(piece in value.pieces for piece in other.pieces)]
    leads = [lead for other in others if (lead := _lead(cells, other)) in marks]
    return cells[min(leads) :] if leads else cells


def prints_of(roles: Roles) -> list[Value]:
    """Return every run of the label that may be the serial, each once."""
    runs = {id(value): value for value in (*(one.value for one in roles.serials), *roles.others) if value.cells}
    return list(runs.values())


def _lead(whole: Sequence[Cell], value: Value) -> int | None:
    """Return how many characters *whole* has in front of what is printed there; None where that is another number."""
    _, pairs = pair_up(whole, value.cells)
    lead = next((i for i, j in pairs if i is not None and j is not None), len(whole))
    more = len(whole) - len(value.cells)
    zeros = more > 0 and {cell.best for cell in whole[: more + 1]} == {"0"}
    if not lead and zeros and agreement(whole[more:], value.cells) > _ALL_BUT_SAME:
        # Of several zeros in front none is more the serial's than another: the filling ones come first.
        lead = more
    if (lead and value.cut_left) or len(value.cells) < SAME_TEXT * (len(whole) - lead):
        return None
    return lead if agreement(whole[lead:], value.cells) >= SAME_TEXT else None
