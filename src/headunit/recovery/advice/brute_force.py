"""How long trying every code would take on a radio that counts as its sources say.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from headunit.facts.advice_records import Basis, Said
from headunit.facts.claims import Confidence
from headunit.recovery.durations import time_in_words

if TYPE_CHECKING:
    from headunit.facts.family import Family, LockSchedule

__all__ = ["Effort", "brute_force", "effort"]

_YEAR_S = 31_557_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Hold what trying *codes* codes costs in waits: *worst_s* and *mean_s*, or the *limit* of tries that ends it."""

    codes: int
    worst_s: float = 0
    mean_s: float = 0
    limit: int | None = None
    within: str = ""


def brute_force(family: Family) -> tuple[Said, ...]:
    """Return what trying all codes would come to, for each claim about the schedule; empty when none gives figures.

    Only waits are counted, not the typing. Where the number of codes is not known, ten digits and four places are
    taken, and said.
    """
    codes, assumed = _codes(family)
    found = []
    for claim in family.lock_schedule.claims:
        spent = effort(claim.value, codes)
        if spent is None:
            continue
        found.append(
            Said(
                text=_sentence(spent) + assumed,
                basis=Basis(claim.confidence),
                sources=claim.sources,
                label="brute_force",
                subject=claim.scope,
                note=""
                if claim.confidence is not Confidence.ARTICLE
                else "No other source confirms the figures it is made of.",
            )
        )
    return tuple(found)


def effort(schedule: LockSchedule, codes: int) -> Effort | None:
    """Return the effort of trying *codes* codes under *schedule*, or None when it gives no figure to reckon with."""
    limit = schedule.permanent_after_wrong or schedule.locked_after_wrong
    if limit is None and schedule.rounds_before_locked and schedule.waits_s:
        limit = schedule.rounds_before_locked * len(schedule.waits_s) + (schedule.attempts_after_locked or 0)
    if limit is not None:
        return Effort(codes=codes, limit=limit)
    if schedule.doubling_from_s:
        # After n wrong codes the waits add up to d * (2 ** n - 1): the tries that fit into a year.
        return Effort(codes=codes, limit=(_YEAR_S // schedule.doubling_from_s + 1).bit_length(), within="a year")
    first = schedule.first_round_wrong or schedule.wrong_per_round
    later = schedule.later_rounds_wrong or schedule.wrong_per_round
    if not (first and later and schedule.round_wait_s):
        return None
    waits, all_waits = _waits(codes, first, later)
    wait_s = schedule.round_wait_s[1]
    return Effort(codes=codes, worst_s=waits * wait_s, mean_s=all_waits / codes * wait_s)


def _waits(codes: int, first: int, later: int) -> tuple[int, int]:
    """Return the waits before the last code, and the sum of the waits before each of the *codes* codes.

    Before code k there were k - 1 wrong ones: none to wait for below *first*, then one more wait with every *later*.
    """
    last = codes - 1
    if last < first:
        return 0, 0
    full, rest = divmod(last - first + 1, later)
    return (last - first) // later + 1, later * full * (full + 1) // 2 + rest * (full + 1)


def _codes(family: Family) -> tuple[int, str]:
    alphabet, length = family.code_alphabet.best, family.code_length.best
    if alphabet and length:
        ranges = alphabet.value.split()
        each = prod(map(_signs, ranges))
        return each if len(ranges) == length.value else each**length.value, ""
    places = length.value if length else 4
    return 10**places, f" Reckoned with {places} places of ten digits; this radio's own are not known."


def _signs(alphabet: str) -> int:
    """Return how many digits a range such as ``1-6`` holds."""
    first, _, last = alphabet.partition("-")
    return int(last) - int(first) + 1


def _sentence(spent: Effort) -> str:
    codes = f"{spent.codes:,} codes"
    if spent.limit is None:
        times = f"{time_in_words(spent.worst_s)} at worst and {time_in_words(spent.mean_s)} on average"
        return f"No: {codes} take {times}, in waits alone."
    chance = f"{spent.limit * 100 / spent.codes:.2g} %"
    if spent.within:
        return f"No: the wait doubles, so {spent.limit} of {codes} fit into {spent.within}, a chance of {chance}."
    return f"No: it closes after {spent.limit} wrong ones of {codes}, a chance of {chance}."
