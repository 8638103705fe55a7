"""Serve a simulated unit on a CAN bus."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from headunit.diag.isotp_port import IsoTpPort
from headunit.diag.servers.closing import Closing
from headunit.errors import LinkError

if TYPE_CHECKING:
    import can

    from headunit.diag.host import EcuHost

__all__ = ["CanServer"]

_LOOK_S = 0.02


class CanServer(Closing):
    """Serve the unit of *host* on *bus*, under its identifiers and the one for all units.

    A thread of its own does it until it is closed.
    """

    def __init__(self, host: EcuHost, bus: can.BusABC) -> None:
        """Listen at once."""
        self.host = host
        profile = host.unit.ecu.profile
        self._port = IsoTpPort(bus, profile.response_id, profile.request_id, functional=True)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self._stopped.is_set():
            request = self._port.receive(_LOOK_S)
            if request is not None:
                self._answer(request, functional=False)
            while self._port.to_all:
                self._answer(self._port.to_all.popleft(), functional=True)

    def _answer(self, request: bytes, *, functional: bool) -> None:
        with contextlib.suppress(LinkError):  # a tester that stops listening in the middle is its own affair
            for answer in self.host.exchange(request, functional=functional):
                self._port.send(answer)

    def close(self) -> None:
        """Leave the bus."""
        self._stopped.set()
        self._thread.join()
        self._port.close()
