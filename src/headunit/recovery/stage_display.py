"""The first question, and the one after every step: what does the display show?  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.asks import STOP, Answered, Ask, Choice, Line, choose, family_of
from headunit.recovery.case import results_of
from headunit.recovery.display import READY, mask_digits, meanings, read_display
from headunit.recovery.durations import time_in_words
from headunit.recovery.guard import standing
from headunit.recovery.next_step import next_step, observed, route_for
from headunit.recovery.records import (
    Closed,
    Correction,
    Intent,
    Outcome,
    Seen,
    Told,
    WaitEnded,
    WaitPaused,
    WaitResumed,
    WaitStarted,
)
from headunit.recovery.stage_odd import ODD, odd_is_asked
from headunit.recovery.tally import seen_state
from headunit.recovery.told_facts import is_linked
from headunit.recovery.wait import wait_of

if TYPE_CHECKING:
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event
    from headunit.recovery.wait import Wait

__all__ = [
    "EARLY_ENDS",
    "ENDS",
    "GIVE_UP",
    "LOOK_AGAIN",
    "PRESS_NOTHING",
    "answer_display",
    "answer_ended",
    "answer_kept_on",
    "answer_means",
    "answer_wait",
    "ask_display",
    "ask_ended",
    "ask_kept_on",
    "ask_look",
    "ask_means",
    "ask_wait",
    "display_events",
    "running_wait",
]

_OPENED = frozenset({"plays", "unlocked"})
"""What a radio shows after the right code."""
_SPECIAL = {"nothing": "dark", "music": "plays"}
_TEXTS = ("CODE", "SAFE", "SEC", "WAIT", "LOCKED", "SECURE")
_MEANINGS = (
    Choice("asks", "it asks for the code"),
    Choice("wait", "it waits, or takes no keys"),
    Choice("wrong", "it says that a code was wrong"),
    Choice("locked", "it says that it is locked"),
    Choice("linked", "it says that it is not in its own car"),
    Choice("dark", "it shows nothing"),
    Choice("plays", "it plays"),
)
EARLY_ENDS = frozenset({"linked", "off", "unlocked", "serial", "dark", "plays"})
"""What ends the way whichever radio it is."""
ENDS = EARLY_ENDS | {"locked", "permanent"}
PRESS_NOTHING = Line("wait", "The radio waits: press nothing and leave it on. That is the quickest way.")
"""Stands above each question while a wait runs."""
LOOK_AGAIN = Choice("display", "look at the display again")
GIVE_UP = Choice("give-up", "close the case: it ends here")
_SOLVED = Choice("solved", "it plays, or is open: the last try did it")
_CLOSE = Choice("close", "close the case: the radio needs no code")


def needs_look(case: Case) -> bool:
    """Return whether the display has to be looked at: never seen, or not since a try was made or a look asked for."""
    asks = (Outcome, Correction)
    moved = [
        record.number
        for record in case.records
        if isinstance(record.event, asks) or (isinstance(record.event, Told) and record.event.what == "look")
    ]
    seen = [record.number for record in case.records if isinstance(record.event, Seen)]
    return max(seen, default=0) <= max(moved, default=0)


def ask_look(case: Case, known: Knowledge) -> Ask | None:
    """Ask what the display shows, where it has to be looked at; after a try that nothing came of with advice."""
    if not needs_look(case):
        return None
    silent = "no-reaction" in observed(case)
    return ask_display(case, says=next_step(case, known, looked=False) if silent else ())


def ask_display(_case: Case, *, says: tuple[Line, ...] = ()) -> Ask:
    """Ask what the display shows."""
    texts = [Choice(text.casefold(), text) for text in _TEXTS]
    ends = [Choice("nothing", "it is dark"), Choice("music", "it plays")]
    return Ask(
        key="display",
        text="What does the radio's display show?",
        kind="text",
        choices=(*texts, *ends, ODD),
        why="Copy it with its numbers. Press nothing: all that follows hangs on this text.",
        says=says,
    )


def answer_display(case: Case, _ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down what the display shows, and what that begins or ends."""
    if value.strip().casefold() == ODD.key:
        return odd_is_asked()
    return Answered(display_events(case, value, known))


def display_events(case: Case, value: str, known: Knowledge) -> tuple[Event, ...]:
    """Return the records of a look at the display."""
    special = _SPECIAL.get(value.strip().casefold())
    if special:
        return (Seen(value.strip().casefold(), special, by="person"),)
    family = family_of(case, known)
    shown = read_display(family, value, known.catalogue.families())
    text = shown.claim.value.text if shown.claim and _same(shown.claim.value.text, value) else mask_digits(value)
    by = "radio" if shown.claim else "others"
    return _with_wait(case, Seen(text, shown.state, shown.used, shown.left, shown.minutes, by), known)


def _same(text: str, value: str) -> bool:
    """Return whether the text is the family's own, letter by letter, so that its digits are no secret."""
    return " ".join(text.split()).casefold() == " ".join(value.split()).casefold()


def _with_wait(case: Case, seen: Seen, known: Knowledge) -> tuple[Event, ...]:
    """Start a wait that is seen first now; end one that the display shows to be over."""
    wait = running_wait(case, known)
    if seen.state == "wait" and wait is None:
        return (seen, WaitStarted())
    if seen.state == "wait" and wait is not None and wait.paused:
        return (WaitResumed(), seen)
    return (seen, WaitEnded()) if seen.state in READY and wait is not None else (seen,)


def running_wait(case: Case, known: Knowledge) -> Wait | None:
    """Return the wait that may be running."""
    family = family_of(case, known)
    return wait_of(case.records, family, standing(case.records, family).tally.used)


