"""The audio security reset: what it does, what speaks against it, and what is left when the supply goes."""

from __future__ import annotations

from collections import Counter

import pytest

from headunit.lock import Phase
from headunit.twin.ecu import LOCK_STATES, DiagnosedUnit, Step
from headunit.twin.events import Battery, Cut
from headunit.uds import Nrc
from tests.twin.ecu.bench import (
    RESULT,
    START_RESET,
    ask,
    bench,
    cuts,
    power_up,
    start_reset,
    to_the_end,
    unlock,
    wrong_codes,
)

STEPS = {"prepare": Step.PREPARE, "erase": Step.ERASE, "write": Step.WRITE, "commit": Step.COMMIT}


def run_to(unit: DiagnosedUnit, step: int) -> None:
    """Run until the journal holds *step* and its own writes are done."""
    for _ in to_the_end(unit):
        if unit.ecu.job.step == step and not unit.ecu.flash.busy:
            return


def status(unit: DiagnosedUnit) -> tuple[int, int, int]:
    """Return status, step and reason."""
    ask(unit, "1003")
    record = bytes.fromhex(ask(unit, RESULT))[4:]
    return record[0], record[1], record[3]


@pytest.mark.parametrize("story", ["hardened", "article"])
def test_a_reset_gives_a_locked_radio_all_its_tries_and_asks_for_the_code_again(story: str) -> None:
    unit = bench(story)
    wrong_codes(unit, unit.tries_left or 0)
    assert unit.lock.phase in {Phase.WAITING, Phase.BARRED}
    start_reset(unit)
    unit.advance(4_900)
    assert status(unit) == (1, Step.DONE, 0)
    assert (unit.lock.phase, unit.lock.record.total) == (Phase.PROMPT, 0)
    assert ask(unit, "220150") == f"620150{LOCK_STATES['prompt']:02x}"


def test_the_steps_are_told_while_it_runs_with_the_supply_in_millivolts() -> None:
    unit = bench()
    start_reset(unit)
    told = []
    for _ in range(12):
        told.append(ask(unit, RESULT)[8:])
        unit.advance(350)
    assert list(dict.fromkeys(told)) == ["00010a003200", "00021e003200", "000332003200", "010564003200"]


def test_a_new_unit_has_no_result_and_a_result_outlives_the_supply() -> None:
    unit = bench()
    ask(unit, "1003")
    assert ask(unit, RESULT) == "7f3124"
    start_reset(unit)
    unit.advance(4_000)
    unit.apply(Cut())
    power_up(unit)
    ask(unit, "1003")
    assert status(unit) == (1, Step.DONE, 0)


@pytest.mark.parametrize(
    ("volts", "kmh", "code"),
    [
        (12.49, 0, Nrc.VOLTAGE_LOW),
        (12.50, 0, 0),
        (15.00, 0, 0),
        (15.01, 0, Nrc.VOLTAGE_HIGH),
        (12.80, 5, Nrc.MOVING),
    ],
)
def test_it_starts_only_within_the_window_in_a_standing_car(volts: float, kmh: int, code: int) -> None:
    unit = bench()
    unlock(unit)
    unit.apply(Battery(volts))
    unit.drive(kmh)
    answer = ask(unit, START_RESET)
    assert answer == (f"7f31{code:02x}" if code else f"7101025000010a00{round(volts * 1000):04x}")


def test_an_open_radio_a_running_reset_and_a_lost_code_refuse_it() -> None:
    unit = bench()
    unit.enter("1234")
    unit.advance(5_000)
    assert unit.unlocked
    unlock(unit)
    assert ask(unit, START_RESET) == "7f3122"
    unit = bench()
    start_reset(unit)
    assert (ask(unit, START_RESET), ask(unit, "1101")) == ("7f3122", "7f1122")
    unit = bench()
    unit.apply(Cut())
    unit.chip.content = bytes(len(unit.chip.content))
    power_up(unit)
    unlock(unit)
    assert ask(unit, START_RESET) == "7f3122"


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("story", ["hardened", "article"])
@pytest.mark.parametrize("centivolts", [*range(1_240, 1_261, 1), 1_501, 1_600])
def test_a_voltage_outside_the_window_stops_each_step(story: str, step: str, centivolts: int) -> None:
    unit = bench(story)
    wrong_codes(unit, 1)
    before = unit.lock.record
    start_reset(unit)
    run_to(unit, STEPS[step])
    unit.apply(Battery(centivolts / 100))
    outside = not 1_250 <= centivolts <= 1_500
    unit.advance(100)
    unit.apply(Battery(12.8))
    unit.advance(4_600)
    if not outside or step == "commit":
        assert status(unit) == (1, Step.DONE, 0)
        return
    spoilt = story == "article" and step == "erase"
    assert unit.ecu.spoilt == spoilt
    assert status(unit) == (3 if spoilt else 2, STEPS[step], 1 if centivolts < 1_250 else 2)
    assert (unit.display == "") == spoilt
    assert unit.lock.record == before
    assert ask(unit, "1902ff")[6:] == ("9a121608" if centivolts < 1_250 else "9a121708")


