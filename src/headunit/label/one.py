"""One shot of a label: read, and where nothing is settled read anew, softened and in finer steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.facts.shapes import number_shapes
from headunit.label.card import code_on_card
from headunit.label.once import examine, needs_other_looks, settles, standing, with_parts_of
from headunit.label.report import Findings
from headunit.label.seen import Seen
from headunit.label.shot import other_looks

if TYPE_CHECKING:
    from headunit.facts import Catalogue
    from headunit.label.shot import Shot

__all__ = ["one_seen"]


def one_seen(shot: Shot, catalogue: Catalogue) -> Seen:
    """Return what one shot shows; where no serial is found it is searched anew, softened and in finer steps."""
    shapes = number_shapes(catalogue)
    examined = examine(shot.pixels, shot.pieces, shot.barcodes, shapes)
    looks = [examined]
    if needs_other_looks(examined):
        for pixels, pieces in other_looks(shot):
            other = examine(pixels, pieces, shot.barcodes, shapes)
            looks.append(other)
            if standing(other) > standing(examined):
                examined, shot = other, replace(shot, pieces=pieces)
            if settles(examined):
                break
    examined = with_parts_of(examined, looks)
    findings = Findings(
        settled=examined.settled,
        roles=examined.roles,
        barcodes=shot.barcodes,
        code=code_on_card(examined.roles),
        shots=1,
        lack=examined.lack,
    )
    return Seen(findings=findings, picture=shot.pixels, pieces=shot.pieces)
