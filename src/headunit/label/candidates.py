"""Which run of characters is the serial?  Captions, known forms and looks weigh; VINs never pass.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import hypot
from typing import TYPE_CHECKING

from headunit.label.captions import Caption
from headunit.label.fit import Fit, best_fit
from headunit.label.payloads import PART_IDENTIFIERS
from headunit.label.runs import parted, without_identifier
from headunit.label.sheet import below
from headunit.numbers import NumberKind
from headunit.numbers.wmi import WMI_BRANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from headunit.label.patterns import Pattern
    from headunit.label.value import Value
    from headunit.numbers.shapes import NumberShape

__all__ = ["Candidate", "Roles", "assign_roles", "vin_in"]

_NEVER = frozenset({Caption.PART_NUMBER, Caption.VIN, Caption.CODE, Caption.MODEL, Caption.OTHER})
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{11}[A-HJ-NPR-Z0-9]{2}[0-9]{4}")
_VIN_LENGTH = 17
_APPROVAL = re.compile(r"[EC][0-9]{1,2}[0-9]{6}.*")
_MARKS = re.compile(r"(?:DC)?[0-9]{2,3}V|.*(?:MADEIN|CO?LTD|[0-9]{2,3}V[0-9]{1,2}A$|HW[0-9]|SW[0-9]|GERMANY|RDS$)")
_TO_VIN = str.maketrans("IOQ", "100")
_LEAST_SCORE = 2.5
_PRECODE_LENGTH = 4
_ROWS_AROUND = 5.0
_COLUMN = 12.0
_SHIFTED = 0.7
_PART_LENGTHS = range(9, 14)
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

    *part_forms* are the forms that known part numbers have.
    """

    serials: tuple[Candidate, ...]
    part: Value | None
    model: Value | None
    vins: tuple[str, ...]
    codes: tuple[Value, ...]
    others: tuple[Value, ...]
    part_forms: tuple[NumberShape, ...] = ()


def vin_in(text: str) -> str:
    """Return the VIN that *text* (``?`` for hidden) is, with I, O and Q as the digits they must be; "" for none."""
    plain = text.translate(_TO_VIN)
    return plain if len(plain) == _VIN_LENGTH and _VIN.fullmatch(plain) else ""


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
    nearly = (10 if hidden else 14) <= len(text) <= _VIN_LENGTH + 1 and known and value.groups == 1
    return whole or nearly


