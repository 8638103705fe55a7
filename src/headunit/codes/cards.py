"""Does the number on a code card fit a radio of this kind?  Length and alphabet decide; nothing is computed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from headunit.errors import InputError
from headunit.facts.claims import Confidence
from headunit.facts.shapes import number_shapes
from headunit.numbers import NumberKind, RadioCode, canonical, read_numbers
from headunit.numbers.chunks import chunks
from headunit.numbers.lookalikes import LOOKALIKES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.facts.catalogue import Catalogue
    from headunit.facts.claims import Claim, Fact
    from headunit.facts.family import Family
    from headunit.numbers.chunks import Chunk

__all__ = ["CARD_NOTE", "CardAnswer", "Verdict", "check_card"]

T = TypeVar("T")

CARD_NOTE = "A card belongs to one radio. If the radio was ever replaced, the card in the car may be the old one's."
"""Stands beside every verdict."""

_CODE_LENGTHS = range(3, 9)
_NOT_CODES = {
    NumberKind.VIN: "it is a car's VIN",
    NumberKind.SERIAL: "it is a radio's serial, not its code",
    NumberKind.PRECODE: "it is a precode, from which the code is worked out",
    NumberKind.PART_NUMBER: "it is a part number, the same on every such radio",
    NumberKind.MODEL_NUMBER: "it is a model number, the same on every such radio",
    NumberKind.FIRMWARE_VERSION: "it is a software version",
    NumberKind.CARD_NUMBER: "it is the number of the card, which stands beside the code",
    NumberKind.PARTIAL_SERIAL: "it has the form of a serial whose first letters were left out",
}
_MARKED = re.compile(r"\?\s*[0-9]")
_NO_LETTERS = "a code has digits alone, and this has a letter or sign: look whether a digit only looks like it"
_NO_LENGTH = "a code has 3 to 8 digits, and this has {}"
_ILLEGIBLE = "a character of it can't be read, and every digit of a code counts"
_NO_CODE = {
    "none": "radios of this kind have no code to type",
    "vehicle": "radios of this kind are bound to the car: there is nothing to type",
}


class Verdict(StrEnum):
    """Say whether the number can be this radio's code."""

    FITS = "fits"
    DOES_NOT_FIT = "does-not-fit"
    NOT_A_CODE = "not-a-code"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAnswer:
    """Hold the verdict with its *reasons*, and what is *unknown* about the family; *code* is a secret, or None.

    *serial* is a number that ``headunit code`` may take, where the card's number is one.
    """

    family: str
    verdict: Verdict
    reasons: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    code: RadioCode | None = None
    serial: str = ""


def check_card(family: Family, number: str, catalogue: Catalogue) -> CardAnswer:
    """Return whether *number*, as it stands on a card, can be the code of a radio of *family*.

    A caption may stand before it (``Safety-Nr. 1234``).  Raises InputError (``card-empty``, ``card-ambiguous``,
    ``text-too-long``).
    """
    if not canonical(number):
        raise InputError(
            "card-empty",
            "the number holds no letter and no digit",
            expected="the number from the card",
            next_step="type it as it stands on the card",
        )
    kind, value = _kind_of(number, catalogue)
    pieces = chunks(number)
    plain = _behind_caption(pieces) or canonical(number)
    if _unreadable(number, pieces):
        return CardAnswer(family=family.id, verdict=Verdict.NOT_A_CODE, reasons=(_ILLEGIBLE,))
    if _is_code(plain):
        return _check_digits(family, RadioCode(plain))
    serial = value if kind in {NumberKind.SERIAL, NumberKind.PRECODE} else ""
    form = _NO_LENGTH.format(len(plain)) if plain.isdecimal() else _NO_LETTERS
    reasons = (_NOT_CODES.get(kind, form), *_mistaken(plain))
    return CardAnswer(family=family.id, verdict=Verdict.NOT_A_CODE, reasons=reasons, serial=serial)


def _unreadable(number: str, pieces: Sequence[Chunk]) -> bool:
    """Return whether something among the digits stands for a character that can't be read."""
    without_letters = (piece for piece in pieces if not any(character.isalpha() for character in piece.text))
    return any(piece.illegible for piece in without_letters) or _MARKED.search(number) is not None


def _is_code(text: str) -> bool:
    return len(text) in _CODE_LENGTHS and text.isdigit()


