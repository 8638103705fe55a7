"""Fuzz ``headunit image`` with coverage guidance for a while: any file gives an answer or one of our errors.

``python tools/fuzz_image.py [SECONDS]`` prints one line and returns 1 when something else happened; without atheris,
which has wheels for 64-bit Linux only, it returns 77.  The input that did it is kept in ``build/fuzz``.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOUND_FOLDER = ROOT / "build" / "fuzz"
SECONDS = 60
LONGEST_INPUT_BYTES = 9_000
WITHOUT_ATHERIS = 77


def seeds() -> list[bytes]:
    """Return inputs to begin with: the first byte chooses the layout, the rest is the file."""
    sample = (ROOT / "demo" / "images" / "rcd310-sample.bin").read_bytes()
    clarion = b"\xaa\xaa\x34\x12" + bytes(range(160, 284 - 28)) + b"\xff" * 28
    grundig = b"\x41\x28\x75\x3a" + bytes(range(252))
    intel = b":10000000AAAA3412FFFFFFFFFFFFFFFFFFFFFFFF62\n:00000001FF\n"
    motorola = b"S1130000AAAA3412FFFFFFFFFFFFFFFFFFFFFFFF5E\nS9030000FC\n"
    premium_5 = bytearray(range(256))
    premium_5[0x14:0x16], premium_5[0x68] = b"\x12\x34", 0
    for first, behind in ((0x10, 0x44), (0x46, 0x61), (0x63, 0xC9)):
        total = 0x55 + sum(premium_5[first:behind])
        premium_5[behind : behind + 2] = total.to_bytes(2, "little")
    files = (sample, clarion, clarion * 2, grundig, intel, motorola, bytes(premium_5), bytes(range(256)) * 2)
    return [bytes((choice,)) + content for content in files for choice in (0, 3)]


def fuzz() -> None:
    """Run the target in this process until libFuzzer's time is over; it ends the process itself."""
    import atheris  # noqa: PLC0415 - a development tool that not every platform has

    with atheris.instrument_imports(include=["headunit", "bincopy"]):
        from headunit.codes.images import ALL_LAYOUTS  # noqa: PLC0415 - imported under instrumentation
        from headunit.codes.images.answer import Standing  # noqa: PLC0415 - as above
        from headunit.codes.images.read import read_image  # noqa: PLC0415 - as above
        from headunit.codes.memory_files import parse_memory_file  # noqa: PLC0415 - as above
        from headunit.errors import InputError  # noqa: PLC0415 - as above
        from headunit.facts import load_catalogue  # noqa: PLC0415 - as above
    catalogue = load_catalogue()
    choices = ("", *(layout.id for layout in ALL_LAYOUTS))

    def one_file(data: bytes) -> None:
        layout = choices[data[0] % len(choices)] if data else ""
        try:
            answer = read_image(parse_memory_file(data[1:]).image, catalogue, layout=layout)
        except InputError:
            return
        for stored in answer.stored:
            unasked = not layout and stored.standing is not Standing.RECOGNISED
            lacking = any(mark.needed for mark in stored.missing)
            if unasked or (stored.code and lacking):
                message = f"{stored.layout.id} gave a code without its marks"
                raise AssertionError(message)

    atheris.Setup(sys.argv, one_file)
    atheris.Fuzz()


def main() -> int:
    """Run the fuzzer in a child process and report executions, coverage and findings."""
    if importlib.util.find_spec("atheris") is None:
        print("skipped: atheris is not installed")
        return WITHOUT_ATHERIS
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    FOUND_FOLDER.mkdir(parents=True, exist_ok=True)
    before = set(FOUND_FOLDER.iterdir())
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds()):
            (Path(corpus) / f"seed-{number}").write_bytes(seed)
        limits = [
            f"-max_total_time={seconds}",
            f"-max_len={LONGEST_INPUT_BYTES}",
            "-timeout=10",
            "-print_final_stats=1",
        ]
        done = subprocess.run(
            [sys.executable, __file__, "--child", *limits, f"-artifact_prefix={FOUND_FOLDER}/", corpus],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    found = sorted(path.name for path in set(FOUND_FOLDER.iterdir()) - before)
    executed = re.search(r"number_of_executed_units: ([0-9]+)", done.stderr)
    coverage = re.findall(r"cov: ([0-9]+) ft: ([0-9]+)", done.stderr)
    if done.returncode != 0 or found or executed is None:
        print(done.stderr[-4000:], file=sys.stderr)
    edges, features = coverage[-1] if coverage else ("0", "0")
    count = int(executed[1]) if executed else 0
    print(f"{count:,} files in {seconds} s, {edges} edges, {features} features, {len(found)} findings", *found)
    return int(done.returncode != 0 or bool(found) or executed is None)


if __name__ == "__main__":
    if "--child" in sys.argv:
        sys.argv.remove("--child")
        fuzz()
    else:
        raise SystemExit(main())
