"""Which radio is it, whose is it, and how many tries were used?  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.identity import identify
from headunit.numbers import NumberKind
from headunit.recovery.asks import Answered, Ask, Choice, Line, choose, family_of, text_of
from headunit.recovery.case import Case, last_of
from headunit.recovery.display import own_meaning
from headunit.recovery.label_mask import label_without_code
from headunit.recovery.plug import PLUG, plug_choices, plug_lines, plug_text
from headunit.recovery.records import Concluded, Customer, Ownership, SourceState, Told
from headunit.recovery.stages.display import may_wait, wait_of_radio
from headunit.recovery.stages.earlier import earlier_events, earlier_of, is_opened
from headunit.recovery.which_radio import concluded, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.facts.catalogue import Catalogue
    from headunit.identity import Identification
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.records import Event

__all__ = [
    "WHICH_RADIO",
    "answer_customer",
    "answer_family",
    "answer_label",
    "answer_ownership",
    "answer_whose",
    "ask_radio",
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
_UNREAD = Choice("unread", "I can't read or reach the label")
_NONE = Choice("none", "none of these, or I don't know")
_WHERE = "The label is on the radio's case; its number is not the car's VIN. Pull evenly at keys or rods, never force."
_WHERE_IN_A_WAIT = (
    "Leave the radio where it is, and on: it waits, or may wait, and pulled out it would begin again. The label on its "
    "case can be read when the wait is over; the code card and the car's papers can be looked for now. Make, model and "
    "year will do here."
)
_VIN_TOLD = Line(
    "mind",
    "That is the car's VIN. It tells the car, not the radio: the radio's serial stands on the radio's own label.",
)
_NO_RADIO = "no radio of the catalogue is known from that car or label; what holds for all radios is said from here on"
_SHARED_FORM = Line("mind", "More than one kind of radio has such a serial, so the car has to decide.")
WHICH_RADIO = Choice("radio", "say which radio it is: its label, or the car")
_OF_THE_LABEL = ("serial", "part-number", "brand", "car", "vin", "panel")
_MARKED = re.compile(r"[0-9]\?|\?[0-9]")
"""A character in doubt within a number."""
_LEAST_LETTERS = 3


def ask_radio(case: Case, known: Knowledge) -> Ask | None:
    """Ask for the label, the car, or the choice among the radios that fit."""
    dropped = family_of(case, known) is None and bool(case.family)
    now = since_asked(case, dropped=dropped)
    if now.last(Concluded) is not None:
        return None
    told = now.told_all("label")
    if not told:
        return _label_question(case, case.family if dropped else "", waits=may_wait(case, known))
    found = identify(_labels(now), known.catalogue, display=_shown(case, known.catalogue))
    if len(told) == 1 and not found.car.brand:
        return _car_question(now, serial=bool(told[0]))
    families = in_order(found, _shown(case, known.catalogue), known.catalogue)
    choices = [Choice(family.id, family.name) for family in families]
    fits = tuple(Line("fits", f"{family.name}: {'; '.join(family.reasons)}") for family in families[:3])
    why = "Press keys and waits differ from radio to radio; what fits best stands first."
    says = (*((_VIN_TOLD,) if now.told("vin") and not now.told("serial") else ()), *fits)
    return Ask("family", "Which of these is the radio?", "choice", (*choices, _NONE), why, says, stage=2)


def _car_question(now: Case, *, serial: bool) -> Ask:
    says = (_SHARED_FORM,) if serial and now.told("serial") else ()
    why = "It narrows the radio down."
    return Ask("car", "Which car is it: make, model, year?", "text", (_NONE,), why, says, stage=2)


def _label_question(case: Case, dropped: str, *, waits: bool) -> Ask:
    gone = f"The case names the radio {dropped!r}, which this version no longer knows. Say once more which it is."
    return Ask(
        key="label",
        text="What stands on the radio's label? Add make, model and year of the car if you like.",
        kind="text",
        choices=(*plug_choices(case), _UNREAD),
        why="The serial tells the radio, and often the code. Type or paste all of it.",
        says=(
            *((Line("mind", gone),) if dropped else ()),
            Line("where", _WHERE_IN_A_WAIT if waits else _WHERE),
            *(plug_lines(case) if plug_choices(case) else ()),
        ),
        stage=2,
    )


def answer_label(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down the numbers for what they are, and conclude where the label leaves no doubt."""
    chosen, keys = value.strip().casefold(), {choice.key for choice in ask.choices}
    if chosen == PLUG and PLUG in keys:
        value = plug_text(case)
    elif chosen in keys:
        nothing = ask.key == "label" or any(since_asked(case).told_all("label"))
        return Answered((Told("label", "") if nothing else Concluded("", "not known"),))
    text = text_of(value)
    if any(head.id == text.casefold() for head in known.catalogue.heads):
        told = Told("label", text.casefold())
        return Answered((told, *_with_wait(case, Concluded(text.casefold(), "named"), known)))
    if _MARKED.search(text):
        raise InputError(
            "label-doubt",
            "a '?' in a number would be lost here",
            value=text[:60],
            expected="the number as it most likely reads",
            next_step="type what it looks like; next it is asked whether each character is clear, and which is not",
        )
    found = identify(text, known.catalogue, display=_shown(case, known.catalogue))
    evidence = list(_evidence(found, text, known.catalogue))
    if not found.families and not found.car.brand and len(evidence) == 1:
        raise InputError(
            "label-unknown",
            "nothing in it is a number or a car that the catalogue knows",
            value=text[:60],
            expected="the text of the label, or make, model and year",
            next_step="check it letter by letter, or say that you can't read it",
        )
    whole = "\n".join(filter(None, (_labels(since_asked(case)), text)))
    found = identify(whole, known.catalogue, display=_shown(case, known.catalogue))
    sure = concluded(found, whole, _shown(case, known.catalogue), known.catalogue)
    asked_all = bool(found.car.brand) or any(since_asked(case).told_all("label"))
    if not sure and asked_all and not found.families:
        sure = (Concluded("", _NO_RADIO),)
    events = (*evidence, *(event for one in sure for event in _with_wait(case, one, known)))
    return Answered((*events, *_counted_elsewhere(case, events, known)))


