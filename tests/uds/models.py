"""A unit without memory chip or supply, for tests of the server: it stores at once, never, or when it is told to."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from headunit.uds import DEFAULT, EXTENDED, Did, Dtc, Routine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BOTH = frozenset({DEFAULT, EXTENDED})
DIDS = {
    0xF190: Did("VIN", BOTH),
    0xF187: Did("part number", BOTH),
    0x0160: Did("note", BOTH, write_bytes=4),
    0xFD01: Did("block", BOTH),
    0xFD02: Did("half an answer", BOTH),
    0xFD03: Did("inner", frozenset({EXTENDED})),
}
RESET = 0x0250


def key_for(seed: bytes) -> bytes:
    return bytes(byte ^ 0x5A for byte in seed)


class BenchModel:
    """Implement EcuModel in RAM; *stores* is what a store returns, *fails* makes stores end badly."""

    def __init__(self, *, stores: bool | None = True) -> None:
        self.dids: Mapping[int, Did] = MappingProxyType(DIDS)
        self.routines: Mapping[int, Routine] = MappingProxyType({RESET: Routine("audio security reset")})
        self.resets = frozenset({1, 3})
        self.values = {
            0xF190: b"SJNFAAJ10U1234567",
            0xF187: b"28185-JD00A",
            0x0160: b"none",
            0xFD01: bytes(768),
            0xFD02: bytes(2_046),
            0xFD03: b"\x01",
        }
        self.stores = stores
        self.tries = 0
        self.seeds = 0
        self.refusal = 0
        self.status: bytes | int | None = None
        self.restarts: list[int] = []
        self.dtcs: list[Dtc] = [Dtc(0x9A1216, 0x08), Dtc(0x9A1217, 0x01)]

    def read(self, did: int) -> bytes:
        return self.values[did]

    def conditions(self, service: int, identifier: int) -> int:
        del service, identifier
        return self.refusal

    def write(self, did: int, value: bytes) -> bool | None:
        self.values[did] = value
        return self.stores

    def faults(self) -> Sequence[Dtc]:
        return self.dtcs

    def clear_faults(self) -> bool | None:
        self.dtcs = []
        return self.stores

    def attempts(self) -> int:
        return self.tries

    def store_attempts(self, count: int) -> bool | None:
        self.tries = count
        return self.stores

    def new_seed(self, length: int) -> bytes:
        self.seeds += 1
        return self.seeds.to_bytes(length, "big")

    def key_fits(self, seed: bytes, key: bytes) -> bool:
        return key == key_for(seed)

    def start_routine(self, routine: int) -> bool | None:
        del routine
        self.status = b"\x00\x01"
        return self.stores

    def routine_status(self, routine: int) -> bytes | int | None:
        del routine
        return self.status

    def restart(self, kind: int) -> None:
        self.restarts.append(kind)
