"""Which run of characters is the serial?  Captions, known forms and looks weigh; VINs never pass.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from headunit.label.captions import Caption
from headunit.label.fit import Fit, fit_of
from headunit.label.marks import is_approval, is_mark
from headunit.label.part import find_part, is_any_part, may_be_part, repeats, says_it_is_part
from headunit.label.patterns import part_patterns
from headunit.label.runs import parted, without_identifier
from headunit.label.two_rows import two_rows
from headunit.numbers.wmi import WMI_BRANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from headunit.label.patterns import Pattern
    from headunit.label.value import Value
    from headunit.numbers.shapes import NumberShape

__all__ = ["LEAST_SCORE", "VIN_LENGTH", "Candidate", "Roles", "assign_roles", "is_vin", "vin_at_end", "vin_in"]

_NEVER = frozenset({Caption.PART_NUMBER, Caption.VIN, Caption.CODE, Caption.MODEL, Caption.OTHER})
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{11}[A-HJ-NPR-Z0-9]{2}[0-9]{4}")
VIN_LENGTH = 17
_TO_VIN = str.maketrans("IOQ", "100")
LEAST_SCORE = 2.5
_LEAST_BESIDE_PART = 1.5
"""Of what is left beside a part number that says so, less is asked: groups alone speak against a serial."""
_PRECODE_LENGTH = 4
_ROWS_AROUND = 5.0
_COLUMN = 12.0
_SHIFTED = 0.7
_GOES_ON = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Hold a run that may be the serial with its *score* and the known form it has, if any."""

    value: Value
    score: float
    fit: Fit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Hold what each run is taken for: *serials* best first, the part number, the model, VINs and code-card numbers.

    *part_forms*: the forms that known part numbers have, by length.
    """

    serials: tuple[Candidate, ...]
    part: Value | None
    model: Value | None
    vins: tuple[str, ...]
    codes: tuple[Value, ...]
    others: tuple[Value, ...]
    part_forms: Mapping[int, Sequence[Pattern]] = field(default_factory=dict)


def vin_in(text: str) -> str:
    """Return the VIN that *text* (``?`` for hidden) is, with I, O and Q as the digits they must be; "" for none."""
    plain = text.translate(_TO_VIN)
    return plain if len(plain) == VIN_LENGTH and _VIN.fullmatch(plain) else ""


def is_vin(text: str) -> bool:
    """Return whether *text* has the form of a VIN and begins with a known maker."""
    return vin_in(text)[:3] in WMI_BRANDS


def vin_at_end(text: str) -> str:
    """Return the VIN that *text* is, or ends with behind an identifier (I, VIN); "" for none."""
    end = text[-VIN_LENGTH:]
    return vin_in(end) if len(text) <= VIN_LENGTH or end[:3] in WMI_BRANDS else ""


def _is_vin_like(value: Value) -> bool:
    """Return whether the run may be a VIN, whole or with something hidden."""
    text = value.text.translate(_TO_VIN)
    if value.caption is Caption.VIN:
        return True
    whole = bool(vin_in(value.text))
    known = text[:3] in WMI_BRANDS
    if value.caption is Caption.SERIAL:
        return whole and known
    hidden = value.cut_left or value.cut_right
    nearly = (10 if hidden else 14) <= len(text) <= VIN_LENGTH + 1 and known and value.groups == 1
    return whole or nearly


def assign_roles(
    values: Sequence[Value],
    patterns: Mapping[int, Sequence[Pattern]],
    shapes: tuple[NumberShape, ...],
    payloads: Iterable[str],
) -> Roles:
    """Say which run is the serial, the part number and so on; *payloads* are readings of bar codes."""
    heard, parts = frozenset(payloads), part_patterns(shapes)
    vins = tuple(dict.fromkeys(filter(None, (vin_in(v.text) for v in values if _is_vin_like(v)))))
    free = [value for value in values if not _is_vin_like(value)]
    free = [one for value in free for one in parted(without_identifier(value, patterns), parts)]
    part = find_part(free, patterns, parts, heard)
    free = [_margin_checked(value, free) for value in free]
    wholes = two_rows(free, patterns)
    in_rows = [value for value in wholes if is_vin(value.text)]
    vins = tuple(dict.fromkeys((*vins, *(vin_in(value.text) for value in in_rows))))
    rows = [piece for value in in_rows for piece in value.pieces]
    maybe = [value for value in (*free, *wholes) if not any(piece in rows for piece in value.pieces)]
    maybe = [value for value in maybe if not may_be_part(value, patterns, parts)]
    if part is not None:
        maybe = [value for value in maybe if not repeats(value, part)]
    ranked = _ranked(maybe, _usual_height(free), patterns, heard)
    serials = tuple(one for one in ranked if one.score >= LEAST_SCORE)
    if not serials and part is not None and says_it_is_part(part, parts):
        serials = tuple(one for one in ranked if not is_any_part(one.value.cells, (part,)))
    return Roles(
        serials=serials,
        part=part,
        model=_model(free, part, {id(candidate.value) for candidate in serials}),
        vins=vins,
        codes=tuple(value for value in free if value.caption is Caption.CODE),
        others=tuple(v for v in free if v.caption not in _NEVER and (part is None or not repeats(v, part))),
        part_forms=parts,
    )


def _usual_height(values: Sequence[Value]) -> float:
    """Return how high the taller half of the print is at least."""
    tallest = sorted((value.height for value in values), reverse=True)[: max(1, len(values) // 2)]
    return tallest[-1] if tallest else 1.0


def _ranked(
    values: Sequence[Value], usual: float, patterns: Mapping[int, Sequence[Pattern]], heard: frozenset[str]
) -> tuple[Candidate, ...]:
    """Return the runs that may be the serial, best first."""
    scored: list[Candidate] = []
    for value in values:
        fit = fit_of(value, patterns)
        score = _score(value, fit, usual, heard)
        if value.rows > 1:
            # A form of open length tells nothing of what follows in the next row.
            firsts = [one for one in scored if one.value.pieces == value.pieces[: len(one.value.pieces)]]
            open_first = [one for one in firsts if one.fit is None or one.fit.pattern.open_ended]
            score = max([score, *(one.score + _GOES_ON for one in open_first)])
        if score >= _LEAST_BESIDE_PART:
            scored.append(Candidate(value=value, score=score, fit=fit))
    return tuple(sorted(scored, key=lambda candidate: -candidate.score))


def _margin_checked(value: Value, values: Sequence[Value]) -> Value:
    """Mark a run without caption as cut where its row begins further right than the rows around it."""
    if value.caption is not None or not value.cells:
        return value
    piece = value.pieces[0]
    ux, uy = piece.direction
    room: list[float] = []
    for other in values:
        dx, dy = other.pieces[0].start[0] - piece.start[0], other.pieces[0].start[1] - piece.start[1]
        along, across = (dx * ux + dy * uy) / piece.height, (-dx * uy + dy * ux) / piece.height
        if other is not value and 0.5 < abs(across) < _ROWS_AROUND:  # noqa: PLR2004 - another row
            room.append(-along)
    nearest = [gap for gap in room if gap < _COLUMN]
    shifted = sum(gap > _SHIFTED for gap in nearest) > sum(abs(gap) <= _SHIFTED for gap in nearest)
    return replace(value, cut_left=True) if shifted else value


def _digits(value: Value) -> int:
    return sum(cell.best.isdigit() for cell in value.cells)


def _score(value: Value, fit: Fit | None, usual: float, heard: frozenset[str]) -> float:
    text, length = value.text, len(value.cells)
    captioned = value.caption is Caption.SERIAL
    if value.caption in _NEVER or not length or (is_approval(text) and not captioned):
        return -9.0
    misread_vin = fit is None and length in {16, 18} and text[-6:].isdigit()
    score = 6.0 * captioned + 1.0 * (value.caption is Caption.NUMBER)
    if fit is not None:
        literal = fit.pattern.fixed > 0
        score += (min(fit.score, 5.0) if literal else 1.0) * (1.0 if len(fit.cells) == length else 0.6)
    score += 2.0 * (text in heard) + 2.0 * (7 <= length <= 17) - 2.0 * (length < 6) - 4.0 * (length > 18)  # noqa: PLR2004
    score += min(_digits(value), 4) * 0.4 - 4.0 * (_digits(value) < 2)  # noqa: PLR2004
    score += 2.5 * (fit is not None and length == _PRECODE_LENGTH and value.groups == 1)
    score -= 0.4 * sum(not cell.choices for cell in value.cells)
    score += 1.0 * (value.rows > 1)
    if not captioned:
        strokes = sum(value.shown.count(sign) for sign in "-/.,:()+")
        score -= 1.0 * (value.groups - 1) + 1.5 * strokes + 2.0 * (value.height < 0.75 * usual)
        score -= 6.0 * is_mark(value) + 3.0 * misread_vin
    return score


def _model(values: Sequence[Value], part: Value | None, serials: set[int]) -> Value | None:
    """Return what may be the model: captioned so, or a short mix of letters and digits beside the brand."""
    named = [value for value in values if value.caption is Caption.MODEL]
    if named:
        return named[0]
    mixed = [
        value
        for value in values
        if value is not part
        and id(value) not in serials
        and value.caption is None
        and 3 <= len(value.cells) <= 12  # noqa: PLR2004 - as models are
        and 2 <= _digits(value) < len(value.cells)  # noqa: PLR2004
        and not is_approval(value.text)
        and not is_mark(value, but="RDS")
    ]
    return min(mixed, key=lambda value: value.start[1], default=None)
