"""From what sources say of attempts and waits to the lock of a twin; what they don't say is imagined and named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headunit.lock import LockProfile, Schedule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from headunit.facts.claims import Claim, Fact
    from headunit.facts.family import Family, LockDetail, LockSchedule

__all__ = ["claim_for", "lock_of"]

_CUTS = {"restarts": "restart", "kept": "runs-on", "paused": "checkpoint", "cleared": "cleared"}
_MEMORIES = {"kept": "journal", "cleared": "volatile"}
_CAPS = ("locked_after", "extra_after_gesture", "barred_after", "per_day")


def lock_of(family: Family, assumed: Mapping[str, Any], scope: str = "") -> tuple[LockProfile, tuple[str, ...]]:
    """Return the lock of *family* and the names of what is imagined in it.

    *assumed* holds values for :class:`LockProfile` and :class:`Schedule` by name; facts overrule them. Of a disputed
    fact the first of the strongest claims is taken; of a range of waits the longest.
    """
    known = known_lock(family, scope)
    values = {**assumed, **known}
    values |= {name: values[name] or None for name in _CAPS}
    schedule = Schedule(**{name: values[name] for name in Schedule._fields})
    profile = {name: values[name] for name in LockProfile._fields if name != "schedule"}
    return LockProfile(schedule=schedule, **profile), tuple(sorted(set(assumed) - set(known)))


def known_lock(family: Family, scope: str = "") -> dict[str, Any]:
    """Return what sources say, by the names of :class:`LockProfile` and :class:`Schedule`."""
    known: dict[str, Any] = {}
    if schedule := claim_for(family.lock_schedule, scope):
        known |= _schedule_values(schedule.value)
    if (needs := claim_for(family.wait_rule, scope)) and needs.value.needs != "unknown":
        known["needs"] = needs.value.needs
    if cut := claim_for(family.power_cut, scope):
        if cut.value.wait in _CUTS:
            known["cut"] = _CUTS[cut.value.wait]
        if cut.value.counter in _MEMORIES:
            known["memory"] = _MEMORIES[cut.value.counter]
    if origin := claim_for(family.code_origin, scope):
        known["owner_sets_code"] = origin.value == "owner"
    if detail := claim_for(family.lock_detail, scope):
        known |= _detail_values(detail.value)
    return known


def claim_for(fact: Fact[Any], scope: str) -> Claim[Any] | None:
    """Return the claim for *scope*, else the best one, else the first of those that dispute."""
    scoped = [claim for claim in fact.claims if scope and claim.scope == scope]
    return next(iter([*scoped, *fact.strongest]), None)


def _detail_values(told: LockDetail) -> dict[str, Any]:
    names = [*LockProfile._fields, *Schedule._fields]
    values = {name: getattr(told, name) for name in names if hasattr(told, name)}
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def _schedule_values(told: LockSchedule) -> dict[str, Any]:
    """Return the fields of a schedule that *told* settles."""
    values: dict[str, Any] = {}
    if told.waits_s:
        waits = tuple(seconds * 1000 for seconds in told.waits_s)
        values |= {"first": waits, "count_after_wait": "kept"}
        if told.rounds_before_locked:
            values |= {"later": waits, "locked_after": told.rounds_before_locked * len(waits)}
    elif told.doubling_from_s:
        values |= {"first": (told.doubling_from_s * 1000,), "doubling": True, "count_after_wait": "kept"}
    elif told.free_wrong and told.wait_between_s:
        waits = (*(0,) * (told.free_wrong - 1), told.wait_between_s * 1000)
        values |= {"first": waits, "count_after_wait": "kept"}
    elif told.round_wait_s and (told.wrong_per_round or told.first_round_wrong):
        values |= _rounds(told)
    elif told.locked_after_wrong:
        values |= {"first": (0,), "count_after_wait": "kept"}
    caps = {
        "locked_after": told.locked_after_wrong,
        "barred_after": told.permanent_after_wrong,
        "extra_after_gesture": told.extra_after_reset or told.attempts_after_locked,
    }
    values |= {name: cap for name, cap in caps.items() if cap is not None}
    if told.attempts_after_locked and told.permanent_after_wrong is None and "locked_after" in values:
        values["barred_after"] = values["locked_after"] + told.attempts_after_locked
    return values


def _rounds(told: LockSchedule) -> dict[str, Any]:
    wait_ms = max(told.round_wait_s or (0,)) * 1000
    first = told.first_round_wrong or told.wrong_per_round or 1
    later = told.later_rounds_wrong or told.wrong_per_round or first
    ends = told.permanent_after_wrong is not None or told.first_round_wrong is not None
    return {
        "first": (*(0,) * (first - 1), wait_ms),
        "later": (*(0,) * (later - 1), wait_ms) if ends else (),
        "count_after_wait": "kept" if ends else "zero",
    }
