"""The data of a front panel: its keys, how they enter a code, and the state of one panel in use.

Named tuples of plain values; times are whole milliseconds, and *now* counts from the moment the panel was made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from headunit.panel.signals import Outputs

__all__ = [
    "NEVER",
    "SPENT",
    "STAGES",
    "UNWIRED",
    "Confirming",
    "Flash",
    "GestureKeys",
    "Hand",
    "Key",
    "LockView",
    "Opening",
    "Panel",
    "PanelState",
    "Reading",
    "Stroke",
    "Timing",
    "Wiring",
]

NEVER: Final = 1 << 62
"""A moment that does not come."""

SPENT: Final = -1
"""Acts of a key whose hold was completed: it does nothing more until it is pressed anew."""

STAGES: Final = ("dead", "splash", "shut", "entry", "closed", "open")
"""What a panel is doing: no picture · shows that it asks · waits to be opened · takes digits · takes none · plays."""


Stroke: TypeAlias = Callable[..., tuple[str, str, int, "Outputs"]]
"""What an accepted key does: ``(panel, state, argument) -> (stage, entry, cursor, outputs)``."""


class Key(NamedTuple):
    """Name a key as sources name it; *kind* is ``button``, ``knob``, ``wheel`` (also a rocker) or ``touch``."""

    id: str
    label: str
    kind: str = "button"


class Opening(NamedTuple):
    """Say what turns asking into entry.

    *action* is ``none`` (entry comes by itself), ``any`` (any key), ``press``, ``hold`` (one key, or several together)
    or ``hold-at-start`` (as hold, and keys that were down before the radio asked count too).
    """

    action: str = "none"
    keys: tuple[str, ...] = ()
    hold_ms: int = 0


class Confirming(NamedTuple):
    """Say what sends the code.

    *action* is ``none`` (the last digit does), ``press`` or ``hold`` (any one of *keys*), ``hold-together`` (all of
    *keys*) or ``unknown``. An empty *keys* with ``hold`` means the key of the last digit.
    """

    action: str
    keys: tuple[str, ...] = ()
    hold_ms: int = 0


class Timing(NamedTuple):
    """Hold how the panel reads its keys.

    A press counts when it lasts *min_press_ms* and comes *min_gap_ms* after the last release; its effect shows
    *scan_ms* after the press. A digit key that stays down acts again after each of *repeat_ms* in turn, the last for
    ever; empty: never. Keys of a chord go down within *chord_ms* of the first.

    With *settle_ms* the keys are read as a whole instead, as "none", one key or several: a reading counts when it has
    lasted so long, and several keys never count, so what counted last stays.
    """

    scan_ms: int = 0
    min_press_ms: int = 0
    min_gap_ms: int = 0
    repeat_ms: tuple[int, ...] = ()
    chord_ms: int = 300
    settle_ms: int = 0


class Flash(NamedTuple):
    """Say which display *states* blink: lit for *half_ms*, dark for as long, during *for_ms* (0: always).

    With *pattern_ms* they blink by a clock that runs from the panel's first picture, whatever is shown: dark for its
    first time, lit for the second, and so on round.
    """

    states: tuple[str, ...] = ()
    half_ms: int = 0
    for_ms: int = 0
    pattern_ms: tuple[int, ...] = ()


class GestureKeys(NamedTuple):
    """Name keys that are held together for *hold_ms*, with what that does.

    *modes* says when it is looked for (``asks``, ``closed``, ``open``). *from_start*: keys that went down earlier
    count too. *turns* are the directions (1, -1) in which the *knob* is then turned, one after another.
    """

    name: str
    keys: tuple[str, ...]
    hold_ms: int
    modes: tuple[str, ...] = ("open",)
    from_start: bool = False
    knob: str = ""
    turns: tuple[int, ...] = ()


class Wiring(NamedTuple):
    """Tell for each stage what a key does; made by ``assemble`` so that a key press is one look-up.

    *acts*: key → (stroke, argument, repeats). *turns*: knob → stroke and argument. *holds* and *starts*: key or chord
    → (name, hold time). *chords*: every combination that is a part of one.
    """

    known: frozenset[str]
    delay_ms: int
    acts: Mapping[str, Mapping[str | frozenset[str], tuple[Stroke, Any, bool]]]
    turns: Mapping[str, Mapping[str, tuple[Stroke, Any]]]
    holds: Mapping[str, Mapping[str | frozenset[str], tuple[str, int]]]
    starts: Mapping[str, Mapping[str | frozenset[str], tuple[str, int]]]
    chords: frozenset[frozenset[str]]


UNWIRED: Final = Wiring(
    frozenset(), 0, {}, {}, {stage: {} for stage in STAGES}, {stage: {} for stage in STAGES}, frozenset()
)
"""The wiring of a panel that was not assembled: no key does anything."""


class Panel(NamedTuple):
    """Describe one front panel (docs/reference/panels.md); *wiring* is worked out from the rest by ``assemble``.

    *digit_keys* stand in the order of the places, or of the digits they type. *displays* are ``(state, text)`` with
    ``{digits}``, ``{used}``, ``{one}`` (a count of one alone), ``{left}`` and ``{minutes}``; *cells* is the width of
    the display, 0 when not known. *hello_ms* is how long a radio that plays first shows its ``hello``; *busy_ms* how
    long a key pressed during a wait shows ``busy``; *lcd_lag_ms* how long after a change it stands on the display.
    *first_press* is what the first press makes of an empty place; empty, or no digit of the place: its first digit.
    """

    family: str
    scope: str
    keys: tuple[Key, ...]
    method: str
    digit_keys: tuple[str, ...]
    cursor_keys: tuple[str, ...]
    start: str
    alphabets: tuple[str, ...]
    confirm: Confirming
    open_with: Opening = Opening()
    timing: Timing = Timing()
    splash_ms: int = 0
    idle_ms: int | None = None
    displays: tuple[tuple[str, str], ...] = ()
    cells: int = 0
    count_shown: str = "none"
    flash: Flash = Flash()
    power: str = ""
    reboot_hold_ms: int | None = None
    gestures: tuple[GestureKeys, ...] = ()
    beeps: bool = True
    back_key: str = ""
    radio_off: bool = False
    leading_zeros_hidden: int = 0
    hello_ms: int = 0
    lcd_lag_ms: int = 0
    busy_ms: int = 0
    first_press: str = ""
    wiring: Wiring = UNWIRED


class LockView(NamedTuple):
    """Hold what the display needs to know of the lock: its phase, the counts, and the wait in milliseconds."""

    phase: str
    used: int = 0
    left: int | None = None
    wait_left_ms: int = 0
    wait_total_ms: int = 0


class Reading(NamedTuple):
    """Hold what the keys read as a whole: a key, "" for none or ``several``, *since* when, and when it will count.

    *counted* is the last reading that counted.
    """

    keys: str = ""
    since: int = 0
    counts_at: int = NEVER
    counted: str = ""


class Hand(NamedTuple):
    """Hold what the fingers do: keys that are *down*, and the one key or chord that is *live*.

    *since* is when the live key went down; *act_at* and *hold_at* are when it acts (again) and when it has been held
    long enough. *acted* counts its acts; it is SPENT once a hold was completed, and then nothing more comes of it. The
    power key is followed by itself (*power_since*, *power_at*), whatever else is down. *read* is None but where the
    keys are read as a whole.
    """

    down: tuple[str, ...] = ()
    live: str | frozenset[str] = ""
    since: int = 0
    act_at: int = NEVER
    hold_at: int = NEVER
    acted: int = 0
    free_at: int = 0
    power_since: int = NEVER
    power_at: int = NEVER
    power_used: bool = False
    turned: tuple[int, ...] = ()
    read: Reading | None = None


class PanelState(NamedTuple):
    """Hold one panel in use.

    *entry* is what was entered, ``-`` for an empty place; *cursor* the place that is next, -1 before the first.
    *idle_at* is when what the last key began is over: an entry is forgotten, or a text for a key in a wait goes.
    *stage_at* is when the stage began; *fresh* whether it came out of an entry (a wrong code just now). *lit_at* is
    when the first picture came, which a blinking clock counts from.
    """

    now: int
    stage: str
    entry: str
    cursor: int
    hand: Hand
    idle_at: int
    splash_at: int
    stage_at: int
    fresh: bool
    lit_at: int = NEVER
