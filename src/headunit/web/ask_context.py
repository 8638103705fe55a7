"""What the pages of single questions need beside the question: keys to press, the clock of a wait, the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.panel.plan_steps import JOINED
from headunit.recovery.asks import family_of
from headunit.recovery.dealer_request import FOR_ANOTHER, RequestDetails, request_rows, request_words
from headunit.recovery.next_step import route_for
from headunit.recovery.records import Customer
from headunit.recovery.stages.display import may_wait, running_wait
from headunit.recovery.stages.serial import may_have_rule
from headunit.recovery.told_facts import best_sourced
from headunit.web.language import gettext as _
from headunit.web.photo_slot import slot_of
from headunit.web.sentences import tr
from headunit.web.tiles import after_tiles, display_banks

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.requests import Request

    from headunit.panel.plan import Plan
    from headunit.panel.plan_steps import Step
    from headunit.recovery.asks import Ask, Knowledge, Line
    from headunit.recovery.case import Case
    from headunit.recovery.wait import Wait
    from headunit.web.place import Place

__all__ = ["Pressed", "ask_context", "pressed"]

_FOR_TERMINALS = frozenset({"letter", "a card", "next time", "again"})
"""Labels of lines that name commands: the pages have links in their place."""
_COMMAND = "headunit "
_OPENED = "The plan opened the simulated radio."
_AFTER_A_WAIT_MS = 600_000
"""How a line begins that is a command and nothing else."""


class Pressed(NamedTuple):
    """Hold one step at the radio: the *keys* to use, the *manner* of it, and the words.

    *manner* is ``press``, ``hold``, ``turn``, ``switch-on``, or empty where there is only to look. *times* counts
    presses. *shows* is what the display shows before or after it.
    """

    keys: tuple[str, ...]
    manner: str
    times: int
    say: str
    shows: str


class Letter(NamedTuple):
    """Hold the request to a dealer: its *title*, its *wish*, and *rows* of a label and what is known, often nothing."""

    title: str
    wish: str
    rows: list[tuple[str, str]]


class Clock(NamedTuple):
    """Hold a wait for the clock's face: *left_s*, None where nobody can say; the browser's clock may be a wrong one."""

    paused: bool
    left_s: int | None


def ask_context(case: Case, ask: Ask, known: Knowledge, place: Place, request: Request) -> dict[str, Any]:
    """Return what the page of *ask* gets."""
    context: dict[str, Any] = {
        "says": tuple(_said(line) for line in ask.says if _for_pages(line)),
        "slot": slot_of(case, ask, place, request.state.visitor),
    }
    if ask.key == "label":
        context["waits"] = may_wait(case, known)
    if ask.key == "display":
        context["banks"] = display_banks()
    if ask.key == "outcome":
        context["tiles"] = after_tiles()
        context["presses"] = pressed(ask.plan) if ask.plan else ()
        context["tried"] = case.open_intent.n if case.open_intent else 0
        context["again"] = bool(ask.plan) and place.cases.shown_before(case, request.state.visitor)
    wait = running_wait(case, known) if ask.key == "wait" else None
    if wait is not None:
        context["clock"] = clock = _clock(wait, place.cases.now())
        if clock.left_s:
            request.state.stay_ms = clock.left_s * 1000 + _AFTER_A_WAIT_MS
    if ask.key == "dealer":
        context["letter"] = _letter(case, known)
        context["on_screen"] = _on_screen(case, known)
    if ask.key in {"vault", "keep", "closed"}:
        vaults = place.vaults
        context["vault_exists"] = vaults is not None and vaults.exists
        context["vault_open"] = vaults is not None and vaults.opened(request.state.visitor) is not None
    return context


def _for_pages(line: Line) -> bool:
    return line.label not in _FOR_TERMINALS and not line.text.startswith(_COMMAND)


def _said(line: Line) -> Line:
    """Return *line* as a page says it: that the plan was tried is not to be read as practice of one's own."""
    if line.label != "rehearsed" or line.text != _OPENED:
        return line
    return line._replace(text=_("The plan opened our simulated radio. That does not mean that you have practised it."))


def pressed(plan: Plan) -> tuple[Pressed, ...]:
    """Return the steps of *plan* as the page shows them."""
    return tuple(_pressed(step) for step in plan.steps)


def _pressed(step: Step) -> Pressed:
    if step.action in {"look", "switch-on", "wait"} or not step.key:
        return Pressed((), "switch-on" if step.action == "switch-on" else "", 0, step.say, step.shows)
    keys = tuple(step.key.split(JOINED))
    manner = "hold" if step.hold_ms is not None else "turn" if step.action == "turn" else "press"
    return Pressed(keys, manner, step.times, step.say, step.shows)


def _clock(wait: Wait, now: datetime) -> Clock:
    return Clock(wait.paused, wait.left_s(now))


def _on_screen(case: Case, known: Knowledge) -> str:
    """Return how the radio shows its serial, where that is known and of use: untold, and with no wait to disturb."""
    family = family_of(case, known)
    claim = best_sourced(family.serial_on_screen) if family else None
    useless = bool(case.told("serial")) or may_wait(case, known) or not may_have_rule(case, known)
    return "" if claim is None or useless else claim.value


def _letter(case: Case, known: Knowledge) -> Letter:
    family, customer = family_of(case, known), case.last(Customer) if case.told("whose") == "customer" else None
    details = RequestDetails(
        unit=tr(family.name) if family else "",
        serial=case.told("serial"),
        part_number=case.told("part-number"),
        vin=case.told("vin"),
        car=case.told("car") or (customer.car if customer else ""),
        owner=customer.customer if customer else "",
    )
    title, wish = request_words(route_for(case, known))
    return Letter(title, FOR_ANOTHER[wish] if case.told("whose") == "customer" else wish, request_rows(details))
