"""What every command needs from the surroundings: the catalogue, and where private families stand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.facts import Catalogue

__all__ = ["open_catalogue"]


def open_catalogue() -> Catalogue:
    """Return the catalogue with the families of ``HEADUNIT_FACTS`` added."""
    from headunit.facts import load_catalogue  # noqa: PLC0415 - '--help' needs no catalogue

    folder = os.environ.get("HEADUNIT_FACTS", "")
    if not folder:
        return load_catalogue()
    from pathlib import Path  # noqa: PLC0415 - as above

    return load_catalogue(Path(folder))
