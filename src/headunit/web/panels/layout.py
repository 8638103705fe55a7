"""Where each key of a panel stands on the drawing: parts with boxes, from the panel's data and its look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.web.panels.arrange import PRESSED, arrange, is_pressed
from headunit.web.panels.display_fit import characters
from headunit.web.panels.geometry import WIDTH, Box
from headunit.web.panels.legends import printed, spoken
from headunit.web.panels.looks import Look, look_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.panel import Key, Panel

__all__ = ["Control", "Layout", "Part", "layout_of"]


class Control(NamedTuple):
    """Hold one thing to press on a part.

    *act* is ``press``, or ``up`` and ``down`` for a turn by one detent; *box* is what a finger can hit, *name* what it
    is called.
    """

    key: str
    act: str
    name: str
    box: Box


class Part(NamedTuple):
    """Hold one key as drawn; *kind* is ``button``, ``touch``, ``knob``, ``rocker``, ``thumb`` or ``lever-button``.

    *imagined*: no source names this key.
    """

    kind: str
    key: str
    box: Box
    lines: tuple[str, ...]
    controls: tuple[Control, ...]
    imagined: bool


class Layout(NamedTuple):
    """Hold a whole drawing, 720 user units wide; *body* is the front, *lever* the stalk beside it, if any.

    *cells* is how many characters the display draws, *places* how many digits the code has; *exact*: its columns are
    the radio's own, so a text stands where the radio puts it.
    """

    family: str
    variant: str
    look: Look
    height: float
    body: Box
    display: Box
    cells: int
    places: int
    exact: bool
    parts: tuple[Part, ...]
    lever: Box | None = None

    @property
    def controls(self) -> Iterator[Control]:
        """Give every control, in the order of the parts."""
        for part in self.parts:
            yield from part.controls


def layout_of(panel: Panel, imagined: frozenset[str] = frozenset()) -> Layout:
    """Return the drawing of *panel*; *imagined* names the keys, and ``panel.cells``, that no source gives."""
    touch = panel.method == "touch" or any(key.kind == "touch" for key in panel.keys)
    look = look_of(panel.family, touch=touch)
    placed, display, height, lever = arrange(panel, look)
    parts = tuple(_part(panel, key, kind, box, key.id in imagined) for key, kind, box in placed)
    exact = "panel.cells" not in imagined and panel.cells > 0 and not touch
    return Layout(
        family=panel.family,
        variant=panel.scope,
        look=look,
        height=height,
        body=Box(1, 1, WIDTH - 2, (lever.y - 24 if lever else height) - 2),
        display=display,
        cells=panel.cells if exact else characters(panel, look),
        places=len(panel.alphabets),
        exact=exact,
        parts=parts,
        lever=lever,
    )


def _part(panel: Panel, key: Key, kind: str, box: Box, imagined: bool) -> Part:  # noqa: FBT001 - one caller, above
    controls = tuple(_controls(panel, key, kind, box))
    return Part(kind, key.id, box, printed(key.id), controls, imagined)


def _controls(panel: Panel, key: Key, kind: str, box: Box) -> Iterator[Control]:
    name = spoken(key.id, key.kind)
    if kind == "knob":
        yield from _of_a_knob(panel, key, name, box)
    elif kind == "rocker":
        half = box.w / 2
        moves = key.id in panel.cursor_keys
        yield Control(key.id, "down", f"{name}, back", Box(box.x, box.y, half, box.h))
        yield Control(key.id, "press" if moves else "up", f"{name}, on", Box(box.x + half, box.y, half, box.h))
    elif kind == "thumb":
        half = box.w / 2
        yield Control(key.id, "down", f"{name}, down", Box(box.x, box.y, half, box.h))
        yield Control(key.id, "up", f"{name}, up", Box(box.x + half, box.y, half, box.h))
    else:
        yield Control(key.id, "press", name, box)


def _of_a_knob(panel: Panel, key: Key, name: str, box: Box) -> Iterator[Control]:
    """Give the two ways a knob turns, and between them the press of a knob that is a key too."""
    cap = PRESSED if is_pressed(panel, key.id) else 0
    side = (box.w - cap) / 2
    yield Control(key.id, "down", f"{name}, turn left", Box(box.x, box.y, side, box.h))
    if cap:
        yield Control(key.id, "press", f"{name}, press", Box(box.x + side, box.y, cap, box.h))
    yield Control(key.id, "up", f"{name}, turn right", Box(box.right - side, box.y, side, box.h))
