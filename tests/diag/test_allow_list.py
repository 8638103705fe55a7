"""What reaches a unit that may be real, and who is believed to be a twin."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.diag.clock import JumpingClock
from headunit.diag.guarded import guarded, only_on_a_twin, twin_family
from headunit.diag.host import EcuHost
from headunit.diag.link import LinkInfo
from headunit.diag.links.twin import TwinLink
from headunit.diag.wrappers import AllowListLink, Exchange, RecordingLink, ReplayLink, allowed
from headunit.errors import LinkError, NotAllowedError
from tests.diag.setups import locked_unit

MARKER = bytes.fromhex("22FDFE")


class Wire:
    """Be a link that notes what reaches it, and answers *answer* to everything."""

    def __init__(self, answer: bytes | None = None, *, local: bool = False) -> None:
        self.info = LinkInfo(scheme="doip", uri="doip://radio", local=local)
        self.answer = answer
        self.sent: list[bytes] = []

    def send(self, request: bytes) -> None:
        self.sent.append(request)

    def receive(self, timeout_s: float) -> bytes | None:
        del timeout_s
        return self.answer

    def close(self) -> None:
        self.sent.append(b"closed")


@given(st.binary(max_size=20))
def test_only_what_reads_reaches_the_wire(request: bytes) -> None:
    wire = Wire()
    link = AllowListLink(wire)
    reads = request[:1] in {b"\x22", b"\x19"} or request in {b"\x3e\x00", b"\x3e\x80"}
    if request == b"\x22" or (request[:1] == b"\x22" and len(request) % 2 == 0):
        reads = False
    with nullcontext() if reads else pytest.raises(NotAllowedError):
        link.send(request)
    assert wire.sent == ([request] if reads else [])


@pytest.mark.parametrize("service", range(256))
def test_no_service_that_changes_anything_is_allowed(service: int) -> None:
    for rest in (b"", b"\x01", b"\x01\x02\x50", b"\xff\xff\xff", b"\x80"):
        request = bytes((service,)) + rest
        if service not in {0x19, 0x22} and request != b"\x3e\x80":
            assert not allowed(request)


@pytest.mark.parametrize("text", ["22F190", "22F190F187", "1902FF", "190A", "3E00", "3E80"])
def test_what_reads_is_allowed(text: str) -> None:
    assert allowed(bytes.fromhex(text))


@pytest.mark.parametrize(
    ("answer", "local", "family"),
    [
        (b"\x62\xfd\xfeheadunit-twin/1 some-radio", True, "some-radio"),
        (b"\x62\xfd\xfeheadunit-twin/1 some-radio", False, ""),
        (b"\x62\xfd\xfeheadunit-twin/2 some-radio", True, ""),
        (b"\x62\xf1\x90headunit-twin/1 some-radio", True, ""),
        (b"headunit-twin/1 some-radio", True, ""),
        (b"\x7f\x22\x31", True, ""),
        (None, True, ""),
    ],
)
def test_a_twin_is_believed_only_on_this_machine(answer: bytes | None, *, local: bool, family: str) -> None:
    wire = Wire(answer, local=local)
    assert twin_family(wire) == family
    assert wire.sent == ([MARKER] if local else [])
    link, found = guarded(wire)
    assert (found, isinstance(link, AllowListLink)) == (family, not family)


def test_a_scan_is_refused_on_anything_but_a_twin() -> None:
    only_on_a_twin(TwinLink(EcuHost(locked_unit())), "a scan")
    wire = Wire(b"\x7f\x22\x31", local=True)
    with pytest.raises(NotAllowedError) as caught:
        only_on_a_twin(wire, "a scan")
    assert caught.value.code == "not-a-twin"
    assert wire.sent == [MARKER]


def test_a_wrapped_link_measures_what_the_link_inside_does() -> None:
    assert AllowListLink(Wire()).sample() is None
    sample = AllowListLink(TwinLink(EcuHost(locked_unit()))).sample()
    assert sample is not None
    assert sample.volts == 12.8


def test_a_recording_plays_back_alike_and_tells_where_it_differs() -> None:
    clock = JumpingClock()
    link = RecordingLink(TwinLink(EcuHost(locked_unit(), clock)), clock)
    requests = [bytes.fromhex(text) for text in ("22F190", "3E80", "22F187")]

    def played(on: RecordingLink | ReplayLink) -> list[bytes | None]:
        answers = []
        for request in requests:
            on.send(request)
            answers.append(on.receive(0.1))
        return answers

    before = played(link)
    replay = ReplayLink(link.info, link.exchanges)
    assert played(replay) == before
    assert replay.receive(0) is None
    with pytest.raises(LinkError) as caught:
        replay.send(b"\x3e\x00")
    assert (caught.value.code, caught.value.expected) == ("replay-differs", "nothing more")
    replay = ReplayLink(link.info, [Exchange(0, "received", b"late"), Exchange(0, "sent", b"\x3e\x00")])
    with pytest.raises(LinkError):
        replay.send(b"\x3e\x80")
    replay.close()
    link.close()


def test_closing_reaches_the_link_inside() -> None:
    wire = Wire()
    AllowListLink(wire).close()
    assert wire.sent == [b"closed"]
