"""What is claimed about a head unit, by whom, and how far to trust it."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

__all__ = ["Claim", "Confidence", "Fact"]

T = TypeVar("T")


class Confidence(StrEnum):
    """Rank a claim by where it comes from, best first."""

    DOCUMENTED = "documented"
    SEVERAL = "several"
    SINGLE = "single"
    ARTICLE = "article"


_RANK = {confidence: rank for rank, confidence in enumerate(Confidence)}


class Claim(NamedTuple, Generic[T]):
    """Hold one value with its sources (ids of ``sources.toml``), its confidence, and the scope it is limited to."""

    value: T
    sources: tuple[str, ...]
    confidence: Confidence
    scope: str = ""
    note: str = ""


class Fact(NamedTuple, Generic[T]):
    """Hold every claim about one property; an empty fact is *not known*, never a default."""

    claims: tuple[Claim[T], ...] = ()

    @property
    def known(self) -> bool:
        """Return whether anybody claims anything."""
        return bool(self.claims)

    @property
    def strongest(self) -> tuple[Claim[T], ...]:
        """Return the unscoped claims of the highest confidence among the unscoped ones, in the file's order."""
        unscoped = [claim for claim in self.claims if not claim.scope]
        rank = min((_RANK[claim.confidence] for claim in unscoped), default=0)
        return tuple(claim for claim in unscoped if _RANK[claim.confidence] == rank)

    @property
    def disputed(self) -> bool:
        """Return whether the strongest claims contradict one another."""
        strongest = self.strongest
        return any(claim.value != strongest[0].value for claim in strongest[1:])

    @property
    def best(self) -> Claim[T] | None:
        """Return the claim to act on, or None when nothing is known for the whole family or it is disputed."""
        strongest = self.strongest
        return strongest[0] if strongest and not self.disputed else None
