"""The third page: the codes that are possible, why we think so, what is not known, and whether one may be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.codes.candidate import Grade
from headunit.codes.cards import Verdict as Form
from headunit.codes.cards import check_card
from headunit.codes.rules import ALL_RULES
from headunit.recovery.asks import family_of
from headunit.recovery.records import Held
from headunit.recovery.stages.serial import code_of, held_now, rule_answer
from headunit.recovery.told_facts import unknown_facts
from headunit.web.evidence import keys_guessed
from headunit.web.language import gettext as _
from headunit.web.verdict import verdict_now

if TYPE_CHECKING:
    from headunit.codes import CodeAnswer
    from headunit.codes.answer import FoundCode
    from headunit.facts.family import Family
    from headunit.recovery.asks import Ask, Knowledge
    from headunit.recovery.case import Case
    from headunit.web.verdict import Verdict

__all__ = ["Possible", "code_context"]

_GRADES = {Grade.CONFIRMED: 5, Grade.AGREED: 4, Grade.PLAUSIBLE: 3}
_ONE_OF_SEVERAL, _IN_DOUBT = 3, 2
"""Ticks of a code beside others for the same serial, and of one whose serial is in doubt."""

_BY_PLACE = frozenset({"increment", "select"})
"""Ways of entering in which each digit has its key."""

_ASKED_OF = ("lock_schedule", "confirm", "entry", "wait_rule")
"""What a person should know before the first key is pressed."""


class Possible(NamedTuple):
    """Hold one code: its *digits*, the *keys* that set them, how sure it is, and what stands behind it.

    *grade* and *ticks* say how sure the code is, *rule_grade* and *rule_ticks* how well its rule is proved: a code is
    no surer than the serial that it was worked out from.
    """

    digits: str
    keys: tuple[str, ...]
    grade: str
    ticks: int
    rule_grade: str
    rule_ticks: int
    title: str
    proof: str
    pairs: int
    sources: tuple[str, ...]
    compared: int
    warnings: tuple[str, ...]


class Heed(NamedTuple):
    """Hold what to heed before a key is pressed: a lamp's *kind*, a *title*, *why*, and the next step, if any.

    What is *first* stands above the code: it says that none is typed now.
    """

    kind: str
    title: str
    why: str
    next_step: str = ""
    first: bool = False


def code_context(case: Case, ask: Ask, known: Knowledge) -> dict[str, Any] | None:
    """Return what the page of the code gets, where the question *ask* stands.

    None while no code is held, or the rules don't give it any more.
    """
    held, family = case.last(Held), family_of(case, known)
    if held is None or (held.source == "rule" and code_of(case, known) is None):
        return None
    answer = rule_answer(case, known) if held.source == "rule" else None
    codes = _by_rule(answer, family, held) if answer else _typed(case, known, family)
    return {
        "held": held,
        "codes": codes,
        "serial": case.told("serial"),
        "heed": _heed(verdict_now(case, ask, known), is_open=held_now(case, known) is not None),
        "belongs": _belongs(held, unseen=_unseen(case)),
        "unseen": _unseen(case),
        "form": "" if answer else _form(case, known, family),
        "unknown": unknown_facts(family, _ASKED_OF) if family else (),
        "rehearsable": family is not None,
        "guessed": family is not None and keys_guessed(family, case.panel),
    }


def _heed(verdict: Verdict, *, is_open: bool) -> Heed:
    """Return what to heed; a code that was tried is none to type, whatever the guard says of the next one."""
    if verdict.because == "closed":
        return Heed("note", _("The case is closed"), verdict.next_step)
    if not is_open and verdict.because not in {"newer", "outcome"}:
        return Heed("note", _("This code was tried already"), _("What the radio said to it stands in the case."))
    if verdict.allowed:
        return Heed("care", _("One try, then look"), verdict.why)
    if verdict.because in {"look", "not-asking"}:
        return Heed("note", _("Look at the display first"), verdict.why, verdict.next_step)
    if verdict.because == "asked":
        return Heed("note", _("A question comes first"), verdict.why, verdict.next_step)
    return Heed("stop", _("Don’t type it now"), verdict.why, verdict.next_step, first=True)


def _form(case: Case, known: Knowledge, family: Family | None) -> str:
    """Say whether a code that was typed has the form of this radio's; empty where there is no radio to ask of."""
    code = code_of(case, known)
    if code is None or family is None:
        return ""
    told = {
        Form.FITS: _("It has the form that this radio wants."),
        Form.NOT_KNOWN: _("What form this radio’s code has is not known."),
    }
    found = check_card(family, code.reveal(), known.catalogue).verdict
    return told.get(found, _("It does not have the form that this radio wants."))


def _unseen(case: Case) -> bool:
    """Return whether nobody has compared the serial, which a unit told over its plug, with the label."""
    return case.told("legible") == "unseen"


def _belongs(held: Held, *, unseen: bool) -> str:
    """Say what the code is of, and how far that is known."""
    if held.source == "rule":
        told = _("It was worked out for the serial number above.")
        if held.doubtful and unseen:
            return _("It was worked out for a serial number that nobody has compared with the label.")
        return _("It was worked out for a serial number with a character in doubt.") if held.doubtful else told
    return _("Whether this one is this radio’s, only the radio can say.")


def _by_rule(answer: CodeAnswer, family: Family | None, held: Held) -> tuple[Possible, ...]:
    return tuple(_possible(found, family, held) for found in answer.candidates)


def _possible(found: FoundCode, family: Family | None, held: Held) -> Possible:
    rule = next(rule for rule in ALL_RULES if rule.id == found.rule)
    digits, counts = found.code.reveal(), found.evidence.counts
    proved = _called(found.evidence.grade), _GRADES[found.evidence.grade]
    return Possible(
        digits,
        _keys(family, len(digits)),
        *_sure(held, proved),
        *proved,
        title=rule.title,
        proof=rule.proof,
        pairs=counts.real_pairs,
        sources=found.evidence.sources,
        compared=counts.compared,
        warnings=found.warnings,
    )


def _sure(held: Held, proved: tuple[str, int]) -> tuple[str, int]:
    """Return how sure the code itself is: a doubtful serial, or another code beside it, lowers what is proved."""
    if held.doubtful:
        return _("In doubt"), _IN_DOUBT
    return (_("One of several"), min(proved[1], _ONE_OF_SEVERAL)) if held.rivals else proved


def _called(grade: Grade) -> str:
    names = {Grade.CONFIRMED: _("Confirmed"), Grade.AGREED: _("Agreed"), Grade.PLAUSIBLE: _("Plausible")}
    return names[grade]


def _typed(case: Case, known: Knowledge, family: Family | None) -> tuple[Possible, ...]:
    """Return the code that was typed or taken from the vault, as long as it is in memory."""
    code = code_of(case, known)
    if code is None:
        return ()
    digits = code.reveal()
    return (Possible(digits, _keys(family, len(digits)), "", 0, "", 0, "", "", 0, (), 0, ()),)


def _keys(family: Family | None, places: int) -> tuple[str, ...]:
    entry = family.entry.best if family else None
    if entry is None or entry.value.method not in _BY_PLACE or len(entry.value.keys) < places:
        return ("",) * places
    return entry.value.keys[:places]
