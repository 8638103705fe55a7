"""What the web app works on, from the state folder: cases, vault, facts."""

from __future__ import annotations

import os
import secrets
from importlib.util import find_spec
from typing import TYPE_CHECKING

from headunit.cli.case_store import knowledge, now, open_cases
from headunit.cli.state import state_folder
from headunit.web.cases import Cases
from headunit.web.place import Place
from headunit.web.rehearsals import Rehearsals

if TYPE_CHECKING:
    from headunit.web.clock import Clock
    from headunit.web.vaults import Vaults

__all__ = ["place_of"]

_NAME_BYTES = 24


def place_of(home: str, clock: Clock) -> Place:
    """Return the place in the state folder *home*, else ``HEADUNIT_HOME`` or the usual one."""
    known = knowledge()._replace(offers=())
    return Place(
        known=known,
        cases=Cases(lambda: open_cases(home), known, now, os.urandom),
        rehearsals=Rehearsals(known.catalogue, clock),
        vaults=_vaults(home, clock),
        folder=str(state_folder(home)),
        random_name=lambda: secrets.token_urlsafe(_NAME_BYTES),
    )


def _vaults(home: str, clock: Clock) -> Vaults | None:
    """Return the vault, or None where its library is missing."""
    if find_spec("cryptography") is None:
        return None
    from headunit.cli.vault_access import open_store  # noqa: PLC0415 - needs cryptography
    from headunit.web.vaults import Vaults  # noqa: PLC0415 - as above

    return Vaults(open_store(home), clock, now, os.urandom)
