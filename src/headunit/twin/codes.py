"""Which codes a simulated unit can have, in words, and one that is made up."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from headunit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.twin.profile import TwinProfile

__all__ = ["code_words", "fitting_code", "made_up_code"]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def made_up_code(profile: TwinProfile) -> str:
    """Return a code that such a unit can have, 1234 where it can; empty for a unit without a code."""
    return "".join(letters[min(len(letters) - 1, 1 + at)] for at, letters in enumerate(profile.panel.alphabets))


def fitting_code(profile: TwinProfile, code: str | None) -> str:
    """Return *code* when such a unit can have it, a made-up one for None; raises InputError (``code-shape``)."""
    alphabets = profile.panel.alphabets
    if code is None:
        return made_up_code(profile)
    if len(code) == len(alphabets) and all(a in b for a, b in zip(code, alphabets, strict=True)):
        return code
    if not alphabets:
        raise InputError(
            "code-shape", "such a radio has no code to enter", value="•" * len(code), next_step="leave the code out"
        )
    raise InputError(
        "code-shape",
        f"the given code can't be such a radio's: it takes {code_words(alphabets)}",
        value="•" * len(code),
        expected=code_words(alphabets),
        next_step="leave the code out for a made-up one",
    )


def code_words(alphabets: Sequence[str]) -> str:
    """Say in words what the codes of *alphabets* are: ``five digits from 1 to 6``."""
    parts = [(letters, len(list(places))) for letters, places in groupby(alphabets)]
    return ", then ".join(f"{_NUMBERS[n]} digit{'s' if n > 1 else ''} {_range(letters)}" for letters, n in parts)


def _range(letters: str) -> str:
    return f"from {letters[0]} to {letters[-1]}"
