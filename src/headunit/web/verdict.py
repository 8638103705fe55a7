"""What may be done at the radio now, with all in it that the other cases count: never more than the engine allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.recovery.guard import standing_of
from headunit.recovery.stages.guard import permission_now
from headunit.web.language import gettext as _
from headunit.web.sentences import tr

if TYPE_CHECKING:
    from headunit.recovery.asks import Ask, Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.guard import Standing

__all__ = ["Verdict", "standing_now", "verdict_now"]

_AT_THE_KEYS = frozenset({"checklist", "code", "panel", "press", "vault"})
"""The questions between a code that may be tried and the first key."""


class Verdict(NamedTuple):
    """Say in the language of the page whether a try is *allowed*, *why*, and the next step; *because* is for programs.

    Beside the guard's own reasons there are ``newer``, ``outcome``, ``closed`` and ``asked``: a question comes first.
    """

    allowed: bool
    because: str
    why: str
    next_step: str


def standing_now(case: Case, known: Knowledge) -> Standing:
    """Return where the radio stands: the worse of what *case* counts and of what it counts with the other cases."""
    own, grown = standing_of(case, known), standing_of(_with_others(case, known), known)
    if own.tries_left is None or grown.tries_left is None:
        return own if grown.tries_left is None else grown
    return own if own.tries_left < grown.tries_left else grown


def verdict_now(case: Case, ask: Ask, known: Knowledge) -> Verdict:
    """Return whether the code may be typed now, where the question *ask* stands."""
    if ask.key == "closed":
        again = _("If the radio asks once more, begin a new case.")
        return Verdict(allowed=False, because="closed", why=tr(ask.text), next_step=again)
    if ask.key == "newer":
        first = _("Say that first. Until then no code is typed.")
        return Verdict(allowed=False, because="newer", why=tr(ask.text), next_step=first)
    if case.open_intent is not None:
        why = _("A try is written down, and nobody has said yet what came of it.")
        return Verdict(allowed=False, because="outcome", why=why, next_step=_("Say first what the radio shows now."))
    found = permission_now(case, known)
    if found.allowed:
        found = permission_now(_with_others(case, known), known)
    if found.allowed and ask.key not in _AT_THE_KEYS:
        first = _("Answer it first. Then the way to the keys goes on.")
        return Verdict(allowed=False, because="asked", why=tr(ask.text), next_step=first)
    return Verdict(found.allowed, found.because, tr(found.why), tr(found.next_step))


def _with_others(case: Case, known: Knowledge) -> Case:
    """Return *case* as it will be once it has counted what the other cases of the radio do."""
    events = known.newer.events if known.newer else ()
    return case.grown(case.following(events, case.records[-1].at)) if events else case
