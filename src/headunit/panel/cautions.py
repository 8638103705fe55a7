"""What to mind while a code is entered: the warnings of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.panel.model import Panel
    from headunit.panel.told import Told

__all__ = ["cautions"]

_STEPPED = frozenset({"increment", "clock-keys", "select", "knob", "stalk"})
"""Ways of entering in which a wrong digit can be set right."""


def cautions(panel: Panel, missing: tuple[str, ...], told: Told) -> tuple[str, ...]:
    """Return what to mind while entering a code on such a panel; *missing* names what isn't known of it."""
    return (*_of_the_panel(panel, missing), *_unknown(missing), _never_guess(told), *_of_the_sources(told))


def _of_the_panel(panel: Panel, missing: tuple[str, ...]) -> Iterator[str]:
    if panel.confirm.action == "none":
        yield (
            "The last digit sends the code, and nothing takes it back. If the radio beeps or checks before the last "
            "digit, stop, wait until it asks again, and begin anew."
        )
    elif panel.confirm.action != "unknown" and panel.method in _STEPPED:
        yield "A wrong digit costs nothing until the code is sent: go on until the right one comes round."
    if panel.confirm.action == "unknown" and panel.method in {"type", "touch"}:
        yield "The last digit may send the code by itself: be sure of all of them before you begin."
    if "places" in missing:
        shown, places = panel.start[panel.leading_zeros_hidden :], len(panel.alphabets)
        yield f"Go by what the display shows: its source writes {shown}, for a code of {places} digits."


def _unknown(missing: tuple[str, ...]) -> Iterator[str]:
    if "start" in missing:
        yield "Go by what the display shows: what the digits begin with isn't known for this radio."
    if "first_press" in missing:
        yield "Go by what the display shows: what the first press makes of a dash isn't known for this radio."
    if "alphabet" in missing:
        yield "Which digits this radio can show isn't known: if one of yours doesn't come, stop and ask."


def _never_guess(told: Told) -> str:
    known = {
        "never": "after a few the radio makes you wait",
        "barred": f"after a few the radio makes you wait, and after {told.ends_after} it locks for good",
        "locked": f"after {told.ends_after} the radio locks",
    }
    ends = known.get(told.ends, "after a few the radio makes you wait or locks")
    return f"Never guess: every wrong code counts, and {ends}."


def _of_the_sources(told: Told) -> Iterator[str]:
    if told.single:
        *first, last = told.single
        said = f"{', '.join(first)} and {last}" if first else last
        yield f"One report alone says {said}: stop at the first surprise."
    yield from told.notes
