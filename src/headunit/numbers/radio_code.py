"""The security code of a radio: a secret with a type of its own."""

from __future__ import annotations

from headunit.errors import InputError

__all__ = ["RadioCode"]

_ALPHABET = frozenset("0123456789")


class RadioCode:
    """Hold the digits of a code and print them only when asked to.

    Three to eight decimal digits; leading zeros count. ``str()``, ``repr()`` and formatting give a mask, so a code
    can't slip into a log or an exception; :meth:`reveal` is the only way out. Raises InputError (``code-digits``).
    """

    __slots__ = ("_digits",)

    def __init__(self, digits: str) -> None:
        """Take the digits as text."""
        if not 3 <= len(digits) <= 8 or not _ALPHABET.issuperset(digits):  # noqa: PLR2004 - the range is the docstring's
            raise InputError(
                "code-digits",
                "a radio code has 3 to 8 digits and nothing else",
                expected="3 to 8 digits",
                next_step="type the digits without spaces",
            )
        self._digits = digits

    def reveal(self) -> str:
        """Return the digits in clear."""
        return self._digits

    def __len__(self) -> int:
        """Return the number of digits, which is no secret."""
        return len(self._digits)

    def __eq__(self, other: object) -> bool:
        """Compare every digit, so that the time taken tells nothing."""
        if not isinstance(other, RadioCode):
            return NotImplemented
        differing = sum(mine != theirs for mine, theirs in zip(self._digits, other._digits, strict=False))
        return len(self) == len(other) and not differing

    def __hash__(self) -> int:
        """Hash by the digits."""
        return hash((RadioCode, self._digits))

    def __repr__(self) -> str:
        """Return the mask."""
        return f"RadioCode({'•' * len(self._digits)})"

    __str__ = __repr__
