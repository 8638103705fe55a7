"""What every memory keeps, in every order of charging and comparing."""

from __future__ import annotations

import pytest

from headunit import lock
from tests.verification.drive import Unit

SALT = b"8 bytes!"
ROUND = lock.Schedule((0, 0, 60_000), count_after_wait="zero")
KINDS = [
    pytest.param(lock.LockProfile(ROUND, memory=memory, order=order, retention_ms=1_000, owner_sets_code=True), id=name)
    for memory in ("journal", "bytes", "volatile")
    for order in ("charge-first", "compare-first")
    for name in [f"{memory}, {order}"]
]
every_kind = pytest.mark.parametrize("profile", KINDS)


def unit_of(profile: lock.LockProfile) -> Unit:
    return Unit(profile, "1234", SALT).on()


@every_kind
def test_the_right_code_opens_and_is_asked_again_after_a_cut(profile: lock.LockProfile) -> None:
    unit = unit_of(profile).submit("1234")
    assert lock.is_open(unit.state)
    assert [effect for effect in unit.effects if not isinstance(effect, lock.Write)] == [
        lock.Compared(match=True),
        lock.Accepted(),
    ]
    assert not lock.is_open(unit.off().state)
    assert unit.state == lock.LockState()
    assert unit.on().state.phase == "prompt"


@every_kind
@pytest.mark.parametrize(
    "code", ["1235", "", "12345", "123", "abcd", "\ud800", "１２３４"]
)  # the last: full-width digits
def test_a_wrong_code_is_refused_and_counted_over_a_cut(profile: lock.LockProfile, code: str) -> None:
    unit = unit_of(profile).submit(code)
    assert unit.effects[-2:] == [lock.Compared(match=False), lock.Refused(1)] or profile.order == "compare-first"
    assert lock.Refused(1) in unit.effects
    assert (unit.state.phase, unit.state.timer_ms) == ("refused", 2_000)
    assert unit.off().on(dark_ms=1_000).state.wrong == 1
    assert unit.submit("1234").advance(0).state.phase == "open"
    assert unit.off().on().state.wrong == 0


@every_kind
def test_the_wait_holds_over_a_cut_and_clears_the_count_when_it_is_served(profile: lock.LockProfile) -> None:
    unit = unit_of(profile)
    for left in (3, 2, 1):
        assert lock.tries_left(profile, unit.state) == left
        unit.submit("9999").advance(2_000)
    assert lock.tries_left(profile, unit.state) == 0
    assert (unit.state.phase, unit.state.wait_left_ms) == ("waiting", 58_000)
    assert unit.submit("1234").state.phase == "waiting"
    unit.off().on()
    assert (unit.state.phase, unit.state.wait_left_ms) == ("waiting", 60_000)
    assert unit.advance(59_999).state.phase == "waiting"
    assert unit.advance(1).state.phase == "prompt"
    assert unit.off().on().state.wrong == 0


@every_kind
def test_an_authorised_reset_ends_the_wait_and_still_asks(profile: lock.LockProfile) -> None:
    unit = unit_of(profile)
    for _ in range(3):
        unit.submit("9999").advance(2_000)
    unit.do(lock.FactoryReset())
    assert unit.state.phase == "waiting"
    unit.do(lock.DiagnosticReset())
    assert (unit.state.phase, unit.state.wait_left_ms, unit.state.wrong) == ("prompt", 0, 0)
    assert unit.off().on().state.wrong == 0


@every_kind
def test_a_chip_that_takes_no_write_is_a_fault_before_the_count_matters(profile: lock.LockProfile) -> None:
    unit = unit_of(profile)
    unit.frozen = True
    unit.submit("9999")
    assert unit.state.phase == "fault"
    assert lock.tries_left(profile, unit.state) == 0
    assert unit.submit("1234").state.phase == "fault"
    if profile.memory != "bytes":  # those hold already what the reset writes
        assert unit.do(lock.DiagnosticReset()).state.phase == "fault"
    unit.frozen = False
    assert unit.do(lock.DiagnosticReset()).state.phase == "prompt"
    assert unit.submit("1234").state.phase == "open"


@every_kind
def test_a_fault_keeps_what_the_car_does(profile: lock.LockProfile) -> None:
    unit = unit_of(profile)
    unit.frozen = True
    unit.submit("9999")
    assert (unit.state.radio_on, unit.state.ignition, unit.state.pending, unit.state.task) == (True, True, None, "")


@every_kind
def test_an_owners_code_takes_the_place_of_the_old_one(profile: lock.LockProfile) -> None:
    unit = unit_of(profile)
    assert unit.do(lock.SetCode("4321", b"new salt")).submit("1234").state.phase == "open"
    unit.do(lock.SetCode("4321", b"new salt"))
    assert (unit.state.phase, unit.state.task) == ("open", "")
    unit.off().on().submit("1234").advance(2_000)
    assert unit.state.wrong == 1
    assert unit.submit("4321").state.phase == "open"
    unit.do(lock.SetCode("0001", b"x" * 20)).off().on()
    assert unit.submit("0001").state.phase == "open"


