"""Blaupunkt BP serials, and the Opel CAR 2003 and CAR 300 that use the same square with a constant for the type.

The formula holds for some types and not for others, so the type decides: those with a real pair are answered, those
whose owners report other codes are refused, and the rest is answered only to who asks for this rule by name.
Source: docs/explanation/evidence.md, blaupunkt-bp.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from headunit.codes.candidate import Evidence, Grade, Refusal
from headunit.codes.rule import Rule
from headunit.codes.rules._answer import candidate, evidence

if TYPE_CHECKING:
    from headunit.codes.rule import Answer, Circumstances

__all__ = ["FAILING_TYPES", "PROVED_TYPES", "RULES", "blaupunkt_code"]

_ROWS = (
    "8057926143",
    "1249830657",
    "7894361025",
    "2980754361",
    "0415672938",
    "9601543782",
    "6738219504",
    "5362108479",
    "3176485290",
    "4523097816",
)
#: The square by column, then by row.
_Q = tuple(tuple(int(row[column]) for row in _ROWS) for column in range(10))

#: By the four digits after BP: what proves the type. Each has real pairs, and all ten pairs of the formula fit.
PROVED_TYPES: dict[str, Evidence] = {
    "2346": evidence(Grade.CONFIRMED, (1, 1, 10), "A17", "A21"),
    "5387": evidence(Grade.CONFIRMED, (2, 1, 10), "A17", "A19", "A21"),
    "5365": evidence(Grade.CONFIRMED, (1, 1, 10), "A17", "A18"),
    "5511": evidence(Grade.CONFIRMED, (1, 1, 10), "A17", "A20"),
}
#: By the last three of these digits: types whose owners report codes that the formula does not give. The brand does
#: not matter, because the same three digits stand for units of several brands.
FAILING_TYPES = frozenset({"318", "378", "392", "774", "775", "836"})

_UNPROVED = evidence(Grade.PLAUSIBLE, (0, 1, 10), "A17")
_ONE_RADIO = "one radio of this type agrees; ten radios of several types fit the same formula"
_READ_AS_BP = "815 before the serial is left out: one blog alone claims that the rest is read as BP"
_FROM_THE_PAIRS = "the constant of this radio type was found from the same owners' codes that confirm it"

#: By Opel rule: the beginnings it speaks for and the constant that stands in place of a type.
_OPEL_CONSTANTS = {"opel-car2003": "200", "opel-car300": "852"}
_OPEL_BEGINNINGS = {"GM0203": "opel-car2003", "GM030M": "opel-car300", "GM1300": "opel-car300"}
_OPEL_PROOFS = {
    "opel-car2003": evidence(Grade.CONFIRMED, (3, 1, 3), "A17", "A21"),
    "opel-car300": evidence(Grade.CONFIRMED, (2, 1, 2), "A17", "A21"),
}


def _chain(column: int, *rows: int) -> list[int]:
    """Return the entries on a walk through the square: each entry names the column of the next."""
    entries: list[int] = []
    for row in rows:
        column = _Q[column][row]
        entries.append(column)
    return entries


def blaupunkt_code(model: str, tail: str) -> str:
    """Return the four digits for three digits of *model* and the last seven digits of the serial.

    Source: docs/explanation/evidence.md, blaupunkt-bp.
    """
    s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 = map(int, model + tail)
    b1, b2, b3, b4 = _chain(s9, s6, s7, s8, s9)
    c1, c2, c3, c4 = _chain(s4, s1, s2, s3, s4)
    rows = (_Q[b4][c4], _Q[b3][c3], _Q[_Q[b2][b4]][_Q[c2][c4]], _Q[_Q[b1][b3]][_Q[c1][c3]])
    outer = _Q[_Q[s0][s5]]
    return "".join(str(outer[row]) for row in rows)


def _refuse_opel(rule: str, serial: str) -> Refusal:
    """Refuse a serial that begins with GM and that *rule* does not answer."""
    beginning = serial[:6]
    owner = _OPEL_BEGINNINGS.get(beginning)
    if owner is None:
        return Refusal(reason=f"no public rule for Opel serials beginning {beginning}", rule=rule)
    if owner != rule and re.fullmatch("[0-9A-Z][0-9]{7}", serial[6:]):
        return Refusal(reason=f"Opel serials beginning {beginning} belong to the rule {owner}", rule=rule)
    return Refusal(
        reason=f"an Opel serial beginning {beginning} goes on with one letter or digit and seven digits", rule=rule
    )


def _answer_bp(key: str, circumstances: Circumstances) -> Answer:
    """Answer by the type, the four digits after BP."""
    if key.startswith("GM"):
        return _refuse_opel("blaupunkt-bp", key)
    unit_type, tail = key[-12:-8], key[-7:]
    if unit_type[1:] in FAILING_TYPES:
        return Refusal(
            reason=f"owner-reported codes of this type disagree with the formula (Blaupunkt type {unit_type})",
            rule="blaupunkt-bp",
        )
    proof, unproved = PROVED_TYPES.get(unit_type), ""
    if proof is None:
        unproved = f"no code of a real radio of Blaupunkt type {unit_type} proves the rule"
        if not circumstances.asked:
            held_back = f"{unproved}, so its answer is held back; 'headunit code SERIAL --rule blaupunkt-bp' shows it"
            return Refusal(reason=held_back, rule="blaupunkt-bp")
        proof = _UNPROVED
    alone = _ONE_RADIO if proof.counts.real_pairs == 1 else ""
    read_as_bp = _READ_AS_BP if key.startswith("815") else ""
    return (candidate("blaupunkt-bp", blaupunkt_code(unit_type[1:], tail), proof, unproved, alone, read_as_bp),)


def _answer_opel(rule: str, key: str) -> Answer:
    """Answer for a serial of the Opel radio that *rule* speaks for, refuse any other."""
    if _OPEL_BEGINNINGS.get(key[:6]) == rule and re.fullmatch("[0-9A-Z][0-9]{7}", key[6:]):
        code = blaupunkt_code(_OPEL_CONSTANTS[rule], key[-7:])
        return (candidate(rule, code, _OPEL_PROOFS[rule], _FROM_THE_PAIRS),)
    return _refuse_opel(rule, key)


def _answer_car2003(key: str, _: Circumstances) -> Answer:
    """Answer for an Opel CAR 2003."""
    return _answer_opel("opel-car2003", key)


def _answer_car300(key: str, _: Circumstances) -> Answer:
    """Answer for an Opel CAR 300."""
    return _answer_opel("opel-car300", key)


RULES: tuple[Rule, ...] = (
    Rule(
        id="blaupunkt-bp",
        title="Blaupunkt BP serial",
        proof="confirmed for the types 2346, 5365, 5387 and 5511; others are refused or plausible",
        takes="BP, four digits of the type, one letter or digit and seven digits",
        brands=("nissan", "blaupunkt"),
        pattern="(?P<key>(?:815)?BP[0-9]{4}[0-9A-Z][0-9]{7})",
        named_pattern="(?P<key>(?:BP|815BP|815CM)[0-9]{4}[0-9A-Z][0-9]{7}|GM[0-9A-Z]+)",
        answer=_answer_bp,
        kin=("opel-car2003", "opel-car300"),
    ),
    Rule(
        id="opel-car2003",
        title="Opel and Vauxhall CAR 2003",
        proof="confirmed: 3 real radios",
        takes="GM0203, one letter or digit and seven digits",
        brands=("opel", "vauxhall"),
        pattern="(?P<key>GM0203[0-9A-Z][0-9]{7})",
        named_pattern="(?P<key>GM[0-9A-Z]+)",
        answer=_answer_car2003,
    ),
    Rule(
        id="opel-car300",
        title="Opel and Vauxhall CAR 300",
        proof="confirmed: 2 real radios",
        takes="GM030M or GM1300, one letter or digit and seven digits",
        brands=("opel", "vauxhall"),
        pattern="(?P<key>(?:GM030M|GM1300)[0-9A-Z][0-9]{7})",
        named_pattern="(?P<key>GM[0-9A-Z]+)",
        answer=_answer_car300,
    ),
)
