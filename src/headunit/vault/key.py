"""From a passphrase to a key: Argon2id (RFC 9106), its cost kept beside the vault and bounded when read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

if TYPE_CHECKING:
    from headunit.vault.passphrase import Passphrase

__all__ = ["KEY_BYTES", "RFC_9106_LOW_MEMORY", "SALT_BYTES", "Cost", "VaultKey", "derive_key"]

KEY_BYTES = 32
SALT_BYTES = 16

_MOST_MEMORY_KIB = 1 << 18
_MOST_ITERATIONS = 64
_MOST_LANES = 16
_MOST_WORK_KIB = 1 << 22
"""Memory times iterations: about ten seconds on a small computer, so that a forged header can't hold one up."""
_LEAST_MEMORY_PER_LANE_KIB = 8


@dataclass(frozen=True, slots=True)
class Cost:
    """Hold the parameters of Argon2id: memory in KiB, passes over it, and lanes."""

    memory_kib: int
    iterations: int
    lanes: int

    @property
    def is_bearable(self) -> bool:
        """Say whether Argon2id takes these parameters and a vault may ask for them."""
        return (
            1 <= self.lanes <= _MOST_LANES
            and 1 <= self.iterations <= _MOST_ITERATIONS
            and _LEAST_MEMORY_PER_LANE_KIB * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB
            and self.memory_kib * self.iterations <= _MOST_WORK_KIB
        )


RFC_9106_LOW_MEMORY = Cost(memory_kib=64 * 1024, iterations=3, lanes=4)
"""The second recommended option of RFC 9106, section 4: for environments with little memory."""


@dataclass(frozen=True, slots=True)
class VaultKey:
    """Hold a derived key with what it was derived from; the key itself is never printed."""

    cost: Cost
    salt: bytes
    secret: bytes = field(repr=False)


def derive_key(passphrase: Passphrase, cost: Cost, salt: bytes) -> VaultKey:
    """Return the key for *passphrase*: about a quarter of a second of work at the usual cost.

    Raises MemoryError where *cost* asks for more than there is.
    """
    argon2id = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return VaultKey(cost, salt, argon2id.derive(passphrase.to_bytes()))
