"""One count for one radio: what was typed in one case counts in every other, by the codes that were typed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from headunit.cli.recover_guide import Guide
from headunit.recovery.asks import Earlier, Knowledge
from headunit.recovery.case import Case
from headunit.recovery.guard import permission, standing_of
from headunit.recovery.other_cases import find_earlier
from headunit.recovery.records import (
    Concluded,
    Correction,
    Event,
    Held,
    Intent,
    Opened,
    Outcome,
    Record,
    Seen,
    Told,
)
from headunit.recovery.store.cases import MemoryCaseStore
from headunit.recovery.store.sqlite_cases import SqliteCaseStore
from headunit.recovery.story import story
from tests.recovery.journals import PLAUSIBLE, START, journal
from tests.recovery.radios import ASSUMPTIONS, CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from headunit.recovery.store.cases import CaseStore

KNOWN = Knowledge(CATALOGUE, lambda: ASSUMPTIONS)
SERIAL = Told("serial", "M123456")
FORD = {"display": "CODE", "label": "Ford Fiesta 2003 M123456", "whose": "own", "used": "0", "source": "rule"}
TWO_WRONG = (Held("card"), Intent(1, "card"), Outcome(1, "wrong"), Intent(2, "card"), Outcome(2, "wrong"))
USUAL = {"legible": "yes", "checklist": "ready", **FORD}


def tried(
    name: str, *results: str, serial: Told = SERIAL, before: int | None = 0, more: tuple[Event, ...] = ()
) -> Case:
    events: list[Event] = [Seen("CODE", "asks"), Concluded("ford-keycode", "named"), serial, Opened(before)]
    for number, result in enumerate(results, 1):
        events += [Held("card"), Intent(number, "card"), Outcome(number, result), Seen("CODE", "asks")]
    return Case(name, journal(*events, *more))


def told(case: Case, *others: Case, unread: tuple[str, ...] = ()) -> Case:
    """Return *case* once it counts what *others* do."""
    found = find_earlier(case, "M123456", others, KNOWN, unread)
    at = case.records[-1].at if case.records else START
    return case.grown(case.following(found.events if found else (), at))


def count(case: Case) -> int:
    return standing_of(case, KNOWN).tally.used


def fresh(*others: Case, before: int | None = 0) -> Case:
    """Return a case that begins after all the others, and counts them."""
    at = START + timedelta(days=1)
    begun = Case("NEW111", tuple(Record(one.number, at, one.event) for one in tried("NEW111", before=before).records))
    return told(begun, *others)


@pytest.mark.parametrize(
    ("cases", "found"),
    [
        ([], None),
        ([tried("AAAAAA", "wrong", serial=Told("serial", "M000001"))], None),
        ([tried("AAAAAA", serial=Told("vin", "M123456"))], None),
        ([tried("AAAAAA", "wrong")], ("AAAAAA", 1)),
        ([tried("AAAAAA", serial=Told("serial", "m 123456"), before=2)], ("AAAAAA", 2)),
        # a serial that was told and taken back still names the radio
        ([tried("AAAAAA", "wrong", more=(Told("serial", ""),))], ("AAAAAA", 1)),
        ([tried("AAAAAA", "wrong", more=(Told("serial", ""), Told("serial", "M999999")))], ("AAAAAA", 1)),
        # tries of several cases add up
        ([tried("AAAAAA"), tried("BBBBBB", "wrong", "wrong")], ("BBBBBB", 2)),
        ([tried("AAAAAA", "wrong"), tried("BBBBBB", "wrong")], ("AAAAAA", 2)),
        # not knowing goes along
        ([tried("AAAAAA", before=None)], ("AAAAAA", None)),
        ([tried("AAAAAA", "wrong", before=None)], ("AAAAAA", None)),
        ([tried("AAAAAA", "wrong"), tried("BBBBBB", before=None)], ("AAAAAA", None)),
        # music begins the count anew, a correction to it does not
        ([tried("AAAAAA", "wrong", "music")], ("AAAAAA", 0)),
        ([tried("AAAAAA", "wrong", "music", "wrong")], ("AAAAAA", 1)),
        ([tried("AAAAAA", "wrong", more=(Correction(1, "music"),))], ("AAAAAA", 1)),
        ([tried("AAAAAA", "no-reaction", more=(Seen("music", "plays"), Correction(1, "music")))], ("AAAAAA", 0)),
        ([tried("AAAAAA", "no-reaction", more=(Seen("?", "unlocked"), Correction(1, "music")))], ("AAAAAA", 0)),
        ([tried("AAAAAA", "music", more=(Correction(1, "wrong"),))], ("AAAAAA", 1)),
        ([tried("AAAAAA", "music", more=(Correction(1, "wrong"), Correction(1, "music")))], ("AAAAAA", 1)),
    ],
)
def test_what_other_cases_of_the_serial_count(cases: list[Case], found: tuple[str, int | None] | None) -> None:
    earlier = find_earlier(Case("NEW111"), "M123456", cases, KNOWN)

    assert (earlier and (earlier.case, earlier.used)) == found


def test_nothing_is_looked_for_without_a_serial() -> None:
    assert find_earlier(Case("NEW111"), "", [tried("AAAAAA", "wrong")], KNOWN, ("CCCCCC",)) is None


def test_a_code_typed_while_no_one_told_the_tries_before_is_of_an_unknown_number() -> None:
    events = tuple(one.event for one in tried("AAAAAA", "wrong").records if not isinstance(one.event, Opened))

    assert find_earlier(Case("NEW111"), "M123456", [Case("AAAAAA", journal(*events))], KNOWN) == Earlier(
        "AAAAAA", None, (Opened(None), Told("earlier", "AAAAAA"), Told("elsewhere", "1"), Told("counted", "AAAAAA 7"))
    )


def test_what_is_counted_is_counted_once() -> None:
    first = tried("AAAAAA", "wrong")
    new = fresh(first)
    assert count(new) == 1

    again = find_earlier(new, "M123456", [first], KNOWN)
    assert again == Earlier("AAAAAA", 1, ())
    third = fresh(first, new)
    assert count(third) == 1
    assert count(told(first, new, third)) == 1


def test_what_only_echoes_its_own_count_is_nothing_more() -> None:
    first = tried("AAAAAA", "wrong")
    found = find_earlier(first, "M123456", [fresh(first)], KNOWN)

    assert found is not None
    assert found.events[-1] == Told("counted", f"NEW111 {fresh(first).number}")
    assert not found.counts_more


def test_tries_of_three_cases_add_up_whoever_counted_whom() -> None:
    first = tried("AAAAAA", "wrong")
    second = fresh(first)._replace(id="BBBBBB")
    second = second.grown(second.following((Held("card"), Intent(1, "card"), Outcome(1, "wrong")), START))

    assert count(second) == 2
    assert count(told(first, second)) == 2
    assert count(fresh(first, second)) == 2
    assert count(fresh(second)) == 2


def test_a_try_made_meanwhile_counts_where_it_stands_and_wants_a_new_look() -> None:
    mine = tried("AAAAAA", "wrong")
    other = Case("BBBBBB", tried("BBBBBB", "wrong").records)
    grown = told(mine, other)

    assert Told("elsewhere", "1") in [record.event for record in grown.records]
    assert count(grown) == 2
    assert not standing_of(grown, KNOWN).tally.looked
    words = [happened.what for happened in story(grown, KNOWN)]
    assert "Wrong codes typed meanwhile in other cases of this radio: 1." in words
    assert not any("counted:" in word for word in words)


def test_what_was_heard_in_another_case_later_counts_too() -> None:
    mine = told(tried("AAAAAA"), tried("BBBBBB"))
    other = tried("BBBBBB", more=(Opened(2),))

    later = told(mine, other)
    assert count(later) == 2
    assert later.told("elsewhere") == "2"


@pytest.mark.parametrize(
    ("family", "events", "used"),
    [
        # tries left on the display tell of more than were written down
        ("opel-car2003", (Opened(0), Seen("7 SAFE", "wait", left=7)), 3),
        # a count of the round alone takes nothing from what was typed
        ("vag-safe-generic", (Opened(0), *TWO_WRONG, Seen("1 SAFE", "asks", used=1)), 2),
    ],
)
def test_of_display_and_tries_in_another_case_the_higher_counts(
    family: str, events: tuple[Event, ...], used: int
) -> None:
    other = Case("AAAAAA", journal(Concluded(family, "named"), SERIAL, *events))
    found = find_earlier(Case("NEW111"), "M123456", [other], KNOWN)

    assert found is not None
    assert found.used == used


def test_a_display_that_counted_before_says_nothing_of_a_later_try_elsewhere() -> None:
    counted = (Concluded("vag-safe-generic", "named"), SERIAL, Seen("1 SAFE", "asks", used=1), Opened(0))
    grown = told(Case("AAAAAA", journal(*counted)), tried("BBBBBB", "wrong"))

    assert count(grown) == 2


def test_music_makes_up_for_what_was_counted_there_and_for_nothing_later() -> None:
    first = tried("AAAAAA", "wrong")
    second = fresh(first)._replace(id="BBBBBB")
    second = second.grown(second.following((Held("card"), Intent(1, "card"), Outcome(1, "music")), START))
    assert count(fresh(first, second)) == 0

    later = tried("AAAAAA", "wrong", "wrong")
    assert count(fresh(later, second)) == 1
    assert count(fresh(second, later)) == 1
    unknown = tried("CCCCCC", "wrong")
    assert count(fresh(first, second, unknown)) == 1


def test_an_unknown_number_is_carried_once() -> None:
    unknown = tried("AAAAAA", before=None)
    new = fresh(unknown)
    assert standing_of(new, KNOWN).tally.unsure

    more = tried("AAAAAA", "wrong", before=None)
    assert [one.event for one in told(new, more).records].count(Opened(None)) == 1
    assert count(told(new, more)) == count(new) + 1


# With the real stores, as the command goes


def guide(store: CaseStore, name: str, case: Case | None = None, **answers: str) -> Guide:
    taken = Guide(store, case or Case(name))
    return go(taken, **answers)


def go(taken: Guide, **answers: str) -> Guide:
    wanted = {**USUAL, **answers}
    for _ in range(30):
        ask = taken.ask()
        if ask.key not in wanted:
            break
        taken.take(ask, wanted[ask.key])
    return taken


def wrong(taken: Guide) -> Guide:
    for value in ("press", "wrong", "CODE"):
        taken.take(taken.ask(), value)
    return taken


@pytest.fixture(params=["sqlite", "memory"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[CaseStore, CaseStore]]:
    """Return the cases as two programs have them open at once."""
    if request.param == "memory":
        memory = MemoryCaseStore()
        yield memory, memory
        return
    one, two = SqliteCaseStore(tmp_path / "cases.sqlite3"), SqliteCaseStore(tmp_path / "cases.sqlite3")
    yield one, two
    one.close()
    two.close()


def test_two_programs_at_the_keys_of_one_radio_count_each_others_try(stores: tuple[CaseStore, CaseStore]) -> None:
    one, two = guide(stores[0], "AAAAAA"), guide(stores[1], "BBBBBB")
    assert (one.ask().key, two.ask().key) == ("press", "press")
    wrong(two)

    one.take(one.ask(), "press")
    assert one.case.last(Intent) is None
    assert one.ask().key == "display"
    said = " ".join(line.text for line in one.ask().says)
    assert "Case BBBBBB is of the same serial. It has 1 wrong code" in said
    assert "Say what it shows now." in said
    assert count(one.case) == 1

    one.take(one.ask(), "CODE")
    assert wrong(go(one)).case.last(Intent) == Intent(1, "rule")
    assert count(one.case) == 2
    assert go(one).ask().key != "press"


def test_a_case_taken_up_again_asks_which_to_go_on_with(stores: tuple[CaseStore, CaseStore]) -> None:
    one = guide(stores[0], "AAAAAA")
    wrong(guide(stores[1], "BBBBBB", used="0"))
    again = Guide(stores[0], one.case)

    assert again.ask().key == "newer"
    again.take(again.ask(), "here")
    assert count(again.case) == 1
    assert again.ask().key == "display"


def test_a_serial_on_a_label_told_late_brings_its_tries_along(stores: tuple[CaseStore, CaseStore]) -> None:
    wrong(guide(stores[0], "AAAAAA"))
    other = wrong(guide(stores[1], "BBBBBB", label="ford-keycode", source="card", code="1234"))
    assert count(other.case) == 1

    for value in ("back", "radio", "Ford Fiesta 2003 M123456"):
        other.take(other.ask(), value)
    assert count(other.case) == 2
    assert standing_of(other.case, KNOWN).tries_left == 1


def test_music_in_another_case_hides_no_later_wrong_code(stores: tuple[CaseStore, CaseStore]) -> None:
    one, two = guide(stores[0], "AAAAAA"), guide(stores[1], "BBBBBB")
    for value in ("press", "music", "written"):
        two.take(two.ask(), value)
    again = wrong(Guide(stores[0], one.case))
    assert count(again.case) == 1

    assert count(guide(stores[0], "CCCCCC").case) == 1


def test_the_count_is_read_alone_with_the_file(tmp_path: Path) -> None:
    with SqliteCaseStore(tmp_path / "cases.sqlite3") as store:
        store.open_case("AAAAAA", START)
        record = Record(1, START, Opened(0))

        def refuse() -> None:
            assert store.read("AAAAAA") == Case("AAAAAA")
            raise KeyError

        with pytest.raises(KeyError):
            store.append("AAAAAA", 0, (record,), agreed=refuse)
        assert store.read("AAAAAA").records == ()
        store.append("AAAAAA", 0, (record,), agreed=lambda: None)
        assert store.read("AAAAAA").records == (record,)


def test_a_case_that_cannot_be_read_blocks_nothing_and_is_said(tmp_path: Path) -> None:
    file = tmp_path / "cases.sqlite3"
    with SqliteCaseStore(file) as store:
        guide(store, "AAAAAA")
    file.write_bytes(file.read_bytes().replace(b'"M123456"', b'"M123457"'))

    with SqliteCaseStore(file) as store:
        new = Guide(store, Case("BBBBBB"))
        for value in ("CODE", "Ford Fiesta 2003 M654321", "own"):
            new.take(new.ask(), value)
        said = " ".join(line.text for line in new.ask().says)
        assert "Case AAAAAA can't be read and may be of this radio" in said
        assert "headunit case delete AAAAAA" in said
        go(new)
        assert standing_of(new.case, KNOWN).tally.unsure
        assert (new.ask().key, new.ask().status) == ("refused", 77)
        assert Guide(store, new.case).ask().key == "refused"

        early = Case("CCCCCC", tried("CCCCCC").records)
        taken = Guide(store, early)
        assert taken.ask().key == "newer"
        assert "can't be read" in taken.ask().text
        store.delete("AAAAAA")
        assert go(Guide(store, Case("DDDDDD"))).ask().key != "refused"


def test_a_count_that_another_case_read_from_the_display_is_counted_here() -> None:
    opel = Concluded("opel-car300", "named")
    other = Case("AAAAAA", journal(opel, SERIAL, Seen("2 SAFE", "wait", left=2)))
    new = Case("NEW111", journal(opel, SERIAL, Seen("CODE", "asks")))

    grown = told(new, other)
    assert Told("counted", "AAAAAA 3") in [record.event for record in grown.records]
    assert standing_of(grown, KNOWN).last_for_ever
    assert find_earlier(told(new, Case("AAAAAA", other.records[:2])), "M123456", [], KNOWN) is None


def test_music_on_one_radio_makes_up_for_no_other() -> None:
    other = tried("BBBBBB", "wrong")
    played = told(Case("AAAAAA", journal(Seen("CODE", "asks"), SERIAL)), other)
    elsewhere = (Told("radio", "asked"), Told("serial", ""), Told("serial", "M654321"), Opened(0))
    music = (Held("card"), Intent(1, "card"), Outcome(1, "music"))
    played = played.grown(played.following((*elsewhere, *music), played.records[-1].at))

    found = find_earlier(Case("NEW111"), "M123456", [played, other], KNOWN)
    assert found is not None
    assert found.used == 1
    assert Told("elsewhere", "1") in found.events


def test_what_is_allowed_once_is_allowed_once_in_all_cases() -> None:
    events = (Seen("CODE", "asks"), Concluded("clarion-c7-psa", "named"), SERIAL, Opened(0))
    first = Case("AAAAAA", journal(*events, PLAUSIBLE, Intent(1, "rule"), Outcome(1, "wrong")))
    second = told(Case("NEW111", journal(*events[:3])), first)
    tally = standing_of(second, KNOWN).tally

    assert (tally.pressed, tally.weak) == (1, 1)
    looked = second.grown(second.following((Seen("CODE", "asks"),), second.records[-1].at))
    assert permission(standing_of(looked, KNOWN), Held("card")).because == "used-up"
