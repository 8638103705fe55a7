"""Front panels: keys and displays as data, and the plan of key presses for a code.  Pure."""

from headunit.panel.build import Assumed, panel_for_twin, panel_from_facts, variants
from headunit.panel.family_plan import NoPlan, find_variant, plan_for, plan_for_twin, why_no_plan
from headunit.panel.machine import later, live, next_deadline, start_state, step
from headunit.panel.model import Confirming, Flash, GestureKeys, Key, LockView, Opening, Panel, PanelState, Timing
from headunit.panel.plan import Plan, make_plan
from headunit.panel.plan_steps import Step
from headunit.panel.screen import next_frame, render
from headunit.panel.signals import (
    Advance,
    Click,
    Event,
    Gesture,
    Mode,
    Output,
    PowerKey,
    Press,
    Reboot,
    Release,
    Submit,
    Touched,
    Turn,
)
from headunit.panel.walk import keystrokes
from headunit.panel.wiring import assemble

__all__ = [
    "Advance",
    "Assumed",
    "Click",
    "Confirming",
    "Event",
    "Flash",
    "Gesture",
    "GestureKeys",
    "Key",
    "LockView",
    "Mode",
    "NoPlan",
    "Opening",
    "Output",
    "Panel",
    "PanelState",
    "Plan",
    "PowerKey",
    "Press",
    "Reboot",
    "Release",
    "Step",
    "Submit",
    "Timing",
    "Touched",
    "Turn",
    "assemble",
    "find_variant",
    "keystrokes",
    "later",
    "live",
    "make_plan",
    "next_deadline",
    "next_frame",
    "panel_for_twin",
    "panel_from_facts",
    "plan_for",
    "plan_for_twin",
    "render",
    "start_state",
    "step",
    "variants",
    "why_no_plan",
]
