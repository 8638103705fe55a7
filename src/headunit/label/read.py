"""Photos of one label in, a reading out: bar codes first, then print, then several shots laid over each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.facts.shapes import number_shapes
from headunit.label.card import code_on_card
from headunit.label.light_read import light_reading
from headunit.label.models import models_there
from headunit.label.photo import Photo, decode_photo, load_photo
from headunit.label.report import Findings, reading_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from headunit.facts import Catalogue
    from headunit.label.reading import LabelReading
    from headunit.label.sheet import Piece
    from headunit.label.shot import Shot

__all__ = ["MOST_SHOTS", "Seen", "open_photo", "read_label", "see"]

MOST_SHOTS = 5


def open_photo(photo: Path | str | bytes | Photo) -> Photo:
    """Return *photo* opened: a path, or the content of a picture file; raises what :mod:`headunit.label.photo` does."""
    if isinstance(photo, Photo):
        return photo
    return decode_photo(photo) if isinstance(photo, bytes) else load_photo(Path(photo), str(photo))


def read_label(photos: Sequence[Path | str | bytes | Photo], catalogue: Catalogue) -> LabelReading:
    """Return what one to five *photos* of one label say: paths, or the content of picture files.

    Raises InputError (``label-shots`` and what opening a photo raises) and ConfigurationError (``extra-missing``).
    """
    if not 1 <= len(photos) <= MOST_SHOTS:
        raise InputError(
            "label-shots",
            f"{len(photos)} photos were given for one label",
            value=str(len(photos)),
            expected=f"1 to {MOST_SHOTS}",
            next_step="give the sharpest ones",
        )
    if not models_there():
        opened = [open_photo(photo) for photo in photos]
        return light_reading(opened, catalogue)
    from headunit.label.shot import look  # noqa: PLC0415 - only with the extra

    shots: list[Shot] = []
    names: list[str] = []
    for photo in photos:
        shot = open_photo(photo)
        names.append(shot.name)
        shots.append(look(shot))
    return see(shots, catalogue).reading(tuple(names), shots)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Hold what was made out of shots: the findings, and the picture that places refer to."""

    findings: Findings
    picture: NDArray[np.uint8]
    pieces: tuple[Piece, ...]

    def reading(self, names: tuple[str, ...], shots: Sequence[Shot]) -> LabelReading:
        """Return it as a reading, or the refusal with advice."""
        from headunit.label.advice import refusal  # noqa: PLC0415 - only with the extra

        reading = reading_of(self.findings, names, self.picture)
        if reading.serial.characters or reading.code is not None:
            return reading
        some = bool(self.findings.roles and self.findings.roles.serials)
        return replace(reading, refused=refusal(shots, some=some))


def see(shots: Sequence[Shot], catalogue: Catalogue) -> Seen:
    """Return what *shots* of one label show."""
    from headunit.label.several import several_seen  # noqa: PLC0415 - only with the extra

    return several_seen(shots, catalogue) if len(shots) > 1 else one_seen(shots[0], catalogue)


def one_seen(shot: Shot, catalogue: Catalogue) -> Seen:
    """Return what one shot shows; where no serial is found it is searched anew, softened and in finer steps."""
    from headunit.label.once import examine, settles, standing  # noqa: PLC0415 - only with the extra
    from headunit.label.shot import other_looks  # noqa: PLC0415

    shapes = number_shapes(catalogue)
    examined = examine(shot.pixels, shot.pieces, shot.barcodes, shapes)
    settled = examined.settled
    if settled is None or (settled.unsure and not examined.roles.serials):
        for pixels, pieces in other_looks(shot):
            other = examine(pixels, pieces, shot.barcodes, shapes)
            if standing(other) > standing(examined):
                examined, shot = other, replace(shot, pieces=pieces)
            if settles(examined):
                break
    findings = Findings(
        settled=examined.settled,
        roles=examined.roles,
        barcodes=shot.barcodes,
        code=code_on_card(examined.roles),
        shots=1,
    )
    return Seen(findings=findings, picture=shot.pixels, pieces=shot.pieces)
