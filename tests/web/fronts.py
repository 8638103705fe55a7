"""The drawings and sessions of every family, made once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from headunit.numbers import RadioCode
from headunit.panel import plan_for_twin
from headunit.twin import made_up_code
from headunit.web.panels import Layout, imagined_keys, layout_of
from headunit.web.rehearsal import Session
from tests.twin.twins import ASSUMPTIONS, CATALOGUE, profile_of

if TYPE_CHECKING:
    from headunit.panel import Panel

QASHQAI = "nissan-qashqai-j10-audio-2012"
HONDA = "honda-5key"
TOUCH = "nissan-connect-lcn2kai"
KNOB = "nissan-avic-budget-article"
STALK = ("renault-dacia-precode", "radios entered with the stalk")
CLOCK = "gm-theftlock"
CHORD = "toyota-lexus-sec"
HELD_AT_START = "opel-car300"


@cache
def layout_for(family: str, variant: str = "") -> Layout:
    """Return the drawing of a family of the catalogue."""
    panel: Panel = profile_of(family, variant).panel
    return layout_of(panel, imagined_keys(CATALOGUE.family(family), panel))


def session_for(family: str, variant: str = "", code: str = "") -> Session:
    """Return a session whose time has begun at 0 ms."""
    profile = profile_of(family, variant)
    code = code or made_up_code(profile)
    plan = None
    if profile.lock:
        plan = plan_for_twin(CATALOGUE.family(family), RadioCode(code), ASSUMPTIONS, variant)
    session = Session(profile, layout_for(family, variant), plan, code)
    session.attach(0.0)
    return session
