"""A pair of CAN identifiers that carries whole messages: can-isotp's logic, pumped by whoever waits, no threads."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Any

from headunit.diag.links.errors import extra_missing, link_failed, link_lost

if TYPE_CHECKING:
    import can
    import isotp

__all__ = ["FUNCTIONAL_ID", "IsoTpPort", "open_bus"]

FUNCTIONAL_ID = 0x7DF
"""The identifier of requests to every unit on a bus (ISO 15765-4); only servers listen to it."""

_PARAMS = {"stmin": 0, "blocksize": 0, "tx_padding": 0x00, "rx_flowcontrol_timeout": 1_000}
_FIRST_OF_MANY = b"\x10"
"""A frame whose first byte is below that is a message by itself."""
_LONGEST_TURN_S = 0.1


def open_bus(interface: str, channel: str, **options: Any) -> can.BusABC:  # noqa: ANN401 - python-can's own options
    """Open a CAN bus by python-can's names; raises LinkError (``link-open``), ConfigurationError without the extra."""
    try:
        import can  # noqa: PLC0415 - an extra
    except ImportError:
        raise extra_missing("python-can") from None
    try:
        return can.Bus(interface=interface, channel=channel, **options)
    except (can.CanError, OSError, ValueError, ImportError) as fault:
        raise link_failed(f"CAN {interface} {channel}", fault) from None


class IsoTpPort:
    """Send and receive messages over *bus*; *sends* and *hears* are 11-bit identifiers.

    With *functional* it hears requests to every unit too, which are one frame long; :attr:`to_all` holds them.
    """

    __slots__ = ("_bus", "_can", "_first", "_isotp", "_layer", "_whole", "name", "to_all")
    _whole: bool

    def __init__(self, bus: can.BusABC, sends: int, hears: int, *, functional: bool = False) -> None:
        """Listen to nothing else; raises ConfigurationError without the extra."""
        try:
            import can  # noqa: PLC0415 - an extra
            import isotp  # noqa: PLC0415 - an extra
        except ImportError:
            raise extra_missing("can-isotp") from None
        self._can, self._isotp, self._bus = can, isotp, bus
        self.name = f"{sends:03X}:{hears:03X}"
        heard = (hears, FUNCTIONAL_ID) if functional else (hears,)
        bus.set_filters([{"can_id": can_id, "can_mask": 0x7FF, "extended": False} for can_id in heard])
        self.to_all: deque[bytes] = deque()
        self._first = True
        address = isotp.Address(isotp.AddressingMode.Normal_11bits, txid=sends, rxid=hears)
        self._layer = isotp.TransportLayerLogic(self._frame_in, self._frame_out, address, params=_PARAMS)

    def _frame_in(self, timeout_s: float) -> isotp.CanMessage | None:
        """Wait for the first frame of a turn only; what stands in the queue behind the first of many comes at once."""
        if self._whole:
            return None
        frame = self._bus.recv(timeout_s if self._first else 0)
        if frame is None:
            return None
        if frame.arbitration_id == FUNCTIONAL_ID:
            if 0 < (length := frame.data[0]) < len(frame.data):
                self.to_all.append(bytes(frame.data[1 : 1 + length]))
            return None
        self._first = False
        self._whole = frame.data[:1] < _FIRST_OF_MANY
        return self._isotp.CanMessage(frame.arbitration_id, data=bytes(frame.data))

    def _frame_out(self, frame: isotp.CanMessage) -> None:
        self._bus.send(self._can.Message(arbitration_id=frame.arbitration_id, data=frame.data, is_extended_id=False))

    def _turn(self, wait_s: float, *, listen: bool = True) -> None:
        self._first, self._whole = True, False
        try:
            self._layer.process(wait_s, do_rx=listen)
        except (self._can.CanError, OSError) as fault:
            raise link_lost(f"CAN {self.name}", fault) from None

    def send(self, message: bytes, timeout_s: float = 2.0) -> None:
        """Send a message and wait until its last frame is out; raises LinkError (``link-lost``)."""
        self._layer.send(bytearray(message))
        self._turn(0, listen=False)
        deadline = time.monotonic() + timeout_s
        while self._layer.transmitting():
            if time.monotonic() > deadline:
                self._layer.stop_sending()
                raise link_lost(f"CAN {self.name}", "nobody says how to go on with a long message")
            self._turn(0.01)

    def receive(self, timeout_s: float) -> bytes | None:
        """Return the next message, or None when none came in time or one to all did; raises LinkError (``link-lost``).

        With 0 what stands in the queue is looked at, and a long message in it is waited for.
        """
        deadline = time.monotonic() + timeout_s
        wait_s = min(timeout_s, _LONGEST_TURN_S)
        while not self._layer.available():
            self._turn(wait_s)
            left_s = deadline - time.monotonic()
            late = left_s <= 0 and not self._layer.is_rx_active()
            if (late or self.to_all) and not self._layer.available():
                return None
            wait_s = min(left_s, _LONGEST_TURN_S) if left_s > 0 else 0.01
        found = self._layer.recv()
        return None if found is None else bytes(found)

    def close(self) -> None:
        """Close the bus."""
        self._bus.shutdown()
