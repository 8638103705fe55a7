"""Any requests at any time: every answer is well formed, and nothing unlocks but a key."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.uds import NRC_WORDS, SERVICES, Server, ServerProfile
from tests.uds.models import BenchModel, key_for

_USUAL = (b"\x27\x01", b"\x27\x02", b"\x10\x03", b"\x31\x01\x02\x50")
_STARTS = st.sampled_from(
    [*(bytes((sid,)) for sid in SERVICES), b"\x27\x01", b"\x27\x02", b"\x10\x03", b"\x31\x01\x02\x50"]
)
REQUESTS = st.one_of(st.builds(bytes.__add__, _STARTS, st.binary(max_size=8)), st.binary(max_size=12))
STEPS = st.lists(st.tuples(REQUESTS, st.integers(0, 6_000), st.booleans(), st.booleans()), max_size=40)


def well_formed(request: bytes, answer: bytes) -> bool:
    if answer[0] == 0x7F:
        return len(answer) == 3 and answer[2] in NRC_WORDS
    return bool(request) and answer[0] == request[0] + 0x40 and len(answer) <= 4_095


@given(STEPS)
def test_every_answer_is_well_formed_and_nothing_unlocks_without_a_key(
    steps: list[tuple[bytes, int, bool, bool]],
) -> None:
    server = Server(ServerProfile(), BenchModel())
    server.start(0)
    now, keys = 0, set[bytes]()
    for request, later, functional, _ in steps:
        now += later
        (*earlier, answer) = server.submit(request, now, functional=functional) or (b"\x7f\x00\x10",)
        assert not earlier
        assert well_formed(request, answer)
        if answer[:2] == b"\x67\x01":
            keys.add(key_for(answer[2:]))
        assert not server.state.unlocked or any(step[0][2:] in keys for step in steps)


@given(STEPS, st.data())
def test_nothing_unlocks_while_its_tries_are_being_written(
    steps: list[tuple[bytes, int, bool, bool]], data: st.DataObject
) -> None:
    model = BenchModel(stores=None)
    server = Server(ServerProfile(), model)
    server.start(0)
    now = 0
    for request, later, functional, lands in steps:
        now += later
        for answer in server.submit(request, now, functional=functional):
            assert answer[0] == 0x7F or well_formed(request, answer)
        if lands:
            server.stored(now, kept_it=data.draw(st.booleans()))
        assert not server.state.unlocked
        due = server.deadline()
        assert due is None or due >= now


@pytest.mark.verify
def test_half_a_million_requests_get_well_formed_answers_and_none_unlocks() -> None:
    numbers = random.Random(8)  # noqa: S311 - a test's own numbers
    server = Server(ServerProfile(), BenchModel())
    server.start(0)
    starts = [*(bytes((sid,)) for sid in SERVICES), *_USUAL]
    answered = 0
    for now in range(0, 5_000_000, 10):
        tail = numbers.randbytes(numbers.randrange(9))
        request = numbers.choice(starts) + tail if numbers.random() < 0.9 else tail
        for answer in server.submit(request, now):
            assert well_formed(request, answer)
            answered += 1
        assert not server.state.unlocked
    print(f"\n500,000 requests, {answered:,} answers")  # noqa: T201 - the figure of make verify
