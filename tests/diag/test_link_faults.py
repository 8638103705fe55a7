"""What a link says when the other end, the machine or the installation doesn't do its part."""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
import tty
from contextlib import contextmanager
from typing import TYPE_CHECKING

import can
import pytest

from headunit.diag import tester as testers
from headunit.diag.clock import JumpingClock, WallClock
from headunit.diag.host import EcuHost
from headunit.diag.identify import printable, read_faults
from headunit.diag.isotp_port import IsoTpPort, open_bus
from headunit.diag.link import LinkInfo
from headunit.diag.links.twin import TwinLink
from headunit.diag.open import open_link
from headunit.diag.reset_report import Finding
from headunit.diag.servers import CanServer, DoipServer, Elm327Pty, Elm327Server, TcpLinesServer
from headunit.diag.streams import SerialStream, SocketStream
from headunit.diag.unit_state import read_lock
from headunit.diag.uri import open_wire, parse_target
from headunit.diag.wrappers import FaultLink
from headunit.errors import ConfigurationError, InputError, LinkError
from headunit.facts import load_catalogue
from tests.diag.setups import locked_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACTIVATED = struct.pack(">BBHI", 2, 0xFD, 6, 9) + b"\x0e\x00\x07\x27\x10\0\0\0\0"
ACK = struct.pack(">BBHI", 2, 0xFD, 0x8002, 5) + b"\x07\x27\x0e\x00\x00"


class Answers:
    """Be a link that answers each request with the next of *answers*."""

    def __init__(self, *answers: bytes) -> None:
        self.info = LinkInfo(scheme="doip", uri="doip://radio", local=False, latency_s=0)
        self._answers, self._next = list(answers), b""

    def send(self, request: bytes) -> None:
        del request
        self._next = self._answers.pop(0) if self._answers else b""

    def receive(self, timeout_s: float) -> bytes | None:
        answer, self._next = (self._next, b"") if timeout_s else (b"", self._next)
        return answer or None

    def close(self) -> None:
        self._answers = []


