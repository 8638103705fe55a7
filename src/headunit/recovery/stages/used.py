"""How many tries were used before the case was opened, and how that can be found out.  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from headunit.recovery.asks import Answered, Ask, Choice, Line, choose, family_of
from headunit.recovery.case import last_of
from headunit.recovery.guard import standing_of
from headunit.recovery.ladder import ladder_of
from headunit.recovery.records import Opened, Seen, Told
from headunit.recovery.stages.earlier import earlier_events, earlier_lines, earlier_of, is_opened
from headunit.recovery.tally import MANY, RECALLED, counts_told

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case

__all__ = ["FOUND_OUT", "answer_used", "ask_used", "may_find_out"]

FOUND_OUT = Choice("used", "I know now how many wrong codes were typed")

_FEW = (
    "Wrong codes already typed, not tries left; others' count too. If in doubt, say so: the guard then keeps the tries."
)
_HIGHER = (
    "Wrong codes already typed, not tries left; others' count too. Of two numbers the higher is counted, to be safe."
)
_FIRST = (Choice("0", "none"), Choice("1", "one wrong code"), Choice("2", "two wrong codes"))
_LONG = (
    (4, Choice("3", "three or four wrong codes")),
    (6, Choice("5", "five or six wrong codes")),
    (8, Choice("7", "seven or eight wrong codes")),
)
"""Where a round is long, up to how many there may have been, and how that is said."""
_MORE = (
    Choice("3", "three wrong codes or more"),
    Choice("5", "five wrong codes or more"),
    Choice("7", "seven wrong codes or more"),
    Choice("9", "nine wrong codes or more"),
)
_UNKNOWN = Choice("unknown", "I don't know")
_SHORT = len((*_FIRST, _MORE[0], _UNKNOWN))
_COUNTS = re.compile(r"\{(used|left)\}")
_AN_ORDER = "type "
"""How the words of a display begin that tell to type: nobody is told so while the tries are asked for."""


def ask_used(case: Case, known: Knowledge) -> Ask | None:
    """Ask for the tries already used, unless the display counts them."""
    asked = [record.number for record in case.records if record.event == Told("used", "asked")]
    opened = last_of(case.records, Opened)
    again = bool(asked) and (opened is None or opened.number < asked[-1])
    if not again and is_opened(case):
        return None
    if not again and not standing_of(case, known).tally.unsure:
        return None
    choices = _choices(family_of(case, known))
    return Ask(
        key="used",
        text="How many wrong codes has anybody typed since it began to ask?",
        kind="choice",
        choices=choices,
        why=_again(case) if again else _FEW if len(choices) == _SHORT else _HIGHER,
        says=(*earlier_lines(earlier_of(case, case.told("serial"), known)), *_counted(family_of(case, known))),
        stage=3,
    )


def _choices(family: Family | None) -> tuple[Choice, ...]:
    """Offer numbers for as long as the first round is; where two tries aren't left, the number says no more."""
    ladder = ladder_of(family)
    end = ladder.round_end(0) if ladder else 0
    long = [choice for most, choice in _LONG if most + 2 <= end]
    return (*_FIRST, *long, _MORE[len(long)], _UNKNOWN)


def _most(ask: Ask, key: str) -> int | None:
    """Return how many there were at most, MANY where it may be more, None where nobody knows."""
    if key == _UNKNOWN.key:
        return None
    if key == ask.choices[-2].key:
        return MANY
    return next((most for most, choice in _LONG if choice.key == key), int(key))


def _counted(family: Family | None) -> tuple[Line, ...]:
    """Say where the display counts the tries, as far as sources say it, and what not knowing them comes to."""
    layouts = [one.value for one in family.display if _COUNTS.search(one.value.template)] if family else []
    layouts = [one for one in layouts if not one.words.startswith(_AN_ORDER)]
    shown = tuple(Line("it counts", f"{one.text}: {one.words}.") for one in layouts[:2])
    ladder = ladder_of(family)
    if shown or ladder is None or ladder.limit is None:
        return shown
    none = "No source says that its display counts them: ask who had the radio or the car before."
    return (Line("mind", f"{none} It locks after {ladder.limit}, so while nobody knows, no code is typed."),)


def answer_used(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Open the count; what an earlier case of this radio counted is the least."""
    said = value.strip() if value.strip() in {choice.key for choice in ask.choices} else choose(ask, value)
    opened = Opened(_most(ask, said))
    before = (RECALLED,) if opened.used is not None and may_find_out(case) else ()
    return Answered((*earlier_events(earlier_of(case, case.told("serial"), known)), *before, opened))


def _again(case: Case) -> str:
    """Say which of several answers counts."""
    if None not in counts_told(case.records):
        return "The highest number that was told counts."
    if may_find_out(case):
        return "Whoever said 'I don't know' and has found out since says it now: the number takes its place."
    return "It stays unknown: the radio was seen locked, or another case of it counts too, and no word changes that."


def may_find_out(case: Case) -> bool:
    """Return whether *don't know* stands, and somebody may undo it: not what was seen, or is of another case."""
    if None not in counts_told(case.records):
        return False
    seen = (record.event for record in case.records if isinstance(record.event, Seen))
    return not case.told_all("earlier") and all(one.state != "locked" for one in seen)
