"""The words of the attempt guard: for each verdict a reason in one plain sentence, and the next best step.  Pure."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

__all__ = [
    "RoundEnd",
    "Why",
    "allowed",
    "as_before",
    "better_source",
    "closed",
    "is_closed",
    "last_for_ever",
    "last_of_round",
    "look_first",
    "no_code",
    "not_asking",
    "plays",
    "used_up",
    "wait_runs",
    "weak_and_few",
    "weak_and_unknown",
    "weak_tried",
]


class RoundEnd(NamedTuple):
    """Say what sources tell of a wrong last try: a *wait*, in words, and then *fresh* tries.

    *for_good* tries are left after it until the radio locks for good, None where no source names such a limit; *never*
    where one says that it never does.
    """

    wait: str
    fresh: int
    for_good: int | None = None
    never: bool = False


Why: TypeAlias = tuple[str, str, str]
"""The reason's short name, the reason, and the next step."""

_DEALER = "Have the code checked the official way: the dealer gives it for the serial and can read the radio."
_ENTERED_THERE = "Take radio, code and papers the official way, and have the code checked and entered there."
_DEALER_AND_RADIO = "Ask the dealer for the code, and to have a look at the radio before anything else is typed."
_CLOSED = {
    "locked": (
        "The radio is locked: it takes no code now, and typing can only make it worse.",
        "Go the official way; some radios give a few more tries after a reset there.",
    ),
    "permanent": (
        "The radio says that it is locked for good: no code opens it any more.",
        "Only the maker's service can say whether it can be saved.",
    ),
    "linked": (
        "This radio has no code to enter: it is tied to its car.",
        "The dealer's tester introduces radio and car to each other.",
    ),
    "off": ("The lock of this radio is switched off: it needs no code.", "Switch it on and listen."),
    "unlocked": ("The display says that the radio is open: it needs no code.", "Switch it on and listen."),
    "serial": (
        "The display shows a part of the serial, not the question for the code.",
        "Write it down; then switch the radio off and on, and look again.",
    ),
}


def allowed(left: int | None, *, for_good: int | None, alone: bool, never: bool) -> Why:
    """Say that one try may be made, and how many are left *for_good* where sources name a limit."""
    if alone and for_good is not None:
        why = f"{for_good} tries are left for good, and a wrong code costs a wait. The last of them is kept."
    elif alone:
        never_or_not = "it never locks for good, as its sources say" if never else "no source names a last limit"
        why = f"One try is all right: a wrong code costs a wait here, and {never_or_not}."
    elif left is None:
        why = "How many tries this radio gives is not known: one try with a good code is all that is advised."
    elif for_good not in {None, left}:
        why = (
            f"{left} tries are left before it closes for a while, {for_good} before it locks for good. "
            "The last one before it closes is kept."
        )
    elif for_good:
        why = f"{left} tries are left before it locks for good. The last of them is kept."
    else:
        why = f"{left} tries are left before it closes for a while. The last of them is kept."
    return "allowed", why, "Check each digit on the display before you confirm."


def closed(state: str) -> Why:
    """Say that the display asks for no code."""
    return state, *_CLOSED[state]


def is_closed(state: str) -> bool:
    """Return whether a display in *state* asks for no code."""
    return state in _CLOSED


def plays() -> Why:
    """Say that there is nothing to do."""
    return "plays", "The radio plays: there is nothing to enter.", "Write the code down."


def look_first(*, waiting: bool) -> Why:
    """Ask for a look at the display."""
    if waiting:
        return wait_runs()
    return "look", "Nobody has looked at the display since the last step.", "Say what it shows now."


def wait_runs() -> Why:
    """Say that the radio waits."""
    return (
        "wait",
        "A wait is running: keys pressed now can start it again.",
        "Press nothing until it asks for the code.",
    )


def not_asking() -> Why:
    """Say that the radio does not ask."""
    return (
        "not-asking",
        "The display does not ask for the code just now.",
        "Leave it alone for a minute and look again.",
    )


def no_code() -> Why:
    """Say that there is nothing to try."""
    return "no-code", "There is no code to try yet.", "Find the code first."


def last_for_ever(*, unsure: bool) -> Why:
    """Say that the try could be the last of all."""
    if unsure:
        why = "Nobody knows how many tries were used, so this one may be the last before the radio locks for good."
    else:
        why = "This is the last try before the radio locks for good: it is never used."
    return "last-for-ever", why, _DEALER_AND_RADIO


def last_of_round(after: RoundEnd | None, *, left: int, unsure: bool) -> Why:
    """Say that the try would end the round, and the way out: with the right code in hand there always is one."""
    if unsure:
        why = "Nobody knows how many tries were used, so this one counts as the round's last."
    elif left:
        why = "One try is left in this round: it is kept in reserve."
    else:
        why = "No try is left in this round: a wait is due."
    if after is None:
        return "last-of-round", why, _DEALER
    fresh = "there is one fresh try" if after.fresh == 1 else f"there are {after.fresh} fresh tries"
    full = f"leave it on: after {after.wait} {fresh}, and the code may be typed"
    if not left and not unsure:
        return "last-of-round", why, f"Type nothing and {full}."
    if after.for_good is not None:
        why += f" A wrong code would cost a wait, and {after.for_good} tries would be left for good."
    elif after.never:
        why += " A wrong code would cost a wait, not the radio."
    else:
        why += " A wrong code would cost a wait; no source names a last limit."
    return "last-of-round", why, f"{_ENTERED_THERE} If it shows that it waits, {full} here."


def as_before(refused: Why) -> Why:
    """Say that the radio was taken for another when a code was typed, and that the stricter count of the two holds."""
    reason, why, then = refused
    first = "A code was typed while this radio was taken for another, and the stricter count of the two holds."
    return reason, f"{first} {why}", f"{then} If the display counts its tries, look at it again: that can settle it."


def used_up() -> Why:
    """Say that no more than one try is advised where the schedule is not known."""
    why = "How many tries this radio gives is not known, and enough were used: one more could lock it for good."
    return "used-up", why, _DEALER_AND_RADIO


def weak_and_unknown() -> Why:
    """Say that a doubtful code is not tried on a radio of which too little is known."""
    why = "The code is not certain, and how many tries this radio gives is not known: guessing could lock it."
    return "weak-code", why, "Look for the code card, or ask the dealer."


def weak_tried() -> Why:
    """Say that one try with a doubtful code was all."""
    return "weak-code", "The code is not certain, and it was tried already: one try is all it is worth.", _DEALER


def weak_and_few() -> Why:
    """Say that too few tries are left for a doubtful code."""
    return "weak-code", "The code is not certain, and fewer than two tries are left in this round.", _DEALER


def better_source() -> Why:
    """Say that a better source should be asked first."""
    why = "The code is not certain, and a better source has not been asked yet."
    return "better-source", why, "Look for the code card first, then ask the dealer."
