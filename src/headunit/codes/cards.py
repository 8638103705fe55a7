"""Does the number on a code card fit a radio of this kind?  Length and alphabet decide; nothing is computed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from headunit.errors import InputError
from headunit.facts.claims import Confidence
from headunit.facts.shapes import number_shapes
from headunit.numbers import NumberKind, RadioCode, canonical, read_numbers

if TYPE_CHECKING:
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.claims import Claim, Fact
    from headunit.facts.family import Family

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

    A caption may stand before it (``Safety-Nr. 1234``).  Raises InputError (``card-empty``, ``text-too-long``).
    """
    if not canonical(number):
        raise InputError(
            "card-empty",
            "the number holds no letter and no digit",
            expected="the number from the card",
            next_step="type it as it stands on the card",
        )
    plain = _code_digits(number, catalogue)
    if plain:
        return _check_digits(family, RadioCode(plain))
    kind, value = _kind_of(number, catalogue)
    if kind in _NOT_CODES:
        serial = value if kind in {NumberKind.SERIAL, NumberKind.PRECODE} else ""
        return CardAnswer(family=family.id, verdict=Verdict.NOT_A_CODE, reasons=(_NOT_CODES[kind],), serial=serial)
    reason = "a code is 3 to 8 digits and nothing else; this has letters, or another length"
    return CardAnswer(family=family.id, verdict=Verdict.NOT_A_CODE, reasons=(reason,))


def _code_digits(number: str, catalogue: Catalogue) -> str:
    """Return the digits when *number* is 3 to 8 of them, alone or behind a caption that means the code; else ""."""
    value = canonical(number)
    readings = read_numbers(number, number_shapes(catalogue))
    captioned = [reading.value for reading in readings if reading.kind is NumberKind.SECURITY_CODE]
    if len(captioned) == 1:
        value = captioned[0]
    return value if len(value) in _CODE_LENGTHS and value.isdigit() else ""


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
