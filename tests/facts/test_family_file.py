"""One clear sentence for each thing that can be wrong in a family file."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from headunit.errors import ConfigurationError
from headunit.facts.claims import Confidence
from headunit.facts.family import Entry, LockDetail, LockSchedule, LockTrigger, NumberFormat, PanelTiming, Vehicle
from headunit.facts.parse import ADDITIVE_FACTS, CHOICES, SINGLE_FACTS, parse_family

HEAD: dict[str, Any] = {
    "id": "my-radio",
    "name": "My radio",
    "summary": "A radio.",
    "brands": ["Nissan"],
    "rules": [],
    "route": "nissan",
    "reason": "Nobody knows.",
}


def claim(value: object, **other: object) -> dict[str, object]:
    return {"value": value, "sources": ["S01"], "confidence": "single"} | other


def family(**facts: object) -> dict[str, Any]:
    return deepcopy(HEAD) | {"fact": facts}


def head(**changed: object) -> dict[str, Any]:
    table = deepcopy(HEAD) | changed
    return {key: value for key, value in table.items() if value is not None}


NUMBER = {"kind": "serial", "pattern": "M[0-9]{6}"}
CASES: list[tuple[dict[str, Any], str]] = [
    (head(colour="red"), "unknown key 'colour'"),
    (head(zeal=1, colour=1), "unknown key 'colour'"),
    *((head(**{key: None}), f"it lacks {key!r}") for key in HEAD if key != "id"),
    *((head(**{key: 3}), f"{key} is not text") for key in ("id", "name", "summary", "route", "reason")),
    (head(brands="Nissan"), "brands is not a list of texts"),
    (head(brands=["Nissan", 3]), "brands is not a list of texts"),
    (head(rules=[3]), "rules is not a list of texts"),
    *(
        (head(id=wrong), "id has other characters than a-z, 0-9 and single hyphens")
        for wrong in ("", "My-radio", "my radio", "my--radio", "-my", "my-", "my_radio", "my-radio\n", "rädio")
    ),
    (head(reason=""), "no rules and no reason why"),
    (family(colour=[]), "unknown fact 'colour'"),
    (family(maker="Clarion"), "maker is not a list of claims"),
    (family(maker=claim("Clarion")), "maker is not a list of claims"),
    (family(maker=["Clarion"]), "maker has a claim that is not a table"),
    (family(maker=[claim("Clarion", page=3)]), "maker has the unknown key 'page'"),
    (family(maker=[{"sources": ["S01"], "confidence": "single"}]), "maker lacks 'value'"),
    (family(maker=[{"value": "Clarion", "confidence": "single"}]), "maker lacks 'sources'"),
    (family(maker=[{"value": "Clarion", "sources": ["S01"]}]), "maker lacks 'confidence'"),
    (family(maker=[{}]), "maker lacks 'confidence'"),
    (family(maker=[claim("Clarion", sources=[])]), "maker names no source"),
    (family(maker=[claim("Clarion", sources="S01")]), "maker.sources is not a list of texts"),
    (family(maker=[claim("Clarion", confidence="sure")]), "'sure' is not a valid Confidence"),
    (family(maker=[claim("Clarion", scope=3)]), "maker.scope is not text"),
    (family(maker=[claim("Clarion", note=["x"])]), "maker.note is not text"),
    (family(maker=[claim(3)]), "maker is not text"),
    (family(code_length=[claim("4")]), "code_length is not a whole number"),
    (family(code_length=[claim(True)]), "code_length is not a whole number"),  # noqa: FBT003 - the wrong type
    (family(code_length=[claim(4.0)]), "code_length is not a whole number"),
    (family(code_alphabet=[claim("0-7")]), "code_alphabet is '0-7', not one of 0-9, 1-6, 1-5, 0-6, 0-1 0-9 0-9 0-9"),
    (family(code_origin=[claim("maker")]), "code_origin is 'maker', not one of serial, owner, vehicle, none"),
    (family(entry=[claim("increment")]), "entry is not a table"),
    (family(entry=[claim({})]), "entry lacks 'method'"),
    (family(entry=[claim({"method": "increment", "key": "1"})]), "entry has the unknown key 'key'"),
    (
        family(entry=[claim({"method": "voice"})]),
        "entry.method is 'voice', not one of increment, type, touch, knob, clock-keys, stalk, select, none",
    ),
    (family(entry=[claim({"method": "type", "keys": "123"})]), "entry.keys is not a list of texts"),
    (
        family(entry=[claim({"method": "type", "open": "shout"})]),
        "entry.open is 'shout', not one of any, press, hold, hold-at-start",
    ),
    (family(entry=[claim({"method": "type", "radio": "on"})]), "entry.radio is 'on', not one of off"),
    (family(panel_timing=[claim({"scan_ms": 2.5})]), "panel_timing.scan_ms has a value of the wrong type"),
    (family(panel_timing=[claim({"repeat_ms": ["1"]})]), "panel_timing.repeat_ms is not a list of whole numbers"),
    (
        family(lock_detail=[claim({"order": "luck"})]),
        "lock_detail.order is 'luck', not one of charge-first, compare-first",
    ),
    (family(entry=[claim({"method": "type", "start": 0})]), "entry.start has a value of the wrong type"),
    (family(confirm=[claim({"action": "press", "hold_ms": "2"})]), "confirm.hold_ms has a value of the wrong type"),
    (family(confirm=[claim({"action": "press", "hold_ms": 2.5})]), "confirm.hold_ms has a value of the wrong type"),
    (family(lock_schedule=[claim({"round_wait_s": [1]})]), "lock_schedule.round_wait_s is not [least, most]"),
    (family(lock_schedule=[claim({"round_wait_s": [1, 2, 3]})]), "lock_schedule.round_wait_s is not [least, most]"),
    (family(lock_schedule=[claim({"waits_s": ["1"]})]), "lock_schedule.waits_s is not a list of whole numbers"),
    (family(lock_schedule=[claim({"waits_s": [True]})]), "lock_schedule.waits_s is not a list of whole numbers"),
    (
        family(lock_schedule=[claim({"never_permanent": 1})]),
        "lock_schedule.never_permanent has a value of the wrong type",
    ),
    (family(lock_schedule=[claim({"free_wrong": True})]), "lock_schedule.free_wrong has a value of the wrong type"),
    (
        family(wait_rule=[claim({"needs": "luck"})]),
        "wait_rule.needs is 'luck', not one of radio-on, ignition, radio-and-ignition, power, unknown",
    ),
    (family(power_cut=[claim({"counter": "lost"})]), "power_cut.counter is 'lost', not one of kept, cleared, unknown"),
    (
        family(power_cut=[claim({"wait": "lost"})]),
        "power_cut.wait is 'lost', not one of restarts, kept, cleared, paused, unknown",
    ),
    (family(lock_trigger=[claim({"below_v": 9.5})]), "lock_trigger lacks 'words'"),
    (
        family(lock_trigger=[claim({"words": "x", "below_v": "9"})]),
        "lock_trigger.below_v has a value of the wrong type",
    ),
    (family(vehicle=[claim({"model": "Note"})]), "vehicle lacks 'make'"),
    (
        family(vehicle=[claim({"make": "Nissan", "years": [2009, "2011"]})]),
        "vehicle.years is not a list of whole numbers",
    ),
    (family(number=[claim({"kind": "serial"})]), "number lacks 'pattern'"),
    (
        family(number=[claim(NUMBER | {"kind": "sticker"})]),
        f"number.kind is 'sticker', not one of {', '.join(CHOICES['number.kind'])}",
    ),
    (
        family(number=[claim(NUMBER | {"pattern": "M[0-9"})]),
        "number.pattern is no regular expression (unterminated character set at position 1)",
    ),
    (
        family(display=[claim({"text": "CODE", "state": "angry"})]),
        f"display.state is 'angry', not one of {', '.join(CHOICES['display.state'])}",
    ),
    (family(reset=[claim({"words": "x"})]), "reset is not text"),
]


@pytest.mark.parametrize(("table", "sentence"), CASES, ids=[sentence for _, sentence in CASES])
def test_a_fault_is_named_in_one_sentence(table: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_family(table)
    fault = caught.value
    assert fault.code == "family-file"
    assert fault.exit_status == 78
    assert fault.message == f"family file {str(table['id'])!r} is wrong: {sentence}"
    assert fault.value == str(table["id"])
    assert fault.expected == "the keys of docs/reference/family-file.md"
    assert fault.next_step == "mend the file"


def test_a_file_without_an_id_is_named_so() -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_family({key: value for key, value in HEAD.items() if key != "id"})
    assert caught.value.message == "family file 'without an id' is wrong: it lacks 'id'"


def test_facts_that_are_no_table_are_a_fault() -> None:
    with pytest.raises(ConfigurationError, match="family file 'my-radio' is wrong"):
        parse_family(deepcopy(HEAD) | {"fact": 3})


def test_the_smallest_family_knows_nothing() -> None:
    found = parse_family(HEAD)
    assert (found.id, found.name, found.summary, found.route, found.reason) == (
        *("my-radio", "My radio", "A radio.", "nissan", "Nobody knows."),
    )
    assert (found.brands, found.rules) == (("Nissan",), ())
    assert not any(getattr(found, name).known for name in SINGLE_FACTS)
    assert not any(getattr(found, name) for name in ADDITIVE_FACTS)
    assert parse_family(head(rules=["ford-m"], reason="")).rules == ("ford-m",)


def test_claims_become_typed_values() -> None:
    found = parse_family(
        family(
            code_length=[claim(4, confidence="several", scope="Europe", note="seen twice")],
            entry=[claim({"method": "type", "keys": ["1", "2"]})],
            panel_timing=[claim({"scan_ms": 57, "repeat_ms": [1000, 250]})],
            lock_detail=[claim({"order": "compare-first", "record_after_ms": [48, 16], "refused_restarts": True})],
            lock_schedule=[claim({"round_wait_s": 3600, "waits_s": [10, 30], "never_permanent": True})],
            lock_trigger=[claim({"words": "battery off", "below_v": 9, "longer_than_s": 1.5})],
            vehicle=[claim({"make": "Nissan", "years": [2009, 2011]}), claim({"make": "Nissan", "years": 2010})],
            number=[claim(NUMBER | {"where": "label", "words": "serial"})],
            reset=[claim("wait")],
        )
    )
    (length,) = found.code_length.claims
    assert (length.value, length.sources, length.confidence) == (4, ("S01",), Confidence.SEVERAL)
    assert (length.scope, length.note) == ("Europe", "seen twice")
    assert found.entry.best
    assert found.entry.best.value == Entry(method="type", keys=("1", "2"))
    assert found.panel_timing.best
    assert found.panel_timing.best.value == PanelTiming(scan_ms=57, repeat_ms=(1000, 250))
    assert found.lock_detail.best
    assert found.lock_detail.best.value == LockDetail(
        order="compare-first", record_after_ms=(48, 16), refused_restarts=True
    )
    assert found.lock_schedule.best
    assert found.lock_schedule.best.value == LockSchedule(
        round_wait_s=(3600, 3600), waits_s=(10, 30), never_permanent=True
    )
    assert found.lock_trigger.best
    assert found.lock_trigger.best.value == LockTrigger(words="battery off", below_v=9, longer_than_s=1.5)
    assert [one.value.years for one in found.vehicle] == [(2009, 2011), (2010, 2010)]
    assert found.vehicle[0].value == Vehicle(make="Nissan", years=(2009, 2011))
    assert found.number[0].value == NumberFormat(kind="serial", pattern="M[0-9]{6}", where="label", words="serial")
    assert [one.value for one in found.reset] == ["wait"]
