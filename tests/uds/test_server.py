"""What a server does over time: sessions, waits, delays, and what must outlive it."""

from __future__ import annotations

import pytest

from headunit.uds import SILENT_WHEN_FUNCTIONAL, Server, ServerProfile, ServerState
from tests.uds.models import BenchModel, key_for

PROFILE = ServerProfile()


def started(*, stores: bool | None = True) -> tuple[Server, BenchModel]:
    model = BenchModel(stores=stores)
    server = Server(PROFILE, model)
    server.start(0)
    return server, model


def ask(server: Server, request: str, now_ms: int = 0) -> str:
    return " ".join(pdu.hex() for pdu in server.submit(bytes.fromhex(request), now_ms))


def unlocked(server: Server, now_ms: int = 0) -> None:
    ask(server, "1003", now_ms)
    seed = bytes.fromhex(ask(server, "2701", now_ms))[2:]
    assert ask(server, "2702" + key_for(seed).hex(), now_ms) == "6702"


def test_an_extended_session_ends_five_seconds_after_the_last_request_and_locks() -> None:
    server, _ = started()
    unlocked(server)
    assert server.deadline() == 5_000
    assert ask(server, "3e80", 4_999) == ""
    assert server.deadline() == 9_999
    assert server.poll(9_999) == ()
    assert server.snapshot() == ServerState(active_ms=4_999)
    assert server.deadline() is None
    assert ask(server, "2701", 10_000) == "7f277f"


def test_a_request_that_comes_late_finds_the_session_ended() -> None:
    server, _ = started()
    unlocked(server)
    assert ask(server, "31010250", 5_000) == "7f317f"


def test_a_change_of_session_locks_and_tells_the_times() -> None:
    server, _ = started()
    unlocked(server)
    assert ask(server, "1003") == "5003003201f4"
    assert ask(server, "31010250") == "7f3133"
    assert ask(server, "1001") == "5001003201f4"
    assert server.deadline() is None


@pytest.mark.parametrize("request_hex", ["1083", "3e80", "198a", "1181"])
def test_a_positive_answer_that_nobody_wants_is_not_sent(request_hex: str) -> None:
    server, _ = started()
    assert ask(server, request_hex) == ""


def test_a_negative_answer_is_sent_all_the_same() -> None:
    server, _ = started()
    assert ask(server, "1082") == "7f1012"


@pytest.mark.parametrize(
    ("request_hex", "code"), [("83", 0x11), ("1002", 0x12), ("221234", 0x31), ("2701", 0x7F), ("22", 0x13)]
)
def test_functional_requests_that_do_not_fit_meet_silence(request_hex: str, code: int) -> None:
    server, _ = started()
    answer = server.submit(bytes.fromhex(request_hex), 0, functional=True)
    wanted = () if code in SILENT_WHEN_FUNCTIONAL else (bytes((0x7F, int(request_hex[:2], 16), code)),)
    assert answer == wanted


def test_a_functional_request_that_fits_is_answered() -> None:
    server, _ = started()
    assert server.submit(b"\x3e\x00", 0, functional=True) == (b"\x7e\x00",)


def test_an_empty_request_is_none() -> None:
    server, _ = started()
    assert server.submit(b"", 0) == ()


def test_values_are_read_one_by_one_or_several_at_once_and_unknown_ones_are_left_out() -> None:
    server, _ = started()
    assert ask(server, "22f187") == "62f187" + b"28185-JD00A".hex()
    assert ask(server, "22f18712340160") == "62f187" + b"28185-JD00A".hex() + "0160" + b"none".hex()
    assert ask(server, "22fd03") == "7f2231"
    ask(server, "1003")
    assert ask(server, "22fd03") == "62fd0301"


def test_fault_codes_are_counted_listed_by_mask_and_cleared() -> None:
    server, _ = started()
    assert ask(server, "190108") == "59012f010001"
    assert ask(server, "190208") == "59022f9a121608"
    assert ask(server, "190a") == "590a2f9a1216089a121701"
    assert ask(server, "14ffffff") == "54"
    assert ask(server, "1902ff") == "59022f"


def test_a_restart_is_asked_for() -> None:
    server, model = started()
    assert ask(server, "1103") == "5103"
    assert model.restarts == [3]


def test_each_seed_is_fresh_never_zero_and_serves_one_key() -> None:
    server, model = started()
    model.seeds = -1
    ask(server, "1003")
    first = ask(server, "2701")
    assert first == "670101000000"
    assert ask(server, "2701") != first
    assert ask(server, "270200000000") == "7f2735"
    assert ask(server, "270200000000") == "7f2724"


def test_an_unlocked_server_gives_the_seed_that_says_so() -> None:
    server, _ = started()
    unlocked(server)
    assert ask(server, "2701") == "670100000000"


def test_wrong_keys_bring_the_delay_and_its_end_clears_the_count() -> None:
    server, model = started()
    ask(server, "1003")
    answers = []
    for _ in range(3):
        ask(server, "2701")
        answers.append(ask(server, "270200000000"))
    assert answers == ["7f2735", "7f2735", "7f2736"]
    assert (model.tries, ask(server, "2701")) == (3, "7f2737")
    assert ask(server, "3e00", 4_900) == "7e00"
    assert ask(server, "3e00", 9_800) == "7e00"
    assert ask(server, "2701", 9_999) == "7f2737"
    assert ask(server, "2701", 10_000).startswith("6701")
    assert model.tries == 0


