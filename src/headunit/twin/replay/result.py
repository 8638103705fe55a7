"""What came of one recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from headunit.twin.replay.document import Seen
    from headunit.twin.replay.sides import Difference

__all__ = ["AGREES", "DIFFERS", "NOT_REPLAYED", "Result"]

AGREES, DIFFERS, NOT_REPLAYED = "agrees", "differs", "not replayed"


class Result(NamedTuple):
    """Hold what came of one trace; *seen* is what was observed of the twin, in the fields of the recording.

    *agreed* tells how many values of each kind agree, *late_ms* by how much each verdict of the twin was late.
    """

    name: str
    result: str
    reason: str = ""
    differences: tuple[Difference, ...] = ()
    agreed: tuple[tuple[str, int], ...] = ()
    late_ms: tuple[float, ...] = ()
    seen: tuple[Seen, ...] = ()
