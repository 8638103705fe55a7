"""The questions that owners ask, answered from the facts of one kind of radio.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.facts.advice_records import Basis, Said
from headunit.recovery.advice.brute_force import brute_force
from headunit.recovery.advice.situation import situation
from headunit.recovery.told_facts import for_family, is_linked, told, unknown_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.facts.advice_records import AdviceTables, FaqQuestion
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.family import Family

__all__ = ["FaqAnswer", "answers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqAnswer:
    """Hold the answer to one question: what is *unknown* first, then what is *said* by whom, then *myths*."""

    id: str
    question: str
    unknown: tuple[str, ...]
    said: tuple[Said, ...]
    myths: tuple[Said, ...]


def answers(catalogue: Catalogue, tables: AdviceTables, family: Family) -> tuple[FaqAnswer, ...]:
    """Return the answer to every question for *family*, in the order of the file."""
    return tuple(_answer(catalogue, question, family) for question in tables.questions)


def _answer(catalogue: Catalogue, question: FaqQuestion, family: Family) -> FaqAnswer:
    now = situation(catalogue, family, "", "", frozenset())
    myths = tuple(myth for myth in question.myths if now.fits(myth.scope))
    if question.linked and is_linked(family):
        return FaqAnswer(id=question.id, question=question.text, unknown=(), said=_tied(question, family), myths=())
    facts = [said for name in question.uses for said in told(family, name, rivals=True)]
    if question.computed:
        facts += _COMPUTED[question.computed](catalogue, family)
    said = [said for said in question.said if now.fits(said.scope)]
    sourced = [
        one for one in (*facts, *said) if one.basis is not Basis.ARTICLE and (one in facts or one.scope.families)
    ]
    return FaqAnswer(
        id=question.id,
        question=question.text,
        unknown=_unknown(question, family, sourced=bool(sourced)),
        said=tuple(dict.fromkeys(_as(one, for_family(one.text, family)) for one in (*facts, *said))),
        myths=myths,
    )


def _tied(question: FaqQuestion, family: Family) -> tuple[Said, ...]:
    """Return the answer for a radio without a code, on the word of those who say that it has none."""
    proof = (*told(family, "code_origin"), *told(family, "entry"))[0]
    return (_as(proof, question.linked), *(told(family, "reset") if "reset" in question.uses else ()))


def _unknown(question: FaqQuestion, family: Family, *, sourced: bool) -> tuple[str, ...]:
    """Return what is said when nothing but the article speaks, or which of several facts is missing."""
    if not sourced:
        return (question.unknown,) if question.unknown else ()
    return tuple(f"Not known: {missing}." for missing in unknown_facts(family, question.uses))


def _brute_force(catalogue: Catalogue, family: Family) -> tuple[Said, ...]:  # noqa: ARG001 - the shape all computations share
    first_of_text = {said.text: said for said in reversed(brute_force(family))}
    return tuple(reversed(first_of_text.values()))


def _permanent(catalogue: Catalogue, family: Family) -> tuple[Said, ...]:  # noqa: ARG001 - as above
    """Return what each claim about the schedule says of a last limit; claims that are silent say nothing."""
    found = []
    for claim, said in zip(family.lock_schedule.claims, told_in_order(family), strict=True):
        limit = claim.value.permanent_after_wrong
        if limit:
            found.append(_as(said, f"Yes: after {limit} wrong codes it takes no more."))
        elif claim.value.never_permanent:
            found.append(_as(said, "No: it waits, and never closes for good."))
        elif claim.value.locked_after_wrong:
            found.append(_as(said, f"It closes after {claim.value.locked_after_wrong} wrong codes. {said.text}"))
    return tuple(found) + told(family, "reset", rivals=True)


def told_in_order(family: Family) -> tuple[Said, ...]:
    """Return the claims about the schedule in the order of the file."""
    by_text = {(said.sources, said.subject, said.basis): said for said in told(family, "lock_schedule", rivals=True)}
    return tuple(by_text[claim.sources, claim.scope, Basis(claim.confidence)] for claim in family.lock_schedule.claims)


def _as(said: Said, text: str) -> Said:
    return Said(
        text=text, basis=said.basis, sources=said.sources, label=said.label, subject=said.subject, note=said.note
    )


def _route(catalogue: Catalogue, family: Family) -> tuple[Said, ...]:
    route = catalogue.routes[family.route]
    basis = Basis(route.confidence) if route.confidence else Basis.PRACTICE
    return (Said(text=f"{route.ask} {route.how}", basis=basis, sources=route.sources, label="route"),)


def _rules(catalogue: Catalogue, family: Family) -> tuple[Said, ...]:  # noqa: ARG001 - as above
    if family.rules:
        text = (
            "For this radio you need none: 'headunit code SERIAL' gives its code by a public rule, with the evidence."
        )
    else:
        text = f"{family.reason} Whoever offers to compute it owes you an explanation."
    return (Said(text=text, basis=Basis.PRACTICE, label="rules"),)


_COMPUTED: dict[str, Callable[[Catalogue, Family], tuple[Said, ...]]] = {
    "brute-force": _brute_force,
    "permanent": _permanent,
    "route": _route,
    "rules": _rules,
}
