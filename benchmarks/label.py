"""Measure label reading on made-up photos and hold the figures against the bars.

``python benchmarks/label.py [--photos 200] [--sets 60] [--seed 7] [--fonts held] [--levels 0,1,2,3,4]`` makes the
photos (the fonts are Debian packages, named in ``label_photos/lettering.py``), reads them, and prints every figure with
its bar.
All of it is synthetic: no figure says how real labels fare.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

from label_photos.camera import Photographed, one_photo, several_photos, turned

from headunit.facts import load_catalogue
from headunit.label import read_label
from headunit.numbers import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from headunit.facts import Catalogue
    from headunit.label import LabelReading

SHOTS = 3
ONE_SIDED_95 = 1.645
EXACT = {0: 0.92, 1: 0.95, 2: 0.86, 3: 0.40}
AFTER = {0: 0.98, 1: 0.98, 2: 0.92, 3: 0.50}
EXACT_SETS, AFTER_SETS = {2: 0.94, 3: 0.80}, {2: 0.98, 3: 0.90}


@dataclass
class Tally:
    """Count how readings of one kind fared."""

    readings: int = 0
    exact: int = 0
    after: int = 0
    silent: int = 0
    asked: int = 0
    as_vin: int = 0
    as_part: int = 0
    part: int = 0
    wrong: int = 0
    flagged: int = 0
    cpu_s: float = 0.0
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, photo: Photographed, reading: LabelReading, cpu_s: float) -> str:
        """Count one reading; return what was silently wrong, or an empty text."""
        truth, characters, likely = photo.truth, reading.serial.characters, reading.serial.likely
        doubtful = [character.doubtful for character in characters]
        right = likely == truth.serial
        same_length = len(characters) == len(truth.serial)
        self.readings += 1
        self.cpu_s += cpu_s
        self.exact += right
        self.asked += sum(doubtful) if right else 0
        pairs = list(zip(likely, truth.serial, doubtful, strict=True)) if same_length else []
        self.after += same_length and all(mine == theirs or doubt for mine, theirs, doubt in pairs)
        self.wrong += sum(mine != theirs for mine, theirs, _ in pairs)
        self.flagged += sum(mine != theirs and doubt for mine, theirs, doubt in pairs)
        self.judged += [
            (character.confidence, mine == theirs)
            for character, (mine, theirs, _) in zip(characters, pairs, strict=False)
        ]
        self.as_vin += bool(truth.vin) and likely == truth.vin
        self.as_part += likely == canonical(truth.part)
        self.part += reading.part_number.likely == canonical(truth.part)
        silently = bool(characters) and not right and (not any(doubtful) or reading.serial.complete)
        self.silent += silently
        return f"{truth.rows} read as {likely}" if silently else ""

    @property
    def calibration_error(self) -> float:
        """Return the expected calibration error over ten bins."""
        bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for confidence, right in self.judged:
            bins[min(9, int(confidence * 10))].append((confidence, right))
        gaps = (abs(sum(c for c, _ in part) - sum(r for _, r in part)) for part in bins.values())
        return sum(gaps) / max(1, len(self.judged))


def summed(tallies: Iterable[Tally]) -> Tally:
    """Return *tallies* together."""
    total = Tally()
    for tally in tallies:
        for name in total.__dataclass_fields__:
            setattr(total, name, getattr(total, name) + getattr(tally, name))
    return total


def share(count: int, of: int, bar: float, *, at_least: bool) -> str:
    """Return a share with its bar and verdict: missed only beyond sampling noise (one-sided, 95 %)."""
    value = count / max(1, of)
    noise = ONE_SIDED_95 * sqrt(bar * (1 - bar) / max(1, of))
    missed = value < bar - noise if at_least else value > bar + noise
    sign = "≥" if at_least else "≤"
    return f"{value:.3f} of {of}   {sign} {bar:.2f}   {'MISSED' if missed else 'met'}"


class Bench:
    """Make photos, read them, and print the figures."""

    def __init__(self, catalogue: Catalogue, seed: int, fonts: str) -> None:
        """Take what is the same for all photos."""
        self._catalogue, self._seed, self._fonts = catalogue, seed, fonts
        self.lines: list[str] = []

    def read(self, tally: Tally, photos: Sequence[Photographed], files: Sequence[bytes] = ()) -> None:
        """Read *photos* of one sticker and count the reading."""
        started = time.process_time()
        reading = read_label(files or [photo.jpeg for photo in photos], self._catalogue)
        silently = tally.add(photos[0], reading, time.process_time() - started)
        if silently:
            print("  silently wrong:", silently, file=sys.stderr)

    def singles(
        self, levels: Sequence[int], count: int, *, unseen: bool = False, spun: bool = False
    ) -> dict[int, Tally]:
        """Read *count* photos of each level, one a label."""
        found: dict[int, Tally] = {}
        for level in levels:
            found[level] = Tally()
            for number in range(count):
                photo = one_photo(self._seed, number, level, self._fonts, unseen=unseen)
                files = [turned(photo, 1 + number % 3)] if spun else ()
                self.read(found[level], [photo], files)
            print(f"  level {level}: {count} photos read", file=sys.stderr)
        return found

    def sets(self, levels: Sequence[int], count: int) -> dict[int, Tally]:
        """Read *count* sets of three shots of each level."""
        found: dict[int, Tally] = {}
        for level in levels:
            found[level] = Tally()
            for number in range(count):
                self.read(found[level], several_photos(self._seed, number, level, self._fonts, shots=SHOTS))
            print(f"  level {level}: {count} sets read", file=sys.stderr)
        return found


def line(what: str, text: str) -> None:
    """Print one figure."""
    print(f"{what:<46}{text}")


def report_exactness(name: str, tallies: dict[int, Tally], exact: dict[int, float], after: dict[int, float]) -> None:
    """Print how many serials were right at once and after the questions, and how many wrong ones nobody was told of."""
    for level in (level for level in tallies if level in exact):
        tally = tallies[level]
        line(f"{name}, level {level}, exact", share(tally.exact, tally.readings, exact[level], at_least=True))
        words = share(tally.after, tally.readings, after[level], at_least=True)
        line(f"{name}, level {level}, after questions", words)
    for words, wanted, bar in (("levels 0-2", range(3), 0.01), ("levels 3-4", range(3, 5), 0.02)):
        pooled = summed(tally for level, tally in tallies.items() if level in wanted)
        if pooled.readings:
            line(f"{name}, {words}, silently wrong", share(pooled.silent, pooled.readings, bar, at_least=False))


def report_the_rest(ones: dict[int, Tally], sets: dict[int, Tally], spun: Tally, unseen: Tally) -> None:
    """Print all other figures of the bars."""
    everything = summed([*ones.values(), *sets.values(), spun, unseen])
    line("VIN or part number as serial", f"{everything.as_vin + everything.as_part} of {everything.readings}   = 0")
    easy = summed(tally for level, tally in ones.items() if level < 3)  # noqa: PLR2004 - levels 0 to 2
    line("questions per right serial, levels 0-2", f"{easy.asked / max(1, easy.exact):.2f}   ≤ 0.6")
    line("wrong characters flagged, levels 0-2", share(easy.flagged, easy.wrong, 0.9, at_least=True))
    line("calibration error, levels 0-2", f"{easy.calibration_error:.3f}   ≤ 0.03")
    clean = summed(tally for level, tally in ones.items() if level < 2)  # noqa: PLR2004 - levels 0 and 1
    line("part number exact, levels 0-1", share(clean.part, clean.readings, 0.95, at_least=True))
    upright = ones.get(1, Tally())
    shares = [f"{tally.exact / max(1, tally.readings):.3f}" for tally in (spun, upright)]
    line("turned by 90, 180 or 270 degrees, level 1", f"{shares[0]}, upright {shares[1]}   within 0.03")
    line("unseen forms, level 1, exact", f"{unseen.exact / max(1, unseen.readings):.3f} of {unseen.readings}")
    line("unseen forms, level 1, after questions", f"{unseen.after / max(1, unseen.readings):.3f}")
    line("unseen forms, level 1, silently wrong", share(unseen.silent, unseen.readings, 0.01, at_least=False))
    for name, tallies, bar in (("photo", ones, 1.3), ("set of three", sets, 6.0)):
        pooled = summed(tallies.values())
        line(f"CPU seconds per {name}", f"{pooled.cpu_s / max(1, pooled.readings):.2f}   ≤ {bar}")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line("peak memory of this run, making photos included", f"{megabytes} MB   ≤ 900 MB")


def main() -> None:
    """Make, read and report."""
    parser = argparse.ArgumentParser(description="Measure label reading on made-up photos.")
    parser.add_argument("--photos", type=int, default=200, help="photos per level")
    parser.add_argument("--sets", type=int, default=60, help="sets of three shots per level 2 and 3")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--fonts", choices=("dev", "held"), default="held")
    parser.add_argument("--levels", default="0,1,2,3,4")
    given = parser.parse_args()
    levels = [int(level) for level in given.levels.split(",")]
    bench = Bench(load_catalogue(), given.seed, given.fonts)
    print(f"Made-up photos: seed {given.seed}, fonts {given.fonts}, {given.photos} a level, {given.sets} sets a level.")
    ones = bench.singles(levels, given.photos)
    spun = bench.singles([1], given.photos // 2, spun=True)[1]
    unseen = bench.singles([1], given.photos // 2, unseen=True)[1]
    sets = bench.sets([level for level in levels if level in EXACT_SETS], given.sets)
    report_exactness("one photo", ones, EXACT, AFTER)
    report_exactness("three shots", sets, EXACT_SETS, AFTER_SETS)
    report_the_rest(ones, sets, spun, unseen)


if __name__ == "__main__":
    main()
