"""What to do next with a locked radio: one piece of advice for what it shows and what was observed.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.errors import UnknownNameError
from headunit.facts.advice_records import Basis, Said
from headunit.recovery.advice.choose_node import choose
from headunit.recovery.advice.follow_up import questions_for
from headunit.recovery.advice.situation import situation
from headunit.recovery.advice.step_words import Count, count_of, fill
from headunit.recovery.told_facts import for_family, told, unknown_facts

if TYPE_CHECKING:
    from headunit.facts.advice_records import AdviceTables, Node
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.family import Family
    from headunit.facts.question import Question
    from headunit.facts.records import Route
    from headunit.recovery.advice.situation import Situation

__all__ = ["Advice", "advise"]

_ORDER = tuple(Basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Hold what to do, what it rests on, and what is not known.

    *node* and *state* say where in the tree it stands; *ends* whether it is an ``action``, a ``question`` to answer
    first or the official ``route``. *facts* are the radio's own, *said* is what else is claimed, each with its basis;
    *also* are the steps of further observations. *count* is what a number on the display says of the tries.
    """

    node: str
    state: str
    ends: str
    meaning: Said
    next_step: Said
    why: str
    not_now: tuple[str, ...]
    look_for: tuple[str, ...]
    questions: tuple[Question, ...]
    facts: tuple[Said, ...]
    said: tuple[Said, ...]
    also: tuple[Said, ...]
    unknown: tuple[str, ...]
    count: Count
    route: Route

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the sources that meaning and next step rest on."""
        return tuple(dict.fromkeys((*self.meaning.sources, *self.next_step.sources)))

    @property
    def confidence(self) -> Basis:
        """Return the weaker basis of meaning and next step; practice only when neither has a source."""
        bases = [said.basis for said in (self.meaning, self.next_step) if said.basis is not Basis.PRACTICE]
        return max(bases, key=_ORDER.index, default=Basis.PRACTICE)


def advise(
    catalogue: Catalogue,
    tables: AdviceTables,
    *,
    family: Family | None = None,
    brand: str = "",
    shown: str = "",
    seen: frozenset[str] = frozenset(),
) -> Advice:
    """Return the advice for a radio that shows *shown*, of which *seen* (ids of observations) was observed.

    The same input gives the same advice. Whatever is given, the advice has a next step, and an official route beside.
    Raises UnknownNameError (``unknown-observation``).
    """
    _check(seen, tables)
    now = situation(catalogue, family, brand, shown, seen)
    choice = choose(tables, now)
    node = choice.node
    count = count_of(node, now)
    questions = questions_for(node, now)
    asking = node.ends == "question"
    return Advice(
        node=node.id,
        state=now.state or node.state,
        ends=("question" if questions else "route") if asking else node.ends,
        meaning=_meaning(node, now, count),
        next_step=fill(node.step, now, count),
        why=node.why,
        not_now=node.not_now,
        look_for=tuple(for_family(text, family) for text in node.look_for),
        questions=questions,
        facts=_facts(node, now),
        said=tuple(said for said in node.said if now.fits(said.scope)),
        also=tuple(_also(other, now) for other in choice.further),
        unknown=_unknown(node, now),
        count=count,
        route=catalogue.routes[_route(now, catalogue)],
    )


def _check(seen: frozenset[str], tables: AdviceTables) -> None:
    known = [observation.id for observation in tables.observations]
    for name in sorted(seen.difference(known)):
        raise UnknownNameError(
            "unknown-observation",
            f"there is no observation {name!r}",
            value=name,
            expected="one of " + ", ".join(known),
            next_step="'headunit advise --list' lists them",
        )


def _meaning(node: Node, now: Situation, count: Count) -> Said:
    """Return the family's own word on its display, unless the node says more than the display's state."""
    if now.claim is None or node.display or node.seen or node.any_of:
        return fill(node.meaning, now, count)
    return _display_said(now)[0]


def _display_said(now: Situation) -> tuple[Said, ...]:
    """Return what the family's claim says about the display."""
    if now.claim is None or now.family is None:
        return ()
    first = f"{now.claim.value.text}: "
    return tuple(said for said in told(now.family, "display", rivals=True) if said.text.startswith(first))[:1]


def _facts(node: Node, now: Situation) -> tuple[Said, ...]:
    if now.family is None:
        return ()
    family = now.family
    display = _display_said(now) if node.display or node.seen or node.any_of else ()
    return (*display, *(said for name in node.uses for said in told(family, name)))


def _also(node: Node, now: Situation) -> Said:
    step = fill(node.step, now, count_of(node, now))
    return Said(text=step.text, basis=step.basis, sources=step.sources, label=node.id)


def _unknown(node: Node, now: Situation) -> tuple[str, ...]:
    if now.family is None:
        return ("which radio it is: what holds for one can be wrong for another",)
    strange = now.shown and now.claim is None
    display = (f"whether this radio shows {now.shown!r}: no source says so",) if strange else ()
    return (*display, *unknown_facts(now.family, node.uses))


def _route(now: Situation, catalogue: Catalogue) -> str:
    if now.family is not None:
        return now.family.route
    brands = [brand for brand in catalogue.brands if brand.name in now.brands]
    return brands[0].route if brands else "dealer"
