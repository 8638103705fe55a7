"""Measure ``headunit bulk`` on Parquet beside a plain copy of the same file: CPU time, rows per CPU-second, memory.

The file is made anew, the same each time: an id and a serial, Ford M and V mixed, 1 % damaged in six ways, nearly each
damaged one different. The copy reads and writes the same batches with the same library. Both are child processes.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headunit.codes.rules.ford import SQUARE_M
from headunit.codes.tables import ford_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

CPU_BAR = 4.0
TABLE_BAR_SECONDS = 0.6
MEMORY_BAR_MB = 600
BATCH_ROWS = 131_072
CHUNK_ROWS = 1_000_000
DAMAGED_IN = 100
SEED = 20_240_229
LOOK_ALIKE = dict(zip("0125678", "OIZSGTB", strict=True))
COPY = """
import sys
import pyarrow.parquet as pq
with pq.ParquetFile(sys.argv[1], pre_buffer=False) as source:
    with pq.ParquetWriter(sys.argv[2], source.schema_arrow, compression="snappy") as target:
        for batch in source.iter_batches(batch_size=int(sys.argv[3]), use_threads=False):
            target.write_batch(batch)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Hold what one child process took."""

    cpu_seconds: float
    memory_mb: float


def damage(serial: str, way: int) -> str | None:
    """Return *serial* damaged in one of six ways: null, empty, short, long, a letter in it, a look-alike in it."""
    if way <= 1:
        return None if way == 0 else ""
    place = 2 + int(serial[-1]) % 4
    if way == 2:  # noqa: PLR2004 - the numbers of the ways, as below
        return serial[:place] + serial[place + 1 :]
    if way == 3:  # noqa: PLR2004
        return serial[:place] + serial[1] + serial[place:]
    letter = "X" if way == 4 else LOOK_ALIKE.get(serial[place], "O")  # noqa: PLR2004
    return serial[:place] + letter + serial[place + 1 :]


def serials(generator: np.random.Generator, rows: int) -> pa.Array:
    """Return *rows* serials, every hundredth damaged."""
    digits = pc.utf8_lpad(pa.array(generator.integers(0, 1_000_000, rows)).cast(pa.string()), 6, "0")
    letters = pa.array(["M", "V"]).take(pa.array(generator.integers(0, 2, rows)))
    whole = pc.binary_join_element_wise(letters, digits, "")
    picked: NDArray[np.bool_] = generator.random(rows) < 1 / DAMAGED_IN
    ways = generator.integers(0, 6, rows)[picked].tolist()
    bad = [damage(serial, way) for serial, way in zip(whole.filter(pa.array(picked)).to_pylist(), ways, strict=True)]
    return pc.replace_with_mask(whole, pa.array(picked), pa.array(bad, pa.string()))


def make(path: Path, rows: int) -> None:
    """Write the file."""
    generator = np.random.default_rng(SEED)
    schema = pa.schema([("id", pa.string()), ("serial", pa.string())])
    with pq.ParquetWriter(path, schema, compression="snappy") as writer:
        for start in range(0, rows, CHUNK_ROWS):
            count = min(CHUNK_ROWS, rows - start)
            ids = pa.array(np.arange(start, start + count)).cast(pa.string())
            writer.write_batch(pa.RecordBatch.from_arrays([ids, serials(generator, count)], schema=schema))


def run(arguments: list[str]) -> Cost:
    """Run Python with *arguments* and return what it took."""
    silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(sys.executable, [sys.executable, *arguments], os.environ, file_actions=silence)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        message = f"{' '.join(arguments[:3])} … ended with status {os.waitstatus_to_exitcode(status)}"
        raise SystemExit(message)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(folder: Path, rows: int) -> tuple[Cost, Cost]:
    """Return the cost of the copy and of the answers for a file of *rows* rows."""
    source, target = folder / "in.parquet", folder / "out.parquet"
    child = os.fork()  # making the file takes memory, which a child would be charged with
    if child == 0:
        make(source, rows)
        os._exit(0)
    os.waitpid(child, 0)
    copy = run(["-c", COPY, str(source), str(target), str(BATCH_ROWS)])
    bulk = run(["-m", "headunit", "bulk", str(source), str(target), "--quiet"])
    return copy, bulk


def table_seconds() -> float:
    """Return the CPU time for the table of the 1,000,000 codes of Ford M, NumPy being there already."""
    started = time.process_time()
    ford_table(SQUARE_M)
    return time.process_time() - started


def main() -> int:
    """Print the table and return 0 when every bar is met."""
    parser = argparse.ArgumentParser(description="Measure headunit bulk on Parquet beside a plain copy.")
    parser.add_argument("rows", nargs="*", type=int, default=[2_000_000], help="rows of the files")
    sizes: list[int] = parser.parse_args().rows
    print("CPU time and peak memory of 'headunit bulk' on Parquet beside a plain copy of the same file\n")
    layout = "{:>12} {:>10} {:>10} {:>7} {:>6} {:>14} {:>9} {:>9} {}"
    print(
        layout.format("rows", "copy CPU s", "bulk CPU s", "ratio", "bar", "rows per CPU s", "peak MB", "bar", "verdict")
    )
    seconds = table_seconds()
    missed = seconds > TABLE_BAR_SECONDS
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            copy, bulk = measure(Path(folder), rows)
        ratio = bulk.cpu_seconds / copy.cpu_seconds
        met = ratio <= CPU_BAR and bulk.memory_mb <= MEMORY_BAR_MB
        missed = missed or not met
        figures = (f"{rows:,}", f"{copy.cpu_seconds:.2f}", f"{bulk.cpu_seconds:.2f}", f"{ratio:.2f}", f"{CPU_BAR:.1f}")
        speed = (f"{rows / bulk.cpu_seconds:,.0f}", f"{bulk.memory_mb:.0f}", str(MEMORY_BAR_MB))
        print(layout.format(*figures, *speed, "met" if met else "NOT MET"))
    print(f"\ntable of 1,000,000 Ford M codes: {seconds:.3f} CPU s, bar {TABLE_BAR_SECONDS}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
