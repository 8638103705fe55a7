"""Long walks of a lock through all that can happen to it, told in full, so that their sums can be compared."""

from __future__ import annotations

import hashlib
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from headunit import lock
from tests.lock.profiles import PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORDED = Path(__file__).with_name("walks.json")
STEPS = 4_000
LEG = 100
"""Steps to one sum: what differs first is then known to within so many."""
CODE = "1234"
_SPANS_MS = (-1, 0, 1, 16, 47, 48, 64, 999, 60_000, 3_600_000, 90_000_000)
_CODES = (CODE, CODE, "9999", "9999", "0000", "12345", "", "ä")


class Walk:
    """Hold a lock, its chip, and the chance by which things happen to both."""

    def __init__(self, name: str) -> None:
        self.profile = PROFILES[name]
        self.chance = random.Random(name)  # noqa: S311 - a walk that can be walked again, not a secret
        self.chip = bytearray(lock.factory_memory(self.profile, CODE, b"8 bytes!"))
        self.state = lock.LockState()

    def tell(self, steps: int = STEPS) -> Iterator[str]:
        """Walk, and tell each event with the state and the effects that follow."""
        for _ in range(steps):
            event = self._event()
            self.state, effects = lock.step(self.profile, self.state, event)
            yield repr((event, self.state, effects))

    def _event(self) -> lock.Event:
        """Draw what happens next; most often what moves the lock on."""
        pending = self.state.pending
        if pending is not None and self.chance.random() < 0.8:
            return self._land(pending)
        if self.state.phase == lock.Phase.OFF and self.chance.random() < 0.9:
            return self._supply()
        if self.state.phase == lock.Phase.FAULT and self.chance.random() < 0.5:
            return lock.SupplyOff()
        due = lock.next_deadline(self.profile, self.state)
        if due is not None and self.chance.random() < 0.4:
            return lock.Advance(due + self.chance.choice((-1, 0, 0, 0, 1)))
        return self.chance.choice(
            (
                lock.Submit(self.chance.choice(_CODES)),
                lock.Submit("9999"),
                lock.Use(radio_on=self.chance.random() < 0.7, ignition=self.chance.random() < 0.7),
                lock.Advance(self.chance.choice(_SPANS_MS)),
                lock.Touch(),
                lock.Dip(),
                lock.CpuReset(),
                lock.Gesture(),
                lock.FactoryReset(),
                lock.Written(b"not what was written") if self.chance.random() < 0.1 else lock.Submit("9999"),
                lock.SupplyOff() if self.chance.random() < 0.5 else lock.Touch(),
                lock.DiagnosticReset() if self.chance.random() < 0.4 else lock.Touch(),
                lock.SetCode(self.chance.choice(("1234", "4321", "x")), b"another8"),
            )
        )

    def _land(self, pending: lock.Write) -> lock.Event:
        """Land a write, now and then only some of its bytes."""
        end = pending.offset + len(pending.data)
        whole = self.chance.random() < 0.97
        landed = len(pending.data) if whole else self.chance.randrange(len(pending.data))
        self.chip[pending.offset : pending.offset + landed] = pending.data[:landed]
        return lock.Written(bytes(self.chip[pending.offset : end]))

    def _supply(self) -> lock.Event:
        """Bring the supply back, now and then to a chip that was tampered with or worn."""
        if self.chance.random() < 0.15:
            self.chip = bytearray(lock.factory_memory(self.profile, CODE, b"8 bytes!"))
        if self.chance.random() < 0.15:
            self.chip[self.chance.randrange(len(self.chip))] = self.chance.randrange(256)
        cut = self.chance.randrange(len(self.chip)) if self.chance.random() < 0.03 else len(self.chip)
        return lock.SupplyOn(bytes(self.chip[:cut]), self.chance.choice(_SPANS_MS))


def sums_of(name: str) -> list[str]:
    """Return a sum for each leg of the walk of a profile."""
    told = list(Walk(name).tell())
    legs = (told[start : start + LEG] for start in range(0, len(told), LEG))
    return [hashlib.sha256("\n".join(leg).encode()).hexdigest()[:16] for leg in legs]


if __name__ == "__main__":  # python -m tests.lock.walks, after a change of behaviour that was meant
    RECORDED.write_text(json.dumps({name: sums_of(name) for name in PROFILES}, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{RECORDED}: {len(PROFILES)} walks of {STEPS} steps\n")
