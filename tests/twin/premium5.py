"""A bench for the Volkswagen Premium 5: a new radio, what is done to it in words, and all that it then showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.twin import HeadUnit
from headunit.twin.events import Battery, Cut, Ignition, Press, Release, SupplyLow
from headunit.twin.replay import Image, image_of
from headunit.twin.replay.probe import minute_due, poke, probe, sum_fits
from tests.twin.twins import profile_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.twin.replay import Seen

PROFILE = profile_of("vw-premium-5-delco")
TAP_MS, GAP_MS = 150, 250


class Bench:
    """Do things to one radio, and write down what it showed and kept."""

    def __init__(
        self, *, code: str = "1234", count: int = 0, coding: int = 0xAA, wrong_sum: bool = False, other: int = 0
    ) -> None:
        """Put a radio with this memory on the bench and connect it."""
        integrity = (148 + count + other + wrong_sum) % 256
        self.unit = HeadUnit(PROFILE, image_of(Image(code, count, coding, integrity, other)))
        self.seen: list[Seen] = []
        self.sums = [0]
        self.unit.apply(Battery(14.0))
        self.wait(500)

    def look(self) -> None:
        now = probe(self.unit, awake=True)
        if not self.seen or now[1:] != self.seen[-1][1:]:
            self.seen.append(now)
        if sum_fits(self.unit) != bool(len(self.sums) % 2):
            self.sums.append(self.unit.now_ms)

    def wait(self, ms: int, until: Callable[[Seen], bool] | None = None) -> bool:
        """Let time pass, seeing every change; stop early when *until* holds."""
        unit, end = self.unit, self.unit.now_ms + ms
        while True:
            due = min(at for at in (unit.next_deadline(), minute_due(unit), end) if at is not None)
            unit.advance(max(0, min(due, end) - unit.now_ms))
            self.look()
            if until and until(self.seen[-1]):
                return True
            if unit.now_ms >= end:
                return False

    def press(self, key: str) -> None:
        self.unit.apply(Press(key))
        self.look()

    def release(self, key: str) -> None:
        self.unit.apply(Release(key))
        self.look()

    def hold(self, key: str, ms: int) -> None:
        self.press(key)
        self.wait(ms)
        self.release(key)

    def tap(self, key: str) -> None:
        self.hold(key, TAP_MS)
        self.wait(GAP_MS)

    def power(self) -> None:
        self.hold("POWER", 100)

    def boot(self) -> None:
        """Switch on and wait for the prompt, or for what stands in its place."""
        self.power()
        self.wait(4000)

    def cut(self, *, keep_ram: bool = False) -> None:
        self.unit.apply(Cut(keep_ram))
        self.look()

    def connect(self) -> None:
        self.unit.apply(Battery(14.0))
        self.wait(1000)

    def dip(self, ms: int) -> None:
        self.unit.apply(SupplyLow(low=True))
        self.wait(ms)
        self.unit.apply(SupplyLow(low=False))

    def ignition(self, position: str) -> None:
        self.unit.apply(Ignition(position))
        self.look()

    def verdict(self, key: str = "SEEK>") -> int:
        """Hold *key* until the code is judged; return how long after the press that was. The key stays down."""
        self.press(key)
        pressed = self.unit.now_ms
        assert self.wait(4000, lambda now: now.state != "prompt")
        return self.unit.now_ms - pressed

    def do(self, words: str) -> None:
        """Do what a step of a scenario says."""
        verb, _, rest = words.partition(" ")
        if verb == "hold":
            key, ms = rest.rsplit(" ", 1)
            self.hold(key, int(ms))
        elif rest.isdecimal() and verb in {"wait", "dip", "minutes"}:
            getattr(self, verb)(int(rest))
        elif rest:
            getattr(self, verb)(rest)
        else:
            getattr(self, verb)()

    def together(self, words: str) -> None:
        """Hold several keys down at once: their names and for how many ms."""
        *keys, ms = words.split(" ")
        for key in keys:
            self.press(key)
        self.wait(int(ms))
        for key in keys:
            self.release(key)

    def minutes(self, left: int) -> None:
        """Set the counter of minutes, to save an hour."""
        poke(self.unit, left)
        self.look()

    def reset(self) -> None:
        """Reset the processor and leave its RAM alone."""
        self.cut(keep_ram=True)

    def shown(self) -> list[str]:
        """Return the texts shown one after another, without dark moments and blinking."""
        texts: list[str] = []
        for row in self.seen:
            text = row.display or ""
            if text.strip() and (not texts or texts[-1] != text):
                texts.append(text)
        return texts
