"""Serve a simulated unit on a CAN bus."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from headunit.diag.isotp_port import IsoTpPort
from headunit.errors import LinkError

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import can

    from headunit.diag.host import EcuHost

__all__ = ["CanServer"]

_LOOK_S = 0.02


class CanServer:
    """Serve the unit of *host* on *bus* under its identifiers, in a thread of its own until it is closed."""

    def __init__(self, host: EcuHost, bus: can.BusABC) -> None:
        """Listen at once."""
        self.host = host
        profile = host.unit.ecu.profile
        self._port = IsoTpPort(bus, profile.response_id, profile.request_id)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self._stopped.is_set():
            request = self._port.receive(_LOOK_S)
            if request is None:
                continue
            try:
                for answer in self.host.exchange(request):
                    self._port.send(answer)
            except LinkError:
                continue  # a tester that stops listening in the middle is its own affair

    def close(self) -> None:
        """Leave the bus."""
        self._stopped.set()
        self._thread.join()
        self._port.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()