@every_kind
def test_an_owner_may_set_no_code_where_the_profile_says_so(profile: lock.LockProfile) -> None:
    unit = unit_of(profile._replace(owner_sets_code=False)).submit("1234").do(lock.SetCode("4321", SALT))
    assert unit.off().on().submit("1234").state.phase == "open"


@every_kind
def test_a_code_that_was_not_written_is_known_only_after_the_next_start(profile: lock.LockProfile) -> None:
    unit = unit_of(profile).submit("1234").advance(100)
    unit.frozen = True
    unit.do(lock.SetCode("4321", SALT))
    unit.frozen = False
    assert unit.do(lock.DiagnosticReset()).state.phase == "fault"
    assert unit.off().on().submit("1234").state.phase == "open"


@every_kind
def test_a_memory_of_no_bytes_is_a_fault_that_no_reset_helps(profile: lock.LockProfile) -> None:
    state, effects = lock.step(profile, lock.LockState(), lock.SupplyOn(b""))
    assert (state.phase, effects) == ("fault", ())
    assert lock.step(profile, state, lock.DiagnosticReset()) == (state, ())


@every_kind
def test_coded_off_it_plays_at_once_and_writes_nothing(profile: lock.LockProfile) -> None:
    unit = unit_of(profile._replace(anti_theft=False))
    assert lock.is_open(unit.state)
    assert unit.do(lock.Dip()).state.phase == "open"
    assert unit.effects == []


@every_kind
def test_nothing_is_taken_while_it_starts(profile: lock.LockProfile) -> None:
    unit = unit_of(profile._replace(start_wait_ms=30_000))
    assert (unit.state.phase, lock.next_deadline(unit.profile, unit.state)) == ("start", 30_000)
    assert unit.submit("1234").advance(29_999).state.phase == "start"
    assert unit.advance(1).state.phase == "prompt"
    assert unit.state.wrong == 0


@every_kind
def test_its_words_for_wrong_can_last_no_time(profile: lock.LockProfile) -> None:
    unit = unit_of(profile._replace(refused_ms=0))
    assert unit.submit("9999").state.phase == "prompt"
    assert unit.submit("9999").state.phase == "prompt"
    assert unit.submit("9999").state.phase == "waiting"


@every_kind
def test_the_same_wrong_code_again_counts_once_where_the_profile_says_so(profile: lock.LockProfile) -> None:
    unit = unit_of(profile._replace(dedupe_repeat=True))
    for code, wrong in (("9999", 1), ("9999", 1), ("8888", 2), ("9999", 3)):
        effects = len(unit.effects)
        unit.submit(code)
        assert (unit.state.wrong, unit.state.phase, unit.state.timer_ms) == (wrong, "refused", 2_000)
        assert lock.Refused(wrong) in unit.effects[effects:]
        unit.advance(2_000)
    assert unit.state.phase == "waiting"
    assert unit_of(profile).submit("9999").advance(2_000).submit("9999").state.wrong == 2
    quick = unit_of(profile._replace(dedupe_repeat=True, refused_ms=0)).submit("9999").submit("9999")
    assert (quick.state.wrong, quick.state.phase) == (1, "prompt")
    short = unit_of(profile._replace(dedupe_repeat=True, refused_ms=1)).submit("9999").advance(1).submit("9999")
    assert (short.state.wrong, short.state.phase, short.state.timer_ms) == (1, "refused", 1)


@every_kind
def test_a_dip_takes_the_opening_away_and_charges_nothing(profile: lock.LockProfile) -> None:
    unit = unit_of(profile).submit("1234").do(lock.Dip())
    assert (unit.state.phase, unit.state.wrong) == ("prompt", 0)
    assert unit.submit("1234").do(lock.CpuReset()).state.phase == "open"


@every_kind
def test_a_dip_starts_a_wait_again(profile: lock.LockProfile) -> None:
    unit = unit_of(profile)
    for _ in range(3):
        unit.submit("9999").advance(2_000)
    assert unit.advance(1_000).do(lock.Dip()).state.wait_left_ms == 60_000
    runs = unit_of(profile._replace(cut="checkpoint"))
    for _ in range(3):
        runs.submit("9999").advance(2_000)
    assert runs.do(lock.CpuReset()).state.wait_left_ms == 58_000


@every_kind
def test_what_means_nothing_changes_nothing(profile: lock.LockProfile) -> None:
    off = lock.LockState()
    for event in (
        lock.SupplyOff(),
        lock.Advance(5),
        lock.Use(radio_on=True, ignition=True),
        lock.Submit("1234"),
        lock.Written(b""),
        lock.Touch(),
        lock.Dip(),
    ):
        assert lock.step(profile, off, event) == (off, ())
    prompt = unit_of(profile).state
    more: tuple[lock.Event, ...] = (
        lock.SupplyOn(b""),
        lock.Written(b"\0"),
        lock.Touch(),
        lock.Gesture(),
        lock.SetCode("1", b""),
        lock.FactoryReset(),
        lock.Advance(0),
        lock.Advance(-5),
    )
    for other in more:
        assert lock.step(profile, prompt, other) == (prompt, ())
