"""From bar codes to the serial: which reading of a payload it is, as far as the print or a known form tells.  Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.label.align_text import agreement
from headunit.label.candidates import LEAST_SCORE, VIN_LENGTH, Roles, vin_at_end
from headunit.label.captions import Caption
from headunit.label.contradict import disputed_place
from headunit.label.fit import best_fit
from headunit.label.front import SAME_TEXT, lead_by_print, prints_of
from headunit.label.merge import LEAST_AGREEMENT
from headunit.label.part import has_part_form, holds_most_of, in_long_groups, is_any_part
from headunit.label.payloads import SERIAL_MARKS, Payload, fields_of, is_plain, parts_of, readings_of
from headunit.label.settled import Settled
from headunit.label.value import Cell
from headunit.numbers.wmi import WMI_BRANDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from headunit.label.barcodes import Barcode
    from headunit.label.fit import Fit
    from headunit.label.patterns import Pattern
    from headunit.label.value import Value

    Judged = tuple[float, Settled]

__all__ = ["contradict", "may_stand_for_part", "part_by_codes", "serial_from_barcodes", "vins_by_codes"]

_LONG_BEGINNING = 4
_LEAST_UNKNOWN, _MOST_UNKNOWN = 6, 17
_OPENLY = 3
_SAME_PART = 0.8
_MOSTLY = 0.6
_TELLING = 3.0
_LEAST_CAPTIONED = 5


def serial_from_barcodes(
    barcodes: Sequence[Barcode],
    roles: Roles,
    read: Settled | None,
    patterns: Mapping[int, Sequence[Pattern]],
    *,
    print_is_read: bool,
) -> Settled | None:
    """Return the serial by the bar code that agrees best with the print, or openly says what it is."""
    parts = tuple(filter(None, (roles.part.text if roles.part else "",)))
    found: list[Judged] = []
    for barcode in barcodes:

        def judge(reading: Payload, barcode: Barcode = barcode) -> Judged | None:
            return _judge(reading, barcode, roles, read, patterns, print_is_read=print_is_read)

        readings = _readings(barcode, parts, roles)
        judged = [(entry, reading) for reading in readings if (entry := judge(reading)) is not None]
        if judged:
            _, best = max(judged, key=lambda one: one[0][0])
            found += filter(None, [_with_front_told(best, readings, roles, judge)])
    return max(found, key=lambda entry: entry[0])[1] if found else None


def part_by_codes(part: Value, barcodes: Sequence[Barcode]) -> Value:
    """Return the printed part number as the bar code that holds it has it: alone, or in front of the serial."""
    for barcode in barcodes:
        for text in parts_of(barcode.text, len(part.cells)) if barcode.format != "ITF" else ():
            if agreement(_plain_cells(text), part.cells) >= _SAME_PART:
                told = zip(part.cells, text, strict=True)
                return replace(part, cells=tuple(replace(cell, choices=((c, 1.0),)) for cell, c in told))
    return part


def vins_by_codes(barcodes: Sequence[Barcode]) -> tuple[str, ...]:
    """Return the VINs of known makers that bar codes hold, alone or behind an identifier."""
    fields = [field for barcode in barcodes for field in fields_of(barcode.text)]
    found = (vin_at_end(field) for field in fields if field[-VIN_LENGTH:][:3] in WMI_BRANDS)
    return tuple(dict.fromkeys(filter(None, found)))


def _with_front_told(
    best: Payload, readings: Sequence[Payload], roles: Roles, judge: Callable[[Payload], Judged | None]
) -> Judged | None:
    """Return the judgement on the reading that begins where the serial does; where nothing tells, that is asked for."""
    whole = best.whole or best.text
    same = {len(whole) - len(one.text): one for one in readings if whole in {one.text, one.whole}}
    lead = lead_by_print(_plain_cells(whole), roles, same)
    if lead is not None:
        told = judge(same.get(lead) or Payload(whole[lead:], best.weight, best.part))
        return told if told is None or lead in same or whole[:lead] in SERIAL_MARKS else _asked_in_front(told)
    entries = {at: entry for at, one in same.items() if (entry := judge(one)) is not None}
    formed = [at for at, (_, settled) in entries.items() if _is_telling(settled.form)]
    if len(entries) < 2 or best.weight == _OPENLY or len(formed) == 1:  # noqa: PLR2004 - no choice
        return judge(best) if len(formed) != 1 else entries[formed[0]]
    return _asked_in_front(entries[max(entries)])


def contradict(barcodes: Sequence[Barcode], roles: Roles, patterns: Mapping[int, Sequence[Pattern]]) -> bool:
    """Return whether a bar code with check characters holds a number with the letters of a known serial."""
    parts = (roles.part.text,) if roles.part is not None else ()
    held = [one for code in barcodes if code.checked for one in _readings(code, parts, roles)]
    forms = (
        best_fit(_plain_cells(one.text), patterns, cut_left=False, cut_right=False)
        for one in held
        if not _is_other_number(one, roles)
    )
    return any(_is_telling(form) and form is not None and not form.bent for form in forms)


def _asked_in_front(entry: Judged) -> Judged:
    return entry[0], replace(entry[1], cut_left=True)


def _is_telling(form: Fit | None) -> bool:
    return form is not None and form.pattern.fixed > 1 and form.pattern.telling > _TELLING


def _readings(barcode: Barcode, parts: tuple[str, ...], roles: Roles) -> list[Payload]:
    readings = readings_of(barcode.text, parts)
    if barcode.format == "ITF" and barcode.text.startswith("0"):
        # ITF holds pairs of digits: an odd number gets a 0 in front.
        readings.append(Payload(barcode.text[1:], 1, whole=barcode.text))
    plain = "".join(c for c in barcode.text.upper() if c.isalnum())
    for candidate in roles.serials[:3] if is_plain(barcode.text) else ():
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
    if _is_other_number(reading, roles):
        return None
    value, alike = _agreeing_print(text, barcode, roles, read)
    cells = _cells_of(text, value, barcode)
    fit = best_fit(cells, patterns, cut_left=False, cut_right=False)
    known = fit if fit is not None and not fit.bent and fit.pattern.fixed > 0 else None
    agrees = alike >= SAME_TEXT
    openly = reading.weight == _OPENLY or _is_telling(known)
    if not agrees and _is_captioned(read):
        return None
    if not agrees and not openly and not _may_be_serial(reading, barcode, roles, read, print_is_read=print_is_read):
        return None
    score = 4.0 * alike + reading.weight + (known.pattern.telling / 3 if known else 0.0)
    return score, Settled(
        cells=cells,
        raw=cells,
        value=value if agrees else None,
        disputed=disputed_place(cells, value.cells) if agrees and value is not None else None,
        form=known,
        barcode=barcode,
        unsure=not openly and (not agrees or (known is None and may_stand_for_part(cells, value, roles))),
        support=2 if agrees else 1,
    )


def may_stand_for_part(cells: Sequence[Cell], value: Value | None, roles: Roles) -> bool:
    """Return whether the number may as well be a part number, where no caption of *value* says that it is the serial.

    Somewhere on the label it stands in groups as part numbers do, or little but a part number beside it speaks for it.
    """
    if value is not None and value.caption is Caption.SERIAL:
        return False
    grouped = any(in_long_groups(run) and agreement(cells, run.cells) >= SAME_TEXT for run in prints_of(roles))
    return grouped or (bool(roles.serials) and roles.serials[0].score < LEAST_SCORE)


def _is_other_number(reading: Payload, roles: Roles) -> bool:
    """Return whether it is a VIN, the label's part number, or has the form of one without saying it is a serial."""
    has_form = reading.weight != _OPENLY and has_part_form(reading.text, roles.part_forms)
    return has_form or bool(vin_at_end(reading.text)) or _is_part(reading.text, roles)


