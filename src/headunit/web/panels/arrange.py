"""The arrangement of a front: display, knobs, keys in rows, a touch screen's pad, and the stalk behind the wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from headunit.web.panels.geometry import GAP, KEY, MARGIN, WIDTH, Box, cells_across

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from headunit.panel import Key, Panel
    from headunit.web.panels.looks import Look

__all__ = ["PRESSED", "Placed", "arrange", "is_pressed"]

Placed: TypeAlias = tuple["Key", str, Box]

PRESSED = 96
"""How wide the middle of a knob is that can be pressed."""

_INNER = WIDTH - 2 * MARGIN
_KNOB = (188, 150)
_SPACE = 16
_MOST_ACROSS = 6
_WIDEST = 150
_PAD_ORDER = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


def is_pressed(panel: Panel, key: str) -> bool:
    """Return whether pressing a knob does something on its panel."""
    wiring = panel.wiring
    taken = (*wiring.holds.values(), *wiring.starts.values())
    return any(key in wiring.acts.get(stage, {}) for stage in ("shut", "entry")) or any(key in held for held in taken)


def arrange(panel: Panel, look: Look) -> tuple[tuple[Placed, ...], Box, float, Box | None]:
    """Return every key with its kind of part and its box, the display, the height, and the stalk's box if any."""
    stalk = [key for key in panel.keys if key.id.startswith("stalk")]
    front = [key for key in panel.keys if key not in stalk]
    touched = [key for key in front if key.kind == "touch"]
    if look.kind == "screen":
        placed, display, bottom = _screen_front(panel, look, front, touched)
    elif look.compact:
        placed, display, bottom = _low_front(panel, look, front)
    else:
        placed, display, bottom = _plain_front(panel, look, front)
    height = bottom + MARGIN
    if not stalk:
        return tuple(placed), display, height, None
    lever = Box(MARGIN, height + 24, _INNER, 148)
    placed += _on_a_lever(stalk, lever)
    return tuple(placed), display, lever.bottom + 8, lever


