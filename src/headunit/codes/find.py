"""The main job: from a serial, and what else is known, to code candidates, a refusal, or the question that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.answer import CodeAnswer, Search
from headunit.codes.candidate import Refusal
from headunit.codes.merge import merged
from headunit.codes.read_serial import LABEL_NEXT, NOT_SERIALS, read_serial
from headunit.codes.refuse import no_public_rule, refused_for_brand, routed
from headunit.codes.rule import Answer, Circumstances, Rule
from headunit.codes.rules import ALL_RULES, find_rule
from headunit.errors import InputError
from headunit.facts.question import Option, Question
from headunit.facts.shapes import number_shapes
from headunit.numbers import NumberKind, Vin, canonical

if TYPE_CHECKING:
    from headunit.facts.catalogue import Catalogue
    from headunit.numbers import Reading

__all__ = ["answer_search", "find_codes", "unknown_serial"]

_CODE_NEXT = "a card may belong to a radio that was replaced, so make sure it is this radio's"


def find_codes(
    serial: str,
    catalogue: Catalogue,
    *,
    rule: str = "",
    family: str = "",
    brand: str = "",
    presets: int | None = None,
    vin: str = "",
) -> CodeAnswer:
    """Return what the public rules say for *serial*, which is one number and its caption, nothing else.

    *rule* and *family* are ids and narrow the search; *brand* is the car's; *presets* the number of station keys
    (4 to 9); *vin* only narrows by its maker and warns. Raises InputError (``text-too-long``, ``serial-empty``,
    ``serial-illegible``, ``more-than-serial``, ``not-a-serial``, ``serial-unknown``, ``serial-shape``,
    ``rule-not-of-family``, ``presets-range``, ``vin-length``, ``vin-characters``) and UnknownNameError
    (``unknown-rule``, ``unknown-family``, ``unknown-brand``).
    """
    search = Search(
        catalogue=catalogue,
        rule=find_rule(rule).id if rule else "",
        family=catalogue.head(family).id if family else "",
        brand=catalogue.brand(brand).name if brand else "",
        presets=presets,
        vin=Vin(canonical(vin)) if vin else None,
        reading=read_serial(serial, number_shapes(catalogue), find_rule(rule) if rule else None),
    )
    return answer_search(serial, search)


def answer_search(serial: str, search: Search) -> CodeAnswer:
    """Return what the public rules say for *search*, which was made from *serial*; raises as :func:`find_codes`."""
    answer = CodeAnswer(given=serial, value=search.value, kind=search.reading.kind, families=search.reading.families)
    found = _answer(answer, search)
    if found.candidates or found.question:
        _check_rule_of_family(search)
    return found


def _answer(answer: CodeAnswer, search: Search) -> CodeAnswer:
    """Ask the rules that claim the serial; else refuse, ask back, or say what is wrong with it."""
    reading = search.reading
    rules = _rules_for(search)
    claiming = [chosen for chosen in rules if chosen.claims(search.value)]
    if reading.kind in NOT_SERIALS:
        return _look_alike(answer, search, claiming)
    refused = refused_for_brand(search, claiming)
    if claiming and not refused:
        return _ask_all(answer, search, claiming)
    refused = refused or no_public_rule(search, ALL_RULES) or _refused_by_others(search)
    if refused:
        return answer._replace(refused=refused)
    if rules:
        return _ask_all(answer, search, rules)
    if reading.kind is NumberKind.SERIAL and reading.families:
        return answer._replace(question=_family_question(search))
    raise unknown_serial(reading)


def _check_rule_of_family(search: Search) -> None:
    if search.rule and search.family and search.rule not in search.catalogue.head(search.family).rules:
        raise InputError(
            "rule-not-of-family",
            f"the rule {search.rule!r} is not known to hold for the family {search.family!r}",
            value=search.rule,
            expected=", ".join(search.catalogue.head(search.family).rules) or "no rule",
            next_step="give one of the two",
        )


def _rules_for(search: Search) -> list[Rule]:
    """Return the rules that were named, in its kin's place where a kin claims the serial; else all."""
    if search.rule:
        named = find_rule(search.rule)
        kin = [find_rule(rule_id) for rule_id in named.kin]
        return [rule for rule in kin if rule.claims(search.value)] or [named]
    if search.family:
        return [find_rule(rule_id) for rule_id in search.catalogue.head(search.family).rules]
    claiming = [rule for rule in ALL_RULES if rule.claims(search.value)]
    if claiming or not search.only_family:
        return claiming
    return [find_rule(rule_id) for rule_id in search.catalogue.head(search.only_family).rules]


def _look_alike(answer: CodeAnswer, search: Search, claiming: list[Rule]) -> CodeAnswer:
    """Answer for a number that is something else: an error, or a question where a rule could take it all the same.

    Some software versions have the form of a precode; who names brand, family or rule has decided.
    """
    reading = search.reading
    what = NOT_SERIALS[reading.kind]
    secret = reading.kind is NumberKind.SECURITY_CODE
    if claiming and not secret and (search.rule or search.family or search.brand):
        return _ask_all(answer, search, claiming)
    if claiming and not secret:
        options = tuple(Option(label=rule.title, rule=rule.id, arguments=("--rule", rule.id)) for rule in claiming)
        return answer._replace(question=Question(text=f"{reading.value} can be {what}. Or is it of:", options=options))
    shown = "•" * len(reading.value) if secret else reading.value
    raise InputError(
        "not-a-serial",
        f"{shown!r} is {what}",
        value=shown,
        expected="the radio's serial",
        next_step=_CODE_NEXT if secret else LABEL_NEXT,
    )


def _ask_all(answer: CodeAnswer, search: Search, rules: list[Rule]) -> CodeAnswer:
    """Ask every rule; refusals stand beside what the others say."""
    results: dict[str, Answer] = {rule.id: _ask(rule, search) for rule in rules}
    refused = tuple(routed(result, search) for result in results.values() if isinstance(result, Refusal))
    answer = answer._replace(refused=refused)
    left = {rule_id: result for rule_id, result in results.items() if not isinstance(result, Refusal)}
    return merged(answer, left, search) if left else answer


def _refused_by_others(search: Search) -> tuple[Refusal, ...]:
    """Return the refusals of the rules that know such serials, where the family that was named does not."""
    results = (_ask(rule, search) for rule in ALL_RULES if rule.claims(search.value))
    return tuple(routed(result, search) for result in results if isinstance(result, Refusal))


def _ask(rule: Rule, search: Search) -> Answer:
    brand = search.brand or (search.vin.brand if search.vin else "")
    circumstances = Circumstances(brand=brand.casefold(), presets=search.presets, asked=bool(search.rule))
    return rule.answer(rule.key(search.value), circumstances)


def _family_question(search: Search) -> Question:
    """Ask for the kind of radio when the number is known and no rule may claim it unasked."""
    heads = [search.catalogue.head(family) for family in search.reading.families]
    options = tuple(Option(label=head.name, family=head.id, arguments=("--family", head.id)) for head in heads)
    return Question(text=f"{search.value} can be a serial of these. Which radio is it?", options=options)


def unknown_serial(reading: Reading) -> InputError:
    """Return the error for a number that is no known serial, with what it may be instead (``serial-unknown``)."""
    hint = " or ".join(f"{other.value} ({other.why})" for other in reading.alternatives[:3])
    return InputError(
        "serial-unknown",
        f"{reading.value!r} fits no serial that the catalogue knows",
        value=reading.value,
        expected="a serial as it stands on the radio's label",
        next_step=f"did you mean {hint}?" if hint else "check the label, or name the car with --brand",
    )