def _behind_caption(pieces: Sequence[Chunk]) -> str:
    """Return all that holds a digit behind the caption that means the code, joined; "" without such a caption.

    Raises InputError (``card-ambiguous``) when that is more than one number.
    """
    places = [place for place, piece in enumerate(pieces) if any(character.isdigit() for character in piece.text)]
    numbers = pieces[places[0] : places[-1] + 1] if places else ()
    captions = [piece for piece in numbers if piece.first and piece.caption]
    if not any(piece.caption is NumberKind.SECURITY_CODE for piece in captions):
        return ""
    whole = len(numbers) == 1 or not any(character.isalpha() for piece in numbers for character in piece.text)
    if len(captions) > 1 or captions[0] is not numbers[0] or not whole:
        raise InputError(
            "card-ambiguous",
            "more than one number stands there, or one with letters in it",
            expected="the number from the card",
            next_step="type the code alone, without the other numbers of the card",
        )
    return "".join(piece.text for piece in numbers)


def _mistaken(text: str) -> tuple[str, ...]:
    """Say which letters may be digits, when *text* would then be a code; the code itself isn't written out."""
    digits = "".join(LOOKALIKES.get(character, character) if character.isalpha() else character for character in text)
    if not _is_code(digits) or not any(character.isdigit() for character in text):
        return ()
    letters = dict.fromkeys(character for character in text if character.isalpha())
    swaps = " and ".join(f"its {letter} is a {LOOKALIKES[letter]}" for letter in letters)
    return (f"if {swaps}, it has {len(digits)} digits, as a code may have: look at the card again",)


def _kind_of(number: str, catalogue: Catalogue) -> tuple[NumberKind, str]:
    """Return what the first number that the catalogue knows is; UNKNOWN when it knows none."""
    readings = read_numbers(number, number_shapes(catalogue))
    return next(
        ((reading.kind, reading.value) for reading in readings if reading.kind in _NOT_CODES), (NumberKind.UNKNOWN, "")
    )


def _check_digits(family: Family, code: RadioCode) -> CardAnswer:
    origin = family.code_origin.best
    if origin and origin.value in _NO_CODE:
        return _answer(family, code, Verdict.DOES_NOT_FIT, (_NO_CODE[origin.value],), ())
    checks = (_length(family.code_length, code), _alphabet(family.code_alphabet, code))
    against = tuple(text for good, text in checks if good is False)
    unknown = tuple(text for good, text in checks if good is None)
    if against:
        return _answer(family, code, Verdict.DOES_NOT_FIT, against, unknown)
    known = tuple(text for good, text in checks if good)
    verdict = Verdict.FITS if checks[0][0] else Verdict.NOT_KNOWN
    return _answer(family, code, verdict, known, unknown)


def _answer(
    family: Family, code: RadioCode, verdict: Verdict, reasons: tuple[str, ...], unknown: tuple[str, ...]
) -> CardAnswer:
    return CardAnswer(family=family.id, verdict=verdict, reasons=reasons, unknown=unknown, code=code)


def _length(fact: Fact[int], code: RadioCode) -> tuple[bool | None, str]:
    """Judge the number of digits: True, False, or None when the sources don't decide; with a sentence."""
    claims = _sourced(fact)
    words = " or ".join(map(str, sorted({claim.value for claim in claims})))
    good = _judge(claims, {claim.value for claim in claims if claim.value == len(code)})
    if good is None:
        return None, "how many digits its code has" + (f": {words}, by the type of the radio" if words else "")
    if good:
        return True, f"it has {len(code)} digits, as codes of this kind have"
    return False, f"it has {len(code)} digits, codes of this kind have {words}"


def _alphabet(fact: Fact[str], code: RadioCode) -> tuple[bool | None, str]:
    """Judge the digits themselves, as :func:`_length` does."""
    claims = _sourced(fact)
    alphabets = sorted({claim.value for claim in claims})
    words = " or ".join(f"{alphabet[0]} to {alphabet[-1]}" for alphabet in alphabets)
    good = _judge(claims, {alphabet for alphabet in alphabets if _holds(alphabet, code)})
    if good is None:
        return None, "which digits its code can hold" + (f": {words}, by the type of the radio" if words else "")
    if good:
        return True, f"its digits are from {words}, as codes of this kind are made of"
    return False, f"it holds a digit that codes of this kind can't have: they are made of {words}"


def _sourced(fact: Fact[T]) -> list[Claim[T]]:
    """Return the claims that can speak against a number: what only the article says can't."""
    return [claim for claim in fact.claims if claim.confidence is not Confidence.ARTICLE]


def _judge(claims: list[Claim[T]], fitting: set[T]) -> bool | None:
    """Return True when every claim fits, False when none does and one is for the whole family, else None."""
    if not claims:
        return None
    if all(claim.value in fitting for claim in claims):
        return True
    return None if fitting or all(claim.scope for claim in claims) else False


def _holds(alphabet: str, code: RadioCode) -> bool:
    """Return whether every digit of *code* lies in *alphabet*, written as ``1-6``."""
    return all(alphabet[0] <= digit <= alphabet[-1] for digit in code.reveal())
