"""Let scapy's scanner look at our unit, and our tester at scapy's unit; both run in an environment of their own."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tools.verify_rows import MET, NOT_MET, ROOT, SKIPPED, Row, run
from tools.witness_env import environment, serving, started

if TYPE_CHECKING:
    from headunit.diag.tester import Tester

__all__ = ["verify_scapy"]

_SCRIPTS = ROOT / "tools" / "witnesses"
_SCAN_SECONDS = 900
_BUS, _PORT = "239.74.163.2", 43_917


def verify_scapy() -> list[Row]:
    """Scan a simulated unit over DoIP by scapy, and read scapy's unit over CAN by our tester."""
    if not _SCRIPTS.is_dir():
        sys.stderr.write("\nNOT RUN: the scripts for scapy are in the repository alone, not in a distribution\n")
        return [Row("scapy", "NOT RUN: its scripts are in the repository alone", "a scanner of other people", SKIPPED)]
    python = str(environment("scapy", sys.executable) / "python")
    return [_scan(python), _our_tester(python)]


def _scan(python: str) -> Row:
    from headunit.twin.ecu import DIDS, RoutineOf  # noqa: PLC0415 - only here

    with serving("--doip") as (gateway,):
        port = str(urlsplit(gateway).port)
        command = [python, str(_SCRIPTS / "scapy_scan.py"), port, "0727", str(_SCAN_SECONDS)]
        status, printed = run(command, echo=False)
    if status:
        return Row("scapy: scanner", f"ended with status {status}: {printed[-200:]}", "0 unanswered", NOT_MET)
    found = json.loads(printed.strip().rpartition("\n")[2])
    there = {f"{did:04X}" for did in DIDS}
    figure = (
        f"{found['sent']:,} requests, {len(found['unanswered'])} unanswered, {len(found['dids'])} identifiers, "
        f"routine {', '.join(found['routines'])}"
    )
    good = found["complete"] and not found["unanswered"] and set(found["dids"]) == there
    good = good and found["routines"] == [f"{RoutineOf.AUDIO_SECURITY_RESET:04X}"]
    return Row("scapy: scanner", figure, "complete, 0 unanswered, what is declared", MET if good else NOT_MET)


def _our_tester(python: str) -> Row:
    """Read scapy's answering machine, over scapy's ISO-TP, by our tester."""
    from headunit.diag.tester import Tester  # noqa: PLC0415 - an extra
    from headunit.diag.uri import open_wire, parse_target  # noqa: PLC0415 - as above

    with started([python, str(_SCRIPTS / "scapy_ecu.py"), str(_PORT)], "ready"):
        link = open_wire(parse_target(f"can:udp_multicast:{_BUS}?address=727:72F&port={_PORT}"))
        wrong = _differences(Tester(link))
        link.close()
    figure = "7 of 7 answers as that unit gives them" if not wrong else "differs: " + ", ".join(wrong)
    return Row("scapy's unit, our tester", figure, "every answer as given", NOT_MET if wrong else MET)


def _differences(tester: Tester) -> list[str]:
    """Return what our tester was told otherwise than scapy's unit means it."""
    from headunit.diag.tester import Refusal  # noqa: PLC0415 - an extra

    asked = {
        "VIN": (tester.read(0xF190), b"ZZZSCAPYZ00000001"),
        "serial": (tester.read(0xF18C), b"S1"),
        "768 bytes": (tester.read(0xFD01), bytes(range(256)) * 3),
        "unknown identifier": (tester.read(0x1234), Refusal(0x31)),
        "presence": (tester.present(), None),
        "session": (tester.session(3), None),
        "locked routine": (tester.start_routine(0x0250), Refusal(0x33)),
    }
    return [name for name, (told, meant) in asked.items() if told != meant]
