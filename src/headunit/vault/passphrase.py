"""The passphrase of a vault: a secret with a type of its own."""

from __future__ import annotations

import unicodedata

from headunit.errors import InputError

__all__ = ["Passphrase"]

SHORTEST_NEW = 8
_LONGEST = 1_000


class Passphrase:
    """Hold a passphrase and print it never.

    The text is brought to Unicode's composed form (NFC), so that an accented letter is the same from every keyboard;
    nothing else is changed. Raises InputError (``passphrase-length``).
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Take the text as it was typed; one line of at most 1,000 characters."""
        if not text or len(text) > _LONGEST or "\n" in text:
            raise InputError(
                "passphrase-length",
                "a passphrase is one line of 1 to 1,000 characters",
                expected="1 to 1,000 characters",
                next_step="give it again",
            )
        self._text = unicodedata.normalize("NFC", text)

    def check_new(self) -> Passphrase:
        """Return this passphrase if it will do for a new vault; raises InputError (``passphrase-short``)."""
        if len(self._text) < SHORTEST_NEW:
            raise InputError(
                "passphrase-short",
                f"the new passphrase has fewer than {SHORTEST_NEW} characters",
                expected=f"at least {SHORTEST_NEW} characters",
                next_step="take four or five words that don't belong together",
            )
        return self

    def to_bytes(self) -> bytes:
        """Return the passphrase in clear, as UTF-8, for the derivation of the key."""
        return self._text.encode("utf-8", "surrogatepass")

    def __repr__(self) -> str:
        """Return a mask that tells nothing, not even the length."""
        return "Passphrase(•••)"

    __str__ = __repr__