def _with_wait(case: Case, radio: Concluded, known: Knowledge) -> tuple[Event, ...]:
    """Put the wait before the radio that shows it: on another the same text can ask for the code."""
    return (*(wait_of_radio(case, known.catalogue.family(radio.family), known) if radio.family else ()), radio)


def _counted_elsewhere(case: Case, events: tuple[Event, ...], known: Knowledge) -> tuple[Event, ...]:
    """Return what other cases count of a serial that is told once the count is opened; before, that asks for itself."""
    serials = [event.value for event in events if isinstance(event, Told) and event.what == "serial"]
    if not serials or not is_opened(case):
        return ()
    grown = case.grown(case.following(events, case.records[-1].at))
    return earlier_events(earlier_of(grown, serials[-1], known))


def _shown(case: Case, catalogue: Catalogue) -> str:
    """Return what the display shows; where its digits were masked, the catalogue's own text for it."""
    seen = case.last_seen
    if seen is None or seen.by == "person" or "#" not in seen.text:
        return seen.text if seen and seen.by != "person" else ""
    claims = (own_meaning(family, seen.text).claim for family in catalogue.families())
    return next((claim.value.text for claim in claims if claim), seen.text)


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


def since_asked(case: Case, *, dropped: bool = False) -> Case:
    """Return what the journal holds since somebody wanted to say which radio it is, all of it where nobody did.

    With *dropped* it is what came after the radio was concluded: the catalogue has that one no more.
    """
    last = last_of(case.records, Concluded) if dropped else None
    asked = [record.number for record in case.records if record.event == Told("radio", "asked")]
    numbers = [*asked, *([last.number] if last else [])]
    return Case(case.id, case.records[max(numbers) :]) if numbers else case


