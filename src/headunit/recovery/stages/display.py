"""The first question, and the one after every step: what does the display show?  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.recovery.asks import STOP, Answered, Ask, Choice, Line, choose, family_of
from headunit.recovery.display import READY, mask_digits, meanings, own_meaning, read_display, sounds_of_waiting
from headunit.recovery.durations import time_in_words
from headunit.recovery.guard import standing_of
from headunit.recovery.next_step import next_step, observed
from headunit.recovery.records import (
    Correction,
    Opened,
    Outcome,
    Seen,
    Told,
    WaitEnded,
    WaitPaused,
    WaitResumed,
    WaitStarted,
)
from headunit.recovery.stages.odd import ODD, odd_is_asked
from headunit.recovery.tally import counts_told, seen_state
from headunit.recovery.told_facts import is_linked
from headunit.recovery.wait import wait_of

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event
    from headunit.recovery.wait import Wait

__all__ = [
    "GIVE_UP",
    "LOOK_AGAIN",
    "PRESS_NOTHING",
    "answer_display",
    "answer_kept_on",
    "answer_means",
    "answer_wait",
    "ask_display",
    "ask_kept_on",
    "ask_look",
    "ask_means",
    "ask_wait",
    "display_events",
    "may_wait",
    "running_wait",
    "wait_of_radio",
    "wait_told",
]

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
PRESS_NOTHING = Line("wait", "The radio waits: press nothing and leave it on. That is the quickest way.")
LOOK_AGAIN = Choice("display", "look at the display again")
GIVE_UP = Choice("give-up", "close the case: it ends here")


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
    return Answered(_look_events(case, value, known))


def _look_events(case: Case, value: str, known: Knowledge) -> tuple[Event, ...]:
    """Return the records of a look; raises InputError (``display-number``) for a digit meant as a choice's number."""
    if re.fullmatch("[0-9]", value.strip()):
        raise InputError(
            "display-number",
            "a number alone chooses nothing here: the display's own text is wanted",
            expected="the text with its letters, such as CODE or 2 SAFE, or one of the words",
            next_step="copy what the display shows, or say one of the words below the question",
        )
    return display_events(case, value, known)


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
    """Start a wait that is seen first now; end one that is over; on a locked radio nobody knows the tries used."""
    if seen.state == "locked":
        return (seen,) if None in counts_told(case.records) else (seen, Opened(None))
    wait = running_wait(case, known)
    if seen.state == "wait" and wait is None:
        return (seen, WaitStarted())
    if seen.state == "wait" and wait is not None and wait.paused:
        return (WaitResumed(), seen)
    return (seen, WaitEnded()) if seen.state in READY and wait is not None else (seen,)


def running_wait(case: Case, known: Knowledge) -> Wait | None:
    """Return the wait that may be running; a radio that is tied to its car has none to serve."""
    family = family_of(case, known)
    if family is not None and is_linked(family):
        return None
    return wait_of(case.records, family, standing_of(case, known).tally.used)


def may_wait(case: Case, known: Knowledge) -> bool:
    """Return whether a wait runs, or, while the radio is not known, what it shows is what some show while they wait."""
    if running_wait(case, known) is not None:
        return True
    seen = case.last_seen
    if seen is None or seen.by == "person" or family_of(case, known) is not None:
        return False
    return any(own_meaning(one, seen.text).state == "wait" for one in known.catalogue.families())


def wait_of_radio(case: Case, family: Family, known: Knowledge) -> tuple[Event, ...]:
    """Return what begins a wait that is known for one only now, since the radio is known to be of *family*."""
    seen = case.last_seen
    if seen is None or running_wait(case, known) is not None or is_linked(family):
        return ()
    shown = seen_state(seen, family)
    if shown.claim is None or shown.state != "wait":
        return ()
    return (Seen(seen.text, "wait", shown.used, shown.left, shown.minutes, "radio"), WaitStarted())


def ask_means(case: Case, known: Knowledge) -> Ask | None:
    """Ask what the text says when nobody's claims tell."""
    seen = case.last_seen
    if seen is None or seen_state(seen, family_of(case, known)).state:
        return None
    family = family_of(case, known)
    several = meanings(family, seen.text) if family else ()
    waits = not several and sounds_of_waiting(family, seen.text)
    return Ask(
        key="means",
        text=f"{seen.text!r} can mean several things on this radio. Which is it now?"
        if several
        else f"No source says what {seen.text!r} means on this radio. What does it seem to do?",
        kind="choice",
        choices=tuple(choice for choice in _MEANINGS if not (waits and choice.key == "asks")),
        why="The owner's manual may say it. If in doubt, say that it waits: then nothing is typed.",
        says=tuple(Line("it says", f"{one.text}: {one.words}.") for one in several),
    )


def answer_means(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write the look down again, with the meaning that the person gives it."""
    seen = case.last_seen
    text = seen.text if seen else ""
    return Answered(_with_wait(case, Seen(text, choose(ask, value), by="person"), known))


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
        says=_wait_lines(case, wait, known),
        stage=5,
        status=75,
        due=wait.due,
    )


def _wait_lines(case: Case, wait: Wait, known: Knowledge) -> tuple[Line, ...]:
    on, cut = wait.words
    lines = [*wait_told(case, wait, known)]
    if wait.paused:
        lines.append(Line("paused", "What the wait needs is missing, so it does not run."))
    return (*lines, Line("leave on", on), Line("don't", cut))


def wait_told(case: Case, wait: Wait, known: Knowledge) -> tuple[Line, ...]:
    """Say that nothing is pressed now, how long it takes and how many tries it counts, as far as that is known."""
    lines = [PRESS_NOTHING]
    if wait.longest_s:
        lines.append(Line("how long", f"It takes {time_in_words(wait.longest_s)} when nothing interrupts it."))
    family, seen = family_of(case, known), case.last_seen
    left = seen_state(seen, family).left if seen and family else None
    if left is not None:
        tries = "one try is left" if left == 1 else f"{left} tries are left"
        lines.append(Line("tries", f"By what it shows, {tries}: type nothing on a guess."))
    return tuple(lines)


def answer_wait(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down what became of the wait, or what the display shows now."""
    if value.strip().casefold() not in {choice.key for choice in ask.choices}:
        return Answered(_look_events(case, value, known))
    events: dict[str, tuple[Event, ...]] = {
        "on-again": (WaitResumed(),),
        "was-off": (WaitPaused("switched-off"),),
        "power-cut": (WaitPaused("power-cut"),),
    }
    chosen = choose(ask, value)
    return odd_is_asked() if chosen == "odd" else Answered(events.get(chosen, ()), stop=chosen == "stop")
