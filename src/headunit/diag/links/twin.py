"""The link to a simulated unit in this process: no bus, and time that may jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.diag.link import LinkInfo, VoltSample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.diag.host import EcuHost

__all__ = ["TwinLink"]


class TwinLink:
    """Speak with the unit of *host*; it is a voltmeter too, as the twin's battery is known."""

    __slots__ = ("_answers", "host", "info")

    def __init__(self, host: EcuHost, uri: str = "twin:") -> None:
        """Take the host; nothing has to be opened."""
        self.host = host
        self.info = LinkInfo(scheme="twin", uri=uri, local=True, latency_s=0.0, adapter="simulated unit")
        self._answers: Iterator[bytes] = iter(())

    def send(self, request: bytes) -> None:
        """Send a request; answers to an earlier one that nobody fetched are lost."""
        for _ in self._answers:
            pass
        self._answers = self.host.exchange(request)

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next answer; where none comes the clock moves by *timeout_s*."""
        answer = next(self._answers, None)
        if answer is None:
            self.host.clock.sleep(timeout_s)
        return answer

    def sample(self) -> VoltSample | None:
        """Return the voltage of the twin's battery."""
        return VoltSample(volts=self.host.volts(), source="adapter", at_s=self.host.clock.now())

    def close(self) -> None:
        """Hold nothing."""
