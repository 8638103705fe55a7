"""The answer to a simulated unit's seed: invented, of use on no real unit."""

from __future__ import annotations

import hashlib
import hmac

__all__ = ["twin_key"]

_INVENTED = b"headunit twin: an invented secret, kept from nobody"


def twin_key(seed: bytes) -> bytes:
    """Return the key that answers *seed*, as long as that."""
    return hmac.new(_INVENTED, seed, hashlib.sha256).digest()[: len(seed)]
