"""The one thing that would decide between several possibilities, and the replies it can have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Option", "Question"]


class Option(NamedTuple):
    """One possible reply: in words, the rule or family it leads to, and the command-line arguments that say it."""

    label: str
    rule: str = ""
    family: str = ""
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Ask for the one thing that would decide."""

    text: str
    options: tuple[Option, ...]
