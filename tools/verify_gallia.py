"""Let gallia, a tester of other people, look at our unit, and our tester at gallia's unit."""

from __future__ import annotations

import json
import socket
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.verify_rows import MET, NOT_MET, SKIPPED, Row, run
from tools.witness_env import environment, newer_python, serving, started

from headunit.errors import LinkError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from headunit.diag.streams import SocketStream

__all__ = ["verify_gallia"]

DIDS, FUZZ_ROUNDS, READS = 65_536, 2_000, 4_096
SESSIONS = (1, 3)
_OPTIONS = ("--no-dumpcap", "--no-properties", "--no-compare-properties", "--timeout", "10")
_NOT_THERE = {"11", "7f"}
_OUT_OF_RANGE = "7f2231"
_ASKS_FOR_SILENCE = 0x80


class Exchange(NamedTuple):
    """Hold what gallia's database says of one request, in hexadecimal digits; no answer is an empty text."""

    session: int
    request: str
    answer: str
    fault: str


def verify_gallia() -> list[Row]:
    """Scan, reset and fuzz a simulated unit by gallia, and read gallia's own unit by our tester."""
    python = newer_python()
    if python is None:
        sys.stderr.write("\nNOT RUN: gallia needs Python 3.12 or newer, and none was found on this computer\n")
        return [Row("gallia", "NOT RUN: no Python 3.12 or newer here", "a tester of other people", SKIPPED)]
    gallia = str(environment("gallia", python) / "gallia")
    with serving("--tcp-lines", "--doip") as (lines, doip):
        # gallia writes the two addresses of DoIP another way.
        gateway = doip.partition("?")[0] + "?src_addr=0x0e00&target_addr=0x0727"
        rows = [_services(gallia, target, name) for target, name in ((lines, "TCP lines"), (gateway, "DoIP"))]
        rows += [_resets(gallia, gateway), _fuzz(gallia, lines, "RoutineControl", "0x0250")]
        rows += [_fuzz(gallia, gateway, "WriteDataByIdentifier", "0x0160"), _dids(gallia, lines)]
    return [*rows, _our_tester(gallia)]


def _ask(gallia: str, target: str, *arguments: str) -> tuple[int, list[Exchange]]:
    """Run a command of gallia and return its exit status and what its database holds."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "gallia.sqlite"
        command = [gallia, *arguments, *_OPTIONS, "--db", str(file), "--target", target]
        status, _ = run(command, environment={"NO_COLOR": "1"}, echo=False)
        with closing(sqlite3.connect(file)) as database:
            told = database.execute("select state, request_pdu, response_pdu, exception from scan_result")
            return status, [
                Exchange(json.loads(state or "{}").get("session") or 0, asked, answer or "", fault or "")
                for state, asked, answer, fault in told
            ]


def _silent(exchanges: Iterable[Exchange]) -> list[Exchange]:
    """Return the requests without an answer that didn't ask for silence, and those whose answer gallia rejects."""
    return [each for each in exchanges if (not each.answer and each.request != "3e80") or each.fault]


def _services(gallia: str, target: str, name: str) -> Row:
    from headunit.uds import SERVICES  # noqa: PLC0415 - only here

    sessions = [str(session) for session in SESSIONS]
    status, told = _ask(gallia, target, "scan", "uds", "services", "--sessions", *sessions, "--check-session")
    found = {
        session: {
            int(each.request[:2], 16)
            for each in told
            if each.session == session and each.answer and each.answer[4:] not in _NOT_THERE
        }
        for session in SESSIONS
    }
    declared = {session: {sid for sid, each in SERVICES.items() if session in each.sessions} for session in SESSIONS}
    silent = _silent(told)
    figure = f"{len(found[1])} and {len(found[3])} services, {len(told):,} requests, {len(silent)} unanswered"
    good = status == 0 and found == declared and not silent
    return Row(f"gallia: services, {name}", figure, "as declared in each session, 0 unanswered", _verdict(good=good))


