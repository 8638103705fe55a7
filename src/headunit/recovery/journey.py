"""The guided way, from the text on the display to music: one question after the other.  Pure.

The journal alone says where a case stands, so it goes on after a break at any point; only a code typed by hand has to
be typed again. Used by the command line and the web app alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.recovery.asks import Line, family_of
from headunit.recovery.other_codes import brought_another
from headunit.recovery.records import Concluded, Held, Opened, SourceState, Told
from headunit.recovery.stages import (
    change,
    code,
    display,
    earlier,
    ended,
    entry,
    guard,
    music,
    odd,
    radio,
    serial,
    used,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from headunit.recovery.asks import Answered, Ask, Knowledge
    from headunit.recovery.case import Case

__all__ = ["answer", "next_ask"]

_TWO_CODES = Line(
    "mind",
    "It is another code than the one worked out from the serial. One of the two is not this radio's: the serial was "
    "misread, or the paper belongs to another radio.",
)
_WAITS_ALL_THE_SAME = Line(
    "mind",
    "It waits, and mostly a wait follows wrong codes: somebody may have tried before you.",
)
_NOT_KNOWN = "not known"
_GRADES = {
    "confirmed": "The rule is confirmed: codes of real radios agree with it.",
    "agreed": "Independent sources agree on the rule, but no code of a real radio has confirmed it.",
    "plausible": "The code is not certain: one source alone has the rule, or another answer is known.",
}
_DOUBTFUL = "But a character of the serial is in doubt, and so is the code."
_UNSEEN = "But whether the label says the same serial is not known, so the code is in doubt."
_PAPER = "But it is, or may be, another code than the one from paper: it is not certain which one is right."
_RIVALS = "But another rule gives another code for this serial, so it is not certain which one is right."


def next_ask(case: Case, known: Knowledge) -> Ask:
    """Return the question that stands next; the first is always what the display shows."""
    found = next(ask for ask in _asks(case, known) if ask is not None)
    found = found._replace(says=(*_news(case, known), *found.says), back=change.can_change(case, found))
    wait = display.running_wait(case, known)
    if wait is None or found.key in {"wait", "kept-on", "closed"}:
        return found
    return found._replace(says=(*display.wait_told(case, wait, known), *found.says))


def _news(case: Case, known: Knowledge) -> tuple[Line, ...]:
    """Say what the last answer led to."""
    last = case.records[-1].event if case.records else None
    if isinstance(last, Told) and last.what in {"earlier", "counted"}:
        return earlier.earlier_lines(earlier.earlier_of(case, case.told("serial"), known))
    if isinstance(last, SourceState) and last.why:
        return (Line("mind", last.why),)
    if isinstance(last, Concluded):
        return _radio_news(last, case, known)
    if isinstance(last, Held):
        return _code_news(last, case, known)
    if last == Opened(0) and (seen := case.last_seen) and seen.state == "wait":
        return (_WAITS_ALL_THE_SAME,)
    return ()


def _radio_news(last: Concluded, case: Case, known: Knowledge) -> tuple[Line, ...]:
    """Say which radio it is, and why, or that the catalogue has none."""
    told = ":" in last.how or " " in last.how
    if last.family and not last.panel and family_of(case, known):
        return (Line("radio", f"{known.catalogue.head(last.family).name}{f': {last.how}' if told else ''}."),)
    if told and not last.family and last.how != _NOT_KNOWN:
        return (Line("radio", f"{last.how[0].upper()}{last.how[1:]}."),)
    return ()


def _code_news(held: Held, case: Case, known: Knowledge) -> tuple[Line, ...]:
    if held.source != "rule" and held.rivals:
        return (_TWO_CODES,)
    if not held.grade:
        return ()
    worked_out = serial.code_of(case, known) if held.source == "rule" else None
    paper = worked_out is not None and held.rivals and brought_another(case, worked_out, known)
    return (Line("code", f"It can be worked out from the serial. {_sureness(held, case, paper=paper)}"),)


def _sureness(held: Held, case: Case, *, paper: bool) -> str:
    """Say in one breath how sure the rule is, and what makes this code less sure than that."""
    doubts = [_UNSEEN if case.told("legible") == "unseen" else _DOUBTFUL] if held.doubtful else []
    if paper:
        doubts.append(_PAPER)
    elif held.rivals and held.grade != "plausible":
        doubts.append(_RIVALS)
    return " ".join((_GRADES[held.grade], *doubts))


def _asks(case: Case, known: Knowledge) -> Iterator[Ask | None]:
    yield music.ask_closed(case, known)
    yield earlier.ask_newer(case, known)
    yield entry.ask_correction(case, known)
    yield entry.ask_outcome(case, known)
    yield change.ask_change(case, known)
    yield music.ask_written(case, known)
    yield music.ask_keep(case, known)
    yield odd.ask_odd(case, known)
    yield display.ask_look(case, known)
    yield ended.ask_ended(case, known, ended.EARLY_ENDS)
    yield radio.ask_radio(case, known)
    yield display.ask_means(case, known)
    yield ended.ask_ended(case, known)
    yield radio.ask_whose(case, known)
    yield used.ask_used(case, known)
    yield code.ask_code(case, known)
    yield display.ask_kept_on(case, known)
    yield display.ask_wait(case, known)
    yield guard.ask_guard(case, known)
    yield code.ask_code_again(case, known)
    yield entry.ask_panel(case, known)
    yield entry.ask_checklist(case, known)
    yield entry.ask_press(case, known)


def answer(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Return what *value* leads to as the answer of *ask*; nothing is written here.

    Raises InputError (``answer-choice`` and what the answer itself raises): then the question stands as it is.
    """
    if ask.kind == "end":
        raise InputError("answer-end", "the case is closed: there is nothing to answer", value=value)
    if change.is_back(ask, value):
        return change.change_is_asked(case, ask)
    return _ANSWERS[ask.key](case, ask, value, known)


_ANSWERS: dict[str, Callable[[Case, Ask, str, Knowledge], Answered]] = {
    "display": display.answer_display,
    "means": display.answer_means,
    "kept-on": display.answer_kept_on,
    "wait": display.answer_wait,
    "no-lock": ended.answer_ended,
    **dict.fromkeys(sorted(ended.ENDS), ended.answer_ended),
    "label": radio.answer_label,
    "car": radio.answer_label,
    "family": radio.answer_family,
    "whose": radio.answer_whose,
    "customer": radio.answer_customer,
    "ownership": radio.answer_ownership,
    "used": used.answer_used,
    "source": code.answer_source,
    "serial": serial.answer_serial,
    "legible": serial.answer_legible,
    "doubt": serial.answer_doubt,
    "reading": serial.answer_reading,
    "detail": serial.answer_detail,
    "dealer": code.answer_dealer,
    "code": code.answer_code,
    "vault": code.answer_vault,
    "card": guard.answer_better,
    "refused": guard.answer_refused,
    "panel": entry.answer_panel,
    "checklist": entry.answer_checklist,
    "press": entry.answer_press,
    "odd": odd.answer_odd,
    "advised": odd.answer_advised,
    "outcome": entry.answer_outcome,
    "correction": entry.answer_correction,
    "change": change.answer_change,
    "newer": earlier.answer_newer,
    "written": music.answer_written,
    "keep": music.answer_keep,
}
