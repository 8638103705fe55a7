"""The link over a CAN adapter that python-can knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.diag.link import LinkInfo

if TYPE_CHECKING:
    from headunit.diag.isotp_port import IsoTpPort

__all__ = ["CanLink"]


class CanLink:
    """Speak with the unit behind *port*."""

    __slots__ = ("_port", "info")

    def __init__(self, port: IsoTpPort, uri: str, adapter: str, *, local: bool) -> None:
        """Take an open port."""
        self._port = port
        self.info = LinkInfo(scheme="can", uri=uri, local=local, adapter=adapter)

    def send(self, request: bytes) -> None:
        """Send a request; raises LinkError."""
        self._port.send(request)

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next answer, or None; raises LinkError."""
        return self._port.receive(timeout_s)

    def close(self) -> None:
        """Close the bus."""
        self._port.close()
