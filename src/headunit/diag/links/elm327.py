"""The link over an ELM327 adapter or one of its clones: each command is tried first, and its silence has names.

A real adapter was never at hand: this is tested with a simulated one alone.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from headunit.diag.frames import SINGLE_BYTES, Reassembler, frames_of, is_flow_control
from headunit.diag.link import LinkInfo, VoltSample
from headunit.errors import LinkError

if TYPE_CHECKING:
    from headunit.diag.streams import ByteStream

__all__ = ["ELM_FAULTS", "Elm327Link"]

_PROMPT_S = 5.0
_FRAME = re.compile(r"[0-9A-F]{5,19}")
_VOLTS = re.compile(r"([0-9]{1,2}\.[0-9]{1,2}) ?V")
_UNPLUGGED = "the adapter can't send on the car's bus: is it plugged in fully?"
_DAMAGED = "what the adapter heard was damaged"


def _fault(kind: str, said: str, meaning: str) -> LinkError:
    return LinkError(f"elm-{kind}", f"{meaning} ({said})", value=said, next_step="check plug and ignition, try again")


ELM_FAULTS = (
    _fault("no-bus", "UNABLE TO CONNECT", "the adapter finds no car: is the ignition on?"),
    _fault("bus-error", "CAN ERROR", _UNPLUGGED),
    _fault("bus-error", "BUS ERROR", _UNPLUGGED),
    _fault("bus-error", "FB ERROR", _UNPLUGGED),
    _fault("bus-busy", "BUS BUSY", "the car's bus is too busy for the adapter"),
    _fault("overflow", "BUFFER FULL", "the adapter lost a part of the answer"),
    _fault("stopped", "STOPPED", "the adapter was interrupted while it waited"),
    _fault("low-voltage", "LV RESET", "the adapter restarted because the voltage fell"),
    _fault("data-error", "DATA ERROR", _DAMAGED),
    _fault("data-error", "RX ERROR", _DAMAGED),
    _fault("fault", "ERR94", "the adapter has a fault of its own"),
    _fault("fault", "ACT ALERT", "the adapter wants to sleep"),
)
"""What an adapter says instead of an answer; "NO DATA" isn't among these, as silence is an answer too."""
_GAP = _fault("overflow", "a gap in the answer", "the adapter lost a part of the answer")
_NEEDED = ("ATE0", "ATL0", "ATH1", "ATSP6")
_OPTIONAL = {"ATS0": "", "ATAL": "long requests", "ATAT1": "", "ATSTFF": "slow answers"}


class Elm327Link:
    """Speak with the unit at *request_id* and *response_id* through the adapter behind *stream*."""

    __slots__ = ("_answers", "_ids", "_stream", "info")

    def __init__(self, stream: ByteStream, uri: str, ids: tuple[int, int], *, local: bool) -> None:
        """Wake the adapter and try each command that is needed; raises LinkError (``elm-…``)."""
        self._stream, self._ids = stream, ids
        self._answers: list[bytes] = []
        name, limits = self._prepare()
        long = "long requests" not in limits
        self.info = LinkInfo(
            scheme="elm327",
            uri=uri,
            local=local,
            adapter=name,
            limits=limits,
            longest_request=4_095 if long else SINGLE_BYTES,
            latency_s=1.0,
        )

    def _prepare(self) -> tuple[str, tuple[str, ...]]:
        """Set the adapter up and return its name and what it lacks."""
        name = " ".join(line for line in self._command("ATZ") if "ELM" in line.upper() or "STN" in line.upper())
        for command in _NEEDED:
            self._must(command)
        limits = [words for command, words in _OPTIONAL.items() if not self._accepts(command) and words]
        request_id, response_id = self._ids
        self._must(f"ATSH{request_id:03X}")
        self._must(f"ATCRA{response_id:03X}")
        flow = (f"ATFCSH{request_id:03X}", "ATFCSD300000", "ATFCSM1")
        if not all(self._accepts(command) for command in flow):
            limits.append("long answers")
        if "long requests" not in limits and not (self._accepts("ATCAF0") and self._accepts("ATCAF1")):
            limits.append("long requests")
        return name or "unnamed adapter", tuple(limits)

    def _ask(self, line: str, timeout_s: float = _PROMPT_S) -> list[str]:
        """Send a line and return the lines of the answer; raises LinkError."""
        self._stream.write(line.encode("ascii") + b"\r")
        said = self._stream.read_until(b">", timeout_s)
        if said is None:
            raise LinkError(
                "elm-silent",
                f"the adapter doesn't answer {line[:20]!r}",
                value=line[:20],
                next_step="unplug it for ten seconds, and check the speed of its port",
            )
        lines = said.replace(b"\0", b"").decode("ascii", "replace").replace("\n", "\r").split("\r")
        return [text.strip() for text in lines if text.strip() and text.strip() != line]

    def _command(self, command: str) -> list[str]:
        return self._ask(command)

    def _accepts(self, command: str) -> bool:
        """Return whether the adapter obeys; clones answer ``?`` to what they don't know."""
        return any(line.upper().endswith("OK") for line in self._command(command))

    def _must(self, command: str) -> None:
        if not self._accepts(command):
            raise LinkError(
                "elm-unfit",
                f"the adapter doesn't know the command {command}",
                value=command,
                expected="OK",
                next_step="use another adapter: this clone can't speak with a radio",
            )

    def send(self, request: bytes) -> None:
        """Send a request; raises LinkError (``elm-too-long`` where the adapter can't send one of its length)."""
        self._answers.clear()
        if len(request) <= SINGLE_BYTES:
            self._collect(self._ask(request.hex().upper()))
            return
        if len(request) > self.info.longest_request:
            raise LinkError(
                "elm-too-long",
                f"the adapter can't send a request of {len(request)} bytes",
                value=str(len(request)),
                expected=f"{self.info.longest_request} bytes at most",
                next_step="use an adapter that knows ATAL and ATCAF0",
            )
        self._command("ATCAF0")
        first, *rest = (frame.hex().upper() for frame in frames_of(request))
        if not any(is_flow_control(self._frame(line)) for line in self._ask(first)):
            self._command("ATCAF1")
            return
        lines: list[str] = []
        for line in rest:
            lines = self._ask(line)
        self._command("ATCAF1")
        self._collect(lines)

    def _frame(self, line: str) -> bytes:
        """Return the bytes of a frame from the unit, or nothing for another line."""
        text = line.replace(" ", "").upper()
        if not _FRAME.fullmatch(text) or int(text[:3], 16) != self._ids[1] or len(text) % 2 == 0:
            return b""
        return bytes.fromhex(text[3:])

    def _collect(self, lines: list[str]) -> None:
        """Put the answers together; raises LinkError where the adapter names a fault."""
        parts = Reassembler()
        for line in lines:
            message = parts.take(self._frame(line))
            if message is not None:
                self._answers.append(message)
                continue
            for fault in ELM_FAULTS:
                if fault.value in line.upper():
                    raise fault.with_traceback(None)
        if parts.broken:
            raise _GAP.with_traceback(None)

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next answer, or None: the adapter has waited as long as it does."""
        del timeout_s
        return self._answers.pop(0) if self._answers else None

    def sample(self) -> VoltSample | None:
        """Measure at the adapter's plug; None where it measures nothing."""
        for line in self._command("ATRV"):
            if found := _VOLTS.search(line.upper()):
                return VoltSample(volts=float(found[1]), source="adapter", at_s=time.monotonic())
        return None

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()
