"""The diagnostics of a simulated unit: identity, lock state, a guarded reset, and firmware; all of it invented."""

from headunit.twin.ecu.diagnosed_unit import DiagnosedUnit, build_diagnosed, factory_flash
from headunit.twin.ecu.dids import DIDS, DTCS, LOCK_STATES, NO_COUNT, ROUTINES, DidOf, RoutineOf
from headunit.twin.ecu.firmware import Firmware, image_of, make_bundle
from headunit.twin.ecu.keys import twin_key
from headunit.twin.ecu.profile import ARTICLE, HARDENED, MARKER, EcuProfile, ecu_profile
from headunit.twin.ecu.reset_job import Reason, Status, Step

__all__ = [
    "ARTICLE",
    "DIDS",
    "DTCS",
    "HARDENED",
    "LOCK_STATES",
    "MARKER",
    "NO_COUNT",
    "ROUTINES",
    "DiagnosedUnit",
    "DidOf",
    "EcuProfile",
    "Firmware",
    "Reason",
    "RoutineOf",
    "Status",
    "Step",
    "build_diagnosed",
    "ecu_profile",
    "factory_flash",
    "image_of",
    "make_bundle",
    "twin_key",
]
