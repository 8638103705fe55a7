"""Measure how many requests the diagnostic server answers in a second of CPU time."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from headunit import uds
from tests.uds.models import BenchModel

REQUESTS = 200_000
ROUNDS = 3
MIXES = {
    "one value": ("22f187",),
    "tester present": ("3e00",),
    "a mix": ("22f190", "3e00", "1902ff", "22f1870160", "31030250", "221234", "1003", "83"),
}


def requests_per_second(mix: tuple[str, ...]) -> float:
    """Submit *mix* over and over in an extended session, a millisecond apart."""
    server = uds.Server(uds.ServerProfile(), BenchModel())
    server.start(0)
    server.submit(b"\x10\x03", 0)
    requests = [bytes.fromhex(text) for text in mix] * (REQUESTS // len(mix))
    started = time.process_time()
    for now_ms, request in enumerate(requests):
        server.submit(request, now_ms)
    return len(requests) / (time.process_time() - started)


def main() -> None:
    """Print the best of some rounds for each mix."""
    for name, mix in MIXES.items():
        best = max(requests_per_second(mix) for _ in range(ROUNDS))
        sys.stdout.write(f"uds, {name}: {best:,.0f} requests in a second of CPU time (bar 200,000)\n")


if __name__ == "__main__":
    main()
