"""A simulated unit on the bench with a tester's requests, and what a power cut at each byte of each write leaves."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from headunit.twin.ecu import DiagnosedUnit, Firmware, build_diagnosed, ecu_profile, image_of, make_bundle, twin_key
from headunit.twin.events import Battery, Cut, Ignition
from tests.twin.twins import ASSUMPTIONS, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.twin import WriteInFlight

FAMILY = "nissan-qashqai-j10-article"
CODE = "1234"
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = SIGNER.public_key().public_bytes_raw()
START_RESET, RESULT = "31010250", "31030250"


def verify(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def bundle(firmware: Firmware, product: str = FAMILY, filler: int = 0) -> bytes:
    return make_bundle(product, image_of(firmware, filler), firmware.version, SIGNER.sign)


def bench(story: str = "hardened", family: str = FAMILY, firmware: Firmware | None = None) -> DiagnosedUnit:
    """Return a unit that asks for its code at 12.8 V; its seeds count from 1."""
    seeds = itertools.count(1)
    unit = build_diagnosed(
        profile_of(family),
        ecu_profile(family, ASSUMPTIONS, story=story),
        CODE,
        lambda length: next(seeds).to_bytes(length, "big"),
        firmware=firmware,
        verify=verify,
    )
    unit.ecu.public_key = PUBLIC_KEY
    power_up(unit)
    return unit


def power_up(unit: DiagnosedUnit, volts: float = 12.8) -> None:
    unit.apply(Ignition("on"))
    unit.apply(Battery(volts))
    unit.advance(70_000)


def ask(unit: DiagnosedUnit, request: str, longest_ms: int = 30_000) -> str:
    """Send a request and wait for its final answer; empty when none comes."""
    unit.request(bytes.fromhex(request))
    for _ in range(longest_ms):
        answers = [answer for answer in unit.take_answers() if answer[2:] != b"\x78" or answer[0] != 0x7F]
        if answers:
            return answers[-1].hex()
        unit.advance(1)
    return ""


def unlock(unit: DiagnosedUnit) -> None:
    assert ask(unit, "1003").startswith("5003")
    seed = bytes.fromhex(ask(unit, "2701"))[2:]
    assert ask(unit, "2702" + twin_key(seed).hex()) == "6702"


def start_reset(unit: DiagnosedUnit) -> None:
    unlock(unit)
    assert ask(unit, START_RESET).startswith("71010250")


def wrong_codes(unit: DiagnosedUnit, count: int) -> None:
    for _ in range(count):
        unit.enter("9999")
        unit.advance(10_000)


def to_the_end(unit: DiagnosedUnit, ms: int = 20_000) -> Iterator[None]:
    """Stop here and then at whatever is due in the next *ms*."""
    end = unit.now_ms + ms
    yield
    while (due := unit.next_deadline()) is not None and due <= end:
        unit.advance(due - unit.now_ms)
        yield


def cuts(unit: DiagnosedUnit, ms: int = 20_000) -> Iterator[tuple[str, int, int]]:
    """Run *unit* for *ms*; at each write of either chip give it with the first bytes landed and the supply back.

    What is given: whose chip, the step of the reset's journal at the cut, and how many bytes had landed.
    """
    seen: set[tuple[str, WriteInFlight]] = set()
    for _ in to_the_end(unit, ms):
        for name, chip in (("lock", unit.chip), ("ecu", unit.ecu.flash.chip)):
            write = chip.in_flight
            if write is None or (name, write) in seen:
                continue
            seen.add((name, write))
            before, step = unit.snapshot(), unit.ecu.job.step
            for landed in range(len(write.data) + 1):
                unit.restore(before)
                end = write.offset + landed
                chip.content = chip.content[: write.offset] + write.data[:landed] + chip.content[end:]
                chip.in_flight = None
                unit.apply(Cut())
                unit.advance(1_000)
                unit.apply(Battery(12.8))
                unit.advance(90_000)
                yield name, step, landed
            unit.restore(before)
