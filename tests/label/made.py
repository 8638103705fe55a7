"""Characters, lines and values as a camera could have given them."""

from __future__ import annotations

from headunit.label.line import Glyph, Line
from headunit.label.rows import find_values
from headunit.label.sheet import Piece
from headunit.label.value import Cell, Value

PITCH = 16.0


def cells(text: str, **rivals: tuple[str, float]) -> tuple[Cell, ...]:
    """Return *text* as read without doubt; ``?`` is hidden, ``at3=("O", 0.4)`` gives place 3 a rival.

    A space is no place, but is known to stand in front of the next one.
    """
    made: list[Cell] = []
    parted = False
    for character in text:
        if character == " ":
            parted = True
            continue
        index = len(made)
        rival = rivals.get(f"at{index}")
        choices = ((character, 0.999),) if rival is None else ((character, 1 - rival[1]), rival)
        shown = () if character == "?" else choices
        made.append(Cell(choices=shown, place=(index * 10.0, 0.0), height=20.0, parted=parted))
        parted = False
    return tuple(made)


def read(found: tuple[Cell, ...]) -> str:
    """Return the likeliest characters, ``?`` for hidden ones."""
    return "".join(cell.best or "?" for cell in found)


def piece(text: str, x: float, y: float, *, missing: str = "", height: float = 48.0) -> Piece:
    """Return a line at (x, y); characters of *missing* leave a hole."""
    glyphs = tuple(
        Glyph(choices=((character, 0.999),), x_px=PITCH * (index + 0.5))
        for index, character in enumerate(text)
        if character not in missing
    )
    width = len(text) * PITCH
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Piece(corners=corners, line=Line(glyphs=glyphs, width_px=round(width)))


def value(text: str, x: float = 0.0, y: float = 0.0) -> Value:
    """Return the one value of a line."""
    (found,) = find_values([piece(text, x, y)])
    return found
