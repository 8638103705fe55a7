"""The diagnostic part of a simulated unit: what its server asks of it, its memory, and what it does at a start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from headunit import lock as locks
from headunit import uds
from headunit.twin.ecu.cells import FAULTS, GATE, JOB, NOTE
from headunit.twin.ecu.dids import DIDS, DTCS, LOCK_STATES, NO_COUNT, RESETS, ROUTINES, DidOf
from headunit.twin.ecu.keys import twin_key
from headunit.twin.ecu.profile import MARKER
from headunit.twin.ecu.reset_job import RUNNING, Job, Reason, Step, status_record
from headunit.twin.ecu.reset_runner import job_after_start, job_due, job_landed, job_supply, voltage_reason
from headunit.twin.ecu.storage import Flash, Owner
from headunit.twin.ecu.update_runner import boot_firmware, take_update, update_landed
from headunit.twin.supply import NEVER, terminal_v

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from headunit.twin.ecu.diagnosed_unit import DiagnosedUnit
    from headunit.twin.ecu.firmware import Firmware, Verify
    from headunit.twin.ecu.profile import EcuProfile

__all__ = ["Ecu"]

_VOLTAGE_CODES = {Reason.VOLTAGE_LOW: uds.Nrc.VOLTAGE_LOW, Reason.VOLTAGE_HIGH: uds.Nrc.VOLTAGE_HIGH}
_BLOCK_BYTES = 768
_BLOCK = bytes(byte & 0xFF for byte in range(_BLOCK_BYTES))
_MOST_COUNTED = 0xFE


class Ecu:
    """Implement :class:`headunit.uds.EcuModel` for one unit; *never* is a time that doesn't come, in ms."""

    KEPT: ClassVar[tuple[str, ...]] = (
        "job", "job_due", "committing", "spoilt", "updating", "answers", "restart_kind", "speed_kmh", "firmware",
        "awake",
    )  # fmt: skip
    __slots__ = (*KEPT, "flash", "profile", "public_key", "random_bytes", "server", "unit", "verify")
    dids = DIDS
    routines = ROUTINES
    resets = RESETS
    never = NEVER

    def __init__(
        self,
        unit: DiagnosedUnit,
        profile: EcuProfile,
        memory: bytes,
        random_bytes: Callable[[int], bytes],
        verify: Verify,
    ) -> None:
        """Take the memory of the diagnostic part; *public_key* is set where updates are to be taken."""
        self.unit = unit
        self.profile = profile
        self.flash = Flash(memory, unit.profile.supply.write_ms)
        self.random_bytes, self.verify, self.public_key = random_bytes, verify, b""
        self.job = Job()
        self.job_due = NEVER
        self.committing = self.spoilt = self.awake = False
        self.updating: int | None = None
        self.answers: tuple[bytes, ...] = ()
        self.restart_kind = 0
        self.speed_kmh = 0
        self.firmware: Firmware | None = None
        times = uds.ServerProfile(attempts=profile.attempts, delay_ms=profile.delay_ms)
        self.server = uds.Server(times, self)

    # What the unit tells it.

    @property
    def volts(self) -> float:
        """Return the voltage at the unit's terminals."""
        return terminal_v(self.unit.supply.car)

    @property
    def due(self) -> int:
        """Return when something is due, in ms."""
        if not self.awake:
            return NEVER
        if self.restart_kind:
            return self.unit.now_ms
        deadline = self.server.deadline()
        return min(self.flash.due, self.job_due, NEVER if deadline is None else deadline)

    def start(self) -> None:
        """Begin anew, from the memory alone."""
        self.awake, self.committing, self.updating, self.restart_kind = True, False, None, 0
        self.job_due = NEVER
        job_after_start(self)
        self.firmware = boot_firmware(self)
        self.spoilt = self.spoilt or self.firmware is None
        self.server.start(self.unit.now_ms)
        self._write()

    def stop(self, *, torn: bool) -> None:
        """Lose the processor, and with *torn* the supply of the memory too."""
        self.flash.lose(self.unit.now_ms, torn=torn)
        self.awake, self.job_due, self.restart_kind, self.answers = False, NEVER, 0, ()

    def supply_changed(self) -> None:
        """Look at the voltage."""
        if self.awake:
            job_supply(self)
            self._write()

    def request(self, request: bytes, *, functional: bool) -> None:
        """Take a request; a unit without supply hears nothing."""
        if self.awake:
            self.answers += self.server.submit(request, self.unit.now_ms, functional=functional)
            self._write()

    def fire(self) -> None:
        """Do what is due."""
        now_ms = self.unit.now_ms
        if self.restart_kind:
            kind, answers = self.restart_kind, self.answers
            self.unit.restart(keep_ram=kind != 1)
            self.answers = answers + self.answers
        elif self.flash.due <= now_ms:
            self._landed()
        elif self.job_due <= now_ms:
            job_due(self)
        else:
            self.answers += self.server.poll(now_ms)
        self._write()

    def insert(self, medium: str, bundle: bytes) -> str:
        """Install a firmware, or return why not."""
        why = take_update(self, medium, bundle)
        self._write()
        return why

    def _write(self) -> None:
        """Begin the next write; while the voltage is too low for it, it waits."""
        if self.awake and self.volts >= self.unit.profile.supply.brown_v:
            self.flash.begin(self.unit.now_ms)

    def _landed(self) -> None:
        owner, sound = self.flash.land()
        if owner == Owner.JOB:
            job_landed(self, sound=sound)
        elif owner == Owner.UPDATE:
            update_landed(self, sound=sound)
        elif owner == Owner.BOOT and self.updating is not None:
            self.updating = None
            self.restart_kind = int(sound)
        elif owner in {Owner.SERVER, Owner.START}:
            if owner == Owner.START:
                self.job = self.job if sound else Job(Step.STOPPED, Reason.MEMORY)
                job_landed(self, sound=sound)
            self.answers += self.server.stored(self.unit.now_ms, kept_it=sound)

    def kept(self) -> tuple[Any, ...]:
        """Return all that it remembers."""
        values = tuple(getattr(self, name) for name in self.KEPT)
        return values, self.server.snapshot(), self.flash.snapshot()

    def restore(self, kept: tuple[Any, ...]) -> None:
        """Return to what it remembered then."""
        values, server, flash = kept
        for name, value in zip(self.KEPT, values, strict=True):
            setattr(self, name, value)
        self.server.restore(server)
        self.flash.restore(flash)

    # What its server asks.

    def read(self, did: int) -> bytes:
        """Return the value of an identifier now."""
        return READERS[did](self)

    def conditions(self, service: int, identifier: int) -> int:
        """Return what speaks against a write, reset or start now, or 0."""
        del identifier
        runs = self.job.step in RUNNING or self.updating is not None
        if service == 0x11:  # noqa: PLR2004 - ECUReset
            return uds.Nrc.CONDITIONS if runs else 0
        lock = self.unit.lock
        helpless = lock.phase == locks.Phase.OPEN or (lock.phase == locks.Phase.FAULT and not self.unit.code_known)
        if service == 0x31 and (runs or self.spoilt or helpless):  # noqa: PLR2004 - RoutineControl
            return uds.Nrc.CONDITIONS
        if service == 0x31 and self.speed_kmh:  # noqa: PLR2004 - RoutineControl
            return uds.Nrc.MOVING
        return _VOLTAGE_CODES.get(voltage_reason(self), 0)

    def write(self, did: int, value: bytes) -> None:
        """Store the note, the only value that can be written."""
        del did
        self.flash.put(Owner.SERVER, NOTE, value)

    def faults(self) -> Sequence[uds.Dtc]:
        """Return the fault codes in the memory."""
        stored = FAULTS.read(self.flash.content)
        bits = stored.value[0] if stored else 0
        return [dtc for bit, dtc in enumerate(DTCS) if bits >> bit & 1]

    def clear_faults(self) -> None:
        """Clear the memory of fault codes."""
        self.flash.put(Owner.SERVER, FAULTS, b"\0")

    def attempts(self) -> int:
        """Return the keys tried since the last right one; the limit where that can't be read."""
        stored = GATE.read(self.flash.content)
        return stored.value[0] if stored else self.profile.attempts

    def store_attempts(self, count: int) -> None:
        """Keep the number of tries."""
        self.flash.put(Owner.SERVER, GATE, bytes((min(count, 0xFF),)))

    def new_seed(self, length: int) -> bytes:
        """Return fresh random bytes."""
        return self.random_bytes(length)

    def key_fits(self, seed: bytes, key: bytes) -> bool:
        """Return whether *key* answers *seed*."""
        return key == twin_key(seed)

    def start_routine(self, routine: int) -> None:
        """Note down in the journal that the reset is to run."""
        del routine
        self.job = Job(Step.PREPARE)
        self.flash.put(Owner.START, JOB, bytes(self.job))

    def routine_status(self, routine: int) -> bytes | int | None:
        """Return how the reset stands; what the journal holds outlives the supply."""
        del routine
        if self.job.step == Step.IDLE and not self.spoilt:
            return None
        if self.job.step == Step.STOPPED and self.job.reason == Reason.MEMORY:
            return uds.Nrc.PROGRAMMING
        return status_record(self.job, _millivolts(self.volts), spoilt=self.spoilt)

    def restart(self, kind: int) -> None:
        """Restart the unit once the answer is out."""
        self.restart_kind = kind


