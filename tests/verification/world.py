"""A lock with its memory chip, its supply that can be cut at any byte, and a judge that knows only what was seen.

The judge (Seen) counts from the actions and from what the lock gives out (writes, verdicts, its phase as a display
shows it); it never looks into the lock's state.  What the memory says is read by starting a second lock on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit import lock
from headunit.lock import journal, record

if TYPE_CHECKING:
    from collections.abc import Iterator

RIGHT, WRONG, SALT = "1234", "9999", b"salt-8-b"
CODE_BYTES = 64
TEARS = ("clean", "low", "high", "odd", "even", "blank", "zero", "scattered")
_MASKS = {"low": 0x0F, "high": 0xF0, "odd": 0x55, "even": 0xAA}
Action = tuple[Any, ...]


class Violation(AssertionError):  # noqa: N818  # it is no error of the program
    """Say which invariant doesn't hold."""

    def __init__(self, invariant: str, words: str) -> None:
        super().__init__(f"{invariant}: {words}")
        self.invariant = invariant


class Seen(NamedTuple):
    """Hold what the judge has seen.

    *floor*: verdicts on wrong codes since the last right one or authorised reset.  *ceiling*: codes confirmed at the
    prompt since the last opening or finished reset.  *window*: for each of the last verdicts of a round, whether a
    whole wait was served since.  *run*: time that counts towards a wait, since the last verdict.  *day_floor*,
    *day_time*: verdicts and powered time since the day count was last cleared.  *trying*: the kind of
    code confirmed and not judged yet.  *pardon*: a right code or an authorised reset allows the counts to fall;
    *late*: codes confirmed while that isn't written yet.
    """

    floor: int = 0
    ceiling: int = 0
    window: tuple[bool, ...] = ()
    run: int = 0
    day_floor: int = 0
    day_time: int = 0
    day_open: bool = False
    auth: bool = False
    pardon: bool = False
    late: int = 0
    trying: str = ""
    on: bool = False
    setting: bool = False


class World(NamedTuple):
    """Hold a lock, its chip and its judge."""

    state: lock.LockState
    chip: bytes
    seen: Seen


class Rules(NamedTuple):
    """Hold what the judge demands of a profile: *tries* per round, then *wait* served, at most *cap* in all."""

    profile: lock.LockProfile
    tries: int
    wait: int
    cap: int


def new_world(rules: Rules) -> World:
    return World(lock.LockState(), lock.factory_memory(rules.profile, RIGHT, SALT), Seen())


def torn(chip: bytes, write: lock.Write, at: int, tear: str) -> bytes:
    """Return the chip after a cut at byte *at* of *write*: those before it are new, it is torn, the rest is old."""
    old = chip[write.offset : write.offset + len(write.data)]
    cell = bytearray(write.data[:at] + old[at:])
    if at < len(old) and tear != "clean":
        if tear in _MASKS:
            cell[at] = old[at] ^ ((old[at] ^ write.data[at]) & _MASKS[tear])
        elif tear == "scattered":
            for place in range(at, len(old)):
                cell[place] = old[place] ^ ((old[place] ^ write.data[place]) & (0x6D >> (place % 3)))
        else:
            cell[at] = 0xFF if tear == "blank" else 0x00
    return chip[: write.offset] + bytes(cell) + chip[write.offset + len(old) :]


def stored(rules: Rules, chip: bytes) -> record.Record | None:
    """Return what a lock believes that starts on *chip*, or None for a fault."""
    started, _ = lock.step(rules.profile, lock.LockState(), lock.SupplyOn(chip, 0))
    return None if started.phase == lock.Phase.FAULT else started.record


def event_of(action: Action, world: World) -> lock.Event:
    """Turn an action into the event that the lock is given."""
    kind, *values = action
    if kind == "on":
        return lock.SupplyOn(world.chip, values[0])
    if kind == "use":
        return lock.Use(radio_on=values[0], ignition=values[1])
    if kind == "advance":
        return lock.Advance(values[0])
    if kind in {"land", "bad-land"}:
        data = world.state.pending.data if world.state.pending else b""
        return lock.Written(data if kind == "land" else bytes(byte ^ 1 for byte in data))
    return _PLAIN[kind]


