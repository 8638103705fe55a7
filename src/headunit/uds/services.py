"""The services as data: in which sessions each is there, how long its requests are, and what answers it.

The order in which a request is judged is that of ISO 14229-1, as secondary sources give it (figures 5 to 8):
service 0x11, session 0x7F, shortest length 0x13, sub-function 0x12 and 0x7E; then each service's own order, which for
0x31 is routine 0x31, lock 0x33, sub-function 0x12, length 0x13, conditions, and for 0x2E identifier 0x31, lock 0x33,
length 0x13, conditions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.uds.model import DEFAULT, EXTENDED
from headunit.uds.nrc import Nrc
from headunit.uds.security import REQUEST_SEED, SEND_KEY, begin_store, security_access
from headunit.uds.state import LATER, Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.uds.state import Answer, Kept

__all__ = ["SERVICES", "Service", "finish"]

START, RESULT = 1, 3
COUNT, BY_MASK, SUPPORTED = 0x01, 0x02, 0x0A
_ALL_GROUPS = 0xFFFFFF
_AVAILABLE = 0x2F
_DTC_FORMAT = 0x01
_DID_BYTES = 2
_ROUTINE_BYTES = 4


class Service(NamedTuple):
    """Describe a service: its sessions, its shortest request in bytes, and what answers it.

    *sub_functions* is None where the general rules judge none. *suppressible*: bit 7 of the second byte asks for no
    positive answer.
    """

    name: str
    sessions: frozenset[int]
    shortest: int
    answer: Callable[[Kept, bytes], Answer]
    sub_functions: frozenset[int] | None = None
    suppressible: bool = False


def _session(kept: Kept, request: bytes) -> Answer:
    if len(request) != 2:  # noqa: PLR2004 - service and session
        return Nrc.WRONG_LENGTH
    session = request[1] & 0x7F
    kept.state = kept.state._replace(session=session, unlocked=False, seed=b"")
    times = kept.profile.p2_ms.to_bytes(2, "big") + (kept.profile.p2_star_ms // 10).to_bytes(2, "big")
    return bytes((0x50, session)) + times


def _reset(kept: Kept, request: bytes) -> Answer:
    kind = request[1] & 0x7F
    if kind not in kept.model.resets:
        return Nrc.SUB_FUNCTION_NOT_SUPPORTED
    if len(request) != 2:  # noqa: PLR2004 - service and kind
        return Nrc.WRONG_LENGTH
    if refusal := kept.model.conditions(request[0], kind):
        return refusal
    kept.model.restart(kind)
    return bytes((0x51, kind))


def _clear_faults(kept: Kept, request: bytes) -> Answer:
    if len(request) != 4:  # noqa: PLR2004 - service and group
        return Nrc.WRONG_LENGTH
    group = int.from_bytes(request[1:], "big")
    if group != _ALL_GROUPS:
        return Nrc.OUT_OF_RANGE
    if refusal := kept.model.conditions(request[0], group):
        return refusal
    done = begin_store(kept, Store.CLEAR, request, done=kept.model.clear_faults())
    return LATER if done is None else finish(request, kept_it=done)


def _read_faults(kept: Kept, request: bytes) -> Answer:
    kind = request[1] & 0x7F
    if len(request) != (2 if kind == SUPPORTED else 3):
        return Nrc.WRONG_LENGTH
    head = bytes((0x59, kind, _AVAILABLE))
    mask = 0xFF if kind == SUPPORTED else request[2]
    chosen = [dtc for dtc in kept.model.faults() if kind == SUPPORTED or dtc.status & mask]
    if kind == COUNT:
        return head + bytes((_DTC_FORMAT,)) + len(chosen).to_bytes(2, "big")
    return head + b"".join(dtc.code.to_bytes(3, "big") + bytes((dtc.status,)) for dtc in chosen)


def _read(kept: Kept, request: bytes) -> Answer:
    if not len(request) % 2:
        return Nrc.WRONG_LENGTH
    dids, session, found = kept.model.dids, kept.state.session, b"\x62"
    for at in range(1, len(request), _DID_BYTES):
        did = request[at] << 8 | request[at + 1]
        known = dids.get(did)
        if known is not None and session in known.sessions:
            found += request[at : at + _DID_BYTES] + kept.model.read(did)
    if len(found) == 1:
        return Nrc.OUT_OF_RANGE
    return found if len(found) <= kept.profile.longest_answer else Nrc.RESPONSE_TOO_LONG


def _write(kept: Kept, request: bytes) -> Answer:
    did = int.from_bytes(request[1:3], "big")
    known = kept.model.dids.get(did)
    if known is None or not known.write_bytes:
        return Nrc.OUT_OF_RANGE
    if not kept.state.unlocked:
        return Nrc.SECURITY
    if len(request) != 3 + known.write_bytes:
        return Nrc.WRONG_LENGTH
    if refusal := kept.model.conditions(request[0], did):
        return refusal
    done = begin_store(kept, Store.WRITE, request, done=kept.model.write(did, request[3:]))
    return LATER if done is None else finish(request, kept_it=done)


def _routine(kept: Kept, request: bytes) -> Answer:
    """Start a routine or tell how it stands; that needs no key, so that it can be asked for after a lost link."""
    kind, routine = request[1] & 0x7F, int.from_bytes(request[2:4], "big")
    known = kept.model.routines.get(routine)
    if known is None:
        return Nrc.OUT_OF_RANGE
    if kind == START and known.secure and not kept.state.unlocked:
        return Nrc.SECURITY
    if kind not in {START, RESULT}:
        return Nrc.SUB_FUNCTION_NOT_SUPPORTED
    if len(request) != _ROUTINE_BYTES:
        return Nrc.WRONG_LENGTH
    return _start(kept, request, routine) if kind == START else _result(kept, request, routine)


def _result(kept: Kept, request: bytes, routine: int) -> Answer:
    status = kept.model.routine_status(routine)
    if isinstance(status, bytes):
        return bytes((0x71, RESULT)) + request[2:4] + status
    return Nrc.SEQUENCE if status is None else status


def _start(kept: Kept, request: bytes, routine: int) -> Answer:
    if refusal := kept.model.conditions(request[0], routine):
        return refusal
    done = begin_store(kept, Store.ROUTINE, request, done=kept.model.start_routine(routine))
    return LATER if done is None else finish(request, kept_it=done, status=_status(kept, routine))


def _status(kept: Kept, routine: int) -> bytes:
    status = kept.model.routine_status(routine)
    return status if isinstance(status, bytes) else b""


def finish(request: bytes, *, kept_it: bool, status: bytes = b"") -> Answer:
    """Answer a request whose store has ended."""
    if not kept_it:
        return Nrc.PROGRAMMING
    identifier = {0x14: b"", 0x2E: request[1:3], 0x31: bytes((request[1] & 0x7F,)) + request[2:4]}[request[0]]
    return bytes((request[0] + 0x40,)) + identifier + status


def _present(kept: Kept, request: bytes) -> Answer:
    del kept
    return b"\x7e\x00" if len(request) == 2 else Nrc.WRONG_LENGTH  # noqa: PLR2004 - service and sub-function


_BOTH, _EXTENDED = frozenset({DEFAULT, EXTENDED}), frozenset({EXTENDED})
_LISTS, _SEED_AND_KEY = frozenset({COUNT, BY_MASK, SUPPORTED}), frozenset({REQUEST_SEED, SEND_KEY})

SERVICES: dict[int, Service] = {
    0x10: Service("DiagnosticSessionControl", _BOTH, 2, _session, _BOTH, suppressible=True),
    0x11: Service("ECUReset", _BOTH, 2, _reset, suppressible=True),
    0x14: Service("ClearDiagnosticInformation", _BOTH, 4, _clear_faults),
    0x19: Service(
        "ReadDTCInformation", _BOTH, 2, _read_faults, frozenset({COUNT, BY_MASK, SUPPORTED}), suppressible=True
    ),
    0x22: Service("ReadDataByIdentifier", _BOTH, 3, _read),
    0x27: Service("SecurityAccess", _EXTENDED, 2, security_access, _SEED_AND_KEY, suppressible=True),
    0x2E: Service("WriteDataByIdentifier", _EXTENDED, 4, _write),
    0x31: Service("RoutineControl", _EXTENDED, 4, _routine, suppressible=True),
    0x3E: Service("TesterPresent", _BOTH, 2, _present, frozenset({0}), suppressible=True),
}
"""Every service by its identifier."""
