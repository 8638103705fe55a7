"""The car's supply as the unit sees it: battery, fuses, ground, plug, ignition and the unit's own switch."""

from __future__ import annotations

from typing import NamedTuple

from headunit.twin.events import Battery, Cut, Fuse, Ground, Ignition, Plug, SupplyLow, TwinEvent

__all__ = ["NEVER", "Car", "PowerKey", "SupplyProfile", "SupplyState", "accessory", "supply_step", "terminal_v"]

NEVER = 1 << 62
"""A time that doesn't come, in ms."""


class SupplyProfile(NamedTuple):
    """Hold a unit's supply thresholds in volts and times in milliseconds.

    Below *trigger_v* for longer than *hold_up_ms* the processor and its RAM are gone; with *relock_after_ms* the
    processor alone, and the RAM only after that time, in which the unit is dark and serves no wait.  Between it
    and *brown_v* the unit is mute and begins no write; above *over_v* it is mute; above *upset_v* it is upset as by
    a loss of supply. *first_boot_ms* runs from switching on to the first display after the supply came back, *boot_ms*
    later on.
    *dip_relocks*: falling below *trigger_v* asks for the code again even when the hold-up bridges it. *sleeps*: after a
    loss of supply the processor sleeps until the unit is first switched on. What the ignition switches on comes
    *ignition_on_ms* later than what POWER does. *lit_when_off*: with the ignition on, display and keys live while the
    radio is off.
    """

    trigger_v: float = 6.0
    brown_v: float = 9.0
    full_v: float = 12.5
    over_v: float = 16.0
    upset_v: float = 24.0
    hold_up_ms: int = 300
    relock_after_ms: int = 0
    first_boot_ms: int = 200
    boot_ms: int = 50
    ignition_off_ms: int = 0
    ignition_on_ms: int = 0
    on_after_supply: bool = True
    plays_without_ignition: bool = False
    dip_relocks: bool = False
    sleeps: bool = False
    lit_when_off: bool = False
    write_ms: int = 5


class Car(NamedTuple):
    """Hold what the car gives the unit; *ignition* is ``off``, ``acc`` or ``on``."""

    battery_v: float = 0.0
    ignition: str = "off"
    feed_fuse: bool = True
    accessory_fuse: bool = True
    ground: bool = True
    plugged: bool = True


class PowerKey(NamedTuple):
    """Switch the unit on or off at its own switch."""


class SupplyState(NamedTuple):
    """Hold the car, whether the processor lives (*alive*), the radio is on, and has started (*awake*); times in ms.

    *ram_until*: the RAM of a processor without supply is kept to then, 0 where it is gone.
    """

    car: Car = Car()
    alive: bool = False
    switched_on: bool = False
    was_on: bool = False
    fresh: bool = True
    radio_on: bool = False
    awake: bool = False
    asleep: bool = False
    low: bool = False
    dark_since: int = 0
    ram_until: int = 0
    hold_due: int = NEVER
    off_due: int = NEVER
    boot_due: int = NEVER

    @property
    def due(self) -> int:
        """Return when the next thing happens by itself, in ms."""
        return min(self.hold_due, self.off_due, self.boot_due)


def terminal_v(car: Car) -> float:
    """Return the voltage between the unit's constant feed and its ground, in volts."""
    return car.battery_v if car.feed_fuse and car.ground and car.plugged else 0.0


def accessory(car: Car) -> bool:
    """Return whether the ignition switch asks the unit to run."""
    return car.ignition != "off" and car.accessory_fuse


def supply_step(
    profile: SupplyProfile, state: SupplyState, now_ms: int, event: TwinEvent | PowerKey | None
) -> tuple[SupplyState, tuple[str, ...]]:
    """Return the state after *event* (None: a time is due) and what it means for the rest of the unit.

    Signals, in order: ``dip`` ``reset`` ``ignition`` (on while the radio plays) ``lost`` ``gained`` ``on`` ``off``
    ``awake``.
    """
    before = state
    signals: list[str] = []
    if event is None:
        state = _due(profile, state, now_ms)
    elif isinstance(event, PowerKey):
        if state.alive and not state.low and (profile.plays_without_ignition or accessory(state.car)):
            state = state._replace(switched_on=not state.switched_on, off_due=NEVER)
    elif isinstance(event, Cut) and event.keep_ram:
        signals += ["reset"] * state.alive
    elif isinstance(event, Cut):
        state = _lost(state._replace(car=state.car._replace(battery_v=0.0)), now_ms)
    elif isinstance(event, SupplyLow):
        state = state._replace(low=event.low and profile.dip_relocks)
        if state.low and state.alive:
            state = state._replace(switched_on=False, was_on=False)
            signals.append("dip")
    else:
        state = state._replace(car=_car_after(state.car, event))
        state = _ignition_moved(profile, before, state, now_ms)
        signals += ["ignition"] * (
            before.awake and before.off_due == NEVER and accessory(state.car) and not accessory(before.car)
        )
    state, dipped = _feed(profile, state, now_ms)
    signals += ["dip"] * dipped
    late_ms = profile.ignition_on_ms if isinstance(event, Ignition) else 0
    state = _radio(profile, state, now_ms + late_ms)
    signals += _signals(before, state)
    return state, tuple(signals)


