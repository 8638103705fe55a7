"""A unit with a code and with a diagnostic connector: requests go in, answers come out, in virtual time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from headunit import lock as locks
from headunit.lock.code_record import NO_CODE
from headunit.twin import events
from headunit.twin.ecu.cells import factory_cells
from headunit.twin.ecu.ecu import Ecu
from headunit.twin.ecu.firmware import Firmware, factory_slots, image_of
from headunit.twin.ecu.update_runner import boot_value
from headunit.twin.head_unit import HeadUnit

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.twin.ecu.firmware import Verify
    from headunit.twin.ecu.profile import EcuProfile
    from headunit.twin.events import TwinEvent
    from headunit.twin.profile import TwinProfile
    from headunit.twin.supply import PowerKey, SupplyState

__all__ = ["DiagnosedUnit", "build_diagnosed", "factory_flash"]


def factory_flash(firmware: Firmware) -> bytes:
    """Return the memory of the diagnostic part of a new unit."""
    boot = boot_value(0, firmware.version, trial=False)
    return factory_cells(boot) + factory_slots(image_of(firmware), firmware.version)


def no_updates(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Believe no signature: such a unit takes no updates."""
    del public_key, signature, message
    return False


class DiagnosedUnit(HeadUnit):
    """Simulate a unit that asks for a code and can be spoken to by a tester."""

    KEPT: ClassVar[tuple[str, ...]] = (*HeadUnit.KEPT, "kept_by_ecu")
    __slots__ = ("ecu",)

    def __init__(
        self,
        profile: TwinProfile,
        memory: bytes,
        diagnostics: EcuProfile,
        random_bytes: Callable[[int], bytes],
        *,
        flash: bytes | None = None,
        verify: Verify = no_updates,
    ) -> None:
        """Put the unit on the bench; *flash* is the memory of its diagnostic part, that of a new unit when None."""
        super().__init__(profile, memory)
        content = factory_flash(Firmware(1)) if flash is None else flash
        self.ecu = Ecu(self, diagnostics, content, random_bytes, verify)

    @property
    def kept_by_ecu(self) -> tuple[Any, ...]:
        """All that the diagnostic part remembers, for a snapshot."""
        return self.ecu.kept()

    @kept_by_ecu.setter
    def kept_by_ecu(self, kept: tuple[Any, ...]) -> None:
        self.ecu.restore(kept)

    # What a tester does.

    def request(self, request: bytes, *, functional: bool = False) -> None:
        """Send a request now; what it leads to at once happens too."""
        self.ecu.request(request, functional=functional)
        self._catch_up_all()

    def take_answers(self) -> tuple[bytes, ...]:
        """Return the answers since the last call."""
        answers, self.ecu.answers = self.ecu.answers, ()
        return answers

    def insert(self, medium: str, bundle: bytes) -> str:
        """Put in a stick or card with a firmware; return an empty text, or why it isn't installed."""
        why = self.ecu.insert(medium, bundle)
        self._catch_up_all()
        return why

    def enter(self, code: str) -> None:
        """Give the lock a confirmed code, as the panel does."""
        self._submit(code)
        self._catch_up_all()

    def drive(self, kmh: int) -> None:
        """Let the car move at *kmh*."""
        self.ecu.speed_kmh = kmh

    # What the diagnostic part needs of the rest.

    @property
    def unlocked(self) -> bool:
        """Return whether the code was accepted since the supply was last lost, and the firmware is whole."""
        return super().unlocked and not self.ecu.spoilt

    @property
    def code_known(self) -> bool:
        """Return whether the lock could read its code."""
        return self.lock.code != NO_CODE

    @property
    def tries_left(self) -> int | None:
        """Return how many wrong codes bring the next wait or lock; None where none does."""
        return locks.tries_left(self._lock_profile, self.lock_now)

    def clear_lock(self) -> bool:
        """Let the lock clear its counts; return whether it began to."""
        self._lock_step(locks.DiagnosticReset())
        return self.lock.task == locks.Task.RESET

    def restart(self, *, keep_ram: bool) -> None:
        """Restart the processor; without its RAM the radio asks for its code again."""
        volts = self.supply.car.battery_v
        self._supply_step(events.Cut(keep_ram=keep_ram))
        if not keep_ram:
            self._supply_step(events.Battery(volts))

    def show_damage(self) -> None:
        """Go dark: the firmware is spoilt."""
        self._set_mode()

    def _catch_up_all(self) -> None:
        self._settle()
        while self._next <= self.now_ms:
            self._fire()
            self._settle()

    def _mode_of_guard(self) -> str:
        return "dead" if self.ecu.spoilt else super()._mode_of_guard()

    def _text(self) -> str:
        return "" if self.ecu.spoilt else super()._text()

    def _submit(self, code: str) -> None:
        firmware = self.ecu.firmware
        refuses = firmware is not None and "refuses-good-codes" in firmware.faults
        super()._submit(f"{code}\0" if refuses else code)

    def _settle(self) -> None:
        super()._settle()
        self._next = min(self._next, self.ecu.due)

    def _fire(self) -> None:
        due = min(self._supply_due, self._panel_due, self._guard_due)
        if due > self.now_ms and self.ecu.due <= self.now_ms:
            self.ecu.fire()
        else:
            super()._fire()

    def _supply_step(self, event: TwinEvent | PowerKey | None) -> None:
        super()._supply_step(event)
        self.ecu.supply_changed()

    def _signal(self, signal: str, before: SupplyState) -> None:
        super()._signal(signal, before)
        if signal == "lost":
            self.ecu.stop(torn=True)
        elif signal == "gained":
            self.ecu.start()
        elif signal == "reset":
            self.ecu.stop(torn=False)
            self.ecu.start()


def build_diagnosed(
    profile: TwinProfile,
    diagnostics: EcuProfile,
    code: str,
    random_bytes: Callable[[int], bytes],
    *,
    salt: bytes = bytes(8),
    firmware: Firmware | None = None,
    verify: Verify = no_updates,
) -> DiagnosedUnit:
    """Return a factory-fresh unit of *profile* with *code* and a diagnostic connector; *profile* has a lock."""
    if profile.lock is None:
        raise TypeError(profile.family)
    memory = locks.factory_memory(profile.lock, code, salt)
    flash = factory_flash(firmware or Firmware(1))
    return DiagnosedUnit(profile, memory, diagnostics, random_bytes, flash=flash, verify=verify)
