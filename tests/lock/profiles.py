"""The published schedules as profiles, for tests: what the facts and assumptions say of each is theirs to say."""

from __future__ import annotations

from headunit.lock import LockProfile, Schedule

MINUTE, HOUR = 60_000, 3_600_000
_ROUND = Schedule((), (0, 0, HOUR))

PROFILES: dict[str, LockProfile] = {
    "opel": LockProfile(
        Schedule(
            (10_000, 30_000, 600_000, 1_200_000, 2_400_000, 4_800_000, 9_600_000, 19_200_000, 38_400_000),
            barred_after=10,
        ),
        rearm_on_switch=True,
    ),
    "note-e11": LockProfile(_ROUND._replace(barred_after=24)),
    "cats": LockProfile(
        Schedule((), (10_000, 10_000, 10_000, HOUR), locked_after=68, extra_after_gesture=3, barred_after=71)
    ),
    "ford": LockProfile(
        Schedule((0, 0, 30 * MINUTE), locked_after=10, extra_after_gesture=3, barred_after=13),
        needs="radio-and-ignition",
    ),
    "premium-4": LockProfile(
        Schedule((0, HOUR), count_after_wait="zero"),
        memory="bytes",
        order="compare-first",
        bad_memory="skip-lock",
    ),
    "premium-5": LockProfile(
        Schedule((0, HOUR), count_after_wait="zero"),
        needs="power",
        rearm_on_switch=True,
        tick_ms=60_170,
        memory="bytes",
        order="compare-first",
        record_after_ms=(48, 16),
        refused_ms=3_000,
        refused_restarts=True,
        bad_memory="skip-lock",
    ),
    "toyota": LockProfile(Schedule((0,), locked_after=10)),
    "bmw": LockProfile(_ROUND, needs="radio-and-ignition", rearm_on_switch=True),
    "honda": LockProfile(
        Schedule((), (0,) * 9 + (HOUR,)), memory="volatile", retention_ms=60_000, order="compare-first"
    ),
    "gm": LockProfile(Schedule((0,) * 7 + (HOUR,), (0, 0, HOUR)), needs="ignition"),
    "renault": LockProfile(Schedule((MINUTE,), doubling=True), needs="power"),
    "staged": LockProfile(Schedule((0, 0, MINUTE, 0, 0, 10 * MINUTE, 0, 0, HOUR)), cut="checkpoint"),
    "article": LockProfile(
        Schedule((), (0, 0, HOUR), per_day=5), start_wait_ms=30_000, cut="runs-on", refused_restarts=True
    ),
    "clock": LockProfile(
        Schedule((), (0, 0, HOUR), per_day=5, day_clock="rtc"), cut="runs-on", dedupe_repeat=True, refused_ms=0
    ),
    "lifetime": LockProfile(
        Schedule((0,), per_day=5, day_clock="lifetime"), cut="cleared", owner_sets_code=True, memory="volatile"
    ),
    "hardened bytes": LockProfile(Schedule((0, 0, HOUR), count_after_wait="zero"), memory="bytes"),
}
