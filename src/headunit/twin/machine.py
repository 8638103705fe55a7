"""The parts every simulated unit has: supply, panel, audio and virtual time; what guards it is added by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from headunit import panel as panels
from headunit.twin import events
from headunit.twin.guard import Guarded
from headunit.twin.lcd import DARK
from headunit.twin.memory import NvMemory, Snapshot
from headunit.twin.receiver import Settings, turn_volume, use_key
from headunit.twin.supply import NEVER, PowerKey, SupplyState, supply_step, terminal_v

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.twin.events import TwinEvent
    from headunit.twin.profile import TwinProfile

__all__ = ["Machine", "Snapshot"]

_INPUT_RECOVERS_MS = 60_000


class Machine(Guarded):
    """Simulate one unit; it starts at 0 ms with nothing connected, and changes by :meth:`apply` and :meth:`advance`.

    *memory* is the image of its non-volatile memory. Times are integer milliseconds.
    """

    KEPT: ClassVar[tuple[str, ...]] = (
        "now_ms", "supply", "panel", "settings", "hung", "mode", "_panel_at", "_panel_due", "_guard_due", "_supply_due",
        "_takes_keys", "_pressed", "_off_since", "_shown", "_heard", "glass",
    )  # fmt: skip
    __slots__ = (*KEPT, "_lag_ms", "_log", "_moves", "_next", "_watched", "chip", "profile")

    def __init__(self, profile: TwinProfile, memory: bytes, *, settings: Settings | None = None) -> None:
        """Put the unit on the bench."""
        self.profile = profile
        self.chip = NvMemory(memory, profile.supply.write_ms)
        self.settings = settings or Settings()
        self.now_ms = self._panel_at = self._off_since = 0
        self.supply = SupplyState()
        self.panel = panels.start_state(profile.panel)
        self.hung: frozenset[str] = frozenset()
        self.mode = "dead"
        self._panel_due = self._guard_due = self._supply_due = self._next = NEVER
        self._lag_ms = profile.panel.lcd_lag_ms
        self._moves = bool(profile.panel.flash.states or profile.panel.hello_ms)
        self.glass = DARK
        self._takes_keys = False
        self._pressed: tuple[str, int] | None = None
        self._log: Callable[[int, str, str], None] | None = None
        self._watched = False
        self._shown = ""
        self._heard = False

    # What a person sees and hears.

    @property
    def display(self) -> str:
        """Return the text on the display, as wide as it is; empty while it is dark."""
        return self.glass.at(self.now_ms).shown if self._lag_ms else self._text()

    def _text(self) -> str:
        if not self.supply.awake:
            return ""
        self._catch_up()
        return panels.render(self.profile.panel, self.panel, self._view())

    @property
    def playing(self) -> bool:
        """Return whether music is heard: switched on, code accepted, and the voltage within bounds."""
        bounds, supply = self.profile.supply, self.supply
        if not (supply.awake and supply.radio_on and self.unlocked):
            return False
        return bounds.brown_v <= terminal_v(supply.car) <= bounds.over_v

    @property
    def memory(self) -> bytes:
        """Return the image of the non-volatile memory as it stands."""
        return self.chip.content

    def listen(self, log: Callable[[int, str, str], None] | None, *, watch: bool = True) -> None:
        """Call *log* with (time in ms, kind, detail) for each sound and memory write; None: no longer.

        With *watch* also for each new display text and change of the audio, which takes twice the time.
        """
        self._log = None  # what stands there already is no news
        self._watched = watch and log is not None
        self._settle()
        self._log = log

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

    def snapshot(self) -> Snapshot:
        """Return all that the unit remembers."""
        return Snapshot(tuple(getattr(self, name) for name in self.KEPT), self.chip.content, self.chip.in_flight)

    def restore(self, snapshot: Snapshot) -> None:
        """Return to what the unit remembered then."""
        for name, value in zip(self.KEPT, snapshot.values, strict=True):
            setattr(self, name, value)
        self.chip.content = snapshot.content
        self.chip.in_flight = snapshot.in_flight
        self._settle()

    def _fire(self) -> None:
        now = self.now_ms
        if self._lag_ms:
            self.glass = self.glass.at(now)
        if self._supply_due <= now:
            self._supply_step(None)
        elif self._panel_due <= now:
            self._panel_step(None)
        elif self._guard_due <= now:
            self._guard(None)

    def _settle(self) -> None:
        self._next = min(self._panel_due, self._guard_due, self._supply_due)
        if self._watched or self._lag_ms:
            self._follow()

    def _follow(self) -> None:
        """Follow what the display shows, one blink after another."""
        if self._lag_ms:
            self.glass = self.glass.want(self._text(), self.now_ms + self._lag_ms)
            self._next = min(self._next, self.glass.due)
        if self._watched:
            self._tell()
        if self._moves and self.supply.awake:
            frame = panels.next_frame(self.profile.panel, self.panel, self._view())
            if frame is not None:
                self._next = min(self._next, self.now_ms + frame)

    def _tell(self) -> None:
        shown, heard = self.display.rstrip(), self.playing
        if shown != self._shown:
            self._shown = shown
            self._say("display", shown)
        if heard != self._heard:
            self._heard = heard
            self._say("audio", "music" if heard else "silence")

    def _say(self, kind: str, detail: str) -> None:
        if self._log is not None:
            self._log(self.now_ms, kind, detail)

    def apply(self, event: TwinEvent) -> None:
        """Let *event* happen now, and all that follows at once."""
        kind = type(event)
        if kind is panels.Press:
            self._press(event)  # type: ignore[arg-type]
        elif kind is panels.Release or kind is panels.Turn:
            self._release_or_turn(event)  # type: ignore[arg-type]
        elif kind is events.Hang:
            self.hung |= {event.what}  # type: ignore[union-attr]
        elif kind is events.FactoryReset:
            self._factory_reset()
        elif kind in events.FOR_THE_GUARD:
            self._guard(event)
        else:
            self._supply_step(event)
        self._settle()
        while self._next <= self.now_ms:
            self._fire()
            self._settle()

    def _press(self, event: panels.Press) -> None:
        if not self._takes_keys:
            return
        if self.hung and "keys" in self.hung and event.key != self.profile.panel.power:
            return
        if self.mode == "open":
            self._pressed = (event.key, self.now_ms)
        self._panel_step(event)

    def _release_or_turn(self, event: panels.Release | panels.Turn) -> None:
        if not self.supply.alive:
            return
        self._panel_step(event)
        if self.mode != "open":
            return
        if isinstance(event, panels.Turn):
            self.settings = turn_volume(self.settings, event.detents)
        elif self._pressed is not None and self._pressed[0] == event.key:
            self.settings = use_key(self.settings, event.key, self.now_ms - self._pressed[1])
            self._pressed = None

    def _catch_up(self) -> None:
        """Let the panel live through the time since it was last looked at; nothing is due in it."""
        elapsed = self.now_ms - self._panel_at
        if elapsed:
            self.panel = panels.later(self.panel, elapsed)
            self._panel_at = self.now_ms

    def _panel_step(self, event: panels.Event | None) -> None:
        now = self.now_ms
        elapsed, still = now - self._panel_at, self._panel_due > now
        self._panel_at = now
        self.panel, outputs, due = panels.live(self.profile.panel, self.panel, elapsed, event, still=still)
        self._panel_due = NEVER if due == NEVER else now + max(0, due - self.panel.now)
        for output in outputs:
            if type(output) is not panels.Click:
                self._output(output)
            elif self._log is not None:
                self._log(now, "sound", output.sound)

    def _output(self, output: panels.Output) -> None:
        if isinstance(output, panels.Submit):
            if not self.hung & {"memory", "input"}:
                self._submit(output.code)
        elif isinstance(output, panels.PowerKey):
            self._supply_step(PowerKey())
        elif isinstance(output, panels.Reboot):
            self.hung -= {"keys"}
            for _ in ("off", "on"):
                self._supply_step(PowerKey())
        else:
            self._guard(output)

    def _factory_reset(self) -> None:
        if not self.supply.awake:
            return
        clears = self.profile.factory_reset_clears
        if "settings" in clears:
            self.settings = Settings()
        if "hung-state" in clears:
            self.hung -= {"memory", "input"}
        self._guard(events.FactoryReset())

    def _supply_step(self, event: TwinEvent | PowerKey | None) -> None:
        before = self.supply
        self.supply, signals = supply_step(self.profile.supply, before, self.now_ms, event)
        self._supply_due = self.supply.due
        self._takes_keys = self.supply.alive and terminal_v(self.supply.car) >= self.profile.supply.brown_v
        for signal in signals:
            if signal == "lost":
                self._pressed = None
                self.hung &= {"memory"}
                self.glass = DARK
                self.panel = panels.start_state(self.profile.panel)
                self._panel_at, self._panel_due, self.mode = self.now_ms, NEVER, "dead"
            elif signal == "ignition" and self.panel.stage == "splash":
                self.mode = "dead"
                self._panel_step(panels.Mode("dead"))
            elif signal == "off":
                self._off_since = self.now_ms
            elif signal == "on" and self.now_ms - self._off_since >= _INPUT_RECOVERS_MS:
                self.hung -= {"input"}
            self._signal(signal, before)
        if signals:
            self._set_mode()

    def _set_mode(self) -> None:
        mode = self._mode_of_guard() if self.supply.awake else "dead"
        if mode != self.mode:
            self.mode = mode
            self._panel_step(panels.Mode(mode))
