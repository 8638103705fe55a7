"""The firmware of a simulated unit: what is installed, what is refused without a write, and what a cut leaves."""

from __future__ import annotations

import random

import pytest

from headunit.lock import Phase
from headunit.twin.ecu import DiagnosedUnit, Firmware, image_of
from headunit.twin.ecu.cells import BOOT, CELLS_BYTES
from headunit.twin.ecu.diagnosed_unit import no_updates
from headunit.twin.ecu.firmware import HEADER_BYTES, SLOT_BYTES, manifest_of, running
from headunit.twin.ecu.update_runner import slot_of
from headunit.twin.events import Battery, Cut
from tests.twin.ecu.bench import CODE, FAMILY, ask, bench, bundle, cuts, power_up, start_reset

OLD = Firmware(1, ("refuses-good-codes",))
NEW = Firmware(2)


def version(unit: DiagnosedUnit) -> int:
    return unit.ecu.firmware.version if unit.ecu.firmware else 0


def installed(unit: DiagnosedUnit, firmware: Firmware) -> None:
    assert unit.insert("usb", bundle(firmware)) == ""
    unit.advance(80_000)


def test_an_old_firmware_refuses_the_right_code_and_an_update_cures_that() -> None:
    unit = bench(firmware=OLD)
    unit.enter(CODE)
    unit.advance(5_000)
    assert (unit.unlocked, unit.lock.record.wrong) == (False, 1)
    installed(unit, NEW)
    assert (version(unit), unit.lock.record.wrong) == (2, 1)
    assert ask(unit, "22f195") == "62f195" + b"TWIN-2".hex()
    unit.enter(CODE)
    unit.advance(5_000)
    assert unit.unlocked


@pytest.mark.parametrize("medium", ["usb", "sd"])
def test_it_comes_from_a_stick_or_a_card_and_restarts_the_unit(medium: str) -> None:
    unit = bench()
    unit.enter(CODE)
    unit.advance(5_000)
    assert unit.insert(medium, bundle(NEW)) == ""
    assert unit.insert(medium, bundle(NEW)) == "busy"
    unit.advance(80_000)
    assert (version(unit), unit.unlocked) == (2, False)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]


def test_what_is_refused_is_refused_for_its_reason_and_without_a_write() -> None:
    unit = bench(firmware=Firmware(2))
    good = bundle(Firmware(3))
    flash = unit.ecu.flash.chip
    content, writes = flash.content, flash.writes
    refused = {
        "medium": ("floppy", good),
        "not-a-bundle": ("usb", b"HUFW1\n\xff"),
        "signature": ("usb", flipped(good, 20)),
        "product": ("usb", bundle(Firmware(3), product="another")),
        "too-old": ("usb", bundle(Firmware(1))),
        "damaged": ("sd", flipped(good, len(good) - 1)),
        "too-large": ("sd", bundle(Firmware(3), filler=SLOT_BYTES)),
    }
    for reason, (medium, data) in refused.items():
        assert unit.insert(medium, data) == reason
    unit.apply(Battery(12.4))
    assert unit.insert("usb", good) == "voltage-low"
    unit.apply(Battery(15.1))
    assert unit.insert("usb", good) == "voltage-high"
    unit.apply(Battery(12.8))
    unit.advance(80_000)
    assert (flash.content, flash.writes, version(unit)) == (content, writes, 2)


@pytest.mark.parametrize("story", ["hardened", "article"])
def test_an_image_for_another_unit_makes_the_article_s_unit_ask_for_its_code(story: str) -> None:
    unit = bench(story)
    unit.enter(CODE)
    unit.advance(5_000)
    content = unit.ecu.flash.content
    assert unit.insert("usb", bundle(Firmware(2), product="another")) == "product"
    unit.advance(80_000)
    assert unit.unlocked == (story == "hardened")
    assert unit.ecu.flash.content == content


def test_a_unit_that_believes_no_signature_takes_no_update() -> None:
    unit = bench()
    unit.ecu.public_key = b""
    assert unit.insert("usb", bundle(NEW)) == "signature"
    assert not no_updates(b"", b"", b"")


def test_a_running_reset_and_an_update_keep_out_of_each_other_s_way() -> None:
    unit = bench()
    start_reset(unit)
    assert unit.insert("usb", bundle(NEW)) == "busy"
    unit = bench()
    assert unit.insert("usb", bundle(NEW, filler=400)) == ""
    assert ask(unit, "1101", 5) == "7f1122"


def test_a_firmware_whose_first_start_fails_is_left_again_and_the_floor_stays() -> None:
    unit = bench()
    installed(unit, Firmware(3, ("fails-self-test",)))
    assert version(unit) == 1
    installed(unit, Firmware(2))
    assert version(unit) == 2
    assert unit.insert("usb", bundle(Firmware(1))) == "too-old"


