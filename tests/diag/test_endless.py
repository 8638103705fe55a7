"""A unit, an adapter or a network that never ends: each request comes to an end all the same, and says why."""

from __future__ import annotations

import os
import socket
import struct
import threading
import tty
from contextlib import contextmanager
from itertools import repeat
from typing import TYPE_CHECKING

import pytest

from headunit.diag import tester as testers
from headunit.diag.identify import STANDARD_DIDS, identify
from headunit.diag.link import LinkInfo
from headunit.diag.links.doip import DoipLink
from headunit.diag.links.tcp_lines import TcpLinesLink
from headunit.diag.streams import SerialStream, SocketStream
from headunit.errors import LinkError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Endless:
    """Be a link that answers each request with *answers*, which may have no end; what is late comes on from *late*."""

    def __init__(self, answers: Callable[[bytes], Iterator[bytes]], *, late: bool = False) -> None:
        self.info = LinkInfo(scheme="doip", uri="doip://radio", local=False, latency_s=0)
        self._make, self._late = answers, late
        self._answers: Iterator[bytes] = iter(())
        self.sent: list[bytes] = []

    def send(self, request: bytes) -> None:
        self.sent.append(request)
        self._answers = self._make(request)

    def receive(self, timeout_s: float) -> bytes | None:
        if not timeout_s:
            return b"\x7e\x00" if self._late else None
        return next(self._answers, None)

    def close(self) -> None:
        """Hold nothing."""


def code_of(do: Callable[[], object]) -> str:
    with pytest.raises(LinkError) as caught:
        do()
    return caught.value.code


def pending(request: bytes, times: int, answer: bytes) -> Iterator[bytes]:
    yield from repeat(bytes((0x7F, request[0], 0x78)), times)
    yield answer


def test_a_unit_that_takes_longer_for_ever_is_left_after_a_while_and_asked_nothing_more() -> None:
    link = Endless(lambda request: repeat(bytes((0x7F, request[0], 0x78))))

    assert code_of(lambda: testers.Tester(link).read(0xF190)) == "never-ready"
    link.sent.clear()
    values = identify(link).values
    assert len(values) == len(STANDARD_DIDS)
    assert "takes longer" in values[0].problem
    assert {value.problem for value in values[1:]} == {"not asked any more"}
    assert link.sent == [b"\x22\xf1\x90"]


def test_a_unit_that_takes_long_is_waited_for_at_each_request() -> None:
    link = Endless(lambda request: pending(request, 30, b"\x62" + request[1:] + b"A"))
    tester = testers.Tester(link)

    assert [tester.read(0xF190), tester.read(0xF18C)] == [b"A", b"A"]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"A" * 80, "A" * 80),
        (b"A" * 81, "A" * 64 + " … (81 B)"),
        (b"\x1b" * 4_092, "1B" * 32 + " … (4092 B)"),
        (b"", ""),
    ],
)
def test_a_value_without_an_end_in_sight_is_shown_in_part_and_held_whole(raw: bytes, shown: str) -> None:
    link = Endless(lambda request: iter([b"\x62" + request[1:] + raw]))
    value = identify(link).values[0]

    assert value.shown == shown
    assert value.raw == raw


def test_a_link_that_never_falls_silent_is_no_link() -> None:
    link = Endless(lambda _request: iter(()), late=True)

    assert code_of(lambda: testers.Tester(link).read(0xF190)) == "link-lost"
    assert link.sent == []


@contextmanager
def pouring(data: bytes, before: bytes = b"") -> Iterator[SocketStream]:
    """Give a connection whose other end sends *before*, and then *data* without end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def pour() -> None:
            other, _ = listener.accept()
            with other:
                try:
                    other.sendall(before)
                    while True:
                        other.sendall(data)
                except OSError:
                    return

        thread = threading.Thread(target=pour)
        thread.start()
        stream = SocketStream("127.0.0.1", listener.getsockname()[1])
        try:
            yield stream
        finally:
            stream.close()
            thread.join()


def test_bytes_without_an_end_are_no_answer() -> None:
    with pouring(b"62" * 1_000) as stream:
        assert code_of(lambda: stream.read_until(b"\n", 60)) == "link-lost"


def test_lines_without_an_end_are_no_silence() -> None:
    with pouring(b"7e00\n" * 1_000) as stream:
        link = TcpLinesLink(stream, "tcp-lines://127.0.0.1:1", local=True)
        assert stream.read_until(b"\n", 60) == b"7e00"  # so that some are there
        assert code_of(lambda: link.send(b"\x3e\x00")) == "link-lost"


def test_messages_for_others_without_an_end_are_no_answer() -> None:
    activated = struct.pack(">BBHI", 2, 0xFD, 6, 9) + b"\x0e\x00\x07\x27\x10\0\0\0\0"
    with pouring(struct.pack(">BBHI", 2, 0xFD, 0x8001, 5) + b"\x09\x09\x0e\x00\x50", activated) as stream:
        link = DoipLink(stream, "doip://127.0.0.1:1", 0x0727, local=True)
        assert code_of(lambda: link.receive(60)) == "link-lost"


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    master, slave = os.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    os.close(master)


def test_a_serial_port_that_pours_gives_no_answer(line: tuple[int, str]) -> None:
    master, path = line
    stream = SerialStream(path, 38_400)
    stopped = threading.Event()

    def pour() -> None:
        os.set_blocking(master, False)
        while not stopped.is_set():
            try:
                os.write(master, b"x" * 4_096)
            except BlockingIOError:
                stopped.wait(0.001)

    thread = threading.Thread(target=pour)
    thread.start()
    try:
        assert code_of(lambda: stream.read_until(b">", 60)) == "link-lost"
    finally:
        stopped.set()
        thread.join()
        stream.close()


def test_a_serial_port_that_takes_nothing_is_a_lost_link(
    line: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headunit.diag.streams._WRITE_S", 0.05)
    stream = SerialStream(line[1], 38_400)

    assert code_of(lambda: stream.write(b"x" * 1_000_000)) == "link-lost"
    stream.close()


def test_a_serial_port_is_opened_by_one_alone(line: tuple[int, str]) -> None:
    stream = SerialStream(line[1], 38_400)

    assert code_of(lambda: SerialStream(line[1], 38_400)) == "link-open"
    stream.close()
    SerialStream(line[1], 38_400).close()
