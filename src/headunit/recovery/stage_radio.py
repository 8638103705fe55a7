"""Which radio is it, whose is it, and how many tries were used?  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.identity import identify
from headunit.numbers import NumberKind
from headunit.recovery.asks import Answered, Ask, Choice, Line, choose, family_of, text_of
from headunit.recovery.case import Case
from headunit.recovery.guard import standing
from headunit.recovery.label_mask import label_without_code
from headunit.recovery.plug import PLUG, plug_choices, plug_lines, plug_text
from headunit.recovery.records import Concluded, Customer, Intent, Opened, Ownership, SourceState, Told
from headunit.recovery.stage_earlier import earlier_events, earlier_lines, earlier_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.facts.catalogue import Catalogue
    from headunit.identity import Identification
    from headunit.numbers import Reading
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.records import Event

__all__ = [
    "WHICH_RADIO",
    "answer_customer",
    "answer_family",
    "answer_label",
    "answer_ownership",
    "answer_used",
    "answer_whose",
    "ask_radio",
    "ask_used",
    "ask_whose",
    "radio_is_asked",
]

_EVIDENCE = {
    NumberKind.SERIAL: "serial",
    NumberKind.PRECODE: "serial",
    NumberKind.DIGITS: "serial",
    NumberKind.PART_NUMBER: "part-number",
    NumberKind.MODEL_NUMBER: "model-number",
    NumberKind.FIRMWARE_VERSION: "firmware",
    NumberKind.VIN: "vin",
}
_SURE = 25
"""Points from a number on the label from which a clear lead needs no question."""
_UNREAD = Choice("unread", "I can't read or reach the label")
_NONE = Choice("none", "none of these, or I don't know")
_WHERE = "The label is on the radio's case; its number is not the car's VIN. Pull evenly at keys or rods, never force."
WHICH_RADIO = Choice("radio", "say which radio it is: its label, or the car")
_USED = (
    Choice("0", "none"),
    Choice("1", "one"),
    Choice("2", "two"),
    Choice("3", "three or more"),
    Choice("unknown", "I don't know"),
)


def ask_radio(case: Case, known: Knowledge) -> Ask | None:
    """Ask for the label, the car, or the choice among the radios that fit."""
    now = _since_asked(case)
    if now.last(Concluded) is not None:
        return None
    told = now.told_all("label")
    if not told:
        return _label_question(case)
    if not any(told) and len(told) == 1:
        return Ask(
            "car", "Which car is it: make, model, year?", "text", (_NONE,), "It narrows the radio down.", stage=2
        )
    families = identify(_labels(now), known.catalogue, display=_shown(case)).families
    choices = [Choice(family.id, family.name) for family in families]
    says = tuple(Line("fits", f"{family.name}: {'; '.join(family.reasons)}") for family in families[:3])
    why = "Press keys and waits differ from radio to radio; what fits best stands first."
    return Ask("family", "Which of these is the radio?", "choice", (*choices, _NONE), why, says, stage=2)


def _label_question(case: Case) -> Ask:
    return Ask(
        key="label",
        text="What stands on the radio's label? Add make, model and year of the car if you like.",
        kind="text",
        choices=(*plug_choices(case), _UNREAD),
        why="The serial tells the radio, and often the code. Type or paste all of it.",
        says=(Line("where", _WHERE), *plug_lines(case)),
        stage=2,
    )


def answer_label(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down the numbers for what they are, and conclude where the label leaves no doubt."""
    chosen = value.strip().casefold()
    if chosen == PLUG and plug_choices(case):
        value = plug_text(case)
    elif chosen in {choice.key for choice in ask.choices}:
        return Answered((Told("label", "") if ask.key == "label" else Concluded("", "not known"),))
    text = text_of(value)
    if any(head.id == text.casefold() for head in known.catalogue.heads):
        return Answered((Told("label", text.casefold()), Concluded(text.casefold(), "named")))
    found = identify(text, known.catalogue, display=_shown(case))
    evidence = list(_evidence(found, text, known.catalogue))
    if not found.families and not found.car.brand and len(evidence) == 1:
        raise InputError(
            "label-unknown",
            "nothing in it is a number or a car that the catalogue knows",
            value=text[:60],
            expected="the text of the label, or make, model and year",
            next_step="check it letter by letter, or say that you can't read it",
        )
    return Answered((*evidence, *_concluded(found)))


def _shown(case: Case) -> str:
    return case.last_seen.text if case.last_seen and case.last_seen.by != "person" else ""


