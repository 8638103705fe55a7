"""An ELM327 adapter that isn't there: a part of its commands in front of a simulated unit, over TCP or a terminal.

What a clone doesn't know can be named; it then answers ``?`` to that.
"""

from __future__ import annotations

import os
import threading
import tty
from typing import TYPE_CHECKING

from headunit.diag.frames import FLOW_GO, SINGLE_BYTES, Reassembler, frames_of
from headunit.diag.isotp_port import FUNCTIONAL_ID
from headunit.diag.servers.closing import Closing
from headunit.diag.servers.threads import TcpServer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from headunit.diag.host import EcuHost

__all__ = ["Elm327Adapter", "Elm327Pty", "Elm327Server"]

_NAME = "ELM327 v1.5 (simulated)"
_OBEYED = ("E", "L", "S", "H", "SP", "AL", "AT", "ST", "FCSH", "FCSD", "FCSM", "CAF", "SH", "CRA", "TP", "R")
_LONGEST_LINE = 64


class Elm327Adapter:
    """Hold one adapter's settings and answer its lines."""

    def __init__(self, host: EcuHost, rejects: Iterable[str] = ()) -> None:
        """Take the unit behind it; *rejects* are the commands a clone doesn't know, without AT."""
        self.host, self._rejects = host, tuple(rejects)
        self._reset()

    def _reset(self) -> None:
        self._header = self._filter = 0
        self._echo = self._formats = self._headers = True
        self._parts = Reassembler()

    def line(self, text: str) -> bytes:
        """Return all that comes back for a line, up to and with the prompt."""
        text = text.replace(" ", "").upper()
        lines = self._at(text[2:]) if text.startswith("AT") else self._data(text)
        echo = f"{text}\r" if self._echo else ""
        return (echo + "".join(f"{line}\r" for line in lines) + "\r>").encode("ascii")

    def _at(self, command: str) -> list[str]:
        if command.startswith(self._rejects):
            return ["?"]
        if command in {"Z", "I"}:
            if command == "Z":
                self._reset()
            return [_NAME]
        if command == "RV":
            return [f"{self.host.volts():.1f}V"]
        if not command.startswith(_OBEYED):
            return ["?"]
        if command in {"E0", "E1"}:
            self._echo = command == "E1"
        elif command in {"CAF0", "CAF1"}:
            self._formats = command == "CAF1"
        elif command.startswith("SH"):
            self._header = int(command.removeprefix("SH"), 16)
        elif command.startswith("CRA"):
            self._filter = int(command.removeprefix("CRA"), 16)
        return ["OK"]

    def _data(self, text: str) -> list[str]:
        try:
            sent = bytes.fromhex(text)
        except ValueError:
            return ["?"]
        if not sent or len(sent) > (SINGLE_BYTES if self._formats else SINGLE_BYTES + 1):
            return ["?"]
        profile = self.host.unit.ecu.profile
        if self._header not in {profile.request_id, FUNCTIONAL_ID} or self._filter != profile.response_id:
            return ["NO DATA"]
        request: bytes | None = sent
        if not self._formats:
            request = self._parts.take(sent)
            if request is None:
                return [self._shown(FLOW_GO)] if sent[0] >> 4 == 1 else ["NO DATA"]
        answers = self.host.exchange(request or b"", functional=self._header == FUNCTIONAL_ID)
        frames = [self._shown(frame) for answer in answers for frame in frames_of(answer)]
        return frames or ["NO DATA"]

    def _shown(self, frame: bytes) -> str:
        return f"{self.host.unit.ecu.profile.response_id:03X}{frame.hex().upper()}"


class Elm327Server(TcpServer):
    """Serve such adapters over TCP, one for each connection, as those with a radio network do."""

    def __init__(
        self, host: EcuHost, address: str = "127.0.0.1", port: int = 0, *, rejects: Iterable[str] = ()
    ) -> None:
        """Listen at once; loopback unless told otherwise."""
        self.host, self.rejects = host, tuple(rejects)
        super().__init__(self._serve, address, port)

    def _serve(self, typed: BinaryIO, shown: BinaryIO) -> None:
        adapter, text = Elm327Adapter(self.host, self.rejects), b""
        while byte := typed.read(1):
            if byte == b"\r":
                shown.write(adapter.line(text.decode("ascii", "replace")))
                text = b""
            elif len(text) < _LONGEST_LINE:
                text += byte

    @property
    def uri(self) -> str:
        """How a tester names it."""
        return f"elm327://{self.address}:{self.port}?address={_ids(self.host)}"


class Elm327Pty(Closing):
    """Serve one such adapter on a terminal of this machine, which looks like a serial port."""

    def __init__(self, host: EcuHost, *, rejects: Iterable[str] = ()) -> None:
        """Open the terminal at once; *path* is its name."""
        self.host = host
        self._adapter = Elm327Adapter(host, rejects)
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._stopped = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def uri(self) -> str:
        """How a tester names it."""
        return f"elm327:{self.path}?address={_ids(self.host)}"

    def _serve(self) -> None:
        text = b""
        while not self._stopped:
            byte = os.read(self._master, 1)
            if byte == b"\r":
                os.write(self._master, self._adapter.line(text.decode("ascii", "replace")))
                text = b""
            elif len(text) < _LONGEST_LINE:
                text += byte

    def close(self) -> None:
        """Close the terminal."""
        self._stopped = True
        os.write(self._slave, b"\r")
        self._thread.join()
        os.close(self._slave)
        os.close(self._master)


def _ids(host: EcuHost) -> str:
    profile = host.unit.ecu.profile
    return f"{profile.request_id:03X}:{profile.response_id:03X}"
