"""A code that somebody brings, held against what is known: its form, and what the serial says.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.cards import Verdict, check_card
from headunit.errors import HeadunitError, InputError
from headunit.recovery.case import results_of
from headunit.recovery.records import Intent, Told
from headunit.recovery.stages.serial import search_codes

if TYPE_CHECKING:
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.family import Family
    from headunit.numbers import RadioCode
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["has_rival", "read_code"]

_PROVED = frozenset({"confirmed", "agreed"})
"""Grades of rules that can speak against a code on paper."""


def read_code(family: Family, value: str, catalogue: Catalogue) -> tuple[RadioCode, bool]:
    """Return the code and whether its form is in doubt; raises InputError (``code-unfit``) where it can't be the code.

    Where the sources don't decide on the number of digits, one that a source claims of some of these radios is taken
    for good, and any other is in doubt. Where none claims any, one that codes of other radios have is: nothing else
    speaks for or against the owner's card, and as such a radio has no sourced tries either, the guard allows it one.
    """
    answer = check_card(family, value, catalogue)
    if answer.verdict in {Verdict.DOES_NOT_FIT, Verdict.NOT_A_CODE} or answer.code is None:
        raise InputError(
            "code-unfit",
            f"it can't be this radio's code: {'; '.join(answer.reasons)}",
            expected="the code that belongs to this radio",
            next_step="check it, or choose another source",
        )
    if answer.verdict is Verdict.FITS:
        return answer.code, False
    lengths = {claim.value for claim in family.code_length.claims}
    lengths = lengths or {claim.value for one in catalogue.families() for claim in one.code_length.claims}
    return answer.code, len(answer.code) not in lengths


def has_rival(case: Case, code: RadioCode, known: Knowledge) -> bool:
    """Return whether a proved rule gives another code for the serial, and that one was not found wrong since."""
    if not case.told("serial") or _found_wrong(case):
        return False
    try:
        candidates = search_codes(case, known.catalogue).candidates
    except HeadunitError:
        return False
    proved = [one for one in candidates if str(one.evidence.grade) in _PROVED]
    return bool(proved) and all(one.code != code for one in proved)


def _found_wrong(case: Case) -> bool:
    """Return whether the rule's code was tried, and refused, since the serial was told last."""
    results = results_of(case.records)
    found = False
    for record in case.records:
        if isinstance(record.event, Told) and record.event.what == "serial":
            found = False
        elif isinstance(record.event, Intent):
            found = found or (record.event.source == "rule" and results.get(record.event.n) == "wrong")
    return found
