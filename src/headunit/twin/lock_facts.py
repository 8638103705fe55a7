"""From what sources say of attempts and waits to the lock of a twin; what they don't say is imagined and named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headunit.lock import LockProfile, Schedule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from headunit.facts import Family
    from headunit.facts.claims import Claim, Fact
    from headunit.facts.family import LockSchedule

__all__ = ["lock_of"]

_CUTS = {"restarts": "restart", "kept": "runs-on", "paused": "checkpoint", "cleared": "cleared"}


def lock_of(family: Family, assumed: Mapping[str, Any], scope: str = "") -> tuple[LockProfile, tuple[str, ...]]:
    """Return the lock of *family* and the names of what is imagined in it.

    *assumed* holds values for :class:`LockProfile` and :class:`Schedule` by name; facts overrule them. Of a disputed fact
    the first of the strongest claims is taken and named; of a range of waits the longest.
    """
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in assumed.items()}
    imagined: list[str] = []
    schedule = _claim(family.lock_schedule, scope)
    known = _schedule_values(schedule.value) if schedule else {}
    if "first" not in known:
        imagined.append("lock.schedule")
    elif family.lock_schedule.disputed:
        imagined.append("lock.schedule (disputed)")
    fields = {key: value for key, value in values.items() if key in Schedule._fields} | known
    profile = {key: value for key, value in values.items() if key in LockProfile._fields}
    for name, found in (("needs", _needs(family, scope)), ("cut", _cut(family, scope)), ("memory", _memory(family, scope))):
        if found:
            profile[name] = found
        else:
            imagined.append(f"lock.{name}")
    imagined += [f"lock.{name}" for name in ("start_wait_ms", "refused_ms") if name in profile]
    origin = _claim(family.code_origin, scope)
    profile["owner_sets_code"] = origin is not None and origin.value == "owner"
    return LockProfile(schedule=Schedule(**fields), **profile), tuple(imagined)


def _claim(fact: Fact[Any], scope: str) -> Claim[Any] | None:
    """Return the claim for *scope*, or the best one, or the first of the strongest when they dispute."""
    scoped = [claim for claim in fact.claims if scope and claim.scope == scope]
    return next(iter([*scoped, *fact.strongest]), None)


def _needs(family: Family, scope: str) -> str:
    claim = _claim(family.wait_rule, scope)
    return "" if claim is None or claim.value.needs == "unknown" else claim.value.needs


def _cut(family: Family, scope: str) -> str:
    claim = _claim(family.power_cut, scope)
    return "" if claim is None else _CUTS.get(claim.value.wait, "")


def _memory(family: Family, scope: str) -> str:
    claim = _claim(family.power_cut, scope)
    return {"kept": "journal", "cleared": "volatile"}.get(claim.value.counter, "") if claim else ""


def _schedule_values(told: LockSchedule) -> dict[str, Any]:
    """Return the fields of a schedule that *told* settles; without ``first`` the waits are not told."""
    values: dict[str, Any] = {}
    if told.waits_s:
        waits = tuple(seconds * 1000 for seconds in told.waits_s)
        values["first"] = waits
        if told.rounds_before_locked:
            values |= {"later": waits, "locked_after": told.rounds_before_locked * len(waits)}
    elif told.doubling_from_s:
        values |= {"first": (told.doubling_from_s * 1000,), "doubling": True}
    elif told.free_wrong and told.wait_between_s:
        values["first"] = (*(0,) * (told.free_wrong - 1), told.wait_between_s * 1000)
    elif told.round_wait_s and (told.wrong_per_round or told.first_round_wrong):
        values |= _rounds(told)
    limits = {
        "locked_after": told.locked_after_wrong,
        "barred_after": told.permanent_after_wrong,
        "extra_after_gesture": told.extra_after_reset or told.attempts_after_locked,
    }
    return values | {name: limit for name, limit in limits.items() if limit is not None}


def _rounds(told: LockSchedule) -> dict[str, Any]:
    wait_ms = max(told.round_wait_s or (0,)) * 1000
    first = told.first_round_wrong or told.wrong_per_round or 1
    later = told.later_rounds_wrong or told.wrong_per_round or first
    ends = told.permanent_after_wrong is not None or told.first_round_wrong is not None
    return {
        "first": (*(0,) * (first - 1), wait_ms),
        "later": (*(0,) * (later - 1), wait_ms),
        "count_after_wait": "kept" if ends else "zero",
    }
