"""Count how often bytes that are no radio's memory get a code unasked (bar: 0.1 %).

Eighteen kinds of images, random and structured, in the sizes of the chips that are known and in others; the same seed
gives the same images.  ``python benchmarks/false_answers.py [COUNT]``
"""

from __future__ import annotations

import json
import random
import sys
import time
import zlib
from collections import Counter
from typing import TYPE_CHECKING

from headunit.codes.images.read import read_image
from headunit.errors import InputError
from headunit.facts import load_catalogue
from headunit.numbers.memory_image import MemoryImage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["KINDS", "images", "judge"]

COUNT, SEED, BAR_PERCENT = 128_000, 20_261_122, 0.1
CHIP_SIZES = (128, 256, 512, 1024, 2048, 4096)
OTHER_SIZES = (1, 2, 16, 64, 100, 127, 129, 1000, 8192)
WORDS: tuple[str, ...] = (
    "the",
    "radio",
    "code",
    "serial",
    "label",
    "card",
    "VWZ",
    "SAFE",
    "BP2346",
    "M123456",
    "1234",
    "0000",
    "9999",
)
WORDS += ("RCD310", "null,", "}", "{", "=", ";", "return")


def _noise(random: random.Random, size: int) -> bytes:
    return random.randbytes(size)


def _one_byte(random: random.Random, size: int) -> bytes:
    return bytes([random.choice((0x00, 0xFF, 0x55, 0xAA, random.randrange(256)))]) * size


def _erased(random: random.Random, size: int, base: int) -> bytes:
    """Return a blank chip with up to forty bytes written."""
    image = bytearray(bytes([base]) * size)
    for _ in range(random.randrange(1, 41)):
        image[random.randrange(size)] = random.randrange(256)
    return bytes(image)


def _erased_to_ff(random: random.Random, size: int) -> bytes:
    return _erased(random, size, 0xFF)


def _erased_to_00(random: random.Random, size: int) -> bytes:
    return _erased(random, size, 0x00)


