"""From roles and bar codes to the serial, character by character, each with its chance and origin.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from headunit.label.align_text import agreement, pair_up
from headunit.label.candidates import Candidate, Roles, vin_in
from headunit.label.captions import Caption
from headunit.label.fit import best_fit, constrained
from headunit.label.merge import LEAST_AGREEMENT, merged
from headunit.label.payloads import Payload, readings_of
from headunit.label.value import Cell, Value
from headunit.label.vote import voted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from headunit.label.barcodes import Barcode
    from headunit.label.fit import Fit
    from headunit.label.patterns import Pattern

__all__ = ["Settled", "settle"]

_SAME_TEXT = 0.72
_CLEAR_LEAD = 1.5
_LONG_BEGINNING = 4
_TELLING = 3.0
_LEAST_UNKNOWN, _MOST_UNKNOWN = 6, 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Hold the serial as far as it is known: *cells* (hidden ones empty), and for each the reading before any bending.

    *barcode*: the text is a bar code's. *form*: the known form it has. *unsure*: it may be another number of the label.
    *bent*: places where the known form overruled the camera. *support*: how many independent readings agree.
    """

    cells: tuple[Cell, ...]
    raw: tuple[Cell, ...]
    value: Value | None
    form: Fit | None = None
    barcode: Barcode | None = None
    bent: tuple[int, ...] = ()
    unsure: bool = False
    support: int = 1
    cut_left: bool = False
    cut_right: bool = False


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
    coded = _from_barcodes(barcodes, roles, read, patterns, print_is_read=print_is_read)
    return coded or read


def _from_print(roles: Roles, patterns: Mapping[int, Sequence[Pattern]], again: Sequence[Value]) -> Settled | None:
    if not roles.serials:
        return None
    top = roles.serials[0]
    cells = voted(top.value.cells, [value.cells for value in again])
    cells, support, grown = _supported(cells, top.value, roles)
    left, right = top.value.cut_left, top.value.cut_right
    fit = best_fit(cells, patterns, cut_left=left, cut_right=right)
    raw = cells
    bent: tuple[int, ...] = ()
    if fit is not None:
        padding = len(fit.cells) - len(cells)
        raw = fit.cells
        cells = tuple(constrained(cell, place) for cell, place in zip(fit.cells, fit.pattern.places, strict=True))
        bent = fit.bent
        closed = not fit.pattern.open_ended and (
            fit.pattern.fixed > 1 or (fit.pattern.fixed and fit.pattern.telling > _TELLING and not bent)
        )
        if padding or closed:
            left = right = False
    if grown:
        left = right = False
    tells = sum(value.tells_oh for value in again) * 2 > len(again) if len(again) > 1 else top.value.tells_oh
    return Settled(
        cells=cells,
        raw=raw,
        value=replace(top.value, tells_oh=tells),
        form=fit,
        bent=bent,
        unsure=_rivalled(top, roles.serials) or _stands_alone(top, fit, support),
        support=support,
        cut_left=left,
        cut_right=right,
    )


def _supported(cells: tuple[Cell, ...], value: Value, roles: Roles) -> tuple[tuple[Cell, ...], int, bool]:
    """Return the cells with what other print on the label says of the same number, and how many readings agree."""
    support, grown = 1, False
    for other in roles.others:
        if any(piece in value.pieces for piece in other.pieces) or other.rows > 1:
            continue
        trimmed = _trimmed(cells, other.cells, cut_left=value.cut_left)
        if len(trimmed) >= 0.7 * len(cells) and agreement(cells, trimmed) >= _SAME_TEXT:
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
    lead = first if not cut_left or first > 3 else 0  # noqa: PLR2004 - a few lost characters, not a part number
    return tuple(other[lead:])


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


def _cells_of(text: str, value: Value | None, barcode: Barcode) -> tuple[Cell, ...]:
    """Return the characters of a payload as cells, placed where the print stands if it has as many."""
    placed = value.cells if value is not None and len(value.cells) == len(text) else ()
    x = sum(corner[0] for corner in barcode.corners) / max(1, len(barcode.corners))
    y = sum(corner[1] for corner in barcode.corners) / max(1, len(barcode.corners))
    return tuple(
        Cell(
            choices=((character, 1.0),),
            place=placed[index].place if placed else (x, y),
            height=placed[index].height if placed else 0.0,
        )
        for index, character in enumerate(text)
    )


