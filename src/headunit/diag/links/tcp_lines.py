"""The link that carries each message as a line of hexadecimal digits over TCP; gallia speaks it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.diag.link import LinkInfo
from headunit.diag.links.errors import link_lost

if TYPE_CHECKING:
    from headunit.diag.streams import ByteStream

__all__ = ["TcpLinesLink"]

_MOST_STALE = 100


class TcpLinesLink:
    """Speak with a unit behind *stream*."""

    __slots__ = ("_stream", "info")

    def __init__(self, stream: ByteStream, uri: str, *, local: bool) -> None:
        """Take an open stream."""
        self._stream = stream
        self.info = LinkInfo(scheme="tcp-lines", uri=uri, local=local, adapter="TCP lines")

    def send(self, request: bytes) -> None:
        """Send a request; raises LinkError."""
        for _ in range(_MOST_STALE):
            if self._stream.read_until(b"\n", 0) is None:
                break
        else:
            raise link_lost(self.info.uri, "it never falls silent")
        self._stream.write(request.hex().encode() + b"\n")

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next answer, or None; raises LinkError (``link-lost``)."""
        line = self._stream.read_until(b"\n", timeout_s)
        if line is None:
            return None
        try:
            return bytes.fromhex(line.decode("ascii", "replace"))
        except ValueError:
            raise link_lost(self.info.uri, "what came is no message") from None

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()
