"""One rehearsal: a simulated radio in virtual time, driven by messages and by a clock that is passed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from headunit.panel.walk import GAP_MS, PRESS_MS
from headunit.twin import HeadUnit, blinking, lit_display, wake
from headunit.twin.events import Battery, Fuse, Ignition, Press, Release, Turn
from headunit.web.panels import lit
from headunit.web.rehearsal.chords import chords_now, holds_now
from headunit.web.rehearsal.guide import Guide
from headunit.web.rehearsal.messages import SCHEMA
from headunit.web.rehearsal.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from headunit.panel import Plan
    from headunit.twin import Machine, TwinProfile
    from headunit.twin.events import TwinEvent
    from headunit.web.panels import Layout
    from headunit.web.rehearsal.messages import Message

__all__ = ["Session"]

_BATTERY_V = 12.6
_LONGEST_GAP_MS = 15_000
"""What passes at most between two looks: a laptop that slept doesn't let an hour go by at once."""

_SOUNDS: Final = frozenset({"click", "beep", "error", "accepted", "refused"})
_MOST_SOUNDS = 8


class Session:
    """Hold one rehearsal.

    Time passes only while a browser is connected. A key that is down is held in real time, whatever the clock's speed;
    and a wait that ends sets the clock back to ×1. A tap lasts at least as long as an unhurried finger stays.
    """

    def __init__(
        self, profile: TwinProfile, layout: Layout, plan: Plan | None, code: str, table: Mapping[str, str] = ENGLISH
    ) -> None:
        """Begin as after a battery change: connected, ignition on, ready for keys."""
        self.profile = profile
        self.layout = layout
        self.table = table
        self.guided = plan is not None
        self._code = code
        self._keys = frozenset(key.id for key in profile.panel.keys)
        self._plan = plan
        self._sounds: list[str] = []
        self._seen_ms: float | None = None
        self._begin()

    def _begin(self) -> None:
        self.unit: Machine = wake(self.profile, self._code)
        panel = self.profile.panel
        if panel.open_with.action == "hold-at-start":  # such a radio is switched on while a key is held
            self._tap(panel.power)
        self.guide = Guide(self.unit, self._plan, self._code)
        self.speed = 1
        self._down: dict[str, int] = {}
        self._released_ms = -GAP_MS
        self._rest_ms = 0.0
        self._sent: dict[str, Any] = {}
        self.unit.listen(self._hear)

    def _tap(self, key: str) -> None:
        self.unit.apply(Press(key))
        self.unit.advance(PRESS_MS)
        self.unit.apply(Release(key))
        self.unit.advance(GAP_MS)

    def _hear(self, _t_ms: int, kind: str, detail: str) -> None:
        if kind == "sound" and detail in _SOUNDS and len(self._sounds) < _MOST_SOUNDS:
            self._sounds.append(detail)

    # Time.

    def attach(self, now_ms: float) -> None:
        """Let time pass from now on, and tell everything anew; keys of a connection that broke come up."""
        self._release(tuple(self._down))
        self._seen_ms = now_ms
        self._sent = {}

    def detach(self, now_ms: float) -> None:
        """Let time stand still from now on."""
        self.tick(now_ms)
        self._release(tuple(self._down))
        self._seen_ms = None

    def tick(self, now_ms: float) -> None:
        """Let the time pass that has passed since the last look."""
        if self._seen_ms is None:
            return
        passed = min(_LONGEST_GAP_MS, max(0.0, now_ms - self._seen_ms)) * (1 if self._down else self.speed)
        self._seen_ms = now_ms
        whole, self._rest_ms = divmod(passed + self._rest_ms, 1)
        self._run(int(whole))

    def due_in_ms(self) -> float | None:
        """Return after how much real time something changes by itself, or None."""
        due = self.unit.next_deadline()
        if due is None:
            return None
        return max(0.0, due - self.unit.now_ms) / (1 if self._down else self.speed)

    def _run(self, ms: int) -> None:
        end = self.unit.now_ms + ms
        while self.speed > 1 and self._waits():
            due = self.unit.next_deadline()
            if due is None or due > end:
                break
            self.unit.advance(due - self.unit.now_ms)
            if not self._waits():
                self.speed = 1
                return
        self.unit.advance(max(0, end - self.unit.now_ms))

    def _waits(self) -> bool:
        return isinstance(self.unit, HeadUnit) and self.unit.lock.phase == "waiting"

    # What a person does.

    def take(self, message: Message, now_ms: float) -> None:
        """Do what *message* says, at *now_ms*; keys that the panel doesn't have are not there to press."""
        self.tick(now_ms)
        act = _ACTS.get(message.type)
        if act is not None:
            act(self, message)

    def _press(self, message: Message) -> None:
        unit, timing = self.unit, self.profile.panel.timing
        unit.advance(max(0, self._released_ms + GAP_MS - unit.now_ms))
        for key in self._there(message):
            unit.apply(Press(key))
            self._down.setdefault(key, unit.now_ms)
        # The time in which a panel reads its keys passes at once, so that the display answers without delay.
        unit.advance(max(self.profile.panel.wiring.delay_ms, timing.settle_ms))

    def _there(self, message: Message) -> tuple[str, ...]:
        return tuple(key for key in message.keys if key in self._keys)

    def _lift(self, message: Message) -> None:
        self._release(message.keys)

    def _release(self, keys: tuple[str, ...]) -> None:
        unit = self.unit
        for key in keys:
            since = self._down.pop(key, None)
            if since is None:
                continue
            unit.advance(max(0, since + PRESS_MS - unit.now_ms))
            unit.apply(Release(key))
            self._released_ms = unit.now_ms

    def _turn(self, message: Message) -> None:
        by = 1 if message.by > 0 else -1
        for key in self._there(message) * abs(message.by):
            self.unit.apply(Turn(key, by))
            self.unit.advance(1)

    def _car(self, message: Message) -> None:
        for name, value in message.car:
            self.unit.apply(_CAR[name](value))

    def _clock(self, message: Message) -> None:
        self.speed = message.speed

    def _mode(self, message: Message) -> None:
        self.guided = message.guided and self._plan is not None

    def _again(self, _message: Message) -> None:
        self._begin()

    # What a person sees and hears.

    def news(self) -> list[dict[str, Any]]:
        """Return what is new since the last time: a state with the parts that changed, and the sounds."""
        state = self.state()
        changed = {name: value for name, value in state.items() if self._sent.get(name) != value}
        self._sent = state
        told: list[dict[str, Any]] = []
        if changed:
            told.append({"schema": SCHEMA, "type": "state", **changed})
        if self._sounds:
            told.append({"schema": SCHEMA, "type": "sounds", "sounds": [*self._sounds]})
            self._sounds.clear()
        return told

    def state(self) -> dict[str, Any]:
        """Return all there is to see (docs/reference/panel-session.md)."""
        unit = self.unit
        shown = lit_display(unit).rstrip()
        car = unit.supply.car
        return {
            "display": {"text": " ".join(shown.split()), "lit": lit(self.layout, shown).document()},
            "dark": bool(shown) and blinking(unit) and not unit.display.strip(),
            "power": unit.supply.awake,
            "playing": unit.playing,
            "car": {
                "battery": "on" if car.battery_v else "off",
                "fuse": "in" if car.feed_fuse else "out",
                "ignition": car.ignition,
            },
            "speed": self.speed,
            "guided": self.guided,
            "guide": self.guide.now(unit, guided=self.guided).document(len(self.guide.tasks), self.table),
            "holds": holds_now(unit),
            "chords": chords_now(unit),
            "down": sorted(self._down),
        }


_CAR: dict[str, Callable[[str], TwinEvent]] = {
    "battery": lambda value: Battery(_BATTERY_V if value == "on" else 0.0),
    "fuse": lambda value: Fuse("battery", fitted=value == "in"),
    "ignition": Ignition,
}
_ACTS: dict[str, Callable[[Session, Message], None]] = {
    "press": Session._press,  # noqa: SLF001 - the table is a part of the class
    "release": Session._lift,  # noqa: SLF001
    "turn": Session._turn,  # noqa: SLF001
    "car": Session._car,  # noqa: SLF001
    "clock": Session._clock,  # noqa: SLF001
    "mode": Session._mode,  # noqa: SLF001
    "again": Session._again,  # noqa: SLF001
}
