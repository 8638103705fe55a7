"""The seam between a tester and whatever carries its messages: simulated unit, CAN, ELM327 adapter, DoIP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

__all__ = ["LinkInfo", "PduLink", "VoltSample", "Voltmeter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkInfo:
    """Say what a link is and what it can do.

    *local*: nothing real can be at its other end, as it stays in this machine. *longest_request*: bytes of a request.
    *latency_s*: what the link itself adds to the unit's answer time, at most, in seconds. *adapter*: what it calls
    itself. *limits*: what was found missing in it, in words.
    """

    scheme: str
    uri: str
    local: bool
    longest_request: int = 4_095
    latency_s: float = 0.05
    functional: bool = False
    adapter: str = ""
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoltSample:
    """Hold one measured voltage in volts: where it was measured, and when, in seconds of the link's clock."""

    volts: float
    source: str
    at_s: float


class PduLink(Protocol):
    """Carry whole diagnostic messages to one unit and back; one request is under way at a time."""

    @property
    def info(self) -> LinkInfo:
        """What the link is."""

    def send(self, request: bytes) -> None:
        """Send a request; raises LinkError."""

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next answer, or None when none came in time; raises LinkError."""

    def close(self) -> None:
        """Give back what the link holds; twice does no harm."""


@runtime_checkable
class Voltmeter(Protocol):
    """Measure the supply at the diagnostic connector; some links can."""

    def sample(self) -> VoltSample | None:
        """Measure now, or return None where nothing is measured; raises LinkError."""
