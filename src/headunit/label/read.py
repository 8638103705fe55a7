"""Photos of one label in, a reading out: bar codes first, then print, then several shots laid over each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.label.light_read import light_reading
from headunit.label.models import models_there
from headunit.label.photo import Photo, decode_photo, load_photo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.facts import Catalogue
    from headunit.label.reading import LabelReading
    from headunit.label.seen import Seen
    from headunit.label.shot import Shot

__all__ = ["MOST_SHOTS", "open_photo", "read_label", "see"]

MOST_SHOTS = 5


def open_photo(photo: Path | str | bytes | Photo) -> Photo:
    """Return *photo* opened: a path, or the content of a picture file; raises what :mod:`headunit.label.photo` does."""
    if isinstance(photo, Photo):
        return photo if photo.image.mode == "RGB" else replace(photo, image=photo.image.convert("RGB"))
    return decode_photo(photo) if isinstance(photo, bytes) else load_photo(Path(photo), str(photo))


def read_label(
    photos: Sequence[Path | str | bytes | Photo] | Path | str | bytes | Photo, catalogue: Catalogue
) -> LabelReading:
    """Return what one to five *photos* of one label say: paths, or the content of picture files; a single one too.

    Raises InputError (``label-shots`` and what opening a photo raises) and ConfigurationError (``extra-missing``).
    """
    if isinstance(photos, (str, bytes, Path, Photo)):
        photos = (photos,)
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


def see(shots: Sequence[Shot], catalogue: Catalogue) -> Seen:
    """Return what *shots* of one label show."""
    from headunit.label.one import one_seen  # noqa: PLC0415 - only with the extra
    from headunit.label.several import several_seen  # noqa: PLC0415

    return several_seen(shots, catalogue) if len(shots) > 1 else one_seen(shots[0], catalogue)
