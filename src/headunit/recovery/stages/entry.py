"""From a code that is held to the keys: guard, plan and rehearsal, checklist, intent, press, outcome.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.panel import NoPlan, plan_for, variants
from headunit.panel.family_plan import guessed_words
from headunit.recovery.asks import STOP, Answered, Ask, Choice, Knowledge, Line, choose, family_of
from headunit.recovery.case import last_of
from headunit.recovery.entry_gaps import gap_lines, is_whole, keys_told
from headunit.recovery.records import (
    RESULTS,
    Concluded,
    Correction,
    Held,
    Intent,
    Outcome,
    Planned,
    SourceState,
    Told,
)
from headunit.recovery.stages.display import LOOK_AGAIN, display_events
from headunit.recovery.stages.guard import permission_now
from headunit.recovery.stages.radio import WHICH_RADIO, radio_is_asked
from headunit.recovery.stages.serial import code_of, held_now
from headunit.twin import rehearse, twin_profile

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.numbers import RadioCode
    from headunit.panel.plan import Plan
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = [
    "answer_checklist",
    "answer_correction",
    "answer_outcome",
    "answer_panel",
    "answer_press",
    "ask_checklist",
    "ask_correction",
    "ask_outcome",
    "ask_panel",
    "ask_press",
]

_USUAL = Choice("usual", "the usual one: none of those")
_UNKNOWN = Choice("unknown", "I don't know")
_FRONT = Choice("panel", "say which front it is")
_COMPARE_FIRST = Line(
    "mind",
    "Which front your radio has is not known. The keys that come are those of the usual one: compare them with yours "
    "before the first is pressed, and stop where one is missing or does something else.",
)
_CHECKLIST = (
    Line("□", "Ignition on, engine off, lights and fan off: the voltage must not sag while you type."),
    Line("□", "WAIT, or a blinking cursor? Press nothing; give it a minute."),
    Line("□", "The display asks for the code, now."),
    Line("□", "Time enough to press slowly, and to look at each digit before the code is sent."),
)
_RESULTS = (
    Choice("music", "it plays"),
    Choice("wrong", "it says the code is wrong, or waits"),
    Choice("no-reaction", "nothing happened"),
    Choice("unclear", "something else, or I don't know"),
)
_PRESS = Choice("press", "yes, show me the keys")
_PRESS_ALL_THE_SAME = Choice("press", "yes, I have found it: begin; it counts as a try")
_OTHER_FRONT = "Other keys, "
"""What a plan's warnings about other fronts begin with."""
_BY_HAND = Line("by hand", "No plan is at hand: enter the code as the owner's manual says.")
_INTERRUPTED = Line(
    "mind",
    "The way was interrupted here, so the keys are not shown again: press nothing more. Whether any were pressed or "
    "not, it counts as a try; the same code can be a new one.",
)
_BY_STATE = {
    **dict.fromkeys(("wrong", "wait", "locked", "permanent"), "wrong"),
    **dict.fromkeys(("plays", "unlocked"), "music"),
}


def front_is_asked(case: Case) -> tuple[Event, ...]:
    """Return what leads back to the question for the front, and to a plan made anew for it."""
    held = (case.held,) if case.held else ()
    return (Concluded(case.family, "front to be told again"), *held, Told("panel", ""))


def ask_panel(case: Case, known: Knowledge) -> Ask | None:
    """Ask which front the radio has, where there are several."""
    family = family_of(case, known)
    scopes = variants(family) if family else ()
    if not scopes or case.told("panel"):
        return None
    choices = (*(Choice(scope.casefold(), scope) for scope in scopes), _USUAL, _UNKNOWN)
    return Ask("panel", "Which of these is your radio's front?", "choice", choices, "The keys differ.", stage=5)