def _labels(case: Case) -> str:
    return "\n".join(filter(None, case.told_all("label")))


def radio_is_asked(case: Case) -> tuple[Event, ...]:
    """Return what leads back to the question for the radio, and forgets what its old label said.

    A code that was worked out from its serial is then held no more; one on paper is told, and judged, once more.
    """
    forgotten = tuple(Told(what, "") for what in _OF_THE_LABEL if case.told(what))
    held = case.held
    if held is None or held.source == "rule":
        return (*forgotten, Told("radio", "asked"))
    again = SourceState(held.source, "answered" if held.source == "dealer" else "chosen")
    return (again, *forgotten, Told("radio", "asked"))


def answer_family(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Conclude what the person chose."""
    if any(head.id == value.strip().casefold() for head in known.catalogue.heads):
        named = value.strip().casefold()
        return Answered(_with_wait(case, Concluded(named, _how_chosen(case, named, known, "named")), known))
    chosen = choose(ask, value)
    if chosen == "none":
        return Answered((Concluded("", "not known"),))
    return Answered(_with_wait(case, Concluded(chosen, _how_chosen(case, chosen, known)), known))


def _how_chosen(case: Case, chosen: str, known: Knowledge, how: str = "chosen") -> str:
    """Return *how* it was chosen, with a word where the serial on the label has the form of other radios' alone."""
    found = identify(_labels(since_asked(case)), known.catalogue, display=_shown(case, known.catalogue))
    serials = [reading for reading in found.numbers if reading.kind is NumberKind.SERIAL and reading.families]
    others = [reading.families for reading in serials if chosen not in (*reading.families, *reading.also)]
    if not others or len(others) < len(serials):
        return how
    names = " or ".join(known.catalogue.head(family).name for family in others[0][:2])
    return f"{how}, but the serial has the form of another radio's: {names}. Compare serial and label once more"


def ask_whose(case: Case, _known: Knowledge) -> Ask | None:
    """Ask whose car it is, and in a workshop what proves that."""
    whose, since = case.told("whose"), _since_whose(case)
    if not whose:
        choices = (
            Choice("own", "mine, or I act for its owner at home"),
            Choice("customer", "a customer's, in a workshop"),
        )
        why = "For others' cars the proof of ownership is looked at, and written on the job sheet."
        return Ask("whose", "Whose car is it?", "choice", choices, why, stage=2)
    if whose == "customer" and since.last(Customer) is None:
        return Ask("customer", "Customer and car, as on your order?", "text", why="For the job sheet.", stage=2)
    if whose == "customer" and since.last(Ownership) is None:
        why = "Name what you saw, such as 'registration and identity card'; no copy is kept."
        return Ask("ownership", "What did you see that proves the ownership?", "text", why=why, stage=2)
    return None


def _since_whose(case: Case) -> Case:
    """Return what the journal holds since it was to be told anew whose car it is, all of it where it was not."""
    again = [record.number for record in case.records if record.event == Told("whose", "")]
    return Case(case.id, case.records[again[-1] :]) if again else case


def answer_whose(_case: Case, ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Write down whose car it is."""
    return Answered((Told("whose", choose(ask, value)),))


def answer_customer(_case: Case, _ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Write down the customer and the car."""
    return Answered((Customer(text_of(value)),))


def answer_ownership(_case: Case, _ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Write down what was seen; raises InputError (``ownership-words``) for what names nothing."""
    seen = text_of(value)
    if sum(sign.isalpha() for sign in seen) < _LEAST_LETTERS:
        raise InputError(
            "ownership-words",
            "that names no proof of ownership",
            value=seen,
            expected="the paper that you saw, in words",
            next_step="such as 'registration and identity card'; without a proof, don't go on with this radio",
        )
    return Answered((Ownership(seen),))
