"""Links around a link: one that allows little, one that writes down, one that plays back, and one that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.diag.link import Voltmeter
from headunit.diag.links.errors import link_lost
from headunit.errors import LinkError, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from headunit.diag.clock import Clock
    from headunit.diag.link import LinkInfo, PduLink, VoltSample

__all__ = ["FAULTS", "AllowListLink", "Exchange", "FaultLink", "RecordingLink", "ReplayLink", "WrappedLink", "allowed"]

_PRESENT = (b"\x3e\x00", b"\x3e\x80")
_LATE_S = 0.6


class WrappedLink:
    """Pass everything on to the link inside."""

    __slots__ = ("_inner",)

    def __init__(self, inner: PduLink) -> None:
        """Take the link inside."""
        self._inner = inner

    @property
    def info(self) -> LinkInfo:
        """What the link inside is."""
        return self._inner.info

    def send(self, request: bytes) -> None:
        """Send a request; raises LinkError."""
        self._inner.send(request)

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next answer, or None; raises LinkError."""
        return self._inner.receive(timeout_s)

    def sample(self) -> VoltSample | None:
        """Measure the supply where the link inside can."""
        return self._inner.sample() if isinstance(self._inner, Voltmeter) else None

    def close(self) -> None:
        """Close the link inside."""
        self._inner.close()


def allowed(request: bytes) -> bool:
    """Return whether a request only reads: values (0x22), fault codes (0x19), or "I am here" (0x3E)."""
    if request[:1] == b"\x22":
        return len(request) > 1 and len(request) % 2 == 1
    return request[:1] == b"\x19" or request in _PRESENT


class AllowListLink(WrappedLink):
    """Let only requests through that read, one at a time; nothing else reaches the wire."""

    __slots__ = ()

    def send(self, request: bytes) -> None:
        """Send a request; raises NotAllowedError (``not-allowed``), LinkError."""
        if not allowed(request):
            raise NotAllowedError(
                "not-allowed",
                f"the request {request[:4].hex().upper()} would change something in a real unit",
                value=request[:4].hex().upper(),
                expected="22, 19 or 3E",
                next_step="no source documents it for any radio, so nothing was sent",
            )
        super().send(request)


class Exchange(NamedTuple):
    """Hold one message: ``sent`` or ``received``, at a time in seconds."""

    at_s: float
    direction: str
    message: bytes


class RecordingLink(WrappedLink):
    """Write down what passes; :attr:`exchanges` holds it in its order."""

    __slots__ = ("_clock", "exchanges")

    def __init__(self, inner: PduLink, clock: Clock) -> None:
        """Take the link inside and the clock for the times."""
        super().__init__(inner)
        self._clock = clock
        self.exchanges: list[Exchange] = []

    def send(self, request: bytes) -> None:
        """Send a request; raises LinkError."""
        self.exchanges.append(Exchange(self._clock.now(), "sent", request))
        super().send(request)

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next answer, or None; raises LinkError."""
        answer = super().receive(timeout_s)
        if answer is not None:
            self.exchanges.append(Exchange(self._clock.now(), "received", answer))
        return answer


class ReplayLink:
    """Play a recording back: the same requests get the same answers, any other request is an error."""

    __slots__ = ("_left", "info")

    def __init__(self, info: LinkInfo, exchanges: Iterable[Exchange]) -> None:
        """Take the recording of a link that was as *info* says."""
        self.info = info
        self._left = list(exchanges)

    def send(self, request: bytes) -> None:
        """Go on to the answers of *request*; raises LinkError (``replay-differs``)."""
        while self._left and self._left[0].direction == "received":
            self._left.pop(0)
        expected = self._left.pop(0).message.hex().upper() if self._left else "nothing more"
        if expected != request.hex().upper():
            raise LinkError(
                "replay-differs",
                f"the recording goes on with {expected}, and {request.hex().upper()} is sent",
                value=request.hex().upper(),
                expected=expected,
                next_step="record anew",
            )

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next recorded answer, or None."""
        del timeout_s
        return self._left.pop(0).message if self._left and self._left[0].direction == "received" else None

    def close(self) -> None:
        """Hold nothing."""


FAULTS = ("drop", "delay", "duplicate", "corrupt", "unplug")
"""What can happen to a message; a late one comes after 600 ms."""


class FaultLink(WrappedLink):
    """Let faults happen to chosen messages, counted from 0 in both directions; :attr:`count` tells how many passed."""

    __slots__ = ("_clock", "_faults", "_held", "_unplugged", "count")

    def __init__(self, inner: PduLink, faults: Mapping[int, str], clock: Clock) -> None:
        """Take the link inside, fault by number of the message, and the clock that a late one is late by."""
        super().__init__(inner)
        self._faults, self._clock = dict(faults), clock
        self._held: list[bytes] = []
        self._unplugged = False
        self.count = 0

    def _next_fault(self) -> str:
        fault = self._faults.get(self.count, "")
        self.count += 1
        if fault == "unplug":
            self._unplugged = True
        return fault

    def _check(self) -> None:
        if self._unplugged:
            raise link_lost(self.info.uri, "unplugged")

    def send(self, request: bytes) -> None:
        """Send a request, or not; raises LinkError (``link-lost``) once unplugged."""
        self._check()
        fault = self._next_fault()
        self._check()
        if fault == "delay":
            self._clock.sleep(_LATE_S)
        if fault == "corrupt":
            return  # a frame whose checksum is wrong is thrown away by whoever gets it
        if fault != "drop":
            super().send(request)
        if fault == "duplicate":
            self._held += _all_of(self._inner)
            super().send(request)

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next answer, late, twice, damaged or not at all; raises LinkError (``link-lost``)."""
        self._check()
        answer = self._held.pop(0) if self._held else super().receive(timeout_s)
        if answer is None:
            return None
        fault = self._next_fault()
        self._check()
        if fault == "delay":
            self._clock.sleep(_LATE_S)
            if timeout_s < _LATE_S:
                self._held.append(answer)
                return None
        if fault == "duplicate":
            self._held.append(answer)
        if fault == "corrupt":
            return answer[:-1] + bytes((answer[-1] ^ 1,))
        return super().receive(timeout_s) if fault == "drop" else answer


def _all_of(link: PduLink) -> list[bytes]:
    answers: list[bytes] = []
    while (answer := link.receive(0)) is not None:
        answers.append(answer)
    return answers
