"""Measure how many values the tester reads in a second of CPU time: from a unit in the same process, and over CAN.

Over virtual CAN the same run measures what udsoncan and can-isotp do by themselves, client and server, with nothing of
this program between them: the bar is 0.9 of that.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import can
import isotp
import udsoncan
from udsoncan.client import Client
from udsoncan.connections import BaseConnection
from udsoncan.exceptions import TimeoutException

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from headunit.diag.tester import Tester
from tests.diag.setups import linked, locked_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READS, CAN_READS, ROUNDS = 2_000, 300, 9
SESSION = 0xF186
"""One byte, so that question and answer are a frame each."""
TWIN_BAR, CAN_BAR = 8_000, 0.9
_PARAMS = {"stmin": 0, "blocksize": 0, "rx_flowcontrol_timeout": 30_000}
_WAIT_S = 30


class _Layer:
    """Pump can-isotp from whoever waits, as its documents show it."""

    def __init__(self, channel: str, sends: int, hears: int) -> None:
        self.bus = can.Bus(interface="virtual", channel=channel)
        address = isotp.Address(isotp.AddressingMode.Normal_11bits, txid=sends, rxid=hears)
        self._first = True
        self.logic = isotp.TransportLayerLogic(self._take, self._give, address, params=_PARAMS)

    def _take(self, timeout: float) -> isotp.CanMessage | None:
        """Wait for the first frame of a turn only, or each answer would cost a wait for nothing."""
        frame = self.bus.recv(timeout if self._first else 0)
        self._first = False
        return None if frame is None else isotp.CanMessage(frame.arbitration_id, data=bytes(frame.data))

    def _give(self, frame: isotp.CanMessage) -> None:
        self.bus.send(can.Message(arbitration_id=frame.arbitration_id, data=frame.data, is_extended_id=False))

    def send(self, message: bytes) -> None:
        self.logic.send(message)
        while self.logic.transmitting():
            self.logic.process(0)

    def receive(self, timeout: float) -> bytes | None:
        deadline = time.monotonic() + timeout
        while not self.logic.available():
            if time.monotonic() > deadline:
                return None
            self._first = True
            self.logic.process(0.02)
        found = self.logic.recv()
        return None if found is None else bytes(found)


class _Byte(udsoncan.DidCodec):
    def encode(self, *value: int) -> bytes:
        return bytes(value)

    def decode(self, string_bin: bytes) -> int:
        return string_bin[0]

    def __len__(self) -> int:
        return 1


class _Bare(BaseConnection):
    """Let udsoncan speak over such a layer."""

    def __init__(self, layer: _Layer) -> None:
        super().__init__("bare")
        self._layer = layer

    def open(self) -> _Bare:
        return self

    def close(self) -> None:
        pass

    def is_open(self) -> bool:
        return True

    def specific_send(self, payload: bytes, timeout: float | None = None) -> None:
        del timeout
        self._layer.send(payload)

    def specific_wait_frame(self, timeout: float | None = None) -> bytes:
        answer = self._layer.receive(timeout or 1)
        if answer is None:
            raise TimeoutException
        return answer

    def empty_rxqueue(self) -> None:
        self._layer.logic.clear_rx_queue()


@contextmanager
def _bare() -> Iterator[Callable[[], None]]:
    """Serve one value by can-isotp alone and give what reads it by udsoncan alone."""
    server, ended = _Layer("bare", 0x72F, 0x727), threading.Event()
    answer = b"\x62\xf1\x86\x01"

    def serve() -> None:
        while not ended.is_set():
            if server.receive(0.02) is not None:
                server.send(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    layer = _Layer("bare", 0x727, 0x72F)
    config: Any = {
        "data_identifiers": {SESSION: _Byte},
        "use_server_timing": False,
        "request_timeout": None,
        "p2_timeout": _WAIT_S,
    }
    client = Client(_Bare(layer), config=config)
    try:
        yield lambda: client.read_data_by_identifier([SESSION])
    finally:
        ended.set()
        thread.join()
        server.bus.shutdown()
        layer.bus.shutdown()


def _rate(read: Callable[[], object], reads: int) -> float:
    """Return the reads in a second of CPU time, of all threads."""
    started = time.process_time()
    for _ in range(reads):
        read()
    return reads / (time.process_time() - started)


def main() -> int:
    """Print the best of some rounds, those over CAN taken in turns, and return 0 when no bar was missed."""
    with linked("twin", locked_unit()) as link:
        tester = Tester(link)
        twin = max(_rate(lambda: tester.read(SESSION), READS) for _ in range(ROUNDS))
    with linked("can-virtual", locked_unit()) as link, _bare() as read_bare:
        tester = Tester(link)
        rounds = [(_rate(lambda: tester.read(SESSION), CAN_READS), _rate(read_bare, CAN_READS)) for _ in range(ROUNDS)]
    ratio = statistics.median(ours / bare for ours, bare in rounds)
    ours, bare = (max(rates) for rates in zip(*rounds, strict=True))
    sys.stdout.write(f"tester over twin: {twin:,.0f} reads in a second of CPU time (bar {TWIN_BAR:,})\n")
    sys.stdout.write(f"tester over virtual CAN: {ours:,.0f}, udsoncan and can-isotp alone: {bare:,.0f}\n")
    sys.stdout.write(f"that is {ratio:.2f} of it, the median of {ROUNDS} rounds in turns (bar {CAN_BAR})\n")
    return int(twin < TWIN_BAR or ratio < CAN_BAR)


if __name__ == "__main__":
    sys.exit(main())
