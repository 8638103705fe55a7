# SPDX-License-Identifier: GPL-2.0-only
"""Be a unit by scapy's answering machine, with scapy's own ISO-TP, on a CAN bus over UDP that stays on this machine.

Run by make verify in scapy's own environment; nothing of Headunit imports this, and it imports nothing of Headunit.
"""

from __future__ import annotations

import sys
import threading

import can
from scapy.config import conf

conf.contribs["ISOTP"] = {"use-can-isotp-kernel-module": False}
conf.contribs["CANSocket"] = {"use-python-can": True}

from scapy.contrib.automotive.ecu import EcuAnsweringMachine, EcuResponse, EcuState  # noqa: E402
from scapy.contrib.automotive.uds import (  # noqa: E402
    UDS,
    UDS_DSCPR,
    UDS_NR,
    UDS_RDBIPR,
    UDS_TPPR,
)
from scapy.contrib.cansocket_python_can import PythonCANSocket  # noqa: E402
from scapy.contrib.isotp import ISOTPSoftSocket  # noqa: E402
from scapy.packet import Raw  # noqa: E402

LONG = bytes(range(256)) * 3


def value(did: int, data: bytes) -> EcuResponse:
    """Return the answer to a reading of *did*."""
    return EcuResponse([EcuState(session=range(1, 4))], responses=UDS() / UDS_RDBIPR(dataIdentifier=did) / Raw(data))


def carry(source: can.BusABC, target: can.BusABC) -> None:
    """Pass every frame on: scapy hears nothing on a bus over UDP itself."""
    for frame in source:
        target.send(frame)


def main() -> None:
    """Serve on the port of the command line until killed."""
    outside = can.Bus(interface="udp_multicast", channel="239.74.163.2", port=int(sys.argv[1]), hop_limit=0, fd=False)
    inside = can.Bus(interface="virtual", channel="scapy")
    for source, target in ((outside, inside), (inside, outside)):
        threading.Thread(target=carry, args=(source, target), daemon=True).start()
    bus = PythonCANSocket(interface="virtual", channel="scapy")
    answers = [
        value(0xF190, b"ZZZSCAPYZ00000001"),
        value(0xF18C, b"S1"),
        value(0xFD01, LONG),
        EcuResponse([EcuState(session=range(1, 4))], responses=UDS() / UDS_TPPR()),
        EcuResponse(
            [EcuState(session=range(1, 4))],
            responses=UDS() / UDS_DSCPR(diagnosticSessionType=3, sessionParameterRecord=b"\x00\x32\x01\xf4"),
        ),
        EcuResponse(
            [EcuState(session=range(1, 4))],
            responses=UDS() / UDS_NR(negativeResponseCode=0x33, requestServiceId=0x31),
        ),
        EcuResponse(
            [EcuState(session=range(1, 4))],
            responses=UDS() / UDS_NR(negativeResponseCode=0x31, requestServiceId=0x22),
        ),
    ]
    with ISOTPSoftSocket(bus, tx_id=0x72F, rx_id=0x727, basecls=UDS) as socket:
        print("ready", flush=True)
        EcuAnsweringMachine(supported_responses=answers, main_socket=socket, basecls=UDS, verbose=False)()


main()
