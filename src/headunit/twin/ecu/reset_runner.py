"""Carry out the audio security reset of a simulated unit: one step after the other, each in the journal first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock import Phase, Task
from headunit.twin.ecu.cells import BLOCK, FAULTS, JOB
from headunit.twin.ecu.profile import ARTICLE
from headunit.twin.ecu.reset_job import RUNNING, Job, Reason, Step
from headunit.twin.ecu.storage import Owner

if TYPE_CHECKING:
    from headunit.twin.ecu.ecu import Ecu

__all__ = ["job_after_start", "job_due", "job_landed", "job_supply", "voltage_reason"]

_LOOK_AGAIN_MS = 10
_BUSY_PHASES = frozenset({Phase.OFF, Phase.START, Phase.CHARGING, Phase.SETTLING, Phase.RECORDING})
_STOPPABLE = frozenset({Step.PREPARE, Step.ERASE, Step.WRITE})


def voltage_reason(ecu: Ecu) -> int:
    """Return why the supply doesn't do for a reset, or 0."""
    volts = ecu.volts
    if volts < ecu.profile.lowest_v:
        return Reason.VOLTAGE_LOW
    return Reason.VOLTAGE_HIGH if volts > ecu.profile.highest_v else Reason.NONE


def job_supply(ecu: Ecu) -> None:
    """Stop a reset whose supply has left its window; what is in the lock's hands already goes on."""
    reason = voltage_reason(ecu)
    if reason and ecu.job.step in _STOPPABLE:
        _stop(ecu, reason)


def job_after_start(ecu: Ecu) -> None:
    """Take up at a start what the journal says: before the commit all is undone, from there on it goes on."""
    read = JOB.read(ecu.flash.content)
    ecu.job = Job(*read.value) if read else Job(Step.STOPPED, Reason.MEMORY)
    ecu.spoilt = BLOCK.read(ecu.flash.content) is None
    if ecu.job.step in _STOPPABLE:
        _stop(ecu, Reason.SUPPLY_LOST)
    elif ecu.job.step == Step.COMMIT:
        ecu.job_due = ecu.unit.now_ms


def job_due(ecu: Ecu) -> None:
    """Do what comes after the time that a step takes."""
    ecu.job_due = ecu.never
    if ecu.job.step == Step.COMMIT:
        _commit(ecu)
    else:
        _enter(ecu, ecu.job.step + 1)


def job_landed(ecu: Ecu, *, sound: bool) -> None:
    """Go on after a write: the journal's own, or the one that a step is about."""
    if not sound:
        _stop(ecu, Reason.MEMORY)
    elif ecu.flash.wants(Owner.JOB) or ecu.job.step not in RUNNING:
        return
    elif ecu.job.step == Step.COMMIT:
        ecu.job_due = ecu.unit.now_ms
    else:
        ecu.job_due = ecu.unit.now_ms + ecu.profile.prepare_ms


def _enter(ecu: Ecu, step: int) -> None:
    """Write *step* down, and what is to be written in it."""
    ecu.job = Job(step)
    ecu.flash.put(Owner.JOB, JOB, bytes(ecu.job))
    if step == Step.ERASE:
        ecu.flash.put(Owner.JOB, BLOCK.at(_target(ecu)), b"\xff" * BLOCK.copy_bytes)
    elif step == Step.WRITE:
        old = BLOCK.read(ecu.flash.content)
        number = old.number + 1 if old else 1
        ecu.flash.put(Owner.JOB, BLOCK.at(_target(ecu)), BLOCK.pack(number.to_bytes(32, "big"), number))


def _target(ecu: Ecu) -> int:
    """Return the copy of the block that is renewed: the one in use, as in the article, or the other."""
    if ecu.profile.story == ARTICLE:
        return 0
    held = BLOCK.read(ecu.flash.content)
    return 1 - held.copy if held else 0


def _commit(ecu: Ecu) -> None:
    """Let the lock clear its counts with one record of its own journal, then close this one."""
    lock = ecu.unit.lock
    if lock.task or lock.phase in _BUSY_PHASES:
        ecu.job_due = ecu.unit.now_ms + _LOOK_AGAIN_MS
    elif lock.phase == Phase.OPEN or (ecu.committing and lock.phase != Phase.FAULT):
        ecu.committing = False
        _close(ecu, Job(Step.DONE))
    elif ecu.committing or not ecu.unit.clear_lock():
        ecu.committing = False
        _close(ecu, ecu.job.stopped(Reason.MEMORY))
    else:
        ecu.committing = ecu.unit.lock.task == Task.RESET
        ecu.job_due = ecu.unit.now_ms + _LOOK_AGAIN_MS


def _close(ecu: Ecu, job: Job) -> None:
    ecu.job = job
    ecu.flash.put(Owner.JOB, JOB, bytes(job))


def _stop(ecu: Ecu, reason: int) -> None:
    """Stop with what was there before: whole in a hardened unit, as far as it got in the article's."""
    flash, now_ms = ecu.flash, ecu.unit.now_ms
    careless = ecu.profile.story == ARTICLE
    flash.stop(Owner.JOB, now_ms, torn=careless)
    ecu.job_due = ecu.never
    ecu.spoilt = ecu.spoilt or BLOCK.read(flash.content) is None
    if not careless and ecu.job.step == Step.WRITE:
        _undo_block(ecu)
    ecu.job = ecu.job.stopped(reason)
    flash.put(Owner.JOB, JOB, bytes(ecu.job))
    bit = {Reason.VOLTAGE_LOW: 1, Reason.VOLTAGE_HIGH: 2, Reason.SUPPLY_LOST: 4}.get(reason, 0)
    stored = FAULTS.read(flash.content)
    bits = (stored.value[0] if stored else 0) | bit
    flash.put(Owner.FAULTS, FAULTS, bytes((bits,)))
    if ecu.spoilt:
        ecu.unit.show_damage()


def _undo_block(ecu: Ecu) -> None:
    """Blank the block that was written and not committed: the later one, where both are whole."""
    memory = ecu.flash.content
    held = BLOCK.read(memory)
    if held is not None and BLOCK.read_copy(memory, 1 - held.copy) is not None:
        ecu.flash.put(Owner.JOB, BLOCK.at(held.copy), b"\xff" * BLOCK.copy_bytes)
