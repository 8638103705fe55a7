"""Every state of a server × every kind of request, with the answer that each must get."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from headunit.uds import NRC_WORDS, SERVICES, Nrc, Server, ServerProfile, nrc_name
from tests.uds.models import BenchModel, key_for

READ, WRITE, START, RESULT = "22F190", "2E016000112233", "31010250", "31030250"
SEED, KEY, STOP = "2701", "2702DEADBEEF", "31020250"


class State(NamedTuple):
    """Say how a server is brought into a state."""

    session: int = 1
    seeded: bool = False
    unlocked: bool = False
    wrong_keys: int = 0
    refusal: int = 0
    started: bool = False
    busy: bool = False


STATES = {
    "default": State(),
    "extended": State(3),
    "seeded": State(3, seeded=True),
    "two wrong keys, seeded": State(3, seeded=True, wrong_keys=2),
    "delay": State(3, wrong_keys=3),
    "unlocked": State(3, unlocked=True),
    "unlocked, low": State(3, unlocked=True, refusal=Nrc.VOLTAGE_LOW),
    "unlocked, high": State(3, unlocked=True, refusal=Nrc.VOLTAGE_HIGH),
    "unlocked, open": State(3, unlocked=True, refusal=Nrc.CONDITIONS),
    "unlocked, moving": State(3, unlocked=True, refusal=Nrc.MOVING),
    "unlocked, started": State(3, unlocked=True, started=True),
    "busy": State(3, unlocked=True, busy=True),
}
ALWAYS = {
    "83": 0x11,
    "7F2212": 0x11,
    "10": 0x13,
    "1002": 0x12,
    "1082": 0x12,
    "100301": 0x13,
    "11": 0x13,
    "1102": 0x12,
    "110100": 0x13,
    "14": 0x13,
    "14FFFFFF00": 0x13,
    "14123456": 0x31,
    "19": 0x13,
    "1903": 0x12,
    "1902": 0x13,
    "190AFF": 0x13,
    "22": 0x13,
    "22F1": 0x13,
    "22F190F1": 0x13,
    "221234": 0x31,
    "22FD02FD02": 0x14,
    "3E": 0x13,
    "3E01": 0x12,
    "3E0000": 0x13,
}
"""What is answered alike in every state but a busy one."""
IN_EXTENDED = {
    "27": 0x13,
    "2703": 0x12,
    "270100": 0x13,
    "2E0160": 0x13,
    "2E123400": 0x31,
    "2EF19000": 0x31,
    "310102": 0x13,
    "31011234": 0x31,
}
"""What is answered alike in every extended session; the default session has none of these services."""
ROWS: dict[str, dict[str, int]] = {
    "default": dict.fromkeys((WRITE, SEED, KEY, START, STOP, RESULT, *IN_EXTENDED), 0x7F),
    "extended": {SEED: 0, KEY: 0x24, "2702": 0x24, WRITE: 0x33, "2E01600011": 0x33, START: 0x33, STOP: 0x12,
                 RESULT: 0x24},
    "seeded": {SEED: 0, KEY: 0x35, "2702": 0x13, "2702DEADBE": 0x13, WRITE: 0x33, START: 0x33},
    "two wrong keys, seeded": {KEY: 0x36, SEED: 0},
    "delay": {SEED: 0x37, KEY: 0x24, START: 0x33, WRITE: 0x33},
    "unlocked": {
        SEED: 0, KEY: 0x24, WRITE: 0, "2E01600011": 0x13, START: 0, "3101025000": 0x13, STOP: 0x12, RESULT: 0x24,
        "3103025000": 0x13,
    },
    "unlocked, low": {START: 0x93, WRITE: 0x93, "1101": 0x93, "14FFFFFF": 0x93, RESULT: 0x24, READ: 0},
    "unlocked, high": {START: 0x92, WRITE: 0x92, READ: 0},
    "unlocked, open": {START: 0x22},
    "unlocked, moving": {START: 0x88},
    "unlocked, started": {RESULT: 0, STOP: 0x12},
    "busy": dict.fromkeys((READ, SEED, START, RESULT, "83", "1001", "3E00", "22"), 0x21),
}  # fmt: skip
POSITIVE = {READ: "62", "1001": "50", "1003": "50", "1101": "51", "14FFFFFF": "54", "1901FF": "59", "1902FF": "59",
            "190A": "59", "3E00": "7E"}  # fmt: skip
_FROM_EVERYWHERE = [name for name in STATES if name != "busy"]


def table() -> list[tuple[str, str, int]]:
    rows: dict[tuple[str, str], int] = {}
    for state in _FROM_EVERYWHERE:
        rows |= {(state, request): code for request, code in ALWAYS.items()}
        if STATES[state].refusal == 0:
            rows |= {(state, request): 0 for request in POSITIVE}
        if STATES[state].session == 3:
            rows |= {(state, request): code for request, code in IN_EXTENDED.items()}
    for state, answers in ROWS.items():
        rows |= {(state, request): code for request, code in answers.items()}
    return [(*key, code) for key, code in rows.items()]


def server_in(name: str) -> tuple[Server, BenchModel]:
    state = STATES[name]
    model = BenchModel()
    server = Server(ServerProfile(), model)
    server.start(0)
    if state.session == 3:
        server.submit(b"\x10\x03", 0)
    for _ in range(state.wrong_keys):
        seed = server.submit(b"\x27\x01", 0)[0][2:]
        server.submit(b"\x27\x02" + bytes(byte ^ 0xFF for byte in key_for(seed)), 0)
    if state.seeded or state.unlocked:
        seed = server.submit(b"\x27\x01", 0)[0][2:]
        if state.unlocked:
            assert server.submit(b"\x27\x02" + key_for(seed), 0) == (b"\x67\x02",)
    if state.started:
        server.submit(bytes.fromhex(START), 0)
    model.refusal = state.refusal
    if state.busy:
        model.stores = None
        assert server.submit(bytes.fromhex(WRITE), 0) == ()
    return server, model


@pytest.mark.parametrize(("state", "request_hex", "code"), table())
def test_each_request_gets_its_answer_in_each_state(state: str, request_hex: str, code: int) -> None:
    server, _ = server_in(state)
    request = bytes.fromhex(request_hex)
    (answer,) = server.submit(request, 1)
    if code:
        assert answer.hex().upper() == f"7F{request[0]:02X}{code:02X}"
    else:
        assert answer[0] == request[0] + 0x40


def test_the_table_has_every_service_in_both_sessions_and_every_code_a_server_gives() -> None:
    rows = table()
    for session in (1, 3):
        named = {int(request[:2], 16) for state, request, _ in rows if STATES[state].session == session}
        assert set(SERVICES) <= named
    given = {code for _, _, code in rows} - {0}
    # These answers hang on the memory, or on kinds of a service that only one session has, and there are none.
    others = {Nrc.GENERAL_REJECT, Nrc.PROGRAMMING, Nrc.PENDING, Nrc.SUB_FUNCTION_NOT_IN_SESSION}
    assert given == set(NRC_WORDS) - others


def test_a_code_has_the_name_of_the_standard_or_its_number() -> None:
    assert nrc_name(0x33) == "securityAccessDenied"
    assert nrc_name(0x5C) == "0x5C"
    assert all(words.meaning and words.advice for words in NRC_WORDS.values())
