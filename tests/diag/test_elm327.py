"""The ELM327 link: answers of any length, clones that lack commands, and what an adapter says instead of an answer."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.diag.clock import JumpingClock
from headunit.diag.frames import FLOW_GO, Reassembler, frames_of, is_flow_control
from headunit.diag.host import EcuHost
from headunit.diag.links.elm327 import ELM_FAULTS, Elm327Link
from headunit.diag.servers import Elm327Adapter, Elm327Server
from headunit.diag.uri import open_wire, parse_target
from headunit.errors import LinkError
from headunit.twin.ecu import dids as twin_dids
from headunit.twin.ecu import ecu as twin_ecu
from headunit.uds import Did
from tests.diag.setups import locked_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

IDS = (0x727, 0x72F)


class Spoken:
    """Be the stream to a simulated adapter in the same thread; *says* replaces the answer to a line that holds data."""

    def __init__(self, adapter: Elm327Adapter, says: str | None = None) -> None:
        self.adapter, self.says, self.buffer = adapter, says, b""
        self.closed = False

    def write(self, data: bytes) -> None:
        text = data.decode("ascii").removesuffix("\r")
        answer = self.adapter.line(text)
        if self.says is not None and not text.startswith("AT"):
            answer = f"{self.says}\r\r>".encode()
        self.buffer += answer

    def read_until(self, mark: bytes, timeout_s: float) -> bytes | None:
        del timeout_s
        if mark not in self.buffer:
            return None
        found, _, self.buffer = self.buffer.partition(mark)
        return found

    def close(self) -> None:
        self.closed = True


def spoken(rejects: tuple[str, ...] = (), says: str | None = None) -> Spoken:
    return Spoken(Elm327Adapter(EcuHost(locked_unit(), JumpingClock()), rejects), says)


def link_to(stream: Spoken) -> Elm327Link:
    return Elm327Link(stream, "elm327:test", IDS, local=True)


def read(link: Elm327Link, request: str) -> str:
    link.send(bytes.fromhex(request))
    answer = link.receive(1)
    return answer.hex() if answer else ""


def counted(length: int, ecu: object) -> bytes:
    del ecu
    return bytes(at & 0xFF for at in range(length))


@pytest.fixture
def lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the identifiers from 0 on answer with as many bytes."""
    dids = dict.fromkeys(range(4_096), Did("length"))
    monkeypatch.setattr(twin_ecu.Ecu, "dids", MappingProxyType({**twin_dids.DIDS, **dids}))
    readers = {number: partial(counted, number - 3) for number in dids}
    monkeypatch.setattr(twin_ecu, "READERS", {**twin_ecu.READERS, **readers})


def read_lengths(lengths: Iterable[int]) -> None:
    link = link_to(spoken())
    for length in lengths:
        answer = read(link, f"22{length:04x}")
        assert len(answer) == 2 * length
        assert answer == (b"\x62" + length.to_bytes(2, "big") + bytes(at & 0xFF for at in range(length - 3))).hex()
    link.send(b"\x3e\x00")
    assert link.receive(1) == b"\x7e\x00"


@pytest.mark.usefixtures("lengths")
def test_answers_of_many_lengths_come_whole() -> None:
    read_lengths((*range(4, 300), 768, 1_023, 2_048, *range(4_088, 4_096)))


@pytest.mark.verify
@pytest.mark.usefixtures("lengths")
def test_answers_of_every_length_come_whole() -> None:
    read_lengths(range(4, 4_096))


def test_the_shortest_answers_come_whole_too() -> None:
    link = link_to(spoken())
    assert (read(link, "14ffffff"), read(link, "3e00"), read(link, "83")) == ("54", "7e00", "7f8311")


def test_what_a_clone_lacks_is_found_when_it_is_opened() -> None:
    link = link_to(spoken(rejects=("AL", "FC")))
    assert link.info.limits == ("long requests", "long answers")
    assert link.info.longest_request == 7
    with pytest.raises(LinkError) as caught:
        link.send(bytes(19))
    assert caught.value.code == "elm-too-long"
    assert link_to(spoken(rejects=("CAF0",))).info.limits == ("long requests",)
    assert link_to(spoken(rejects=("S0", "ST"))).info.limits == ("slow answers",)


