"""What a page of a case shows around its question: the steps passed, the display, the radio and the tries left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import HeadunitError
from headunit.recovery.asks import family_of
from headunit.recovery.records import Closed, Held, Intent, Opened
from headunit.web.language import gettext as _
from headunit.web.pages import STEPS
from headunit.web.sentences import tr
from headunit.web.verdict import standing_now
from headunit.web.visitor import read_cookie

if TYPE_CHECKING:
    from starlette.requests import Request

    from headunit.recovery.asks import Ask, Knowledge
    from headunit.recovery.case import Case
    from headunit.web.place import Place

__all__ = [
    "CASE_COOKIE",
    "Binnacle",
    "Resume",
    "binnacle",
    "current_case",
    "links_of",
    "open_case_of",
    "resume_of",
    "state_words",
    "step_of",
]

CASE_COOKIE = "case"

_STEPS = {1: "display", 2: "radio", 3: "radio", 4: "code", 5: "enter", 6: "keep"}
_SPECIAL = frozenset({"nothing", "music"})
_OF_THE_KEYS = frozenset({"outcome", "correction"})


class Binnacle(NamedTuple):
    """Hold what is always in sight: what the radio *shows*, its name, and the tries left.

    *left* is None while nobody can say; *assumed* where it is taken and not known. *used* counts those of this round.
    Both are as the other cases of the radio have them too; the picture has at most six bars of each.
    """

    shows: str
    plays: bool
    radio: str
    left: int | None
    used: int
    assumed: bool
    waiting: bool


class Resume(NamedTuple):
    """Hold an open *case* to go on with, its *path*, and its *name*: the car, else the radio, else nothing."""

    case: str
    path: str
    name: str


def step_of(ask: Ask) -> str:
    """Return the step of the way that a question stands at."""
    return "enter" if ask.key in _OF_THE_KEYS else _STEPS[ask.stage]


def binnacle(case: Case, known: Knowledge) -> Binnacle:
    """Return what is always in sight of *case*."""
    seen, family = case.last_seen, family_of(case, known)
    now = standing_now(case, known)
    told = any(isinstance(record.event, Opened | Intent) for record in case.records) or not now.tally.unsure
    unread = known.newer is not None and bool(known.newer.unread) and known.newer.counts_more
    return Binnacle(
        plays=now.tally.solved,
        shows="" if seen is None or seen.text in _SPECIAL else seen.text,
        radio=tr(family.name) if family else "",
        left=now.tries_left if told and not unread else None,
        used=max(now.tally.used - now.tally.began, 0),
        assumed=now.tally.unsure or now.ladder is None,
        waiting=now.tally.waiting,
    )


def links_of(request: Request, case: Case, here: str) -> dict[str, str]:
    """Return where the steps lead that were passed, and those that are open from here."""
    at = STEPS.index(here)
    links = {"display": str(request.url_for("look", case_id=case.id).path)}
    if case.family:
        links["radio"] = request.url_for("radio", family_id=case.family).path
    if case.last(Held) is not None:
        links["code"] = request.url_for("code", case_id=case.id).path
    if case.family:
        links["rehearse"] = request.url_for("rehearse:choose").path + f"?radio={case.family}|{case.panel}"
    links["enter"] = request.url_for("case", case_id=case.id).path
    links["keep"] = request.url_for("keep").path
    return {name: path for name, path in links.items() if STEPS.index(name) < at or name in _beyond(case)}


def _beyond(case: Case) -> tuple[str, ...]:
    """Return the steps that can be gone to early: rehearsing is open as soon as the radio is known."""
    return ("rehearse",) if case.family and case.last(Closed) is None else ()


def state_words(case: Case) -> str:
    """Return in a word or two where *case* stands."""
    closed = case.last(Closed)
    words = {
        "music": _("It plays"),
        "no-lock": _("It needs no code"),
        "no-code": _("It takes no code by its keys"),
        "given-up": _("Ended without music"),
    }
    return _("Open") if closed is None else words.get(closed.result, closed.result)


def current_case(request: Request, place: Place) -> Case | None:
    """Return the case that this browser was last at, None where there is none any more."""
    case_id = read_cookie(request, CASE_COOKIE)
    try:
        return place.cases.read(case_id) if case_id else None
    except HeadunitError:
        return None


def resume_of(request: Request, place: Place) -> Resume | None:
    """Return what leads back to the open case of this browser, None where there is none."""
    case = open_case_of(request, place)
    if case is None:
        return None
    family = family_of(case, place.known)
    path = str(request.url_for("case", case_id=case.id).path)
    return Resume(case.id, path, case.told("car") or (tr(family.name) if family else ""))


def open_case_of(request: Request, place: Place) -> Case | None:
    """Return the case that this browser was last at, while it is open."""
    case = current_case(request, place)
    return None if case is None or case.last(Closed) is not None else case
