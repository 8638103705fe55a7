"""A plan for one family: from facts alone, or an honest answer what is not known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from headunit.errors import UnknownNameError
from headunit.facts.catalogue import fold
from headunit.facts.claims import Confidence
from headunit.panel.build import panel_for_twin, panel_from_facts
from headunit.panel.imagined import not_for_a_real_radio
from headunit.panel.known import best_for, variants
from headunit.panel.plan import Plan, check_entry, make_plan
from headunit.panel.told import grade_words, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.facts.assumptions import Assumptions
    from headunit.facts.claims import Fact
    from headunit.facts.family import Confirm, Entry, Family, PanelTiming
    from headunit.numbers import RadioCode
    from headunit.panel.model import Panel

__all__ = [
    "UNKNOWN",
    "NoPlan",
    "check_code",
    "find_variant",
    "guessed_words",
    "plan_for",
    "plan_for_twin",
    "why_no_plan",
]

UNKNOWN = {
    "method": "how the digits are entered",
    "digit_keys": "which keys enter the digits",
    "length": "how many digits its code has",
    "alphabet": "which digits it takes",
    "start": "what the digits begin with",
    "places": "how its display shows all digits",
    "first_press": "what the first press makes of a dash",
    "open_hold_ms": "how long its keys are held to begin",
    "confirm": "what sends the code",
    "confirm_hold_ms": "how many seconds a long press is",
}
"""What is missing of a panel → how it is said; also what had to be imagined where a plan was rehearsed."""


def guessed_words(names: Iterable[str]) -> str:
    """Return what a rehearsal had to guess, as what a person in the car makes of it; empty without *names*.

    *names* are those of a plan's ``assumed``.
    """
    parts = [UNKNOWN.get(name, name) for name in names]
    if not parts:
        return ""
    told = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"No source says {told}. The rehearsal took a guess, so your radio may differ: go by what its display shows."


class NoPlan(NamedTuple):
    """Say why there is no plan: what is *unknown*, or that there is nothing to type; *variants* may have one."""

    family: str
    reason: str
    unknown: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


def find_variant(family: Family, text: str) -> str:
    """Return the variant that *text* names, in part or in full; raises UnknownNameError (``unknown-panel``)."""
    known = variants(family)
    wanted = fold(text)
    if not wanted:
        return ""
    exact = [scope for scope in known if fold(scope) == wanted]
    found = exact or [scope for scope in known if wanted in fold(scope)]
    if len(found) == 1:
        return found[0]
    raise UnknownNameError(
        "unknown-panel",
        f"{text!r} names {'more than one panel' if found else 'no panel'} of {family.id}",
        value=text,
        expected="; ".join(known) or "this family has one panel",
        next_step=f"say one of: {'; '.join(known)}" if known else "leave --panel out",
    )


def why_no_plan(family: Family, scope: str = "") -> NoPlan | None:
    """Return why no code can be planned for a radio of *family*, or None when one can."""
    panel, missing = panel_from_facts(family, scope)
    if panel is not None:
        return None
    if missing == ("user code",):
        return NoPlan(family.id, "this kind of radio has no code to type: it checks itself against the car")
    unknown = tuple(UNKNOWN[name] for name in missing)
    planned = () if scope else tuple(other for other in variants(family) if panel_from_facts(family, other)[0])
    return NoPlan(family.id, "how it wants its code isn't publicly known", unknown, planned)


def check_code(family: Family, code: RadioCode, scope: str = "") -> None:
    """Raise InputError (``code-length``, ``code-alphabet``) for a code that can't be this radio's."""
    panel, _ = panel_from_facts(family, scope)
    if panel is not None:
        check_entry(panel, code)


def plan_for(family: Family, code: RadioCode, assumptions: Assumptions, scope: str = "") -> Plan | NoPlan:
    """Return how *code* is entered on a radio of *family*, or why that can't be said.

    Raises InputError (``code-length``, ``code-alphabet``) for a code that can't be this radio's.
    """
    refused = why_no_plan(family, scope)
    if refused is not None:
        return refused
    panel, missing = panel_from_facts(family, scope)
    twin, _ = panel_for_twin(family, assumptions, scope)
    return make_plan(
        cast("Panel", panel),
        code,
        missing=missing,
        twin=twin,
        told=told_of(family, scope),
        warnings=_warnings(family, scope),
    )


def plan_for_twin(family: Family, code: RadioCode, assumptions: Assumptions, scope: str = "") -> Plan:
    """Return how *code* is entered on the simulated radio of *family*, down to the keys that no source gives.

    It is never shown as a plan for a real radio: each step that no source describes is marked, and the first warning
    says what is made up, if anything is. A family without a user code has a plan without a digit.
    """
    twin, assumed = panel_for_twin(family, assumptions, scope)
    names = tuple(each.name for each in assumed)
    imagined = frozenset(names) - (frozenset() if "-" in twin.start else {"first_press"})
    plan = make_plan(twin, code, imagined=imagined, told=told_of(family, scope))
    _, missing = panel_from_facts(family, scope)
    unknown = tuple(UNKNOWN[name] for name in missing if name in UNKNOWN)
    warnings = (not_for_a_real_radio(unknown), *plan.warnings) if unknown else plan.warnings
    return plan._replace(assumed=names, warnings=warnings)


def _warnings(family: Family, scope: str) -> tuple[str, ...]:
    told = []
    claims = [claim for claim in (best_for(family.entry, scope), best_for(family.confirm, scope)) if claim]
    if any(claim.confidence is Confidence.ARTICLE for claim in claims):
        told.append("One article alone describes these keys; no maker's document does. Stop at the first surprise.")
    others = variants(family)
    if others and not scope:
        told += [_other_keys(family, other) for other in others]
    schedule = best_for(family.lock_schedule, scope)
    if schedule and schedule.value.words:
        told.append(f"Tries{grade_words(schedule.confidence)}: {schedule.value.words} {schedule.note}".rstrip())
    return tuple(told)


def _other_keys(family: Family, scope: str) -> str:
    """Say how a radio of another variant is told apart, and how its plan is asked for."""
    facts: tuple[Fact[Entry] | Fact[Confirm] | Fact[PanelTiming], ...] = (
        family.entry,
        family.confirm,
        family.panel_timing,
    )
    claims = [claim for fact in facts for claim in fact.claims if claim.scope == scope]
    words = next((claim.value.words for claim in claims if claim.value.words), "")
    return " ".join(filter(None, (f"Other keys, {scope}:", words, f"If yours has these, plan with --panel '{scope}'.")))
