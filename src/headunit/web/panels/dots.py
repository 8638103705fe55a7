"""Characters of five by seven dots, as one path whose strokes are the lit dots."""

from __future__ import annotations

__all__ = ["ADVANCE", "ROWS", "glyph_names", "lit_dots"]

ADVANCE = 6
"""How many dots lie from one character to the next."""

ROWS = 7
_DOT = 0.86
_BLOCK = "v" * ROWS

# Seven rows a character, five bits a row, each row a digit of base 32 (0-9, a-v).
_GLYPHS = {
    " ": "0000000", "0": "ehjlphe", "1": "4c4444e", "2": "eh124gv", "3": "eh161he", "4": "26aiv22", "5": "vgu11he",
    "6": "egguhhe", "7": "v124888", "8": "ehhehhe", "9": "ehhf11e", "A": "ehhvhhh", "B": "uhhuhhu", "C": "ehggghe",
    "D": "uhhhhhu", "E": "vgguggv", "F": "vgguggg", "G": "ehgnhhf", "H": "hhhvhhh", "I": "e44444e", "J": "72222ic",
    "K": "hikokih", "L": "ggggggv", "M": "hrllhhh", "N": "hhpljhh", "O": "ehhhhhe", "P": "uhhuggg", "Q": "ehhhlid",
    "R": "uhhukih", "S": "fgge11u", "T": "v444444", "U": "hhhhhhe", "V": "hhhhha4", "W": "hhhllla", "X": "hha4ahh",
    "Y": "hha4444", "Z": "v1248gv", "a": "00e1fhf", "b": "ggmphhu", "c": "00eggge", "d": "11djhhf", "e": "00ehvge",
    "f": "698s888", "g": "00fhhf1", "h": "ggmphhh", "i": "40c444e", "j": "20622ic", "k": "88aca99", "l": "c44444e",
    "m": "00qllhh", "n": "00mphhh", "o": "00ehhhe", "p": "00uhugg", "q": "00djf11", "r": "00mpggg", "s": "00ege1u",
    "t": "88s8896", "u": "00hhhjd", "v": "00hhha4", "w": "00hhlla", "x": "00ha4ah", "y": "00hhf1e", "z": "00v248v",
    "-": "000v000", ".": "00000cc", ":": "0cc0cc0", "/": "01248g0", "?": "eh12404", "!": "4444404", "+": "044v440",
    "*": "0a4v4a0", "=": "00v0v00", "(": "2488842", ")": "8422248",
}  # fmt: skip


def glyph_names() -> str:
    """Return every character that has a picture of its own; any other is a lit block."""
    return "".join(_GLYPHS)


def lit_dots(text: str) -> str:
    """Return the path of *text*; a stroke as thick as a dot is wide draws it."""
    parts: list[str] = []
    for at, character in enumerate(text):
        for y, row in enumerate(_GLYPHS.get(character, _BLOCK)):
            bits = int(row, 32)
            lit = (x for x in range(5) if bits >> (4 - x) & 1)
            parts += (f"M{at * ADVANCE + x} {y}.43h{_DOT:g}" for x in lit)
    return "".join(parts)