def _pattern(random: random.Random, size: int) -> bytes:
    pattern = random.randbytes(random.randrange(1, 300))
    return (pattern * (size // len(pattern) + 1))[:size]


def _ramp(random: random.Random, size: int) -> bytes:
    start, step = random.randrange(256), random.randrange(1, 256)
    return bytes((start + step * index) % 256 for index in range(size))


def _word_ramp(random: random.Random, size: int) -> bytes:
    start = random.randrange(65_536)
    little = random.random() < 0.5  # noqa: PLR2004 - one in two
    words = ((start + index) % 65_536 for index in range(size // 2 + 1))
    return b"".join(word.to_bytes(2, "little" if little else "big") for word in words)[:size]


def _text(random: random.Random, size: int) -> bytes:
    text = ""
    while len(text) < size:
        text += random.choice(WORDS) + random.choice(" \n\t,")
    return text[:size].encode()


def _wide_text(random: random.Random, size: int) -> bytes:
    return _text(random, size).decode().encode("utf-16-le")[:size]


def _hex_text(random: random.Random, size: int) -> bytes:
    return random.randbytes(size).hex(" ").encode()[:size]


def _few_values(random: random.Random, size: int) -> bytes:
    """Return small numbers, as tables of settings hold."""
    return bytes(random.choices(range(random.randrange(2, 17)), k=size))


def _decimal(random: random.Random, size: int) -> bytes:
    """Return packed BCD throughout: every place decodes to a digit."""
    return bytes(16 * random.randrange(10) + random.randrange(10) for _ in range(size))


def _firmware(random: random.Random, size: int) -> bytes:
    """Return code-like bytes: few frequent values, addresses, texts and erased stretches."""
    common = random.sample(range(256), 12)
    parts: list[bytes] = []
    while sum(map(len, parts)) < size:
        kind = random.random()
        if kind < 0.7:  # noqa: PLR2004 - shares of the mixture
            parts.append(bytes([random.choice(common)]) + random.randbytes(random.randrange(3)))
        elif kind < 0.85:  # noqa: PLR2004 - as above
            parts.append(random.choice(WORDS).encode() + b"\0")
        else:
            parts.append(random.choice((b"\0", b"\xff")) * random.randrange(1, 33))
    return b"".join(parts)[:size]


def _program(random: random.Random, size: int) -> bytes:
    """Return a piece of this Python's own machine code."""
    start = random.randrange(len(_PROGRAM) - size)
    return _PROGRAM[start : start + size]


def _packed(random: random.Random, size: int) -> bytes:
    return zlib.compress(_text(random, 4 * size) + random.randbytes(size))[:size]


def _counters(random: random.Random, size: int) -> bytes:
    """Return records of sixteen bytes that differ in a counter."""
    record = random.randbytes(12)
    return b"".join(record + index.to_bytes(4, "big") for index in range(size // 16 + 1))[:size]


def _signs_at_the_front(random: random.Random, size: int) -> bytes:
    """Return noise behind words that test patterns begin with."""
    front = random.choice((b"\xaa\x55", b"\x55\xaa", b"\x5a\xa5", b"\x00\xff", b"\xde\xad\xbe\xef", b"\x12\x34"))
    return (front + random.randbytes(size))[:size]


def _doubled(random: random.Random, size: int) -> bytes:
    """Return noise with every byte twice, as a reader with a wrong word width writes it."""
    return bytes(byte for byte in random.randbytes(size // 2 + 1) for _ in range(2))[:size]


def _read_program() -> bytes:
    with open(sys.executable, "rb") as file:  # noqa: PTH123 - one file, read once
        return file.read(8_000_000) + bytes(range(256)) * 40


_PROGRAM = _read_program()
KINDS: dict[str, Callable[[random.Random, int], bytes]] = {
    "noise": _noise,
    "one byte": _one_byte,
    "erased to FF, some bytes written": _erased_to_ff,
    "erased to 00, some bytes written": _erased_to_00,
    "repeated pattern": _pattern,
    "ramp": _ramp,
    "ramp of words": _word_ramp,
    "text": _text,
    "text, UTF-16": _wide_text,
    "hex as text": _hex_text,
    "few small values": _few_values,
    "packed decimal": _decimal,
    "firmware-like": _firmware,
    "machine code": _program,
    "compressed": _packed,
    "records with a counter": _counters,
    "test pattern in front": _signs_at_the_front,
    "each byte twice": _doubled,
}


def images(count: int, seed: int = SEED) -> Iterator[tuple[str, bytes]]:
    """Give *count* images with their kind, the kinds in turn; nine in ten have the size of a known chip."""
    source = random.Random(seed)  # noqa: S311 - not for secrets; the same images each time
    kinds = list(KINDS.items())
    for index in range(count):
        kind, make = kinds[index % len(kinds)]
        size = source.choice(CHIP_SIZES if source.random() < 0.9 else OTHER_SIZES)  # noqa: PLR2004 - nine in ten
        yield kind, make(source, size)


def judge(data: bytes) -> str:
    """Return what happens to *data*: ``code``, ``recognised``, ``question``, ``refused`` or ``error``."""
    try:
        answer = read_image(MemoryImage(data), CATALOGUE)
    except InputError:
        return "error"
    if answer.stored:
        return "code" if answer.stored[0].code else "recognised"
    return "question" if answer.question else "refused"


CATALOGUE = load_catalogue()


def main() -> int:
    """Judge the images, print one line of JSON and the share, and return 1 above the bar."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    started = time.process_time()
    verdicts: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for kind, data in images(count):
        verdict = judge(data)
        verdicts[verdict] += 1
        if verdict == "code":
            answered[kind] += 1
    percent = 100 * verdicts["code"] / count
    print(json.dumps({"images": count, "kinds": len(KINDS), "verdicts": verdicts, "codes_by_kind": answered}))
    print(f"{verdicts['code']} of {count} images got a code unasked ({percent:.4f} %, bar {BAR_PERCENT} %);", end=" ")
    print(f"{time.process_time() - started:.0f} CPU-s")
    return int(percent > BAR_PERCENT)


if __name__ == "__main__":
    raise SystemExit(main())
