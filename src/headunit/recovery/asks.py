"""A question of the guided way, and what its answer leads to.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import InputError
from headunit.facts.advice import load_advice
from headunit.recovery.mask import mask_digits
from headunit.recovery.records import Intent, Opened, Told

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from headunit.facts.advice_records import AdviceTables
    from headunit.facts.assumptions import Assumptions
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.family import Family
    from headunit.facts.records import Route
    from headunit.numbers import RadioCode
    from headunit.panel.plan import Plan
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = [
    "STAGES",
    "STOP",
    "Answered",
    "Ask",
    "Choice",
    "Earlier",
    "Knowledge",
    "Line",
    "VaultCode",
    "choose",
    "family_named",
    "family_of",
    "remember",
    "text_of",
]

STAGES = ("the display", "the radio", "the tries", "the code", "the keys", "music")
"""The stages of the way; a question says at which it stands, from 1."""

_LONGEST = 2_000
_PROVED = frozenset({"confirmed", "agreed"})


class Choice(NamedTuple):
    """Offer one answer: its *key* for programs and the *label* for people."""

    key: str
    label: str


STOP = Choice("stop", "stop for now; everything is kept")


class Line(NamedTuple):
    """Say something above the question; *label* names it in a word or two."""

    label: str
    text: str


class Ask(NamedTuple):
    """Ask one thing.

    *key* names the question for programs. *kind* is ``text`` (a choice's key fits too), ``choice``, ``secret`` (a code,
    or a choice's key) or ``end``, which asks nothing. *why* says in a sentence why it is asked, *says* what to know
    first. *status* is the exit status when the way is left here. *route* and *plan* stand beside where they matter; the
    plan is the code in clear. *due* is when a look at the display is worth while, None where nobody can say. *back*:
    the word ``back`` leads to a change of an earlier answer.
    """

    key: str
    text: str
    kind: str
    choices: tuple[Choice, ...] = ()
    why: str = ""
    says: tuple[Line, ...] = ()
    stage: int = 1
    status: int = 65
    route: Route | None = None
    plan: Plan | None = None
    due: datetime | None = None
    back: bool = False


class Answered(NamedTuple):
    """Hold the *events* to write down, the *code* that was told and is kept in memory alone, and whether to *stop*."""

    events: tuple[Event, ...] = ()
    code: RadioCode | None = None
    stop: bool = False


class VaultCode(NamedTuple):
    """Hold what a vault gives for a radio: the *code*, where it was from, its *grade*, and what the entry was found by.

    *source* and *grade* are the entry's own, *matched* is ``serial``, ``part-number`` or ``family``.
    """

    code: RadioCode
    source: str = "other"
    grade: str = ""
    matched: str = "serial"

    @property
    def doubtful(self) -> bool:
        """Return whether it may be another radio's, or was computed by a rule that is not proved."""
        unproved = self.source == "rule" or bool(self.grade)
        return self.matched != "serial" or (unproved and self.grade not in _PROVED)


class Earlier(NamedTuple):
    """Name another *case* of the same radio, and the wrong codes *used* in all of them, None where nobody knows.

    *events* count in this case what it doesn't count yet; none: it counts all. *unread* are cases that can't be read,
    and so may be of this radio too.
    """

    case: str
    used: int | None
    events: tuple[Event, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def counts_more(self) -> bool:
        """Return whether *events* add to what this case counts, and don't only say that it was counted."""
        return any(
            isinstance(event, Opened) or (isinstance(event, Told) and event.what == "elsewhere")
            for event in self.events
        )


class Knowledge(NamedTuple):
    """Hold what questions are built from: facts, the *code* when it was told, and what this installation *offers*.

    *wrote* is the number of the try that this process itself wrote down, 0 for none: it alone may show the keys of that
    try. *earlier* tells what other cases know of a serial, None where nobody can look; *newer* is what they knew when
    this case was taken up again.

    *from_vault* gives the code that the vault holds for a case's radio, *into_vault* keeps one and gives its reference;
    both ask for the passphrase, and raise HeadunitError. None where there is nobody to ask, or no vault at hand.
    """

    catalogue: Catalogue
    assumptions: Callable[[], Assumptions]
    code: RadioCode | None = None
    offers: tuple[str, ...] = ()
    advice: Callable[[], AdviceTables] = load_advice
    from_vault: Callable[[Case], VaultCode] | None = None
    into_vault: Callable[[Case, RadioCode], str] | None = None
    wrote: int = 0
    earlier: Callable[[Case, str], Earlier | None] | None = None
    newer: Earlier | None = None


def remember(known: Knowledge, answered: Answered) -> Knowledge:
    """Return *known* with what only memory may hold of *answered*, once its events are on the disk."""
    tries = [event.n for event in answered.events if isinstance(event, Intent)]
    return known._replace(code=answered.code or known.code, wrote=tries[-1] if tries else known.wrote)


def family_of(case: Case, known: Knowledge) -> Family | None:
    """Return the radio's family, None while it is not known, or where this version's catalogue has it no more."""
    return family_named(case.family, known)


def family_named(name: str, known: Knowledge) -> Family | None:
    """Return the family with the id *name*, None where the catalogue has none of that id."""
    known_ids = {head.id for head in known.catalogue.heads}
    return known.catalogue.family(name) if name in known_ids else None


def choose(ask: Ask, value: str) -> str:
    """Return the key of the choice that *value* names: by its key, its number from 1, or the beginning of its label.

    Beside free text a number is no choice: displays show numbers too. Raises InputError (``answer-choice``).
    """
    wanted = " ".join(value.split()).casefold()
    keys = [choice.key for choice in ask.choices]
    if wanted in keys:
        return wanted
    if ask.kind != "text" and wanted.isdecimal() and 1 <= int(wanted) <= len(keys):
        return keys[int(wanted) - 1]
    found = [choice.key for choice in ask.choices if wanted and choice.label.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    raise _no_choice(value, keys)


def _no_choice(value: str, keys: list[str]) -> InputError:
    """Return the error for what is none of the answers; a number that may be a code is not said again."""
    plain = mask_digits(value.strip())[:40]
    if not plain:
        words, then = "nothing was typed", "give the number or the word of an answer"
    elif plain != value.strip()[:40]:
        words, then = "that is none of the answers", "no code is wanted here: it is asked for later, and unseen then"
    else:
        words, then = f"{plain!r} is none of the answers", "give its number or its word"
    return InputError("answer-choice", words, value=plain, expected=" or ".join(keys), next_step=then)


def text_of(value: str) -> str:
    """Return an answer of free text in one line; raises InputError (``answer-empty``, ``answer-long``)."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())
    if not text:
        raise InputError("answer-empty", "the answer is empty", expected="some text", next_step="or choose an answer")
    if len(text) > _LONGEST:
        raise InputError("answer-long", f"the answer has {len(text)} characters", expected=f"at most {_LONGEST}")
    return text
