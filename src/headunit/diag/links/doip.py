"""The link over diagnostics on IP (ISO 13400-2)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from headunit.diag.doip_frames import HEADER, ROUTED, Kind, pack
from headunit.diag.link import LinkInfo
from headunit.diag.links.errors import link_failed, link_lost

if TYPE_CHECKING:
    from headunit.diag.streams import SocketStream

__all__ = ["DoipLink"]

_TESTER = b"\x0e\x00"
_DEFAULT_ACTIVATION = bytes(5)
_ANSWER_S = 2.0
_LONGEST = 4_095 + 4
_CODE_AT = 4
_MOST_PASSED_OVER = 1_000


class DoipLink:
    """Speak with one logical address behind a gateway."""

    __slots__ = ("_stream", "_unit", "info")

    def __init__(self, stream: SocketStream, uri: str, address: int, *, local: bool) -> None:
        """Ask the gateway to route; raises LinkError (``link-open``) where it doesn't."""
        self._stream = stream
        self._unit = address.to_bytes(2, "big")
        self.info = LinkInfo(scheme="doip", uri=uri, local=local, adapter="DoIP", latency_s=0.5)
        self._stream.write(pack(Kind.ACTIVATE, _TESTER + _DEFAULT_ACTIVATION))
        content = self._wait_for({Kind.ACTIVATED}, _ANSWER_S)
        if content is None or content[_CODE_AT : _CODE_AT + 1] != bytes((ROUTED,)):
            raise link_failed(uri, "the gateway doesn't route")

    def send(self, request: bytes) -> None:
        """Send a request, which the gateway acknowledges; raises LinkError (``link-lost``)."""
        self._stream.write(pack(Kind.MESSAGE, _TESTER + self._unit + request))
        if self._wait_for({Kind.ACK}, _ANSWER_S) is None:
            raise link_lost(self.info.uri, "the gateway doesn't take a request")

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next answer, or None; raises LinkError (``link-lost``)."""
        content = self._wait_for({Kind.MESSAGE}, timeout_s)
        return None if content is None else content[4:]

    def _wait_for(self, kinds: set[int], timeout_s: float) -> bytes | None:
        """Return the content of the next message of *kinds* for this tester; others are answered or passed over."""
        deadline = time.monotonic() + timeout_s
        for _ in range(_MOST_PASSED_OVER):
            head = self._stream.peek(HEADER.size, max(0.0, deadline - time.monotonic()))
            if head is None:
                return None
            version, inverse, kind, length = HEADER.unpack(head)
            if version ^ inverse != 0xFF or length > _LONGEST:  # noqa: PLR2004 - one is the other's inverse
                raise link_lost(self.info.uri, "what came is no message")
            whole = self._stream.peek(HEADER.size + length, max(0.0, deadline - time.monotonic()))
            if whole is None:
                return None
            self._stream.skip(len(whole))
            content = whole[HEADER.size :]
            if kind == Kind.ALIVE:
                self._stream.write(pack(Kind.ALIVE_ANSWER, _TESTER))
            elif kind in {Kind.NACK, Kind.MESSAGE_NACK}:
                raise link_lost(self.info.uri, f"the gateway refuses, code 0x{content[-1:].hex() or '00'}")
            elif kind in kinds and (kind != Kind.MESSAGE or content[:4] == self._unit + _TESTER):
                return content
        raise link_lost(self.info.uri, "it never falls silent")

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()
