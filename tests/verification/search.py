"""Breadth-first search over the product's own step, with a cut at every byte of every write.

Numbers of journal records grow for ever, so worlds are compared with their newest record moved to the first slot.
That is sound because only the oldest record is ever overwritten, which world.py checks at each write.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from headunit import lock
from headunit.lock import journal, memory, record
from tests.verification.world import CODE_BYTES, Action, Rules, Violation, World, act, new_world, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP_MS = 1000
CUT_TEARS = ("clean", "odd", "scattered")
_FIRST = record.Place(0, 1)


class Found(NamedTuple):
    """Hold what a search met."""

    states: int
    transitions: int
    cuts: int
    edges: dict[World, list[World]]
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
    place, newest = memory.load_ring(ring, 8)
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


def search(rules: Rules, *, limit: int = 10_000_000) -> Found | Refuted:
    """Look at every world that can be reached; returns early with the first invariant that doesn't hold."""
    start = same(new_world(rules))
    parents: dict[World, tuple[World, Action] | None] = {start: None}
    edges: dict[World, list[World]] = {}
    moves: set[tuple[str, str, str]] = set()
    queue, transitions, cuts = deque([start]), 0, 0
    while queue and len(parents) < limit:
        world = queue.popleft()
        reached: list[World] = []
        for action in actions(world):
            transitions += 1
            cuts += action[0] == "cut"
            try:
                after = same(act(rules, world, action))
                if after not in parents:
                    _look_closer(rules, after)
            except Violation as broken:
                trace = [*_way(parents, world), action]
                return Refuted(broken.invariant, str(broken), trace, len(parents))
            moves.add((world.state.phase, action[0], after.state.phase))
            if after not in parents:
                parents[after] = (world, action)
                queue.append(after)
            reached.append(after)
        edges[world] = reached
    return Found(len(parents), transitions, cuts, edges, moves)


def _look_closer(rules: Rules, world: World) -> None:
    """Check that the right code opens at the prompt when nothing is cut (I7)."""
    if world.state.phase == lock.Phase.PROMPT and world.state.pending is None:
        opened = settle(rules, act(rules, world, ("right",)))
        if not lock.is_open(opened.state):
            raise Violation("I7", "the right code at the prompt doesn't open")


def _way(parents: dict[World, tuple[World, Action] | None], world: World) -> list[Action]:
    """Return the actions that led to *world*."""
    trace: list[Action] = []
    while (step := parents[world]) is not None:
        world, action = step
        trace.append(action)
    return trace[::-1]


def owners_way(rules: Rules, world: World, *, limit: int = 200) -> list[str]:
    """Return the phases on the way that an honest owner goes: switch on, wait, right code; a workshop if need be."""
    phases = [world.state.phase]
    while not lock.is_open(world.state) and len(phases) < limit:
        world = act(rules, world, _owners_move(world))
        phases.append(world.state.phase)
    return phases


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
