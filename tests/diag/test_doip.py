"""Our gateway and a client of other people, and what our link says of gateways that misbehave."""

from __future__ import annotations

import socket
import struct

import pytest
from doipclient.client import DoIPClient

from headunit.diag.clock import JumpingClock
from headunit.diag.host import EcuHost
from headunit.diag.servers import DoipServer
from headunit.diag.uri import open_wire, parse_target
from headunit.errors import LinkError
from tests.diag.setups import locked_unit

VIN = b"\x62\xf1\x90ZZZTWNNNZ00000001"


def test_doipclient_speaks_with_our_gateway() -> None:
    with DoipServer(EcuHost(locked_unit(), JumpingClock())) as gateway:
        client = DoIPClient("127.0.0.1", 0x0727, tcp_port=gateway.port)
        client.send_diagnostic(bytearray.fromhex("22F190"))
        assert bytes(client.receive_diagnostic(2)) == VIN
        client.send_diagnostic(bytearray.fromhex("22FD01"))
        assert len(client.receive_diagnostic(2)) == 771
        with pytest.raises(OSError, match="negative acknowledge"):
            client.send_diagnostic_to_address(0x0728, bytearray.fromhex("3E00"))
        client.close()


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (struct.pack(">BBHI", 2, 2, 5, 0), 0x0000),
        (struct.pack(">BBHI", 2, 0xFD, 5, 9_999), 0x0000),
        (struct.pack(">BBHI", 2, 0xFD, 5, 1) + b"\0", 0x0000),
        (struct.pack(">BBHI", 2, 0xFD, 0x4001, 0), 0x0000),
        (struct.pack(">BBHI", 2, 0xFD, 0x0007, 0), 0x0008),
        (struct.pack(">BBHI", 2, 0xFD, 0x8001, 6) + b"\x0e\0\x07\x27\x3e\0", 0x8003),
    ],
)
def test_the_gateway_answers_what_it_can_not_take(sent: bytes, kind: int) -> None:
    with (
        DoipServer(EcuHost(locked_unit(), JumpingClock())) as gateway,
        socket.create_connection(("127.0.0.1", gateway.port), 5) as tester,
    ):
        tester.sendall(sent)
        assert struct.unpack(">BBHI", tester.recv(8, socket.MSG_WAITALL))[2] == kind


def test_another_address_is_refused_by_the_gateway() -> None:
    with DoipServer(EcuHost(locked_unit(), JumpingClock())) as gateway:
        link = open_wire(parse_target(f"doip://127.0.0.1:{gateway.port}?address=0728"))
        with pytest.raises(LinkError) as caught:
            link.send(b"\x3e\x00")
        assert caught.value.code == "link-lost"
        link.close()
