"""The code as the memory holds it: two copies of a salted verifier, so that a new code is whole or not there.

    byte  0–3   generation, the later of two valid copies holds; it begins anew after the highest
    byte  4–11  salt
    byte 12–27  the first half of SHA-256 over salt and code
    byte 28–31  CRC-32 over the bytes before

Numbers stand with their high byte first.

A hash hides nothing from whoever reads the chip: ten thousand codes are tried in no time.
"""

from __future__ import annotations

import hashlib
import hmac
import zlib
from typing import NamedTuple

__all__ = ["CODE_AREA_BYTES", "NO_CODE", "Code", "code_image", "code_matches", "load_code", "pack_code", "verifier"]

_COPY_BYTES = 32
CODE_AREA_BYTES = 2 * _COPY_BYTES
_SALT_BYTES = 8
_VERIFIER_BYTES = 16
_GENERATIONS = 0xFFFF_FFFF
_HALF = 0x8000_0000


class Code(NamedTuple):
    """Hold what a code is compared with; *copy* (0 or 1) and *generation* tell where it stands."""

    salt: bytes
    verifier: bytes
    copy: int = 0
    generation: int = 0


NO_CODE = Code(b"", bytes(_VERIFIER_BYTES))
"""What no code matches."""


def verifier(salt: bytes, code: str) -> bytes:
    """Return the 16 bytes by which *code* is known again."""
    return hashlib.sha256(salt + code.encode("utf-8", "surrogatepass")).digest()[:_VERIFIER_BYTES]


def code_matches(code: Code, entered: str | None) -> bool:
    """Compare with the same work whatever was entered; None, where nothing was, matches nothing."""
    return entered is not None and hmac.compare_digest(verifier(code.salt, entered), code.verifier)


def pack_code(old: Code, code: str, salt: bytes) -> tuple[Code, int, bytes]:
    """Return the new code with the place and the bytes of the copy that holds it: the one the old isn't in."""
    salt = salt[:_SALT_BYTES].ljust(_SALT_BYTES, b"\0")
    generation = (old.generation + 1) & _GENERATIONS
    new = Code(salt, verifier(salt, code), 1 - old.copy, generation)
    body = generation.to_bytes(4) + new.salt + new.verifier
    return new, new.copy * _COPY_BYTES, body + zlib.crc32(body).to_bytes(4)


def code_image(code: str, salt: bytes) -> bytes:
    """Return the code area of a new unit: the first copy written, the second blank."""
    _, _, data = pack_code(NO_CODE._replace(copy=1), code, salt)
    return data + b"\xff" * _COPY_BYTES


def _read_copy(memory: bytes, copy: int) -> Code | None:
    """Read one copy, or None where it isn't whole."""
    data = memory[copy * _COPY_BYTES : (copy + 1) * _COPY_BYTES]
    if len(data) < _COPY_BYTES or zlib.crc32(data[:-4]) != int.from_bytes(data[-4:]):
        return None
    salt_end = 4 + _SALT_BYTES
    return Code(data[4:salt_end], data[salt_end:-4], copy, int.from_bytes(data[:4]))


def load_code(memory: bytes) -> Code | None:
    """Return the newer of the valid copies at the head of *memory*, or None where neither is."""
    first, second = _read_copy(memory, 0), _read_copy(memory, 1)
    if first is None or second is None:
        return first or second
    by_the_shorter_way = (second.generation - first.generation) & _GENERATIONS
    return second if 0 < by_the_shorter_way < _HALF else first
