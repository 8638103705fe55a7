"""What the layouts share in telling their evidence."""

from __future__ import annotations

from headunit.codes.candidate import Counts, Evidence, Grade

__all__ = ["NO_MARK", "proof"]

NO_MARK = "nothing in this memory tells it from another of the same size: be sure that it is this radio's"


def proof(grade: Grade, radios: int, sources: int, *ids: str) -> Evidence:
    """Return an Evidence: *radios* whose code was read so, independent *sources*, and the sources' *ids*."""
    counts = Counts(real_pairs=radios, independent_sources=sources, compared=0)
    return Evidence(grade=grade, counts=counts, sources=ids)
