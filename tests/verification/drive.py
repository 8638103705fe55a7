"""A unit that lands its writes at once and goes from one deadline to the next, as a twin does."""

from __future__ import annotations

from headunit import lock


class Unit:
    """Hold a lock with its chip; *frozen*: the chip takes no write."""

    def __init__(self, profile: lock.LockProfile, code: str, salt: bytes = b"", *, frozen: bool = False) -> None:
        self.profile = profile
        self.chip = bytearray(lock.factory_memory(profile, code, salt))
        self.state = lock.LockState()
        self.effects: list[lock.Effect] = []
        self.now_ms = 0
        self.frozen = frozen

    def do(self, event: lock.Event) -> Unit:
        """Give the lock *event*, and land what it writes."""
        while True:
            self.state, effects = lock.step(self.profile, self.state, event)
            self.effects += effects
            write = self.state.pending
            if write is None:
                return self
            end = write.offset + len(write.data)
            if not self.frozen:
                self.chip[write.offset : end] = write.data
            event = lock.Written(bytes(self.chip[write.offset : end]))

    def on(self, dark_ms: int = 0) -> Unit:
        self.do(lock.SupplyOn(bytes(self.chip), dark_ms))
        return self.do(lock.Use(radio_on=True, ignition=True))

    def off(self) -> Unit:
        return self.do(lock.SupplyOff())

    def submit(self, code: str) -> Unit:
        return self.do(lock.Submit(code))

    def advance(self, ms: int) -> Unit:
        """Let time pass, stopping wherever the lock has something to do."""
        self.now_ms += ms
        while (due := lock.next_deadline(self.profile, self.state)) is not None and due <= ms:
            self.do(lock.Advance(due))
            ms -= due
        return self.do(lock.Advance(ms))

    def until_prompt(self, limit_ms: int = 10**9) -> int:
        """Go on until a code is asked for, and return how long that took; -1 where nothing is due."""
        took = 0
        while self.state.phase != lock.Phase.PROMPT and took < limit_ms:
            due = lock.next_deadline(self.profile, self.state)
            if due is None:
                return -1
            self.advance(due)
            took += due
        return took
