"""Serve a simulated unit as lines of hexadecimal digits over TCP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.diag.servers.threads import TcpServer

if TYPE_CHECKING:
    from typing import BinaryIO

    from headunit.diag.host import EcuHost

__all__ = ["TcpLinesServer"]

_LONGEST_LINE = 2 * 4_095 + 2


class TcpLinesServer(TcpServer):
    """Serve the unit of *host*; what isn't hexadecimal ends a connection."""

    def __init__(self, host: EcuHost, address: str = "127.0.0.1", port: int = 0) -> None:
        """Listen at once; loopback unless told otherwise."""
        self.host = host
        super().__init__(self._serve, address, port)

    def _serve(self, tester: BinaryIO, answers: BinaryIO) -> None:
        while line := tester.readline(_LONGEST_LINE):
            try:
                request = bytes.fromhex(line.decode("ascii", "replace"))
            except ValueError:
                return
            answers.writelines(answer.hex().encode() + b"\n" for answer in self.host.exchange(request))

    @property
    def uri(self) -> str:
        """How a tester names it."""
        return f"tcp-lines://{self.address}:{self.port}"