_PLAIN: dict[str, lock.Event] = {
    "off": lock.SupplyOff(),
    "cut": lock.SupplyOff(),
    "right": lock.Submit(RIGHT),
    "wrong": lock.Submit(WRONG),
    "touch": lock.Touch(),
    "dip": lock.Dip(),
    "cpu-reset": lock.CpuReset(),
    "diag": lock.DiagnosticReset(),
    "gesture": lock.Gesture(),
    "factory": lock.FactoryReset(),
    "set": lock.SetCode(RIGHT, SALT),
}


def act(rules: Rules, world: World, action: Action) -> World:
    """Do one action and let the judge look; raises Violation."""
    kind = action[0]
    before, chip = world.state, world.chip
    if before.pending is not None:
        if kind == "land":
            chip = torn(chip, before.pending, len(before.pending.data), "clean")
        elif kind == "cut":
            chip = torn(chip, before.pending, action[1], action[2])
    after, effects = lock.step(rules.profile, before, event_of(action, world))
    seen = _look(rules, world, action, effects)
    _check_writes(rules, before, kind, chip, effects)
    if chip != world.chip:
        seen = _check_chip(rules, world, chip, seen)
    if seen.floor > world.seen.floor:
        _check_count(stored(rules, chip), seen)
    if lock.is_open(after) and not seen.auth:
        raise Violation("I5", f"open after {action} without a right code since the supply came")
    return World(after, chip, seen)


def _look(rules: Rules, world: World, action: Action, effects: tuple[lock.Effect, ...]) -> Seen:
    """Return what the judge has seen after an action."""
    kind = action[0]
    seen = _done(rules, world, action, writes=any(isinstance(effect, lock.Write) for effect in effects))
    for effect in effects:
        if isinstance(effect, lock.Compared):
            seen = _judge(rules, seen, match=effect.match)
    if kind == "land" and world.seen.pardon:
        seen = seen._replace(ceiling=seen.late, late=0, pardon=False, day_time=0, day_open=_trying_daily(rules, seen))
    return seen._replace(setting=(kind == "set" and bool(effects)) or (seen.setting and kind != "land"))


def _done(rules: Rules, world: World, action: Action, *, writes: bool) -> Seen:
    """Return what the judge makes of an action before its verdict; *writes*: the lock sent a write."""
    kind, seen, phase = action[0], world.seen, world.state.phase
    if kind in {"off", "cut"}:
        run = 0 if rules.profile.cut == "restart" else seen.run
        return seen._replace(run=run, auth=False, pardon=False, late=0, trying="", on=False, setting=False)
    if kind == "advance":
        return _time(rules, seen, action[1]) if phase != lock.Phase.OFF else seen
    if kind in {"right", "wrong"}:
        return _confirmed(rules, seen, kind) if phase == lock.Phase.PROMPT else seen
    if kind == "diag":
        return seen._replace(floor=0, window=(), run=0, pardon=True, day_floor=0, trying="") if writes else seen
    return seen._replace(**_LOST.get(kind, {}), on=seen.on if kind != "use" else action[1] and phase != lock.Phase.OFF)


_LOST: dict[str, dict[str, Any]] = {
    "dip": {"auth": False, "trying": ""},
    "cpu-reset": {"trying": ""},
    "bad-land": {"pardon": False, "late": 0},
}
"""What an action takes away."""


def _confirmed(rules: Rules, seen: Seen, kind: str) -> Seen:
    """Count a code that is confirmed at the prompt."""
    late, ceiling = min(rules.cap, seen.late + seen.pardon), min(rules.cap + 1, seen.ceiling + 1)
    daily = rules.profile.schedule.per_day is not None
    return seen._replace(trying=kind, ceiling=ceiling, late=late, day_open=daily)


def _time(rules: Rules, seen: Seen, ms: int) -> Seen:
    """Let time count: towards a wait while the unit has what it needs, towards the day whenever it is powered."""
    run, window = seen.run + ms if seen.on and not all(seen.window) else seen.run, seen.window
    if run >= rules.wait:
        run, window = 0, (True,) * len(window)
    day_ms = rules.profile.schedule.day_ms
    return seen._replace(run=run, window=window, day_time=min(day_ms, seen.day_time + ms) if seen.day_open else 0)


