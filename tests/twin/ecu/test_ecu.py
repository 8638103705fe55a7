"""Identity, keys and the memory of a simulated unit's diagnostics."""

from __future__ import annotations

import pytest

from headunit.facts.assumptions import load_assumptions
from headunit.lock import Phase
from headunit.twin.ecu import DIDS, MARKER, DidOf, build_diagnosed, ecu_profile, twin_key
from headunit.twin.ecu.cells import CELLS, GATE, NOTE, factory_cells
from headunit.twin.events import Battery, Cut, Ignition
from tests.twin.ecu.bench import FAMILY, ask, bench, cuts, power_up, unlock, wrong_codes
from tests.twin.twins import profile_of


def text(answer: str) -> str:
    return bytes.fromhex(answer)[3:].decode()


def test_it_says_what_it_is_and_that_it_is_a_twin() -> None:
    unit = bench()
    told = {did: ask(unit, f"22{did:04x}") for did in DIDS}
    assert text(told[DidOf.VIN]) == "ZZZTWNNNZ00000001"
    assert text(told[DidOf.SERIAL]) == "M123456"
    assert text(told[DidOf.PART_NUMBER]) == "TWIN-00001"
    assert text(told[DidOf.HARDWARE]) == "TWIN-HW-1"
    assert text(told[DidOf.SOFTWARE]) == "TWIN-1"
    assert text(told[DidOf.MARKER]) == f"{MARKER} {FAMILY}"
    assert told[DidOf.SUPPLY] == "6201423200"
    assert told[DidOf.SESSION] == "62f18601"
    assert len(told[DidOf.BLOCK]) == 2 * 771
    assert text(told[DidOf.NOTE]) == "twin".ljust(16)


