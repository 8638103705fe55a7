"""The whole simulated head unit in virtual time: supply, lock, memory, panel and audio as one deterministic machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit import lock as locks
from headunit import panel as panels
from headunit.twin import events
from headunit.twin.memory import NvMemory, WriteInFlight
from headunit.twin.receiver import Settings, store_or_recall, turn_volume
from headunit.twin.supply import NEVER, PowerKey, SupplyState, supply_step, terminal_v

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.twin.events import TwinEvent
    from headunit.twin.profile import TwinProfile

__all__ = ["HeadUnit", "Snapshot"]

_MODES = {locks.Phase.PROMPT: "asks", locks.Phase.OPEN: "open"}
_INPUT_RECOVERS_MS = 60_000


class Snapshot(NamedTuple):
    """Hold everything that a unit remembers at one instant; units of equal snapshots behave alike for ever."""

    values: tuple[Any, ...]
    content: bytes
    in_flight: WriteInFlight | None


class HeadUnit:
    """Simulate one unit; it starts at 0 ms with nothing connected, and changes only by :meth:`apply` and :meth:`advance`.

    *memory* is the image of its non-volatile memory. Times are integer milliseconds.
    """

    _KEPT = (
        "now_ms", "supply", "lock", "panel", "settings", "hung", "mode", "_lock_at", "_panel_at", "_lock_due",
        "_panel_due", "_write_due", "_postponed", "_pressed", "_off_since", "_shown", "_heard",
    )  # fmt: skip
    __slots__ = (*_KEPT, "_log", "_next", "chip", "profile")

    def __init__(
        self,
        profile: TwinProfile,
        memory: bytes,
        *,
        settings: Settings | None = None,
    ) -> None:
        """Put the unit on the bench."""
        self.profile = profile
        self.chip = NvMemory(memory, profile.supply.write_ms)
        self.settings = settings or Settings()
        self._log: Callable[[int, str, str], None] | None = None
        self.now_ms = self._lock_at = self._panel_at = self._off_since = 0
        self.supply = SupplyState()
        self.lock = locks.off_state()
        self.panel = panels.start_state(profile.panel)
        self.hung: frozenset[str] = frozenset()
        self.mode = "dead"
        self._lock_due = self._panel_due = self._write_due = self._next = NEVER
        self._postponed: locks.Write | None = None
        self._pressed: tuple[str, int] | None = None
        self._shown = ""
        self._heard = False

    @property
    def display(self) -> str:
        """Return the text on the display; empty while it is dark."""
        return panels.render(self.profile.panel, self.panel, self._view()) if self.supply.awake else ""

    @property
    def playing(self) -> bool:
        """Return whether music is heard: switched on, code accepted, and the voltage within bounds."""
        bounds = self.profile.supply
        return (
            self.supply.awake
            and locks.is_open(self.lock)
            and bounds.brown_v <= terminal_v(self.supply.car) <= bounds.over_v
        )

    @property
    def memory(self) -> bytes:
        """Return the image of the non-volatile memory as it stands."""
        return self.chip.content

    def _view(self) -> panels.LockView:
        lock = self.lock
        left = locks.tries_left(self.profile.lock, lock)
        return panels.LockView(lock.phase, lock.wrong, left, lock.wait_left_ms, lock.wait_total_ms)

    def listen(self, log: Callable[[int, str, str], None] | None) -> None:
        """Call *log* with (time in ms, kind, detail) for each new display text, sound, change of audio, memory write."""
        self._log = log
        self._shown, self._heard = self.display, self.playing

    def next_deadline(self) -> int | None:
        """Return when the unit will next change by itself, in ms of its own time; None for never."""
        return None if self._next == NEVER else self._next

    def advance(self, ms: int) -> None:
        """Let *ms* pass; in one piece or in many, the outcome is the same."""
        target = self.now_ms + ms
        while self._next <= target:
            self.now_ms = self._next
            self._fire()
            self._settle()
        self.now_ms = target

    def apply(self, event: TwinEvent) -> None:
        """Let *event* happen now."""
        kind = type(event)
        if kind is events.Press:
            self._press(event)
        elif kind is events.Release or kind is events.Turn:
            self._release_or_turn(event)
        elif kind is events.Hang:
            self.hung |= {event.what}
        elif kind is events.FactoryReset:
            self._factory_reset()
        elif kind is events.DiagnosticReset:
            self._lock_step(locks.DiagnosticReset())
        elif kind is events.SetCode:
            self._lock_step(locks.SetCode(event.code, event.salt))
        else:
            self._supply_step(event)
        self._settle()
        while self._next <= self.now_ms:
            self._fire()
            self._settle()

    def snapshot(self) -> Snapshot:
        """Return all that the unit remembers."""
        return Snapshot(tuple(getattr(self, name) for name in self._KEPT), self.chip.content, self.chip.in_flight)

    def restore(self, snapshot: Snapshot) -> None:
        """Return to what the unit remembered then."""
        for name, value in zip(self._KEPT, snapshot.values, strict=True):
            setattr(self, name, value)
        self.chip.content = snapshot.content
        self.chip.in_flight = snapshot.in_flight
        self._next = self._due()

    # One thing at a time: what is due, then what it leads to.

    def _due(self) -> int:
        return min(self._lock_due, self._panel_due, self._write_due, self.supply.due)

    def _fire(self) -> None:
        now = self.now_ms
        if self._write_due <= now:
            self._write_due = NEVER
            self._written()
        elif self.supply.due <= now:
            self._supply_step(None)
        elif self._panel_due <= now:
            self._panel_step(None)
        else:
            self._lock_step(None)

    def _settle(self) -> None:
        self._next = self._due()
        if self._log is not None:
            self._tell()

    def _tell(self) -> None:
        shown, heard = self.display, self.playing
        if shown != self._shown:
            self._shown = shown
            self._say("display", shown)
        if heard != self._heard:
            self._heard = heard
            self._say("audio", "music" if heard else "silence")

    def _say(self, kind: str, detail: str) -> None:
        if self._log is not None:
            self._log(self.now_ms, kind, detail)

    # Keys.

    def _press(self, event: events.Press) -> None:
        if not self.supply.alive or terminal_v(self.supply.car) < self.profile.supply.brown_v:
            return
        if "keys" in self.hung and event.key != self.profile.panel.power:
            return
        if self.mode == "open":
            self._pressed = (event.key, self.now_ms)
        self._panel_step(event)

    def _release_or_turn(self, event: events.Release | events.Turn) -> None:
        if not self.supply.alive:
            return
        self._panel_step(event)
        if self.mode != "open":
            return
        if isinstance(event, events.Turn):
            self.settings = turn_volume(self.settings, event.detents)
        elif self._pressed is not None and self._pressed[0] == event.key:
            if event.key.isdecimal():
                self.settings = store_or_recall(self.settings, int(event.key), self.now_ms - self._pressed[1])
            self._pressed = None

    def _panel_step(self, event: object) -> None:
        panel, state = self.profile.panel, self.panel
        elapsed = self.now_ms - self._panel_at
        outputs: tuple[Any, ...] = ()
        if elapsed:
            state, outputs = panels.step(panel, state, panels.Advance(elapsed))
            self._panel_at = self.now_ms
        if event is not None:
            state, more = panels.step(panel, state, event)
            outputs += more
        self.panel = state
        wait = panels.next_deadline(panel, state)
        self._panel_due = NEVER if wait is None else self.now_ms + wait
        for output in outputs:
            self._output(output)

    def _output(self, output: object) -> None:
        kind = type(output)
        if kind is panels.Submit:
            if not self.hung:
                self._lock_step(locks.Submit(output.code))
        elif kind is panels.Touched:
            if self.lock.phase is locks.Phase.REFUSED:
                self._lock_step(locks.Touch())
        elif kind is panels.PowerKey:
            self._supply_step(PowerKey())
        elif kind is panels.Reboot:
            self.hung -= {"keys"}
            self._supply_step(PowerKey())
            self._supply_step(PowerKey())
        elif kind is panels.Gesture:
            self._gesture(output.name)
        else:
            self._say("sound", "click")

    def _gesture(self, name: str) -> None:
        if name == "factory-reset":
            self._factory_reset()
        elif name == "lock-reset":
            self._lock_step(locks.Gesture())

    def _factory_reset(self) -> None:
        if not self.supply.awake:
            return
        clears = self.profile.factory_reset_clears
        if "settings" in clears:
            self.settings = Settings()
        if "hung-state" in clears:
            self.hung -= {"memory", "input"}
        self._lock_step(locks.FactoryReset())

    # Lock and memory.

    def _lock_step(self, event: object) -> None:
        profile, state = self.profile.lock, self.lock
        phase = state.phase
        elapsed = self.now_ms - self._lock_at
        effects: tuple[Any, ...] = ()
        if elapsed:
            state, effects = locks.step(profile, state, locks.Advance(elapsed))
            self._lock_at = self.now_ms
        if event is not None:
            state, more = locks.step(profile, state, event)
            effects += more
        self.lock = state
        wait = locks.next_deadline(profile, state)
        self._lock_due = NEVER if wait is None else self.now_ms + wait
        for effect in effects:
            self._effect(effect)
        if self.lock.phase is not phase:
            self._set_mode()

    def _effect(self, effect: object) -> None:
        kind = type(effect)
        if kind is locks.Write:
            self._say("memory", f"{effect.offset:#06x} {effect.data.hex()}")
            self._begin_write(effect)
        elif kind is locks.Accepted:
            self._say("sound", "beep")
        elif kind is locks.Refused:
            self._say("sound", "beep beep")

    def _begin_write(self, write: locks.Write) -> None:
        if terminal_v(self.supply.car) < self.profile.supply.brown_v:
            self._postponed = write
        else:
            self._write_due = self.chip.begin(write.offset, write.data, self.now_ms)

    def _written(self) -> None:
        self._lock_step(locks.Written(self.chip.finish()))

    # Supply.

    def _supply_step(self, event: TwinEvent | PowerKey | None) -> None:
        before = self.supply
        self.supply, signals = supply_step(self.profile.supply, before, self.now_ms, event)
        for signal in signals:
            self._signal(signal, before)
        if signals:
            self._set_mode()
        if self._postponed and self.supply.alive and terminal_v(self.supply.car) >= self.profile.supply.brown_v:
            write, self._postponed = self._postponed, None
            self._begin_write(write)

    def _signal(self, signal: str, before: SupplyState) -> None:
        if signal == "lost":
            self._dark()
        elif signal == "gained":
            self._lock_step(locks.SupplyOn(self.chip.content, self.now_ms - before.dark_since))
            self._use()
        elif signal == "dip":
            self._lock_step(locks.Dip())
        elif signal in {"on", "off"}:
            self._use()
            if signal == "off":
                self._off_since = self.now_ms
            elif self.now_ms - self._off_since >= _INPUT_RECOVERS_MS:
                self.hung -= {"input"}

    def _use(self) -> None:
        self._lock_step(locks.Use(self.supply.radio_on, self.supply.car.ignition != "off"))

    def _dark(self) -> None:
        self.chip.tear(self.now_ms)
        self._write_due = NEVER
        self._postponed = self._pressed = None
        self.hung &= {"memory"}
        self._lock_step(locks.SupplyOff())
        self.panel = panels.start_state(self.profile.panel)
        self._panel_at, self._panel_due, self.mode = self.now_ms, NEVER, "dead"

    def _set_mode(self) -> None:
        mode = _MODES.get(self.lock.phase, "closed") if self.supply.awake else "dead"
        if mode != self.mode:
            self.mode = mode
            self._panel_step(panels.Mode(mode))
