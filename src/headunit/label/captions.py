"""Which words on a label announce what: serial, part number, VIN, code …  The camera may slip.  Pure."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Caption", "find_caption", "folded"]


class Caption(StrEnum):
    """Say what a caption announces."""

    SERIAL = "serial"
    PART_NUMBER = "part-number"
    VIN = "vin"
    CODE = "code"
    MODEL = "model"
    NUMBER = "number"
    OTHER = "other"


_WORDS: dict[Caption, str] = {
    Caption.SERIAL: "SERIALNUMBER SERIALNO SERIALNR SERIAL SERIENNUMMER SERIENNR SERIENO SERIE SERNO SERNR SER SNO SNR"
    " SN SIN GERATENR GERATENO GERATEN NODESERIE NSERIE NRSERYJNY",
    Caption.PART_NUMBER: "PARTNUMBER PARTNO PARTNR PART PN PNO TEILENR TEILNR SACHNR REFNO REF MBNR TYPNR TYPENO TYPE"
    " TYP BESTNR ORDERNO",
    Caption.VIN: "VINNO VIN FIN CHASSISNO CHASSIS FAHRGESTELLNR",
    Caption.CODE: "SECURITYCODE RADIOCODE KEYCODE CODENUMBER CODENO CODENR CODE CODEAUTORADIO SAFETYNR SAFETYNO PIN"
    " CODICE CODIGO SICHERHEITSCODE",
    Caption.MODEL: "MODELNO MODELL MODEL MOD",
    Caption.NUMBER: "NUMBER NO NR",
    Caption.OTHER: "MADEIN FCCID LOTNO LOT DATE DATUM HW SW HARDWARE SOFTWARE VERSION IC DC",
}
_FOLD = str.maketrans("510|8Q", "SIOIBO")
_ENDS = " .:#;°*"
_SHORT = 2
_LONG = 5
_VERY_LONG = 8


def folded(text: str) -> str:
    """Return *text* with digits that look like letters as those letters, to compare words by."""
    return text.translate(_FOLD)


_CAPTIONS = tuple(
    sorted(
        ((folded(word), kind) for kind, words in _WORDS.items() for word in words.split()),
        key=lambda entry: -len(entry[0]),
    )
)


def find_caption(text: str, gaps: tuple[bool, ...]) -> tuple[Caption, int] | None:
    """Return the caption that *text* begins with and the index behind it, or None.

    *gaps* says for each character whether a clear space follows it. Longer captions may have a slip or two in them.
    """
    letters = [index for index, character in enumerate(text) if character.isalnum()]
    for word, kind in _CAPTIONS:
        if len(word) > len(letters):
            continue
        found = folded("".join(text[index] for index in letters[: len(word)]))
        slips = [place for place in range(len(word)) if found[place] != word[place]]
        if len(slips) > (len(word) >= _LONG) + (len(word) > _VERY_LONG) or (slips and slips[-1] >= len(word) - 2):
            continue
        last = letters[len(word) - 1]
        if _ends_there(text, last, gaps, word, letters[: len(word)]):
            return kind, _behind(text, last + 1)
    return None


def _behind(text: str, start: int) -> int:
    """Return the index of the value behind a caption that ends at *start*; what is left of a "No." is skipped."""
    rest = text[start:].lstrip(_ENDS + "-/")
    if folded(rest.rstrip(_ENDS)) in {"N", "NO", "NR", "O"}:
        return len(text)
    return len(text) - len(rest)


def _ends_there(text: str, last: int, gaps: tuple[bool, ...], word: str, letters: list[int]) -> bool:
    if last + 1 == len(text):
        return len(word) > 1
    if text[last + 1] == "-" and len(word) <= _SHORT:
        return False
    if text[last + 1] in _ENDS or gaps[last]:
        return True
    if word in {"SN", "PN"}:
        # S/N and P/N: the stroke in between shows that it is one, even where no space was seen.
        return letters[1] - letters[0] > 1 and text[letters[0] + 1] in "/."
    return len(word) >= _LONG and (text[last + 1] in "-/" or text[last + 1].isalnum())
