"""What the web app works on, from the state folder: cases, photos, vault, facts."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

from headunit.cli.case_store import knowledge, now, open_cases, photo_store
from headunit.cli.state import state_folder
from headunit.web.cases import Cases
from headunit.web.place import Place
from headunit.web.rehearsals import Rehearsals
from headunit.web.visitor import Names

if TYPE_CHECKING:
    from headunit.recovery.photo_store import PhotoStore
    from headunit.web.clock import Clock
    from headunit.web.label_desk import LabelDesk
    from headunit.web.vaults import Vaults

__all__ = ["place_of"]


def place_of(home: str, clock: Clock) -> Place:
    """Return the place in the state folder *home*, else ``HEADUNIT_HOME`` or the usual one."""
    known = knowledge()._replace(offers=())
    photos = photo_store(home)
    photos.sweep()
    return Place(
        known=known,
        cases=Cases(lambda: open_cases(home), known, now, os.urandom),
        rehearsals=Rehearsals(known.catalogue, clock),
        vaults=_vaults(home, clock),
        photos=photos,
        labels=_labels(photos),
        folder=str(state_folder(home)),
        names=Names(os.urandom),
    )


def _labels(photos: PhotoStore) -> LabelDesk | None:
    """Return what reads labels, or None where its libraries are missing."""
    if find_spec("zxingcpp") is None or find_spec("PIL") is None:
        return None
    from headunit.label.models import models_there  # noqa: PLC0415 - only with the extra
    from headunit.web.label_desk import LabelDesk  # noqa: PLC0415 - as above
    from headunit.web.photo_reader import ProcessReader  # noqa: PLC0415 - as above

    reader = ProcessReader(os.environ.get("HEADUNIT_FACTS", ""))
    return LabelDesk(reader, photos, prints=models_there())


def _vaults(home: str, clock: Clock) -> Vaults | None:
    """Return the vault, or None where its library is missing."""
    if find_spec("cryptography") is None:
        return None
    from headunit.cli.vault_access import open_store  # noqa: PLC0415 - needs cryptography
    from headunit.web.vaults import Vaults  # noqa: PLC0415 - as above

    return Vaults(open_store(home), clock, now, os.urandom)
