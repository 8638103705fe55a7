"""Measure how many wrong codes the lock judges in a second of CPU time, with the charge written and read back."""

from __future__ import annotations

import sys
import time

from headunit import lock

CODES = 40_000
ROUNDS = 3


def codes_per_second(profile: lock.LockProfile) -> float:
    """Submit wrong codes one after the other: charge, read back, verdict, and "wrong" shown for its time."""
    chip = bytearray(lock.factory_memory(profile, "1234", b"8 bytes!"))
    state, (write, *_) = lock.step(profile, lock.LockState(), lock.SupplyOn(bytes(chip)))
    state, _ = lock.step(profile, state, lock.Written(state.pending.data if state.pending else b""))
    wrong, shown = lock.Submit("9999"), lock.Advance(profile.refused_ms)
    started = time.process_time()
    for _ in range(CODES):
        state, (write,) = lock.step(profile, state, wrong)
        if isinstance(write, lock.Write):
            end = write.offset + len(write.data)
            chip[write.offset : end] = write.data
            state, _ = lock.step(profile, state, lock.Written(bytes(chip[write.offset : end])))
        state, _ = lock.step(profile, state, shown)
    return CODES / (time.process_time() - started)


def main() -> None:
    """Print the best of some rounds."""
    best = max(codes_per_second(lock.LockProfile(lock.Schedule((0,)))) for _ in range(ROUNDS))
    sys.stdout.write(f"lock: {best:,.0f} codes in a second of CPU time (bar 20,000)\n")


if __name__ == "__main__":
    main()
