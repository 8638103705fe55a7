"""The data identifiers of a simulated unit: those of the standard, and invented ones that no real unit has."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from headunit.lock import Phase
from headunit.uds import DEFAULT, EXTENDED, Did, Dtc, Routine

__all__ = ["DIDS", "DTCS", "LOCK_STATES", "NO_COUNT", "RESETS", "ROUTINES", "DidOf", "RoutineOf"]


class DidOf:
    """Name the identifiers; those below 0xF000 and above 0xFD00 are invented."""

    PART_NUMBER: Final = 0xF187
    SESSION: Final = 0xF186
    SERIAL: Final = 0xF18C
    VIN: Final = 0xF190
    HARDWARE: Final = 0xF191
    SOFTWARE: Final = 0xF195
    SUPPLY: Final = 0x0142
    LOCK_STATE: Final = 0x0150
    TRIES_LEFT: Final = 0x0151
    WAIT: Final = 0x0152
    NOTE: Final = 0x0160
    BLOCK: Final = 0xFD01
    MARKER: Final = 0xFDFE


class RoutineOf:
    """Name the routines; the reset is invented."""

    AUDIO_SECURITY_RESET: Final = 0x0250


_BOTH = frozenset({DEFAULT, EXTENDED})

DIDS = MappingProxyType(
    {
        DidOf.PART_NUMBER: Did("part number"),
        DidOf.SESSION: Did("active session"),
        DidOf.SERIAL: Did("serial number"),
        DidOf.VIN: Did("VIN"),
        DidOf.HARDWARE: Did("hardware"),
        DidOf.SOFTWARE: Did("software version"),
        DidOf.SUPPLY: Did("supply voltage in mV (invented)"),
        DidOf.LOCK_STATE: Did("lock state (invented)"),
        DidOf.TRIES_LEFT: Did("wrong codes to the next wait or lock (invented)"),
        DidOf.WAIT: Did("rest of the wait in s (invented)"),
        DidOf.NOTE: Did("note (invented)", write_bytes=16),
        DidOf.BLOCK: Did("768 bytes (invented)"),
        DidOf.MARKER: Did("what says that this is a twin (invented)"),
    }
)
ROUTINES = MappingProxyType({RoutineOf.AUDIO_SECURITY_RESET: Routine("audio security reset (invented)")})
RESETS = frozenset({1, 3})
"""Hard and soft reset."""
DTCS = (Dtc(0x9A1216, 0x08), Dtc(0x9A1217, 0x08), Dtc(0x9A0147, 0x08))
"""Fault codes by their bit: stopped by too low, by too high a voltage, by a loss of supply (invented)."""
LOCK_STATES = MappingProxyType({phase: number for number, phase in enumerate(Phase.ALL)} | {"needs-recovery": 0xFF})
"""What stands in the lock state, by phase of the lock."""
NO_COUNT = 0xFF
"""Tries left where no number of wrong codes ever brings a wait or lock."""