def test_a_restart_does_not_shorten_the_delay() -> None:
    server, model = started()
    model.tries = 3
    server.start(1_000)
    ask(server, "1003", 1_000)
    assert ask(server, "2701", 1_000) == "7f2737"
    assert server.state.delay_due == 11_000


def test_a_right_key_clears_the_count() -> None:
    server, model = started()
    model.tries = 2
    unlocked(server)
    assert model.tries == 0


def test_the_key_is_compared_only_once_its_try_is_kept() -> None:
    server, model = started(stores=None)
    ask(server, "1003")
    seed = bytes.fromhex(ask(server, "2701"))[2:]
    assert ask(server, "2702" + key_for(seed).hex()) == ""
    assert (model.tries, server.state.unlocked) == (1, False)
    assert server.stored(5, kept_it=True) == ()
    assert (model.tries, server.state.unlocked) == (0, False)
    assert server.stored(10, kept_it=True) == (b"\x67\x02",)
    assert server.state.unlocked
    assert server.deadline() == 5_010


@pytest.mark.parametrize("good_stores", [0, 1])
def test_a_memory_that_fails_unlocks_nothing(good_stores: int) -> None:
    server, _ = started(stores=None)
    ask(server, "1003")
    seed = bytes.fromhex(ask(server, "2701"))[2:]
    ask(server, "2702" + key_for(seed).hex())
    for _ in range(good_stores):
        server.stored(1, kept_it=True)
    assert server.stored(1, kept_it=False) == (b"\x7f\x27\x72",)
    assert not server.state.unlocked


@pytest.mark.parametrize(
    ("request_hex", "answer"),
    [("2e016001020304", "6e0160"), ("14ffffff", "54"), ("31010250", "710102500001")],
)
def test_an_answer_waits_for_the_memory_and_says_so_after_p2(request_hex: str, answer: str) -> None:
    server, model = started()
    unlocked(server)
    model.stores = None
    assert ask(server, request_hex, 100) == ""
    service = request_hex[:2]
    assert server.deadline() == 150
    assert [pdu.hex() for pdu in server.poll(150)] == [f"7f{service}78"]
    assert server.deadline() == 150 + 3_500
    assert ask(server, "22f190", 3_650) == f"7f{service}78 7f2221"
    assert ask(server, "3e80", 3_651) == ""
    assert [pdu.hex() for pdu in server.stored(6_000, kept_it=True)] == [answer]
    assert server.deadline() == 11_000


@pytest.mark.parametrize("request_hex", ["2e016001020304", "14ffffff", "31010250"])
def test_a_memory_that_fails_is_told(request_hex: str) -> None:
    server, model = started()
    unlocked(server)
    model.stores = False
    assert ask(server, request_hex) == f"7f{request_hex[:2]}72"


def test_once_it_was_said_that_it_takes_longer_the_answer_comes_though_nobody_wanted_it() -> None:
    server, model = started()
    unlocked(server)
    model.stores = None
    assert ask(server, "31810250", 0) == ""
    assert len(server.poll(50)) == 1
    assert [pdu.hex() for pdu in server.stored(60, kept_it=True)] == ["710102500001"]


def test_the_end_of_a_delay_that_is_being_stored_keeps_those_waiting_that_want_the_memory() -> None:
    server, model = started()
    model.tries = 3
    server.start(0)
    model.stores = None
    ask(server, "1003", 9_999)
    assert ask(server, "2701", 10_000) == "7f2721"
    assert ask(server, "3e80", 10_000) == ""
    assert ask(server, "22f187", 10_001).startswith("62")
    assert server.deadline() == 15_001
    assert server.stored(10_005, kept_it=True) == ()
    assert ask(server, "2701", 10_006).startswith("6701")


@pytest.mark.parametrize("stores", [False, None])
def test_a_delay_whose_end_can_not_be_kept_begins_again(*, stores: bool | None) -> None:
    server, model = started()
    model.tries = 3
    server.start(0)
    model.stores = stores
    server.poll(10_000)
    server.stored(10_000, kept_it=False)
    assert server.state.delay_due == 20_000


def test_a_routine_that_failed_says_so() -> None:
    server, model = started()
    unlocked(server)
    model.status = 0x72
    assert ask(server, "31030250") == "7f3172"
    model.status = b"\x01"
    assert ask(server, "31030250") == "7103025001"


def test_a_routine_whose_status_is_a_failure_starts_without_one() -> None:
    server, model = started()
    unlocked(server)

    def start(routine: int) -> bool:
        model.status = routine and 0x72
        return True

    model.start_routine = start  # type: ignore[method-assign]
    assert ask(server, "31010250") == "71010250"


def test_nothing_stored_is_no_news() -> None:
    server, _ = started()
    assert server.stored(0, kept_it=True) == ()
