"""The anti-theft controller: ``step(profile, state, event) -> (state, effects)``, with its memory and its schedules.

It is pure: time, keys and what the memory holds come in as events, writes go out as effects.
"""

from headunit.lock.clock import next_deadline
from headunit.lock.commit import Answer
from headunit.lock.counter_bytes import CODE_AT, CODING_AT, CODING_OFF, COUNT_AT, SUM_AT
from headunit.lock.events import (
    Accepted,
    Advance,
    Compared,
    CpuReset,
    DiagnosticReset,
    Dip,
    Effect,
    Event,
    FactoryReset,
    Gesture,
    Refused,
    SetCode,
    Submit,
    SupplyOff,
    SupplyOn,
    Touch,
    Use,
    Write,
    Written,
)
from headunit.lock.link import (
    Answered,
    LinkEvent,
    LinkOn,
    LinkPhase,
    LinkProfile,
    LinkState,
    link_deadline,
    step_link,
)
from headunit.lock.memory import factory_memory
from headunit.lock.profile import LockProfile, Schedule, wait_after
from headunit.lock.record import Record
from headunit.lock.state import LockState, Phase, Task, is_open, tries_left, tries_to_cap
from headunit.lock.step import step
from headunit.lock.transitions import TRANSITIONS, Transition

__all__ = [
    "CODE_AT",
    "CODING_AT",
    "CODING_OFF",
    "COUNT_AT",
    "SUM_AT",
    "TRANSITIONS",
    "Accepted",
    "Advance",
    "Answer",
    "Answered",
    "Compared",
    "CpuReset",
    "DiagnosticReset",
    "Dip",
    "Effect",
    "Event",
    "FactoryReset",
    "Gesture",
    "LinkEvent",
    "LinkOn",
    "LinkPhase",
    "LinkProfile",
    "LinkState",
    "LockProfile",
    "LockState",
    "Phase",
    "Record",
    "Refused",
    "Schedule",
    "SetCode",
    "Submit",
    "SupplyOff",
    "SupplyOn",
    "Task",
    "Touch",
    "Transition",
    "Use",
    "Write",
    "Written",
    "factory_memory",
    "is_open",
    "link_deadline",
    "next_deadline",
    "step",
    "step_link",
    "tries_left",
    "tries_to_cap",
    "wait_after",
]
