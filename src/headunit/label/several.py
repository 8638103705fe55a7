"""Several shots of one label: laid over each other, read again, and every reading heard."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from headunit.facts.shapes import number_shapes
from headunit.label.align import aligned, fused, sharpest
from headunit.label.align_text import agreement
from headunit.label.card import code_on_card
from headunit.label.doubt import judge
from headunit.label.lack import Lack
from headunit.label.merge import LEAST_AGREEMENT
from headunit.label.models import load_model
from headunit.label.once import examine, standing, with_parts_of
from headunit.label.patterns import serial_patterns
from headunit.label.read_line import read_line, white_level
from headunit.label.report import Findings
from headunit.label.seen import Seen
from headunit.label.settle import settle
from headunit.label.sheet import Piece
from headunit.label.shot import read_pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from headunit.facts import Catalogue
    from headunit.label.barcodes import Barcode
    from headunit.label.once import Examined
    from headunit.label.patterns import Pattern
    from headunit.label.settled import Settled
    from headunit.label.shot import Shot
    from headunit.label.value import Value
    from headunit.numbers.shapes import NumberShape

__all__ = ["several_seen"]


def several_seen(shots: Sequence[Shot], catalogue: Catalogue) -> Seen:
    """Return what *shots* show together: the serial that two of them show without a doubt, or all that is heard."""
    shapes = number_shapes(catalogue)
    barcodes = tuple({code.text: code for shot in shots for code in shot.barcodes}.values())
    alone = [examine(shot.pixels, shot.pieces, barcodes, shapes) for shot in shots]
    sure = _sure_by_themselves(shots, alone, serial_patterns(shapes))
    if any(agreement(one.cells, other.cells) < LEAST_AGREEMENT for one, other in combinations(sure.values(), 2)):
        findings = Findings(
            settled=None, roles=None, barcodes=barcodes, code=None, shots=len(shots), lack=Lack.ONE_LABEL
        )
        return Seen(findings=findings, picture=shots[0].pixels, pieces=shots[0].pieces)
    if len(sure) > 1 and len({"".join(cell.best for cell in settled.cells) for settled in sure.values()}) == 1:
        index, settled = next(iter(sure.items()))
        examined, picture, pieces = replace(alone[index], settled=settled), shots[index].pixels, shots[index].pieces
    else:
        examined, picture, pieces = _all_heard(shots, alone, barcodes, shapes)
    examined = with_parts_of(examined, alone)
    findings = Findings(
        settled=examined.settled,
        roles=examined.roles,
        barcodes=barcodes,
        code=code_on_card(examined.roles),
        shots=len(shots),
        lack=examined.lack,
    )
    return Seen(findings=findings, picture=picture, pieces=pieces)


def _sure_by_themselves(
    shots: Sequence[Shot], alone: Sequence[Examined], patterns: Mapping[int, Sequence[Pattern]]
) -> dict[int, Settled]:
    """Return for each shot that shows a serial without a doubt, by its own print and bar codes, that serial."""
    own = [settle(entry.roles, shot.barcodes, patterns, entry.again) for shot, entry in zip(shots, alone, strict=True)]
    return {index: settled for index, settled in enumerate(own) if settled is not None and _is_sure(settled)}


def _is_sure(settled: Settled) -> bool:
    open_end = settled.cut_left or settled.cut_right
    return not (settled.unsure or open_end) and not any(place.doubtful for place in judge(settled))


def _all_heard(
    shots: Sequence[Shot],
    alone: Sequence[Examined],
    barcodes: Sequence[Barcode],
    shapes: tuple[NumberShape, ...],
) -> tuple[Examined, NDArray[np.uint8], tuple[Piece, ...]]:
    """Return what the shots laid over each other show with every reading heard, and the picture and lines it is of."""
    heard = [value for entry in alone for value in _top(entry)]
    first = sharpest([shot.pixels for shot in shots])
    laid = aligned([shot.pixels for shot in shots], first)
    picture, pieces = shots[first].pixels, shots[first].pieces
    best = max(range(len(shots)), key=lambda index: standing(alone[index]))
    examined = alone[best]
    if len(laid) > 1:
        picture, *layers = fused(laid)
        pieces = read_pieces(picture)
        heard += [value for layer in layers for value in _reread(layer, pieces, barcodes, shapes)]
        examined = examine(picture, pieces, barcodes, shapes, heard)
    if len(laid) == 1 or standing(examined) < standing(alone[best]) - 0.5:
        picture, pieces = shots[best].pixels, shots[best].pieces
        others = [value for value in (*heard, *_top(examined)) if value not in _top(alone[best])]
        examined = examine(picture, pieces, barcodes, shapes, others)
    return examined, picture, pieces


def _top(entry: Examined) -> tuple[Value, ...]:
    return tuple(candidate.value for candidate in entry.roles.serials[:1])


def _reread(
    layer: NDArray[np.uint8], pieces: Sequence[Piece], barcodes: Sequence[Barcode], shapes: tuple[NumberShape, ...]
) -> tuple[Value, ...]:
    """Return the serial as another way of laying the shots over each other shows it, at the same places."""
    import numpy as np  # noqa: PLC0415 - only with the extra

    white, model = white_level(layer), load_model("read")
    again = tuple(
        Piece(corners=piece.corners, line=read_line(layer, np.array(piece.corners, np.float32), model, white))
        for piece in pieces
    )
    return _top(examine(layer, again, barcodes, shapes))