def assign_roles(
    values: Sequence[Value],
    patterns: Mapping[int, Sequence[Pattern]],
    shapes: Sequence[NumberShape],
    payloads: Iterable[str],
) -> Roles:
    """Say which run is the serial, the part number and so on; *payloads* are readings of bar codes."""
    heard = frozenset(payloads)
    vins = tuple(dict.fromkeys(filter(None, (vin_in(v.text) for v in values if _is_vin_like(v)))))
    free = [value for value in values if not _is_vin_like(value)]
    parts = [shape for shape in shapes if shape.kind is NumberKind.PART_NUMBER]
    free = [one for value in free for one in parted(without_identifier(value, patterns), parts)]
    maybe_part = [value for value in free if not _has_serial_form(value, patterns, parts)]
    part = max(maybe_part, key=lambda value: _part_score(value, parts, heard), default=None)
    if part is not None and _part_score(part, parts, heard) < _LEAST_SCORE:
        part = None
    free = [_margin_checked(value, free) for value in free]
    pool = [*free, *_two_rows(free, patterns)]
    tallest = sorted((value.height for value in free), reverse=True)[: max(1, len(free) // 2)]
    usual = tallest[-1] if tallest else 1.0
    scored: list[Candidate] = []
    for value in pool:
        if part is not None and (value is part or _repeats(value, part)):
            continue
        fit = _fit_of(value, patterns)
        score = _score(value, fit, usual, parts, heard)
        if value.rows > 1 and scored:
            # A form of open length tells nothing of what follows in the next row.
            firsts = [one for one in scored if one.value.pieces == value.pieces[: len(one.value.pieces)]]
            open_first = [one for one in firsts if one.fit is None or one.fit.pattern.open_ended]
            score = max([score, *(one.score + _GOES_ON for one in open_first)])
        if score >= _LEAST_SCORE:
            scored.append(Candidate(value=value, score=score, fit=fit))
    scored.sort(key=lambda candidate: -candidate.score)
    chosen = {id(candidate.value) for candidate in scored}
    return Roles(
        serials=tuple(scored),
        part=part,
        model=_model(free, part, chosen),
        vins=vins,
        codes=tuple(value for value in free if value.caption is Caption.CODE),
        others=tuple(value for value in free if value is not part and value.caption not in _NEVER),
        part_forms=tuple(parts),
    )


def _repeats(value: Value, part: Value) -> bool:
    """Return whether the run is the part number again, as a bar code's print has it with an identifier in front."""
    return any(value.text == f"{mark}{part.text}" for mark in ("", *PART_IDENTIFIERS))


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


def _fit_of(value: Value, patterns: Mapping[int, Sequence[Pattern]]) -> Fit | None:
    return best_fit(value.cells, patterns, cut_left=value.cut_left, cut_right=value.cut_right) if value.cells else None


def _digits(value: Value) -> int:
    return sum(cell.best.isdigit() for cell in value.cells)


def _has_serial_form(value: Value, patterns: Mapping[int, Sequence[Pattern]], parts: Sequence[NumberShape]) -> bool:
    """Return whether the run has the letters of a known serial: its groups then don't make it a part number."""
    if value.caption is Caption.PART_NUMBER or any(shape.matches(value.text) for shape in parts):
        return False
    fit = _fit_of(value, patterns)
    return fit is not None and fit.pattern.fixed > 1 and not fit.bent


def _part_score(value: Value, parts: Sequence[NumberShape], heard: frozenset[str]) -> float:
    """Return how much the run looks like a part number: caption, known form, groups with signs between."""
    if value.caption in {Caption.SERIAL, Caption.CODE, Caption.OTHER, Caption.MODEL} or len(value.cells) < 7:  # noqa: PLR2004
        return -9.0
    text = value.text
    if _APPROVAL.fullmatch(text) or _MARKS.match(text) or _digits(value) < 4:  # noqa: PLR2004
        return -9.0
    score = 6.0 * (value.caption is Caption.PART_NUMBER) + 1.0 * (value.caption is Caption.NUMBER)
    score += 5.0 * any(shape.matches(text) for shape in parts)
    score += min(3, value.groups - 1) * 1.3 - 0.5 * ("/" in value.shown) - 2.0 * (len(text) > 14)  # noqa: PLR2004
    score += 1.2 * (len(text) in _PART_LENGTHS) + 0.1 * _digits(value) + 2.5 * (value.groups > 1 and text in heard)
    return score


def _score(value: Value, fit: Fit | None, usual: float, parts: Sequence[NumberShape], heard: frozenset[str]) -> float:
    text, length = value.text, len(value.cells)
    if value.caption in _NEVER or not length:
        return -9.0
    if any(shape.matches(text) for shape in parts) or (
        _APPROVAL.fullmatch(text) and value.caption is not Caption.SERIAL
    ):
        return -9.0
    captioned = value.caption is Caption.SERIAL
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
        score -= 6.0 * bool(_MARKS.match(text)) + 3.0 * misread_vin
    return score


def _two_rows(values: Sequence[Value], patterns: Mapping[int, Sequence[Pattern]]) -> list[Value]:
    """Return runs that go on in the next row: same size, same left edge, nothing else in front."""
    pieces = [value.pieces[0] for value in values]
    found: list[Value] = []
    for value in values:
        if value.caption not in {None, Caption.SERIAL, Caption.NUMBER} or not value.cells:
            continue
        alone = _fit_of(value, patterns)
        if alone is not None and alone.pattern.fixed >= 2 and not alone.pattern.open_ended and not alone.bent:  # noqa: PLR2004
            continue
        for down, right, piece in below(value.pieces[0], value.start, pieces):
            other = values[pieces.index(piece)]
            ratio = other.height / value.height
            offset = right + _left_room(other) if other.cells else 9.0
            if not (0.55 < down < 1.45 and abs(offset) < 0.8 and 0.8 < ratio < 1.25):  # noqa: PLR2004
                continue
            if other.caption is None and other.cells and not _MARKS.match(other.text) and other.groups == 1:
                # What light hides at the end of the first row stays unknown.
                hidden = value.cells[-1:] if value.cut_right else ()
                found.append(
                    replace(
                        value,
                        cells=(*value.cells, *(replace(cell, choices=()) for cell in hidden), *other.cells),
                        shown=f"{value.shown} {other.shown}",
                        pieces=(*value.pieces, *other.pieces),
                        cut_right=other.cut_right,
                        rows=2,
                    )
                )
            break
    return found


def _left_room(value: Value) -> float:
    """Return how far the first character stands from the left edge of its line, in heights."""
    piece = value.pieces[0]
    return hypot(value.start[0] - piece.start[0], value.start[1] - piece.start[1]) / piece.height


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
        and not _APPROVAL.fullmatch(value.text)
        and not _MARKS.match(value.text.removesuffix("RDS"))
    ]
    return min(mixed, key=lambda value: value.start[1], default=None)
