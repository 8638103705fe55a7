"""Requests to every unit on a bus: what fits is answered, and what doesn't meets silence instead of a refusal."""

from __future__ import annotations

import socket
import struct

import can
import pytest

from headunit.diag.clock import JumpingClock
from headunit.diag.host import EcuHost
from headunit.diag.isotp_port import FUNCTIONAL_ID, open_bus
from headunit.diag.servers import CanServer, DoipServer, Elm327Adapter
from tests.diag.setups import locked_unit

ANSWERS = [("3E00", "7E00"), ("3E80", ""), ("22F186", "62F18601"), ("221234", ""), ("2701", ""), ("83", "")]


def host() -> EcuHost:
    return EcuHost(locked_unit(), JumpingClock())


def answered(bus: can.BusABC) -> str:
    frame = bus.recv(5)
    assert frame is not None
    assert frame.arbitration_id == 0x72F
    return bytes(frame.data[1 : 1 + frame.data[0]]).hex().upper()


def tell_all(bus: can.BusABC, data: bytes) -> None:
    bus.send(can.Message(arbitration_id=FUNCTIONAL_ID, data=data, is_extended_id=False))


@pytest.mark.parametrize(("request_hex", "answer"), ANSWERS)
def test_on_can_a_request_to_all_is_answered_or_passed_over(request_hex: str, answer: str) -> None:
    with CanServer(host(), open_bus("virtual", "functional")), can.Bus("functional", interface="virtual") as bus:
        request = bytes.fromhex(request_hex)
        tell_all(bus, bytes((len(request),)) + request)
        if answer:
            assert answered(bus) == answer
        # A request of its own is answered next: so nothing else was.
        bus.send(can.Message(arbitration_id=0x727, data=b"\x03\x22\x12\x34", is_extended_id=False))
        assert answered(bus) == "7F2231"


@pytest.mark.parametrize("data", [b"\x10\x08\x22\xf1\x90\xf1\x87\xf1", b"\x00", b"\x07\x22\xf1\x86"])
def test_on_can_a_request_to_all_is_one_whole_frame(data: bytes) -> None:
    with CanServer(host(), open_bus("virtual", "functional")), can.Bus("functional", interface="virtual") as bus:
        tell_all(bus, data)
        tell_all(bus, b"\x03\x22\xf1\x86")
        assert answered(bus) == "62F18601"


@pytest.mark.parametrize(("request_hex", "answer"), ANSWERS)
def test_on_ip_a_request_to_the_group_is_acknowledged_and_answered_or_passed_over(
    request_hex: str, answer: str
) -> None:
    with DoipServer(host()) as gateway, socket.create_connection(("127.0.0.1", gateway.port), 5) as tester:

        def send(kind: int, content: bytes) -> None:
            tester.sendall(struct.pack(">BBHI", 2, 0xFD, kind, len(content)) + content)

        def next_of() -> tuple[int, bytes]:
            _, _, kind, length = struct.unpack(">BBHI", tester.recv(8, socket.MSG_WAITALL))
            return kind, tester.recv(length, socket.MSG_WAITALL)

        send(0x0005, b"\x0e\x00\x00\0\0\0\0")
        assert next_of()[0] == 0x0006
        send(0x8001, b"\x0e\x00\xe4\x00" + bytes.fromhex(request_hex))
        assert next_of() == (0x8002, b"\xe4\x00\x0e\x00\x00")
        if answer:
            assert next_of() == (0x8001, b"\x07\x27\x0e\x00" + bytes.fromhex(answer))
        send(0x8001, b"\x0e\x00\x07\x27" + bytes.fromhex("221234"))
        assert next_of()[0] == 0x8002
        assert next_of() == (0x8001, b"\x07\x27\x0e\x00" + bytes.fromhex("7F2231"))


@pytest.mark.parametrize(("request_hex", "answer"), ANSWERS)
def test_behind_an_adapter_a_request_to_all_is_answered_or_passed_over(request_hex: str, answer: str) -> None:
    adapter = Elm327Adapter(host())
    for command in ("ATE0", "ATSH7DF", "ATCRA72F"):
        adapter.line(command)
    said = adapter.line(request_hex).decode().split("\r")[0]
    wanted = f"72F{len(answer) // 2:02X}{answer}".ljust(3 + 16, "0") if answer else "NO DATA"
    assert said == wanted
