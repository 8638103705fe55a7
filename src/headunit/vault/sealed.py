"""The file format of a vault, byte by byte (docs/reference/vault-format.md).

    offset  bytes
         0      8  mark   89 48 55 56 0D 0A 1A 0A
         8      2  format version, 1
        10      1  derivation, 1 = Argon2id version 1.3
        11      1  cipher, 1 = ChaCha20-Poly1305 (RFC 8439)
        12      4  memory in KiB
        16      4  iterations
        20      4  lanes
        24     16  salt
        40     12  nonce, drawn anew at each write
        52      …  content, encrypted, then 16 bytes of tag

Numbers are unsigned, most significant byte first. Bytes 0 to 51 are the associated data of the cipher: no byte of the
file can be changed without the tag telling.
"""

from __future__ import annotations

import json
import struct
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from headunit.errors import ConfigurationError, InputError
from headunit.vault.content import Vault
from headunit.vault.entry import entry_from_texts, revealed_texts
from headunit.vault.key import RFC_9106_LOW_MEMORY, SALT_BYTES, Cost, VaultKey, derive_key
from headunit.vault.mark import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from headunit.vault.passphrase import Passphrase

__all__ = [
    "FORMATS",
    "FORMAT_VERSION",
    "LARGEST_VAULT_BYTES",
    "MARK",
    "NONCE_BYTES",
    "Opened",
    "Reader",
    "check_start",
    "seal",
    "unseal",
]

FORMAT_VERSION = 1
NONCE_BYTES = 12
LARGEST_VAULT_BYTES = 32 << 20

_HEADER = struct.Struct(">8sHBBIII16s12s")
_START = struct.Struct(">8sH")
_ARGON2ID = 1
_CHACHA20_POLY1305 = 1
_PADDED_TO_BYTES = 1024
_CONTENT_FORMAT = "headunit/vault-content/1"


@dataclass(frozen=True, slots=True)
class Opened:
    """Hold what an opened file gave: its entries, its key, and the version of its format."""

    vault: Vault
    key: VaultKey
    version: int


Reader: TypeAlias = "Callable[[bytes, Passphrase, Cost], tuple[Vault, VaultKey]]"


def seal(vault: Vault, key: VaultKey, nonce: bytes) -> bytes:
    """Return the file that holds *vault*; raises InputError (``vault-full``).

    The content is padded to whole KiB, so that the size of the file does not tell how long a code is.
    """
    document = {"format": _CONTENT_FORMAT, "entries": [revealed_texts(entry) for entry in vault.entries]}
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    content += b" " * (-len(content) % _PADDED_TO_BYTES)
    if len(content) > LARGEST_VAULT_BYTES // 2:
        raise InputError(
            "vault-full",
            f"the vault would have more than {LARGEST_VAULT_BYTES >> 21} MiB",
            next_step="shorten the notes, or keep a second vault",
        )
    cost = key.cost
    header = _HEADER.pack(
        MARK,
        FORMAT_VERSION,
        _ARGON2ID,
        _CHACHA20_POLY1305,
        cost.memory_kib,
        cost.iterations,
        cost.lanes,
        key.salt,
        nonce,
    )
    return header + ChaCha20Poly1305(key.secret).encrypt(nonce, content, header)


def _unseal_version_1(file: bytes, passphrase: Passphrase, usual: Cost) -> tuple[Vault, VaultKey]:
    if len(file) < _HEADER.size:
        raise _closed(passphrase, usual)
    header = file[: _HEADER.size]
    _, _, derivation, cipher, memory_kib, iterations, lanes, salt, nonce = _HEADER.unpack(header)
    cost = Cost(memory_kib, iterations, lanes)
    if (derivation, cipher) != (_ARGON2ID, _CHACHA20_POLY1305) or not cost.is_bearable:
        raise _closed(passphrase, usual)
    try:
        key = derive_key(passphrase, cost, salt)
        content = ChaCha20Poly1305(key.secret).decrypt(nonce, file[_HEADER.size :], header)
    except (InvalidTag, MemoryError):  # a forged header can ask for more than this computer has
        raise _closed_error() from None
    return _read_content(content), key


FORMATS: Mapping[int, Reader] = MappingProxyType({FORMAT_VERSION: _unseal_version_1})
"""Every format that can be read, by its version; the newest is the one that is written."""


def unseal(
    file: bytes,
    passphrase: Passphrase,
    *,
    usual: Cost = RFC_9106_LOW_MEMORY,
    formats: Mapping[int, Reader] = FORMATS,
) -> Opened:
    """Open the vault that *file* holds.

    A wrong passphrase and a damaged file can't be told apart, and take the same work: *usual* is the cost where the
    header does not name a bearable one. Raises InputError (``vault-closed``, ``vault-foreign``, ``vault-content``)
    and ConfigurationError (``vault-newer``).
    """
    version = check_start(file, newest=max(formats))
    reader = formats.get(version)
    if reader is None:
        raise _closed(passphrase, usual)
    vault, key = reader(file, passphrase, usual)
    return Opened(vault, key, version)


def check_start(file: bytes, *, newest: int = FORMAT_VERSION) -> int:
    """Return the version that *file* names, before a passphrase is asked for.

    Raises InputError (``vault-foreign``) for what never was a vault, ConfigurationError (``vault-newer``).
    """
    if not file.startswith(MARK) or len(file) < _START.size:
        raise InputError(
            "vault-foreign",
            "the file is empty, or no vault of Headunit",
            expected="a file made by 'headunit vault init'",
            next_step="if it was one, put a backup in its place",
        )
    version = int(_START.unpack_from(file)[1])
    if version > newest:
        raise ConfigurationError(
            "vault-newer",
            f"the vault has format {version}, this program reads up to {newest}",
            value=str(version),
            expected=f"at most {newest}",
            next_step="update Headunit; the vault was not touched",
        )
    return version


def _closed(passphrase: Passphrase, usual: Cost) -> InputError:
    """Do the work that a whole file would have taken, then return the error."""
    with suppress(MemoryError):
        derive_key(passphrase, usual, bytes(SALT_BYTES))
    return _closed_error()


def _closed_error() -> InputError:
    return InputError(
        "vault-closed",
        "the vault does not open: the passphrase is wrong, or the file is damaged",
        next_step="try again; if it stays so, open a backup. The file was not touched",
    )


def _read_content(content: bytes) -> Vault:
    """Return the entries of authentic content, made by a program that may have been another one."""
    try:
        document: Any = json.loads(content)
        if document["format"] != _CONTENT_FORMAT:
            raise _content_error(f"its content says {str(document['format'])[:40]!r}")
        return Vault(tuple(entry_from_texts(_texts(entry)) for entry in document["entries"]))
    except InputError as fault:
        raise _content_error(fault.message) from None
    except (KeyError, TypeError, ValueError, RecursionError) as fault:
        raise _content_error(type(fault).__name__) from None


def _texts(entry: object) -> dict[str, str]:
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        raise TypeError(entry)
    return entry


def _content_error(reason: str) -> InputError:
    return InputError(
        "vault-content",
        f"the vault opened, but this program can't read what is in it ({reason})",
        next_step="was it written by another program? The file was not touched",
    )
