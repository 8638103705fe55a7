"""What is printed on a key, and what it is called: the key's own name as sources have it, never translated."""

from __future__ import annotations

import re

__all__ = ["SIGNS", "fit", "printed", "spoken"]

SIGNS = ("@back", "@forward", "@up", "@down", "@more", "@less", "@power")
"""Lines of a legend that are drawn as a sign: arrows, plus and minus, and the power sign."""

_ENDINGS = {
    "<": ("@back", "back"),
    ">": ("@forward", "forward"),
    "+": ("@more", "up"),
    "-": ("@less", "down"),
    " up": ("@up", "up"),
    " down": ("@down", "down"),
    " forward": ("@forward", "forward"),
    " back": ("@back", "back"),
}
_ONE_LINE = 6
_WIDTH_OF_A_SIGN = 0.66
"""How wide a letter is, as a part of its size; generous, for faces that run wide."""


def printed(key: str) -> tuple[str, ...]:
    """Return the lines on a key, a sign in place of ``<``, ``UP`` and the like: ``SEEK>`` → SEEK, an arrow."""
    if key == "POWER":
        return ("@power", "POWER")
    for ending, (sign, _) in _ENDINGS.items():
        if key.lower().endswith(ending) and len(key) > len(ending):
            return (key[: -len(ending)].strip(), sign)
    if len(key) <= _ONE_LINE:
        return (key,)
    return tuple(re.split(r"(?<=[/-])| ", key))


def spoken(key: str, kind: str = "button") -> str:
    """Return the name of a key as a screen reader says it."""
    if key.isdecimal():
        return f"Digit {key}" if kind == "touch" else f"Key {key}"
    for ending, (_, word) in _ENDINGS.items():
        if not ending.startswith(" ") and key.endswith(ending) and len(key) > 1:
            return f"{key[:-1]} {word}"
    return key


def fit(lines: tuple[str, ...], width: float, largest: float) -> float:
    """Return the size of letter at which the longest line fits *width*, at most *largest*."""
    longest = max((len(line) for line in lines if line not in SIGNS), default=1)
    return min(largest, width / (longest * _WIDTH_OF_A_SIGN))