def _millivolts(volts: float) -> int:
    return max(0, min(0xFFFF, round(volts * 1000)))


def _lock_state(ecu: Ecu) -> bytes:
    return bytes((LOCK_STATES["needs-recovery" if ecu.spoilt else ecu.unit.lock.phase],))


def _tries_left(ecu: Ecu) -> bytes:
    left = ecu.unit.tries_left
    return bytes((NO_COUNT if left is None else min(left, _MOST_COUNTED),))


def _software(ecu: Ecu) -> bytes:
    return f"TWIN-{ecu.firmware.version if ecu.firmware else 0}".encode()


READERS: dict[int, Callable[[Ecu], bytes]] = {
    DidOf.PART_NUMBER: lambda ecu: ecu.profile.part_number.encode(),
    DidOf.SESSION: lambda ecu: bytes((ecu.server.state.session,)),
    DidOf.SERIAL: lambda ecu: ecu.profile.serial.encode(),
    DidOf.VIN: lambda ecu: ecu.profile.vin.encode(),
    DidOf.HARDWARE: lambda ecu: ecu.profile.hardware.encode(),
    DidOf.SOFTWARE: _software,
    DidOf.SUPPLY: lambda ecu: _millivolts(ecu.volts).to_bytes(2, "big"),
    DidOf.LOCK_STATE: _lock_state,
    DidOf.TRIES_LEFT: _tries_left,
    DidOf.WAIT: lambda ecu: (-(-ecu.unit.lock_now.wait_left_ms // 1000)).to_bytes(4, "big"),
    DidOf.NOTE: lambda ecu: (stored.value if (stored := NOTE.read(ecu.flash.content)) else b"").ljust(16),
    DidOf.BLOCK: lambda ecu: _BLOCK,  # noqa: ARG005 - the same for every unit
    DidOf.MARKER: lambda ecu: f"{MARKER} {ecu.profile.family}".encode(),
}
"""What reads each identifier."""
