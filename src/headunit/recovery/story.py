"""A case told in words: what happened, in order, and what that rests on; never a code.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.recovery.case import results_of
from headunit.recovery.plug import told_by_plug
from headunit.recovery.records import (
    Closed,
    Concluded,
    Correction,
    Customer,
    Event,
    Held,
    Intent,
    Note,
    Opened,
    Outcome,
    Ownership,
    Planned,
    Seen,
    SourceState,
    Told,
    WaitEnded,
    WaitPaused,
    WaitResumed,
    WaitStarted,
)
from headunit.recovery.story_told import told_words
from headunit.recovery.tally import MANY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Record

__all__ = ["CLOSED", "Happened", "story"]


class Happened(NamedTuple):
    """Hold what happened *at* a time (UTC), in a sentence, its *basis* (may be empty), and its record's *event*."""

    at: datetime
    what: str
    basis: str
    event: Event


CLOSED = {
    "music": "The radio plays.",
    "no-lock": "The radio asked for no code.",
    "no-code": "The radio takes no code by its keys: the official way was shown.",
    "given-up": "Ended without music.",
}
_OUTCOMES = {
    "music": "the radio plays",
    "wrong": "the code was refused",
    "no-reaction": "nothing happened",
    "unclear": "it is not clear what came of it",
}
_CODES = {
    "rule": "worked out from the serial",
    "card": "from a code card, a sticker or the service book",
    "dealer": "from the dealer",
    "vault": "from the vault or own notes",
}
_SEEN = {"dark": "The display is dark.", "plays": "The radio plays."}
_MEANT = {
    "radio": "seen; this radio's own word",
    "others": "seen; its meaning is known of other radios",
    "person": "seen; its meaning was told",
}
_REHEARSED = {
    "opened": ("The keys were planned, and tried on the simulated radio.", "it opened"),
    "failed": ("The keys were planned, and tried on the simulated radio.", "it did not open"),
    "no plan": ("No plan for the keys: the owner's manual says how the code is entered.", ""),
}
_SOURCES = {
    ("rule", "none"): "The serial gives no code.",
    ("card", "none"): "There is no code card, sticker or note.",
    ("vault", "none"): "Neither the vault nor own notes have the code.",
    ("dealer", "none"): "The dealer has not given a code.",
    ("dealer", "asked"): "The dealer is asked for the code.",
    ("dealer", "answered"): "The dealer gave a code.",
    ("dealer", "refused"): "The dealer can't or won't help.",
}
_PAUSED = {
    "switched-off": "The radio was switched off: the wait stands still.",
    "power-cut": "The radio lost its supply: the wait may begin anew.",
    "unknown": "Nobody knows whether it was on all the time: the wait begins anew.",
}
_AS_TOLD = "as told, not seen"

_Words = tuple[str, str] | None


_USED = {None: "not known", 0: "none", 1: "1", 2: "2", MANY: "three or more"}


def story(case: Case, known: Knowledge) -> tuple[Happened, ...]:
    """Return what happened in *case*, in order; steps between two questions, which change nothing, are left out."""
    return tuple(_story(case, known))


def _story(case: Case, known: Knowledge) -> Iterator[Happened]:
    for place, record in enumerate(case.records):
        following = case.records[place + 1 :]
        found = _words(case, record, following[0].event if following else None, known)
        if found:
            yield Happened(record.at, *found, record.event)


def _words(case: Case, record: Record, following: Event | None, known: Knowledge) -> _Words:
    event = record.event
    if isinstance(event, Opened):
        return _opened(event, following)
    if isinstance(event, Told):
        return _told(event, case, known)
    if isinstance(event, Concluded):
        return _concluded(event, known)
    if isinstance(event, Intent):
        return _intent(event, results_of(case.records))
    if isinstance(event, Correction):
        return _correction(event, case.records[: record.number - 1])
    return _PLAIN[type(event)](event)


