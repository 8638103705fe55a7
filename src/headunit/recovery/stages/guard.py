"""The attempt guard speaks: why no code is typed now, and the ways on from there.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.asks import STOP, Answered, Ask, Choice, Knowledge, Line, choose, family_of
from headunit.recovery.entry_gaps import prompt_words, wait_words
from headunit.recovery.guard import permission, standing_of
from headunit.recovery.next_step import route_for
from headunit.recovery.records import Closed, Intent, Outcome, Seen, SourceState, Told
from headunit.recovery.stages.code import ask_dealer, state_of
from headunit.recovery.stages.display import GIVE_UP, LOOK_AGAIN, ask_display
from headunit.recovery.stages.odd import ODD, odd_is_asked
from headunit.recovery.stages.radio import WHICH_RADIO, radio_is_asked
from headunit.recovery.stages.serial import held_now
from headunit.recovery.stages.used import FOUND_OUT, may_find_out

if TYPE_CHECKING:
    from headunit.recovery.case import Case
    from headunit.recovery.guard import Permission

__all__ = ["answer_better", "answer_refused", "ask_guard", "permission_now"]

_CORRECT = Choice("correct", "the outcome was written down wrong")
_OTHER = Choice("source", "another code, or another source")
_OFFICIAL = Choice("dealer", "show me the official way")
_CARD_FIRST = Ask(
    key="card",
    text="Is there a code card, a sticker, or a note in the service book?",
    kind="choice",
    choices=(Choice("yes", "yes"), Choice("no", "no, I looked everywhere")),
    why="The code at hand is not certain yet, and a card is surer.",
    stage=4,
)
_WHICH_FIRST = "Say which radio it is: then it is known what its code looks like, and how many tries it gives."
_SEEN_WAITING = (
    "Look again while it shows that it waits, and say so here: the wait is counted from that look on. The question for "
    "the code alone gives no try back."
)
_COMPARE = "Look at serial and code again, letter by letter; the dealer can say which code belongs to the serial."


def permission_now(case: Case, known: Knowledge) -> Permission:
    """Return whether the code that is held may be tried now."""
    return permission(standing_of(case, known), held_now(case, known))


def ask_guard(case: Case, known: Knowledge) -> Ask | None:
    """Let the guard speak: None where it allows a try."""
    verdict = permission_now(case, known)
    if verdict.allowed:
        return None
    says = (Line("guard", verdict.why), Line("next", _next_of(case, known, verdict)), *_the_wait(case, known, verdict))
    if verdict.because == "look" or (verdict.because == "not-asking" and not _stays(case)):
        return ask_display(case, says=says)
    if verdict.because == "better-source":
        held = held_now(case, known)
        no_card = state_of(case, "card") == "none" or (held is not None and held.source == "card")
        asks = ask_dealer(case, known) if no_card else _CARD_FIRST
        return asks._replace(says=says) if no_card or (held is not None and held.rivals) else asks
    corrections = (
        *((FOUND_OUT,) if may_find_out(case) else ()),
        *(() if case.family else (WHICH_RADIO,)),
        *((_CORRECT,) if case.last(Outcome) else ()),
    )
    return Ask(
        key="refused",
        text="Nothing is typed now. How do you want to go on?",
        kind="choice",
        choices=(LOOK_AGAIN, _OTHER, _OFFICIAL, ODD, *corrections, GIVE_UP, STOP),
        says=says,
        stage=5,
        status=77,
        route=route_for(case, known),
    )


def _stays(case: Case) -> bool:
    """Return whether the last two looks, with nothing done between them, found the same."""
    looks = [record.event for record in case.records if isinstance(record.event, Seen | Intent)][-2:]
    return len({look.text if isinstance(look, Seen) else "" for look in looks}) == 1 < len(looks)


def _the_wait(case: Case, known: Knowledge, verdict: Permission) -> tuple[Line, ...]:
    """Say by what a wait is known, and what it needs, where a wait is what gives tries back."""
    words = wait_words(family_of(case, known)) if verdict.because == "last-of-round" else ""
    if not words:
        return ()
    again = Line("then", _SEEN_WAITING) if verdict.tries_left == 0 else None
    return (Line("the wait", words), *((again,) if again else ()))


def _next_of(case: Case, known: Knowledge, verdict: Permission) -> str:
    """Return the next step: how the prompt comes up, which radio it is, then which of two codes is its own."""
    if verdict.because == "not-asking":
        return prompt_words(family_of(case, known))
    held = held_now(case, known)
    if verdict.because not in {"weak-code", "better-source"} or held is None:
        return verdict.next_step
    if not case.family:
        return _WHICH_FIRST
    return _COMPARE if held.rivals and held.source != "rule" else verdict.next_step


def answer_refused(case: Case, ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Go on after a refusal; there is no way past it."""
    chosen = choose(ask, value)
    if chosen == "odd":
        return odd_is_asked()
    if chosen == "give-up":
        return Answered((Closed("given-up"),))
    if chosen == WHICH_RADIO.key:
        return Answered(radio_is_asked(case))
    if chosen in {"source", "dealer"}:
        return Answered((SourceState("any" if chosen == "source" else "dealer", "chosen"),))
    told = {"display": "look", "correct": "correct", FOUND_OUT.key: "used"}.get(chosen)
    return Answered((Told(told, "asked"),)) if told else Answered(stop=True)


def answer_better(_case: Case, ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Follow the card up, or write down that there is none."""
    return Answered((SourceState("card", "chosen" if choose(ask, value) == "yes" else "none"),))
