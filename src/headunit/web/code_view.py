"""The third page: the codes that are possible, why we think so, what is not known, and whether one may be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.codes.candidate import Grade
from headunit.codes.rules import ALL_RULES
from headunit.recovery.asks import family_of
from headunit.recovery.records import Held
from headunit.recovery.stage_guard import permission_now
from headunit.recovery.stage_serial import code_of, held_now, rule_answer
from headunit.recovery.told_facts import unknown_facts
from headunit.web.language import gettext as _

if TYPE_CHECKING:
    from headunit.codes import CodeAnswer
    from headunit.codes.answer import FoundCode
    from headunit.facts.family import Family
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["Possible", "code_context"]

_GRADES = {Grade.CONFIRMED: 5, Grade.AGREED: 4, Grade.PLAUSIBLE: 3}
_BY_PLACE = frozenset({"increment", "select"})
"""Ways of entering in which each digit has its key."""

_ASKED_OF = ("lock_schedule", "confirm", "entry", "wait_rule")
"""What a person should know before the first key is pressed."""


class Possible(NamedTuple):
    """Hold one code: its *digits*, the *keys* that set them, how sure (*grade*, *ticks*), and what stands behind it."""

    digits: str
    keys: tuple[str, ...]
    grade: str
    ticks: int
    title: str
    proof: str
    pairs: int
    sources: tuple[str, ...]
    compared: int
    warnings: tuple[str, ...]


def code_context(case: Case, known: Knowledge) -> dict[str, Any] | None:
    """Return what the page of the code gets; None while no code is held, or the rules don't give it any more."""
    held, family = case.last(Held), family_of(case, known)
    if held is None or (held.source == "rule" and code_of(case, known) is None):
        return None
    answer = rule_answer(case, known) if held.source == "rule" else None
    codes = _by_rule(answer, family) if answer else _typed(case, known, family)
    return {
        "held": held,
        "codes": codes,
        "serial": case.told("serial"),
        "verdict": permission_now(case, known),
        "unknown": unknown_facts(family, _ASKED_OF) if family else (),
        "open": held_now(case, known) is not None,
        "rehearsable": family is not None,
    }


def _by_rule(answer: CodeAnswer, family: Family | None) -> tuple[Possible, ...]:
    return tuple(_possible(found, family) for found in answer.candidates)


def _possible(found: FoundCode, family: Family | None) -> Possible:
    rule = next(rule for rule in ALL_RULES if rule.id == found.rule)
    digits, counts = found.code.reveal(), found.evidence.counts
    return Possible(
        digits=digits,
        keys=_keys(family, len(digits)),
        grade=_called(found.evidence.grade),
        ticks=_GRADES[found.evidence.grade],
        title=rule.title,
        proof=rule.proof,
        pairs=counts.real_pairs,
        sources=found.evidence.sources,
        compared=counts.compared,
        warnings=found.warnings,
    )


def _called(grade: Grade) -> str:
    names = {Grade.CONFIRMED: _("Confirmed"), Grade.AGREED: _("Agreed"), Grade.PLAUSIBLE: _("Plausible")}
    return names[grade]


def _typed(case: Case, known: Knowledge, family: Family | None) -> tuple[Possible, ...]:
    """Return the code that was typed or taken from the vault, as long as it is in memory."""
    code = code_of(case, known)
    if code is None:
        return ()
    digits = code.reveal()
    return (Possible(digits, _keys(family, len(digits)), "", 0, "", "", 0, (), 0, ()),)


def _keys(family: Family | None, places: int) -> tuple[str, ...]:
    entry = family.entry.best if family else None
    if entry is None or entry.value.method not in _BY_PLACE or len(entry.value.keys) < places:
        return ("",) * places
    return entry.value.keys[:places]