def test_what_the_article_spoils_stays_dark_says_so_and_takes_no_second_reset() -> None:
    unit = bench("article")
    start_reset(unit)
    run_to(unit, Step.ERASE)
    unit.apply(Battery(12.3))
    unit.apply(Battery(12.8))
    assert (unit.display, unit.mode) == ("", "dead")
    unit.apply(Cut())
    power_up(unit)
    assert (unit.display, unit.unlocked) == ("", False)
    unlock(unit)
    assert (ask(unit, "220150"), ask(unit, START_RESET)) == ("620150ff", "7f3122")
    assert status(unit)[0] == 3


def test_a_power_cut_at_each_byte_of_each_write_spoils_a_hardened_unit_nowhere_and_gives_no_try() -> None:
    unit = bench()
    wrong_codes(unit, 2)
    code, before = unit.lock.code, unit.lock.record
    start_reset(unit)
    seen: Counter[str] = Counter()
    for chip, _, _ in cuts(unit):
        seen[chip] += 1
        assert not unit.ecu.spoilt
        assert unit.lock.code == code
        done = unit.ecu.job.step == Step.DONE
        assert unit.lock.record.total == (0 if done else before.total)
        assert unit.ecu.job.step in {Step.STOPPED, Step.DONE}
        assert unit.lock.phase == Phase.PROMPT
    assert seen["ecu"] == 130
    assert seen["lock"] > 16


def test_a_power_cut_spoils_the_article_s_unit_only_while_it_erases_and_writes() -> None:
    unit = bench("article")
    wrong_codes(unit, 2)
    code, before = unit.lock.code, unit.lock.record
    start_reset(unit)
    spoilt: Counter[int] = Counter()
    whole: Counter[int] = Counter()
    for _, step, _ in cuts(unit):
        (spoilt if unit.ecu.spoilt else whole)[step] += 1
        assert unit.lock.code == code
        assert unit.lock.record.total == (0 if unit.ecu.job.step == Step.DONE else before.total)
    assert set(spoilt) == {Step.ERASE, Step.WRITE}
    assert set(whole) >= {Step.ERASE, Step.WRITE, Step.COMMIT, Step.DONE}


@pytest.mark.parametrize("step", STEPS)
def test_a_restart_without_loss_of_supply_is_no_way_round(step: str) -> None:
    unit = bench()
    wrong_codes(unit, 1)
    start_reset(unit)
    run_to(unit, STEPS[step])
    unit.apply(Cut(keep_ram=True))
    unit.advance(5_000)
    assert unit.ecu.job.step == (Step.DONE if step == "commit" else Step.STOPPED)
    assert unit.lock.record.total == (0 if step == "commit" else 1)


def test_a_memory_that_fails_is_told_as_a_failure() -> None:
    unit = bench()
    start_reset(unit)
    chip = unit.ecu.flash.chip
    run_to(unit, Step.PREPARE)
    broken = type("Broken", (type(chip),), {"__slots__": (), "finish": lambda self: type(chip).finish(self)[:-1]})
    unit.ecu.flash.chip = broken(chip.content, chip.write_ms)
    unit.advance(3_000)
    unit.ecu.flash.chip = chip
    assert ask(unit, RESULT) == "7f3172"


def test_a_start_that_can_not_be_noted_down_is_refused() -> None:
    unit = bench()
    unlock(unit)
    chip = unit.ecu.flash.chip
    broken = type("Broken", (type(chip),), {"__slots__": (), "finish": lambda self: type(chip).finish(self)[:-1]})
    unit.ecu.flash.chip = broken(chip.content, chip.write_ms)
    assert ask(unit, START_RESET) == "7f3172"


def test_a_lock_that_is_busy_at_the_commit_is_waited_for() -> None:
    unit = bench()
    start_reset(unit)
    run_to(unit, Step.WRITE)
    unit.apply(Battery(12.6))
    for _ in to_the_end(unit):
        if unit.ecu.job.step == Step.COMMIT and not unit.lock.task:
            unit.enter("9999")
            break
    unit.advance(4_000)
    assert status(unit) == (1, Step.DONE, 0)
    assert unit.lock.record.total == 0


def test_a_radio_that_was_opened_meanwhile_needs_no_reset() -> None:
    unit = bench()
    start_reset(unit)
    unit.enter("1234")
    unit.advance(4_500)
    assert (status(unit), unit.unlocked) == ((1, Step.DONE, 0), True)


def test_a_lock_whose_memory_fails_ends_the_reset_as_a_failure() -> None:
    unit = bench()
    start_reset(unit)
    run_to(unit, Step.WRITE)
    chip = unit.chip
    broken = type("Broken", (type(chip),), {"__slots__": (), "finish": lambda self: type(chip).finish(self)[:-1]})
    unit.chip = broken(chip.content, chip.write_ms)
    unit.advance(4_000)
    ask(unit, "1003")
    assert ask(unit, RESULT) == "7f3172"