def _told(event: Told, case: Case, known: Knowledge) -> _Words:
    if event.what == "counted":
        return None  # where another case is counted up to is for the program alone
    if event.what == "elsewhere":
        return f"Wrong codes typed meanwhile in other cases of this radio: {event.value}.", ""
    return told_words(event, known, by_plug=told_by_plug(case, event.value))


def _opened(event: Opened, following: Event | None) -> _Words:
    used = _USED.get(event.used, f"at most {event.used}")
    if isinstance(following, Told) and following.what == "earlier":
        return f"Wrong codes typed before: {used}.", f"counted in case {following.value}"
    return f"Wrong codes typed before: {used}.", _AS_TOLD


def _concluded(event: Concluded, known: Knowledge) -> _Words:
    if not event.family:
        return "Which radio it is, is not known.", ""
    if event.panel:
        return f"Its front: {event.panel}.", "chosen"
    names = {head.id: head.name for head in known.catalogue.heads}
    how = {"named": "named by hand", "chosen": "chosen from those that fit"}.get(event.how, event.how)
    return f"The radio is taken for: {names.get(event.family, event.family)}.", how


def _seen(event: Seen) -> _Words:
    if event.by == "person" and event.state in _SEEN and event.text in {"nothing", "music"}:
        return _SEEN[event.state], "seen"
    return f"The display shows {_visible(event.text)}.", _MEANT.get(event.by, event.by)


def _held(event: Held) -> _Words:
    basis = [f"rule {event.rule}, {event.grade}"] if event.rule else []
    basis += ["in doubt"] if event.doubtful else []
    basis += ["another code fits the same serial"] if event.rivals else []
    return f"A code is at hand, {_CODES.get(event.source, event.source)}.", ", ".join(basis)


def _source(event: SourceState) -> _Words:
    words = _SOURCES.get((event.source, event.state))
    return (words, event.why) if words else None


def _intent(event: Intent, results: dict[int, str]) -> _Words:
    words = f"Try {event.n} begins, with the code {_CODES.get(event.source, event.source)}."
    if event.n not in results:
        words += " What came of it was not told, so it counts as a wrong code."
    return words, "the attempt guard allowed it"


def _outcome(event: Outcome) -> _Words:
    return f"Try {event.intent}: {_OUTCOMES.get(event.result, event.result)}.", _AS_TOLD


def _correction(event: Correction, before: tuple[Record, ...]) -> _Words:
    was = results_of(before).get(event.intent)
    instead = f", not: {_OUTCOMES[was]}" if was in _OUTCOMES else ""
    now = _OUTCOMES.get(event.result, event.result)
    return f"Try {event.intent}, corrected: {now}{instead}.", "as told later; both records are kept"


def _visible(text: str) -> str:
    """Return *text* without control characters, which an older journal can hold."""
    return "".join(sign if sign.isprintable() else "·" for sign in text)


def _customer(event: Customer) -> _Words:
    return f"Customer: {_visible(' '.join(filter(None, event)))}.", ""


_PLAIN: dict[type, Callable[..., _Words]] = {
    Seen: _seen,
    Held: _held,
    SourceState: _source,
    Planned: lambda event: _REHEARSED.get(event.rehearsed, _REHEARSED["failed"]),
    Outcome: _outcome,
    WaitStarted: lambda _event: ("The radio waits.", "seen on its display"),
    WaitPaused: lambda event: (_PAUSED.get(event.reason, _PAUSED["unknown"]), _AS_TOLD),
    WaitResumed: lambda _event: ("The wait goes on.", _AS_TOLD),
    WaitEnded: lambda _event: ("The wait is over.", "seen on its display"),
    Ownership: lambda event: (f"Seen as proof of ownership: {_visible(event.seen)}.", "seen; no copy is kept"),
    Customer: _customer,
    Note: lambda event: (f"Remark: {_visible(event.text)}", ""),
    Closed: lambda event: (f"The case is closed. {CLOSED.get(event.result, '')}".rstrip(), ""),
}
