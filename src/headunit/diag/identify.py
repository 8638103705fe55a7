"""Read who a unit is: the standard's identifiers, each twice, so that a damaged answer is never believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from headunit.diag.tester import Refusal, Tester
from headunit.errors import LinkError

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.diag.link import PduLink

__all__ = ["STANDARD_DIDS", "Fault", "Identity", "Value", "identify", "read_faults", "read_twice"]

STANDARD_DIDS = {
    0xF190: "vin",
    0xF187: "part_number",
    0xF18C: "serial",
    0xF191: "hardware",
    0xF195: "software",
    0xF189: "software_of_the_car_maker",
    0xF197: "system_name",
}
"""Data identifiers of ISO 14229-1, annex C, that may tell what a radio is → name."""
_T = TypeVar("_T")
_TIMES = 4
_LONGEST_SHOWN, _FIRST = 80, 64
_BITS = (
    (0x01, "failing now"),
    (0x04, "seen in this or the last drive"),
    (0x08, "confirmed"),
    (0x80, "asks for a warning"),
)


class Value(NamedTuple):
    """Hold what was read of one identifier: *text* as it is printed, *raw* bytes, and what stood against it."""

    name: str
    did: int
    text: str
    raw: bytes
    refused: Refusal | None = None
    problem: str = ""

    @property
    def shown(self) -> str:
        """Return the text as a screen bears it: a unit may tell up to 4,092 bytes of anything."""
        return self.text if len(self.text) <= _LONGEST_SHOWN else f"{self.text[:_FIRST]} … ({len(self.raw)} B)"


class Identity(NamedTuple):
    """Hold all that was read."""

    values: tuple[Value, ...]

    def text(self, name: str) -> str:
        """Return the text of a value by name, or an empty one."""
        return next((value.text for value in self.values if value.name == name), "")

    @property
    def complete(self) -> bool:
        """Return whether every identifier was answered, with a value or a refusal."""
        return not any(value.problem for value in self.values)


class Fault(NamedTuple):
    """Hold a stored fault code: its number as a garage writes it, its status byte, and that in words."""

    code: str
    number: int
    status: int
    words: str


def read_twice(read: Callable[[], _T]) -> _T | None:
    """Return what two readings running give alike, or None where no two do; raises LinkError."""
    before: _T | None = None
    for _ in range(_TIMES):
        value = read()
        if value == before:
            return value
        before = value
    return None


def identify(link: PduLink) -> Identity:
    """Read the standard's identifiers; a link that breaks off leaves the rest unread, and says so."""
    tester = Tester(link)
    values: list[Value] = []
    broken = False
    for did, name in STANDARD_DIDS.items():
        if broken:
            values.append(Value(name, did, "", b"", problem="not asked any more"))
            continue
        try:
            values.append(_value(tester, did, name))
        except LinkError as fault:
            broken = fault.code != "no-answer"
            values.append(Value(name, did, "", b"", problem=fault.message))
    return Identity(tuple(values))


def _value(tester: Tester, did: int, name: str) -> Value:
    answer = read_twice(lambda: tester.read(did))
    if answer is None:
        return Value(name, did, "", b"", problem="the unit answers differently each time")
    if isinstance(answer, Refusal):
        return Value(name, did, "", b"", refused=answer)
    return Value(name, did, printable(answer), answer)


def printable(raw: bytes) -> str:
    """Return *raw* as text where it is that, else as hexadecimal digits; filling at the end is left out."""
    stripped = raw.rstrip(b"\0 \xff")
    if stripped and all(0x20 <= byte < 0x7F for byte in stripped):  # noqa: PLR2004 - what ASCII prints
        return stripped.decode("ascii").strip()
    return raw.hex().upper()


def read_faults(link: PduLink) -> tuple[Fault, ...] | Refusal:
    """Return the stored fault codes; raises LinkError (``no-answer`` too where no two readings agree)."""
    tester = Tester(link)
    answer = read_twice(tester.faults)
    if answer is None:
        raise LinkError(
            "unsteady-answer",
            "the unit tells other fault codes each time",
            value=link.info.uri,
            next_step="check plug and adapter, then try again",
        )
    if isinstance(answer, Refusal):
        return answer
    return tuple(Fault(_garage_code(number), number, status, _status_words(status)) for number, status in answer)


def _garage_code(number: int) -> str:
    """Return a code as a garage writes it, such as B1A12-16 (SAE J2012)."""
    letter = "PCBU"[number >> 22]
    return f"{letter}{number >> 20 & 3}{number >> 8 & 0xFFF:03X}-{number & 0xFF:02X}"


def _status_words(status: int) -> str:
    return ", ".join(words for bit, words in _BITS if status & bit) or "stored"
