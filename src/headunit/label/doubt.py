"""How sure is each character, and which ones must the person look at?  Calibrated on photos made for it.  Pure.

The reading model's own figures saturate: wrong characters come at .99 and above. What counts is which character it is,
whether a known form leaves a choice, and whether the lettering tells O from 0 (docs/explanation/label-reading.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.numbers.lookalikes import LOOKALIKES

if TYPE_CHECKING:
    from headunit.label.settle import Settled
    from headunit.label.value import Cell

__all__ = ["Judged", "judge"]

_LEAST = {"O": 0.996, "0": 0.996, "I": 0.999, "1": 0.999, "Q": 0.98, "D": 0.95}
_LEAST_ALIKE = 0.998
_LEAST_OTHER = 0.95
_LEAST_FORCED = 0.7
_LEAST_AT_END = 0.93
_ALIKE = frozenset("B8S5Z2G6UV")
_TWINS = {**LOOKALIKES, "U": "V", "V": "U"}
"""What people mix up, and what a camera does too."""
_SURE = {"O": 0.99, "0": 0.992, "I": 0.985, "1": 0.99}
_SURE_ALIKE = 0.998
_SURE_OTHER = 0.999
_SURE_BARCODE = 0.9995
_MOST_DOUBTED = 0.9
_BENT = 0.6


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold one position: the character ("" when hidden), its confidence, whether it needs a look, and its rivals."""

    value: str
    confidence: float
    doubtful: bool
    rivals: tuple[str, ...]


def judge(settled: Settled) -> tuple[Judged, ...]:
    """Return the judgement on each place of *settled*; a number that may not be the serial at all has a doubt too."""
    judged = [_judge(settled, index) for index in range(len(settled.cells))]
    asked = settled.cut_left or settled.cut_right or any(entry.doubtful for entry in judged)
    if settled.unsure and judged and not asked:
        weakest = min(range(len(judged)), key=lambda index: settled.cells[index].sure)
        entry = judged[weakest]
        judged[weakest] = Judged(entry.value, _MOST_DOUBTED, doubtful=True, rivals=_rivals(settled.cells[weakest]))
    return tuple(judged)


def _judge(settled: Settled, index: int) -> Judged:
    cell = settled.cells[index]
    if not cell.choices:
        return Judged("", 0.0, doubtful=True, rivals=())
    best, sure = cell.best, cell.sure
    if settled.disputed is not None and settled.disputed[0] == index:
        return Judged(best, _MOST_DOUBTED, doubtful=True, rivals=(best, settled.disputed[1]))
    if settled.barcode is not None:
        return Judged(best, _SURE_BARCODE, doubtful=False, rivals=())
    if index in settled.bent:
        return Judged(best, min(_BENT, max(sure, 0.3)), doubtful=True, rivals=_rivals(settled.raw[index]))
    if _is_doubtful(settled, index, best, sure):
        return Judged(best, min(sure, _MOST_DOUBTED), doubtful=True, rivals=_rivals(cell))
    known = _SURE_ALIKE if best in _ALIKE else _SURE_OTHER
    return Judged(
        best, known if not _has_choice(settled, index, best) else _SURE.get(best, known), doubtful=False, rivals=()
    )


def _has_choice(settled: Settled, index: int, best: str) -> bool:
    """Return whether the look-alike of *best* is possible there: a known form may rule it out."""
    twin = _TWINS.get(best, "")
    form = settled.form
    return bool(twin) and (form is None or not form.pattern.fixed or twin in form.pattern.places[index])


def _has_form(settled: Settled) -> bool:
    return settled.form is not None and settled.form.pattern.fixed > 0


def _is_doubtful(settled: Settled, index: int, best: str, sure: float) -> bool:
    least = _LEAST.get(best, _LEAST_ALIKE if best in _ALIKE else _LEAST_OTHER)
    if not _has_choice(settled, index, best):
        least = _LEAST_FORCED if _has_form(settled) and best in _TWINS else min(least, _LEAST_OTHER)
    open_end = settled.form is None or settled.form.pattern.open_ended
    if open_end and index in {0, len(settled.cells) - 1}:
        least = max(least, _LEAST_AT_END)
    if sure < least:
        return True
    tells = settled.value is not None and settled.value.tells_oh
    return best in "O0" and _has_choice(settled, index, best) and not tells


def _rivals(cell: Cell) -> tuple[str, ...]:
    """Return the characters that may stand there, likeliest first; a look-alike is always among them."""
    seen = [character for character, chance in cell.choices if chance > 0.01]  # noqa: PLR2004 - worth showing
    twins = [_TWINS[character] for character in seen[:2] if character in _TWINS]
    return tuple(dict.fromkeys((*seen[:3], *twins)))[:4]
