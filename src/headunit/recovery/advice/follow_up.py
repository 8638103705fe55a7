"""The questions that lead on from a node, without those that were answered already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.facts.question import Option, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.facts.advice_records import Node
    from headunit.recovery.advice.situation import Situation

__all__ = ["questions_for"]


def questions_for(node: Node, now: Situation) -> tuple[Question, ...]:
    """Return the node's questions and, while the radio is not known, which one it is."""
    questions = [
        Question(text=question.text, options=options)
        for question in node.questions
        if (options := tuple(option for option in question.options if _leads_on(option, now)))
    ]
    asked_for_brand = any(option.arguments[0] == "--brand" for question in questions for option in question.options)
    if not asked_for_brand and (which := _which_radio(now)):
        questions.append(which)
    return tuple(questions)


def _leads_on(option: Option, now: Situation) -> bool:
    """Return whether the reply would say something new."""
    kind, value = option.arguments[0], option.arguments[-1]
    if kind == "--brand":
        return not now.brands
    if kind == "--seen":
        return value not in now.seen
    return kind == "--display" and value.casefold() != now.shown.casefold()


def _which_radio(now: Situation) -> Question | None:
    """Ask for the brand, then for the family, among those that show what was seen."""
    if now.family is not None or not now.showing:
        return None
    if now.brands:
        options = tuple(Option(label=family.name, family=family.id, arguments=(family.id,)) for family in now.showing)
        return Question(text="Which radio is it?", options=options)
    return Question(text="What make is the car?", options=tuple(_brands(now)))


def _brands(now: Situation) -> Iterator[Option]:
    for brand in sorted({brand for family in now.showing for brand in family.brands}):
        yield Option(label=brand, arguments=("--brand", brand))
