"""Memory layouts: from the content of a radio's memory chip to its code, one module for each maker.  Pure.

A layout knows nothing of the others; ``read`` ranks them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.images import becker, blaupunkt, clarion, delco, delphi, grundig, philips, technisat, vw
from headunit.errors import UnknownNameError

if TYPE_CHECKING:
    from headunit.codes.images.layout import Layout

__all__ = ["ALL_LAYOUTS", "find_layout"]

ALL_LAYOUTS: tuple[Layout, ...] = (
    *delphi.LAYOUTS,
    *vw.LAYOUTS,
    *delco.LAYOUTS,
    *technisat.LAYOUTS,
    *blaupunkt.LAYOUTS,
    *becker.LAYOUTS,
    *clarion.LAYOUTS,
    *philips.LAYOUTS,
    *grundig.LAYOUTS,
)
"""Every layout, in the order in which they are shown."""


def find_layout(layout_id: str) -> Layout:
    """Return the layout with that id; raises UnknownNameError (``unknown-layout``)."""
    for layout in ALL_LAYOUTS:
        if layout.id == layout_id:
            return layout
    raise UnknownNameError(
        "unknown-layout",
        f"there is no layout {layout_id!r}",
        value=layout_id,
        expected="one of " + ", ".join(layout.id for layout in ALL_LAYOUTS),
        next_step="'headunit image --layouts' lists them",
    )