def ask_means(case: Case, known: Knowledge) -> Ask | None:
    """Ask what the text says when nobody's claims tell."""
    seen = case.last_seen
    if seen is None or seen_state(seen, family_of(case, known)).state:
        return None
    family = family_of(case, known)
    several = meanings(family, seen.text) if family else ()
    return Ask(
        key="means",
        text=f"{seen.text!r} can mean several things on this radio. Which is it now?"
        if several
        else f"{seen.text!r} is not known of this radio. What does it mean to you?",
        kind="choice",
        choices=_MEANINGS,
        why="A look at the owner's manual helps; if in doubt, choose the wait: then nothing is typed.",
        says=tuple(Line("it says", f"{one.text}: {one.words}.") for one in several),
    )


def answer_means(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write the look down again, with the meaning that the person gives it."""
    seen = case.last_seen
    text = seen.text if seen else ""
    return Answered(_with_wait(case, Seen(text, choose(ask, value), by="person"), known))


def ask_ended(case: Case, known: Knowledge, states: frozenset[str] = ENDS) -> Ask | None:
    """Say what to do where the display is in one of *states*, which take no code."""
    state = _ending(case, known)
    if state not in states:
        return None
    solved = (_SOLVED,) if state in _OPENED and _unsolved(case) else ()
    if state == "plays":
        good = (Line("good", "It plays: there is nothing to enter."),)
        text = "Was it the last try that did it?" if solved else "Nothing needs to be done."
        return Ask("no-lock", text, "choice", (*solved, LOOK_AGAIN, _CLOSE, STOP), says=good, status=0)
    says = next_step(case, known, state)
    text = "This is where the radio's keys end. Has anything changed?"
    choices = (*solved, LOOK_AGAIN, ODD, GIVE_UP, STOP)
    return Ask(state, text, "choice", choices, says=says, status=69, route=route_for(case, known))


def _unsolved(case: Case) -> bool:
    """Return whether a try was made, and written down as one that brought no music."""
    intent = case.last(Intent)
    return intent is not None and results_of(case.records).get(intent.n) not in {None, "music"}


def _ending(case: Case, known: Knowledge) -> str:
    """Return the state of the display; a radio that is tied to its car takes no code, whatever it seems to show."""
    seen, family = case.last_seen, family_of(case, known)
    state = seen_state(seen, family).state if seen else ""
    return "linked" if family and is_linked(family) and state not in _SPECIAL.values() else state


def answer_ended(case: Case, ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Look again, stop, close the case, or give the last try its due."""
    chosen, intent = choose(ask, value), case.last(Intent)
    if chosen == "stop":
        return Answered(stop=True)
    if chosen == "close":
        return Answered((Closed("no-lock"),))
    if chosen == "solved" and intent is not None:
        return Answered((Correction(intent.n, "music"),))
    if chosen == "odd":
        return odd_is_asked()
    if chosen == "give-up":
        return Answered((Closed("no-code" if ask.key == "linked" else "given-up"),))
    return Answered((Told("look", "again"),))


def ask_kept_on(case: Case, known: Knowledge) -> Ask | None:
    """Ask whether what the wait needs was there all the time, when it lasts longer than it should."""
    wait = running_wait(case, known)
    looks = [record for record in case.records if isinstance(record.event, Seen)]
    asked = case.records and isinstance(case.records[-1].event, Told) and case.records[-1].event.what == "kept-on"
    if wait is None or wait.paused or asked or wait.since == looks[-1].at or wait.left_s(looks[-1].at) != 0:
        return None
    return Ask(
        key="kept-on",
        text="By the clock the wait should be over. Was the radio on all the time?",
        kind="choice",
        choices=(Choice("yes", "yes, all the time"), Choice("no", "no, or I don't know")),
        why=wait.words[0],
        stage=5,
        status=75,
    )


def answer_kept_on(_case: Case, ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Let the wait begin anew where it may have been interrupted."""
    said = choose(ask, value)
    again = (WaitPaused("unknown"), WaitResumed()) if said == "no" else ()
    return Answered((*again, Told("kept-on", said)))


def ask_wait(case: Case, known: Knowledge) -> Ask | None:
    """Say what the wait needs, and ask for the display when it is over."""
    wait = running_wait(case, known)
    if wait is None:
        return None
    back = (Choice("on-again", "it is on again now"),)
    gone = (Choice("was-off", "it was switched off"), Choice("power-cut", "it lost its supply"))
    return Ask(
        key="wait",
        text="When it asks for the code again: what does the display show?",
        kind="text",
        choices=(*(back if wait.paused else gone), ODD, STOP),
        why="The display decides when the wait is over, not the clock.",
        says=_wait_lines(wait),
        stage=5,
        status=75,
        due=wait.due,
    )


def _wait_lines(wait: Wait) -> tuple[Line, ...]:
    on, cut = wait.words
    lines = [PRESS_NOTHING]
    if wait.paused:
        lines.append(Line("paused", "What the wait needs is missing, so it does not run."))
    if wait.longest_s:
        lines.append(Line("how long", f"It takes {time_in_words(wait.longest_s)} when nothing interrupts it."))
    return (*lines, Line("leave on", on), Line("don't", cut))


def answer_wait(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down what became of the wait, or what the display shows now."""
    if value.strip().casefold() not in {choice.key for choice in ask.choices}:
        return Answered(display_events(case, value, known))
    events: dict[str, tuple[Event, ...]] = {
        "on-again": (WaitResumed(),),
        "was-off": (WaitPaused("switched-off"),),
        "power-cut": (WaitPaused("power-cut"),),
    }
    chosen = choose(ask, value)
    return odd_is_asked() if chosen == "odd" else Answered(events.get(chosen, ()), stop=chosen == "stop")