@contextmanager
def gateway(*said: bytes) -> Iterator[str]:
    """Say *said*, one after each message that comes, and then leave."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                for each in said:
                    if not connection.recv(4_096):
                        return
                    connection.sendall(each)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"doip://127.0.0.1:{listening.getsockname()[1]}?address=0727"
        thread.join()


def failing(do: Callable[[], object]) -> LinkError:
    with pytest.raises(LinkError) as caught:
        do()
    return caught.value


# Gateways.


@pytest.mark.parametrize("code", [0x00, 0x06])
def test_a_gateway_that_does_not_route_can_not_be_opened(code: int) -> None:
    refused = ACTIVATED.replace(b"\x10", bytes((code,)))
    with gateway(refused) as uri:
        assert failing(lambda: open_wire(parse_target(uri))).code == "link-open"


@pytest.mark.parametrize("nonsense", [b"HTTP/1.1", struct.pack(">BBHI", 2, 0xFD, 0x8001, 99_999)])
def test_what_is_no_message_is_a_lost_link(nonsense: bytes) -> None:
    with gateway(ACTIVATED, nonsense) as uri:
        link = open_wire(parse_target(uri))
        assert failing(lambda: link.send(b"\x3e\x00")).code == "link-lost"
        link.close()


def test_a_gateway_that_takes_no_request_is_a_lost_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.diag.links.doip._ANSWER_S", 0.2)
    with gateway(ACTIVATED, ACK[:10], b"") as uri:
        link = open_wire(parse_target(uri))
        assert failing(lambda: link.send(b"\x3e\x00")).code == "link-lost"
        link.close()


def test_a_gateway_that_asks_whether_the_tester_is_there_is_told_so() -> None:
    alive = struct.pack(">BBHI", 2, 0xFD, 7, 0)
    with gateway(ACTIVATED, alive, ACK) as uri:
        link = open_wire(parse_target(uri))
        link.send(b"\x3e\x00")
        link.close()


def test_an_answer_that_breaks_off_in_the_middle_is_none() -> None:
    half = struct.pack(">BBHI", 2, 0xFD, 0x8001, 6) + b"\x07\x27"
    with gateway(ACTIVATED, ACK + half, b"") as uri:
        link = open_wire(parse_target(uri))
        link.send(b"\x3e\x00")
        assert link.receive(0.05) is None
        link.close()


@pytest.mark.parametrize("sent", [b"\x02\xfd\x00", struct.pack(">BBHI", 2, 0xFD, 0x8001, 6) + b"\x0e"])
def test_a_tester_that_leaves_in_the_middle_of_a_message_leaves(sent: bytes) -> None:
    with DoipServer(EcuHost(locked_unit(), JumpingClock())) as server:
        with socket.create_connection(("127.0.0.1", server.port), 5) as tester:
            tester.sendall(sent)
            tester.shutdown(socket.SHUT_WR)
            assert tester.recv(1) == b""
        link = open_wire(parse_target(server.uri))
        link.close()


def test_a_tester_s_own_word_that_it_is_there_needs_no_answer() -> None:
    alive = struct.pack(">BBHI", 2, 0xFD, 8, 2) + b"\x0e\0"
    with (
        DoipServer(EcuHost(locked_unit(), JumpingClock())) as server,
        socket.create_connection(("127.0.0.1", server.port), 5) as tester,
    ):
        tester.sendall(alive + struct.pack(">BBHI", 2, 0xFD, 7, 0))
        assert struct.unpack(">BBHI", tester.recv(8, socket.MSG_WAITALL))[2] == 8


# Lines, streams and ports.


def test_lines_that_are_no_hexadecimal_digits_end_a_connection_and_a_link() -> None:
    with (
        TcpLinesServer(EcuHost(locked_unit(), JumpingClock())) as server,
        socket.create_connection(("127.0.0.1", server.port), 5) as tester,
    ):
        tester.sendall(b"hello\n")
        assert tester.recv(1) == b""
    with gateway(b"hello\n") as uri:
        link = open_wire(parse_target(uri.replace("doip", "tcp-lines").partition("?")[0]))
        link.send(b"\x3e\x00")
        assert failing(lambda: link.receive(5)).code == "link-lost"
        link.close()


def test_a_line_that_is_too_long_is_cut_by_the_adapter() -> None:
    with (
        Elm327Server(EcuHost(locked_unit(), JumpingClock())) as server,
        socket.create_connection(("127.0.0.1", server.port), 5) as typed,
    ):
        typed.sendall(b"0" * 100 + b"\r")
        assert typed.recv(200).startswith(b"0" * 64 + b"\r?")
    with Elm327Pty(EcuHost(locked_unit(), JumpingClock())) as adapter:
        stream = SerialStream(adapter.path, 38_400)
        stream.write(b"0" * 100 + b"\r")
        said = stream.read_until(b">", 5)
        assert said is not None
        assert said.startswith(b"0" * 64 + b"\r?")
        stream.close()


def test_a_closed_connection_takes_and_gives_nothing() -> None:
    with gateway() as uri:
        stream = SocketStream("127.0.0.1", int(uri.split(":")[2].partition("?")[0]))
        stream.close()
        assert failing(lambda: stream.write(b"x")).code == "link-lost"
        assert failing(lambda: stream.read_until(b"x", 0)).code == "link-lost"


def test_a_connection_that_the_other_end_closes_is_a_lost_link() -> None:
    with gateway(b"OK") as uri:
        stream = SocketStream("127.0.0.1", int(uri.split(":")[2].partition("?")[0]))
        stream.write(b"hello")
        fault = failing(lambda: stream.read_until(b">", 10))
        assert (fault.code, "the other end closed it" in fault.message) == ("link-lost", True)
        stream.close()


def test_nothing_listens_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert failing(lambda: SocketStream("127.0.0.1", port)).code == "link-open"


def test_a_serial_port_that_is_unplugged_is_a_lost_link() -> None:
    master, slave = os.openpty()
    tty.setraw(slave)
    stream = SerialStream(os.ttyname(slave), 38_400)
    os.write(master, b"OK\r")
    assert stream.read_until(b">", 0.01) is None
    os.write(master, b">")
    assert stream.read_until(b">", 5) == b"OK\r"
    os.close(slave)
    os.close(master)
    assert failing(lambda: stream.write(b"x")).code == "link-lost"
    assert failing(lambda: stream.read_until(b">", 5)).code == "link-lost"
    stream.close()


# CAN.


def test_a_bus_that_is_not_there_can_not_be_opened() -> None:
    assert failing(lambda: open_bus("no-such-interface", "0")).code == "link-open"


def test_a_bus_that_fails_is_a_lost_link(monkeypatch: pytest.MonkeyPatch) -> None:
    bus = open_bus("virtual", "failing")
    port = IsoTpPort(bus, 0x727, 0x72F)

    def broken(*_: object, **__: object) -> None:
        message = "bus off"
        raise can.CanOperationError(message)

    monkeypatch.setattr(bus, "send", broken)
    assert failing(lambda: port.send(b"\x3e\x00")).code == "link-lost"
    port.close()


def test_a_long_request_that_nobody_takes_is_a_lost_link() -> None:
    port = IsoTpPort(open_bus("virtual", "alone"), 0x727, 0x72F)
    assert failing(lambda: port.send(bytes(20), timeout_s=0.05)).code == "link-lost"
    port.close()


def test_a_long_answer_that_stops_in_the_middle_is_none() -> None:
    port = IsoTpPort(open_bus("virtual", "half"), 0x727, 0x72F)
    with can.Bus("half", interface="virtual") as bus:
        bus.send(can.Message(arbitration_id=0x72F, data=b"\x10\x14\x62\xf1\x90ZZZ", is_extended_id=False))
        assert port.receive(0.05) is None
    port.close()


def test_a_tester_that_stops_listening_is_its_own_affair(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = threading.Event()

    def deaf(port: IsoTpPort, message: bytes, timeout_s: float = 0) -> None:
        del port, message, timeout_s
        heard.set()
        raise LinkError("link-lost", "nobody listens")

    with (
        CanServer(EcuHost(locked_unit(), JumpingClock()), open_bus("virtual", "deaf")),
        can.Bus("deaf", interface="virtual") as bus,
    ):
        with monkeypatch.context() as patch:
            patch.setattr(IsoTpPort, "send", deaf)
            bus.send(can.Message(arbitration_id=0x727, data=b"\x02\x3e\x00", is_extended_id=False))
            assert heard.wait(10)
        bus.send(can.Message(arbitration_id=0x727, data=b"\x02\x3e\x00", is_extended_id=False))
        assert bus.recv(10) is not None


@pytest.mark.parametrize(
    ("library", "do"),
    [
        ("can", lambda: open_bus("virtual", "0")),
        ("isotp", lambda: IsoTpPort(open_bus("virtual", "0"), 1, 2)),
        ("serial", lambda: SerialStream("/dev/null", 9_600)),
    ],
)
def test_a_library_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, library: str, do: Callable[[], object]
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ConfigurationError) as caught:
        do()
    assert caught.value.code == "extra-missing"
    assert "headunit[obd]" in caught.value.next_step


# Addresses.


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("doip://[::1?address=0727", "link-uri"),
        ("doip://127.0.0.1:x?address=0727", "link-uri"),
        ("doip:0727", "link-uri"),
        ("twin:x?wrong", "link-uri"),
        ("twin:x?colour=red", "link-uri"),
        ("tcp-lines://127.0.0.1:1?address=1", "link-uri"),
        ("can:virtual?address=727:72F", "link-uri"),
        ("can:virtual:x?address=727:727", "link-address"),
        ("can:virtual:x?address=727:72F&bitrate=fast", "link-uri"),
        ("elm327:?address=727:72F", "link-uri"),
        ("doip://127.0.0.1?address=XY", "link-address"),
    ],
)
def test_an_address_that_can_not_be_is_refused_before_anything_is_opened(uri: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        open_wire(parse_target(uri))
    assert caught.value.code == code


def test_the_address_given_apart_goes_before_that_in_the_link() -> None:
    assert parse_target("doip://h?address=1", "0727").options["address"] == "0727"


def test_a_name_is_never_taken_for_this_machine() -> None:
    with DoipServer(EcuHost(locked_unit(), JumpingClock())) as server:
        link = open_wire(parse_target(server.uri.replace("127.0.0.1", "localhost")))
        assert not link.info.local
        link.close()


def test_a_link_whose_unit_can_not_be_asked_is_closed_again() -> None:
    with gateway(b"hello\n") as uri:
        lines = uri.replace("doip", "tcp-lines").partition("?")[0]
        assert failing(lambda: open_link(lines, JumpingClock(), load_catalogue(), os.urandom)).code == "link-lost"


# The tester.


def test_an_answer_for_another_identifier_is_none() -> None:
    other = b"\x62\xf1\x87X"
    assert failing(lambda: testers.Tester(Answers(other, other, other)).read(0xF190)).code == "no-answer"
    assert testers.Tester(Answers(other, b"\x62\xf1\x90Y")).read(0xF190) == b"Y"


def test_a_change_of_session_may_be_answered_without_times() -> None:
    assert testers.Tester(Answers(b"\x50\x03")).session(3) is None


def test_what_a_tester_opens_and_closes_is_not_the_link() -> None:
    link = Answers(b"\x7e\x00")
    with testers.LinkConnection(link).open() as connection:
        assert connection.is_open()
    connection.close()
    assert testers.Tester(link).present() is None


def test_a_code_nobody_knows_is_told_by_its_number() -> None:
    refusal = testers.Refusal(0x5C)
    assert ("0x5C" in refusal.words, bool(refusal.advice)) == (True, True)


def test_fault_codes_that_differ_each_time_are_not_believed() -> None:
    answers = [b"\x59\x02\xff" + bytes((0x9A, 0x12, number, 0x08)) for number in range(4)]
    assert failing(lambda: read_faults(Answers(*answers))).code == "unsteady-answer"


def test_a_value_that_is_no_text_is_shown_in_digits() -> None:
    assert (printable(b"AB \0\xff"), printable(b"\x01A"), printable(b"\0\0")) == ("AB", "0141", "0000")


def test_a_lock_that_is_told_unsteadily_is_unknown() -> None:
    states = [b"\x62\x01\x50" + bytes((number,)) for number in range(4)]
    answers = Answers(*states, b"\x62\x01\x51\x03", b"\x62\x01\x51\x03", b"\x7f\x22\x31")
    assert read_lock(testers.Tester(answers)) is None
    state = b"\x62\x01\x50\xee"
    told = read_lock(testers.Tester(Answers(state, state, b"\x62\x01\x51\xff", b"\x62\x01\x51\xff", b"\x7f\x22\x31")))
    assert told == ("unknown (ee)", None, 0)


def test_a_late_answer_comes_with_the_next_look() -> None:
    clock = JumpingClock()
    link = FaultLink(TwinLink(EcuHost(locked_unit(), clock)), {1: "delay"}, clock)
    link.send(b"\x3e\x00")
    assert link.receive(0.1) is None
    assert link.receive(0.1) == b"\x7e\x00"


def test_the_real_clock_goes_on_and_waits_for_nothing_that_is_past() -> None:
    clock = WallClock()
    before = clock.now()
    clock.sleep(-1)
    clock.sleep(0.001)
    assert clock.now() > before


def test_a_finding_without_a_lock_has_no_tries() -> None:
    from headunit.diag.identify import Identity  # noqa: PLC0415 - this test alone
    from headunit.diag.report_html import _told  # noqa: PLC0415 - as above

    assert _told(Finding(Identity(()), (), None)) == {"fault codes": "none"}