@pytest.mark.parametrize("command", ["E0", "L0", "H1", "SP6", "SH727", "CRA72F"])
def test_a_clone_that_lacks_what_is_needed_is_refused(command: str) -> None:
    with pytest.raises(LinkError) as caught:
        link_to(spoken(rejects=(command,)))
    assert (caught.value.code, caught.value.value) == ("elm-unfit", f"AT{command}")


@pytest.mark.parametrize("fault", ELM_FAULTS, ids=lambda fault: fault.value)
def test_what_an_adapter_says_instead_of_an_answer_is_an_error_of_its_own(fault: LinkError) -> None:
    link = link_to(spoken(says=f"<{fault.value}"))
    with pytest.raises(LinkError) as caught:
        link.send(b"\x3e\x00")
    assert caught.value.code == fault.code


@pytest.mark.parametrize("said", ["NO DATA", "SEARCHING...", "7E8037E00AA", "72F", "72F037E0", "?", ""])
def test_what_is_no_answer_of_the_unit_is_none(said: str) -> None:
    link = link_to(spoken(says=said))
    link.send(b"\x3e\x00")
    assert link.receive(1) is None


def test_a_gap_in_an_answer_is_an_error() -> None:
    link = link_to(spoken(says="72F100A62F187000000\r72F2200000000000000"))
    with pytest.raises(LinkError) as caught:
        link.send(bytes.fromhex("22F187"))
    assert caught.value.code == "elm-overflow"


def test_a_long_request_that_nobody_takes_has_no_answer() -> None:
    link = link_to(spoken(says="NO DATA"))
    link.send(bytes(10))
    assert link.receive(1) is None


def test_an_adapter_that_says_nothing_is_named() -> None:
    stream = spoken()
    stream.write = lambda data: None  # type: ignore[method-assign]  # noqa: ARG005 - it says nothing to anything
    with pytest.raises(LinkError) as caught:
        link_to(stream)
    assert caught.value.code == "elm-silent"


def test_an_adapter_without_voltage_and_without_a_name_says_so() -> None:
    stream = spoken(rejects=("RV", "Z"))
    link = link_to(stream)
    assert (link.sample(), link.info.adapter) == (None, "unnamed adapter")
    link.close()
    assert stream.closed


def test_another_address_meets_silence_and_nonsense_a_question_mark() -> None:
    adapter = Elm327Adapter(EcuHost(locked_unit(), JumpingClock()))
    for line in ("ATSH7E0", "ATCRA7E8"):
        assert b"OK" in adapter.line(line)
    assert b"NO DATA" in adapter.line("3E00")
    for line in ("XYZ", "0011223344556677", "", "ATPP"):
        assert b"?" in adapter.line(line)
    assert b"ELM327" in adapter.line("ATI")


def test_a_serial_port_that_is_not_there_can_not_be_opened() -> None:
    with pytest.raises(LinkError) as caught:
        open_wire(parse_target("elm327:/dev/there-is-no-such-port?address=727:72F"))
    assert caught.value.code == "link-open"


def test_an_adapter_that_goes_away_is_a_lost_link() -> None:
    server = Elm327Server(EcuHost(locked_unit(), JumpingClock()))
    link = open_wire(parse_target(server.uri))
    server.close()
    link.send(b"\x3e\x00")  # the connection that is open lives on
    assert link.receive(1) == b"\x7e\x00"
    link.close()
    with pytest.raises(LinkError) as caught:
        link.send(b"\x3e\x00")
    assert caught.value.code == "link-lost"
    with pytest.raises(LinkError) as caught:
        open_wire(parse_target(server.uri))
    assert caught.value.code == "link-open"


@given(st.binary(min_size=1, max_size=4_095))
def test_a_message_is_cut_into_frames_and_put_together_again(message: bytes) -> None:
    parts = Reassembler()
    taken = [parts.take(frame) for frame in frames_of(message)]
    assert [part for part in taken if part is not None] == [message]
    assert taken[-1] == message
    assert all(len(frame) == 8 for frame in frames_of(message))


def test_flow_control_is_no_part_of_a_message() -> None:
    parts = Reassembler()
    assert parts.take(FLOW_GO) is None
    assert is_flow_control(FLOW_GO)
    assert not is_flow_control(b"")
    assert parts.take(b"") is None
    assert not parts.broken
