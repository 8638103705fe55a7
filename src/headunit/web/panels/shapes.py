"""The parts of a front as SVG: keys, knobs, rockers, the thumb wheel; colours come from classes alone."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from headunit.web.panels.geometry import Box, number
from headunit.web.panels.legends import SIGNS, fit

if TYPE_CHECKING:
    from headunit.web.panels.layout import Control, Part

__all__ = ["draw_part", "rect"]

_LIP = 9
_LINE = 1.16
_SIGN_PATHS = {
    "@forward": "M-9 -9L7 0L-9 9Z",
    "@back": "M9 -9L-7 0L9 9Z",
    "@up": "M-10 7L0 -9L10 7Z",
    "@down": "M-10 -7L0 9L10 -7Z",
    "@more": "M-10 -1.8H-1.8V-10H1.8V-1.8H10V1.8H1.8V10H-1.8V1.8H-10Z",
    "@less": "M-10 -1.8H10V1.8H-10Z",
}
_POWER = "M-6 -8A10.5 10.5 0 1 0 6 -8M0 -13V-2"


def rect(box: Box, css: str, radius: float, grow: float = 0) -> str:
    """Return a rectangle, grown on all sides by *grow* units."""
    x, y, w, h = box.x - grow, box.y - grow, box.w + 2 * grow, box.h + 2 * grow
    return (
        f'<rect class="{css}" x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}" '
        f'rx="{number(radius)}"/>'
    )


def draw_part(part: Part, *, live: bool) -> str:
    """Return the SVG of *part*; *live* gives its controls the role and place of a button."""
    css = f"pk pk-{part.kind}" + (" imagined" if part.imagined else "")
    body = _DRAWN.get(part.kind, _button)(part, live=live)
    return f'<g class="{css}" data-part="{escape(part.key)}">{body}</g>'


def _control(control: Control, inner: str, radius: float, *, live: bool) -> str:
    role = ' role="button" tabindex="0"' if live else ""
    name = escape(control.name)
    label = f' aria-label="{name}"' if live else ""
    return (
        f'<g class="pc" data-key="{escape(control.key)}" data-act="{control.act}" data-name="{name}"{role}{label}>'
        f"{rect(control.box, 'pk-hit', radius)}{inner}{rect(control.box, 'pk-ring', radius + 2, 2)}</g>"
    )


def _button(part: Part, *, live: bool) -> str:
    box, soft = part.box, part.kind == "touch"
    cap = Box(box.x + 2, box.y + 2, box.w - 4, box.h - (4 if soft else _LIP))
    well = "" if soft else rect(box, "pk-well", 9)
    shine = f'<path class="pk-shine" d="M{number(box.x + 9)} {number(box.y + 3)}h{number(box.w - 18)}"/>'
    shine = "" if soft else shine
    hold = rect(Box(box.x + 10, cap.bottom - 11, box.w - 20, 4), "pk-hold", 2)
    inner = f'{well}<g class="pk-cap">{rect(cap, "pk-face", 7)}{shine}{_legend(part.lines, cap)}{hold}</g>'
    return _control(part.controls[0], inner, 9, live=live)


def _legend(lines: tuple[str, ...], cap: Box, largest: float = 0) -> str:
    digit = len(lines) == 1 and len(lines[0]) == 1
    size = fit(lines, cap.w - 10, largest or (36 if digit else 21))
    cx, cy = cap.centre
    step = size * _LINE if "@power" not in lines else 28
    top = cy - step * (len(lines) - 1) / 2
    drawn = (_line(line, cx, top + at * step, size if "@power" not in lines else 15) for at, line in enumerate(lines))
    return "".join(drawn)


def _line(line: str, x: float, y: float, size: float) -> str:
    if line == "@power":
        return f'<path class="pk-power" transform="translate({number(x)} {number(y)})" d="{_POWER}"/>'
    if line in SIGNS:
        return f'<path class="pk-sign" transform="translate({number(x)} {number(y)})" d="{_SIGN_PATHS[line]}"/>'
    return (
        f'<text class="pk-legend" font-size="{number(size)}" x="{number(x)}" y="{number(y + size * 0.36)}">'
        f"{escape(line)}</text>"
    )


def _knob(part: Part, *, live: bool) -> str:
    cx, cy = part.box.centre
    r = 54.0
    caps = "".join(_control(control, _turn_sign(control, part.box), 10, live=live) for control in part.controls)
    at = f"{number(cx)} {number(cy)}"
    mark = f'<g data-turns="{at}"><path class="pk-mark" d="M{number(cx)} {number(cy - r + 8)}v13"/></g>'
    circles = f'cx="{number(cx)}" cy="{number(cy)}"'
    words = _legend(part.lines, Box(cx - 33, cy - 16, 66, 32), 17)
    return (
        f'<path class="pk-ticks" d="{_ticks(cx, cy, r)}"/><circle class="pk-well" {circles} r="{number(r + 5)}"/>'
        f'<g class="pk-cap"><circle class="pk-face" {circles} r="{number(r)}"/>'
        f'<circle class="pk-dish" {circles} r="{number(r * 0.64)}"/>{mark}{words}'
        f"{rect(Box(cx - 24, cy + 21, 48, 4), 'pk-hold', 2)}</g>{caps}"
    )


def _turn_sign(control: Control, knob: Box) -> str:
    """Return the arrow beside the knob that says which way this half turns it."""
    if control.act == "press":
        return ""
    y = knob.y + knob.h / 2
    if control.act == "down":
        return f'<path class="pk-turn" d="M{number(knob.x + 15)} {number(y - 9)}l-9 9l9 9"/>'
    return f'<path class="pk-turn" d="M{number(knob.right - 15)} {number(y - 9)}l9 9l-9 9"/>'


def _ticks(cx: float, cy: float, r: float) -> str:
    drawn = []
    for at in range(21):
        angle = math.radians(-225 + at * 13.5)
        near, far = r + 8, r + (13 if at % 5 else 18)
        x, y = math.cos(angle), math.sin(angle)
        drawn.append(f"M{number(cx + near * x)} {number(cy + near * y)}L{number(cx + far * x)} {number(cy + far * y)}")
    return "".join(drawn)


def _rocker(part: Part, *, live: bool) -> str:
    box = part.box
    cap = Box(box.x + 2, box.y + 2, box.w - 4, box.h - _LIP)
    cx, cy = cap.centre
    back, on = part.controls
    signs = (_line("@back", box.x + 22, cy, 20), _line("@forward", box.right - 22, cy, 20))
    halves = "".join(_control(control, sign, 9, live=live) for control, sign in zip((back, on), signs, strict=True))
    split = f'<path class="pk-split" d="M{number(cx)} {number(cap.y + 6)}v9M{number(cx)} {number(cap.bottom - 15)}v9"/>'
    hold = rect(Box(box.x + 10, cap.bottom - 11, box.w - 20, 4), "pk-hold", 2)
    return (
        f'{rect(box, "pk-well", 9)}<g class="pk-cap">{rect(cap, "pk-face", 7)}{split}'
        f"{_legend(part.lines, Box(box.x + 40, cap.y, box.w - 80, cap.h))}{hold}</g>{halves}"
    )


def _thumb(part: Part, *, live: bool) -> str:
    """Draw a wheel seen from its edge: ridges, with the two ways it turns."""
    box = part.box
    wheel = Box(box.x + 52, box.y, box.w - 104, box.h)
    count = 9
    across = (number(wheel.x + wheel.w * (at + 0.5) / count) for at in range(count))
    ridges = "".join(f'<path class="pk-ridge" d="M{x} {number(box.y + 6)}v{number(box.h - 12)}"/>' for x in across)
    down, up = part.controls
    signs = (_line("@down", box.x + 24, box.y + box.h / 2, 20), _line("@up", box.right - 24, box.y + box.h / 2, 20))
    halves = "".join(_control(control, sign, 10, live=live) for control, sign in zip((down, up), signs, strict=True))
    return f'<g class="pk-cap">{rect(wheel, "pk-face", 12)}<g class="pk-ridges">{ridges}</g></g>{halves}'


_DRAWN = {"knob": _knob, "rocker": _rocker, "thumb": _thumb}
