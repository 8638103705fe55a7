"""Cut what a person typed or pasted into pieces that may be numbers, and note the captions in front of them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from headunit.numbers.lookalikes import transliterate
from headunit.numbers.shapes import NumberKind
from headunit.numbers.text import canonical, upper

__all__ = ["Chunk", "chunks"]


class Chunk(NamedTuple):
    """Hold one piece: *given* as typed, *text* with only A-Z and 0-9, *caption* the kind that stands in front of it.

    A caption counts to the end of its line, and for the next line when nothing follows it on its own. *first*: a
    caption or the beginning of a line stands right before it. *line* counts from 0. *foreign*: it was typed with
    Cyrillic or Greek look-alikes, which *text* shows in Latin letters. *illegible*: characters that no number has, such
    as the ``?`` by which people mark a worn one.
    """

    given: str
    text: str
    line: int
    caption: NumberKind | None
    first: bool
    foreign: bool
    illegible: str


_SERIAL = (
    r"S\s?[/.\-]?\s?N(?:[ORº°]\.?)?|S[EÉ]R(?:IAL|IEN|IE)?[ .\-]*(?:N(?:O|R|UMBER|UMMER|°)?)?\.?|SNR\.?|N° ?S[EÉ]RIE"
)
_CODE = (
    r"(?:(?:SECURITY|SICHERHEITS|RADIO|KEY)[ \-]?)?CODE(?: IS| (?:AUTO)?RADIO|[ .\-]*(?:NR|NO)\.?)?"
    r"|(?:C[OÓ]DIGO|CODICE)(?: (?:AUTO)?RADIO| DE SEGURIDAD| DI SICUREZZA)?"
)
_CAPTIONS: tuple[tuple[NumberKind, str], ...] = (
    (
        NumberKind.VIN,
        r"V\.?I\.?N\.?(?:[ -]?(?:NO|CODE|NUMBER)\.?)?|FIN|FAHRGESTELL\w*[ .\-]*(?:NR\.?)?|CHASSIS(?: NO\.?)?",
    ),
    (
        NumberKind.SECURITY_CODE,
        r"SAFETY[ .\-]*(?:NR|NO)\.?|PIN|" + _CODE,
    ),
    (
        NumberKind.PART_NUMBER,
        r"P\s?[/.]\s?N(?:[OR])?\.?|PART[ .\-]*(?:NO|NUMBER|NR)?\.?|TEILE[ .\-]*NR\.?|TYPE?(?: NO\.?)?|TYP|REF\.?",
    ),
    (NumberKind.PRECODE, r"PR[EÉ][ \-]?CODE|T(?=\s+[A-Z][0-9]{3}(?![0-9A-Z]))"),
    (NumberKind.MODEL_NUMBER, r"MODEL(?: NO\.?)?|MODELL"),
    (NumberKind.FIRMWARE_VERSION, r"[SH]\s?/?\s?W(?: VERSION)?|SOFTWARE|FIRMWARE|HARDWARE|VERSION|VER\.|REV\."),
    (NumberKind.UNKNOWN, r"FCC ?ID|LOT|BATCH|CHARGE|DATE|DATUM"),
    (NumberKind.SERIAL, _SERIAL),
)
_ALONE = re.compile(r"[A-Z]{0,4}[0-9]+")
"""A line that is one serial and holds no caption, for those end in letters: what most people type."""
_PIECE = re.compile(r"[^\s,;|()<>\"'=:#\[\]{}]+")
_ILLEGIBLE = re.compile(r"[^0-9A-Z\-./\\\u2010-\u2015\u00b7+&]")


@cache
def _caption() -> re.Pattern[str]:
    """Return the pattern of a caption; it is long, and compiled only for a text that can hold one."""
    return re.compile(
        r"(?<![0-9A-Z])(?:"
        + "|".join(f"(?P<k{i}>{p})" for i, (_, p) in enumerate(_CAPTIONS))
        + r")\s*(?:[:=#.]\s*|\s+(?=[0-9A-Z]*[0-9]|[A-Z]{1,3}[ -][0-9]{3})|$)"
    )


def chunks(text: str) -> list[Chunk]:
    """Return the pieces of *text* in order; captions are taken out and tied to the piece that follows."""
    found: list[Chunk] = []
    waiting: NumberKind | None = None
    for line_number, line in enumerate(upper(text).splitlines()):
        caption, waiting = waiting, None
        position, first = 0, True
        alone = _ALONE.fullmatch(line)
        while position < len(line):
            match = None if alone else _caption().match(line, position)
            if match and (position == 0 or not line[position - 1].isalnum()):
                waiting = caption = _kind(match)
                first, position = True, match.end()
                continue
            piece = _PIECE.match(line, position)
            if piece is None:
                position += 1
                continue
            if piece[0].strip("?!"):
                found.append(_chunk(piece[0], line_number, caption, first=first))
                waiting, first = None, False
            position = piece.end()
    return found


def _kind(match: re.Match[str]) -> NumberKind:
    index = next(i for i in range(len(_CAPTIONS)) if match[f"k{i}"])
    return _CAPTIONS[index][0]


def _chunk(given: str, line: int, caption: NumberKind | None, *, first: bool) -> Chunk:
    # Code 39 prints its start and stop sign as an asterisk; at the end ? and ! are taken for punctuation.
    bare = (given[1:-1] if given[0] == given[-1] == "*" else given).rstrip("!?")
    latin = transliterate(bare)
    return Chunk(
        given=given,
        text=canonical(latin),
        line=line,
        caption=caption,
        first=first,
        foreign=latin != bare,
        illegible="".join(dict.fromkeys(_ILLEGIBLE.findall(latin))),
    )
