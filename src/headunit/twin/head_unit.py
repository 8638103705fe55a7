"""A unit with a code: the machine with the anti-theft lock and its memory chip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from headunit import lock as locks
from headunit import panel as panels
from headunit.twin import events
from headunit.twin.machine import Machine
from headunit.twin.supply import NEVER, SupplyState, accessory, terminal_v

if TYPE_CHECKING:
    from headunit.lock import LockProfile
    from headunit.twin.events import TwinEvent
    from headunit.twin.profile import TwinProfile
    from headunit.twin.receiver import Settings
    from headunit.twin.supply import PowerKey

__all__ = ["HeadUnit"]

_MODES = {locks.Phase.PROMPT: "asks", locks.Phase.OPEN: "open"}


class HeadUnit(Machine):
    """Simulate a unit that asks for a code (docs/howto/use-the-twin.md)."""

    KEPT: ClassVar[tuple[str, ...]] = (
        *Machine.KEPT, "lock", "_lock_at", "_lock_due", "_write_due", "_postponed", "_ram",
    )  # fmt: skip
    __slots__ = ("_lock_at", "_lock_due", "_lock_profile", "_postponed", "_ram", "_write_due", "lock")

    def __init__(self, profile: TwinProfile, memory: bytes, *, settings: Settings | None = None) -> None:
        """Put the unit on the bench; *profile* has a lock."""
        super().__init__(profile, memory, settings=settings)
        if profile.lock is None:
            raise TypeError(profile.family)
        self._lock_profile: LockProfile = profile.lock
        self.lock = locks.LockState()
        self._lock_at = 0
        self._lock_due = self._write_due = NEVER
        self._postponed: locks.Write | None = None
        self._ram = self.lock

    @property
    def unlocked(self) -> bool:
        """Return whether the code was accepted since the supply was last lost."""
        return locks.is_open(self.lock)

    @property
    def lock_now(self) -> locks.LockState:
        """Return the lock with the time that passed since it was last stepped; nothing is due in it."""
        state, _ = locks.step(self._lock_profile, self.lock, locks.Advance(self.now_ms - self._lock_at))
        return state

    def put_lock(self, state: locks.LockState) -> None:
        """Put the lock into *state*, as a probe in the processor's RAM could."""
        self.lock, self._lock_at = state, self.now_ms
        self._lock_step(None)
        self._settle()

    def _view(self) -> panels.LockView:
        elapsed = self.now_ms - self._lock_at
        lock = self.lock
        if elapsed and lock.wait_left_ms:
            lock, _ = locks.step(self._lock_profile, lock, locks.Advance(elapsed))
        left = locks.tries_to_cap(self._lock_profile, lock) if self.profile.panel.count_shown == "left" else None
        return panels.LockView(lock.phase, lock.wrong, left, lock.wait_left_ms, 0)

    def _mode_of_guard(self) -> str:
        return _MODES.get(self.lock.phase, "closed")

    def _submit(self, code: str) -> None:
        self._lock_step(locks.Submit(code))

    def _guard(self, event: object) -> None:
        if event is None:
            if self._write_due <= self.now_ms:
                self._written()
            else:
                self._lock_step(None)
        elif isinstance(event, panels.Touched):
            self._lock_step(locks.Touch())
        elif isinstance(event, panels.Gesture):
            self._lock_step(locks.Gesture()) if event.name == "more-tries" else self._say("gesture", event.name)
        elif isinstance(event, events.SetCode):
            self._lock_step(locks.SetCode(event.code, event.salt))
        elif isinstance(event, events.DiagnosticReset):
            self._lock_step(locks.DiagnosticReset())
        elif isinstance(event, events.FactoryReset):
            self._lock_step(locks.FactoryReset())

    def _lock_step(self, event: locks.Event | None) -> None:
        profile, state = self._lock_profile, self.lock
        phase = state.phase
        effects: tuple[Any, ...] = ()
        elapsed = self.now_ms - self._lock_at
        if elapsed:
            state, effects = locks.step(profile, state, locks.Advance(elapsed))
            self._lock_at = self.now_ms
        if event is not None:
            state, more = locks.step(profile, state, event)
            effects = effects + more if effects else more
        self.lock = state
        wait = locks.next_deadline(profile, state)
        self._lock_due = NEVER if wait is None else self.now_ms + wait
        for effect in effects:
            self._effect(effect)
        self._guard_due = min(self._lock_due, self._write_due)
        if self.lock.phase is not phase:
            self._set_mode()

    def _effect(self, effect: locks.Effect) -> None:
        if isinstance(effect, locks.Write):
            self._begin_write(effect)
        elif isinstance(effect, locks.Accepted):
            self._say("sound", "accepted")
        elif isinstance(effect, locks.Refused):
            self._say("sound", "refused")

    def _begin_write(self, write: locks.Write) -> None:
        """Begin to write; while the voltage is too low for it, wait."""
        if terminal_v(self.supply.car) < self.profile.supply.brown_v:
            self._postponed = write
            return
        self._say("memory", f"{write.offset} {write.data.hex()}")
        self._write_due = self.chip.begin(write.offset, write.data, self.now_ms)

    def _written(self) -> None:
        self._write_due = NEVER
        self._lock_step(locks.Written(self.chip.finish()))

    def _supply_step(self, event: TwinEvent | PowerKey | None) -> None:
        super()._supply_step(event)
        if self.lock.ignition != accessory(self.supply.car):
            self._use()
        if self._postponed and terminal_v(self.supply.car) >= self.profile.supply.brown_v:
            write, self._postponed = self._postponed, None
            self._begin_write(write)
            self._guard_due = min(self._lock_due, self._write_due)

    def _signal(self, signal: str, before: SupplyState) -> None:
        if signal == "lost":
            self.chip.tear(self.now_ms)
            self._write_due, self._postponed = NEVER, None
            self._ram = self.lock_now
            self._lock_step(locks.SupplyOff())
        elif signal == "gained":
            if self.now_ms < before.ram_until:
                self._go_on()
            else:
                self._lock_step(locks.SupplyOn(self.chip.content, self.now_ms - before.dark_since))
            self._use()
        elif signal == "dip":
            self._lock_step(locks.Dip())
        elif signal == "reset":
            self._lock_step(locks.CpuReset())
        elif signal in {"on", "off"}:
            self._use()

    def _go_on(self) -> None:
        """Start the processor again with the RAM it had; a write that was cut is sent again."""
        self.lock, self._lock_at = self._ram, self.now_ms
        self._lock_step(locks.CpuReset())
        if self.lock.pending is not None:
            self._begin_write(self.lock.pending)
            self._guard_due = min(self._lock_due, self._write_due)

    def _use(self) -> None:
        self._lock_step(locks.Use(self.supply.radio_on, accessory(self.supply.car)))
