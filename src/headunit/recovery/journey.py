"""The guided way, from the text on the display to music: one question after the other.  Pure.

The journal alone says where a case stands, so it goes on after a break at any point; only a code typed by hand has to
be typed again. Used by the command line and the web app alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.recovery import stage_code as code
from headunit.recovery import stage_display as display
from headunit.recovery import stage_entry as entry
from headunit.recovery import stage_guard as guard
from headunit.recovery import stage_music as music
from headunit.recovery import stage_odd as odd
from headunit.recovery import stage_radio as radio
from headunit.recovery import stage_serial as serial
from headunit.recovery.asks import Line
from headunit.recovery.records import Concluded, Held, SourceState, Told
from headunit.recovery.stage_earlier import earlier_lines, earlier_of

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
_GRADES = {
    "confirmed": "confirmed, codes of real radios agree with the rule",
    "agreed": "independent sources agree, but no real radio has confirmed it",
    "plausible": "one source alone, or another answer is known; not certain",
}


def next_ask(case: Case, known: Knowledge) -> Ask:
    """Return the question that stands next; the first is always what the display shows."""
    found = next(ask for ask in _asks(case, known) if ask is not None)
    found = found._replace(says=(*_news(case, known), *found.says))
    if found.key in {"wait", "kept-on", "closed"} or display.running_wait(case, known) is None:
        return found
    return found._replace(says=(display.PRESS_NOTHING, *found.says))


def _news(case: Case, known: Knowledge) -> tuple[Line, ...]:
    """Say what the last answer led to."""
    last = case.records[-1].event if case.records else None
    if isinstance(last, Told) and last.what == "earlier":
        return earlier_lines(earlier_of(case, case.told("serial"), known))
    if isinstance(last, SourceState) and last.why:
        return (Line("mind", last.why),)
    if isinstance(last, Concluded) and last.family and not last.panel:
        why = f": {last.how}" if ":" in last.how or " " in last.how else ""
        return (Line("radio", f"{known.catalogue.head(last.family).name}{why}."),)
    if isinstance(last, Held) and last.source != "rule" and last.rivals:
        return (_TWO_CODES,)
    if isinstance(last, Held) and last.grade:
        return (Line("code", f"It can be worked out from the serial: {_GRADES[last.grade]}."),)
    return ()


def _asks(case: Case, known: Knowledge) -> Iterator[Ask | None]:
    yield music.ask_closed(case, known)
    yield entry.ask_correction(case, known)
    yield entry.ask_outcome(case, known)
    yield music.ask_written(case, known)
    yield music.ask_keep(case, known)
    yield odd.ask_odd(case, known)
    yield display.ask_look(case, known)
    yield display.ask_ended(case, known, display.EARLY_ENDS)
    yield radio.ask_radio(case, known)
    yield display.ask_means(case, known)
    yield display.ask_ended(case, known)
    yield radio.ask_whose(case, known)
    yield radio.ask_used(case, known)
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
    return _ANSWERS[ask.key](case, ask, value, known)


_ANSWERS: dict[str, Callable[[Case, Ask, str, Knowledge], Answered]] = {
    "display": display.answer_display,
    "means": display.answer_means,
    "kept-on": display.answer_kept_on,
    "wait": display.answer_wait,
    "no-lock": display.answer_ended,
    **dict.fromkeys(sorted(display.ENDS), display.answer_ended),
    "label": radio.answer_label,
    "car": radio.answer_label,
    "family": radio.answer_family,
    "whose": radio.answer_whose,
    "customer": radio.answer_customer,
    "ownership": radio.answer_ownership,
    "used": radio.answer_used,
    "source": code.answer_source,
    "serial": serial.answer_serial,
    "legible": serial.answer_legible,
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
    "written": music.answer_written,
    "keep": music.answer_keep,
}
