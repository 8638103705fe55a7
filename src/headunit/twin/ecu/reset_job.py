"""The routine *audio security reset* as its journal has it: steps, what a step becomes at a start, and what is told.

    idle → prepare → erase → write → commit → done          stopped: nothing was changed, and why

A step is in the memory before anything of it is done. Until ``commit`` nothing counts; from there on a start goes on.
"""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["PERCENT", "RUNNING", "Job", "Reason", "Status", "Step", "status_record"]


class Step:
    """Name the steps by the number that the journal holds."""

    IDLE: Final = 0
    PREPARE: Final = 1
    ERASE: Final = 2
    WRITE: Final = 3
    COMMIT: Final = 4
    DONE: Final = 5
    STOPPED: Final = 6


class Reason:
    """Name why a reset stopped."""

    NONE: Final = 0
    VOLTAGE_LOW: Final = 1
    VOLTAGE_HIGH: Final = 2
    SUPPLY_LOST: Final = 3
    MEMORY: Final = 4


class Status:
    """Name what a tester is told of the routine."""

    RUNNING: Final = 0
    DONE: Final = 1
    STOPPED: Final = 2
    NEEDS_RECOVERY: Final = 3


RUNNING = frozenset({Step.PREPARE, Step.ERASE, Step.WRITE, Step.COMMIT})
PERCENT = {Step.PREPARE: 10, Step.ERASE: 30, Step.WRITE: 50, Step.COMMIT: 80, Step.DONE: 100}


class Job(NamedTuple):
    """Hold the value of the journal's cell; *at* is the step at which it stopped."""

    step: int = Step.IDLE
    reason: int = Reason.NONE
    at: int = Step.IDLE

    def stopped(self, reason: int) -> Job:
        """Return the record of a reset that was stopped before it changed anything."""
        return Job(Step.STOPPED, reason, self.step)


def status_record(job: Job, millivolts: int, *, spoilt: bool) -> bytes:
    """Return status, step, percent, reason and the supply in mV (2 bytes)."""
    if spoilt:
        status = Status.NEEDS_RECOVERY
    elif job.step in RUNNING:
        status = Status.RUNNING
    else:
        status = Status.DONE if job.step == Step.DONE else Status.STOPPED
    step = job.at if job.step == Step.STOPPED else job.step
    return bytes((status, step, PERCENT.get(step, 0), job.reason)) + millivolts.to_bytes(2, "big")
