"""Every link with a simulated unit at its other end, on one clock that jumps."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from headunit.diag.clock import JumpingClock
from headunit.diag.host import EcuHost
from headunit.diag.isotp_port import open_bus
from headunit.diag.links.twin import TwinLink
from headunit.diag.servers import CanServer, DoipServer, Elm327Pty, Elm327Server, TcpLinesServer
from headunit.diag.uri import open_wire, parse_target
from tests.twin.ecu.bench import bench, wrong_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.diag.link import PduLink
    from headunit.twin.ecu import DiagnosedUnit

_NUMBERS = count()
_GROUP = "239.74.163.2"
LINKS = ("twin", "can-virtual", "can-udp", "tcp-lines", "doip", "elm327-tcp", "elm327-pty")


def locked_unit(story: str = "hardened") -> DiagnosedUnit:
    """Return a unit that has taken one wrong code."""
    unit = bench(story)
    wrong_codes(unit, 1)
    return unit


@contextmanager
def linked(kind: str, unit: DiagnosedUnit, clock: JumpingClock | None = None) -> Iterator[PduLink]:
    """Serve *unit* in the way of *kind* and give the open link to it."""
    host = EcuHost(unit, clock or JumpingClock())
    if kind == "twin":
        yield TwinLink(host)
        return
    if kind.startswith("can"):
        number = next(_NUMBERS)
        interface, channel = ("virtual", f"bus-{number}") if kind == "can-virtual" else ("udp_multicast", _GROUP)
        port = 43_200 + number % 500
        options = {} if kind == "can-virtual" else {"port": port, "hop_limit": 0, "fd": False}
        more = "" if kind == "can-virtual" else f"&port={port}"
        with CanServer(host, open_bus(interface, channel, **options)):
            link = open_wire(parse_target(f"can:{interface}:{channel}?address=727:72F{more}"))
            yield link
            link.close()
        return
    servers = {"tcp-lines": TcpLinesServer, "doip": DoipServer, "elm327-tcp": Elm327Server, "elm327-pty": Elm327Pty}
    with servers[kind](host) as server:
        link = open_wire(parse_target(server.uri))
        yield link
        link.close()
