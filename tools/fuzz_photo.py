"""Fuzz the loader of photos for a while: any file gives an upright photo or one of our errors, in bounded memory.

``python tools/fuzz_photo.py [SECONDS]`` cuts, joins and damages small pictures of every format at random, from a seed
that it prints, and prints one line; it returns 1 when something else than an answer came out, 77 without the extra.
The file that did it is kept in ``build/fuzz``.
"""

from __future__ import annotations

import io
import random
import resource
import struct
import sys
import time
import zlib
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOUND_FOLDER = ROOT / "build" / "fuzz"
SECONDS = 60
WITHOUT_THE_EXTRA = 77
SLOWEST_S = 10.0
MOST_MEGABYTES = 900
_FOREIGN = (b"PK\x03\x04", b"%PDF-1.7", b"<script>", b"GIF89a", b"\x00\x00\x00\x18ftypheic", b"\xff\xd8\xff", b"<?php")


def seeds() -> list[bytes]:
    """Return a small whole picture of each format, and some that are stranger."""
    from PIL import Image  # noqa: PLC0415 - an extra

    picture = Image.linear_gradient("L").resize((160, 140)).convert("RGB")
    files: list[bytes] = []
    for kind, options in (("JPEG", {"quality": 60}), ("PNG", {}), ("WEBP", {"quality": 50}), ("GIF", {}), ("TIFF", {})):
        file = io.BytesIO()
        picture.save(file, kind, **options)
        files.append(file.getvalue())
    for kind in ("PNG", "WEBP"):
        file = io.BytesIO()
        picture.save(file, kind, save_all=True, append_images=[picture.rotate(90)])
        files.append(file.getvalue())
    return [*files, bomb(60_000), b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)]


def bomb(side: int) -> bytes:
    """Return a small PNG of *side* by *side* black pixels, made row by row: whole it would take gigabytes."""
    packer = zlib.compressobj()
    row = bytes(1 + -(-side // 8))
    pixels = b"".join([*(packer.compress(row) for _ in range(side)), packer.flush()])
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def changed(rng: random.Random, files: list[bytes]) -> bytes:
    """Return one of *files*, damaged in a few places, cut short, or joined with another."""
    content = bytearray(rng.choice(files))
    for _ in range(rng.randrange(1, 8)):
        place = rng.randrange(len(content)) if content else 0
        what = rng.randrange(6)
        if what == 0:
            content[place : place + 1] = bytes([rng.randrange(256)])
        elif what == 1:
            del content[place:]
        elif what == 2:  # noqa: PLR2004 - one of six ways
            content[place:place] = rng.choice(_FOREIGN)
        elif what == 3:  # noqa: PLR2004
            content[place : place + 4] = rng.randbytes(4)
        elif what == 4:  # noqa: PLR2004
            content += rng.choice(files)[:5000]
        else:
            del content[place : place + rng.randrange(1, 64)]
    return bytes(content)


def fault_of(content: bytes) -> str:
    """Return what went wrong with *content*, or an empty text."""
    from headunit.errors import HeadunitError  # noqa: PLC0415 - after the check for the extra
    from headunit.label.photo import MOST_PIXELS, decode_photo  # noqa: PLC0415 - as above

    started = time.monotonic()
    try:
        photo = decode_photo(content)
    except HeadunitError:
        photo = None
    except BaseException as fault:  # noqa: BLE001 - whatever it is, it is a finding
        return f"{type(fault).__name__}: {fault}"
    if photo is not None and photo.image.size[0] * photo.image.size[1] > MOST_PIXELS:
        return "a picture larger than the bound"
    if time.monotonic() - started > SLOWEST_S:
        return f"took more than {SLOWEST_S:.0f} s"
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{megabytes} MB" if megabytes > MOST_MEGABYTES else ""


def main() -> int:
    """Fuzz until the time is over and report."""
    if not find_spec("PIL") or not find_spec("pi_heif"):
        print("skipped: the extra 'label' is not installed")
        return WITHOUT_THE_EXTRA
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    seed = time.time_ns() % 1_000_000
    rng = random.Random(seed)  # noqa: S311 - no secret
    files, count = seeds(), 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        content = rng.choice(files) if count < len(files) else changed(rng, files)
        fault = fault_of(content)
        count += 1
        if fault:
            FOUND_FOLDER.mkdir(parents=True, exist_ok=True)
            path = FOUND_FOLDER / f"photo-{seed}-{count}"
            path.write_bytes(content)
            print(f"{count:,} files in {seconds} s, seed {seed}: {path.name} gave {fault}")
            return 1
    print(f"{count:,} files in {seconds} s, seed {seed}, 0 findings")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
