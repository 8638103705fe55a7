"""The typed record of one family of head units, and the values its facts can take (docs/reference/family-file.md).

All are named tuples: a start that reads facts makes all these classes, and dataclasses take six times as long.
"""

from __future__ import annotations

from typing import NamedTuple

from headunit.facts.claims import Claim, Fact

__all__ = [
    "Confirm",
    "Display",
    "Entry",
    "FactoryReset",
    "Family",
    "LockDetail",
    "LockSchedule",
    "LockTrigger",
    "NumberFormat",
    "PanelTiming",
    "PowerCut",
    "SupplyDetail",
    "Vehicle",
    "WaitRule",
]


class Entry(NamedTuple):
    """Say how digits are entered: *method*, the *keys* in order, and what the display starts with (*start*).

    *step_keys* step a place that one of *keys* chose. *open* says what has to be done before digits are taken, with
    *open_keys*, for *open_hold_ms*; *first_press* is the digit that the first press turns an empty place into; *radio*
    is ``off`` where digits are entered with the radio off. Empty and None mean *not said*.
    """

    method: str
    keys: tuple[str, ...] = ()
    step_keys: tuple[str, ...] = ()
    start: str = ""
    open: str = ""
    open_keys: tuple[str, ...] = ()
    open_hold_ms: int | None = None
    first_press: str = ""
    radio: str = ""
    words: str = ""


class Confirm(NamedTuple):
    """Say how an entered code is sent: *action* ``hold``, ``press`` or ``none``; *hold_ms* is None when not known.

    *other_keys* do the same as *key*; ``last digit`` stands for the key that typed the last digit.
    """

    action: str
    key: str = ""
    other_keys: tuple[str, ...] = ()
    hold_ms: int | None = None
    words: str = ""


class PanelTiming(NamedTuple):
    """Hold how a panel reads its keys and blinks, in milliseconds; None and empty mean *not said*.

    *repeat_ms* are the delays after which a held digit key acts again, the last for ever. *settle_ms*: the keys are
    read as a whole, and a reading counts after so long. *flash_pattern_ms*: dark, lit, dark … of a blinking that runs
    by its own clock. *hello_ms*: how long an unlocked radio shows its first text. *busy_ms*: how long a key pressed
    during a wait shows the text for it. *lcd_lag_ms*: how long after a change it stands on the display. *cells* is the
    width of the display in characters.
    """

    scan_ms: int | None = None
    min_press_ms: int | None = None
    min_gap_ms: int | None = None
    settle_ms: int | None = None
    repeat_ms: tuple[int, ...] = ()
    splash_ms: int | None = None
    idle_ms: int | None = None
    flash_half_ms: int | None = None
    flash_for_ms: int | None = None
    flash_pattern_ms: tuple[int, ...] = ()
    hello_ms: int | None = None
    busy_ms: int | None = None
    lcd_lag_ms: int | None = None
    reboot_hold_ms: int | None = None
    cells: int | None = None
    words: str = ""


class LockDetail(NamedTuple):
    """Hold how a lock works inside, as read from or measured on its firmware; None and empty mean *not said*.

    *order* is what comes first at a code: ``charge-first`` or ``compare-first``; *record_after_ms* are the delays from
    the verdict to the first write and from write to write. *tick_ms* is the real length of one minute of the wait.
    """

    order: str = ""
    memory: str = ""
    record_after_ms: tuple[int, ...] = ()
    tick_ms: int | None = None
    refused_ms: int | None = None
    refused_restarts: bool | None = None
    needs: str = ""
    rearm_on_switch: bool | None = None
    off_ends_refused: bool | None = None
    bad_memory: str = ""
    count_after_wait: str = ""
    words: str = ""


class LockSchedule(NamedTuple):
    """Hold what sources say of attempts and waits; None and empty mean *not said*, seconds throughout.

    *round_wait_s* is ``(least, most)``; *waits_s* are the waits after each wrong code in turn.
    """

    wrong_per_round: int | None = None
    round_wait_s: tuple[int, int] | None = None
    waits_s: tuple[int, ...] = ()
    free_wrong: int | None = None
    wait_between_s: int | None = None
    locked_after_wrong: int | None = None
    extra_after_reset: int | None = None
    permanent_after_wrong: int | None = None
    rounds_before_locked: int | None = None
    attempts_after_locked: int | None = None
    first_round_wrong: int | None = None
    later_rounds_wrong: int | None = None
    doubling_from_s: int | None = None
    never_permanent: bool | None = None
    words: str = ""


