"""The typed records of advice: what was observed, the nodes of the decision tree, questions and checklist items."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.facts.question import Question

__all__ = ["AdviceTables", "Basis", "ChecklistItem", "FaqQuestion", "Node", "Observation", "Said", "Scope"]


class Basis(StrEnum):
    """Say what a sentence rests on, best first; *practice* is general practice without a source of its own."""

    DOCUMENTED = "documented"
    SEVERAL = "several"
    SINGLE = "single"
    ARTICLE = "article"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Limit advice; what is empty fits all.

    *solved*: a public rule gives the code. *linked*: the radio is tied to the car and takes no code.
    """

    families: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    solved: bool | None = None
    linked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Hold one sentence with what it rests on; *label* names it, *subject* limits it, *note* is our own remark."""

    text: str
    basis: Basis
    sources: tuple[str, ...] = ()
    label: str = ""
    subject: str = ""
    note: str = ""
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Name something a person can observe, in the words that are shown to choose from.

    *group* is what it is about: what the radio ``shows``, the ``code``, the ``wait``, or the ``car`` and its supply.
    """

    id: str
    group: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Hold one node of the decision tree.

    It applies when *scope* fits and the display shows one of *display* (``#`` for a digit), or all of *seen* and, where
    given, one of *any_of* was observed, or the display is known to mean one of *states*. Beside observations, *states*
    lists the states in which the node leads; ``any`` is all of them. *uses* names the facts of the family to show,
    *counts* what a number in the display counts: ``left`` or ``used``. *ends* is ``action``, ``question`` or ``route``.
    """

    id: str
    state: str
    meaning: Said
    step: Said
    why: str
    ends: str
    scope: Scope = Scope()
    display: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    not_now: tuple[str, ...] = ()
    look_for: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    counts: str = ""
    said: tuple[Said, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqQuestion:
    """Hold a question that owners ask, and what its answer is made of.

    *uses* names facts of the family, *computed* a figure or text that is worked out, *unknown* what is said when the
    family has neither; *linked* is the whole answer for radios that take no code. *said* holds for every radio it is
    scoped to, *myths* are told and are not so.
    """

    id: str
    text: str
    unknown: str
    linked: str = ""
    uses: tuple[str, ...] = ()
    computed: str = ""
    said: tuple[Said, ...] = ()
    myths: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """Hold one thing to do at a battery change; *phase* is ``before``, ``during`` or ``after``."""

    id: str
    phase: str
    said: Said
    uses: tuple[str, ...] = ()
    myth: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceTables:
    """Hold all advice, in the order of its files."""

    observations: tuple[Observation, ...]
    nodes: tuple[Node, ...]
    questions: tuple[FaqQuestion, ...]
    checklist: tuple[ChecklistItem, ...]