def _dids(gallia: str, target: str) -> Row:
    from headunit.twin.ecu import DIDS as DECLARED  # noqa: PLC0415 - only here

    status, told = _ask(gallia, target, "scan", "uds", "identifiers", "--sessions", *map(str, SESSIONS))
    reads = [each for each in told if each.request.startswith("22") and len(each.request) == 6]  # noqa: PLR2004
    asked = {session: {each.request for each in reads if each.session == session} for session in SESSIONS}
    found = {
        session: {each.request[2:] for each in reads if each.session == session and each.answer[:2] == "62"}
        for session in SESSIONS
    }
    declared = {f"{did:04x}" for did in DECLARED}
    silent = _silent(told)
    odd = [each for each in reads if each.answer[:2] != "62" and each.answer != _OUT_OF_RANGE]
    whole = all(len(each) == DIDS for each in asked.values())
    figure = (
        f"{len(asked[1]):,} + {len(asked[3]):,} identifiers, {len(found[1])} + {len(found[3])} there, "
        f"timeouts {len(silent)}, abnormal {len(odd)}"
    )
    good = status == 0 and whole and all(each == declared for each in found.values()) and not silent and not odd
    return Row("gallia: identifiers", figure, "65,536 in each session, those declared are there", _verdict(good=good))


def _resets(gallia: str, target: str) -> Row:
    from headunit.twin.ecu.dids import RESETS  # noqa: PLC0415 - only here

    status, told = _ask(gallia, target, "scan", "uds", "reset", "--sessions", *map(str, SESSIONS))
    found = {int(each.request[2:4], 16) for each in told if each.request[:2] == "11" and each.answer[:2] == "51"}
    silent = [each for each in _silent(told) if int(each.request[2:4] or "0", 16) < _ASKS_FOR_SILENCE]
    figure = f"kinds {sorted(found)}, {len(told):,} requests, timeouts {len(silent)}"
    good = status == 0 and found == set(RESETS) and not silent
    return Row("gallia: reset", figure, f"kinds {sorted(RESETS)}, 0 timeouts", _verdict(good=good))


def _fuzz(gallia: str, target: str, service: str, identifier: str) -> Row:
    arguments = ("--service", service, "--dids", identifier, "-i", str(FUZZ_ROUNDS))
    status, told = _ask(gallia, target, "fuzz", "uds", "pdu", "--sessions", "3", *arguments)
    start = {"RoutineControl": "31", "WriteDataByIdentifier": "2e"}[service]
    fuzzed = [each for each in told if each.request.startswith(start)]
    silent, done = _silent(told), [each for each in fuzzed if each.answer[:2] not in {"7f", ""}]
    kinds = Counter(each.answer[4:] for each in fuzzed)
    codes = ", ".join(f"0x{code.upper()}: {count:,}" for code, count in kinds.most_common())
    figure = f"{codes}; positive {len(done)}, timeouts and illegal {len(silent)}"
    good = status == 0 and len(fuzzed) >= FUZZ_ROUNDS and not silent and not done
    return Row(f"gallia: fuzz {service}", figure, f"{FUZZ_ROUNDS:,} requests, all refused", _verdict(good=good))


def _our_tester(gallia: str) -> Row:
    """Read gallia's simulated unit, whose answers its seed of chance decides, by our tester."""
    from headunit.diag.links.tcp_lines import TcpLinesLink  # noqa: PLC0415 - an extra
    from headunit.diag.tester import Refusal, Tester  # noqa: PLC0415 - as above

    port = _free_port()
    services = ["--mandatory-services", "0x10", "0x19", "0x22", "0x27", "0x3e"]
    target = f"tcp://127.0.0.1:{port}"
    command = [gallia, "script", "vecu", "rng", target, "--seed", "3", "--mandatory-sessions", "1", "3", *services]
    told: Counter[str] = Counter()
    with started([*command, "--p-identifier", "0.1"], "Initialized"):
        tester = Tester(TcpLinesLink(_connected(port), target, local=True))
        asks: list[Callable[[], object]] = [partial(tester.read, did) for did in range(READS)]
        for ask in (*asks, tester.present, tester.faults, lambda: tester.session(3), tester.seed):
            try:
                answer = ask()
            except LinkError:
                told["not understood"] += 1
            else:
                told["refused" if isinstance(answer, Refusal) else "answered"] += 1
        tester.link.close()
    figure = ", ".join(f"{count:,} {name}" for name, count in sorted(told.items()))
    good = not told["not understood"] and told["answered"] > 0 and told.total() == READS + 4
    return Row("gallia's unit, our tester", figure, "every request answered and understood", _verdict(good=good))


def _connected(port: int) -> SocketStream:
    """Connect as soon as something listens there."""
    from headunit.diag.streams import SocketStream  # noqa: PLC0415 - an extra

    deadline = time.monotonic() + 20
    while True:
        try:
            return SocketStream("127.0.0.1", port)
        except LinkError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _verdict(*, good: bool) -> str:
    return MET if good else NOT_MET