class WaitRule(NamedTuple):
    """Say what the wait *needs*: ``radio-on``, ``ignition``, ``radio-and-ignition``, ``power`` or ``unknown``."""

    needs: str
    words: str = ""


class PowerCut(NamedTuple):
    """Say what losing the supply does to the attempt *counter* and to a running *wait*."""

    counter: str = "unknown"
    wait: str = "unknown"
    words: str = ""


class SupplyDetail(NamedTuple):
    """Hold how a unit treats its supply, as measured; None is *not said*.

    Times run from switching on to the first display (*first_boot_ms* after the supply came back, *boot_ms* later on)
    and from the ignition going off to the radio's (*ignition_off_ms*). *dip_relocks*: a dip that the processor
    survives asks for the code again. *sleeps*: after a loss of supply the processor sleeps until the unit is first
    switched on. What the ignition switches on comes *ignition_on_ms* later than what POWER does.
    """

    first_boot_ms: int | None = None
    boot_ms: int | None = None
    ignition_off_ms: int | None = None
    ignition_on_ms: int | None = None
    hold_up_ms: int | None = None
    write_ms: int | None = None
    on_after_supply: bool | None = None
    plays_without_ignition: bool | None = None
    dip_relocks: bool | None = None
    sleeps: bool | None = None
    words: str = ""


class FactoryReset(NamedTuple):
    """Say what the factory reset of the service menu *clears*: ``settings``, ``hung-state``, ``anti-theft``."""

    clears: tuple[str, ...]
    words: str = ""


class LockTrigger(NamedTuple):
    """Say what makes the radio ask for its code; *below_v* in volts, *longer_than_s* in seconds, None when not said."""

    words: str
    below_v: float | None = None
    longer_than_s: float | None = None


class Vehicle(NamedTuple):
    """Name a car the family is found in; *years* is ``(first, last)``, None when no source gives them."""

    make: str
    model: str = ""
    generation: str = ""
    years: tuple[int, int] | None = None


class NumberFormat(NamedTuple):
    """Describe a number found on such a unit: *pattern* is matched in full against upper-case A-Z and 0-9."""

    kind: str
    pattern: str
    where: str = ""
    words: str = ""


class Display(NamedTuple):
    """Give the meaning of a display text; ``#`` stands for any digit.

    *template* is the text with what it shows: ``{digits}``, ``{used}``, ``{left}``, ``{minutes}``; empty: as *text*.
    With fewer than *stop_below* tries left on it a person should stop.
    """

    text: str
    state: str
    template: str = ""
    stop_below: int | None = None
    words: str = ""


class Family(NamedTuple):
    """Hold all that is known about one kind of head unit.

    Facts with one value are :class:`Fact`; those with many values are tuples of claims that add up. *rules* are ids of
    code rules; where there is none, *reason* says why. *route* is a key of ``routes.toml``.
    """

    id: str
    name: str
    summary: str
    brands: tuple[str, ...]
    rules: tuple[str, ...]
    route: str
    reason: str
    maker: Fact[str] = Fact()
    code_length: Fact[int] = Fact()
    code_alphabet: Fact[str] = Fact()
    code_origin: Fact[str] = Fact()
    entry: Fact[Entry] = Fact()
    confirm: Fact[Confirm] = Fact()
    panel_timing: Fact[PanelTiming] = Fact()
    lock_schedule: Fact[LockSchedule] = Fact()
    lock_detail: Fact[LockDetail] = Fact()
    wait_rule: Fact[WaitRule] = Fact()
    power_cut: Fact[PowerCut] = Fact()
    supply_detail: Fact[SupplyDetail] = Fact()
    lock_trigger: Fact[LockTrigger] = Fact()
    factory_reset: Fact[FactoryReset] = Fact()
    serial_on_screen: Fact[str] = Fact()
    removal: Fact[str] = Fact()
    vehicle: tuple[Claim[Vehicle], ...] = ()
    number: tuple[Claim[NumberFormat], ...] = ()
    display: tuple[Claim[Display], ...] = ()
    reset: tuple[Claim[str], ...] = ()
    remark: tuple[Claim[str], ...] = ()
