"""Bring the answers of several rules together: equal codes are one candidate, different ones are a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.answer import FoundCode
from headunit.codes.candidate import Candidate, Grade
from headunit.codes.rules import find_rule
from headunit.facts.catalogue import fold
from headunit.facts.question import Option, Question
from headunit.numbers import NumberKind

if TYPE_CHECKING:
    from headunit.codes.answer import CodeAnswer, Search
    from headunit.numbers import RadioCode

__all__ = ["merged"]

Open = dict[str, "tuple[Candidate, ...] | Question"]


def merged(answer: CodeAnswer, results: Open, search: Search) -> CodeAnswer:
    """Return *answer* with the candidates or the question that *results* (rule id → what it said) come to."""
    kept = _for_brand(results, search)
    if not kept:
        return answer._replace(question=_brand_question(results, search))
    asked = [result for result in kept.values() if isinstance(result, Question)]
    if asked and len(kept) == 1:
        return answer._replace(question=asked[0])
    given = {
        rule_id: tuple(_cautious(candidate, search) for candidate in result)
        for rule_id, result in kept.items()
        if isinstance(result, tuple)
    }
    if asked or len({candidates[0].code for candidates in given.values()}) > 1:
        return answer._replace(question=_rule_question(kept, search))
    return answer._replace(candidates=_joined(given, search))


def _cautious(candidate: Candidate, search: Search) -> Candidate:
    """Add what the search itself makes doubtful: another brand's rule, letters read for others, four bare digits."""
    warnings = candidate.warnings
    evidence = candidate.evidence
    if search.brand and not _speaks_for(candidate.rule, search.brand):
        warnings += (f"this rule is not known to hold on a {search.brand}",)
        evidence = evidence._replace(grade=Grade.PLAUSIBLE, counts=evidence.counts._replace(real_pairs=0))
    if search.reading.caution:
        warnings += (f"the serial was {search.reading.caution}: compare it with the label",)
    if search.reading.kind is NumberKind.DIGITS and not (search.rule or search.family):
        title = find_rule(candidate.rule).title
        warnings += (f"four digits alone don't show the kind of radio: this holds for {title} only",)
    return candidate._replace(evidence=evidence, warnings=warnings)


def _for_brand(results: Open, search: Search) -> Open:
    """Keep the rules that speak for the brand; a VIN's maker narrows only where that leaves something."""
    if search.rule:
        return results
    if search.brand:
        return {rule_id: result for rule_id, result in results.items() if _speaks_for(rule_id, search.brand)}
    if search.vin and search.vin.brand:
        narrowed = {rule_id: result for rule_id, result in results.items() if _speaks_for(rule_id, search.vin.brand)}
        return narrowed or results
    return results


def _speaks_for(rule_id: str, brand: str) -> bool:
    return fold(brand) in {fold(name) for name in find_rule(rule_id).brands}


def _joined(results: dict[str, tuple[Candidate, ...]], search: Search) -> tuple[FoundCode, ...]:
    """Join equal codes of several rules; the best grade leads, in the order of the rules otherwise."""
    by_code: dict[RadioCode, list[Candidate]] = {}
    for candidates in results.values():
        for candidate in candidates:
            by_code.setdefault(candidate.code, []).append(candidate)
    order = list(Grade)
    found = []
    for code, same in by_code.items():
        lead = min(same, key=lambda candidate: order.index(candidate.evidence.grade))
        found.append(
            FoundCode(
                code=code,
                rule=lead.rule,
                rules=tuple(dict.fromkeys([lead.rule, *(candidate.rule for candidate in same)])),
                evidence=lead.evidence,
                grades={candidate.rule: candidate.evidence.grade for candidate in same},
                warnings=lead.warnings + _vin_warning(lead.rule, search),
            )
        )
    return tuple(found)


def _vin_warning(rule_id: str, search: Search) -> tuple[str, ...]:
    if search.vin is None or not search.vin.brand or _speaks_for(rule_id, search.vin.brand):
        return ()
    text = f"the VIN is that of a {search.vin.brand}, for which this rule does not speak: is the serial this radio's?"
    return (text,)


def _rule_question(results: Open, search: Search) -> Question:
    text = f"{search.value} fits {len(results)} rules that give different codes. Which radio is it?"
    return Question(text=text, options=tuple(_option(rule_id, search) for rule_id in results))


def _brand_question(results: Open, search: Search) -> Question:
    titles = " and ".join(find_rule(rule_id).title for rule_id in results)
    text = f"{search.value} fits {titles}, not known from {search.brand} cars. Is the brand right, or the number?"
    return Question(text=text, options=tuple(_option(rule_id, search) for rule_id in results))


def _option(rule_id: str, search: Search) -> Option:
    families = [head.id for head in search.catalogue.heads if rule_id in head.rules]
    return Option(
        label=find_rule(rule_id).title,
        rule=rule_id,
        family=families[0] if len(families) == 1 else "",
        arguments=("--rule", rule_id),
    )
