"""From the serial on the label to a code: read it twice, work it out, and say what stands behind it.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes import find_codes
from headunit.codes.rules import ALL_RULES, find_rule
from headunit.errors import HeadunitError
from headunit.facts.catalogue import fold
from headunit.recovery.asks import Answered, Ask, Choice, choose, family_of
from headunit.recovery.case import last_of
from headunit.recovery.other_codes import brought_another
from headunit.recovery.plug import PLUG, plug_choices, plug_lines, plug_serial, told_by_plug
from headunit.recovery.records import Held, Intent, SourceState, Told
from headunit.recovery.stages.doubt import answer_mark, ask_doubt, chosen_reading, is_doubtful
from headunit.recovery.stages.earlier import earlier_events, earlier_of

if TYPE_CHECKING:
    from headunit.codes import CodeAnswer
    from headunit.codes.rule import Rule
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.family import Family
    from headunit.facts.records import FamilyHead
    from headunit.numbers import RadioCode
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event, Record

__all__ = [
    "answer_detail",
    "answer_doubt",
    "answer_legible",
    "answer_reading",
    "answer_serial",
    "ask_rule",
    "choose_rule",
    "code_of",
    "held_now",
    "may_have_rule",
    "no_rule",
    "rule_answer",
    "search_codes",
    "worked_out",
]

_YES_NO = (Choice("yes", "yes, each one is clear"), Choice("no", "no, one of them is in doubt"))
_ON_LABEL = (
    Choice("yes", "yes, letter by letter"),
    Choice("no", "no, the label says another one"),
    Choice("unseen", "I can't read or reach the label"),
)


def may_have_rule(case: Case, known: Knowledge) -> bool:
    """Return whether some public rule can be for the radio: one of its family's, or one that speaks for its brand."""
    family = family_of(case, known)
    return family is None or any(_may_be_of(rule, family) for rule in ALL_RULES)


def _may_be_of(rule: Rule, family: Family | FamilyHead) -> bool:
    """Return whether *rule* is one of the family's; where it has none of its own, whether it speaks for its brands."""
    if family.rules:
        return rule.id in family.rules
    return bool({fold(brand) for brand in family.brands} & {fold(brand) for brand in rule.brands})


def no_rule(case: Case, known: Knowledge) -> str:
    """Return why no rule gives the code, empty where one may."""
    since = case.records[_last_number(case, "serial") :]
    failed = [event.why for event in _states(since) if event.source == "rule" and event.state == "none"]
    if failed or not case.told("serial"):
        return failed[-1] if failed else ""
    try:
        answer = search_codes(case, known.catalogue)
    except HeadunitError as fault:
        return fault.message
    if answer.candidates or answer.question:
        return ""
    return answer.refused[0].reason if answer.refused else "no public rule gives it"


def _states(records: tuple[Record, ...]) -> list[SourceState]:
    return [record.event for record in records if isinstance(record.event, SourceState)]


def ask_rule(case: Case, known: Knowledge) -> Ask:
    """Ask for the serial, for a second look at it, or for what decides between two rules."""
    first = _reading_ask(case, known)
    if first is not None:
        return first
    try:
        question = search_codes(case, known.catalogue).question
    except HeadunitError:
        question = None
    if question is None:
        return _legible_question(case)  # what it was worked out by is gone: its answer works it out anew
    choices = tuple(Choice(" ".join(option.arguments), option.label) for option in question.options)
    back = Choice("back", "I can't say")
    return Ask("detail", question.text, "choice", (*choices, back), "It decides the code.", stage=4)


def _reading_ask(case: Case, known: Knowledge) -> Ask | None:
    """Ask until the serial is told, and read twice."""
    serial = case.told("serial")
    if not serial or (case.tried and _last_number(case, "serial") < _last_intent(case)):
        return Ask(
            key="serial",
            text="What is the serial on the radio's label?",
            kind="text",
            choices=(*plug_choices(case, serial=True), Choice("back", "another source")),
            why="Not the VIN, and not the part number: those are the same on many radios.",
            says=plug_lines(case) if plug_serial(case) else (),
            stage=4,
        )
    if _last_number(case, "legible") < _last_number(case, "serial"):
        return _legible_question(case)
    return ask_doubt(case, known)


def _legible_question(case: Case) -> Ask:
    serial = case.told("serial")
    if told_by_plug(case, serial):
        text, why = f"Does the label say {' '.join(serial)} too?", "A unit's own serial may be another one."
        return Ask("legible", text, "choice", _ON_LABEL, why, plug_lines(case), stage=4)
    text = f"Read it once more: {' '.join(serial)}. Is each character clear?"
    why = "O and 0, B and 8, S and 5, I and 1 look alike; a wrong one costs a try."
    return Ask("legible", text, "choice", _YES_NO, why, stage=4)


def choose_rule(case: Case, known: Knowledge) -> tuple[Event, ...]:
    """Return what follows where the serial is to give the code: it is worked out at once where nothing is missing."""
    return worked_out(case, known) if _reading_ask(case, known) is None else (SourceState("rule", "chosen"),)


def _last_number(case: Case, what: str) -> int:
    told = [record.number for record in case.records if isinstance(record.event, Told) and record.event.what == what]
    return max(told, default=0)


def _last_intent(case: Case) -> int:
    return max((record.number for record in case.records if isinstance(record.event, Intent)), default=0)


