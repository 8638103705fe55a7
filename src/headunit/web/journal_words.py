"""The journal of a case in plain words: one line a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.recovery import records as kinds
from headunit.web.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from headunit.recovery.case import Case

__all__ = ["JournalLine", "journal_lines", "state_words"]

_HIDDEN = frozenset({"odd", "look", "correct", "advised", "kept-on", "legible", "panel", "whose", "vault"})
"""What was told only to find the way, and says nothing later."""


class JournalLine(NamedTuple):
    """Hold one record: its time, what happened, and the text that belongs to it."""

    at: datetime
    what: str
    text: str


def journal_lines(case: Case) -> tuple[JournalLine, ...]:
    """Return the journal of *case*, the oldest first."""
    return tuple(_lines(case))


def _lines(case: Case) -> Iterator[JournalLine]:
    for record in case.records:
        words = _WORDS.get(type(record.event))
        if words is None:
            continue
        what, text = words(record.event)
        if what:
            yield JournalLine(record.at, what, text)


def state_words(case: Case) -> str:
    """Return in a word or two where *case* stands."""
    closed = case.last(kinds.Closed)
    if closed is None:
        return _("Open")
    return _closed(closed)[0]


def _closed(event: kinds.Closed) -> tuple[str, str]:
    words = {
        "music": _("It plays"),
        "no-lock": _("It needs no code"),
        "no-code": _("It takes no code by its keys"),
        "given-up": _("Ended without music"),
    }
    return words.get(event.result, event.result), ""


def _opened(event: kinds.Opened) -> tuple[str, str]:
    used = {None: _("not known"), 3: _("three or more")}.get(event.used, str(event.used))
    return _("Wrong tries before"), used


def _told(event: kinds.Told) -> tuple[str, str]:
    if event.what in _HIDDEN or not event.value:
        return "", ""
    words = {
        "serial": _("Serial"),
        "vin": _("VIN"),
        "label": _("On the label"),
        "part-number": _("Part number"),
        "model-number": _("Model number"),
        "firmware": _("Software version"),
        "brand": _("Make"),
        "car": _("Car"),
        "seen": _("Something odd"),
        "written": _("The code is on paper"),
        "vault-reference": _("Kept in the vault as"),
    }
    return words.get(event.what, event.what), "" if event.what == "written" else event.value


def _source(source: str) -> str:
    words = {
        "rule": _("worked out from the serial"),
        "card": _("from a card or book"),
        "dealer": _("from the dealer"),
        "vault": _("from the vault or a note"),
    }
    return words.get(source, source)


def _outcome(event: kinds.Outcome | kinds.Correction) -> tuple[str, str]:
    words = {
        "music": _("it plays"),
        "wrong": _("the code was refused"),
        "no-reaction": _("nothing happened"),
        "unclear": _("not clear"),
    }
    what = _("Corrected") if isinstance(event, kinds.Correction) else _("The radio said")
    return what, words[event.result]


_WORDS: dict[type, Callable[[Any], tuple[str, str]]] = {
    kinds.Opened: _opened,
    kinds.Seen: lambda event: (_("The display shows"), event.text),
    kinds.Told: _told,
    kinds.Concluded: lambda event: (_("The radio"), event.family or _("not known")),
    kinds.Held: lambda event: (_("A code is held"), _source(event.source)),
    kinds.Planned: lambda _event: (_("The keys were planned and rehearsed"), ""),
    kinds.Intent: lambda event: (_("Try %s begins") % event.n, _source(event.source)),
    kinds.Outcome: _outcome,
    kinds.Correction: _outcome,
    kinds.WaitStarted: lambda _event: (_("The radio waits"), ""),
    kinds.WaitPaused: lambda _event: (_("The wait stands still"), ""),
    kinds.WaitResumed: lambda _event: (_("The wait goes on"), ""),
    kinds.WaitEnded: lambda _event: (_("The wait is over"), ""),
    kinds.Ownership: lambda event: (_("Proof of ownership seen"), event.seen),
    kinds.Customer: lambda event: (_("Customer"), event.customer),
    kinds.Note: lambda event: (_("Remark"), event.text),
    kinds.Closed: _closed,
}
