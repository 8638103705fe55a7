"""Serve a simulated unit as a gateway of diagnostics on IP (ISO 13400-2), over TCP.

2 bytes version and its inverse · 2 bytes kind · 4 bytes length · content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.diag.doip_frames import FUNCTIONAL_GROUP, HEADER, ROUTED, Kind, pack
from headunit.diag.servers.threads import TcpServer

if TYPE_CHECKING:
    from typing import BinaryIO

    from headunit.diag.host import EcuHost

__all__ = ["DoipServer"]

_LONGEST = 4_095 + 4
_UNKNOWN_KIND, _WRONG_PATTERN, _TOO_LONG, _WRONG_LENGTH = 0x01, 0x00, 0x02, 0x04
_UNKNOWN_TARGET, _NOT_ACTIVATED = 0x03, 0x02
_ACTIVATION_BYTES = 7


class _Gateway:
    """Hold one connection: its two ends, the unit, and the tester that has activated routing."""

    def __init__(self, host: EcuHost, own: bytes, tester: BinaryIO, answers: BinaryIO) -> None:
        self._host, self._own, self._in, self._out = host, own, tester, answers
        self._tester = b""

    def serve(self) -> None:
        while head := self._in.read(HEADER.size):
            if len(head) < HEADER.size:
                return
            version, inverse, kind, length = HEADER.unpack(head)
            if version ^ inverse != 0xFF:  # noqa: PLR2004 - one is the other's inverse
                self._send(Kind.NACK, bytes((_WRONG_PATTERN,)))
                return
            if length > _LONGEST:
                self._send(Kind.NACK, bytes((_TOO_LONG,)))
                return
            content = self._in.read(length)
            if len(content) < length or not self._take(kind, content):
                return

    def _send(self, kind: int, content: bytes) -> None:
        self._out.write(pack(kind, content))

    def _take(self, kind: int, content: bytes) -> bool:
        """Answer one message and return whether the connection goes on."""
        if kind == Kind.ACTIVATE and len(content) >= _ACTIVATION_BYTES:
            self._tester = content[:2]
            self._send(Kind.ACTIVATED, self._tester + self._own + bytes((ROUTED, 0, 0, 0, 0)))
        elif kind == Kind.ALIVE:
            self._send(Kind.ALIVE_ANSWER, self._own)
        elif kind == Kind.MESSAGE and len(content) > 4:  # noqa: PLR2004 - two addresses
            self._message(content)
        elif kind in {Kind.ACTIVATE, Kind.MESSAGE}:
            self._send(Kind.NACK, bytes((_WRONG_LENGTH,)))
            return False
        elif kind != Kind.ALIVE_ANSWER:
            self._send(Kind.NACK, bytes((_UNKNOWN_KIND,)))
        return True

    def _message(self, content: bytes) -> None:
        own, source, target, request = self._own, content[:2], content[2:4], content[4:]
        if source != self._tester:
            self._send(Kind.MESSAGE_NACK, target + source + bytes((_NOT_ACTIVATED,)))
        elif target not in {own, FUNCTIONAL_GROUP}:
            self._send(Kind.MESSAGE_NACK, target + source + bytes((_UNKNOWN_TARGET,)))
        else:
            self._send(Kind.ACK, target + source + b"\0")
            for answer in self._host.exchange(request, functional=target == FUNCTIONAL_GROUP):
                self._send(Kind.MESSAGE, own + source + answer)


class DoipServer(TcpServer):
    """Serve the unit of *host* under its logical address."""

    def __init__(self, host: EcuHost, address: str = "127.0.0.1", port: int = 0) -> None:
        """Listen at once; loopback unless told otherwise."""
        self.host = host
        self.logical = host.unit.ecu.profile.logical_address.to_bytes(2, "big")
        super().__init__(self._serve, address, port)

    def _serve(self, tester: BinaryIO, answers: BinaryIO) -> None:
        _Gateway(self.host, self.logical, tester, answers).serve()

    @property
    def uri(self) -> str:
        """How a tester names it."""
        return f"doip://{self.address}:{self.port}?address={self.logical.hex().upper()}"