def answer_serial(case: Case, _ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down the serial if a rule, or a refusal, knows it."""
    if value.strip().casefold() == "back":
        return Answered((SourceState("rule", "none", "no serial to work it out from"),))
    value = (plug_serial(case) or value) if value.strip().casefold() == PLUG else value
    answer = find_codes(value, known.catalogue, brand=case.told("brand"), family=_rule_family(case, known))
    return Answered((Told("serial", answer.value), *earlier_events(earlier_of(case, answer.value, known))))


def answer_legible(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Work the code out, and write down what stands behind it; first which character is in doubt, if one is.

    Where the label says another serial than the unit told, the label's is asked for.
    """
    said = Told("legible", choose(ask, value))
    if said.value == "no":
        other = (Told("serial", ""), SourceState("rule", "chosen")) if ask.choices == _ON_LABEL else ()
        return Answered((said, *other))
    grown = case.grown(case.following((said,), case.records[-1].at))
    return Answered((said, *worked_out(grown, known)))


def answer_doubt(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down which character is in doubt; work the code out where none is after all."""
    answered = answer_mark(case, ask, value, known)
    clear = answered.events == (Told("legible", "yes"),)
    return answer_legible(case, Ask("legible", "", "choice", _YES_NO), "yes", known) if clear else answered


def answer_reading(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Work the doubtful code out from the likeliest reading."""
    events, serial = chosen_reading(case, ask, value)
    if not serial:
        return Answered(events)
    earlier = earlier_events(earlier_of(case, serial, known))
    grown = case.grown(case.following(events, case.records[-1].at))
    return Answered((*earlier, *events, *worked_out(grown, known)))


def answer_detail(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Work the code out with what was missing."""
    words = {choice.key.casefold(): choice.key for choice in ask.choices}
    chosen = words.get(value.strip().casefold()) or words[choose(ask, value).casefold()]
    if chosen == "back":
        return Answered((SourceState("rule", "none", "what decides between two rules is not known"),))
    said = Told("detail", chosen)
    return Answered((said, *worked_out(case.grown(case.following((said,), case.records[-1].at)), known)))


def worked_out(case: Case, known: Knowledge) -> tuple[Event, ...]:
    """Return what the rules say: a code held, a dead end, or nothing yet while a detail is missing."""
    try:
        answer = search_codes(case, known.catalogue)
    except HeadunitError as fault:
        return (SourceState("rule", "none", fault.message),)
    if answer.candidates:
        held = _by_rule(case, answer)
        rivals = held.rivals or brought_another(case, answer.candidates[0].code, known)
        return (SourceState("rule", "answered"), held._replace(rivals=rivals))
    if answer.question and _detail(case) not in {" ".join(option.arguments) for option in answer.question.options}:
        return (SourceState("rule", "chosen"),)
    why = answer.refused[0].reason if answer.refused else "no public rule gives it"
    return (SourceState("rule", "none", why),)


def _by_rule(case: Case, answer: CodeAnswer) -> Held:
    best = answer.candidates[0]
    return Held("rule", str(best.evidence.grade), best.rule, is_doubtful(case), len(answer.candidates) > 1)


def _rule_family(case: Case, known: Knowledge) -> str:
    """Return the family to search in; one without a rule of its own says nothing."""
    family = family_of(case, known)
    return family.id if family and family.rules else ""


def search_codes(case: Case, catalogue: Catalogue) -> CodeAnswer:
    """Return what the rules say to the serial that was told; raises what it is refused with."""
    words = _detail(case).split()
    named = dict(zip(words[::2], words[1::2], strict=False))
    head = next((head for head in catalogue.heads if head.id == case.family), None)
    presets = named.get("--presets", "")
    answer = find_codes(
        case.told("serial"),
        catalogue,
        rule=named.get("--rule", ""),
        family=named.get("--family", head.id if head and head.rules else ""),
        brand=named.get("--brand", case.told("brand")),
        presets=int(presets) if presets else None,
    )
    fitting = (one for one in answer.candidates if head is None or _may_be_of(find_rule(one.rule), head))
    return answer._replace(candidates=tuple(fitting))


def _detail(case: Case) -> str:
    """Return what was told to decide between rules, empty where it was told for another serial or radio."""
    number = _last_number(case, "detail")
    return case.told("detail") if number and not case.told_anew(number, "serial", "brand") else ""


def held_now(case: Case, known: Knowledge) -> Held | None:
    """Return the code that is held: a rule's only where the rules give it, and no surer, for what is told now."""
    held = case.held
    return held if held is None or held.source != "rule" or _given_by(held, case, known) else None


def _given_by(held: Held, case: Case, known: Knowledge) -> RadioCode | None:
    """Return the code that the rule of *held* gives now, None where it gives none that is as sure."""
    try:
        answer = search_codes(case, known.catalogue)
    except HeadunitError:
        return None
    now = _by_rule(case, answer) if answer.candidates else None
    if now is None or held[:3] != now[:3] or now.doubtful > held.doubtful or now.rivals > held.rivals:
        return None
    return answer.candidates[0].code


def rule_answer(case: Case, known: Knowledge) -> CodeAnswer:
    """Return all that the rules say of the serial that was told; raises what they refuse, as where none was told."""
    return search_codes(case, known.catalogue)


def code_of(case: Case, known: Knowledge) -> RadioCode | None:
    """Return the code that was held last: a rule's is worked out again, any other is in memory or nowhere."""
    record = last_of(case.records, Held)
    if record is None or not isinstance(record.event, Held):
        return None
    if record.event.source != "rule":
        return known.code
    return None if case.overtaken(record) else _given_by(record.event, case, known)
