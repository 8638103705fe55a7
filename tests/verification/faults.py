"""Faults that are put into a lock one at a time: each has to be noticed, or an invariant proves nothing."""

from __future__ import annotations

import zlib
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from headunit import lock
from headunit.lock import (
    charge,
    clock,
    code_record,
    commit,
    journal,
    landing,
    memory,
    profile,
    record,
    rest,
    service,
    start,
    supply,
    transitions,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    Patch = Callable[[pytest.MonkeyPatch], None]

_PACK, _READ, _WRONG, _VERDICT = journal.pack_slot, journal.read_slot, record.after_wrong, charge.verdict
_STEP_SUBMIT, _REFUSE, _ISSUE_DUE = charge.submit, charge._refuse, clock.next_deadline  # noqa: SLF001  # replaced here
_BEGIN, _DIP, _OFF, _ADVANCE = commit.begin, supply.dip, supply.supply_off, clock.advance


class Fault(NamedTuple):
    """Hold a fault: how it is put in, which layer must notice it, and as which invariant."""

    put: Patch
    layer: str
    invariant: str


def _packs(change: Callable[[record.Record], record.Record]) -> Patch:
    """Change what is written."""
    return lambda patch: patch.setattr(memory, "pack_slot", lambda number, kept: _PACK(number, change(kept)))


def _charges(change: Callable[[record.Record, record.Record], record.Record]) -> Patch:
    """Change what a wrong code leaves."""

    def after_wrong(schedule: lock.Schedule, old: record.Record, day_left_ms: int) -> record.Record:
        return change(old, _WRONG(schedule, old, day_left_ms))

    return lambda patch: patch.setattr(charge, "after_wrong", after_wrong)


def _handler(phase: str, event: type[Any], handler: Callable[..., Any]) -> Patch:
    """Do something else on *event* in *phase*."""
    return lambda patch: patch.setitem(transitions.HANDLERS, (phase, event), handler)


def _every(event: type[Any], handler: Callable[..., Any]) -> Patch:
    """Do something else on *event* in each phase that takes it."""

    def put(patch: pytest.MonkeyPatch) -> None:
        for key in [key for key in transitions.HANDLERS if key[1] is event]:
            patch.setitem(transitions.HANDLERS, key, handler)

    return put


def _compare_first(patch: pytest.MonkeyPatch) -> None:
    for module in (charge, landing):
        patch.setattr(module, "try_entered", charge._compare_first)  # noqa: SLF001


def _believe_any_read_back(_profile: lock.LockProfile, state: lock.LockState, event: lock.Written) -> lock.Answer:
    return landing.written(_profile, state, lock.Written(state.pending.data) if state.pending else event)


def _clear(_profile: lock.LockProfile, state: lock.LockState, _event: Any) -> lock.Answer:  # noqa: ANN401
    return rest.rest(state._replace(record=record.Record(), wait_left_ms=0)), ()


def _clear_in_memory(unit: lock.LockProfile, state: lock.LockState, event: Any) -> lock.Answer:  # noqa: ANN401
    return service.diagnostic_reset(unit, state, event)


def _accept_torn(data: bytes) -> tuple[int, record.Record] | None:
    if len(data) < journal.SLOT_BYTES or data[:4] == b"\xff" * 4:
        return None
    body = data[:12]
    return _READ(body + zlib.crc32(body).to_bytes(4, "big"))


def _keep_open(unit: lock.LockProfile, state: lock.LockState, event: lock.SupplyOff) -> lock.Answer:
    return (state if lock.is_open(state) else _OFF(unit, state, event)[0]), ()


def _stay_open_in_a_dip(unit: lock.LockProfile, state: lock.LockState, event: lock.Dip) -> lock.Answer:
    return (state, ()) if lock.is_open(state) else _DIP(unit, state, event)


def _clear_on_mismatch(unit: lock.LockProfile, state: lock.LockState) -> lock.Answer:
    if code_record.code_matches(state.code, state.entered or ""):
        return _VERDICT(unit, state)
    after, effects = _VERDICT(unit, state)
    return after._replace(record=record.Record()), effects


def _arm_late(patch: pytest.MonkeyPatch) -> None:
    """Write the count alone, and bring the wait or lock when the verdict is known."""
    full: dict[str, record.Record] = {}

    def charged(unit: lock.LockProfile, state: lock.LockState) -> record.Record:
        full["record"] = _WRONG(unit.schedule, state.record, state.day_left_ms)
        return full["record"]._replace(waiting=False, wait_ms=0, barred=False)

    def refuse(unit: lock.LockProfile, state: lock.LockState) -> lock.LockState:
        kept = _WRONG(unit.schedule, state.record._replace(wrong=state.record.wrong - 1), 0)
        return _REFUSE(unit, state._replace(record=kept._replace(total=state.record.total)))

    patch.setattr(charge, "_charged", charged)
    patch.setattr(charge, "_refuse", refuse)


def _refuse_the_last_right_code(unit: lock.LockProfile, state: lock.LockState) -> lock.Answer:
    if state.record.barred:
        return rest.rest(state), (lock.Compared(match=False),)
    return _VERDICT(unit, state)


def _settle_keeps_total(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(charge, "Record", lambda: record.Record(total=1))


def _two_writes(unit: lock.LockProfile, state: lock.LockState, event: lock.Submit) -> lock.Answer:
    after, effects = _STEP_SUBMIT(unit, state, event)
    return after, (*effects, *effects)


def _overwrite_newest(slots: int, place: record.Place) -> record.Place:
    return record.Place(max(place.slot, 0) % slots, place.number + 1)


def _ring_with(next_slot: Callable[[int, record.Place], record.Place]) -> Patch:
    """Choose another slot for the next record."""

    def put(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(memory, "next_slot", next_slot)
        kind = memory.MEMORIES["journal"]._replace(next_place=partial(next_slot, 8))
        patch.setitem(memory.MEMORIES, "journal", kind)

    return put


def _no_cut(_profile: lock.LockProfile, kept: record.Record, _dark_ms: int) -> record.Record:
    return kept._replace(wait_ms=0)


def _forget_day(_profile: lock.LockProfile, kept: record.Record, _dark_ms: int) -> record.Record:
    wait_ms = profile.wait_after(_profile.schedule, kept.wrong) if kept.waiting else 0
    return kept._replace(wait_ms=wait_ms, day_ms=0)


def _half(unit: lock.LockProfile, state: lock.LockState) -> int:
    del unit
    return state.record.wait_ms // 2


def _drop_the_code(old: Any, code: str, salt: bytes) -> Any:  # noqa: ANN401
    new, _, data = code_record.pack_code(old, code, salt)
    return new, lock.Write(old.copy * 32, data)


def _set_in_place(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(memory.MEMORIES, "journal", memory.MEMORIES["journal"]._replace(write_code=_drop_the_code))


def _blank_is_clean(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(start, "_believed", lambda _unit, loaded: loaded.record or record.Record())


def _no_self_test(patch: pytest.MonkeyPatch) -> None:
    kind = memory.MEMORIES["journal"]
    load = kind.load
    patch.setitem(
        memory.MEMORIES,
        "journal",
        kind._replace(load=lambda unit, chip, dark: load(unit, chip, dark)._replace(self_test=False)),
    )


def _tell_first_digit(unit: lock.LockProfile, state: lock.LockState) -> lock.Answer:
    near = (state.entered or "").startswith("1")
    after, effects = _VERDICT(unit, state)
    return (after._replace(timer_ms=after.timer_ms + 100) if near and after.timer_ms else after), effects


def _lose_a_millisecond(unit: lock.LockProfile, state: lock.LockState, event: lock.Advance) -> lock.Answer:
    return _ADVANCE(unit, state, lock.Advance(event.ms + 1))


def _begin_with_a_second(unit: lock.LockProfile, state: lock.LockState, task: str, kept: record.Record) -> lock.Answer:
    after, effects = _BEGIN(unit, state, task, kept)
    return after._replace(checkpoint_left_ms=1_000), effects


def _day_ends_at_a_start(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(start, "resumed", _forget_day)


def _waits_never_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clock, "wait_runs", lambda _unit, _state: False)


FAULTS: dict[str, Fault] = {
    "compare before the charge": Fault(_compare_first, "search", "I2"),
    "the read-back isn't compared": Fault(_every(lock.Written, _believe_any_read_back), "search", "I10"),
    "the bar stands in RAM alone": Fault(_packs(lambda kept: kept._replace(barred=False)), "search", "I1"),
    "the wait stands in RAM alone": Fault(_packs(lambda kept: kept._replace(waiting=False)), "search", "I6"),
    "the count stands in RAM alone": Fault(_packs(lambda kept: kept._replace(total=0, wrong=0)), "search", "I2"),
    "a factory reset clears the counts": Fault(_handler("prompt", lock.FactoryReset, _clear_in_memory), "search", "I4"),
    "a processor reset clears the counts": Fault(_handler("waiting", lock.CpuReset, _clear), "search", "I4"),
    "a touch resets with no authority": Fault(_handler("waiting", lock.Touch, _clear_in_memory), "search", "I4"),
    "a torn record is believed": Fault(lambda patch: patch.setattr(journal, "read_slot", _accept_torn), "cuts", "I3"),
    "the newest record is overwritten": Fault(_ring_with(_overwrite_newest), "search", "I10"),
    "the wait is armed after the verdict": Fault(_arm_late, "search", "I6"),
    "an open radio stays open without supply": Fault(_every(lock.SupplyOff, _keep_open), "search", "I5"),
    "an open radio stays open in a dip": Fault(_handler("open", lock.Dip, _stay_open_in_a_dip), "search", "I5"),
    "a wrong code clears the counts": Fault(
        lambda patch: patch.setattr(landing, "verdict", _clear_on_mismatch), "search", "I2"
    ),
    "half the wait is enough": Fault(lambda patch: patch.setattr(charge, "armed_wait", _half), "search", "I6"),
    "the wait runs while the radio is off": Fault(
        lambda patch: patch.setattr(clock, "wait_runs", lambda _unit, _state: True), "search", "I6"
    ),
    "a cut ends the wait": Fault(lambda patch: patch.setattr(start, "resumed", _no_cut), "search", "I6"),
    "a code is taken in a wait": Fault(_handler("waiting", lock.Submit, charge.submit), "search", "I6"),
    "a code is taken at the start": Fault(_handler("start", lock.Submit, charge.submit), "search", "I6"),
    "the right code at the last try is refused": Fault(
        lambda patch: patch.setattr(landing, "verdict", _refuse_the_last_right_code), "search", "I7"
    ),
    "a right code leaves a charge": Fault(_settle_keeps_total, "search", "I3"),
    "a try is charged twice": Fault(
        _charges(lambda _old, new: new._replace(total=min(255, new.total + 1))), "search", "I3"
    ),
    "two writes are sent at once": Fault(_handler("prompt", lock.Submit, _two_writes), "search", "I10"),
    "no reset helps a barred unit": Fault(
        _handler("barred", lock.DiagnosticReset, lambda _unit, state, _event: (state, ())), "owner", "I8"
    ),
    "a wait never ends": Fault(_waits_never_end, "owner", "I8"),
    "the day ends at a start": Fault(_day_ends_at_a_start, "daily search", "I6"),
    "the day count stands in RAM alone": Fault(_packs(lambda kept: kept._replace(day=0)), "daily search", "I2"),
    "a new code goes over the old one": Fault(_set_in_place, "cuts", "I10"),
    "no valid record counts as no wrong code": Fault(_blank_is_clean, "contract", "I10"),
    "no self-test at the start": Fault(_no_self_test, "contract", "I2"),
    "times are rounded down": Fault(
        lambda patch: patch.setattr(journal, "pack_time", lambda ms: min(0x7FFF, ms // 1000)), "farming", "I6"
    ),
    "a count wraps": Fault(_charges(lambda old, new: new._replace(wrong=(old.wrong + 1) % 256)), "count", "I1"),
    "the first right digit shows in the time": Fault(
        lambda patch: patch.setattr(landing, "verdict", _tell_first_digit), "oracle", "I11"
    ),
    "each advance adds a millisecond": Fault(_every(lock.Advance, _lose_a_millisecond), "splitting", "I12"),
    "a checkpoint is written each second": Fault(
        lambda patch: patch.setattr(clock, "begin", _begin_with_a_second), "wear", "I14"
    ),
}
