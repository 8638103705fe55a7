"""Install a firmware from a USB stick or memory card: all checks first, the idle slot, its header, then the switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.twin.ecu.cells import BOOT, CELLS_BYTES
from headunit.twin.ecu.firmware import SLOT_BYTES, manifest_of, refusal, running, slot_writes
from headunit.twin.ecu.profile import ARTICLE
from headunit.twin.ecu.reset_job import RUNNING
from headunit.twin.ecu.reset_runner import voltage_reason
from headunit.twin.ecu.storage import Owner

if TYPE_CHECKING:
    from headunit.twin.ecu.ecu import Ecu
    from headunit.twin.ecu.firmware import Firmware

__all__ = ["boot_firmware", "boot_value", "slot_of", "take_update", "update_landed"]

_VOLTAGE_WORDS = ("", "voltage-low", "voltage-high")


def slot_of(memory: bytes, slot: int) -> bytes:
    """Return the bytes of a slot."""
    at = CELLS_BYTES + slot * SLOT_BYTES
    return memory[at : at + SLOT_BYTES]


def boot_value(slot: int, floor: int, *, trial: bool) -> bytes:
    """Return the value of the boot cell; *floor* is the lowest version that may still be installed."""
    return bytes((slot, int(trial))) + floor.to_bytes(2, "big")


def take_update(ecu: Ecu, medium: str, bundle: bytes) -> str:
    """Begin to install *bundle* and return an empty text, or why not: then nothing was written.

    In the article's story an image for another product upsets the unit, which restarts and asks for its code.
    """
    if not ecu.awake:
        return "no-supply"
    if medium not in ecu.profile.media:
        return "medium"
    if ecu.updating is not None or ecu.job.step in RUNNING or ecu.flash.busy:
        return "busy"
    if reason := voltage_reason(ecu):
        return _VOLTAGE_WORDS[reason]
    manifest = manifest_of(bundle)
    why = refusal(manifest, ecu.profile.family, _boot(ecu)[2], ecu.public_key, ecu.verify)
    if why or manifest is None:
        if why == "product" and ecu.profile.story == ARTICLE:
            ecu.restart(1)
        return why
    slot = 1 - _boot(ecu)[0]
    writes = slot_writes(CELLS_BYTES + slot * SLOT_BYTES, manifest.image, manifest.version)
    for write in writes:
        ecu.flash.put(Owner.UPDATE, *write)
    ecu.updating = slot
    return ""


def update_landed(ecu: Ecu, *, sound: bool) -> None:
    """Switch over once the slot is whole; a memory that fails leaves all as it was."""
    if not sound:
        ecu.flash.stop(Owner.UPDATE, ecu.unit.now_ms, torn=False)
        ecu.updating = None
    elif ecu.updating is not None and not ecu.flash.wants(Owner.UPDATE):
        _, _, floor = _boot(ecu)
        value = boot_value(ecu.updating, floor, trial=True)
        ecu.flash.put(Owner.BOOT, BOOT, value)


def boot_firmware(ecu: Ecu) -> Firmware | None:
    """Choose the slot to run at a start; one on trial is confirmed, or left again for good."""
    memory = ecu.flash.content
    slot, trial, floor = _boot(ecu)
    firmware = running(slot_of(memory, slot))
    fails = firmware is None or "fails-self-test" in firmware.faults
    if trial and fails:
        slot, firmware = 1 - slot, running(slot_of(memory, 1 - slot))
    if trial:
        if firmware is not None and not fails:
            floor = max(floor, firmware.version)
        ecu.flash.put(Owner.BOOT, BOOT, boot_value(slot, floor, trial=False))
    return firmware


def _boot(ecu: Ecu) -> tuple[int, bool, int]:
    """Return slot, whether it is on trial, and the lowest version."""
    read = BOOT.read(ecu.flash.content)
    value = read.value if read else bytes(4)
    return value[0] & 1, bool(value[1]), int.from_bytes(value[2:], "big")
