"""Choose the node of the decision tree that leads in a situation, and those that have something to add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.identity.displays import shows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.facts.advice_records import AdviceTables, Node, Scope
    from headunit.recovery.advice.situation import Situation

__all__ = ["Choice", "choose"]

_OPEN_STATES = {"", "asks", "entry", "wrong", "off"}
"""What the display may mean so that an observation leads, where its node does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Hold the node that leads and the further ones that were touched on."""

    node: Node
    further: tuple[Node, ...]


def choose(tables: AdviceTables, now: Situation) -> Choice:
    """Return the node to follow: what was observed leads, unless the display says that it is too late for that."""
    fitting = [node for node in tables.nodes if now.fits(node.scope)]
    observed = _by_weight((_observed(node, now), node) for node in fitting)
    shown = _by_weight((_shown(node, now), node) for node in fitting)
    if not shown and (now.shown or not observed):
        wanted = "unknown-display" if now.shown else "start"
        shown = [next(node for node in fitting if node.id == wanted)]
    leading = observed[0] if observed else shown[0]
    further = [node for node in observed[1:] if not set(node.seen) <= set(leading.seen) and not node.any_of]
    if observed and shown and shown[0].display:
        further.append(shown[0])
    return Choice(node=leading, further=tuple(further))


def _by_weight(weighed: Iterable[tuple[int, Node]]) -> list[Node]:
    """Return the nodes that weigh anything, heaviest first; of equal ones the first in the file."""
    return [node for _, node in sorted((pair for pair in weighed if pair[0]), key=lambda pair: -pair[0])]


def _observed(node: Node, now: Situation) -> int:
    """Weigh a node by its observations; 0 when it has none or they were not made."""
    wanted = set(node.seen)
    if not (wanted or node.any_of) or not wanted <= now.seen or (node.any_of and not now.seen & set(node.any_of)):
        return 0
    if "any" not in node.states and now.state not in (node.states or _OPEN_STATES):
        return 0
    return 1 + _weight(node.scope)


def _shown(node: Node, now: Situation) -> int:
    """Weigh a node by the display; 0 when it is for another text or state, or another radio's meaning of the text."""
    if node.seen or node.any_of or not now.shown:
        return 0
    if any(shows(text, now.shown) for text in node.display):
        scoped = _weight(node.scope)
        return 2 + scoped if scoped or not now.strict or node.state == now.state else 0
    return 1 + _weight(node.scope) if now.state in node.states else 0


def _weight(scope: Scope) -> int:
    """Return more for a scope that names the radio more closely."""
    return 8 * bool(scope.families) + 6 * bool(scope.linked) + 4 * bool(scope.origins or scope.solved or scope.brands)
