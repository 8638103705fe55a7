"""Breadth-first search over the product's own step, with a cut at every byte of every write.

Numbers of journal records grow for ever, so worlds are compared with their newest record moved to the first slot.
That is sound because only the oldest record is ever overwritten, which world.py checks at each write.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from headunit import lock
from headunit.lock import journal, record
from tests.verification.world import CODE_BYTES, Action, Rules, Violation, World, act, new_world

if TYPE_CHECKING:
    from collections.abc import Iterator

_S = lock.Schedule
SMALL = Rules(lock.LockProfile(_S((), (0, 4_000), barred_after=3), refused_ms=0), 2, 4_000, 3)
LARGE = Rules(
    lock.LockProfile(_S((), (0, 0, 5_000), barred_after=7), refused_ms=2_000, start_wait_ms=1_000), 3, 5_000, 7
)
DAILY = Rules(
    lock.LockProfile(_S((), (0, 2_000), per_day=2, day_ms=2_000, barred_after=3), refused_ms=0, checkpoint_ms=2_000),
    2,
    2_000,
    3,
)
GESTURED = Rules(
    lock.LockProfile(
        _S((), (0, 3_000), locked_after=3, extra_after_gesture=1, barred_after=4),
        cut="checkpoint",
        checkpoint_ms=1_000,
        refused_ms=0,
    ),
    2,
    3_000,
    4,
)
STEP_MS = 1000
CUT_TEARS = ("clean", "odd", "scattered")
_FIRST = record.Place(0, 1)


class Found(NamedTuple):
    """Hold what a search met."""

    states: int
    transitions: int
    cuts: int
    worlds: list[World]
    moves: set[tuple[str, str, str]]


class Refuted(NamedTuple):
    """Hold an invariant that doesn't hold, and the shortest way there."""

    invariant: str
    words: str
    trace: list[Action]
    states: int


def same(world: World) -> World:
    """Return *world* with its newest record in the first slot, as number 1."""
    ring = world.chip[CODE_BYTES:]
    _, newest = journal.load_ring(ring, 8)
    if newest is None:
        return world
    slots = journal.pack_slot(1, newest) + b"\xff" * (7 * journal.SLOT_BYTES)
    state = world.state
    if state.phase != lock.Phase.OFF:
        state = state._replace(place=_FIRST)
        if state.pending is not None and state.pending.offset >= CODE_BYTES:
            data = journal.pack_slot(2, _body(state.pending.data))
            state = state._replace(pending=lock.Write(CODE_BYTES + journal.SLOT_BYTES, data))
    return World(state, world.chip[:CODE_BYTES] + slots, world.seen)


def _body(data: bytes) -> record.Record:
    """Return the record in the bytes of a write."""
    read = journal.read_slot(data)
    if read is None:
        raise Violation("I10", "a record that isn't valid was written")
    return read[1]


def actions(world: World) -> Iterator[Action]:
    """Give each action that can happen to *world*."""
    if world.state.phase == lock.Phase.OFF:
        yield ("on", 0)
        return
    yield from (("advance", STEP_MS), ("use", not world.state.radio_on, False), ("right",), ("wrong",))
    yield from (("dip",), ("cpu-reset",), ("diag",), ("gesture",), ("factory",), ("touch",))
    if world.state.pending is None:
        yield ("off",)
        return
    yield from (("land",), ("bad-land",))
    for at in range(len(world.state.pending.data) + 1):
        for tear in CUT_TEARS:
            yield ("cut", at, tear)


def search(rules: Rules) -> Found | Refuted:
    """Look at every world that can be reached; returns early with the first invariant that doesn't hold."""
    start = same(new_world(rules))
    parents: dict[World, tuple[World, Action] | None] = {start: None}
    moves: set[tuple[str, str, str]] = set()
    queue, transitions, cuts = deque([start]), 0, 0
    while queue:
        world = queue.popleft()
        for action in actions(world):
            transitions += 1
            cuts += action[0] == "cut"
            try:
                after = same(act(rules, world, action))
            except Violation as broken:
                return Refuted(broken.invariant, str(broken), [*_way(parents, world), action], len(parents))
            moves.add((world.state.phase, action[0], after.state.phase))
            if after not in parents:
                parents[after] = (world, action)
                queue.append(after)
                if (closed := _closed_to_the_right_code(rules, after)) is not None:
                    trace = [*_way(parents, after), *closed[1]]
                    return Refuted(closed[0].invariant, str(closed[0]), trace, len(parents))
    return Found(len(parents), transitions, cuts, list(parents), moves)


def _closed_to_the_right_code(rules: Rules, world: World) -> tuple[Violation, list[Action]] | None:
    """Return what goes wrong, and on what, where the right code at the prompt doesn't open though nothing is cut."""
    if world.state.phase != lock.Phase.PROMPT or world.state.pending is not None:
        return None
    done: list[Action] = [("right",)]
    try:
        world = act(rules, world, done[0])
        while world.state.pending is not None:
            done.append(("land",))
            world = act(rules, world, done[-1])
    except Violation as broken:
        return broken, done
    return None if lock.is_open(world.state) else (Violation("I7", "the right code doesn't open"), done)


def _way(parents: dict[World, tuple[World, Action] | None], world: World) -> list[Action]:
    """Return the actions that led to *world*."""
    trace: list[Action] = []
    while (step := parents[world]) is not None:
        world, action = step
        trace.append(action)
    return trace[::-1]


def owners_reach(rules: Rules, found: Found, *, limit: int = 200) -> int:
    """Lead an honest owner from every world to an open radio and return the number of worlds; a workshop may help."""
    good: set[World] = set()
    for world in found.worlds:
        way = [world]
        while way[-1] not in good and not lock.is_open(way[-1].state):
            if len(way) > limit:
                raise Violation("I8", f"no way from {world.state.phase} to an open radio")
            way.append(same(act(rules, way[-1], _owners_move(way[-1]))))
        good.update(way)
    return len(found.worlds)


def _owners_move(world: World) -> Action:
    """Return what an honest owner does next."""
    state = world.state
    if state.phase == lock.Phase.OFF:
        return ("on", 0)
    if state.pending is not None:
        return ("land",)
    if not state.radio_on:
        return ("use", True, False)
    if state.phase == lock.Phase.PROMPT:
        return ("right",)
    if state.phase in {lock.Phase.LOCKED, lock.Phase.BARRED, lock.Phase.FAULT}:
        return ("diag",)
    return ("advance", STEP_MS)
