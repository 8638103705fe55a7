"""What the rules share in answering: a candidate from plain digits, and the one warning that many of them give."""

from __future__ import annotations

from headunit.codes.candidate import Candidate, Counts, Evidence, Grade
from headunit.numbers.radio_code import RadioCode

__all__ = ["NO_RADIO", "candidate", "evidence"]

#: Stands on every candidate of a rule without a real pair.
NO_RADIO = "no owner's radio has confirmed this rule yet"


def evidence(grade: Grade, counts: tuple[int, int, int], *sources: str) -> Evidence:
    """Return an Evidence; *counts* are real pairs, independent sources and serials compared, in this order."""
    real_pairs, independent_sources, compared = counts
    return Evidence(
        grade=grade,
        counts=Counts(real_pairs=real_pairs, independent_sources=independent_sources, compared=compared),
        sources=sources,
    )


def candidate(rule: str, digits: str, proof: Evidence, *warnings: str) -> Candidate:
    """Return the candidate of *rule* with the code *digits*; empty *warnings* are left out."""
    return Candidate(
        code=RadioCode(digits), rule=rule, evidence=proof, warnings=tuple(warning for warning in warnings if warning)
    )
