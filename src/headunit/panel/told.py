"""What sources tell of a radio beside its keys, and how far to trust what a plan for it is built on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.facts.claims import Confidence
from headunit.panel.known import best_for, display_claims, weakest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from headunit.facts.claims import Claim
    from headunit.facts.family import Display, Family, LockSchedule

__all__ = ["NOTHING_TOLD", "Told", "grade_words", "told_of"]

_BUILT_ON = {
    "code_length": "how many digits the code has",
    "code_alphabet": "which digits it takes",
    "entry": "how the digits are entered",
    "confirm": "what sends the code",
    "panel_timing": "how long you have for a digit",
}
_SHOWN = ("asks", "entry", "wrong", "unlocked")
"""Texts that a person goes by; what a wait shows is marked by itself."""

_KEEP = {
    "radio-on": "leave the radio on",
    "ignition": "leave the ignition on",
    "radio-and-ignition": "leave radio and ignition on",
}
_GRADES = {Confidence.SINGLE: " (one report says so)", Confidence.ARTICLE: " (one article says so)"}


class Told(NamedTuple):
    """Hold what a plan says of waits, tries and its own sources.

    *wait* is the text of a wait, *wait_grade* what is said behind it where it is less sure than the rest; *busy* what
    a key shows then; *keep* what to leave on; *one_used* a text that counts one wrong code and is no wait. *ends* is
    ``never``, ``barred`` or ``locked`` (after *ends_after* wrong codes) or empty. *confidence* is the weakest of what
    the plan is built on, empty where nobody says anything; *single* names what one report alone says; *notes* are
    those of the claims.
    """

    wait: str = ""
    wait_grade: str = ""
    busy: str = ""
    keep: str = ""
    one_used: str = ""
    stop_below: int = 0
    ends: str = ""
    ends_after: int | None = None
    confidence: str = ""
    single: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


NOTHING_TOLD = Told()


def told_of(family: Family, scope: str = "") -> Told:
    """Return what sources tell of *family*, or of its variant *scope*."""
    shown = display_claims(family, scope)
    built_on = dict(_claims(family, scope, shown))
    confidence = weakest(built_on.values())
    schedule = best_for(family.lock_schedule, scope)
    ends, ends_after = _end(schedule.value, family.lock_schedule.claims) if schedule else ("", None)
    rule = best_for(family.wait_rule, scope)
    wait = shown.get("wait")
    return Told(
        wait=_wait(wait.value) if wait else "",
        wait_grade=grade_words(wait.confidence) if wait and weakest((wait, *built_on.values())) != confidence else "",
        busy=shown["busy"].value.text if "busy" in shown else "",
        keep=_KEEP.get(rule.value.needs, "") if rule else "",
        one_used=_one_used(shown.get("wrong")),
        stop_below=_stop_below(family, scope),
        ends=ends,
        ends_after=ends_after,
        confidence=confidence or "",
        single=tuple(_alone(built_on)),
        notes=tuple(f"{what[0].upper()}{what[1:]}: {claim.note}" for what, claim in built_on.items() if claim.note),
    )


def grade_words(confidence: Confidence) -> str:
    """Return what stands behind something that rests on one report or on the article alone."""
    return _GRADES.get(confidence, "")


def _claims(family: Family, scope: str, shown: Mapping[str, Claim[Display]]) -> Iterator[tuple[str, Claim[Any]]]:
    """Give what a plan is built on: the claims about digits, keys and the texts that a person goes by."""
    for name, what in _BUILT_ON.items():
        claim = best_for(getattr(family, name), scope)
        if claim and (name != "panel_timing" or claim.value.idle_ms):
            yield what, claim
    for state in _SHOWN:
        if state in shown:
            yield f"the text {shown[state].value.text}", shown[state]


def _alone(built_on: Mapping[str, Claim[Any]]) -> Iterator[str]:
    """Give what one report alone says, its texts in one piece."""
    single = [what for what, claim in built_on.items() if claim.confidence is Confidence.SINGLE]
    texts = [what.removeprefix("the text ") for what in single if what.startswith("the text ")]
    yield from (what for what in single if not what.startswith("the text "))
    if texts:
        yield f"what the display shows ({', '.join(texts)})"


def _wait(display: Display) -> str:
    """Return the text of a wait: as it stands where its count is part of it, else with words for a number."""
    text = " ".join(display.text.replace("#", " ").split())
    if "{minutes}" in display.template:
        return display.template.replace("{minutes}", "").strip()
    return f"a number and {text}" if "#" in display.text else text


def _one_used(wrong: Claim[Display] | None) -> str:
    counts = wrong is not None and "{used}" in wrong.value.template and wrong.value.text.startswith("1 ")
    return wrong.value.text if wrong and counts else ""


def _end(schedule: LockSchedule, claims: Sequence[Claim[LockSchedule]]) -> tuple[str, int | None]:
    """Return how wrong codes end, the first lock before a later one; never, where one says so and none a lock."""
    if schedule.locked_after_wrong is not None:
        return "locked", schedule.locked_after_wrong
    if schedule.permanent_after_wrong is not None:
        return "barred", schedule.permanent_after_wrong
    sourced = [claim.value for claim in claims if claim.confidence is not Confidence.ARTICLE]
    locks = any(one.locked_after_wrong or one.permanent_after_wrong for one in sourced)
    never = schedule.never_permanent or (not locks and any(one.never_permanent for one in sourced))
    return ("never" if never else ""), None


def _stop_below(family: Family, scope: str) -> int:
    """Return below how many tries left on the display a source says to stop; 0 where none does."""
    told = (claim.value.stop_below for claim in family.display if claim.scope in {"", scope})
    return max((least for least in told if least is not None), default=0)
