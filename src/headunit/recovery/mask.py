"""Take what may be a code out of a text before it is written down: a journal is not encrypted.  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["code_spans", "mask_digits", "masked"]

_SHORTEST = 3
_RUN = re.compile(f"0{{{_SHORTEST},}}")
_JOINED = re.compile(r"0+(?:[\s./,_\-\u00ad\u00b7\u2010-\u2015\u2022\u2212\uff0d\uff0e\uff0f]+0+)+")
"""Digits that stand as 0, in groups joined by blanks, dots, slashes, or hyphens and dashes of any width."""


def mask_digits(text: str) -> str:
    """Return *text* in one line that moves no terminal, with each digit of what may be a code as ``#``.

    That is each run of three and more digits of any script, and groups of fewer that blanks, dots, slashes or hyphens
    join to three and more.
    """
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return masked(plain, code_spans(plain))


def masked(text: str, spans: Iterator[tuple[int, int]]) -> str:
    """Return *text* with the digits inside *spans* as ``#``."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = ["#" if sign.isdigit() else sign for sign in signs[start:end]]
    return "".join(signs)


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where in *text* something stands that may be a code: long runs first, then joined groups of short ones."""
    shape = "".join("0" if sign.isdigit() else sign for sign in text)
    for run in _RUN.finditer(shape):
        yield run.span()
    for group in _JOINED.finditer(_RUN.sub(lambda run: "#" * len(run[0]), shape)):
        if group[0].count("0") >= _SHORTEST:
            yield group.span()
