"""A passphrase is taken as it is typed, is the same from every keyboard, and is never printed."""

from __future__ import annotations

import pytest

from headunit.errors import InputError
from headunit.vault.passphrase import Passphrase


def test_an_accent_typed_in_two_ways_is_one_passphrase() -> None:
    assert Passphrase("caf\u00e9 noir").to_bytes() == Passphrase("cafe\u0301 noir").to_bytes() == b"caf\xc3\xa9 noir"


def test_nothing_else_is_changed() -> None:
    assert Passphrase("  Two  blanks ﬁ ").to_bytes() == "  Two  blanks ﬁ ".encode()
    assert Passphrase("\ud800").to_bytes() == b"\xed\xa0\x80"


@pytest.mark.parametrize("text", ["", "x" * 1001, "two\nlines"])
def test_what_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        Passphrase(text)
    assert refused.value.code == "passphrase-length"


def test_a_new_one_has_eight_characters() -> None:
    assert Passphrase("12345678").check_new().to_bytes() == b"12345678"
    with pytest.raises(InputError) as refused:
        Passphrase("1234567").check_new()
    assert refused.value.code == "passphrase-short"
    assert len(Passphrase("x" * 1000).to_bytes()) == 1000


def test_it_is_never_printed() -> None:
    assert f"{Passphrase('secret word')}" == repr(Passphrase("secret word")) == "Passphrase(•••)"
