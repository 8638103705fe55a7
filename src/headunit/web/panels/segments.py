"""Characters of fourteen segments, as one path of the lit ones."""

from __future__ import annotations

from typing import TypeAlias

from headunit.web.panels.geometry import number

__all__ = ["ADVANCE", "HEIGHT", "SLANT", "THICK", "WIDE", "cell_path", "glyph_names", "lit_segments"]

WIDE = 64
HEIGHT = 120
THICK = 15
ADVANCE = 92
SLANT = -5
"""By how many degrees the characters lean."""

_GAP = 1.6
Points: TypeAlias = tuple[tuple[float, float], ...]


def _flat(a: float, b: float, y: float) -> Points:
    h = THICK / 2
    a, b = a + _GAP, b - _GAP
    return (a, y), (a + h, y - h), (b - h, y - h), (b, y), (b - h, y + h), (a + h, y + h)


def _tall(x: float, a: float, b: float) -> Points:
    h = THICK / 2
    a, b = a + _GAP, b - _GAP
    return (x, a), (x + h, a + h), (x + h, b - h), (x, b), (x - h, b - h), (x - h, a + h)


def _slanted(ax: float, ay: float, bx: float, by: float) -> Points:
    d = THICK * 1.15 * (1 if by > ay else -1)
    return (ax, ay), (ax, ay + d), (bx, by), (bx, by - d)


def _segments() -> dict[str, Points]:
    h, mx, my = THICK / 2, WIDE / 2, HEIGHT / 2
    g = h + 2.4
    return {
        "a": _flat(0, WIDE, 0), "d": _flat(0, WIDE, HEIGHT), "g": _flat(0, mx, my), "G": _flat(mx, WIDE, my),
        "f": _tall(0, 0, my), "e": _tall(0, my, HEIGHT), "b": _tall(WIDE, 0, my), "c": _tall(WIDE, my, HEIGHT),
        "i": _tall(mx, h + 1, my), "l": _tall(mx, my, HEIGHT - h - 1),
        "h": _slanted(g, g, mx - g, my - g), "j": _slanted(WIDE - g, g, mx + g, my - g),
        "k": _slanted(g, HEIGHT - g, mx - g, my + g), "m": _slanted(WIDE - g, HEIGHT - g, mx + g, my + g),
    }  # fmt: skip


_SEGMENTS = _segments()
_GLYPHS = {
    "0": "abcdef", "1": "bc", "2": "abdegG", "3": "abcdG", "4": "bcfgG", "5": "acdfgG", "6": "acdefgG", "7": "abc",
    "8": "abcdefgG", "9": "abcdfgG", "A": "abcefgG", "B": "abcdGil", "C": "adef", "D": "abcdil", "E": "adefgG",
    "F": "aefg", "G": "acdefG", "H": "bcefgG", "I": "adil", "J": "bcde", "K": "efgjm", "L": "def", "M": "bcefhj",
    "N": "bcefhm", "O": "abcdef", "P": "abefgG", "Q": "abcdefm", "R": "abefgGm", "S": "acdfgG", "T": "ail",
    "U": "bcdef", "V": "efjk", "W": "bcefkm", "X": "hjkm", "Y": "hjl", "Z": "adjk", "d": "bcdegG", "o": "cdegG",
    "n": "cegG", "r": "egG", "-": "gG", "/": "jk", "*": "ghijklmG", "+": "gGil", "=": "dgG", " ": "",
}  # fmt: skip
_ALL = "".join(_SEGMENTS)


def glyph_names() -> str:
    """Return every character that has a picture of its own; a small letter without one is drawn as its capital."""
    return "".join(_GLYPHS) + "."


def _path(segments: str, dx: float) -> str:
    shapes = (_SEGMENTS[name] for name in segments)
    return "".join("M" + "L".join(f"{number(x + dx)} {number(y)}" for x, y in shape) + "Z" for shape in shapes)


def cell_path() -> str:
    """Return one character with every segment, for the unlit ghost behind it."""
    return _path(_ALL, 0)


def lit_segments(text: str) -> str:
    """Return the path of *text*; a point hangs on the character before it."""
    parts: list[str] = []
    at = 0
    for character in text:
        if character == "." and at:
            parts.append(f"M{(at - 1) * ADVANCE + 72} 114h10v10h-10z")
            continue
        lit = _GLYPHS.get(character, _GLYPHS.get(character.upper(), _ALL))
        parts.append(_path(lit, at * ADVANCE))
        at += 1
    return "".join(parts)