def _trying_daily(rules: Rules, seen: Seen) -> bool:
    """Return whether a code is being tried, which opens a new day window."""
    return bool(seen.trying) and rules.profile.schedule.per_day is not None


def _judge(rules: Rules, seen: Seen, *, match: bool) -> Seen:
    """Judge a verdict: it has to be true, and not come too often or too early."""
    if not seen.trying:
        raise Violation("I6", "a verdict without a code confirmed at the prompt")
    if match != (seen.trying == "right"):
        raise Violation("I7", f"the verdict is {match}")
    if match:
        seen = seen._replace(floor=0, window=(), run=0, day_floor=0)
        return seen._replace(auth=True, pardon=True, trying="")
    if len(seen.window) == rules.tries and not seen.window[0]:
        raise Violation("I6", f"{rules.tries + 1} verdicts without a whole wait between them")
    seen = seen._replace(
        floor=seen.floor + 1,
        day_floor=seen.day_floor + (rules.profile.schedule.per_day is not None),
        run=0,
        trying="",
        window=(*seen.window, False)[-rules.tries :],
    )
    per_day = rules.profile.schedule.per_day
    if seen.floor > rules.cap or (per_day is not None and seen.day_floor > per_day):
        raise Violation("I1", f"{seen.floor} wrong codes compared, {seen.day_floor} of them in a day")
    return seen


def _check_writes(
    rules: Rules, before: lock.LockState, kind: str, chip: bytes, effects: tuple[lock.Effect, ...]
) -> None:
    """Check that one write at a time is sent, and only over the oldest record."""
    writes = [effect for effect in effects if isinstance(effect, lock.Write)]
    if len(writes) > (0 if before.pending is not None and kind not in {"land", "bad-land"} else 1):
        raise Violation("I10", "two writes in flight")
    if rules.profile.memory != "journal" or not writes or writes[0].offset < CODE_BYTES:
        return
    place, _ = journal.load_ring(chip[CODE_BYTES:], 8)
    if writes[0].offset != CODE_BYTES + (place.slot + 1) % 8 * 16:
        raise Violation("I10", "not the oldest record is overwritten")


def _check_chip(rules: Rules, world: World, chip: bytes, seen: Seen) -> Seen:
    """Check what the memory holds after a write or a cut of one."""
    old, new = stored(rules, world.chip), stored(rules, chip)
    if chip[:CODE_BYTES] != world.chip[:CODE_BYTES] and not world.seen.setting:
        raise Violation("I10", "the code was written")
    if new is None:
        raise Violation("I10", "no valid record is left")
    pardon = seen.pardon or world.seen.pardon
    if old is not None and not pardon and _lowered(world, old, new):
        raise Violation("I4", "a count or a lock was lowered")
    _check_count(new, seen)
    if new.total > seen.ceiling:
        raise Violation("I3", f"{new.total} written, {seen.ceiling} codes confirmed")
    if old is None:
        return seen
    if new.day < old.day and not pardon:
        if seen.day_time < rules.profile.schedule.day_ms:
            raise Violation("I6", "the day ended early")
        return seen._replace(day_floor=0, day_time=0, day_open=_trying_daily(rules, seen))
    if rules.profile.schedule.per_day is not None and not new.barred and new.day < seen.day_floor:
        raise Violation("I2", f"{new.day} written, {seen.day_floor} wrong codes compared in the day")
    return seen


def _lowered(world: World, old: record.Record, new: record.Record) -> bool:
    """Return whether a count fell, or a bar or a lock that no gesture opened."""
    opened = old.locked and not (new.locked or new.barred or world.state.phase == lock.Phase.LOCKED)
    return new.total < old.total or old.barred > new.barred or opened


def _check_count(written: record.Record | None, seen: Seen) -> None:
    """Check the invariant that holds at every moment: no more wrong codes were compared than are written."""
    if written is not None and not written.barred and written.total < seen.floor:
        raise Violation("I2", f"{written.total} written, {seen.floor} wrong codes compared")


def play(rules: Rules, actions: Iterator[Action] | list[Action]) -> World:
    """Do *actions* from a new unit on."""
    world = new_world(rules)
    for action in actions:
        world = act(rules, world, tuple(action))
    return world