def test_lock_state_tries_and_wait_are_those_of_the_lock() -> None:
    unit = bench()
    assert (ask(unit, "220150"), ask(unit, "220151"), ask(unit, "220152")) == (
        f"620150{Phase.ALL.index('prompt'):02x}", f"620151{unit.tries_left:02x}", "62015200000000",
    )  # fmt: skip
    left = unit.tries_left
    assert left is not None
    wrong_codes(unit, left)
    assert ask(unit, "220150") == f"620150{Phase.ALL.index(unit.lock.phase):02x}"
    assert ask(unit, "220151") == "62015100"
    seconds = -(-unit.lock_now.wait_left_ms // 1000)
    assert int(ask(unit, "220152")[6:], 16) == seconds > 0


def test_a_lock_that_never_stops_has_no_number_of_tries() -> None:
    profile = profile_of(FAMILY)
    assert profile.lock is not None
    schedule = profile.lock.schedule._replace(first=(0,), later=(), locked_after=None, barred_after=None, per_day=None)
    profile = profile._replace(lock=profile.lock._replace(schedule=schedule))
    unit = build_diagnosed(profile, ecu_profile(FAMILY, load_assumptions()), "1234", bytes)
    power_up(unit)
    assert ask(unit, "220151") == "620151ff"


def test_a_unit_without_a_code_has_no_such_diagnostics() -> None:
    with pytest.raises(TypeError):
        build_diagnosed(profile_of("nissan-nats-audio-link"), ecu_profile(FAMILY, load_assumptions()), "", bytes)


def test_without_supply_nothing_is_heard_and_after_it_the_session_is_the_default_one() -> None:
    unit = bench()
    unlock(unit)
    unit.apply(Cut())
    assert ask(unit, "3e00", 100) == ""
    power_up(unit)
    assert ask(unit, "31010250") == "7f317f"


def test_a_note_is_kept_over_a_loss_of_supply_and_written_in_the_window_only() -> None:
    unit = bench()
    unlock(unit)
    note = b"0123456789abcdef".hex()
    assert ask(unit, f"2e0160{note}") == "6e0160"
    unit.apply(Battery(12.0))
    assert ask(unit, f"2e0160{note}") == "7f2e93"
    unit.apply(Cut())
    power_up(unit)
    assert ask(unit, "220160") == f"620160{note}"


def test_a_write_that_has_to_wait_for_the_voltage_is_answered_in_the_end() -> None:
    unit = bench()
    ask(unit, "1003")
    seed = bytes.fromhex(ask(unit, "2701"))[2:]
    unit.apply(Battery(8.0))
    unit.request(b"\x27\x02" + twin_key(seed))
    unit.advance(60)
    assert unit.take_answers() == (b"\x7f\x27\x78",)
    unit.apply(Battery(12.8))
    unit.advance(20)
    assert unit.take_answers() == (b"\x67\x02",)


def test_faults_are_cleared_in_the_memory() -> None:
    unit = bench()
    assert ask(unit, "190a") == "590a2f"
    assert ask(unit, "14ffffff") == "54"


@pytest.mark.parametrize("kind", ["01", "03"])
def test_a_reset_by_a_tester_answers_first_and_a_hard_one_closes_an_open_radio(kind: str) -> None:
    unit = bench()
    unit.enter("1234")
    unit.advance(5_000)
    assert ask(unit, f"11{kind}") == f"51{kind}"
    unit.advance(70_000)
    assert unit.unlocked == (kind == "03")
    assert ask(unit, "22f186") == "62f18601"


def wrong_keys(unit: object, count: int) -> list[str]:
    answers = []
    for _ in range(count):
        ask(unit, "2701")  # type: ignore[arg-type]
        answers.append(ask(unit, "270200000000"))  # type: ignore[arg-type]
    return answers


@pytest.mark.parametrize("way", ["1101", "cut"])
def test_neither_a_reset_nor_a_power_cut_clears_wrong_keys_or_shortens_the_delay(way: str) -> None:
    unit = bench()
    ask(unit, "1003")
    assert wrong_keys(unit, 2) == ["7f2735", "7f2735"]
    for _ in range(2):
        if way == "cut":
            unit.apply(Cut())
            unit.apply(Battery(12.8))
        else:
            ask(unit, way)
        unit.advance(100)
        ask(unit, "1003")
        assert unit.ecu.attempts() == 2 or ask(unit, "2701") == "7f2737"
        if unit.ecu.attempts() == 2:
            assert wrong_keys(unit, 1) == ["7f2736"]
    unit.advance(4_900)
    assert ask(unit, "3e00") == "7e00"
    unit.advance(4_900)
    assert ask(unit, "2701") == "7f2737"
    unit.advance(500)
    assert ask(unit, "2701").startswith("6701")
    assert unit.ecu.attempts() == 0


def test_a_power_cut_at_each_byte_of_a_try_never_gives_one() -> None:
    unit = bench()
    ask(unit, "1003")
    ask(unit, "2701")
    unit.request(bytes.fromhex("270200000000"))
    counts = [unit.ecu.attempts() for _, _, _ in cuts(unit, 100)]
    assert counts == [0] * (len(counts) - 1) + [1]
    seed = bytes.fromhex(ask(unit, "2701"))[2:]
    unit.request(b"\x27\x02" + twin_key(seed))
    counts = [unit.ecu.attempts() for _, _, _ in cuts(unit, 100)]
    assert counts == [1] * GATE.copy_bytes + [2] * (GATE.copy_bytes + 1) + [0]
    assert not unit.ecu.server.state.unlocked or unit.ecu.attempts() == 0


def test_a_memory_that_says_nothing_counts_as_all_keys_tried() -> None:
    unit = bench()
    unit.ecu.flash.chip.content = bytes(len(unit.ecu.flash.content))
    assert unit.ecu.attempts() == unit.ecu.profile.attempts
    assert unit.ecu.faults() == []
    assert ask(unit, "220160") == "620160" + b" ".hex() * 16
    unit.apply(Cut())
    power_up(unit)
    ask(unit, "1003")
    assert ask(unit, "31030250") == "7f3172"
    assert ask(unit, "220150") == "620150ff"
    assert text(ask(unit, "22f195")) == "TWIN-0"


@pytest.mark.parametrize("cell", CELLS, ids=[cell.name for cell in CELLS])
def test_a_cell_holds_the_old_or_the_new_value_whatever_has_landed(cell: object) -> None:
    assert isinstance(cell, type(NOTE))
    memory = factory_cells(bytes(4))
    old = cell.read(memory)
    assert old is not None
    for value in (b"\x11" * cell.length, b"\x22" * cell.length, b"\x33" * cell.length):
        offset, data = cell.write(memory, value)
        for landed in range(len(data) + 1):
            torn = memory[:offset] + data[:landed] + memory[offset + landed :]
            read = cell.read(torn)
            assert read is not None
            assert read.value == (value if landed == len(data) else old.value)
        memory = memory[:offset] + data + memory[offset + len(data) :]
        old = cell.read(memory)
        assert old is not None


def test_two_units_from_one_snapshot_answer_alike() -> None:
    unit = bench()
    unlock(unit)
    unit.request(bytes.fromhex("31010250"))
    kept = unit.snapshot()
    first = [ask(unit, "31030250") for _ in range(3)]
    unit.advance(4_000)
    unit.restore(kept)
    assert [ask(unit, "31030250") for _ in range(3)] == first


def test_a_key_is_as_long_as_its_seed_and_hangs_on_it() -> None:
    assert len(twin_key(b"\1\2\3\4")) == 4
    assert twin_key(b"\1\2\3\4") != twin_key(b"\1\2\3\5")


def test_ignition_alone_wakes_nothing() -> None:
    unit = build_diagnosed(profile_of(FAMILY), ecu_profile(FAMILY, load_assumptions()), "1234", bytes)
    unit.apply(Ignition("on"))
    unit.drive(0)
    unit.request(b"\x3e\x00")
    assert (unit.take_answers(), unit.insert("usb", b"")) == ((), "no-supply")