def answer_panel(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down the front panel."""
    family = family_of(case, known)
    scopes = {scope.casefold(): scope for scope in (variants(family) if family else ())}
    chosen = choose(ask, value)
    told = Told("panel", chosen)
    return Answered((told, Concluded(case.family, "panel chosen", scopes[chosen])) if chosen in scopes else (told,))


def _plan(case: Case, known: Knowledge, code: RadioCode) -> Plan | NoPlan:
    family = family_of(case, known)
    if family is None:
        return NoPlan("", "which radio it is isn't known")
    return plan_for(family, code, known.assumptions(), case.panel)


def _rehearsed(plan: Plan, family: Family, known: Knowledge, code: RadioCode) -> bool:
    return rehearse(twin_profile(family, known.assumptions(), plan.panel), plan, code).unlocked


def ask_checklist(case: Case, _known: Knowledge) -> Ask | None:
    """Make the plan, rehearse it, and go through what has to be right before the first key."""
    if _planned(case) is not None:
        return None
    return Ask(
        key="checklist",
        text="Is all of this so?",
        kind="choice",
        choices=(Choice("ready", "yes, ready"), LOOK_AGAIN, STOP),
        why="A slip here costs a try.",
        says=_CHECKLIST,
        stage=5,
    )


def _planned(case: Case) -> Planned | None:
    """Return the plan that was made for the code that is held."""
    record = last_of(case.records, Planned, Held, Intent)
    return record.event if record and isinstance(record.event, Planned) else None


def answer_checklist(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down what plan was made and how its rehearsal went, never the plan itself."""
    chosen = choose(ask, value)
    if chosen != "ready":
        return Answered((Told("look", "again"),) if chosen == "display" else (), stop=chosen == "stop")
    code, family = code_of(case, known), family_of(case, known)
    if code is None:
        return Answered()
    try:
        plan = _plan(case, known, code)
    except InputError as fault:
        held = held_now(case, known)
        return Answered((SourceState(held.source if held else "", "none", fault.message),))
    if isinstance(plan, NoPlan) or family is None:
        return Answered((Planned(case.panel, complete=False, assumed=(), rehearsed="no plan"),))
    opened = _rehearsed(plan, family, known, code)
    return Answered((Planned(plan.panel, plan.complete, plan.assumed, "opened" if opened else "failed"),))


def ask_press(case: Case, known: Knowledge) -> Ask:
    """Ask for the word to begin; only then is the try written down, and the plan shown."""
    verdict, planned = permission_now(case, known), _planned(case)
    whole = is_whole(planned)
    gaps = gap_lines(family_of(case, known), planned)
    front = case.told("panel") == _UNKNOWN.key
    ways = (*((_FRONT,) if front else ()), *(() if whole else (WHICH_RADIO,)))
    return Ask(
        key="press",
        text="Begin? From here on it counts as a try." if whole else "Do you know now how the code is typed and sent?",
        kind="choice",
        choices=(_PRESS if whole else _PRESS_ALL_THE_SAME, LOOK_AGAIN, *ways, STOP),
        why="The try is written down before the first key, so that no cut can lose it.",
        says=(
            Line("guard", verdict.why),
            *(_plan_lines(planned) if planned and whole else gaps),
            *(_other_fronts(family_of(case, known)) if front else ()),
            Line("mind", verdict.next_step),
        ),
        stage=5,
    )


def _other_fronts(family: Family | None) -> tuple[Line, ...]:
    """Say that the front is not known, and what sources say of the keys of each that it could be."""
    scopes = variants(family) if family else ()
    keys = (Line("or", f"{scope}: {' '.join(line.text for line in keys_told(family, scope))}") for scope in scopes)
    return (_COMPARE_FIRST, *keys)


def _plan_lines(planned: Planned) -> tuple[Line, ...]:
    opened = planned.rehearsed == "opened"
    tried = "The plan opened the simulated radio." if opened else "The plan did not open the simulated radio."
    guessed = guessed_words(planned.assumed)
    return (Line("rehearsed", tried), *((Line("mind", guessed),) if guessed else ()))


def answer_press(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write the intent, if the guard still allows it."""
    chosen = choose(ask, value)
    if chosen in {WHICH_RADIO.key, _FRONT.key}:
        return Answered(radio_is_asked(case) if chosen == WHICH_RADIO.key else front_is_asked(case))
    if chosen != "press":
        return Answered((Told("look", "again"),) if chosen == "display" else (), stop=chosen == "stop")
    held = held_now(case, known)
    if held is None or not permission_now(case, known).allowed:
        return Answered()
    tried = [record for record in case.records if isinstance(record.event, Intent)]
    return Answered((Intent(len(tried) + 1, held.source),))


def ask_outcome(case: Case, known: Knowledge) -> Ask | None:
    """Show the keys, once and to who wrote the try down, and ask what came of them."""
    intent = case.open_intent
    if intent is None:
        return None
    ours = known.wrote == intent.n
    planned, code = case.last(Planned), code_of(case, known)
    plan = _plan(case, known, code) if ours and code and planned and planned.rehearsed == "opened" else None
    steps = None if plan is None or isinstance(plan, NoPlan) else _of_this_front(plan, case)
    return Ask(
        key="outcome",
        text="What does the radio say now?",
        kind="text",
        choices=_RESULTS,
        why="Its display text fits too. If it still asks, look for a moment: some show a fault only briefly.",
        says=() if steps else _by_hand(case, known, ours=ours and code is not None),
        stage=6,
        plan=steps,
    )


def _by_hand(case: Case, known: Knowledge, *, ours: bool) -> tuple[Line, ...]:
    """Say how to go on without a plan's steps: by the manual, and what sources say; nothing more after a break."""
    return (_BY_HAND, *keys_told(family_of(case, known), case.panel)) if ours else (_INTERRUPTED,)


def _of_this_front(plan: Plan, case: Case) -> Plan:
    """Leave out what other fronts want where the front was told; how to ask for their plan elsewhere is of no use."""
    if case.told("panel") == _UNKNOWN.key:
        said = tuple(text.partition(" If yours has these, plan with --panel")[0] for text in plan.warnings)
        return plan._replace(warnings=said)
    return plan._replace(warnings=tuple(text for text in plan.warnings if not text.startswith(_OTHER_FRONT)))


def answer_outcome(case: Case, _ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down what came of the try; a display text says it as well as a word."""
    intent = case.open_intent
    number = intent.n if intent else 0
    word = value.strip().casefold()
    if word in RESULTS:
        return Answered((Outcome(number, word),))
    seen = display_events(case, value, known)
    state = getattr(seen[0], "state", "")
    return Answered((Outcome(number, _BY_STATE.get(state, "unclear")), *seen))


def ask_correction(case: Case, _known: Knowledge) -> Ask | None:
    """Ask what the last try's outcome really was, where somebody said that it was written down wrong."""
    last = case.records[-1].event if case.records else None
    if not (isinstance(last, Told) and last.what == "correct"):
        return None
    why = "A record is never changed; the correction is written behind it."
    return Ask("correction", "What was the outcome of the last try?", "choice", _RESULTS, why, stage=6)


def answer_correction(case: Case, ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Write the correction."""
    intent = case.last(Intent)
    return Answered((Correction(intent.n if intent else 0, choose(ask, value)),))
