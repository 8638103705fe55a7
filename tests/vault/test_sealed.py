"""No byte of a vault can be changed, and a wrong passphrase tells no more than a damaged file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from headunit.errors import ConfigurationError, InputError
from headunit.vault import sealed
from headunit.vault.content import Vault
from headunit.vault.key import RFC_9106_LOW_MEMORY, Cost, VaultKey, derive_key
from headunit.vault.passphrase import Passphrase
from headunit.vault.sealed import FORMATS, LARGEST_VAULT_BYTES, Opened, check_start, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.vault.entry import Entry

    MakeEntry = Callable[..., Entry]

SALT, NONCE = bytes(range(16)), bytes(range(100, 112))
HEADER = bytes.fromhex("894855560d0a1a0a 0001 01 01 00000020 00000001 00000001") + SALT + NONCE


@pytest.fixture
def key(cheap: Cost, passphrase: Passphrase) -> VaultKey:
    return derive_key(passphrase, cheap, SALT)


@pytest.fixture
def file(make_entry: MakeEntry, key: VaultKey) -> bytes:
    return seal(Vault((make_entry(),)), key, NONCE)


@pytest.fixture
def derivations(monkeypatch: pytest.MonkeyPatch) -> list[Cost]:
    """Collect the costs that were paid."""
    paid: list[Cost] = []

    def derive(passphrase: Passphrase, cost: Cost, salt: bytes) -> VaultKey:
        paid.append(cost)
        return derive_key(passphrase, cost, salt)

    monkeypatch.setattr(sealed, "derive_key", derive)
    return paid


def refusal(file: bytes, passphrase: Passphrase, cheap: Cost) -> str:
    with pytest.raises((InputError, ConfigurationError)) as refused:
        unseal(file, passphrase, usual=cheap)
    return refused.value.code


def with_content(content: bytes, key: VaultKey) -> bytes:
    return HEADER + ChaCha20Poly1305(key.secret).encrypt(NONCE, content, HEADER)


def test_a_file_opens_with_its_passphrase(
    file: bytes, passphrase: Passphrase, make_entry: MakeEntry, key: VaultKey
) -> None:
    assert unseal(file, passphrase) == Opened(Vault((make_entry(),)), key, 1)


def test_the_bytes_are_those_of_the_reference_page(file: bytes, key: VaultKey, entry_texts: dict[str, str]) -> None:
    content = ChaCha20Poly1305(key.secret).decrypt(NONCE, file[52:], file[:52])

    assert file[:52] == HEADER
    assert len(content) == 1024
    assert len(file) == 52 + 1024 + 16
    assert content.rstrip(b" ").endswith(b"}]}")
    assert json.loads(content) == {"format": "headunit/vault-content/1", "entries": [entry_texts]}


@pytest.mark.parametrize("mask", [0x01, 0x80, 0xFF])
def test_every_changed_byte_is_refused(file: bytes, passphrase: Passphrase, cheap: Cost, mask: int) -> None:
    refused: dict[str, list[int]] = {}
    for place in range(len(file)):
        damaged = bytearray(file)
        damaged[place] ^= mask
        refused.setdefault(refusal(bytes(damaged), passphrase, cheap), []).append(place)

    assert refused == {
        "vault-foreign": list(range(8)),
        "vault-newer": [8, 9] if mask != 0x01 else [8],
        "vault-closed": list(range(10, len(file))) if mask != 0x01 else list(range(9, len(file))),
    }


def test_every_shortened_file_is_refused(file: bytes, passphrase: Passphrase, cheap: Cost) -> None:
    codes = [refusal(file[:length], passphrase, cheap) for length in range(len(file))]

    assert codes == ["vault-foreign"] * 10 + ["vault-closed"] * (len(file) - 10)


def test_a_lengthened_file_is_refused(file: bytes, passphrase: Passphrase, cheap: Cost) -> None:
    assert refusal(file + b"\x00", passphrase, cheap) == "vault-closed"


def test_parts_of_two_vaults_do_not_make_one(file: bytes, passphrase: Passphrase, cheap: Cost) -> None:
    other = seal(Vault(), derive_key(passphrase, cheap, bytes(16)), NONCE)

    for cut in (32, 40, 52, 500):
        assert refusal(file[:cut] + other[cut:], passphrase, cheap) == "vault-closed"


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (b"", "vault-foreign"),
        (b"\x89HUV\r\n\x1a\n\x00", "vault-foreign"),
        (b"\x89HUV\n\x1a\n\x00\x01", "vault-foreign"),
        (b"%PDF-1.7 something else", "vault-foreign"),
        (b"\x89HUV\r\n\x1a\n\x00\x02", "vault-newer"),
        (b"\x89HUV\r\n\x1a\n\xff\xff" + bytes(2000), "vault-newer"),
        (b"\x89HUV\r\n\x1a\n\x00\x00" + bytes(2000), "vault-closed"),
    ],
)
def test_other_files_and_newer_formats_are_named_as_such(
    start: bytes, code: str, passphrase: Passphrase, cheap: Cost
) -> None:
    assert refusal(start, passphrase, cheap) == code


def test_the_version_is_known_before_a_passphrase_is_asked_for(file: bytes) -> None:
    assert check_start(file) == 1
    with pytest.raises(ConfigurationError, match="format 2, this program reads up to 1"):
        check_start(file[:8] + b"\x00\x02")


def test_a_wrong_passphrase_and_every_damage_take_the_same_work_and_say_the_same(
    file: bytes, passphrase: Passphrase, cheap: Cost, derivations: list[Cost]
) -> None:
    unbearable = file[:12] + b"\xff\xff\xff\xff" + file[16:]
    cases = {
        "wrong passphrase": (file, Passphrase("correct horse batterz")),
        "content": (file[:-1] + bytes([file[-1] ^ 1]), passphrase),
        "cut in the content": (file[:60], passphrase),
        "cut in the header": (file[:30], passphrase),
        "unbearable cost": (unbearable, passphrase),
        "other derivation": (file[:10] + b"\x02" + file[11:], passphrase),
        "other cipher": (file[:11] + b"\x02" + file[12:], passphrase),
        "no such version": (file[:9] + b"\x00" + file[10:], passphrase),
    }
    said = set()
    for damaged, given in cases.values():
        with pytest.raises(InputError) as refused:
            unseal(damaged, given, usual=cheap)
        said.add((refused.value.code, str(refused.value), refused.value.value, refused.value.expected))
        assert "horse" not in str(refused.value)

    assert len(said) == 1
    assert derivations == [cheap] * len(cases)


@pytest.mark.parametrize(
    ("cost", "bearable"),
    [
        (RFC_9106_LOW_MEMORY, True),
        (Cost(8, 1, 1), True),
        (Cost(7, 1, 1), False),
        (Cost(31, 1, 4), False),
        (Cost(32, 1, 4), True),
        (Cost(1 << 18, 16, 4), True),
        (Cost(1 << 18, 17, 4), False),
        ((Cost((1 << 18) + 1, 1, 1)), False),
        (Cost(1 << 16, 64, 4), True),
        (Cost(8, 65, 1), False),
        (Cost(1 << 10, 0, 4), False),
        (Cost(1 << 10, 1, 0), False),
        (Cost(1 << 10, 1, 16), True),
        (Cost(1 << 10, 1, 17), False),
    ],
)
def test_the_cost_in_a_header_has_bounds(cost: Cost, bearable: bool) -> None:  # noqa: FBT001 - a column of the table
    assert cost.is_bearable is bearable


def test_the_usual_cost_is_the_second_of_rfc_9106(passphrase: Passphrase) -> None:
    assert (RFC_9106_LOW_MEMORY.memory_kib, RFC_9106_LOW_MEMORY.iterations, RFC_9106_LOW_MEMORY.lanes) == (65536, 3, 4)
    file = seal(Vault(), derive_key(passphrase, RFC_9106_LOW_MEMORY, SALT), NONCE)
    assert file[12:24] == bytes.fromhex("00010000 00000003 00000004")
    assert unseal(file, passphrase).vault == Vault()


def test_the_key_is_never_printed(key: VaultKey) -> None:
    assert "secret" not in repr(key)


def test_the_size_does_not_tell_the_length_of_a_code(make_entry: MakeEntry, key: VaultKey) -> None:
    from headunit.numbers import RadioCode  # noqa: PLC0415 - one test needs it

    sizes = {len(seal(Vault((make_entry(code=RadioCode("12345678"[:digits])),)), key, NONCE)) for digits in range(3, 9)}

    assert sizes == {52 + 1024 + 16}


def test_a_vault_that_could_not_be_read_again_is_not_written(make_entry: MakeEntry, key: VaultKey) -> None:
    from headunit.vault.reference import Reference  # noqa: PLC0415 - one test needs it

    names = (Reference(f"{number:08}") for number in range(LARGEST_VAULT_BYTES // 2 // 4000))
    vault = Vault(tuple(make_entry(id=name, note="x" * 4000) for name in names))

    with pytest.raises(InputError) as full:
        seal(vault, key, NONCE)
    assert full.value.code == "vault-full"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        b'{"format":"headunit/vault-content/2","entries":[]}',
        b'{"format":"headunit/vault-content/1"}',
        b'{"format":"headunit/vault-content/1","entries":5}',
        b'{"format":"headunit/vault-content/1","entries":[5]}',
        b'{"format":"headunit/vault-content/1","entries":["text"]}',
        b'{"format":"headunit/vault-content/1","entries":[{"id":5}]}',
        b'{"format":"headunit/vault-content/1","entries":[{"id":"7K3MQ9XD"}]}',
    ],
)
def test_authentic_content_of_another_make_is_named_as_such(
    content: bytes, key: VaultKey, passphrase: Passphrase
) -> None:
    with pytest.raises(InputError) as refused:
        unseal(with_content(content, key), passphrase)
    assert refused.value.code == "vault-content"


def test_fields_and_entries_that_a_later_program_added_do_not_hinder(key: VaultKey, passphrase: Passphrase) -> None:
    content: dict[str, Any] = {"format": "headunit/vault-content/1", "entries": [], "later": {"more": 1}}

    assert unseal(with_content(json.dumps(content).encode(), key), passphrase).vault == Vault()


def test_the_newest_format_is_the_one_that_is_written(file: bytes) -> None:
    assert max(FORMATS) == int.from_bytes(file[8:10], "big")


def test_a_header_that_asks_for_more_memory_than_there_is_reads_as_damage(
    monkeypatch: pytest.MonkeyPatch, passphrase: Passphrase
) -> None:
    def starve(*_: object, **__: object) -> None:
        raise MemoryError

    cheap = Cost(32, 1, 1)
    file = seal(Vault(), derive_key(passphrase, cheap, bytes(16)), bytes(12))
    monkeypatch.setitem(derive_key.__globals__, "Argon2id", starve)
    for content in (file, file[:20]):
        with pytest.raises(InputError) as refused:
            unseal(content, passphrase, usual=cheap)
        assert refused.value.code == "vault-closed"
