"""What the web app works on, from the state folder: cases, photos, vault, facts."""

from __future__ import annotations

import os
import secrets
from importlib.util import find_spec
from typing import TYPE_CHECKING

from headunit import __version__
from headunit.cli.case_store import knowledge, open_cases, photo_store
from headunit.cli.clock import now
from headunit.cli.output import note
from headunit.cli.state import state_folder
from headunit.web.cases import Cases
from headunit.web.place import Place
from headunit.web.rehearsals import Rehearsals
from headunit.web.visitor import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.facts import Catalogue
    from headunit.recovery.store.photos import PhotoStore
    from headunit.web.clock import Clock
    from headunit.web.label_desk import LabelDesk
    from headunit.web.plug import PlugDesk
    from headunit.web.vaults import Vaults

__all__ = ["close_links", "place_of"]

_NAME_BYTES = 24


def place_of(home: str, clock: Clock, *, far: bool = False, links: Sequence[str] = ()) -> Place:
    """Return the place in the state folder *home*, else ``HEADUNIT_HOME`` or the usual one.

    *far*: the pages are for another device, which may open few links beside *links*.
    """
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
        plug=_plug(home, clock, known.catalogue, far=far, links=links),
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


def close_links(desk: PlugDesk | None) -> None:
    """Close every diagnostic link; a reset that runs comes to its end first, and the terminal says so."""
    if desk is None:
        return
    if desk.resetting:
        note("A reset is under way: it isn't stopped half-way. This ends when it has ended.")
    desk.close_all()


def _random_name() -> str:
    return secrets.token_urlsafe(_NAME_BYTES)


def _plug(home: str, clock: Clock, catalogue: Catalogue, *, far: bool, links: Sequence[str]) -> PlugDesk | None:
    """Return the desk for diagnostics, or None where its library is missing; raises InputError (``link-uri``)."""
    if find_spec("udsoncan") is None:
        return None
    from headunit.cli.diag import serial_ports  # noqa: PLC0415 - an extra
    from headunit.diag.clock import WallClock  # noqa: PLC0415 - as above
    from headunit.diag.uri import parse_target  # noqa: PLC0415 - as above
    from headunit.web.plug import PlugDesk, PlugTools  # noqa: PLC0415 - as above

    for link in links:
        parse_target(link)  # what is no link is said now, and not to a phone
    tools = PlugTools(
        catalogue=catalogue,
        clock=WallClock(),
        now_ms=clock.now_ms,
        random_bytes=os.urandom,
        folder=state_folder(home) / "diag",
        stamp=lambda: now().isoformat(),
        version=__version__,
    )
    return PlugDesk(tools, _random_name, serial_ports, far=far, offered=links)


def _vaults(home: str, clock: Clock) -> Vaults | None:
    """Return the vault, or None where its library is missing."""
    if find_spec("cryptography") is None:
        return None
    from headunit.cli.vault_access import open_store  # noqa: PLC0415 - needs cryptography
    from headunit.web.vaults import Vaults  # noqa: PLC0415 - as above

    return Vaults(open_store(home), clock, now, os.urandom)