def test_a_power_cut_at_each_byte_of_an_update_leaves_the_old_firmware_or_the_new_one() -> None:
    unit = bench(firmware=OLD)
    unit.enter("9999")
    unit.advance(5_000)
    before, code, chip = unit.lock.record, unit.lock.code, unit.chip.content
    assert unit.insert("usb", bundle(NEW, filler=150)) == ""
    count, versions = 0, set()
    for _ in cuts(unit, 5_000):
        count += 1
        versions.add(version(unit))
        assert not unit.ecu.spoilt
        assert (unit.lock.record.total, unit.lock.code) == (before.total, code)
        assert unit.lock.phase == Phase.PROMPT
        slots = [running(slot_of(unit.ecu.flash.content, slot)) for slot in (0, 1)]
        assert unit.ecu.firmware in slots
        boot = BOOT.read(unit.ecu.flash.content)
        assert boot is not None
        assert boot.value[1] == 0
        assert unit.chip.content[:32] == chip[:32]
    assert versions == {1, 2}
    assert count > 300


def test_a_memory_that_fails_in_an_update_leaves_the_old_firmware() -> None:
    unit = bench()
    chip = unit.ecu.flash.chip
    broken = type("Broken", (type(chip),), {"__slots__": (), "finish": lambda self: type(chip).finish(self)[:-1]})
    unit.ecu.flash.chip = broken(chip.content, chip.write_ms)
    assert unit.insert("usb", bundle(NEW)) == ""
    unit.advance(80_000)
    assert (version(unit), unit.ecu.updating) == (1, None)


def test_a_switch_that_can_not_be_written_leaves_the_old_firmware() -> None:
    unit = bench()
    assert unit.insert("usb", bundle(NEW)) == ""
    while unit.ecu.flash.wants("update"):
        unit.advance(1)
    chip = unit.ecu.flash.chip
    broken = type("Broken", (type(chip),), {"__slots__": (), "finish": lambda self: type(chip).finish(self)[:-1]})
    replaced = broken(chip.content, chip.write_ms)
    replaced.in_flight = chip.in_flight
    unit.ecu.flash.chip = replaced
    unit.advance(1_000)
    assert (version(unit), unit.ecu.updating) == (1, None)


def test_a_damaged_image_is_not_run() -> None:
    unit = bench()
    slot = slot_of(unit.ecu.flash.content, 0)
    assert running(slot) == Firmware(1)
    assert running(flipped(slot, HEADER_BYTES + 1)) is None


def test_both_slots_spoilt_is_a_dark_unit_that_still_answers() -> None:
    unit = bench()
    unit.apply(Cut())
    chip = unit.ecu.flash.chip
    chip.content = chip.content[:CELLS_BYTES] + bytes(2 * SLOT_BYTES)
    power_up(unit)
    assert (unit.display, ask(unit, "22f195")) == ("", "62f195" + b"TWIN-0".hex())


@pytest.mark.parametrize(
    "told",
    [b"[]", b"{}", b"nonsense", b'{"product":"a","version":"1","size":1,"sha256":""}',
     b'{"product":"a","version":0,"size":1,"sha256":""}', b'{"product":"a","version":1,"size":"1","sha256":""}'],
)  # fmt: skip
def test_a_manifest_that_says_nothing_is_none(told: bytes) -> None:
    assert manifest_of(b"HUFW1\n" + len(told).to_bytes(2, "big") + told + bytes(64)) is None


def corrupted(good: bytes, numbers: random.Random) -> bytes:
    """Return *good* with a bit flipped, cut short, or with bytes left out, doubled or replaced."""
    at = numbers.randrange(len(good))
    kind = numbers.randrange(5)
    if kind == 0:
        return good[:at] + bytes((good[at] ^ 1 << numbers.randrange(8),)) + good[at + 1 :]
    if kind == 1:
        return good[:at]
    end = min(len(good), at + numbers.randrange(1, 9))
    filling = {2: b"", 3: good[at:end] * 2, 4: numbers.randbytes(end - at)}[kind]
    return good[:at] + filling + good[end:]


def refuse_corrupted(count: int) -> int:
    """Return how many corrupted bundles a unit refused; none may be taken and nothing written."""
    unit = bench()
    good, numbers, refused = bundle(NEW, filler=100), random.Random(15), 0  # noqa: S311 - a test's own numbers
    flash = unit.ecu.flash.chip
    content, writes = flash.content, flash.writes
    for _ in range(count):
        data = corrupted(good, numbers)
        if data == good:
            continue
        assert unit.insert("usb", data) in {"not-a-bundle", "signature", "damaged"}
        refused += 1
    assert (flash.content, flash.writes, unit.ecu.flash.busy) == (content, writes, False)
    return refused


def test_corrupted_bundles_are_refused_without_a_write() -> None:
    assert refuse_corrupted(500) > 450


@pytest.mark.verify
def test_ten_thousand_corrupted_bundles_are_refused_without_a_write() -> None:
    refused = refuse_corrupted(12_000)
    print(f"\n{refused:,} bundles refused, 0 writes")  # noqa: T201 - the figure of make verify
    assert refused >= 10_000


def test_an_image_says_its_version_and_faults() -> None:
    assert image_of(OLD) == b'{"faults":["refuses-good-codes"],"tune":"","version":1}'
    assert FAMILY.encode() in bundle(NEW)
