"""What was made out of the shots of one label, and the reading it gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from headunit.label.advice import refusal
from headunit.label.lack import Lack
from headunit.label.report import Findings, reading_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from headunit.label.reading import LabelReading
    from headunit.label.sheet import Piece
    from headunit.label.shot import Shot

__all__ = ["Seen"]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Hold what was made out of shots: the findings, and the picture that places refer to."""

    findings: Findings
    picture: NDArray[np.uint8]
    pieces: tuple[Piece, ...]

    def reading(self, names: tuple[str, ...], shots: Sequence[Shot]) -> LabelReading:
        """Return it as a reading, or the refusal with advice."""
        reading = reading_of(self.findings, names, self.picture)
        if reading.serial.characters or reading.code is not None:
            return reading
        seen = self.findings.roles is not None and bool(self.findings.roles.serials)
        lack = self.findings.lack or (Lack.FEW if seen else Lack.NOTHING)
        return replace(reading, refused=refusal(shots, lack))
