"""What a diagnostic server asks of the unit that it speaks for; ``headunit.twin`` implements it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["DEFAULT", "EXTENDED", "Did", "Dtc", "EcuModel", "Routine", "ServerProfile"]

DEFAULT, EXTENDED = 1, 3
"""The diagnostic sessions."""


class Did(NamedTuple):
    """Describe a data identifier: *sessions* in which it is read, and *write_bytes*, 0 where it can't be written.

    It is written in the extended session only, once the server is unlocked.
    """

    name: str
    sessions: frozenset[int] = frozenset({DEFAULT, EXTENDED})
    write_bytes: int = 0


class Routine(NamedTuple):
    """Describe a routine: its *name*, and whether its start needs an unlocked server. It can't be stopped."""

    name: str
    secure: bool = True


class Dtc(NamedTuple):
    """Hold a stored fault code of three bytes with its status byte."""

    code: int
    status: int


class ServerProfile(NamedTuple):
    """Hold the times of a server in milliseconds, and its limits.

    *attempts* wrong keys start a delay of *delay_ms*, in which no seed is given; the delay starts again with the
    supply. *seed_bytes* is how long a seed is.
    """

    p2_ms: int = 50
    p2_star_ms: int = 5_000
    s3_ms: int = 5_000
    attempts: int = 3
    delay_ms: int = 10_000
    seed_bytes: int = 4
    longest_answer: int = 4_095


class EcuModel(Protocol):
    """Answer what a server can't know, and keep what must outlive it.

    What stores something returns True when it is kept, False when the memory failed, and None while it is being
    written; then the host calls :meth:`Server.stored`. Only one is ever under way.
    """

    @property
    def dids(self) -> Mapping[int, Did]:
        """The data identifiers there are."""

    @property
    def routines(self) -> Mapping[int, Routine]:
        """The routines there are."""

    @property
    def resets(self) -> frozenset[int]:
        """The kinds of reset there are."""

    def read(self, did: int) -> bytes:
        """Return the value of one of *dids* now."""

    def conditions(self, service: int, identifier: int) -> int:
        """Return the code that speaks against a write, reset or start now, or 0."""

    def write(self, did: int, value: bytes) -> bool | None:
        """Store the value of one of *dids*."""

    def faults(self) -> Sequence[Dtc]:
        """Return the fault codes in the memory."""

    def clear_faults(self) -> bool | None:
        """Clear the memory of fault codes."""

    def attempts(self) -> int:
        """Return how many keys were tried since the last right one; the limit where that can't be read."""

    def store_attempts(self, count: int) -> bool | None:
        """Keep the number of tries."""

    def new_seed(self, length: int) -> bytes:
        """Return fresh random bytes."""

    def key_fits(self, seed: bytes, key: bytes) -> bool:
        """Return whether *key* answers *seed*."""

    def start_routine(self, routine: int) -> bool | None:
        """Note down that one of *routines* is to run; it runs as soon as that is kept."""

    def routine_status(self, routine: int) -> bytes | int | None:
        """Return the status record of a routine, the code of its failure, or None where it was never started."""

    def restart(self, kind: int) -> None:
        """Restart the unit once the answer is out; *kind* is one of *resets*."""