def _car_after(car: Car, event: TwinEvent) -> Car:
    if isinstance(event, Battery):
        return car._replace(battery_v=event.volts)
    if isinstance(event, Ignition):
        return car._replace(ignition=event.position)
    if isinstance(event, Fuse):
        feed = event.name == "battery"
        return car._replace(feed_fuse=event.fitted) if feed else car._replace(accessory_fuse=event.fitted)
    if isinstance(event, Ground):
        return car._replace(ground=event.good)
    return car._replace(plugged=event.connected) if isinstance(event, Plug) else car


def _ignition_moved(profile: SupplyProfile, before: SupplyState, state: SupplyState, now_ms: int) -> SupplyState:
    was, now = accessory(before.car), accessory(state.car)
    if was and not now and state.switched_on:
        return state._replace(off_due=now_ms + profile.ignition_off_ms)
    if now and not was:
        on = state.switched_on or state.was_on
        return state._replace(switched_on=on, was_on=False, off_due=NEVER)
    return state


def _due(profile: SupplyProfile, state: SupplyState, now_ms: int) -> SupplyState:
    if state.hold_due <= now_ms:
        state = _stopped(profile, state, now_ms, now_ms - profile.hold_up_ms)
    if state.off_due <= now_ms:
        state = state._replace(switched_on=False, was_on=True, off_due=NEVER)
    if state.boot_due <= now_ms:
        state = state._replace(awake=True, fresh=False, boot_due=NEVER)
    return state


def _lost(state: SupplyState, now_ms: int) -> SupplyState:
    return SupplyState(
        car=state.car,
        switched_on=state.switched_on,
        was_on=state.was_on,
        dark_since=now_ms if state.alive else state.dark_since,
    )


def _stopped(profile: SupplyProfile, state: SupplyState, now_ms: int, fell_at: int) -> SupplyState:
    """Stop the processor; its RAM may live on for a while, counted from the fall of the feed."""
    ram_until = fell_at + profile.relock_after_ms if profile.relock_after_ms and not state.asleep else 0
    return _lost(state, now_ms)._replace(ram_until=ram_until)


def _started(profile: SupplyProfile, state: SupplyState, now_ms: int) -> SupplyState:
    """Start the processor; with its RAM kept the radio is as it was left."""
    if now_ms < state.ram_until:
        return state._replace(alive=True)
    on = profile.on_after_supply
    asleep = profile.sleeps and not on
    return state._replace(alive=True, asleep=asleep, fresh=True, switched_on=on, was_on=False, ram_until=0)


def _feed(profile: SupplyProfile, state: SupplyState, now_ms: int) -> tuple[SupplyState, bool]:
    """Follow the feed: hold up when it falls, live when it is there; also say whether a dip was noticed."""
    volts = terminal_v(state.car)
    if volts > profile.upset_v:
        return (_lost(state, now_ms) if state.alive else state._replace(ram_until=0)), False
    if volts >= profile.trigger_v:
        return (state if state.alive else _started(profile, state, now_ms))._replace(hold_due=NEVER), False
    if not state.alive or state.hold_due != NEVER:
        return state, False
    if profile.hold_up_ms == 0:
        return _stopped(profile, state, now_ms, now_ms), False
    state = state._replace(hold_due=now_ms + profile.hold_up_ms)
    return (state._replace(switched_on=False), True) if profile.dip_relocks else (state, False)


def _radio(profile: SupplyProfile, state: SupplyState, now_ms: int) -> SupplyState:
    """Switch the radio with its switch and the ignition; while it is held up it stays as it was."""
    if not state.alive or (state.hold_due != NEVER and not profile.dip_relocks):
        return state
    pending_off = state.off_due != NEVER
    on = state.switched_on and (profile.plays_without_ignition or accessory(state.car) or pending_off)
    runs = on or (profile.lit_when_off and accessory(state.car))
    if on != state.radio_on:
        state = state._replace(radio_on=on)
    if runs == (state.awake or state.boot_due != NEVER):
        return state
    if not runs:
        return state._replace(awake=False, boot_due=NEVER)
    state = state._replace(asleep=False)
    boot_ms = profile.first_boot_ms if state.fresh else profile.boot_ms
    if boot_ms == 0:
        return state._replace(awake=True, fresh=False)
    return state._replace(boot_due=now_ms + boot_ms)


def _signals(before: SupplyState, state: SupplyState) -> list[str]:
    signals = []
    ran, runs = before.alive and not before.asleep, state.alive and not state.asleep
    if ran and not runs:
        signals.append("lost")
    if runs and not ran:
        signals.append("gained")
    if state.radio_on != before.radio_on and state.alive:
        signals.append("on" if state.radio_on else "off")
    if state.awake and not before.awake:
        signals.append("awake")
    return signals
