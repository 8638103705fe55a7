"""The firmware of a simulated unit: what an image says, the signed bundle it comes in, and the two slots it runs from.

    bundle: HUFW1 and a line feed · 2 bytes length of the manifest · manifest · 64 bytes Ed25519 over it · image

The manifest, JSON, names product, version, size and SHA-256 of the image. The image is JSON
too: its version and its faults.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Verify = Callable[[bytes, bytes, bytes], bool]
    """Return whether a signature is right, from (public key, signature, message)."""

__all__ = [
    "HEADER_BYTES",
    "PAGE_BYTES",
    "SLOT_BYTES",
    "Firmware",
    "Manifest",
    "factory_slots",
    "image_of",
    "make_bundle",
    "manifest_of",
    "refusal",
    "running",
    "slot_writes",
]

MAGIC = b"HUFW1\n"
SIGNATURE_BYTES = 64
_HEADER_AT_LEAST = len(MAGIC) + 2
HEADER_BYTES = 44
"""Version, size, SHA-256 and CRC-32 before the image of a slot."""
PAGE_BYTES = 64
SLOT_BYTES = 1_024
_VERSIONS = 0xFFFF


class Firmware(NamedTuple):
    """Say what an image does: *faults* may hold ``refuses-good-codes`` and ``fails-self-test``."""

    version: int
    faults: tuple[str, ...] = ()


class Manifest(NamedTuple):
    """Hold what a bundle's manifest says, with its bytes, signature and image."""

    product: str
    version: int
    size: int
    sha256: str
    signed: bytes
    signature: bytes
    image: bytes


def image_of(firmware: Firmware, filler: int = 0) -> bytes:
    """Return the image of a firmware; *filler* bytes of a tune make it longer."""
    document = {"version": firmware.version, "faults": list(firmware.faults), "tune": "la" * (filler // 2)}
    return json.dumps(document, separators=(",", ":"), sort_keys=True).encode()


def make_bundle(product: str, image: bytes, version: int, sign: Callable[[bytes], bytes]) -> bytes:
    """Return a bundle for *product*, signed by *sign*."""
    document = {"product": product, "version": version, "size": len(image), "sha256": hashlib.sha256(image).hexdigest()}
    manifest = json.dumps(document, separators=(",", ":"), sort_keys=True).encode()
    return MAGIC + len(manifest).to_bytes(2, "big") + manifest + sign(manifest) + image


def manifest_of(bundle: bytes) -> Manifest | None:
    """Take a bundle apart, or return None for what is none."""
    if not bundle.startswith(MAGIC) or len(bundle) < _HEADER_AT_LEAST:
        return None
    end = _HEADER_AT_LEAST + int.from_bytes(bundle[len(MAGIC) : _HEADER_AT_LEAST], "big")
    signed, signature, image = bundle[_HEADER_AT_LEAST:end], bundle[end : end + SIGNATURE_BYTES], bundle[end + 64 :]
    try:
        told = json.loads(signed)
        product, version, size, sha256 = (told[name] for name in ("product", "version", "size", "sha256"))
    except (ValueError, TypeError, KeyError):
        return None
    if not isinstance(version, int) or not isinstance(size, int) or not 0 < version <= _VERSIONS:
        return None
    return Manifest(product, version, size, sha256, signed, signature, image)


def refusal(manifest: Manifest | None, product: str, floor: int, public_key: bytes, verify: Verify) -> str:
    """Return why a bundle isn't installed, or an empty text; nothing has been written until this is answered.

    *floor* is the lowest version that may still be installed.
    """
    if manifest is None:
        return "not-a-bundle"
    if not verify(public_key, manifest.signature, manifest.signed):
        return "signature"
    if manifest.product != product:
        return "product"
    if manifest.version < floor:
        return "too-old"
    if len(manifest.image) != manifest.size or hashlib.sha256(manifest.image).hexdigest() != manifest.sha256:
        return "damaged"
    return "too-large" if len(manifest.image) > SLOT_BYTES - HEADER_BYTES else ""


def _header(image: bytes, version: int) -> bytes:
    body = version.to_bytes(4, "big") + len(image).to_bytes(4, "big") + hashlib.sha256(image).digest()
    return body + zlib.crc32(body).to_bytes(4, "big")


def slot_writes(offset: int, image: bytes, version: int) -> tuple[tuple[int, bytes], ...]:
    """Return the writes that fill the slot at *offset*: spoil its header, the pages, and the new header last."""
    pages = [(offset + HEADER_BYTES + at, image[at : at + PAGE_BYTES]) for at in range(0, len(image), PAGE_BYTES)]
    return ((offset, bytes(HEADER_BYTES)), *pages, (offset, _header(image, version)))


def factory_slots(image: bytes, version: int) -> bytes:
    """Return both slots of a new unit: the first holds *image*, the second is blank."""
    first = (_header(image, version) + image).ljust(SLOT_BYTES, b"\xff")
    return first + b"\xff" * SLOT_BYTES


def running(slot: bytes) -> Firmware | None:
    """Return the firmware of a slot, or None where it isn't whole."""
    header, body = slot[:HEADER_BYTES], slot[: HEADER_BYTES - 4]
    if zlib.crc32(body) != int.from_bytes(header[-4:], "big"):
        return None
    size = int.from_bytes(header[4:8], "big")
    image = slot[HEADER_BYTES : HEADER_BYTES + size]
    if hashlib.sha256(image).digest() != header[8:40]:
        return None
    told = json.loads(image)
    return Firmware(int.from_bytes(header[:4], "big"), tuple(told["faults"]))
