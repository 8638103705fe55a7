"""A whole simulated head unit in virtual time, and the rehearsal of entry plans on it."""

from headunit.twin.build import build, twin_profile
from headunit.twin.codes import code_words, fitting_code, made_up_code
from headunit.twin.events import EVENTS, TwinEvent, event_document, event_from
from headunit.twin.head_unit import HeadUnit
from headunit.twin.linked_unit import LinkedUnit
from headunit.twin.machine import Machine
from headunit.twin.memory import NvMemory, Snapshot, WriteInFlight
from headunit.twin.picture import blinking, lit_display
from headunit.twin.profile import TwinProfile
from headunit.twin.receiver import Settings
from headunit.twin.rehearse import Moment, Rehearsal, carry_out_plan, carry_out_step, carry_out_words, rehearse, wake
from headunit.twin.script import LogLine, TimedEvent, log_line, log_of, parse_script, play
from headunit.twin.stories import STORIES, Story, tell
from headunit.twin.supply import Car, SupplyProfile, SupplyState
from headunit.twin.words import Move, moves_of, words_for

__all__ = [
    "EVENTS",
    "STORIES",
    "Car",
    "HeadUnit",
    "LinkedUnit",
    "LogLine",
    "Machine",
    "Moment",
    "Move",
    "NvMemory",
    "Rehearsal",
    "Settings",
    "Snapshot",
    "Story",
    "SupplyProfile",
    "SupplyState",
    "TimedEvent",
    "TwinEvent",
    "TwinProfile",
    "WriteInFlight",
    "blinking",
    "build",
    "carry_out_plan",
    "carry_out_step",
    "carry_out_words",
    "code_words",
    "event_document",
    "event_from",
    "fitting_code",
    "lit_display",
    "log_line",
    "log_of",
    "made_up_code",
    "moves_of",
    "parse_script",
    "play",
    "rehearse",
    "tell",
    "twin_profile",
    "wake",
    "words_for",
]
