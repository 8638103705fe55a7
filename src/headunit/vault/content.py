"""What stands in a vault: its entries, never two with one reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.errors import InputError, UnknownNameError
from headunit.numbers import canonical
from headunit.vault.reference import Reference

if TYPE_CHECKING:
    from headunit.vault.entry import Entry

__all__ = ["Vault"]


@dataclass(frozen=True, slots=True)
class Vault:
    """Hold the entries in the order in which they were added; a change gives a new vault."""

    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two entries with one reference; raises InputError (``entry-twice``)."""
        if len({entry.id for entry in self.entries}) < len(self.entries):
            raise InputError("entry-twice", "two entries of the vault have one reference")

    @property
    def references(self) -> frozenset[Reference]:
        """Return the references that are taken."""
        return frozenset(entry.id for entry in self.entries)

    def with_entry(self, entry: Entry) -> Vault:
        """Return the vault with *entry* behind the others; raises InputError (``entry-twice``)."""
        return Vault((*self.entries, entry))

    def without(self, reference: Reference) -> Vault:
        """Return the vault without the entry *reference*; raises UnknownNameError (``unknown-entry``)."""
        self.find(str(reference))
        return Vault(tuple(entry for entry in self.entries if entry.id != reference))

    def with_number(self, text: str) -> tuple[Entry, ...]:
        """Return the entries whose serial or part number holds *text*, whatever its blanks and case."""
        return tuple(entry for entry in self.entries if entry.has_number(text))

    def find(self, text: str, *, in_part: bool = False) -> Entry:
        """Return the one entry with the reference, the serial or the name *text*, asked for in this order.

        With *in_part* a part of the name, the car or a number is enough at last: for what only looks, never for what
        takes away. Raises UnknownNameError (``unknown-entry``), InputError (``entry-ambiguous``).
        """
        parts = self._by_part(text) if in_part else []
        for found in (self._by_reference(text), self._by_serial(text), self._by_name(text), parts):
            if len(found) == 1:
                return found[0]
            if found:
                references = ", ".join(str(entry.id) for entry in found)
                raise InputError(
                    "entry-ambiguous",
                    f"{text!r} fits {len(found)} entries",
                    value=text,
                    expected=f"one of {references}",
                    next_step="ask for it by its reference",
                )
        raise UnknownNameError(
            "unknown-entry",
            f"the vault holds no entry {text!r}",
            value=text,
            expected="a reference, a serial or a name",
            next_step="'headunit vault list' shows what it holds",
        )

    def _by_reference(self, text: str) -> list[Entry]:
        try:
            wanted = Reference.read(text)
        except InputError:
            return []
        return [entry for entry in self.entries if entry.id == wanted]

    def _by_serial(self, text: str) -> list[Entry]:
        wanted = canonical(text)
        return [entry for entry in self.entries if wanted and canonical(entry.serial) == wanted]

    def _by_name(self, text: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.name.casefold() == text.strip().casefold()]

    def _by_part(self, text: str) -> list[Entry]:
        wanted = text.strip().casefold()
        if not wanted:
            return []
        return [
            entry
            for entry in self.entries
            if wanted in f"{entry.name}\n{entry.car}".casefold() or entry.has_number(text)
        ]