def _from_barcodes(
    barcodes: Sequence[Barcode],
    roles: Roles,
    read: Settled | None,
    patterns: Mapping[int, Sequence[Pattern]],
    *,
    print_is_read: bool,
) -> Settled | None:
    """Return the serial by the bar code that agrees best with the print, or openly says what it is."""
    parts = tuple(filter(None, (roles.part.text if roles.part else "",)))
    found: list[tuple[float, Settled]] = []
    for barcode in barcodes:
        for reading in _readings(barcode, parts, roles):
            judged = _judge(reading, barcode, roles, read, patterns, print_is_read=print_is_read)
            if judged is not None:
                found.append(judged)
    return max(found, key=lambda entry: entry[0])[1] if found else None


def _readings(barcode: Barcode, parts: tuple[str, ...], roles: Roles) -> list[Payload]:
    readings = readings_of(barcode.text, parts)
    if barcode.format == "ITF" and barcode.text.startswith("0"):
        # ITF holds pairs of digits: an odd number gets a 0 in front.
        readings.append(Payload(barcode.text[1:], 1))
    plain = "".join(c for c in barcode.text.upper() if c.isalnum())
    for candidate in roles.serials[:3]:
        text = candidate.value.text
        place = plain.find(text[:4]) if len(text) > 5 else -1  # noqa: PLR2004
        before = _plain_cells(plain[: max(0, place)])
        if place > 5 and roles.part is not None and agreement(before, roles.part.cells) > LEAST_AGREEMENT:  # noqa: PLR2004
            readings.append(Payload(plain[place:], 1))
    return readings


def _judge(
    reading: Payload,
    barcode: Barcode,
    roles: Roles,
    read: Settled | None,
    patterns: Mapping[int, Sequence[Pattern]],
    *,
    print_is_read: bool,
) -> tuple[float, Settled] | None:
    text = reading.text
    if vin_in(text) or _is_part(text, roles):
        return None
    value, alike = _nearest(text, roles)
    if read is not None and len(read.cells) == len(text):
        # A second look may have seen more than the first, which the candidates are from.
        alike = max(alike, agreement(_plain_cells(text), read.cells))
    cells = _cells_of(text, value, barcode)
    fit = best_fit(cells, patterns, cut_left=False, cut_right=False)
    known = fit if fit is not None and not fit.bent and fit.pattern.fixed > 0 else None
    score = 4.0 * alike + reading.weight + (known.pattern.telling / 3 if known else 0.0)
    agrees = alike >= _SAME_TEXT
    openly = reading.weight == 3 or (known is not None and known.pattern.fixed > 1 and known.pattern.telling > 3)  # noqa: PLR2004
    captioned = read is not None and read.value is not None and read.value.caption is Caption.SERIAL
    if not agrees and captioned and (read is not None and len(read.cells) >= 5):  # noqa: PLR2004
        return None
    if (
        not agrees
        and not openly
        and not _may_be_serial(text, barcode, roles, heard=read is not None, print_is_read=print_is_read)
    ):
        return None
    settled = Settled(
        cells=cells,
        raw=cells,
        value=value if agrees else None,
        form=known,
        barcode=barcode,
        unsure=not agrees and not openly,
        support=2 if agrees else 1,
    )
    return score, settled


def _may_be_serial(text: str, barcode: Barcode, roles: Roles, *, heard: bool, print_is_read: bool) -> bool:
    """Return whether a payload that nothing speaks for may be the serial: only where another is the part number."""
    if not print_is_read:
        return barcode.checked
    # A payload in groups looks like a part number.
    known = roles.part is not None and barcode.text.isalnum() and _LEAST_UNKNOWN <= len(text) <= _MOST_UNKNOWN
    return known and (barcode.checked or not heard)


def _is_part(text: str, roles: Roles) -> bool:
    return roles.part is not None and (
        text == roles.part.text or (len(text) > 6 and agreement(_plain_cells(text), roles.part.cells) > 0.7)  # noqa: PLR2004
    )


def _plain_cells(text: str) -> tuple[Cell, ...]:
    return tuple(Cell(choices=((character, 1.0),), place=(0.0, 0.0), height=0.0) for character in text)


def _nearest(text: str, roles: Roles) -> tuple[Value | None, float]:
    """Return the printed candidate most like *text* and how far they agree; a captioned one has no rivals."""
    cells = _plain_cells(text)
    best: tuple[float, Value | None] = (0.0, None)
    captioned = [candidate for candidate in roles.serials if candidate.value.caption is Caption.SERIAL]
    for candidate in captioned or roles.serials[:4]:
        alike = agreement(cells, candidate.value.cells)
        short = len(candidate.value.cells) < 0.6 * len(cells)
        alike = 0.0 if short else alike
        if len(candidate.value.cells) >= _LONG_BEGINNING and (
            text.startswith(candidate.value.text) or text.endswith(candidate.value.text)
        ):
            # The number goes on in a row of its own, or where the light hides it.
            alike = max(alike, _SAME_TEXT)
        if alike > best[0]:
            best = (alike, candidate.value)
    return best[1], best[0]
