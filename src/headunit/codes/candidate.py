"""What the search for a code can answer: candidates with their evidence, refusals, or a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from headunit.facts.question import Option, Question

if TYPE_CHECKING:
    from headunit.numbers import RadioCode

__all__ = ["Candidate", "Counts", "Evidence", "Grade", "Option", "Question", "Refusal"]


class Grade(StrEnum):
    """Say how far a rule is proved for one candidate (docs/explanation/evidence.md, also for the one exception).

    ``confirmed``: owner-confirmed pairs from real radios for this gate (two or more, or one and two sources on the
    whole domain). ``agreed``: two or more independent sources, no radio. ``plausible``: one source, or a rival answer.
    """

    CONFIRMED = "confirmed"
    AGREED = "agreed"
    PLAUSIBLE = "plausible"


class Counts(NamedTuple):
    """Count what stands behind a grade.

    *real_pairs*: serial and code of a physical radio, as told by a person, for this gate. *independent_sources*:
    lineages that are not copies of one another. *compared*: serials on which the sources were compared with the rule
    (the largest such comparison); 0 where nothing was.
    """

    real_pairs: int
    independent_sources: int
    compared: int


class Evidence(NamedTuple):
    """Tie a grade to its counts and to the ids of its sources (``facts/sources.toml``)."""

    grade: Grade
    counts: Counts
    sources: tuple[str, ...]


class Candidate(NamedTuple):
    """One code that a rule gives, with the evidence for it and what the person must know before typing it."""

    code: RadioCode
    rule: str
    evidence: Evidence
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Say why no code is given.

    *rule* or *family* names who refuses (one of them is set); *route* is the id of an official route in
    ``facts/routes.toml``; a rule leaves it empty, the search fills it in.
    """

    reason: str
    rule: str = ""
    family: str = ""
    route: str = ""
