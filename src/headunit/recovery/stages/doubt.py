"""A character of the serial is in doubt: which one, and what may it be?  Nothing is worked out before.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes import find_codes
from headunit.errors import HeadunitError, InputError
from headunit.numbers import canonical
from headunit.numbers.lookalikes import LOOKALIKES
from headunit.recovery.asks import Answered, Ask, Choice, Line, choose
from headunit.recovery.records import Held, SourceState, Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = ["answer_mark", "ask_doubt", "chosen_reading", "is_doubtful"]

MARK = "?"
_WORN = {"0": "68", "1": "7", "3": "8", "4": "9", "5": "6", "6": "58", "7": "1", "8": "36", "9": "4"}
"""Digit → what it may be on a worn label, beside the letter that looks like it."""
_NOTHING = "a character of the serial can't be read, so nothing is worked out from it; each one counts"
_ALL = Choice("several", "more than one, or I can't say which")
_CLEAR = Choice("clear", "they are clear after all")
_UNREAD = Choice("none", "I can't tell")
_IN_DOUBT = (Told("legible", "no"), Told("legible", "unseen"))
_FOLLOWS = frozenset({"serial", "legible", "doubt"})


def ask_doubt(case: Case, known: Knowledge) -> Ask | None:
    """Ask which character is in doubt, then what it may be; None where neither is open."""
    told = [record.event.what for record in case.records if isinstance(record.event, Told)]
    turn = {what: place for place, what in enumerate(told)}
    if case.told("legible") != "no":
        return None
    serial = case.told("serial")
    if turn.get("doubt", -1) < turn["legible"]:
        return Ask(
            key="doubt",
            text=f"Which character is in doubt? Type the serial again, with {MARK} in its place.",
            kind="text",
            choices=(_ALL, _CLEAR),
            why="Nothing is worked out from a serial that nobody can read: a guess costs a try.",
            says=(Line("as read", " ".join(serial)),),
            stage=4,
        )
    if turn.get("reading", -1) < turn["doubt"]:
        place = case.told("doubt").index(MARK)
        return Ask(
            key="reading",
            text=f"Character {place + 1}: what is it most likely?",
            kind="choice",
            choices=(*_readings(case, place, known), _UNREAD),
            why="The code is then a doubtful one: at most one try, and only when no better source is left.",
            says=(Line("serial", case.told("doubt")),),
            stage=4,
        )
    return None


def _readings(case: Case, place: int, known: Knowledge) -> Iterator[Choice]:
    """Give the character as it was read, and those that it may be in a serial of that form."""
    serial = case.told("serial")
    sign = serial[place]
    for other in dict.fromkeys((sign, *LOOKALIKES.get(sign, ""), *_WORN.get(sign, ""))):
        if other == sign or _is_serial(serial[:place] + other + serial[place + 1 :], case, known):
            yield Choice(other.casefold(), f"the {'figure' if other.isdecimal() else 'letter'} {other}")


def _is_serial(text: str, case: Case, known: Knowledge) -> bool:
    family = next((head.id for head in known.catalogue.heads if head.id == case.family and head.rules), "")
    try:
        find_codes(text, known.catalogue, brand=case.told("brand"), family=family)
    except HeadunitError:
        return False
    return True


def answer_mark(case: Case, _ask: Ask, value: str, _known: Knowledge) -> Answered:
    """Write down which character it is; raises InputError (``doubt-form``) where the rest is another serial."""
    said = value.strip().casefold()
    if said == _CLEAR.key:
        return Answered((Told("legible", "yes"),))
    if said == _ALL.key:
        return Answered((SourceState("rule", "none", _NOTHING),))
    serial = case.told("serial")
    marked = "".join(canonical(sign) if sign.isalnum() else sign for sign in value if sign.isalnum() or sign == MARK)
    same = len(marked) == len(serial) and all(one in {MARK, other} for one, other in zip(marked, serial, strict=True))
    if not same or MARK not in marked:
        raise InputError(
            "doubt-form",
            f"it is not {serial} with {MARK} for a character",
            value=value[:40],
            expected=f"the serial with {MARK} in the place of the character, such as {serial[:-1]}{MARK}",
            next_step="or say that it is more than one",
        )
    if marked.count(MARK) > 1:
        return Answered((SourceState("rule", "none", _NOTHING),))
    return Answered((Told("doubt", marked),))


def chosen_reading(case: Case, ask: Ask, value: str) -> tuple[tuple[Event, ...], str]:
    """Return the records of the reading that was chosen and its serial, which is empty where nobody can tell."""
    chosen = choose(ask, value)
    if chosen == _UNREAD.key:
        return (SourceState("rule", "none", _NOTHING),), ""
    marked = case.told("doubt")
    serial = marked.replace(MARK, chosen.upper())
    return (Told("serial", serial), Told("legible", "no"), Told("doubt", marked), Told("reading", chosen)), serial


def is_doubtful(case: Case) -> bool:
    """Return whether the serial is in doubt: nobody found all of it clear, or it may be one that was ever in doubt."""
    serial = canonical(case.told("serial"))
    return not _found_clear(case) or any(_may_be(serial, marked) for marked in _ever_in_doubt(case))


def _found_clear(case: Case) -> bool:
    """Return whether the serial that was told last was then read once more, and each character is clear."""
    told = [record.event for record in case.records if isinstance(record.event, Told)]
    last = next((one for one in reversed(told) if one.what in {"serial", "legible"}), None)
    return last == Told("legible", "yes")


def _may_be(serial: str, marked: str) -> bool:
    return len(serial) == len(marked) and all(one in {MARK, sign} for one, sign in zip(marked, serial, strict=True))


def _ever_in_doubt(case: Case) -> set[str]:
    """Return the serials that were in doubt, with the mark in the place of the character where that was told.

    A serial that a unit told is in doubt too where nobody compared it with the label, or the label says another one.
    Saying that all is clear after all takes a doubt back only while nothing followed from it.
    """
    found: set[str] = set()
    serial = fresh = ""
    for event in (record.event for record in case.records):
        if event == Told("legible", "yes"):
            found.discard(fresh)
        if event in _IN_DOUBT:
            fresh = "" if serial in found else serial
            found.add(serial)
        elif isinstance(event, Held | SourceState) or (isinstance(event, Told) and event.what in _FOLLOWS):
            fresh = ""
        if isinstance(event, Told) and event.what == "serial":
            serial = canonical(event.value)
        elif isinstance(event, Told) and event.what == "doubt":
            found.add(event.value)
    return found - {""}
