"""The seam every code rule fills: what it takes, for whom it speaks, and how it answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from headunit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.codes.candidate import Candidate, Question, Refusal

__all__ = ["Answer", "Circumstances", "Rule"]

Answer: TypeAlias = "tuple[Candidate, ...] | Refusal | Question"


class Circumstances(NamedTuple):
    """Hold what is known beside the serial.

    *brand*: the car's brand in lower case, or empty. *presets*: number of station keys, or None when not known.
    *asked*: the person named the rule (``--rule``), so a ``plausible`` answer that is refused otherwise may be given.
    """

    brand: str = ""
    presets: int | None = None
    asked: bool = False


class Rule(NamedTuple):
    """Describe one code rule.

    *id*: stable name. *title*: for people. *takes*: the number it wants, in words. *brands*: lower case, the brands it
    speaks for. *pattern*: a whole serial that this rule may claim without being named; the group ``key`` is what the
    maths needs. *named_pattern*: what it accepts when the person named the rule or its family (looser: bare digits, a
    longer serial whose last digits count); also with a group ``key``. *answer*: from the key and the circumstances to
    ranked candidates (best first), a refusal or a question; total over every key that the patterns can give.
    *proof*: its evidence in one line for people. *kin*: ids of rules that share this rule's table and answer in its
    place for serials of theirs.
    Both patterns are matched in full against text that is upper case and holds only A-Z and 0-9.
    """

    id: str
    title: str
    takes: str
    brands: tuple[str, ...]
    pattern: str
    named_pattern: str
    answer: Callable[[str, Circumstances], Answer]
    proof: str = ""
    kin: tuple[str, ...] = ()

    def claims(self, serial: str) -> bool:
        """Return whether *serial* has the shape this rule may answer unasked."""
        return re.fullmatch(self.pattern, serial) is not None

    def accepts(self, serial: str) -> bool:
        """Return whether *serial* has a shape this rule may answer when it was named."""
        return self.claims(serial) or re.fullmatch(self.named_pattern, serial) is not None

    def key(self, serial: str) -> str:
        """Return the part of *serial* the maths needs.

        Raises InputError (``serial-shape``) when the serial can't belong to this rule.
        """
        match = re.fullmatch(self.pattern, serial) or re.fullmatch(self.named_pattern, serial)
        if match is None:
            raise InputError(
                "serial-shape",
                f"serial {serial!r} does not fit {self.title}, which takes {self.takes}",
                value=serial,
                expected=self.takes,
                next_step="check the label",
            )
        return match["key"]