def _is_captioned(read: Settled | None) -> bool:
    """Return whether the print has a number of some length behind the serial's caption."""
    if read is None or read.value is None or len(read.cells) < _LEAST_CAPTIONED:
        return False
    return read.value.caption is Caption.SERIAL


def _agreeing_print(text: str, barcode: Barcode, roles: Roles, read: Settled | None) -> tuple[Value | None, float]:
    """Return the printed number most like *text* and how far they agree, by the better of two looks."""
    value, alike = _nearest(text, roles)
    if read is not None and len(read.cells) == len(text):
        # A second look may have seen more than the first, which the candidates are from.
        alike = max(alike, agreement(_plain_cells(text), read.cells))
    if barcode.checked and value is not None and _holds(text, value):
        alike = max(alike, SAME_TEXT)
    return value, alike


def _holds(text: str, value: Value) -> bool:
    """Return whether every printed character stands in *text*, in its order: the print may have lost some to wear."""
    left = iter(text)
    seen = [cell.best for cell in value.cells if cell.choices]
    return len(seen) >= max(_LONG_BEGINNING, _MOSTLY * len(text)) and all(character in left for character in seen)


def _may_be_serial(
    reading: Payload, barcode: Barcode, roles: Roles, read: Settled | None, *, print_is_read: bool
) -> bool:
    """Return whether a payload that nothing speaks for may be the serial: only where another is the part number."""
    if not print_is_read:
        return barcode.checked
    # A payload in groups looks like a part number, unless a part number stands in it.
    alone = barcode.text.isalnum() or reading.weight > 1
    known = roles.part is not None and alone and _LEAST_UNKNOWN <= len(reading.text) <= _MOST_UNKNOWN
    return known and (read is None or (barcode.checked and read.unsure))


def _is_part(text: str, roles: Roles) -> bool:
    part = roles.part
    return part is not None and (is_any_part(_plain_cells(text), (part,)) or holds_most_of(text, part))


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
            alike = max(alike, SAME_TEXT)
        if alike > best[0]:
            best = (alike, candidate.value)
    return best[1], best[0]


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
