"""Becker radios of four and five digits, and the Chrysler T00BE that Becker made.

All start from the last four digits of the serial, whose octal digits change places. Where a published table differs
from the closed form, both codes are given. Source: docs/explanation/evidence.md, becker-4 and becker-5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Candidate, Evidence, Grade, Option, Question, Refusal
from headunit.codes.rule import Rule
from headunit.codes.rules._answer import NO_RADIO, candidate, evidence
from headunit.codes.rules._becker_rivals import RIVAL_FOUR_SHIFTS, RIVAL_NINE_KEYS
from headunit.errors import InputError

if TYPE_CHECKING:
    from headunit.codes.rule import Answer, Circumstances

__all__ = ["RULES", "becker_five_code", "becker_five_rival", "becker_four_code", "becker_four_rival"]

_FOUR_AGREED = evidence(Grade.AGREED, (1, 2, 10_000), "A12", "A22", "A24")
_FOUR_DISPUTED = evidence(Grade.PLAUSIBLE, (1, 1, 10_000), "A12", "A23")
_FOUR_RIVAL = evidence(Grade.PLAUSIBLE, (0, 1, 10_000), "A22")
_T00BE_PROOF = evidence(Grade.PLAUSIBLE, (0, 1, 100), "A12")
_T00BE_RIVAL = evidence(Grade.PLAUSIBLE, (0, 1, 0), "A22")
_NINE_AGREED = evidence(Grade.AGREED, (0, 2, 10_000), "A12", "A22")
_NINE_DISPUTED = evidence(Grade.PLAUSIBLE, (0, 1, 10_000), "A12")
_NINE_RIVAL = evidence(Grade.PLAUSIBLE, (0, 1, 10_000), "A22")
#: By number of station keys: what was compared, all with one source.
_FEWER_KEYS = {
    8: evidence(Grade.PLAUSIBLE, (0, 1, 21), "A12"),
    5: evidence(Grade.PLAUSIBLE, (0, 1, 14), "A12"),
    4: evidence(Grade.PLAUSIBLE, (0, 1, 12), "A12"),
}
_NINE_KEYS = 9
_FEWEST_KEYS = 4

_RIVAL_EXISTS = "a known rival gives another code for this number; it stands second"
_IS_RIVAL = "this is the rival code, from the table of the program Delphi-OBD; try the first code before it"
_DOUBTFUL = "for numbers like this one published tables and this rule can differ"
_FEW_COMPARED = "only a few codes of radios with this many station keys could be compared"
_T00BE_SAMPLE = "8 of 100 listed codes differ from this rule"

_RIVAL_FOUR = {number: shift for shift, numbers in RIVAL_FOUR_SHIFTS.items() for number in numbers}


def _shuffled(number: int) -> int:
    """Return *number*, 0 to 9999, with its five octal digits in another order."""
    o0, o1, o2, o3, o4 = number & 7, number >> 3 & 7, number >> 6 & 7, number >> 9 & 7, number >> 12
    return o2 << 12 | o4 << 9 | o1 << 6 | o0 << 3 | o3


def becker_four_code(four_digits: str) -> str:
    """Return the four digits of the closed form for the last *four_digits* of the serial.

    Source: docs/explanation/evidence.md, becker-4.
    """
    value = _shuffled(int(four_digits))
    while value > 9_999:  # noqa: PLR2004 - the largest number of four digits
        value = value // 10_000 + value % 10_000
    for weight in (1, 10, 100):
        # Later comparisons see what an earlier one added.
        if value // weight % 10 == value // (10 * weight) % 10:
            value += 10 * weight
    return f"{value % 10_000:04d}"


def becker_four_rival(four_digits: str) -> str:
    """Return the code the published table gives instead of the closed form, empty where both agree.

    Source: docs/explanation/evidence.md, becker-4.
    """
    shift = _RIVAL_FOUR.get(int(four_digits))
    return "" if shift is None else f"{(int(becker_four_code(four_digits)) + shift) % 10_000:04d}"


def becker_five_code(four_digits: str, presets: int) -> str:
    """Return the five digits, each 1 to *presets*, for the last *four_digits* of the serial.

    *presets* is the number of station keys. Source: docs/explanation/evidence.md, becker-5.
    """
    first = sum(map(int, four_digits))
    others = map(int, f"{_shuffled(int(four_digits)) % 10_000:04d}")
    return "".join(str((max(value, 1) - 1) % presets + 1) for value in (first, *others))


def becker_five_rival(four_digits: str) -> str:
    """Return the code the published table for 9 station keys gives instead, empty where both agree.

    Source: docs/explanation/evidence.md, becker-5.
    """
    return RIVAL_NINE_KEYS.get(int(four_digits), "")


def check_presets(presets: int) -> None:
    """Raise InputError (``presets-range``) unless the rule of five digits takes that many station keys."""
    if not _FEWEST_KEYS <= presets <= _NINE_KEYS:
        raise InputError(
            "presets-range",
            f"a radio with {presets} station keys does not fit the Becker rule of five digits, which takes 4 to 9",
            value=str(presets),
            expected="4 to 9",
            next_step="count the station keys",
        )


def _is_doubtful(four_digits: str, code: str) -> bool:
    """Return whether a five-digit *code* is of the kind on which the published table was seen to differ."""
    return "111" in code or int(four_digits) % 64 == 63  # noqa: PLR2004 - the last of each 64 numbers


def _with_rival(first: Candidate, rival: str, proof: Evidence, *warnings: str) -> tuple[Candidate, ...]:
    """Return *first* alone, or with a second candidate where *rival* is not empty."""
    return (first, candidate(first.rule, rival, proof, _IS_RIVAL, *warnings)) if rival else (first,)


def _answer_four(key: str, _: Circumstances) -> Answer:
    """Answer with the closed form, and with the rival's code where there is one."""
    rival = becker_four_rival(key)
    proof, warning = (_FOUR_DISPUTED, _RIVAL_EXISTS) if rival else (_FOUR_AGREED, "")
    return _with_rival(candidate("becker-4", becker_four_code(key), proof, warning), rival, _FOUR_RIVAL)


