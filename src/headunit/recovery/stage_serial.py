"""From the serial on the label to a code: read it twice, work it out, and say what stands behind it.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes import find_codes
from headunit.errors import HeadunitError
from headunit.recovery.asks import Answered, Ask, Choice, choose
from headunit.recovery.plug import PLUG, plug_choices, plug_lines, plug_serial
from headunit.recovery.records import Held, Intent, SourceState, Told
from headunit.recovery.stage_earlier import earlier_events, earlier_of

if TYPE_CHECKING:
    from headunit.codes import CodeAnswer
    from headunit.facts.catalogue import Catalogue
    from headunit.numbers import RadioCode
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = ["answer_detail", "answer_legible", "answer_serial", "ask_rule", "code_of", "no_rule", "search_codes"]

_YES_NO = (Choice("yes", "yes, each one is clear"), Choice("no", "no, one of them is in doubt"))

_ON_LABEL = (Choice("yes", "yes, letter by letter"), Choice("no", "no, or I can't see the label"))


def no_rule(case: Case, known: Knowledge) -> str:
    """Return why no rule gives the code, empty where one may."""
    failed = [event.why for event in _states(case) if event.source == "rule" and event.state == "none"]
    if failed or not case.told("serial"):
        return failed[-1] if failed else ""
    try:
        answer = search_codes(case, known.catalogue)
    except HeadunitError as fault:
        return fault.message
    if answer.candidates or answer.question:
        return ""
    return answer.refused[0].reason if answer.refused else "no public rule gives it"


def _states(case: Case) -> list[SourceState]:
    return [record.event for record in case.records if isinstance(record.event, SourceState)]


def ask_rule(case: Case, known: Knowledge) -> Ask:
    """Ask for the serial, for a second look at it, or for what decides between two rules."""
    serial = case.told("serial")
    if not serial or (case.tried and _last_number(case, "serial") < _last_intent(case)):
        return Ask(
            key="serial",
            text="What is the serial on the radio's label?",
            kind="text",
            choices=(*plug_choices(case, serial=True), Choice("back", "another source")),
            why="Not the VIN, and not the part number: those are the same on many radios.",
            says=plug_lines(case),
            stage=4,
        )
    if _last_number(case, "legible") < _last_number(case, "serial"):
        if serial == plug_serial(case):
            text, why = f"Does the label say {' '.join(serial)} too?", "A unit's own serial may be another one."
            return Ask("legible", text, "choice", _ON_LABEL, why, plug_lines(case), stage=4)
        text = f"Read it once more: {' '.join(serial)}. Is each character clear?"
        why = "O and 0, B and 8, S and 5, I and 1 look alike; a wrong one costs a try."
        return Ask("legible", text, "choice", _YES_NO, why, stage=4)
    question = search_codes(case, known.catalogue).question
    choices = tuple(Choice(" ".join(option.arguments), option.label) for option in question.options) if question else ()
    text = question.text if question else ""
    return Ask("detail", text, "choice", (*choices, Choice("back", "I can't say")), "It decides the code.", stage=4)


def _last_number(case: Case, what: str) -> int:
    told = [record.number for record in case.records if isinstance(record.event, Told) and record.event.what == what]
    return max(told, default=0)


def _last_intent(case: Case) -> int:
    return max((record.number for record in case.records if isinstance(record.event, Intent)), default=0)


def answer_serial(case: Case, _ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down the serial if a rule, or a refusal, knows it."""
    if value.strip().casefold() == "back":
        return Answered((SourceState("rule", "none", "no serial to work it out from"),))
    value = plug_serial(case) if value.strip().casefold() == PLUG and plug_serial(case) else value
    answer = find_codes(value, known.catalogue, brand=case.told("brand"), family=_rule_family(case, known))
    return Answered((Told("serial", answer.value), *earlier_events(earlier_of(case, answer.value, known))))


def answer_legible(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Work the code out, and write down what stands behind it."""
    said = Told("legible", choose(ask, value))
    grown = case.grown(case.following((said,), case.records[-1].at))
    return Answered((said, *_worked_out(grown, known)))


def answer_detail(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Work the code out with what was missing."""
    words = {choice.key.casefold(): choice.key for choice in ask.choices}
    chosen = words.get(value.strip().casefold()) or words[choose(ask, value).casefold()]
    if chosen == "back":
        return Answered((SourceState("rule", "none", "what decides between two rules is not known"),))
    said = Told("detail", chosen)
    return Answered((said, *_worked_out(case.grown(case.following((said,), case.records[-1].at)), known)))


def _worked_out(case: Case, known: Knowledge) -> tuple[Event, ...]:
    """Return what the rules say: a code held, a dead end, or nothing yet while a detail is missing."""
    try:
        answer = search_codes(case, known.catalogue)
    except HeadunitError as fault:
        return (SourceState("rule", "none", fault.message),)
    if answer.candidates:
        best = answer.candidates[0]
        held = Held(
            "rule", str(best.evidence.grade), best.rule, case.told("legible") != "yes", len(answer.candidates) > 1
        )
        return (SourceState("rule", "answered"), held)
    if answer.question and not case.told("detail"):
        return (SourceState("rule", "chosen"),)
    why = answer.refused[0].reason if answer.refused else "no public rule gives it"
    return (SourceState("rule", "none", why),)


def _rule_family(case: Case, known: Knowledge) -> str:
    """Return the family to search in; one without a rule of its own says nothing."""
    return case.family if case.family and known.catalogue.head(case.family).rules else ""


def search_codes(case: Case, catalogue: Catalogue) -> CodeAnswer:
    """Return what the rules say to the serial that was told; raises what it is refused with."""
    words = case.told("detail").split()
    named = dict(zip(words[::2], words[1::2], strict=False))
    family = case.family if case.family and catalogue.head(case.family).rules else ""
    presets = named.get("--presets", "")
    return find_codes(
        case.told("serial"),
        catalogue,
        rule=named.get("--rule", ""),
        family=named.get("--family", "" if "--rule" in named else family),
        brand=named.get("--brand", case.told("brand")),
        presets=int(presets) if presets else None,
    )


def code_of(case: Case, known: Knowledge) -> RadioCode | None:
    """Return the code that is held: worked out again from the serial, else the one that is in memory."""
    held = case.last(Held)
    if held is None or held.source != "rule":
        return known.code
    try:
        candidates = search_codes(case, known.catalogue).candidates
    except HeadunitError:
        return known.code
    return candidates[0].code if candidates else known.code
