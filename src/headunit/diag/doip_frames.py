"""The messages of diagnostics on IP (ISO 13400-2) as both ends write them.

2 bytes version and its inverse · 2 bytes kind · 4 bytes length · content
"""

from __future__ import annotations

import struct
from typing import Final

__all__ = ["FUNCTIONAL_GROUP", "HEADER", "ROUTED", "Kind", "pack"]

HEADER = struct.Struct(">BBHI")
_VERSION = 0x02
ROUTED = 0x10
"""What a gateway says when it routes."""

FUNCTIONAL_GROUP = b"\xe4\x00"
"""The address of requests to every unit; it lies among those that a car maker may give out, and is invented."""


class Kind:
    """Name the kinds of messages."""

    NACK: Final = 0x0000
    ACTIVATE: Final = 0x0005
    ACTIVATED: Final = 0x0006
    ALIVE: Final = 0x0007
    ALIVE_ANSWER: Final = 0x0008
    MESSAGE: Final = 0x8001
    ACK: Final = 0x8002
    MESSAGE_NACK: Final = 0x8003


def pack(kind: int, content: bytes) -> bytes:
    """Return a whole message."""
    return HEADER.pack(_VERSION, _VERSION ^ 0xFF, kind, len(content)) + content