def _answer_t00be(key: str, _: Circumstances) -> Answer:
    """Answer as Becker's four digits, with one source for it."""
    rival = becker_four_rival(key)
    warnings = (NO_RADIO, _T00BE_SAMPLE, _RIVAL_EXISTS if rival else "")
    first = candidate("chrysler-t00be", becker_four_code(key), _T00BE_PROOF, *warnings)
    return _with_rival(first, rival, _T00BE_RIVAL, NO_RADIO)


def _answer_five(key: str, circumstances: Circumstances) -> Answer:
    """Answer by the number of station keys, or ask for it."""
    presets = circumstances.presets
    if presets is None:
        return _WHICH_PRESETS
    check_presets(presets)
    code = becker_five_code(key, presets)
    if presets == _NINE_KEYS:
        return _answer_nine(key, code)
    proof = _FEWER_KEYS.get(presets)
    if proof is None:
        return Refusal(
            reason=f"no code of a Becker radio with {presets} station keys could be compared with the rule",
            rule="becker-5",
        )
    doubt = _DOUBTFUL if _is_doubtful(key, code) else ""
    return (candidate("becker-5", code, proof, NO_RADIO, _FEW_COMPARED, doubt),)


def _answer_nine(key: str, code: str) -> Answer:
    """Answer for 9 station keys, where a whole table could be compared."""
    rival = becker_five_rival(key)
    if rival:
        first = candidate("becker-5", code, _NINE_DISPUTED, NO_RADIO, _RIVAL_EXISTS)
        return _with_rival(first, rival, _NINE_RIVAL, NO_RADIO)
    if _is_doubtful(key, code):
        return (candidate("becker-5", code, _NINE_DISPUTED, NO_RADIO, _DOUBTFUL),)
    return (candidate("becker-5", code, _NINE_AGREED, NO_RADIO),)


_WHICH_PRESETS = Question(
    text="How many station keys does the radio have?",
    options=tuple(
        Option(
            label=f"{presets} station keys",
            rule="becker-5",
            arguments=("--rule", "becker-5", "--presets", str(presets)),
        )
        for presets in (4, 5, 8, 9)
    ),
)

# A serial begins with BE or X. BE and four digits alone is a model number, which is not claimed unasked.
_SERIAL = "(?:BE[0-9]{1,8}|X[0-9]{3})?(?P<key>[0-9]{4})"
_LAST_FOUR = "(?:(?:T00)?BE|X)?[0-9]{0,16}(?P<key>[0-9]{4})"

RULES: tuple[Rule, ...] = (
    Rule(
        id="becker-4",
        title="Becker with a code of four digits",
        proof="agreed on 9,045 of 10,000 numbers; plausible with a rival code on the others",
        takes="the last four digits of the serial",
        brands=("becker", "mercedes-benz", "porsche"),
        pattern=_SERIAL,
        named_pattern=_LAST_FOUR,
        answer=_answer_four,
    ),
    Rule(
        id="becker-5",
        title="Becker with a code of five digits",
        proof="agreed for 9 station keys on most numbers; plausible for 4, 5 and 8",
        takes="the last four digits of the serial, and the number of station keys",
        brands=("becker", "mercedes-benz", "porsche"),
        pattern=_SERIAL,
        named_pattern=_LAST_FOUR,
        answer=_answer_five,
    ),
    Rule(
        id="chrysler-t00be",
        title="Chrysler T00BE (Becker)",
        proof="plausible: 92 of 100 codes of one source",
        takes="the last four digits of the serial",
        brands=("chrysler", "jeep"),
        pattern="(?:(?:T00)?BE[0-9]{5})?(?P<key>[0-9]{4})",
        named_pattern=_LAST_FOUR,
        answer=_answer_t00be,
    ),
)