def _evidence(found: Identification, text: str, catalogue: Catalogue) -> Iterator[Event]:
    """Give what the label says, without a code that may stand on it."""
    yield Told("label", label_without_code(text, found, catalogue))
    for reading in found.numbers:
        if reading.kind in _EVIDENCE:
            yield Told(_EVIDENCE[reading.kind], reading.value)
    if found.car.brand:
        yield Told("brand", found.car.brand)
    car = (found.car.brand, found.car.model, found.car.generation, str(found.car.year or ""))
    if found.car.model or found.car.year:
        yield Told("car", " ".join(filter(None, car)))


def _concluded(found: Identification) -> tuple[Event, ...]:
    """Conclude where one family leads clearly and a number of the label speaks for it."""
    lead = found.families[0] if found.families else None
    if lead is None or found.question is not None or lead.score < _SURE:
        return ()
    numbers = [reading for reading in found.numbers if _speaks_for(reading, lead.id)]
    return (Concluded(lead.id, "; ".join(lead.reasons)),) if numbers else ()


def _speaks_for(reading: Reading, family: str) -> bool:
    return family in (*reading.families, *reading.also)


def _since_asked(case: Case) -> Case:
    """Return what the journal holds since somebody wanted to say which radio it is, all of it where nobody did."""
    asked = Told("radio", "asked")
    numbers = [record.number for record in case.records if record.event == asked]
    return Case(case.id, case.records[numbers[-1] :]) if numbers else case


def _labels(case: Case) -> str:
    return "\n".join(filter(None, case.told_all("label")))


def radio_is_asked(case: Case) -> tuple[Event, ...]:
    """Return what leads back to the question for the radio; a code on paper is then told, and judged, once more."""
    held = case.held
    if held is None or held.source == "rule":
        return (Told("radio", "asked"),)
    return (SourceState(held.source, "answered" if held.source == "dealer" else "chosen"), Told("radio", "asked"))


def answer_family(_case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Conclude what the person chose."""
    if any(head.id == value.strip().casefold() for head in known.catalogue.heads):
        return Answered((Concluded(value.strip().casefold(), "named"),))
    chosen = choose(ask, value)
    return Answered((Concluded("" if chosen == "none" else chosen, "not known" if chosen == "none" else "chosen"),))


def ask_whose(case: Case, _known: Knowledge) -> Ask | None:
    """Ask whose car it is, and in a workshop what proves that."""
    whose = case.told("whose")
    if not whose:
        choices = (
            Choice("own", "mine, or I act for its owner at home"),
            Choice("customer", "a customer's, in a workshop"),
        )
        why = "For others' cars the proof of ownership is looked at, and written on the job sheet."
        return Ask("whose", "Whose car is it?", "choice", choices, why, stage=2)
    if whose == "customer" and case.last(Customer) is None:
        return Ask("customer", "Customer and car, as on your order?", "text", why="For the job sheet.", stage=2)
    if whose == "customer" and case.last(Ownership) is None:
        why = "Name what you saw, such as 'registration and identity card'; no copy is kept."
        return Ask("ownership", "What did you see that proves the ownership?", "text", why=why, stage=2)
    return None


def answer_whose(_case: Case, ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Write down whose car it is."""
    return Answered((Told("whose", choose(ask, value)),))


def answer_customer(_case: Case, _ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Write down the customer and the car."""
    return Answered((Customer(text_of(value)),))


def answer_ownership(_case: Case, _ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Write down what was seen."""
    return Answered((Ownership(text_of(value)),))


def ask_used(case: Case, known: Knowledge) -> Ask | None:
    """Ask for the tries already used, unless the display counts them."""
    if any(isinstance(record.event, Opened | Intent) for record in case.records):
        return None
    counter = standing(case.records, family_of(case, known)).tally
    if not counter.unsure:
        return None
    return Ask(
        key="used",
        text="How many wrong codes has anybody typed since it began to ask?",
        kind="choice",
        choices=_USED,
        why="Tries are few. If in doubt say so: then one is taken to be left.",
        says=earlier_lines(earlier_of(case, case.told("serial"), known)),
        stage=3,
    )


def answer_used(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Open the count; what an earlier case of this radio counted is the least."""
    said = value.strip() if value.strip() in {choice.key for choice in ask.choices} else choose(ask, value)
    opened = Opened(None if said == "unknown" else int(said))
    return Answered((*earlier_events(earlier_of(case, case.told("serial"), known)), opened))
