"""Where the display takes no code: what ends the way there, and what can be made ready meanwhile.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.asks import STOP, Answered, Ask, Choice, Line, choose, family_of
from headunit.recovery.case import results_of
from headunit.recovery.next_step import next_step, route_for
from headunit.recovery.records import Closed, Correction, Intent, Seen, Told
from headunit.recovery.stages.display import GIVE_UP, LOOK_AGAIN
from headunit.recovery.stages.odd import ODD, odd_is_asked
from headunit.recovery.stages.serial import held_now
from headunit.recovery.tally import seen_state
from headunit.recovery.told_facts import is_linked

if TYPE_CHECKING:
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["EARLY_ENDS", "ENDS", "answer_ended", "ask_ended"]

_OPENED = frozenset({"plays", "unlocked"})
"""What a radio shows after the right code."""
_ONLY_SEEN = frozenset({"dark", "plays"})
"""What a person says of a display without a text."""
EARLY_ENDS = frozenset({"linked", "off", "unlocked", "serial", "dark", "plays"})
"""What ends the way whichever radio it is."""
ENDS = EARLY_ENDS | {"locked", "permanent"}
_SOLVED = Choice("solved", "it plays, or is open: the last try did it")
_CLOSE = Choice("close", "close the case: the radio needs no code")
_CODE_FIRST = Choice("code", "get the code meanwhile, so that it is at hand")
_WANTED = Told("source", "first")
_AT_HAND = Line("code", "A code for it is at hand. Nothing is typed until the display asks for it.")


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
    ready = state == "locked" and held_now(case, known) is not None
    if state == "locked" and not ready and _code_is_wanted(case):
        return None
    code = (_CODE_FIRST,) if state == "locked" and not ready and case.family else ()
    says = (*next_step(case, known, state), *((_AT_HAND,) if ready else ()))
    text = "It takes no code by its keys as it is now. Has anything changed?"
    choices = (*solved, LOOK_AGAIN, *code, ODD, GIVE_UP, STOP)
    return Ask(state, text, "choice", choices, says=says, status=69, route=route_for(case, known))


def _code_is_wanted(case: Case) -> bool:
    """Return whether somebody chose, after the last look, to get the code all the same."""
    marks = [record.event for record in case.records if isinstance(record.event, Seen) or record.event == _WANTED]
    return bool(marks) and marks[-1] == _WANTED


def _unsolved(case: Case) -> bool:
    """Return whether a try was made, and written down as one that brought no music."""
    intent = case.last(Intent)
    return intent is not None and results_of(case.records).get(intent.n) not in {None, "music"}


def _ending(case: Case, known: Knowledge) -> str:
    """Return the state of the display; a radio that is tied to its car takes no code, whatever it seems to show."""
    seen, family = case.last_seen, family_of(case, known)
    state = seen_state(seen, family).state if seen else ""
    return "linked" if family and is_linked(family) and state not in _ONLY_SEEN else state


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
    return Answered((_WANTED if chosen == "code" else Told("look", "again"),))
