"""The answer for one serial, and the search it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.numbers import NumberKind

if TYPE_CHECKING:
    from headunit.codes.candidate import Evidence, Grade, Refusal
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.question import Question
    from headunit.numbers import RadioCode, Reading, Vin

__all__ = ["CodeAnswer", "FoundCode", "Search"]


class FoundCode(NamedTuple):
    """One code with every rule that gives it.

    *rule*, *evidence*, *warnings* are those of the best-proved rule; *grades* holds the grade under each of *rules*.
    """

    code: RadioCode
    rule: str
    rules: tuple[str, ...]
    evidence: Evidence
    grades: dict[str, Grade]
    warnings: tuple[str, ...]


class CodeAnswer(NamedTuple):
    """Hold the whole answer for one serial; *candidates* are ranked, best first; *families* fit the serial."""

    given: str
    value: str
    kind: NumberKind
    families: tuple[str, ...] = ()
    candidates: tuple[FoundCode, ...] = ()
    refused: tuple[Refusal, ...] = ()
    question: Question | None = None


class Search(NamedTuple):
    """Hold what is searched for: the serial's *reading*, and the rule, family, brand, presets and VIN when given."""

    catalogue: Catalogue
    reading: Reading
    rule: str
    family: str
    brand: str
    presets: int | None
    vin: Vin | None

    @property
    def only_family(self) -> str:
        """Return the family when nothing was named and the number is the serial of just one that has rules."""
        families = self.reading.families
        if self.rule or self.reading.kind is not NumberKind.SERIAL or len(families) != 1:
            return ""
        return families[0] if self.catalogue.head(families[0]).rules else ""

    @property
    def value(self) -> str:
        """Return the serial, upper case without separators."""
        return self.reading.value
