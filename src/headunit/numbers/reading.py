"""Say what each number in a text *is*, and why: serial, VIN, part number, version, or not known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.numbers.chunks import Chunk, chunks
from headunit.numbers.found import Alternative, Reading
from headunit.numbers.spans import read_span
from headunit.numbers.suggestions import alternatives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.numbers.shapes import NumberShape

__all__ = ["Alternative", "Reading", "read_numbers"]

MOST_CHARACTERS = 4_000
"""Longest text that is read; a label has a few hundred characters."""

_MOST_JOINED = 8


def read_numbers(text: str, shapes: Sequence[NumberShape]) -> tuple[Reading, ...]:
    """Return the numbers of *text* in order, each read once, as the *shapes* of the catalogue explain them best.

    Pieces are joined over spaces, hyphens and line ends where that gives a number; captions (``S/N``, ``VIN``) and data
    identifiers (ANSI MH10.8.2) weigh. Raises InputError (``text-too-long``) above 4,000 characters.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            "text-too-long",
            f"the text has {len(text)} characters, a label has a few hundred",
            value=f"{len(text)} characters",
            expected=f"at most {MOST_CHARACTERS}",
            next_step="paste only what stands on the label",
        )
    pieces = chunks(text)
    best: list[tuple[int, tuple[Reading, ...]]] = [(0, ())] * (len(pieces) + 1)
    for start in reversed(range(len(pieces))):
        choices = [best[start + 1]]
        for end in range(start + 1, min(start + _MOST_JOINED, len(pieces)) + 1):
            if not _continues(pieces[start], pieces[start + 1 : end]):
                break
            reading = read_span(pieces[start:end], shapes, alone=len(pieces) == 1)
            if reading is not None:
                score, rest = best[end]
                choices.append((score + reading.score, (reading, *rest)))
        best[start] = max(choices, key=lambda choice: choice[0])
    return tuple(replace(reading, alternatives=alternatives(reading, shapes)) for reading in best[0][1])


def _continues(first: Chunk, others: Sequence[Chunk]) -> bool:
    """Return whether one number can run on over *others*: no new caption, another line only without one."""
    return all(
        piece.caption is None or (piece.caption is first.caption and piece.line == first.line and not piece.first)
        for piece in others
    )