def _plain_front(panel: Panel, look: Look, front: list[Key]) -> tuple[list[Placed], Box, float]:
    """Put the display above, knobs and functions in the middle, and digits below."""
    knobs, digits, functions = _sorted(front)
    display = Box(36, 34, WIDTH - 72, 124)
    placed: list[Placed] = []
    left, right, top = float(MARGIN), WIDTH - float(MARGIN), display.bottom + 22
    taken = sum(_knob_width(panel, knob) + _SPACE for knob in knobs)
    rows_beside = min(2, -(-sum(map(_span, functions)) // _fit(right - left - taken)))
    block = Box(left, top, right - left, max(rows_beside * (look.key_h + GAP) - GAP, _KNOB[1] if knobs else 0))
    for at, knob in enumerate(knobs):
        width = _knob_width(panel, knob)
        x = left if at % 2 == 0 else right - width
        placed.append((knob, "knob", Box(x, top + (block.h - _KNOB[1]) / 2, width, _KNOB[1])))
        left, right = (left + width + _SPACE, right) if at % 2 == 0 else (left, right - width - _SPACE)
    beside, rest = _filling(functions, right - left, 2)
    rows = _rows(beside, _fit(right - left)) if beside else []
    y = top + (0 if len(rows) > 1 else (block.h - look.key_h) / 2)
    for row in rows:
        placed += _row(row, _no_wider(row, Box(left, y, right - left, look.key_h)))
        y += look.key_h + GAP
    y = block.bottom + _SPACE if knobs else y
    return _below(placed, rest, digits, y, look), display, _bottom(placed)


def _low_front(panel: Panel, look: Look, front: list[Key]) -> tuple[list[Placed], Box, float]:
    """Put knob and display side by side, as on a radio of one slot, and functions and digits below."""
    knobs, digits, functions = _sorted(front)
    left, right, top = float(MARGIN), WIDTH - float(MARGIN), 30.0
    placed: list[Placed] = []
    for at, knob in enumerate(knobs[:2]):
        width = _knob_width(panel, knob)
        placed.append((knob, "knob", Box(left if at == 0 else right - width, top, width, _KNOB[1])))
        left, right = (left + width + _SPACE, right) if at == 0 else (left, right - width - _SPACE)
    display = Box(left, top, right - left - 8, _KNOB[1])
    _below(placed, functions, digits, display.bottom + 22, look)
    return placed, display, _bottom(placed)


def _screen_front(panel: Panel, look: Look, front: list[Key], touched: list[Key]) -> tuple[list[Placed], Box, float]:
    """Put a screen with keys of its own above, and knobs and buttons below."""
    display = Box(36, 30, WIDTH - 72, 452)
    knobs, digits, functions = _sorted([key for key in front if key not in touched])
    placed = list(_pad(touched, display))
    left, right, top = float(MARGIN), WIDTH - float(MARGIN), display.bottom + 18
    for at, knob in enumerate(knobs):
        width = _knob_width(panel, knob)
        x = left if at % 2 == 0 else right - width
        placed.append((knob, "knob", Box(x, top, width, _KNOB[1])))
        left, right = (left + width + GAP, right) if at % 2 == 0 else (left, right - width - GAP)
    beside, rest = _filling(functions, right - left, 1)
    if beside:
        y = top + ((_KNOB[1] - look.key_h) / 2 if knobs else 0)
        placed += _row(beside, Box(left, y, right - left, look.key_h))
    return _below(placed, rest, digits, _bottom(placed) + GAP, look), display, _bottom(placed)


def _below(placed: list[Placed], functions: Sequence[Key], digits: list[Key], y: float, look: Look) -> list[Placed]:
    """Put the functions that are left, and then the digits, in full rows."""
    for row in _rows(functions, _MOST_ACROSS):
        placed += _row(row, Box(MARGIN, y, _INNER, look.key_h))
        y += look.key_h + GAP
    y += GAP if functions else 0
    for row in _rows(digits, 5 if len(digits) > _MOST_ACROSS else _MOST_ACROSS):
        placed += _row(row, Box(MARGIN, y, _INNER, look.key_h))
        y += look.key_h + GAP
    return placed


def _sorted(keys: Sequence[Key]) -> tuple[list[Key], list[Key], list[Key]]:
    """Return knobs, keys with a digit, and all others; digits stand as they are counted, 0 last."""
    knobs = [key for key in keys if key.kind == "knob"]
    digits = sorted((key for key in keys if key.id.isdecimal()), key=lambda key: int(key.id) or 10)
    return knobs, digits, [key for key in keys if key not in knobs and key not in digits]


def _pad(touched: list[Key], screen: Box) -> Iterator[Placed]:
    """Give the keys on a screen: a pad of three columns at its right, or one that fills it."""
    if len(touched) == 1:
        yield touched[0], "touch", Box(screen.x + 20, screen.y + 150, screen.w - 40, screen.h - 170)
        return
    by_id = {key.id: key for key in touched}
    digits = [by_id.pop(key) for key in _PAD_ORDER if key in by_id]
    zero = by_id.pop("0", None)
    others = list(by_id.values())
    order = [*digits, *others[:1], *([zero] if zero else []), *others[1:]]
    rows = -(-len(order) // 3)
    area = Box(screen.right - 326, screen.y + 20, 306, screen.h - 40)
    height = (area.h - GAP * (rows - 1)) / rows
    for at in range(rows):
        line = Box(area.x, area.y + at * (height + GAP), area.w, height)
        keys = order[at * 3 : at * 3 + 3]
        yield from ((key, "touch", box) for key, box in zip(keys, cells_across(line, (1, 1, 1)), strict=False))


def _on_a_lever(stalk: list[Key], lever: Box) -> list[Placed]:
    """Put a thumb wheel and its button on the lever, where a thumb finds them."""
    placed: list[Placed] = []
    x = lever.x + 250
    for key in stalk:
        wheel = key.kind == "wheel"
        width = 2 * KEY + 20 if wheel else 130
        placed.append((key, "thumb" if wheel else "lever-button", Box(x, lever.y + 24, width, 100)))
        x += width + 24
    return placed


def _knob_width(panel: Panel, knob: Key) -> float:
    return 2 * KEY + PRESSED if is_pressed(panel, knob.id) else _KNOB[0]


def _span(key: Key) -> int:
    return 2 if key.kind == "wheel" else 1


def _fit(width: float) -> int:
    return int((width + GAP) // (KEY + GAP))


def _filling(keys: list[Key], width: float, rows: int) -> tuple[list[Key], list[Key]]:
    """Return the keys that fit beside the knobs, and those that are left for rows of their own."""
    room, taken = _fit(width) * rows, 0
    beside: list[Key] = []
    for key in keys:
        if taken + _span(key) > room:
            break
        beside.append(key)
        taken += _span(key)
    return beside, keys[len(beside) :]


def _rows(keys: Sequence[Key], across: int) -> list[list[Key]]:
    """Return *keys* in as few rows as hold them, each about as full as the others."""
    total = sum(_span(key) for key in keys)
    count = -(-total // across)
    rows: list[list[Key]] = []
    left = list(keys)
    for at in range(count):
        room = -(-sum(_span(key) for key in left) // (count - at))
        row: list[Key] = []
        while left and sum(map(_span, row)) + _span(left[0]) <= max(room, _span(left[0])):
            row.append(left.pop(0))
        rows.append(row)
    return rows


def _row(keys: Sequence[Key], line: Box) -> Iterator[Placed]:
    spans = tuple(_span(key) for key in keys)
    for key, box in zip(keys, cells_across(line, spans), strict=True):
        yield key, "rocker" if key.kind == "wheel" else "button", box


def _no_wider(keys: Sequence[Key], line: Box) -> Box:
    """Return the middle of *line* where a few keys would be as wide as a hand."""
    cells = sum(map(_span, keys))
    width = min(line.w, cells * (_WIDEST + GAP) - GAP)
    return line._replace(x=line.x + (line.w - width) / 2, w=width)


def _bottom(placed: list[Placed]) -> float:
    return max(box.bottom for _, _, box in placed)
